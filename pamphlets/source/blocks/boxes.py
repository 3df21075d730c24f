"""Turns quotations, and the boxes of other programs (`> [!NOTE]`, `!!! note`), into elements."""

from __future__ import annotations

import re

from pamphlets.source.blocks.element import Element, Lines
from pamphlets.source.blocks.starts import ALERT, INDENT, QUOTE, goes_on, indent

_WARNINGS = frozenset(["warning", "caution", "danger", "attention", "error", "failure"])
"""Names of boxes that are warnings; every other is a note."""


def quotation(lines: Lines, index: int) -> tuple[Element, int]:
    """Return the quotation, or the box, that begins at a line with `>`, and the line at which it ends."""
    body, end = list[str](), index
    while end < len(lines) and lines[end].strip():
        if sign := QUOTE.match(lines[end]):
            body.append(lines[end][sign.end() :])
        elif goes_on(body, lines, end):
            body.append(lines[end])
        else:
            break
        end += 1
    if alert := ALERT.match(lines[index]):
        return _box(lines, index, alert, body[1:]), end
    return Element("blockquote", lines.first + index, children=lines.within(body, index)), end


def admonition(lines: Lines, index: int, sign: re.Match[str]) -> tuple[Element, int]:
    """Return the box that begins at a line with `!!!`: what is indented under it, or goes on straight after it."""
    body, end = list[str](), index + 1
    margin = indent(lines[index])
    while end < len(lines):
        after = lines.next(end)
        if after == len(lines):
            break
        within = indent(lines[after]) >= margin + INDENT
        if not within and (after > end or not goes_on(body or ["…"], lines, end)):
            break
        body += [*[""] * (after - end), lines[after][min(indent(lines[after]), margin + 4) :]]
        end = after + 1
    return _box(lines, index, sign, body), end


def _box(lines: Lines, index: int, sign: re.Match[str], body: list[str]) -> Element:
    kind = "warning" if sign[1].lower() in _WARNINGS else "note"
    title = [Element("p", lines.first + index, f"**{sign[2].strip()}**")] if (sign[2] or "").strip() else []
    children = [*title, *lines.within(body, index + 1)]
    return Element("div", lines.first + index, attributes={"class": f"block {kind}"}, children=children)
