"""Turns what a PDF's words look like into marks: signs of lists, weight and slant, links, what is raised or lowered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from urllib.parse import quote

from pamphlets.paper import extract
from pamphlets.starter.intake.draft import escape
from pamphlets.starter.intake.page import BREAK, tidy_words, wrap

_BULLETS = "•‣▪▫◦●○■□◆◇►▶➢➤✓✔✗·–—*\\-\ue000-\uf8ff"
_SIGN = re.compile(rf"[{_BULLETS}☐☑☒o]|(?:\(?(?:\d{{1,2}}|[a-z])[.)]|\d{{1,2}})")
_TYPED = re.compile(rf"([{_BULLETS}☐☑☒]|\(?(?:\d{{1,2}}|[a-z])[.)])(\s+)(?=\S)")
_CODE = re.compile(r"[^\s~^\\]{1,100}")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_SAFE = "/:?#[]@!$&'*+,;=%~._-"
_TOGETHER = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
"""Letters that stand together without spaces."""
_CELL = 6
"""Points: what hangs on something is no further from it."""
_TOUCHING = 0.05
"""A gap that is no space, although the file has one there: in parts of a size."""
_SHORT = 7
"""Letters of what may be raised without being smaller."""
_WORD_GAP, _SMALL, _RAISED, _OFF = 0.15, 0.87, 0.12, 0.7
"""In parts of a size: a gap that is a space; the size of letters above or below a line, and how far they are off it, at
least and at most."""


def sign(text: str) -> str:
    """Return the sign of a list that words are; '' if they are none."""
    return text if _SIGN.fullmatch(text) else ""


@dataclass(slots=True)
class Line:
    """A line of an area: its runs from left to right (or from right to left), and where it stands."""

    runs: list[extract.Snippet]
    joined: str = "\n"
    """What stands between its words and those of the next line; \\xad: its last word goes on there."""
    room: float = 0
    """How wide it could be: as far as lines like it go."""
    indent: float = 0
    """How far it is from the edge of its area."""
    item: str = ""
    """The sign of the item of a list that it begins with."""

    @property
    def box(self) -> extract.Bounds:
        """Where it stands."""
        return reduce(extract.Bounds.around, (run.box for run in self.runs))

    @property
    def most(self) -> extract.Snippet:
        """The run that says most."""
        return max(self.runs, key=lambda run: (len(run.text), run.size))

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return self.most.size

    @property
    def base(self) -> float:
        """Its base line."""
        return self.most.base

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(words for words, _ in pieces(self.runs))

    @property
    def bold(self) -> bool:
        """Say whether all its words are bold."""
        return all(run.type.bold for run in self.runs if re.search(r"\w", run.text) and run.size > _SMALL * self.size)

    @property
    def hung(self) -> bool:
        """Say whether something in it is raised or lowered, which moves lines apart."""
        return any(abs(run.base - self.base) > _RAISED * self.size for run in self.runs)

    @property
    def sign(self) -> str:
        """What it begins with, if that looks like the sign of a list; ''."""
        first = self.runs[0]
        if len(self.runs) > 1 and sign(first.text) and self.runs[1].box.left - first.box.right > _WORD_GAP * self.size:
            return first.text
        found = _TYPED.match(first.text)
        return found[1] if found else ""

    def without_sign(self) -> Line:
        """Return an item's line without its sign."""
        first, *others = self.runs
        if sign(first.text) and others:
            return Line(others)
        found = _TYPED.match(first.text)
        size = found.end() if found else 0
        part = first.box.width * size / max(1, len(first.text))
        box = first.box._replace(left=first.box.left + part)
        return Line([extract.Snippet(first.text[size:], box, first.base, first.type, first.number, False), *others])


def hanging(runs: Sequence[extract.Snippet]) -> dict[int, extract.Snippet]:
    """Return what is raised or lowered by its number, with the run that it hangs on: larger, and next to it."""
    edges, found = defaultdict[int, list[extract.Snippet]](list), dict[int, extract.Snippet]()
    for run in runs:
        for edge in {round(run.box.left / _CELL), round(run.box.right / _CELL)}:
            edges[edge].append(run)
    for run in runs:
        cells = {round(edge / _CELL) + near for edge in (run.box.left, run.box.right) for near in (-1, 0, 1)}
        near = [other for cell in sorted(cells) for other in edges.get(cell, ()) if _hangs(run, other)]
        if near:
            found[run.number] = max(near, key=lambda other: len(other.text))
    return found


def _hangs(run: extract.Snippet, other: extract.Snippet) -> bool:
    gap = max(run.box.left - other.box.right, other.box.left - run.box.right) / other.size
    off = abs(run.base - other.base) / other.size
    short = len(run.text) < min(_SHORT, len(other.text)) and run.size <= other.size
    small = run.size <= _SMALL * other.size
    return _RAISED < off < _OFF and abs(gap) < 2 * _WORD_GAP and (small or (short and off > 2 * _RAISED))


def find_items(areas: Iterable[Sequence[Line]]) -> None:
    """Note in lines the signs of lists that they begin with: a number is one if others count on from it, or to it."""
    last = dict[str, int]()
    for area in areas:
        signs = [(line, line.sign) for line in area]
        counts = [_count(sign) for _, sign in signs]
        for index, (line, sign) in enumerate(signs):
            kind, number = counts[index]
            if number and last.get(kind) != number - 1 and (kind, number + 1) not in counts[index + 1 :]:
                continue
            last[kind], line.item = number, sign


def _count(sign: str) -> tuple[str, int]:
    """Return how a sign is written (`1.`, `a)`), and its number: 0 of a bullet."""
    found = re.fullmatch(r"(\(?)(\d{1,2}|[a-z])([.)]?)", sign)
    if not found or sign == "o":
        return "", 0
    return f"{found[1]}{'1' if found[2].isdigit() else 'a'}{found[3]}", (
        int(found[2]) if found[2].isdigit() else ord(found[2]) - 96
    )


def pieces(runs: Iterable[extract.Snippet]) -> Iterator[tuple[str, extract.Snippet]]:
    """Yield the words of runs of a line, with the spaces between, and each run."""
    before: extract.Snippet | None = None
    for run in runs:
        yield (" " if before and _is_space(before, run) else "") + run.text, run
        before = run


def _is_space(before: extract.Snippet, after: extract.Snippet) -> bool:
    gap = max(after.box.left - before.box.right, before.box.left - after.box.right)
    if after.number == before.number + 1 and after.spaced:
        return gap > _TOUCHING * max(before.size, after.size)
    return gap > (1 if is_together(before.text, after.text) else _WORD_GAP) * max(before.size, after.size)


def is_together(before: str, after: str) -> bool:
    """Say whether no space belongs between two pieces, in a script without."""
    return bool(before and after and _TOGETHER.match(before[-1]) and _TOGETHER.match(after[0]))


def markdown(parts: Iterable[tuple[str, extract.Snippet, Line]], *, plain: bool = False) -> str:
    """Return words as Markdown: each with its run and its line; `plain`: weight and slant say nothing."""

    def look(part: tuple[str, extract.Snippet, Line]) -> tuple[str, str, str]:
        _, run, line = part
        raised = 0.0 if run is line.most else (line.base - run.base) / line.size
        least = _RAISED if run.size <= _SMALL * line.size else 2 * _RAISED
        height = "^" if raised > least else "~" if raised < -least else ""
        weight = ("**" if run.type.bold else "") + ("*" if run.type.slanted else "")
        return height, "" if plain or height else weight, run.type.link if _LINK.match(run.type.link) else ""

    out = []
    for (height, weight, link), group in groupby(parts, look):
        words = "".join(text for text, _, _ in group)
        tight = re.sub(r"(?<=,)\s", "", words.strip())
        if height and _CODE.fullmatch(tight):
            out.append(words.replace(words.strip(), f"{height}{tight}{height}"))
            continue
        said = BREAK.join(escape(part) for part in words.split("\n"))
        if link and not _says(words, link):
            said = wrap(said, "[", f"]({quote(link, safe=_SAFE)})")
        out.append(wrap(said, weight, weight[::-1]) if weight and re.search(r"\w", words) else said)
    return tidy_words("".join(out))


def _says(words: str, link: str) -> bool:
    """Say whether words are the address that they lead to, or the end of it, or a telephone number."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?|^mailto:|[/\s]", "", link.lower())
    said = re.sub(r"^(?:https?://)?(?:www\.)?|[/\s]", "", words.strip().lower())
    return link.startswith("tel:") or said == bare
