"""Finds in a text, and takes out of it, characters that no text needs and that would be mistaken for our own marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pamphlets.source import brackets
from pamphlets.source.scans import MARK

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_NO_REFERENCE = re.compile(r"&(?=#[0-9]{8,};)")
_REFERENCE = re.compile(r"(?<!\\)&#(?:[0-9]{1,7}|x[0-9a-fA-F]{1,6});")


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place of each such character, or of what HTML has for it (`&#7;`, outside code), with a message."""
    for pattern, kind in ((_CONTROL, "control"), (MARK, "private use")):
        for found in pattern.finditer(text):
            yield found.start(), f"a {kind} character (U+{ord(found[0]):04X})"
    for found in _references(text):
        yield found.start(), f"'{found[0]}' stands for a character that cannot be printed"


def clean(text: str) -> str:
    """Return a text without them."""
    gone = {found.start() for found in _references(text)}
    text = _REFERENCE.sub(lambda found: "" if found.start() in gone else found[0], text)
    return MARK.sub("", _CONTROL.sub("", _NO_REFERENCE.sub("&amp;", text)))


def _references(text: str) -> Iterator[re.Match[str]]:
    code = brackets.code(text) if "&#" in text else ()
    for found in _REFERENCE.finditer(text):
        sign = unescape(found[0])  # '' for what is no character of HTML
        if (sign in ("", "\ufffd") or _CONTROL.match(sign) or MARK.match(sign)) and not brackets.holds(
            code, found.start()
        ):
            yield found
