"""Reads a layout for what is printed over something else, wherever it stands: columns, boxes, lists, the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import panels, places, wide
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.model import Problem
from pamphlets.paper import Layout, Line

SHARE = 0.3
"""So much of its height a line has in common with another that is printed on it; those set close have a fifth."""
COVER, BACK = "shorten the title or summary", "shorten what practice.yml says of this site"


def is_crowded(layout: Layout, leaflet: Leaflet, over: Sequence[Line]) -> bool:
    """Say whether a smaller title may help: on a cover, or a leaflet of one page, that has no room for all of it."""
    names = [page.name for page in layout.pages]
    on = [*dict(_sunk(layout)), *(one.page for one, _ in _pairs(layout))]
    only = leaflet.format.pages == 1 and bool(over)
    low = any(page.name == "cover" and page.reach > page.bottom + wide.HAIR for page in layout.pages)
    return only or low or names.count("cover") > 1 or any(names[number] == "cover" for number in on)


def problems(layout: Layout, leaflet: Leaflet) -> Iterator[Problem]:
    """Yield, once a page, what is printed over something else; lines that are too wide are told of as that."""
    sunk = dict(_sunk(layout))
    for number, lowest in sunk.items():
        page, words = layout.pages[number], list(places.text(lowest))
        where = f"the {page.name}" if page.name in panels.APART else "its page"
        message = (
            f"{places.name(leaflet)}: '{' '.join(words)[:60]}' reaches {page.reach - page.end:.0f} mm into what is "
            f"fixed at the foot of {where}"
        )
        hint = {"cover": COVER, "back": BACK}.get(page.name, "shorten what stands above")
        yield Problem("fit", message, places.of(lowest, words, layout, leaflet), hint)
    for one, other in (pair for pair in _pairs(layout) if pair[0].page not in sunk):
        name = layout.pages[one.page].name
        where = f"on the {name} " if name in panels.APART else ""
        message = f"'{one.text.strip()}' and '{other.text.strip()}' are printed on each other"
        apart = name == "cover" and layout.manuscript.block(one.pieces[0][0]) is None
        hint = COVER if apart else "shorten one of them"
        yield Problem("fit", f"{places.name(leaflet)}: {where}{message}", places.spot(one, layout, leaflet), hint)


def _sunk(layout: Layout) -> Iterator[tuple[int, Element]]:
    """Yield the numbers of the pages whose text runs into what is fixed at their foot, with the element that does."""
    for number, page in enumerate(layout.pages):
        if page.lowest is not None and page.end < page.bottom - 1 and page.reach > page.end + wide.HAIR:
            yield number, page.lowest


def _pairs(layout: Layout) -> Iterator[tuple[Line, Line]]:
    """Yield, once a page, two lines that are printed on each other, in the order in which they are read."""
    lines = [line for line in layout.lines if line.over <= wide.HAIR]
    for number in range(len(layout)):
        on_page = sorted((line for line in lines if line.page == number), key=lambda line: line.y)
        if pair := next(filter(None, (_on(line, on_page[at + 1 :], layout) for at, line in enumerate(on_page))), None):
            first, second = sorted(pair, key=layout.lines.index)
            yield first, second


def _on(one: Line, below: Sequence[Line], layout: Layout) -> tuple[Line, Line] | None:
    """Return the line, and one of those that begin below it, if they are printed on each other."""
    for other in below:
        if other.y >= one.bottom:
            return None
        first, second = one.pieces[0][0], other.pieces[0][0]
        nested = first in layout.manuscript.ancestors(second) or second in layout.manuscript.ancestors(first)
        if _over(one, other) and (first is second or not nested):
            return one, other
    return None


def _over(one: Line, other: Line) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    tall = min(one.bottom - one.y, other.bottom - other.y)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > wide.HAIR and down > SHARE * tall
