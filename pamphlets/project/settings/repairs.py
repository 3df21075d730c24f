"""Lines of YAML with faults that their signs give away -> lines that can be read, and what is wrong with each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pamphlets.model import Severity

_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\u200b\u200e\u2060\ufeff"
_KEYED = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)?)(?P<key>[A-Za-z_][\w-]*):(?P<space>[ \t]*)(?P<value>.*)")
_OPEN_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?")
_CURLY = re.compile(r"[“”„«](.*)[”“»]\s*")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a line (from 0), the way out, and the line as it can be read; None where nobody knows."""

    line: int
    message: str
    hint: str
    mended: str | None = None
    severity: Severity = "error"


def tidy(lines: list[str]) -> tuple[list[str], list[Mistake]]:
    """Return the lines without invisible and no-break spaces that stand for plain ones, and without sure mistakes."""
    tidied, mistakes, inside, tabbed = list(lines), list[Mistake](), -1, list[int]()
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        if inside >= 0 and _indent(line) > inside:  # the words of a text that '|' or '>' began
            continue
        plain = _plain(line)
        if re.match(r"[ ]*\t", plain):
            tabbed.append(number)
            plain = " " * _column(tidied, number) + plain.lstrip(" \t")
        found = _KEYED.fullmatch(plain)
        for mistake in _mistakes(number, found, tidied) if found else _bare(number, plain, tidied):
            mistakes.append(mistake)
            plain = mistake.mended or plain
        tidied[number] = plain
        inside = _indent(plain) if found and _OPEN_BLOCK.fullmatch(found["value"]) else -1
    if tabbed:
        message = "a line is indented with a tab" if len(tabbed) == 1 else f"{len(tabbed)} lines are indented with tabs"
        mistakes.append(Mistake(tabbed[0], message, "indent with spaces"))
    return tidied, mistakes


def quote(line: str) -> str | None:
    """Return a line with its value between double quotes; None if it has no key."""
    found = _KEYED.fullmatch(line)
    item = None if found else re.fullmatch(r"(?P<indent>[ ]*-[ ]+)(?P<value>.*)", line)
    if not (part := found or item):
        return None
    before = line[: part.start("value")].rstrip()
    return f"{before} {json.dumps(part['value'].strip(), ensure_ascii=False)}"


def _plain(line: str) -> str:
    """Return a line with plain spaces at its begin and after its key, and a plain colon there."""
    start = re.match(rf"[ \t{_SPACES}]*", line)
    begin = start[0] if start else ""
    rest = line[len(begin) :]
    begin = re.sub("[\u200b\u200e\u2060\ufeff]", "", begin)
    begin = re.sub(f"[{_SPACES}]", " ", begin)
    rest = re.sub(rf"^(-[ ]*)?([A-Za-z][\w-]*)[{_SPACES} ]*[:：][{_SPACES}]+", r"\1\2: ", rest)
    rest = re.sub(r"^([A-Za-z][\w-]*)[ ]*：[ ]*", r"\1: ", rest)
    return begin + re.sub(rf"^-[{_SPACES}]+", "- ", rest)


def _mistakes(number: int, found: re.Match[str], lines: list[str]) -> Iterator[Mistake]:
    """Yield what is wrong with a line that begins with a key."""
    begin, key, value = found["indent"], found["key"], found["value"]
    if value and not found["space"] and not value.startswith(("/", ":", "\\")) and _is_key(number, found, lines):
        mended = f"{begin}{key}: {value}"
        yield Mistake(number, f"there is no space after '{key}:'", f"write '{key}: {value}'", mended, "warning")
    elif (quotes := _CURLY.fullmatch(value)) and re.search(r":\s|\s#", value):
        yield Mistake(
            number, f"“ and ” around the text of '{key}' are no quotes to YAML", 'write " and "',
            f"{begin}{key}: {json.dumps(quotes[1], ensure_ascii=False)}", "warning",
        )  # fmt: skip
    elif value[:1] in ('"', "'") and _is_open(value) and _ends(number, found, lines):
        yield _open_quote(number, f"{begin}{key}: ", value)
    elif sign := re.match(r"\{\{|[|>](?=[ \t]*[^\W\d])", value):
        hint = "put quotes around the whole text"
        yield Mistake(number, f"a value cannot begin with '{sign[0]}'", hint, f"{begin}{key}: {json.dumps(value)}")


def _bare(number: int, line: str, lines: list[str]) -> Iterator[Mistake]:
    """Yield what is wrong with a line that begins in the first column with a word and has no colon."""
    found = re.fullmatch(r"([A-Za-z_][\w-]*)(?:\s*=\s*|\s+)([^:]*)", line)
    above = "".join(lines[:number])
    if found and all(above.count(one) <= above.count(other) for one, other in ("[]", "{}")):
        mended = f"{found[1]}: {found[2]}"
        yield Mistake(number, "a key has no ':'", f"write '{mended}'", mended)


def _open_quote(number: int, before: str, value: str) -> Mistake:
    """Say of a quote that its own line does not close what would."""
    mark, words = value[0], value[1:].rstrip()
    hint = "end the text with the quote that it begins with"
    if words.endswith(("”", "“", "’", "‘")):
        hint, words = f"'{words[-1]}' does not: end the text with {mark}", words[:-1]
    elif mark == "'":
        hint += ", or put a text with an apostrophe between double quotes"
    return Mistake(number, "a quote is never closed", hint, before + json.dumps(words, ensure_ascii=False))


def _is_open(value: str) -> bool:
    """Say whether the quote that begins a value is not closed in its line."""
    if value[0] == '"':
        return not re.match(r'"(?:[^"\\]|\\.)*"', value)
    return not re.match(r"'(?:[^']|'')*'", value)


def _ends(number: int, found: re.Match[str], lines: list[str]) -> bool:
    """Say whether the next line is no deeper, so that no text goes on in it."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    return _indent(below) <= len(found["indent"])


def _is_key(number: int, found: re.Match[str], lines: list[str]) -> bool:
    """Say whether a line begins with a key, and does not go on with a text of the line above."""
    column, above = len(found["indent"]), lines[_above(lines, number)] if number else ""
    before = _KEYED.match(above)
    if not column:
        return True
    return above.rstrip().endswith(":") or bool(before and len(before["indent"]) == column)


def _column(lines: list[str], number: int) -> int:
    """Return where a line begins that is indented by tabs: in line with the one above it, or below its key."""
    above = lines[_above(lines, number)] if number else ""
    return _indent(above) + (2 if above.rstrip().endswith(":") else 0)


def _above(lines: list[str], number: int) -> int:
    return next((at for at in range(number - 1, -1, -1) if lines[at].strip()), 0)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
