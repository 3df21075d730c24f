"""Lays out a leaflet of any number of pages, as large as it goes, so that its last page is worth its paper."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import balance, faults, sharing, spending, units
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.leaflets.sharing import Lay, Shared
from pamphlets.paper import Layout, Page, Part

SCANT = 0.35
"""A last page that is less full asks for smaller type."""
SMALLER = (0.6, 1.2, 1.8)
"""By how much smaller type, in pt, may save a page; the first that does is taken."""
SLACK = 0.06
"""How much more than it seems a page may hold: lines end otherwise."""
TALL = 0.6
"""A block or table that takes more of a page than this may be broken."""
FREE, RULE, HEAD = 70.0, 13.0, 38.0
"""So many mm over get lines to write on, which are so far apart, below a heading that takes so many in 18 pt."""


def lay_out(wanted: Leaflet, lay: Lay) -> Shared | None:
    """Return a leaflet at its largest size, or at one that saves a page; None if a word or picture is too large."""
    size = wanted.format.largest
    layout = lay(size, "")
    if _break_tall(layout):
        layout = lay(size, "")
    for smaller in SMALLER:
        if _saves(layout, (size - smaller) / size):
            tried = lay(size - smaller, "")
            if len(tried) < len(layout):
                layout, size = tried, size - smaller
                break
    page, filler, css = _fill(layout, size)
    if css:
        filled = lay(size, css)
        layout, filler = (filled, filler) if len(filled) == len(layout) else (layout, "")
    found = tuple(faults.problems(layout, wanted))
    if any(problem.severity == "error" for problem in found):
        return None
    return Shared(layout, size, found, (*[""] * page, filler))


def _break_tall(layout: Layout) -> bool:
    """Let blocks and tables be broken that take most of a page, and say whether there are any."""
    parts: dict[Element, list[Part]] = {one: [] for one in units.blocks(layout.manuscript.root)}
    parts |= {one: [] for one in layout.manuscript.root.iterfind("body/main//table")}
    for part in layout.parts(set(parts)):
        parts[part.element].append(part)
    room = layout.pages[-1].bottom - layout.pages[-1].top
    tall = [one for one, some in parts.items() if units.height(some) > TALL * room]
    for one in tall:
        one.set("data-tall", "")
    return bool(tall)


def _full(page: Page) -> float:
    return (page.reach - page.top) / (page.bottom - page.top)


def _saves(layout: Layout, ratio: float) -> bool:
    """Say whether type that is larger by a ratio may need a page less, of those that are nearly empty."""
    ends = {number: _full(layout.pages[number]) for number in (_last(layout), len(layout) - 1) if number}
    return any(
        full < SCANT and (number + full) * ratio**balance.GROWTH < number * (1 + SLACK) for number, full in ends.items()
    )


def _last(layout: Layout) -> int:
    """Return the number of the last page with text: what is about the leaflet may have one to itself."""
    blocks = (line.page for line in layout.lines if layout.manuscript.block(line.pieces[0][0]) is not None)
    return max(blocks, default=len(layout) - 1)


def _fill(layout: Layout, size: float) -> tuple[int, str, str]:
    """Return which page has room for lines to write on, what they are called and their rules; '' and '' if none has.

    They stand beneath the last text, or above what is about the leaflet where that has a page to itself.
    """
    last, names = _last(layout), sharing.fillers(layout)
    for number in (last, len(layout) - 1):
        over = layout.pages[number].bottom - layout.pages[number].reach
        if over > FREE and names:
            opens = "break-before: page" if number > last else ""
            rules = spending.filler(names[0], over - HEAD * size / 18, opens, RULE, layout.pages[number].bottom)
            return number, names[0], rules
    return last, "", ""
