"""Finds variables and citations of ours that are written with other signs, so that they would be printed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from pamphlets.errors import Hint

_KEY = r"[\w:.#$%&+?<>~/-]"
_LOST = re.compile(
    r"(?<!\{)\{[ ]*(?P<name>(?:practice|site|brand|pamphlet|edition)\.[\w.-]+)[ ]*\}(?!\})"
    rf"|\(@(?P<round>{_KEY}+)\)|(?<![\w@.(\[;{{-])@(?P<bare>\w(?:{_KEY}*\w)?)"
)


def find(text: str, references: Container[str]) -> Iterator[tuple[str, int, str, Hint]]:
    """Yield the rule, the place, a message and a hint for each: `{practice.phone}`, `(@key)`, `@key` of Pandoc."""
    for found in _LOST.finditer(text):
        key = found["round"] or found["bare"]
        if found["name"]:
            rule, message, meant = "variable", f"'{found[0]}' is printed as it stands", f"{{{{ {found['name']} }}}}"
        elif key not in references or (found["bare"] and _is_inside(text, found.start())):
            continue
        else:
            rule, message, meant = "citation", f"'{found[0]}' cites nothing", f"[@{key}]"
        yield rule, found.start(), message, Hint(f"did you mean {meant}?", found[0], meant)


def _is_inside(text: str, place: int) -> bool:
    """Say whether a place is between brackets, where a citation is one."""
    return text.rfind("[", 0, place) > text.rfind("]", 0, place)
