"""Turns words that templates print into texts in which those of another language are marked, and marks into HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pamphlets.model.once import tell_once

_OPEN, _MIDDLE, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
"""What stands around words of another language and its code: noncharacters, which no text has."""
_BORROWED = re.compile(f"{_OPEN}([^{_MIDDLE}]*){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")
_RAW = re.compile(f"<(script|style|title|option)\\b.*?</\\1>|<[^>]*>|{_BORROWED.pattern}", re.DOTALL)
"""What holds no elements, tags, and marked words."""


@tell_once
class Wording(tuple[tuple[str, str, str], ...]):
    """Words that templates print: the key of each, the words, and from which language they are borrowed, or ''."""

    __slots__ = ()

    @property
    def plain(self) -> Mapping[str, str]:
        """The words by their keys, for a text that cannot say which language a part of it is in."""
        return {key: words for key, words, _ in self}

    @property
    def marked(self) -> Mapping[str, str]:
        """The words by their keys, those of another language marked, for templates (see `as_html`)."""
        return {key: borrow(code, words) if code else words for key, words, code in self}


def borrow(code: str, words: str) -> str:
    """Return words of another language, marked as such."""
    return f"{_OPEN}{code}{_MIDDLE}{words}{_CLOSE}"


def as_plain(text: str) -> str:
    """Return a text without marks."""
    return _BORROWED.sub(r"\2", text) if _OPEN in text else text


def as_html(html: str) -> str:
    """Return HTML in which words of another language say so: elements where these may stand, nothing within tags."""
    from pamphlets.localized import scripts  # which loads Babel: for a build that makes something

    def say(found: re.Match[str]) -> str:
        code, words = found[2], found[3]
        if code is None:
            return as_plain(found[0])
        return f"<span {scripts.attributes(code)}>{words}</span>"

    return _RAW.sub(say, html) if _OPEN in html else html
