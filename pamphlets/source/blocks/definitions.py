"""Turns terms with lines `: …` under them into lists of definitions."""

from __future__ import annotations

from pamphlets.source.blocks.element import Element, Lines
from pamphlets.source.blocks.lists import tighten
from pamphlets.source.blocks.starts import DESCRIPTION, INDENT, goes_on, indent, interrupts


def definitions(lines: Lines, index: int) -> tuple[Element, int]:
    """Return the definitions whose first term stands at a line, and the line at which they end."""
    made = Element("dl", lines.first + index)
    while True:
        while not DESCRIPTION.match(lines[index]):
            if lines[index].strip():
                made.children.append(Element("dt", lines.first + index, lines[index].strip()))
            index += 1
        body, end = _description(lines, index)
        item = Element("dd", lines.first + index, children=lines.within(body, index))
        tighten(item, any(not line.strip() for line in body))
        made.children.append(item)
        index = lines.next(end)
        if index == len(lines) or not (DESCRIPTION.match(lines[index]) or _is_term(lines, index)):
            return made, end


def _description(lines: Lines, index: int) -> tuple[list[str], int]:
    sign = DESCRIPTION.match(lines[index])
    assert sign
    body, end = [lines[index][sign.end() :]], index + 1
    while end < len(lines):
        after = lines.next(end)
        if after == len(lines) or DESCRIPTION.match(lines[after]):
            break
        within = indent(lines[after]) >= INDENT
        if not within and (after > end or _is_term(lines, end) or not goes_on(body, lines, end)):
            break
        body += [*[""] * (after - end), lines[after][min(indent(lines[after]), sign.end()) :]]
        end = after + 1
    return body, end


def _is_term(lines: Lines, index: int) -> bool:
    """Say whether the term of another description stands at a line."""
    after = lines.next(index + 1)
    return after < len(lines) and bool(DESCRIPTION.match(lines[after])) and not interrupts(lines, index)
