"""Reads a layout: how full its panels are, and all that would make a leaflet wrong without anyone noticing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from weakref import WeakKeyDictionary
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import overprints, panels, places, units, wide
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.compose import variables
from pamphlets.errors import PamphletError
from pamphlets.model import Image, Location, Problem
from pamphlets.paper import Layout, Line, Page, fetch

SLACK = 2.0
"""Millimetres that the last line of a page may hang into the margin: some letters do."""
FULL = 0.6
"""A panel that is less full is worth a warning."""
MOST_TITLE = 3
"""So many lines a title may take where all must fit on one page."""
COARSE = 150
"""Dots an inch under which a picture looks coarse on paper."""
HIDDEN = {"filler", "appointment"}
"""The classes of what stands on no page unless there is room for it."""
_SILENT = {"script", "style", "title", "template"}


class Unfit(PamphletError):
    """Says what keeps a leaflet from being made, with a layout that shows it, and the lines that have no room there."""

    def __init__(self, problems: Iterable[Problem], layout: Layout, over: Sequence[Line] = ()) -> None:
        super().__init__(problems)
        self.layout, self.over = layout, tuple(over)


def flow(layout: Layout) -> tuple[int, ...]:
    """Return the numbers of the pages that the blocks flow through."""
    return tuple(number for number, page in enumerate(layout.pages) if page.name not in panels.APART)


def full(page: Page) -> float:
    """Return how full a page is, from 0 to 1: how much of the height of its columns is used."""
    room = sum(page.end - begin for begin, _ in page.columns)
    used = sum(min(end, page.end) - begin for begin, end in page.columns)
    return max(0.0, min(1.0, used / room)) if room > 0 else 1.0


def runs(layout: Layout) -> list[list[int]]:
    """Return the pages of the flow in runs: a block that asks for a new panel begins one."""
    first = {line.page: line for line in reversed(layout.lines)}
    found: list[list[int]] = []
    for number in flow(layout):
        block = layout.manuscript.block(first[number].pieces[0][0]) if number in first else None
        opens = block is not None and "new-panel" in block.get("class", "").split() and _starts(block, first[number])
        if opens or not found:
            found.append([])
        found[-1].append(number)
    return found


def _starts(block: Element, line: Line) -> bool:
    """Say whether a line is the first of its block."""
    begin = re.sub(r"\s", "", "".join(block.itertext()))
    return begin.startswith(re.sub(r"\s", "", line.text))


_Missing = tuple[Element, str, int]
"""An element of which words are on no page, these words, and how many characters that are."""


def surplus(layout: Layout, room: int) -> tuple[Line, ...]:
    """Return the lines that there is no room for: the fewest that could go to make the rest fit."""
    over = len(flow(layout)) - room
    lines: list[Line] = []
    pages = runs(layout)
    for _ in range(max(over, 0)):
        ends = [run for run in pages if len(run) > 1] or pages
        run = min(ends, key=lambda run: sum(line.page == run[-1] for line in layout.lines))
        page = run.pop()
        lines += [line for line in layout.lines if line.page == page]
        pages = [run for run in pages if run]
    return tuple(sorted(lines, key=lambda line: line.page))


def too_long(lines: Sequence[Line], layout: Layout, leaflet: Leaflet, size: float) -> Problem:
    """Say by how much a leaflet is too long, and from where on."""
    title = [line for line in layout.lines if (one := wide.whole(line, layout)) is not None and one.tag == "h1"]
    if leaflet.format.pages == 1 and len(title) > MOST_TITLE:
        message = f"{places.name(leaflet)}: the title takes {len(title)} lines, even at {title[0].size:.0f} pt"
        place = leaflet.view.edition.pamphlet.locate("title")
        return Problem("fit", f"{message}: there is no room for all that stands below it", place, "shorten the title")
    lines = _in_the_way(layout, lines) or lines
    words = sum(len(line.text.split()) for line in lines)
    message = (
        f"{places.name(leaflet)}: {_count(lines)} (about {words} words) too long "
        f"at {size:g} pt; there is no room from here on{places.in_block(lines[0].pieces[0][0], layout)}"
    )
    hint = f'shorten the text, mark a block .optional, or keep one away with not="{leaflet.format.id}"'
    hint = "shorten what practice.yml says of this site" if leaflet.format.of == "practice" else hint
    return Problem("fit", message, places.spot(lines[0], layout, leaflet), hint)


def _in_the_way(layout: Layout, over: Sequence[Line]) -> list[Line]:
    """Return the lines of text, if all that is over is about the leaflet, that stand where that has to.

    It is read for itself and nobody can shorten it: what must go is the text above, as much of it as it is high.
    """
    number = over[0].page - 1
    if number < 0 or any(layout.manuscript.block(line.pieces[0][0]) is not None for line in over):
        return []
    page = layout.pages[number]
    end = page.bottom - units.about(layout)
    column = page.right - units.column(page) - SLACK  # the last: text stands before it in others
    return [line for line in layout.lines if line.page == number and line.bottom > end and line.x > column]


_known: WeakKeyDictionary[Layout, tuple[Leaflet, tuple[Problem, ...]]] = WeakKeyDictionary()
"""What was wrong with a layout: each is asked for that several times."""


def problems(layout: Layout, leaflet: Leaflet) -> tuple[Problem, ...]:
    """Return all that is wrong with the pages, apart from their number."""
    if layout not in _known or _known[layout][0] is not leaflet:
        _known[layout] = leaflet, tuple(_problems(layout, leaflet))
    return _known[layout][1]


def _problems(layout: Layout, leaflet: Leaflet) -> Iterator[Problem]:
    missing = tuple(_missing(layout))
    yield from layout.problems
    yield from _lost(missing, layout, leaflet)
    yield from wide.problems(layout, leaflet)
    yield from _tall(layout, leaflet)
    yield from _apart(missing, layout, leaflet)
    yield from overprints.problems(layout, leaflet)
    yield from _outside(layout, leaflet)
    yield from _photos(layout, leaflet)


def empty(layout: Layout, leaflet: Leaflet, eased: Container[int] = ()) -> Iterator[Problem]:
    """Yield a warning for each panel that is not full enough, but for the last, and those that something else eases."""
    if not leaflet.paper.sides or leaflet.paper.bound:
        return
    pages = flow(layout)
    for number, panel in enumerate(panels.flowing(leaflet.paper)[:-1]):
        share = full(layout.pages[pages[number]]) if number < len(pages) else 0.0
        if share < FULL and number not in eased:
            message = f"{places.name(leaflet)}: panel '{panel.name}' is only {share:.0%} full"
            hint = "write a little more on it, or divide the block after it in two, with a heading each"
            yield Problem("fit", message, places.home(leaflet), hint, "warning")


def _count(lines: Sequence[Line]) -> str:
    return f"{len(lines)} {'line' if len(lines) == 1 else 'lines'}"


def _lost(missing: Sequence[_Missing], layout: Layout, leaflet: Leaflet) -> Iterator[Problem]:
    """Yield what the HTML says and no page shows; what a cover has no room for is told by `_apart`."""
    cover = _cover(layout)
    for element, words, many in missing:
        if element not in cover:
            message = f"{places.name(leaflet)}: '{words}' is not on any page ({many} characters are lost)"
            hint = 'shorten this text, or leave it out there with not="…"'
            yield Problem("lost", message, layout.manuscript.place(element), hint)


def _missing(layout: Layout) -> Iterator[_Missing]:
    """Yield what the HTML says and no page shows."""
    shown: dict[Element, Counter[str]] = {}
    for line in layout.lines:
        for element, text in line.pieces:
            shown.setdefault(element, Counter()).update(_letters(text))
    for element in (one for body in layout.manuscript.root.iterfind("body") for one in _speaking(body, shown)):
        text = (element.text or "") + "".join(child.tail or "" for child in element)
        if missing := Counter(_letters(text)) - shown.get(element, Counter()):
            yield element, " ".join(text.split())[:60], missing.total()


def _cover(layout: Layout) -> set[Element]:
    """Return the elements of the cover."""
    covers = (one for one in layout.manuscript.root.iter() if "cover" in (one.get("class") or "").split())
    return {one for cover in covers for one in cover.iter()}


def _speaking(element: Element, shown: Container[Element]) -> Iterator[Element]:
    """Yield an element and those in it whose text is for reading; what fills a panel is, as soon as any of it shows."""
    if HIDDEN.intersection((element.get("class") or "").split()) and not any(one in shown for one in element.iter()):
        return
    if isinstance(element.tag, str) and element.tag not in _SILENT and not element.tag.endswith("}svg"):
        yield element
        for child in element:
            yield from _speaking(child, shown)


def _letters(text: str) -> Iterable[str]:
    return (letter for letter in text if not letter.isspace() and letter not in "\u00ad\u200b\u2060")


def _tall(layout: Layout, leaflet: Leaflet) -> Iterator[Problem]:
    """Yield the pictures that reach below their page: pages break between lines, but not in pictures."""
    for page in layout.pages:
        if page.reach > page.bottom + SLACK and page.name not in panels.APART:
            message = (
                f"{places.name(leaflet)}: this reaches {page.reach - page.bottom:.0f} mm below the edge of its page"
            )
            yield Problem("tall", message, layout.manuscript.place(page.lowest), "use a picture that is less tall")


def _photos(layout: Layout, leaflet: Leaflet) -> Iterator[Problem]:
    """Yield the pictures that have too few dots for paper."""
    for photo in layout.photos:
        source = fetch.path(photo.element.get("src") or "")
        place = _shown_at(source, leaflet) or layout.manuscript.place(photo.element)
        if photo.dots < COARSE:
            message = (
                f"{places.name(leaflet)}: {source} is printed at {photo.dots:.0f} dots an inch; "
                f"under {COARSE} it looks coarse (print shops ask for 300)"
            )
            hint = "use the picture as the camera saved it: 1300 pixels across are enough"
            yield Problem("coarse", message, place, hint, "warning")


def _shown_at(source: str, leaflet: Leaflet) -> Location | None:
    """Return the line of a source that shows a picture."""
    found = (inline for block in leaflet.view.edition.blocks for inline in variables.inlines(block))
    return next((inline.location for inline in found if isinstance(inline, Image) and inline.src == source), None)


def _apart(missing: Sequence[_Missing], layout: Layout, leaflet: Leaflet) -> Iterator[Problem]:
    """Yield what is wrong with cover and back: too much on them, be it lower than their page or on none."""
    cover, found = _cover(layout), False
    for name in panels.APART:
        pages = [number for number, page in enumerate(layout.pages) if page.name == name]
        low = [line.page in pages and line.bottom > layout.pages[line.page].bottom + SLACK for line in layout.lines]
        over = [line for line, sunk in zip(layout.lines, low, strict=True) if sunk or line.page in pages[1:]]
        if over:
            first, found = over[0], True
            message = (
                f"{places.name(leaflet)}: the {name} has no room for {_count(over)}, from '{first.text}' on"
                f"{places.in_block(first.pieces[0][0], layout)}"
            )
            hint = "shorten the title or summary" if name == "cover" else "shorten what practice.yml says of this site"
            hint = "shorten this block" if layout.manuscript.block(first.pieces[0][0]) is not None else hint
            yield Problem("fit", message, places.spot(first, layout, leaflet), hint)
    if not found and (cut := [f"'{words}'" for element, words, _ in missing if element in cover]):
        message = f"{places.name(leaflet)}: the cover has no room for {', '.join(cut)}"
        hint = "shorten what stands there: the title, the summary, the key points or their pictures"
        yield Problem("fit", message, places.home(leaflet), hint)


def _outside(layout: Layout, leaflet: Leaflet) -> Iterator[Problem]:
    """Yield the lines that stand in the margins of their panel, where nothing is printed or it is folded."""
    names = [page.name for page in layout.pages]
    extra = len(flow(layout)) > len(panels.flowing(leaflet.paper)) or any(
        names.count(name) > 1 for name in panels.APART
    )
    if leaflet.paper.sides and extra:
        return  # a page too many gives those after it the margins of other panels; it is told of as such
    named = {number: name for name, number in panels.pages(leaflet.paper, layout.pages).items()}
    for line in layout.lines:
        page, name = layout.pages[line.page], named.get(line.page, leaflet.paper.panels[-1].name)
        panel = next(panel for panel in leaflet.paper.panels if panel.name == name)
        top, right, bottom, left = panels.margins(panel, leaflet.paper)
        gaps = {
            "top": (line.y, top), "right": (page.width - line.right, right),
            "bottom": (page.height - line.bottom, bottom), "left": (line.x, left),
        }  # fmt: skip
        for edge, (gap, least) in gaps.items():
            if gap < least - SLACK and line.over <= wide.HAIR:
                message = (
                    f"{places.name(leaflet)}: '{line.text.strip()}' stands {gap:.1f} mm from the {edge} of its page; "
                    f"{least:g} are the least"
                )
                yield Problem("edge", message, places.spot(line, layout, leaflet), "printers do not print there")
