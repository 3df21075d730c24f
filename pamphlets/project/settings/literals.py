"""Turns values into YAML: on one line, or as lines of a block, in the way in which settings are written here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import yaml

Value: TypeAlias = "str | bool | float | Sequence[Value] | Mapping[str, Value] | None"
"""What a settings file may hold; None is nothing."""

STEP = 2
"""Columns by which what belongs to a key stands further in."""
_WORDS = re.compile(r"[^\W_](?:(?!: |:$| #)[^\n\t\r])*")
_IN_BRACKETS = re.compile(r"[^\W_][^\n\t\r,\[\]{}:#]*")
"""What may stand without quotes; between brackets, less."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TERM = re.compile(r"[^\W_][\w -]*")
_TYPED = re.compile(r"[\d.,:_+-][\w.,:+-]*|y|n", re.IGNORECASE)
"""What some programs take for a number, a time or a yes, beside what PyYAML does."""
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_LONGEST = 100
"""Characters of a list that stands on one line."""
_RESOLVER = yaml.resolver.Resolver()


class OneLine(dict[str, Value]):
    """A mapping that is written on one line: `{days: Mo-Fr, from: "09:00", to: "18:00"}`."""


def literal(value: str | float, style: str | None = None, *, brackets: bool = False, quotes: bool = False) -> str:
    """Return a scalar as it is written on one line, with the quotes of `style` (' or ") if it has some.

    Without any it is plain where it can be read as nothing else, unless `quotes` says that it may not; `brackets` says
    that it stands between some.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return f"{value:g}"
    if style == "'" and not _UNPRINTABLE.search(value) and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and not quotes and _is_plain(value, brackets):
        return value
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _is_plain(text: str, brackets: bool) -> bool:
    """Say whether a text is read as itself without quotes, by whatever program; dates are written so, too."""
    if not (_IN_BRACKETS if brackets else _WORDS).fullmatch(text) or text != text.strip() or not text.isprintable():
        return False
    if _TYPED.fullmatch(text):
        return bool(_DATE.fullmatch(text))
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return str(tag).endswith(":str")


def inline(value: Value, style: str | None = None, *, brackets: bool = False, quotes: bool = False) -> str:
    """Return a value as it is written on one line; see `literal`."""
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        pairs = (
            f"{literal(key, brackets=True)}: {inline(one, brackets=True, quotes=quotes)}" for key, one in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, str | float | int):
        return literal(value, style, brackets=brackets, quotes=quotes)
    return "[" + ", ".join(inline(one, brackets=True, quotes=quotes) for one in value) + "]"


def is_inline(value: Value) -> bool:
    """Say whether a value is written on one line where it may choose: a scalar, a row, a short list of terms."""
    if not isinstance(value, Mapping | list | tuple) or not value or isinstance(value, OneLine):
        return True
    terms = isinstance(value, list | tuple) and all(isinstance(one, str) and _TERM.fullmatch(one) for one in value)
    return terms and len(inline(value)) <= _LONGEST


def block(value: Value, column: int, *, quotes: bool = False) -> list[str]:
    """Return a mapping or a list as lines that begin at a column (from 0)."""
    begin = " " * column
    if isinstance(value, Mapping):
        return [line for key, one in value.items() for line in entry(key, one, column, quotes=quotes)]
    assert isinstance(value, list | tuple)
    lines = list[str]()
    for one in value:
        if is_inline(one):
            lines.append(f"{begin}- {inline(one, quotes=quotes)}")
        else:
            first, *others = block(one, column + STEP, quotes=quotes)
            lines += [f"{begin}- {first.lstrip(' ')}", *others]
    return lines


def entry(key: str, value: Value, column: int, *, quotes: bool = False) -> list[str]:
    """Return the lines of a key and its value, which begin at a column."""
    begin = f"{' ' * column}{literal(key)}:"
    if is_inline(value):
        return [f"{begin} {inline(value, quotes=quotes)}"]
    return [begin, *block(value, column + STEP, quotes=quotes)]
