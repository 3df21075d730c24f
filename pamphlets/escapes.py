"""Turns any text into one that can be printed: what moves a cursor, turns letters round or is no Unicode is escaped."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return a text on one line, with `\x1b` and the like in the place of characters that must not be printed."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
