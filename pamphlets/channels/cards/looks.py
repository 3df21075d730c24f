"""Chooses how cards and slides look: by what each says, and so that no two running have the same ground."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(
    r"(?P<number>(?:[$€£]\s?)?\d[\d.,:/–]*(?:\s?[$€£%])?(?:\s?(?:[ap]\.?m\b\.?|h\b))?)"
    r"(?P<second>(?:\s[^\W\d]{1,5}){1,2}\s(?:[$€£]\s?)?\d[\d.,:/]*(?:\s?%)?(?:\s?(?:[ap]\.?m\b\.?|h\b))?)?"
    r"(?=[\s.,:;!]|$)"
)
_UNIT = re.compile(r"\s(?!(?:and|con|más|out|per|por|que)\b)[^\W\d]{3,}(?=[.,:;!\s]|$)")
_LONGEST = 16
_DIGITS = 6
"""The most digits of a number that is read: more are a telephone number or a date."""
_NIGHTS, _OF = 2, 10

Look = tuple[str, str]
"""A layout, and the color of the brand that is its ground."""
_LOOKS: dict[str, tuple[Look, ...]] = {
    "question": (("question", "paper"), ("type", "night-10"), ("quote", "mist")),
    "picture": (("picture", "paper"), ("picture", "mist")),
    "drawing": (("picture", "mist"), ("picture", "paper")),
    "steps": (("steps", "night-10"), ("steps", "mist")),
    "number": (("number", "night"), ("number", "night-10"), ("number", "mist")),
    "warning": (("warning", "alert-ground"),),
    "quote": (("quote", "mist"), ("type", "night-10"), ("question", "paper")),
    "question alone": (("type", "night-10"), ("quote", "mist"), ("type", "paper")),
    "quote alone": (("quote", "mist"), ("type", "night-10")),
    "question asked": (("question", "paper"), ("type", "night-10")),
    "quote asked": (("quote", "mist"), ("quote", "night-10")),
}
"""The looks of what a card says, the best first: `alone` without a picture on covers, `asked` where its author says."""


def of(kind: str, words: str, *, listed: bool, pictured: bool) -> str:
    """Return the layout for what a card says: `kind` is that of its block, `lead` opens a text."""
    if kind == "warning":
        return "warning"
    if listed:
        return "steps"
    if pictured:
        return "picture"
    if split(words)[0]:
        return "number"
    asks = words.rstrip("\u201d\u2019\"')」』）»\u202f").endswith(("?", "？", "؟"))
    return "question" if kind == "lead" or asks else "quote"


def split(words: str) -> tuple[str, str]:
    """Return the number that words begin with, with its unit, and the rest of them; ('', words) without one.

    >>> split("5 in 100 adults feel it"), split("3 days: no straws")
    (('5 in 100', 'adults feel it'), ('3 days', 'no straws'))
    """
    found = _NUMBER.match(words)
    if not found or sum(map(str.isdigit, found[0])) > _DIGITS:
        return "", words
    number, rest = found[0].rstrip(".,:–"), words[found.end() :]
    if words[len(number) : len(number) + 2] in (".", ". ") and rest and number.isdigit():
        return "", words  # "1. Walk" counts, and "2." is no number to be large
    unit = None if found["second"] or re.search(r"[$€£%:]|[mh]\.?$", number) else _UNIT.match(rest)
    if unit and len(number + unit[0]) <= _LONGEST:
        number, rest = number + unit[0], rest[unit.end() :]
    return (number, rest.lstrip(" .,:;!–—")) if len(number) <= _LONGEST else ("", words)


def alternate(layouts: Sequence[str]) -> tuple[Look, ...]:
    """Return a look for each card of a series, by the names in `_LOOKS` of what it says.

    No ground stands twice running, but that of warnings; of ten cards running two at most are dark. What looks least
    like the two before is taken, else the better.
    """
    chosen: list[Look] = []
    for layout in layouts:
        dark = [ground for _, ground in chosen[1 - _OF :]].count("night") >= _NIGHTS
        taken = {"night"} if dark else set()
        if chosen:
            taken.add(chosen[-1][1])
        known = [layout for layout, _ in chosen[-2:]]
        options = [look for look in _LOOKS[layout] if look[1] not in taken] or _LOOKS[layout][:1]
        chosen.append(min(options, key=lambda look: known.count(look[0])))
    return tuple(chosen)
