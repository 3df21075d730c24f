"""Turns lines of a PDF into blocks: paragraphs, headings by size, lists; words that a line's end has cut are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pamphlets.paper import extract
from pamphlets.source import Element
from pamphlets.starter.intake import marks
from pamphlets.starter.intake.marks import Line

_HEADING, _LONGEST, _FEW = 1.13, 140, 3
"""How much larger than most letters those of a heading are; characters of one; words of one with a full
stop."""
_LEADING, _LOOSE, _SAME = 1.15, 1.5, 0.07
"""A step between lines is one between paragraphs from so many usual ones on, or so many where something is
raised; sizes that differ by less are one."""
_SENTENCE = re.compile(r"[.!?:;…。！？؟]['\"”’»)\]]*[\d, ]*$")
_ADDRESS = re.compile(r"[^\s/]\.[^\s/]+/(?:\S*/)?$")
"""An address that goes on in the next line."""
_KEPT = frozenset(("self", "well", "ex", "non", "co", "all", "high", "low", "long", "short"))
"""First parts of words whose hyphen is their own."""


@dataclass(slots=True)
class Look:
    """What is usual in a file: the size of its letters, that of each level of headings, and its words."""

    size: float
    levels: tuple[float, ...] = ()
    known: frozenset[str] = frozenset()
    steps: dict[float, float] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[Sequence[Line]]) -> Look:
        """Return what is usual in the lines of all areas of a file."""
        sizes, steps, words = Counter[float](), Counter[tuple[float, float]](), set[str]()
        for area in lines:
            for line in area:
                sizes[line.size] += len(line.text)
                words |= set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!\S*-$)", line.text.lower()))
            for before, after in pairwise(area):
                if before.size == after.size and (step := after.base - before.base) > 0:
                    steps[before.size, round(step, 1)] += 1
        body = sizes.most_common(1)[0][0]
        levels = list[float]()
        for size in sorted((size for size in sizes if size >= _HEADING * body), reverse=True):
            if not levels or size < levels[-1] * (1 - _SAME):
                levels.append(size)
        usual = dict[float, float]()
        for (size, step), _ in reversed(steps.most_common()):
            usual[size] = step
        return cls(body, tuple(levels), frozenset(words), usual)

    def level(self, line: Line) -> int:
        """Return the level of a line in large letters, 0 of others."""
        return next((n for n, size in enumerate(self.levels, 1) if line.size >= size * (1 - _SAME)), 0)

    def leading(self, size: float) -> float:
        """Return how far the lines of a paragraph are apart."""
        return min(self.steps.get(size, 1.3 * size), 1.8 * size)


def lines(runs: Sequence[extract.Snippet], *, leftward: bool = False) -> list[Line]:
    """Return runs of an area by the lines in which they stand."""
    found, apart = list[list[extract.Snippet]](), marks.hanging(runs)
    for run in sorted(runs, key=lambda run: (run.base - 0.25 * run.size, run.box.left)):
        if run.number in apart:
            continue
        near = next((row for row in found[-3:] if any(_beside(run, other) for other in row)), None)
        if near is None:
            found.append([run])
        else:
            near.append(run)
    for run in runs:
        if other := apart.get(run.number):
            next((row for row in found if other in row), found[-1]).append(run)
    order = [Line(sorted(row, key=lambda run: -run.box.right if leftward else run.box.left)) for row in found]
    for line in order:
        box = line.box
        alike = [other.box for other in order if abs(other.size - line.size) <= _SAME * line.size]
        line.room = max(other.right for other in alike if abs(other.left - box.left) < 2) - box.left
        line.indent = box.left - min(other.left for other in alike)
    return sorted(order, key=lambda line: line.base)


def _beside(one: extract.Snippet, other: extract.Snippet) -> bool:
    """Say whether two runs share a line: their letters stand at one height by half."""
    above, below = max(_top(one), _top(other)), min(_bottom(one), _bottom(other))
    return below - above >= 0.5 * min(_bottom(one) - _top(one), _bottom(other) - _top(other))


def _top(run: extract.Snippet) -> float:
    return run.base - 0.6 * run.size


def _bottom(run: extract.Snippet) -> float:
    return run.base + 0.15 * run.size


def blocks(areas: Sequence[Sequence[Line]], look: Look) -> Iterator[Element]:
    """Yield the blocks of areas, each as its lines; a paragraph may go on in the next area."""
    left: list[Line] = []
    for area in areas:
        for index, line in enumerate(area):
            if left and (_ends(left, line, look) if index else _ends_column(left, line, look)):
                yield from _block(left, look)
                left = []
            left.append(line)
    yield from _block(left, look)


def _ends(left: Sequence[Line], line: Line, look: Look) -> bool:
    """Say whether a line begins something new."""
    before = left[-1]
    if abs(before.size - line.size) > _SAME * max(before.size, line.size) or line.item:
        return True
    step, first = line.base - before.base, left[0]
    if step > (_LOOSE if before.hung or line.hung else _LEADING) * look.leading(line.size):
        return True
    if look.level(line):
        return False
    if first.item:
        hangs = line.box.left >= first.without_sign().box.left - 0.5 * line.size
        return not hangs and (_is_free(before, line) or bool(_SENTENCE.search(before.text)))
    if before.bold != line.bold and (_is_free(before, line) or not _goes_on(before, line)):
        return True
    ended = bool(_SENTENCE.search(before.text))
    if ended and _is_free(before, line):
        return True
    return ended and line.box.left - before.box.left > 0.8 * line.size and before.box.left < first.box.left + 1


def _ends_column(left: Sequence[Line], line: Line, look: Look) -> bool:
    """Say whether the first line of an area begins something new, or goes on with a sentence of the area before."""
    before, same = left[-1], abs(left[-1].size - line.size) <= _SAME * line.size
    goes_on = same and not line.item and not look.level(line) and line.text[:1].islower()
    return not goes_on or bool(_SENTENCE.search(before.text))


def _goes_on(before: Line, after: Line) -> bool:
    """Say whether the words at the end of a line are set as those at the beginning of the next."""
    return before.runs[-1].type.bold == after.runs[0].type.bold


def _is_free(before: Line, after: Line) -> bool:
    """Say whether the first word of a line had room in the one before: somebody has ended that."""
    first = after.runs[0]
    word = len((first.text.split() or [""])[0]) * first.box.width / max(1, len(first.text))
    return before.box.width + word + 0.8 * after.size < before.room


def _block(left: list[Line], look: Look) -> Iterator[Element]:
    if not left:
        return
    level = look.level(left[0])
    words = " ".join(line.text for line in left)
    if level and len(words) <= _LONGEST and re.search(r"[^\W\d_]{2}", words) and not _is_said(words):
        text = marks.markdown(_parts(left, look, breaks=False), plain=True)
        yield Element(f"h{min(level, 6)}", 0, text, {"class": "title"} if level == 1 else {})
    elif sign := left[0].item:
        kept = [left[0].without_sign(), *left[1:]]
        text = marks.markdown(_parts(kept, look))
        left[0].joined = kept[0].joined
        yield Element("li", round(left[0].indent), text, {"sign": sign})
    else:
        yield Element("p", 0, marks.markdown(_parts(left, look), plain=bool(level)))


def _is_said(words: str) -> bool:
    """Say whether large words are no heading: a sentence of several, an address."""
    sentence = re.search(r"\.[\d, ]*$", words) and len(words.split()) > _FEW
    return bool(sentence) or bool(re.search(r"@|https?:|www\.|\d{3}\D?\d{4}", words))


def _parts(left: Sequence[Line], look: Look, *, breaks: bool = True) -> Iterator[tuple[str, extract.Snippet, Line]]:
    """Yield the words of lines with what joins them: nothing, a space, or a line's end that somebody meant."""
    for index, line in enumerate(left):
        after = left[index + 1] if index + 1 < len(left) else None
        found = list(marks.pieces(line.runs))
        for words, run in found[:-1]:
            yield words, run, line
        words, run = found[-1]
        if after is None:
            yield words, run, line
        elif words.endswith(("-", "\xad")) and _is_cut(line.text, after.text, look):
            line.joined = "\xad"
            yield words[:-1], run, line
        elif words.endswith("-") or _ADDRESS.search(words) or marks.is_together(words, after.text):
            line.joined = ""
            yield words, run, line
        elif breaks and _is_free(line, after) and not after.text[:1].islower():
            yield f"{words}\n", run, line
        else:
            yield f"{words} ", run, line


def _is_cut(before: str, after: str, look: Look) -> bool:
    """Say whether the hyphen at a line's end is there for that end, and belongs to no word."""
    if before.endswith("\xad"):
        return True
    head, tail = re.search(r"([^\W\d_]+)-$", before), re.match(r"[^\W\d_]+", after)
    if not head or not tail or not tail[0][0].islower():
        return False
    first, second = head[1].lower(), tail[0].lower()
    if first + second in look.known:
        return True
    if f"{first}-{second}" in look.known or first in _KEPT:
        return False
    return not (len(first) > 2 and {first, second} <= look.known)


def lists(found: Sequence[Element]) -> Iterator[Element]:
    """Yield blocks with the items among them as lists; a number that nothing follows is no item."""
    items: list[Element] = []
    for one in [*found, None]:
        if one is not None and one.tag == "li":
            items.append(one)
            continue
        yield from _list(items)
        items = []
        if one is not None:
            yield one


def _list(items: Sequence[Element]) -> Iterator[Element]:
    """Yield items as lists: one with a sign further to the right is within the one before."""
    open_: list[tuple[int, str, Element]] = []
    for one in items:
        kind, start = _kind(one.attributes["sign"])
        while open_ and one.line < open_[-1][0] - 4:
            open_.pop()
        if open_ and one.line <= open_[-1][0] + 4 and open_[-1][1] != kind:
            open_.pop()
        if not open_ or one.line > open_[-1][0] + 4:
            made = Element("ol" if kind.isalnum() else "ul", 0)
            made.attributes |= {"start": start} if kind == "1" and start != "1" else {}
            made.attributes |= {"type": "a"} if kind == "a" else {}
            if open_:
                open_[-1][2].children[-1].children.append(made)
            else:
                yield made
            open_.append((one.line, kind, made))
        checked = {"☐": "task", "☑": "task done", "☒": "task done"}.get(one.attributes["sign"])
        item = Element("li", 0, one.text, {"class": checked} if checked else {})
        open_[-1][2].children.append(item)


def _kind(sign: str) -> tuple[str, str]:
    """Return what counts a list (`1`, `a`, or its bullet), and with what this item says."""
    found = re.fullmatch(r"\(?(\d{1,2}|[a-z])[.)]?", sign)
    if not found or sign == "o":
        return "☐" if sign in "☐☑☒" else "•", ""
    return ("1", found[1]) if found[1].isdigit() else ("a", found[1])
