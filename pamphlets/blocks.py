"""Turns lines of Markdown into blocks: CommonMark's rule of containers, read as people write it.

An item holds what is indented by two columns more than its sign, or goes on with its paragraph; nothing is code for its
indentation. https://spec.commonmark.org/0.31.2/#container-blocks; docs/writing.md says what we read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pamphlets import lists, tables
from pamphlets.element import Element, Fault
from pamphlets.lists import Marker, marker

_FENCE = re.compile(r" *(`{3,}|~{3,}) *([^`]*)$")
_HEADING = re.compile(r" *(#{1,6})(?=[ \u00a0]|$)")
_CLOSING = re.compile(r"(?:^|(?<= ))#+$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+) *$")
_RULE = re.compile(r" *+([-*_])(?: *+\1){2,} *+$")
_QUOTE = re.compile(r" *> ?")
_DESCRIPTION = re.compile(r" {0,3}: +(?=\S)")
_TASK = re.compile(r"\[([ xX])\][ \u00a0]+(?=\S)")
_DEEPEST = 12
_INDENT = 2
"""Columns by which the text of an item is indented at least."""


def parse(text: str) -> list[Element]:
    """Return the blocks of a text; their lines count from 0."""
    return _parse([lists.columns(line) for line in text.split("\n")], 0, 0, ())


def _parse(lines: Sequence[str], first: int, depth: int, signs: tuple[str, ...]) -> list[Element]:
    """Return the blocks of the lines within a container, the first of which is line `first`.

    `signs` are the bullets of the lists around them.
    """
    if depth == _DEEPEST and any(marker(line) or _QUOTE.match(line) for line in lines):
        message = f"more than {_DEEPEST} lists and quotes inside one another"
        fault = Fault("limit", message, "take the innermost out", first)
        return [Element("p", first, _joined([line for line in lines if line.strip()]), faults=[fault])]
    found: list[Element] = []
    index = 0
    while index < len(lines):
        if not lines[index].strip():
            index += 1
            continue
        made, index = _block(lines, index, first, depth, signs)
        found.append(made)
    return found


def _block(lines: Sequence[str], index: int, first: int, depth: int, signs: tuple[str, ...]) -> tuple[Element, int]:
    line, place = lines[index], first + index
    if fence := _FENCE.match(line):
        return _code(lines, index, fence, place)
    if heading := _HEADING.match(line):
        words = _CLOSING.sub("", line[heading.end() :].strip(" \u00a0")).rstrip()
        return Element(f"h{max(3, len(heading[1]))}", place, words), index + 1
    if _RULE.match(line):
        return Element("hr", place), index + 1
    if (found := marker(line)) and lists.opens(lines, index, found, False):
        return _list(lines, index, found, first, depth, signs)
    if _QUOTE.match(line):
        return _quote(lines, index, first, depth, signs)
    if tables.begins(lines, index):
        end = index + 2
        while end < len(lines) and lines[end].strip() and not _interrupts(lines, end):
            end += 1
        return tables.table(lines[index:end], place), end
    if tables.barred(line):
        end = index + 1
        while end < len(lines) and tables.barred(lines[end]) and not tables.begins(lines, end):
            end += 1
        return tables.verse(lines[index:end], place), end
    return _paragraph(lines, index, first, depth)


def _interrupts(lines: Sequence[str], index: int) -> bool:
    """Say whether a line that stands straight after a paragraph begins another block."""
    line = lines[index]
    if _FENCE.match(line) or _HEADING.match(line) or _RULE.match(line) or _QUOTE.match(line):
        return True
    found = marker(line)
    return bool(found and lists.opens(lines, index, found, True))


def _code(lines: Sequence[str], index: int, fence: re.Match[str], place: int) -> tuple[Element, int]:
    closing, margin = _closing(lines[index]), _indent(lines[index])
    assert closing
    end = next((n for n in range(index + 1, len(lines)) if closing.match(lines[n])), len(lines))
    text = "".join(line[min(margin, _indent(line)) :] + "\n" for line in lines[index + 1 : end])
    language = fence[2].split()[:1]
    made = Element("pre", place, text, {"class": f"language-{language[0]}"} if language else {})
    if end == len(lines):
        made.faults.append(Fault("code", "code is never closed", f"end it with a line {fence[1]}", place))
    return made, end + 1


def _paragraph(lines: Sequence[str], index: int, first: int, depth: int) -> tuple[Element, int]:
    place, end = first + index, index + 1
    while end < len(lines) and lines[end].strip():
        if depth < _DEEPEST and _DESCRIPTION.match(lines[end]):
            return _definitions(lines, index, first, depth)
        if _UNDERLINE.match(lines[end]):
            made = Element("h3", place, _joined(lines[index:end]))
            if not depth:
                hint = f"write ## {lines[end - 1].strip()}"
                made.faults.append(Fault("heading", "an underlined heading", hint, first + end))
            return made, end + 1
        if _interrupts(lines, end) or tables.begins(lines, end) or tables.barred(lines[end]):
            break
        end += 1
    after = _next(lines, end)
    if depth < _DEEPEST and end == index + 1 and after < len(lines) and _DESCRIPTION.match(lines[after]):
        return _definitions(lines, index, first, depth)
    made = Element("p", place, _joined(lines[index:end]))
    if _indent(lines[index]) >= 4:
        hint = "take the spaces away; code stands between two lines of ```"
        made.faults.append(Fault("code", "an indented paragraph is read as text", hint, place, "warning"))
    return made, end


def _joined(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph without what they are indented by, and without the break of the last one."""
    return "\n".join(line.lstrip(" ") for line in lines).rstrip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _next(lines: Sequence[str], index: int) -> int:
    """Return the index of the next line that is not empty."""
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _quote(lines: Sequence[str], index: int, first: int, depth: int, signs: tuple[str, ...]) -> tuple[Element, int]:
    inner: list[str] = []
    end = index
    while end < len(lines) and lines[end].strip():
        if mark := _QUOTE.match(lines[end]):
            inner.append(lines[end][mark.end() :])
        elif _goes_on(inner, lines, end):
            inner.append(lines[end])
        else:
            break
        end += 1
    return Element("blockquote", first + index, children=_parse(inner, first + index, depth + 1, signs)), end


def _list(
    lines: Sequence[str], index: int, begun: Marker, first: int, depth: int, signs: tuple[str, ...]
) -> tuple[Element, int]:
    style = begun.style
    made = Element("ol" if style else "ul", first + index)
    if style and style != "1":
        made.attributes["type"] = style
    if style and (number := begun.number(style)) != 1:
        made.attributes |= {
            "start": str(number),
            "style": f"counter-reset: list-item {number - 1}",
        }  # WeasyPrint: style
    signs = (*signs, begun.sign)
    loose, markers = False, list[Marker]()
    following: Marker | None = begun
    while following:
        markers.append(following)
        body, end = _item(lines, index, markers, signs)
        item = Element("li", first + index, children=_parse(body, first + index, depth + 1, signs))
        made.children.append(item)
        loose |= any(not body[child.line - item.line - 1].strip() for child in item.children[1:])
        index = _next(lines, end)
        following = _sibling(lines[index], markers) if index < len(lines) else None
        loose |= bool(following) and index > end
    for item, found in zip(made.children, markers, strict=True):
        _tighten(item, loose)
        _tick(item, found)
    made.faults += _list_faults(made, markers)
    return made, end


def _sibling(line: str, markers: Sequence[Marker]) -> Marker | None:
    """Return the marker of the line if the list, whose items so far begin with `markers`, goes on there."""
    found = None if _RULE.match(line) else marker(line)
    begun, here = markers[0], markers[-1]
    follows = found and found.style and begun.style and found.number(begun.style) == here.number(begun.style) + 1
    if not found or not (follows or lists.alike(begun, begun.style, found)):
        return None
    return found if found.indent < here.indent + _INDENT or (follows and found.indent < here.offset) else None


def _item(lines: Sequence[str], index: int, markers: Sequence[Marker], signs: tuple[str, ...]) -> tuple[list[str], int]:
    """Return the lines of the item that begins at `index`, without its sign and indentation, and where it ends."""
    here = markers[-1]
    body, end = [lines[index][here.offset :]], index + 1
    closing = _closing(body[0])
    while end < len(lines):
        after = _next(lines, end)
        if after == len(lines) or _sibling(lines[after], markers):
            break
        within = _indent(lines[after]) >= here.indent + _INDENT
        if not within and (after > end or closing or not _goes_on(body, lines, end, here, signs)):
            break
        line = lines[after]
        body += [*[""] * (after - end), line[min(_indent(line), here.offset) :]]
        closing = _closing(body[-1]) if not closing else None if closing.match(body[-1]) else closing
        end = after + 1
    return body, end


def _closing(line: str) -> re.Pattern[str] | None:
    """Return what ends the code that begins at a line."""
    fence = _FENCE.match(line)
    return re.compile(rf" *{fence[1][0]}{{{len(fence[1])},}} *$") if fence else None


def _goes_on(
    body: Sequence[str], lines: Sequence[str], index: int, here: Marker | None = None, signs: tuple[str, ...] = ()
) -> bool:
    """Say whether a line goes on in a container although it has neither its sign nor its indentation.

    It does in the middle of a paragraph; and with another pasted bullet, which is how a word processor nests.
    """
    found = marker(lines[index]) if here and here.pasted else None
    if found and found.pasted and found.sign not in signs:
        return True
    last = body[-1]
    ended = not last.strip() or _HEADING.match(last) or _FENCE.match(last) or _RULE.match(last) or tables.barred(last)
    return not ended and not _interrupts(lines, index)


def _tighten(item: Element, loose: bool) -> None:
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


def _list_faults(made: Element, markers: Sequence[Marker]) -> list[Fault]:
    faults, begun = [], markers[0]
    if begun.pasted:
        hint = "write - [ ] before each" if begun.task else "write - before each"
        message = f"lines that begin with '{begun.sign}' are read as a list"
        faults.append(Fault("pasted-list", message, hint, made.line, "warning"))
    numbers = [found.number(begun.style) for found in markers] if begun.style else []
    wanted = list(range(numbers[0], numbers[0] + len(numbers))) if numbers else []
    if numbers != wanted and len(set(numbers)) > 1:
        at = next(n for n, number in enumerate(numbers) if number != wanted[n])
        message = f"the item numbered {markers[at].count} is printed as number {wanted[at]}"
        faults.append(Fault("list", message, "number the items one after the other", made.children[at].line, "warning"))
    return faults


def _definitions(lines: Sequence[str], index: int, first: int, depth: int) -> tuple[Element, int]:
    made = Element("dl", first + index)
    while True:
        while not _DESCRIPTION.match(lines[index]):
            if lines[index].strip():
                made.children.append(Element("dt", first + index, lines[index].strip()))
            index += 1
        body, end = _description(lines, index)
        item = Element("dd", first + index, children=_parse(body, first + index, depth + 1, ()))
        _tighten(item, any(not line.strip() for line in body))
        made.children.append(item)
        index = _next(lines, end)
        if index == len(lines) or not (_DESCRIPTION.match(lines[index]) or _is_term(lines, index)):
            return made, end


def _description(lines: Sequence[str], index: int) -> tuple[list[str], int]:
    sign = _DESCRIPTION.match(lines[index])
    assert sign
    body, end = [lines[index][sign.end() :]], index + 1
    while end < len(lines):
        after = _next(lines, end)
        if after == len(lines) or _DESCRIPTION.match(lines[after]):
            break
        within = _indent(lines[after]) >= _INDENT
        if not within and (after > end or _is_term(lines, end) or not _goes_on(body, lines, end)):
            break
        body += [*[""] * (after - end), lines[after][min(_indent(lines[after]), sign.end()) :]]
        end = after + 1
    return body, end


def _is_term(lines: Sequence[str], index: int) -> bool:
    """Say whether the term of another description stands at a line."""
    after = _next(lines, index + 1)
    return after < len(lines) and bool(_DESCRIPTION.match(lines[after])) and not _interrupts(lines, index)
