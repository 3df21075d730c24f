"""Turns quotations, and the boxes of other programs (`> [!NOTE]`, `!!! note`), into elements."""

from __future__ import annotations

import re

from pamphlets.source.blocks.element import Element, Lines
from pamphlets.source.blocks.starts import ALERT, INDENT, QUOTE, UNDERLINE, goes_on, indent

_WARNINGS = frozenset(["warning", "caution", "danger", "attention", "error", "failure"])
_NAMES = "note tip hint info important seealso admonition success question example abstract summary bug help callout"
_NOTES = frozenset([*_NAMES.split(), "alert", "notice", "remark"])


def box(name: str) -> str:
    """Return the kind of block that a box of another program, by its name, is: `warning`, `note`, or '' for no box."""
    name = name.lower().removeprefix("callout-").removeprefix("alert-")
    return "warning" if name in _WARNINGS else "note" if name in _NOTES else ""


def quotation(lines: Lines, index: int) -> tuple[Element, int]:
    """Return the quotation, or the box, that begins at a line with `>`, and the line at which it ends."""
    body, end = list[str](), index
    while end < len(lines) and lines[end].strip():
        if sign := QUOTE.match(lines[end]):
            body.append(lines[end][sign.end() :])
        elif goes_on(body, lines, end):
            body.append("\\" + lines[end].lstrip() if UNDERLINE.match(lines[end]) else lines[end])
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


def directive(lines: Lines, index: int, sign: re.Match[str], body: list[str]) -> Element | None:
    """Return the box that stands between the fences of code, as in MyST's ```{note}; None where they hold code."""
    return _box(lines, index, sign, body) if box(sign[1]) else None


def _box(lines: Lines, index: int, sign: re.Match[str], body: list[str]) -> Element:
    kind = box(sign[1]) or "note"
    title = [Element("p", lines.first + index, f"**{sign[2].strip()}**")] if (sign[2] or "").strip() else []
    children = [*title, *lines.within(body, index + 1)]
    return Element("div", lines.first + index, attributes={"class": f"block {kind}"}, children=children)
