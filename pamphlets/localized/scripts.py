"""Turns a language's code into how it is written: its direction, and whether spaces stand between its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Literal

from babel.core import get_global

Direction = Literal["ltr", "rtl"]
_RTL = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Scripts that are written from right to left (Unicode Standard, Bidi_Class R and AL), as far as they are in use."""
_UNSPACED = frozenset({"Hani", "Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr", "Thai", "Tibt"})
"""Scripts whose lines may end where no space stands: UAX #14, classes ID and SA."""
RIGHT_TO_LEFT = (
    r"\u0590-\u060b\u060d-\u065f\u066a-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""What is written from right to left, for a class of a regular expression: Bidi_Class R and AL, by blocks, without the
comma and figures of Arabic."""
HAN_OR_KANA = r"\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters that are as wide as high, for a class of a regular expression."""


@cache
def script(code: str) -> str:
    """Return the script of a language, as ISO 15924 has it: that of its code, or else its likeliest (CLDR)."""
    if named := re.search(r"-([A-Z][a-z]{3})(?:-|$)", code):
        return named[1]
    likely: Mapping[str, str] = get_global("likely_subtags")
    first = code.partition("-")[0]
    found = likely.get(code.replace("-", "_")) or likely.get(first, "")
    return next(iter(re.findall(r"_([A-Z][a-z]{3})(?:_|$)", found)), "Latn")


def direction(code: str) -> Direction:
    """Return the direction of a language's lines: `rtl` for Arabic."""
    return "rtl" if script(code) in _RTL else "ltr"


def attributes(code: str) -> str:
    """Return how an element says its language: `lang="ar" dir="rtl"`. Neither stands without the other."""
    return f'lang="{escape(code)}" dir="{direction(code)}"'


def is_spaced(code: str) -> bool:
    """Say whether spaces stand between the words of a language: not so in Chinese, Japanese and Thai."""
    return script(code) not in _UNSPACED
