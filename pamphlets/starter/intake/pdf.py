"""Turns a PDF into a draft: the words of its columns and panels in the order of reading, and its pictures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from unicodedata import bidirectional

from pamphlets.paper import extract
from pamphlets.source import Element
from pamphlets.starter.intake import columns, marks, panels, paragraphs
from pamphlets.starter.intake.archive import Unreadable, check
from pamphlets.starter.intake.columns import Region
from pamphlets.starter.intake.draft import Draft
from pamphlets.starter.intake.marks import Line
from pamphlets.starter.intake.paragraphs import Look

_MOST_PAGES, _MOST_PICTURES = 60, 100
_MOST_PIXELS = 150_000_000
"""Of all pictures of a file together."""
_EDGE = 0.09
"""How much of a page's height, at its top and at its foot, may hold what stands on every page."""
_SMALLEST = 40.0, 100
"""Points on paper, and pixels, of each side of a picture that is taken over."""
_BEHIND = 0.6
"""How much of a page a picture covers that its words stand on."""
_CODES = 0.2
"""So many letters, of those that are readable, may be drawn without a text that stands for them."""
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"^(?:Microsoft Word - )?\S*\.\w{2,5}$|^untitled", re.IGNORECASE)
_SCAN = (
    "its pages are pictures: there are no words in it",
    "let a program read the scan (OCR), or type its words",
)
_CODED = "its fonts do not say which letters they draw", "export it again with other fonts, or as .docx"
_LOCKED = "it is protected with a password", "open it, print it into a new PDF, and take that"
_DAMAGED = "it is no PDF, cut off or damaged", "open it in its own program and export it again"


def read(content: bytes) -> Draft:
    """Return what a PDF says. Raises Unreadable for what is none, cut off, protected, too long, or without words."""
    try:
        count, title, language = extract.about(content)
        if count > _MOST_PAGES:
            raise Unreadable(f"it has {count} pages; {_MOST_PAGES} are the most", "cut it into several files")
        sides = list(_with_pictures(extract.sides(content)))
    except extract.Locked as fault:
        raise Unreadable(*_LOCKED) from fault
    except extract.NoPdf as fault:
        raise Unreadable(*_DAMAGED) from fault
    letters, unreadable = (
        sum(len(run.text) for side in sides for run in side.runs),
        sum(one.unreadable for one in sides),
    )
    check(" " * letters)
    if not letters and not unreadable:
        raise Unreadable(*_SCAN)
    if unreadable > _CODES * letters:
        raise Unreadable(*_CODED)
    draft = Draft(title="" if _NAME.search(title) else title, language=language.partition("-")[0].lower())
    _fill(draft, sides)
    if unreadable:
        draft.leave("letters", f"{unreadable} that no text stands for")
    return draft


def _with_pictures(sides: Iterator[extract.Side]) -> Iterator[extract.Side]:
    """Yield sides with the pictures that are taken over, which are loaded while the page is open."""
    left, count = _MOST_PIXELS, 0
    for side in sides:
        kept = []
        for picture in side.pictures:
            pixels = picture.size[0] * picture.size[1]
            if _is_worth(picture, side) and pixels <= left and count < _MOST_PICTURES:
                left, count = left - pixels, count + 1
                kept.append(replace(picture, load=partial(bytes, picture.load())))
        yield replace(side, pictures=tuple(kept), passed=len(side.pictures) - len(kept))


def _is_worth(picture: extract.Picture, side: extract.Side) -> bool:
    """Say whether a picture is large enough to show something, and none that the words of a page stand on."""
    box, (least, pixels) = picture.box, _SMALLEST
    covers = box.width * box.height / (side.width * side.height)
    return min(box.width, box.height) >= least and min(picture.size) >= pixels and not (covers > _BEHIND and side.runs)


def _fill(draft: Draft, sides: Sequence[extract.Side]) -> None:
    """Put the blocks of all sides into a draft."""
    for side in sides:
        draft.leave("words askew", side.askew)
    sides = _without_repeats(sides, draft)
    leftward = _is_leftward(sides)
    found = [area for area in _areas(sides, leftward) if area.items]
    lines = [_lines(area, leftward) for area in found]
    marks.find_items(lines)
    if any(lines):
        look = Look.of([part for part in lines if part])
        draft.elements = list(paragraphs.lists(list(_elements(found, lines, look, draft))))
    draft.words = _words(lines)
    if passed := sum(side.passed for side in sides):
        draft.leave("picture", f"{passed} that are small, behind words, or too large")


def _is_leftward(sides: Sequence[extract.Side]) -> bool:
    ways = Counter(bidirectional(sign) for side in sides for run in side.runs for sign in run.text)
    return ways["R"] + ways["AL"] > ways["L"]


def _areas(sides: Sequence[extract.Side], leftward: bool) -> Iterator[Region]:
    """Yield the areas of all sides, in the order in which they are read."""
    items = [columns.items(side.runs, side.pictures) for side in sides]
    pages = [(side.width, side.height, found) for side, found in zip(sides, items, strict=True)]
    for number, part in panels.read(pages) or list(enumerate(items)):
        yield from columns.areas(part, sides[number].rules, leftward=leftward)


def _lines(area: Region, leftward: bool) -> list[Line]:
    return paragraphs.lines([run for item in area.items for run in item.runs], leftward=leftward)


def _elements(areas: Sequence[Region], lines: Sequence[list[Line]], look: Look, draft: Draft) -> Iterator[Element]:
    """Yield the blocks of areas; pictures stand before the line that begins below their upper edge."""
    flow: list[list[Line]] = []
    shown: list[Element] = []

    def end() -> Iterator[Element]:
        yield from paragraphs.blocks(flow, look)
        yield from shown
        flow.clear()
        shown.clear()

    for area, found in zip(areas, lines, strict=True):
        if area.table:
            yield from end()
            yield _table(found, draft)
            continue
        left = list(found)
        for picture in sorted((item.picture for item in area.items if item.picture), key=lambda one: one.box.top):
            above = [line for line in left if line.base < picture.box.top + line.size]
            left = left[len(above) :]
            flow += [above] if above else []
            if words := draft.photo(picture.load(), ""):
                shown.append(Element("p", 0, words))
            yield from end()
        flow += [left] if left else []
    yield from end()


def _table(rows: Sequence[Line], draft: Draft) -> Element:
    """Return the rows of a table as the lines of a paragraph."""
    said = []
    for row in rows:
        cells = [[row.runs[0]]]
        for run in row.runs[1:]:
            if run.box.left - cells[-1][-1].box.right > columns.GUTTER * row.size:
                cells.append([])
            cells[-1].append(run)
        parts = [marks.markdown((words, run, row) for words, run in marks.pieces(cell)) for cell in cells]
        said.append(" · ".join(parts))
    draft.leave("table", f"its rows stand as lines, from: {rows[0].text}")
    return Element("p", 0, "\\\n".join(said))


def _without_repeats(sides: Sequence[extract.Side], draft: Draft) -> list[extract.Side]:
    """Return sides without what stands at the same height on several pages, and without the numbers of pages."""
    places: dict[tuple[bool, str, int], set[tuple[int, str]]] = defaultdict(set)
    for side in sides:
        for run in side.runs:
            if key := _edge(run, side):
                places[key].add((side.page, run.text))
    repeats = {key for key, found in places.items() if len({page for page, _ in found}) > 1 and _is_repeat(found)}
    out = []
    for side in sides:
        gone = [run for run in side.runs if _edge(run, side) in repeats]
        for below in (False, True):
            words = " ".join(run.text for run in gone if (run.base > side.height / 2) == below)
            if _NUMBER.sub("#", words) not in {_NUMBER.sub("#", one.words) for one in draft.rest}:
                draft.leave("footer" if below else "header", words)
        out.append(replace(side, runs=tuple(run for run in side.runs if run not in gone)))
    return out


def _edge(run: extract.Snippet, side: extract.Side) -> tuple[bool, str, int] | None:
    """Return what is compared of a run at the top or the foot of a page; None of any other."""
    below = run.base > (1 - _EDGE) * side.height
    if not (below or run.base < _EDGE * side.height) or not re.search(r"\w", run.text):
        return None
    return below, _NUMBER.sub("#", run.text), round(run.base / 3)


def _is_repeat(found: set[tuple[int, str]]) -> bool:
    """Say whether words are the same on all their pages, or differ by numbers that count the pages."""
    if len({words for _, words in found}) == 1:
        return bool(re.search(r"[^\W\d]", next(iter(found))[1]))
    if len(found) > 3 and all(words.isdigit() for _, words in found):
        return True
    numbers = {(*(int(one) for one in re.findall(r"\d{1,6}", words)[:1]), -page) for page, words in found}
    return len({sum(one) for one in numbers}) == 1


def _words(lines: Sequence[Sequence[Line]]) -> str:
    """Return all that lines say, with the words whole that their ends cut."""
    every = [one for part in lines for one in part]
    return "".join(one.text.rstrip("-\xad") if one.joined == "\xad" else f"{one.text}{one.joined}" for one in every)
