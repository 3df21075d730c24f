"""Turns lines that begin with signs of items into lists: what belongs to each item, how it counts, what is odd."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pamphlets.source.blocks import markers
from pamphlets.source.blocks.element import Element, Fault, Lines
from pamphlets.source.blocks.markers import Marker, marker
from pamphlets.source.blocks.starts import INDENT, RULE, closing, goes_on, indent

_TASK = re.compile(r"\[([ xX])\][ \u00a0]+(?=\S)")


def items(lines: Lines, index: int, begun: Marker) -> tuple[Element, int]:
    """Return the list that begins at a line with this marker, and the line at which it ends."""
    begun = markers.in_context(lines.lines, index, begun)
    style = begun.style
    made = Element("ol" if style else "ul", lines.first + index)
    if style and style != "1":
        made.attributes["type"] = style
    if style and (number := begun.number(style)) != 1:
        made.attributes["start"] = str(number)
    loose, found = False, list[Marker]()
    following: Marker | None = begun
    while following:
        found.append(following)
        body, end = _item(lines, index, found)
        item = Element("li", lines.first + index, children=lines.within(body, index, begun.sign))
        made.children.append(item)
        loose |= any(not body[child.line - item.line - 1].strip() for child in item.children[1:])
        index = lines.next(end)
        following = _sibling(lines[index], found) if index < len(lines) else None
        loose |= bool(following) and index > end
    for item, sign in zip(made.children, found, strict=True):
        tighten(item, loose)
        _tick(item, sign)
    made.faults += _faults(made, found)
    return made, end


def _sibling(line: str, before: Sequence[Marker], body: Sequence[str] = ()) -> Marker | None:
    """Return the marker of the line if the list, whose items so far begin with those `before`, goes on there.

    `body` is the text of the last of them.
    """
    found = None if RULE.match(line) else marker(line)
    begun, here = before[0], before[-1]
    follows = found and found.style and begun.style and found.number(begun.style) == here.number(begun.style) + 1
    if not found or not (follows or markers.alike(begun, begun.style, found)) or markers.nests(found, before, body):
        return None
    return found if found.indent < here.indent + INDENT or (follows and found.indent < here.offset) else None


def _item(lines: Lines, index: int, before: Sequence[Marker]) -> tuple[list[str], int]:
    """Return the lines of the item that begins at `index`, without its sign and indentation, and where it ends.

    Code in it goes on to its end, however its lines are indented.
    """
    here = before[-1]
    body, end = [lines[index][here.offset :]], index + 1
    if here.empty and not "".join(lines.lines[end : end + 1]).strip():
        return body, end
    ending = closing(body[0])
    while end < len(lines):
        after = end if ending else lines.next(end)
        if not ending and (after == len(lines) or _sibling(lines[after], before, body)):
            break
        within = ending or indent(lines[after]) >= here.indent + INDENT
        if not within and (after > end or not _nests_or_goes_on(body, lines, end, before)):
            break
        line = lines[after]
        body += [*[""] * (after - end), line[min(indent(line), here.offset) :]]
        ending = closing(body[-1]) if not ending else None if ending.match(body[-1]) else ending
        end = after + 1
    return body, end


def _nests_or_goes_on(body: Sequence[str], lines: Lines, index: int, before: Sequence[Marker]) -> bool:
    """Say whether a line belongs to an item without being indented.

    It does in the middle of a paragraph; with another pasted bullet, which is how a word processor nests; and with a
    Roman numeral after a letter.
    """
    found = marker(lines[index])
    if found and before[0].pasted and found.pasted and found.sign not in (*lines.signs, before[0].sign):
        return True
    if found and markers.nests(found, before, body):
        return True
    return goes_on(body, lines, index)


def tighten(item: Element, loose: bool) -> None:
    """Take the words of an item out of their paragraph, unless empty lines divide the list."""
    if not loose and item.children and item.children[0].tag == "p":
        words = item.children.pop(0)
        item.text, item.faults = words.text, words.faults


def _tick(item: Element, found: Marker) -> None:
    """Make an item that begins with a box one to be ticked."""
    words = item.children[0] if item.children and not item.text and item.children[0].tag == "p" else item
    box = _TASK.match(words.text)
    if box:
        words.text = words.text[box.end() :]
    state = box[1] if box else found.task
    if state:
        item.attributes["class"] = "task" if state == " " else "task done"


def _faults(made: Element, found: Sequence[Marker]) -> list[Fault]:
    faults, begun = [], found[0]
    if begun.pasted:
        hint = "write - [ ] before each" if begun.task else "write - before each"
        message = f"lines that begin with '{begun.sign}' are read as a list"
        faults.append(Fault("pasted-list", message, hint, made.line, "warning"))
    numbers = [sign.number(begun.style) for sign in found] if begun.style else []
    wanted = list(range(numbers[0], numbers[0] + len(numbers))) if numbers else []
    if numbers != wanted and len(set(numbers)) > 1:
        at = next(n for n, number in enumerate(numbers) if number != wanted[n])
        message = f"the item numbered {found[at].count} is printed as number {wanted[at]}"
        faults.append(Fault("list", message, "number the items one after the other", made.children[at].line, "warning"))
    return faults
