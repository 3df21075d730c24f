"""Turns lines of Markdown into blocks: CommonMark's rule of containers, read as people write it.

An item holds what is indented by two columns more than its sign, or goes on with its paragraph; nothing is code for its
indentation. https://spec.commonmark.org/0.31.2/#container-blocks; docs/writing.md says what we read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pamphlets.source.blocks import boxes, lists, tables
from pamphlets.source.blocks.boxes import box
from pamphlets.source.blocks.definitions import definitions
from pamphlets.source.blocks.element import Element, Fault, Lines
from pamphlets.source.blocks.markers import columns, marker, numeral, opens
from pamphlets.source.blocks.starts import (
    ADMONITION,
    DESCRIPTION,
    FENCE,
    GRID,
    HEADING,
    QUOTE,
    RULE,
    UNDERLINE,
    closing,
    indent,
    interrupts,
)

__all__ = ["Element", "Fault", "box", "empty_item", "item", "numeral", "parse", "strip_bullet", "underlined"]

_CLOSING = re.compile(r"(?:^|(?<= ))#+$")
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w-]*)[^{}]*\} *(.*)")
_DEEPEST = 12
_HEADING = 100
"""Characters of the longest line that hyphens can make a heading."""


@lru_cache(maxsize=500)
def parse(text: str) -> tuple[Element, ...]:
    """Return the blocks of a text; their lines count from 0. All who read a text share them."""
    return tuple(_parse(Lines([columns(line) for line in text.split("\n")], _parse)))


def underlined(lines: Sequence[str]) -> int:
    """Return how many lines the last one makes a heading, itself one of them; 0 if it underlines nothing."""
    if not lines or not UNDERLINE.match(lines[-1]):
        return 0
    first = len(lines) - 1
    while first and lines[first - 1].strip() and not UNDERLINE.match(lines[first - 1]):
        first -= 1
    last = parse("\n".join(lines[first:]))[-1]
    return len(lines) - first - last.line if last.tag == "h3" else 0


def empty_item(line: str) -> bool:
    """Say whether a line has no words: nothing, or only the sign of an item."""
    found = marker(columns(line))
    return not line.strip() or bool(found and found.empty)


def strip_bullet(line: str) -> str:
    """Return a line without the bullet of a word processor, which is not printed."""
    words = columns(line.lstrip("> "))
    found = marker(words)
    return words[found.offset :] if found and found.pasted else line


def item(line: str) -> bool:
    """Say whether a line begins with the sign of an item."""
    return marker(columns(line)) is not None


def _parse(lines: Lines) -> list[Element]:
    if lines.depth == _DEEPEST and any(marker(line) or QUOTE.match(line) for line in lines.lines):
        message = f"more than {_DEEPEST} lists and quotes inside one another"
        fault = Fault("limit", message, "take the innermost out", lines.first)
        return [Element("p", lines.first, _joined([line for line in lines.lines if line.strip()]), faults=[fault])]
    found: list[Element] = []
    index = lines.next(0)
    while index < len(lines):
        made, end = _block(lines, index)
        found.append(made)
        index = lines.next(end)
    return found


def _block(lines: Lines, index: int) -> tuple[Element, int]:
    line, place = lines[index], lines.first + index
    if fence := FENCE.match(line):
        return _code(lines, index, fence)
    if heading := HEADING.match(line):
        words = _CLOSING.sub("", line[heading.end() :].strip(" \u00a0")).rstrip()
        return Element(f"h{max(3, len(heading[1]))}", place, words), index + 1
    if RULE.match(line):
        return Element("hr", place), index + 1
    if (found := marker(line)) and opens(lines.lines, index, found, False):
        return lists.items(lines, index, found)
    if QUOTE.match(line):
        return boxes.quotation(lines, index)
    if sign := ADMONITION.match(line):
        return boxes.admonition(lines, index, sign)
    if tables.begins(lines.lines, index):
        end = index + 2
        while end < len(lines) and "|" in lines[end] and not interrupts(lines, end):
            end += 1
        return tables.table(lines.lines[index:end], place), end
    if GRID.match(line):
        end = index + 1
        while end < len(lines) and (GRID.match(lines[end]) or tables.has_bar(lines[end])):
            end += 1
        return Element("p", place, "  \n".join(map(str.strip, lines.lines[index:end]))), end
    if tables.has_bar(line):
        end = index + 1
        while end < len(lines) and tables.has_bar(lines[end]) and not tables.begins(lines.lines, end):
            end += 1
        return tables.verse(lines.lines[index:end], place), end
    return _paragraph(lines, index)


def _code(lines: Lines, index: int, fence: re.Match[str]) -> tuple[Element, int]:
    ending, margin = closing(lines[index]), indent(lines[index])
    assert ending
    end = next((n for n in range(index + 1, len(lines)) if ending.match(lines[n])), len(lines))
    body = [line[min(margin, indent(line)) :] for line in lines.lines[index + 1 : end]]
    sign = _DIRECTIVE.match(fence[2])
    if sign and (box := boxes.directive(lines, index, sign, body)):
        return box, end + 1
    language = [sign[1]] if sign else re.sub(r"\\([^\w\s])", r"\1", fence[2]).split()[:1]
    text = "".join(f"{line}\n" for line in body)
    made = Element("pre", lines.first + index, text, {"class": f"language-{language[0]}"} if language else {})
    if end == len(lines):
        hint = f"end it with a line of its own: {fence[1]}"
        made.faults.append(Fault("code", "code is never closed", hint, made.line))
    return made, end + 1


def _paragraph(lines: Lines, index: int) -> tuple[Element, int]:
    place, end = lines.first + index, index + 1
    while end < len(lines) and lines[end].strip():
        if lines.depth < _DEEPEST and DESCRIPTION.match(lines[end]):
            return definitions(lines, index)
        if UNDERLINE.match(lines[end]) and _is_heading(lines, index, end):
            return Element("h3", place, _joined(lines.lines[index:end])), end + 1
        if interrupts(lines, end) or tables.begins(lines.lines, end) or tables.has_bar(lines[end]):
            break
        end += 1
    after = lines.next(end)
    if lines.depth < _DEEPEST and end == index + 1 and after < len(lines) and DESCRIPTION.match(lines[after]):
        return definitions(lines, index)
    made = Element("p", place, _joined(lines.lines[index:end]))
    if indent(lines[index]) >= 4:
        hint = "take the spaces away; code stands between two lines of ```"
        made.faults.append(Fault("code", "an indented paragraph is read as text", hint, place, "warning"))
    return made, end


def _is_heading(lines: Lines, index: int, end: int) -> bool:
    """Say whether a line underlines those before it; hyphens under a sentence are a rule."""
    words = "".join(lines.lines[index:end])
    return "=" in lines[end] or (
        len(words) <= _HEADING and not any(line.rstrip()[-1] in ".!,;…" for line in lines.lines[index:end])
    )


def _joined(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph without what they are indented by, and without the break of the last one."""
    return "\n".join(line.lstrip(" ") for line in lines).rstrip()
