"""Says which block begins at a line, and whether a line goes on in the paragraph before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pamphlets.source import brackets
from pamphlets.source.blocks import markers, tables
from pamphlets.source.blocks.element import Lines

FENCE = re.compile(r" *(`{3,}(?=[^`]*$)|~{3,}) *(.*)$")
HEADING = re.compile(r" *(#{1,6})(?=[ \u00a0]|$)")
UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,}) *$")
RULE = re.compile(r" *+([-*_])(?: *+\1){2,} *+$")
GRID = re.compile(r" *\+(?::?[-=]+:?\+)+ *$")
"""A line between the rows of a table as it is drawn with signs."""
QUOTE = re.compile(r" *> ?")
DESCRIPTION = re.compile(r" {0,3}: +(?=\S)")
ALERT = re.compile(r" *> *\[!([A-Za-z][\w-]*)(?:\|[^]]*)?\][-+]? *(.*)$")
ADMONITION = re.compile(r" *(?:!!!|\?\?\?\+?) *([A-Za-z][\w-]*)[\w -]*?(?: \"(.*)\")? *$")
_CONTINUED = 4
"""Columns from which on a line after a paragraph is no heading or rule."""
INDENT = 2
"""Columns by which what a container holds is indented at least."""


def closing(line: str) -> re.Pattern[str] | None:
    """Return what ends the code that begins at a line, in items and quotations, too."""
    fence = brackets.FENCE.match(line)
    return brackets.ending(fence[1]) if fence else None


def indent(line: str) -> int:
    """Return the columns that a line is indented by."""
    return len(line) - len(line.lstrip(" "))


def interrupts(lines: Lines, index: int) -> bool:
    """Say whether a line that stands straight after a paragraph begins another block."""
    line = lines[index]
    if any(start.match(line) for start in (FENCE, QUOTE, ADMONITION, GRID)):
        return True
    if indent(line) < _CONTINUED and (HEADING.match(line) or RULE.match(line)):
        return True
    found = markers.marker(line)
    return bool(found and markers.opens(lines.lines, index, found, True))


def goes_on(body: Sequence[str], lines: Lines, index: int) -> bool:
    """Say whether a line goes on in a container without its sign or indentation: in the middle of a paragraph."""
    last = body[-1]
    ended = not last.strip() or any(start.match(last) for start in (HEADING, FENCE, RULE)) or tables.has_bar(last)
    return not ended and not interrupts(lines, index)
