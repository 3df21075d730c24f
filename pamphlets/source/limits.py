"""Turns text that nobody writes by hand, too deep or too long in one piece, into a problem at its line.

Markdown is read by recursion, and in time that grows with the square of one paragraph: without these limits a few
kilobytes would end in a trace, or never.
"""

from __future__ import annotations

import re

from pamphlets.model import Location, Problem
from pamphlets.source import brackets

DEEPEST = 10
"""Lists and quotations inside one another."""
LINES, CHARACTERS, SIGNS = 2_000, 50_000, 5_000
"""The most of one paragraph: what stands between empty lines. Signs are those that markdown reads."""
WHOLE = 1_000_000
"""The most of a source: a book of 600 pages."""
PARAGRAPHS = 20_000
"""The most of one part of a block."""
_MARKERS = re.compile(r"^([ \t>]*+)((?:(?:[-*+>]|\d{1,9}[.)])[ \t]++)*+)", re.MULTILINE)
_MARKER = re.compile(r"[-*+>.)]")
_SIGNS = re.compile(r"[*_`\[\]<>&\\~^={}()]")
_EMPTY = re.compile(r"\n[ \t]*+(?=\n)")
_LEVEL = 4
"""Spaces by which a list inside another is indented."""


def whole(text: str, path: str) -> tuple[Problem, ...]:
    """Return what is wrong with the size of a whole source, of which then nothing is read."""
    message, hint = f"a text of {len(text):,} characters: {WHOLE:,} are the most", "make several sources of it"
    return (Problem("limit", message, Location(path, 1), hint),) if len(text) > WHOLE else ()


def fault(text: str, location: Location) -> Problem | None:
    """Return the first thing in a text, whose first line is at `location`, that is beyond a limit."""
    found = _depth(text) or _size(text)
    if not found:
        return None
    position, message, hint = found
    line = location.line + text.count("\n", 0, position)
    return Problem("limit", message, Location(location.path, line), hint)


def _depth(text: str) -> tuple[int, str, str] | None:
    code = brackets.code(text)
    for found in _MARKERS.finditer(text):
        if not found[2] and ">" not in found[1]:
            continue
        before = found[1].replace(">", "").expandtabs(_LEVEL)
        depth = max(len(before) // _LEVEL, len(_MARKER.findall(found[2])) + found[1].count(">"))
        if depth > DEEPEST and not brackets.holds(code, found.start()):
            message = f"a list or quotation {depth} deep inside others: {DEEPEST} are the most"
            return found.start(), message, "begin a list of its own, at the left edge"
    return None


def _size(text: str) -> tuple[int, str, str] | None:
    ends = [*(found.start() for found in _EMPTY.finditer(text)), len(text)]
    if len(ends) > PARAGRAPHS:
        return 0, f"{len(ends):,} paragraphs in one block: {PARAGRAPHS:,} are the most", "begin a new block with ##"
    start = 0
    for end in ends:
        counts = (
            (text.count("\n", start, end), LINES, "lines"),
            (end - start, CHARACTERS, "characters"),
            (len(_SIGNS.findall(text, start, end)), SIGNS, "signs of markdown"),
        )
        for count, most, what in counts:
            if count > most:
                message = f"a paragraph of {count:,} {what}: {most:,} are the most"
                return start, message, "leave an empty line between paragraphs"
        start = end
    return None
