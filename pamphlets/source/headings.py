"""Turns the headings of a source, at whatever levels they are written, into its title and those of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pamphlets.errors import fold
from pamphlets.model import Location, Problem
from pamphlets.project import titles
from pamphlets.source import blocks, brackets

LINE = re.compile(r"^ {0,3}(#{1,6})(?:[ \t\u00a0]+(.*?)(?:[ \t]+#+)?)?[ \t]*$")
BRACES = re.compile(r"(?:^|[ \t])\{([^{}]*)\}$")
_GLUED = re.compile(r"^ {0,3}(#{2,6})(?=[^\W\d_]|[*\"“{])(.*?)[ \t]*#*[ \t]*$|^ {0,3}(#)([^\W\d_][^\s#]*[ ][^#]*)$")
_FENCE = re.compile(r"^:{3,}[ \t]*([^: \t]?)")
_ASIDE = re.compile(r"[ \t]*(?:!?\[!?\[.*|!\[.*|\[_?TOC_?\]|([-*_])(?:[ ]?\1){2,}[ ]*)?", re.IGNORECASE)
"""What may stand before a title: nothing, a picture, a rule."""
_DEEPEST = 4
"""The deepest heading that a leaflet can tell from its text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is written: its first and last line (from 0), level, words, and whether a fence holds it."""

    line: int
    last: int
    level: int
    words: str
    held: bool

    @property
    def names(self) -> bool:
        """Whether it may be the title, or open a block."""
        return self.level < 3 and not self.held


def find(lines: Sequence[str], start: int) -> Iterator[Heading]:
    """Yield the headings from line `start` on (from 0), but those in code and in items of lists."""
    ending: re.Pattern[str] | None = None
    fences, in_item = 0, False
    for index in range(start, len(lines)):
        line = lines[index]
        if ending:
            ending = None if ending.match(line) else ending
        elif opened := brackets.FENCE.match(line):
            ending = brackets.ending(opened[1])
        elif fence := _FENCE.match(line):
            fences = fences + 1 if fence[1] else max(0, fences - 1)
        elif (found := _heading(lines, index, start)) and not (in_item and line.startswith("  ")):
            first, level, words = found
            held = bool(fences) and _closes(lines, index)
            fences = fences if held else 0
            yield Heading(first, index, level, words, held)
        elif line[:2].strip():
            in_item = bool(blocks.item(line))


def _heading(lines: Sequence[str], index: int, start: int) -> tuple[int, int, str] | None:
    """Return the first line, the level and the words of the heading that ends at a line."""
    if found := LINE.match(lines[index]):
        return index, len(found[1]), (found[2] or "").strip(" \t\u00a0")
    if (found := _GLUED.match(lines[index])) and not (index > start and lines[index - 1].strip()):
        return index, len(found[1] or found[3]), (found[2] or found[4]).strip()
    if first := blocks.underlined(lines[start : index + 1]):
        words = " ".join(line.strip() for line in lines[index + 1 - first : index])
        return index + 1 - first, 1 if "=" in lines[index] else 2, words
    return None


def _closes(lines: Sequence[str], index: int) -> bool:
    """Say whether the next fence below a line ends what is open there."""
    below = (found for line in lines[index + 1 :] if (found := _FENCE.match(line)))
    return not next((found[1] for found in below), "none")


def title(found: Sequence[Heading], lines: Sequence[str], start: int) -> str:
    """Return the words of the level-1 heading with which a text begins, which are its title where none is given."""
    top = found[0] if found else None
    if not top or top.level != 1 or top.held or not all(map(_ASIDE.fullmatch, lines[start : top.line])):
        return ""
    return titles.words(BRACES.sub("", top.words))


def level(
    found: Sequence[Heading], lines: Sequence[str], start: int, known: str, path: str
) -> tuple[list[str], list[Problem]]:
    """Return the lines with every heading as `## words`, at the level that it has in a pamphlet whose title is `known`.

    The title is left out. Level 1 opens blocks; where several do, what is below them moves down. Levels that are left
    out are closed up. What stands at another level than it was written is told once.
    """
    out, moved, above, problems = list(lines), list[Heading](), list[int](), list[Problem]()
    if known and fold(title(found, lines, start)) == fold(known):
        out[found[0].line : found[0].last + 1] = [""] * (found[0].last + 1 - found[0].line)
        found = found[1:]
    named = [one for one in found if one.names]
    down = sum(one.level == 1 for one in named) > 1 and named[0].level == 1
    down = down and not any(one.level == 2 and BRACES.search(one.words) for one in named)
    for one in found:
        depth = one.level + down
        if depth < 3 and not one.held:
            above, depth = [], 2
        else:
            above = [*(level for level in above if level < depth), depth]
            depth = min(2 + len(above), _DEEPEST)
        out[one.line : one.last + 1] = [f"{'#' * depth} {one.words}".rstrip(), *[""] * (one.last - one.line)]
        moved += [one] if depth != one.level and one.words else []
        if not one.words:
            out[one.line] = ""
            message, hint = "a heading without words is left out", "write ## What the block is about"
            problems.append(Problem("heading", message, Location(path, one.line + 1), hint, "warning"))
    return out, [*problems, *([_moved(moved, out, path)] if moved else [])]


def _moved(moved: Sequence[Heading], lines: Sequence[str], path: str) -> Problem:
    first, *others = moved
    more = f", and so are {len(others)} more" if len(others) > 1 else ", and so is one more" if others else ""
    message = f"'{'#' * first.level} {first.words}' is read as '{lines[first.line]}'{more}"
    hint = "write ## for the heading of a block, and ### for one within it"
    return Problem("heading", message, Location(path, first.line + 1), hint, "warning")
