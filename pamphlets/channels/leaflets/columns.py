"""Lays a sheet out again as its balance asks: blocks shared over its columns, lines to write on above its foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pamphlets.channels.leaflets import balance, faults, scant, sharing, spending, units
from pamphlets.channels.leaflets.balance import Room, Sharing, Unit
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.leaflets.sharing import Lay, Shared
from pamphlets.channels.leaflets.spending import Spending
from pamphlets.channels.leaflets.units import Portion
from pamphlets.paper import Layout, Page

ALONE = "main > :not(.about) { display: none }"
"""CSS of what stands around the columns."""
FREE = 41.0
"""So many mm over, above what is fixed at the foot of the last page, get lines to write on."""
HEAD = 6.0
"""Millimetres between the head of a sheet and its columns."""
NEAR = 0.992 / balance.SAFE
"""How much more of a column is filled in the size that was measured."""
FLOWS = (
    ("flowing", "footed"), ("flowing", "dense", "bare", "footed"), ("flowing", "dense", "bare", "tight", "footed"),
    ("flowing", "dense", "bare", "tight"),
)  # fmt: skip
"""The modes in which a sheet flows, to be tried in this order."""
WHOLE = ("dense", "bare")
"""The modes in which blocks are shared at last; a sheet that has room in them as it is needs no other."""
LEVEL = 0.15
"""By so much of their room the columns of a last page may end apart, where they are not made even."""
DENSER = 0.98
"""How high a text that is set dense gets, of what it was, about."""
FEW = 0.5
"""What fills more of a column than this is not left in it where another stays empty: it flows through both."""
USED = 1.0
"""A column that is less high than this, in mm, is empty."""


def has(layout: Layout, wanted: Leaflet) -> bool:
    """Say whether a leaflet that is not folded is set in columns."""
    return not wanted.paper.sides and (_across(layout) or any(len(page.columns) > 1 for page in layout.pages))


def _across(layout: Layout) -> bool:
    """Say whether a picture stands across the columns, so that a block has columns of its own above and below it."""
    return any("across" in (block.get("class") or "").split() for block in units.blocks(layout.manuscript.root))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a sheet: as many pages of them as it takes.

    Blocks are cut if they are `tall` mm high; the head takes `head` mm at least.
    """

    wanted: Leaflet
    tall: float = units.TALL
    head: float = 0.0

    def pieces(self, layout: Layout) -> tuple[Portion, ...]:
        """Return the units of a layout."""
        return units.pieces(layout, self.wanted, units.column(_page(layout)), self.tall)

    def plan(
        self, layout: Layout, found: Sequence[Unit], measured: float, sizes: Sequence[float], gaps: Sequence[float]
    ) -> tuple[Sharing, Sequence[Room]] | None:
        """Share units that were measured in a size over the columns of as few pages as hold them.

        A column is left empty only where the text is that short.

        In the size that was measured, a plan may fill more of them: it is near the truth.
        """
        for pages in range(1, (self.wanted.format.pages or len(layout)) + 1):
            over = rooms(layout, pages, self.head)
            shared = balance.plan(found, over, measured, sizes, gaps, False)
            if shared is None and sizes[-1] == measured:
                more = [replace(room, room=room.room * NEAR, foot=room.foot * NEAR) for room in over]
                shared = balance.plan(found, more, measured, sizes[-1:], gaps, False)
            if shared:
                few = len(shared.starts) < len(over) and max(shared.used) > FEW * max(shared.rooms)
                return None if few else (shared, over)
        return None

    def spend(self, layout: Layout, shared: Sharing, pieces: Sequence[Portion], rooms: Sequence[Room],
              ratio: float) -> Spending:  # fmt: skip
        """Return how a sharing is laid out: photos grow to the height of the column beside them, lines fill the end."""
        lines, css = spending.space(shared, pieces)
        spare = [spending.rest(shared, pieces, number, lines) for number in range(len(rooms))]
        eased = set()
        for page, beside in groupby(range(len(rooms)), key=lambda number: rooms[number].page):
            numbers = list(beside)
            least = min(spare[number] for number in numbers)
            for number in numbers:
                level = spare[number] - least
                if grown := spending.grow(shared.run(number, pieces), rooms[number], level, shared.limit):
                    css.append(grown[0])
                    eased.add(page)
        pages, foot = rooms[-1].page + 1, rooms[-1].foot * ratio**balance.FOOTING
        over = min(spare[number] for number, room in enumerate(rooms) if room.last)
        names = sharing.fillers(layout)[:1] if over > FREE else []
        css += (fill(name, over, foot, shared.size) for name in names)
        return Spending("\n".join(css), (*[""] * (pages - 1), *(names or [""])), pages, frozenset(eased))

    def holds(self, layout: Layout, shared: Sharing, spent: Spending) -> bool:
        """Say whether a layout has as many pages as were planned, and nothing runs over into another column."""
        pages = [layout.pages[number] for number in faults.flow(layout)]
        used = sum(end - begin > USED for page in pages for begin, end in page.columns)
        return len(pages) == spent.pages and used == len(shared.starts)


def rooms(layout: Layout, pages: int, least: float = 0.0) -> tuple[Room, ...]:
    """Return the room of the columns of so many pages: below the head of the first, above the foot of the last.

    A head takes `least` mm at least.
    """
    page, head = _page(layout), layout.pages[0]
    width, foot = units.column(page), units.about(layout)
    begin = page.columns[0][0] if page is head else head.reach + HEAD  # a block too high for it begins a page
    begin = max(begin, page.top + least)
    return tuple(
        Room(page.bottom - (page.top if number else begin), width, foot if number == pages - 1 else 0.0,
             number == pages - 1, number)
        for number in range(pages) for _ in page.columns
    )  # fmt: skip


def fill(name: str, over: float, foot: float, size: float) -> str:
    """Return the rules that show a filler, as high as what is over, above a foot, both in mm."""
    return spending.filler(name, over - spending.BENEATH * size / 12, f"bottom: {foot:.1f}mm")


def share(layout: Layout, wanted: Leaflet, lay: Lay, head: float = 0.0) -> Shared | None:
    """Return a sheet whose blocks are shared over its columns; None if that is impossible.

    `layout` is at the smallest size. Where it must be, it is set dense, and then without the art at its head. Where
    `layout` is without it, nothing else is tried, and `head` says how many mm its head takes with art.
    """
    frame, smallest, bare = Columns(wanted, head=head), wanted.format.smallest, units.modes(layout) == WHOLE
    pieces = [] if _across(layout) else [piece.unit for piece in frame.pieces(layout)]
    if not pieces:
        return None
    known = [problem for problem in sharing.wrong(layout, wanted) if problem.rule != "fit"]
    found = None if bare else sharing.settle(layout, frame, balance.GAPS, known, wanted, lay)
    part = 1.0 if bare else DENSER
    dense = [replace(unit, text=unit.text * part) for unit in pieces]
    modes = [("dense",), WHOLE]
    if found is None and frame.plan(layout, dense, smallest, [smallest], balance.DENSE) is None:
        del modes[0]
    while found is None and modes:
        mode = modes.pop(0)
        units.set_modes(layout.manuscript.root, *mode)
        frame = Columns(wanted, 0) if mode == WHOLE else frame
        begin = layout if bare else lay(smallest, "")
        found = sharing.settle(begin, frame, balance.DENSE, known, wanted, lay)
    if found is None:
        return None
    size, shared, spent = found
    sharing.confirm(shared, wanted, known)
    short = scant.on_page(shared, wanted, pieces, rooms(layout, 1), size, spent.fillers)
    told = (*faults.problems(shared, wanted), *short)
    return Shared(shared, size, told, spent.fillers)


def flow(layout: Layout, wanted: Leaflet, lay: Lay) -> Layout:
    """Return a sheet whose blocks flow from column to column, and are divided.

    It is dense and without art if it must be; if there is no room for a foot, what is about it ends its last column.
    """
    units.mark_tall(layout)
    shared = () if _across(layout) else (WHOLE,)
    for modes in (*shared, *FLOWS[_is_long(layout, wanted) :]):
        units.set_modes(layout.manuscript.root, *modes)
        flowing = lay(wanted.format.smallest, "")
        if is_right(flowing, wanted):
            break
    return flowing


def head(layout: Layout) -> float:
    """Return how many mm the head of a sheet takes, with the space below it."""
    found = layout.parts(set(layout.manuscript.root.iterfind("body/header")))
    return max((part.bottom for part in found if not part.page), default=0.0) - layout.pages[0].top + HEAD


def long_rooms(around: Layout, wanted: Leaflet) -> list[Room]:
    """Return the room of a sheet for blocks, that of each page as one long column, of what stands around them."""
    page, pages = around.pages[0], wanted.format.pages
    width = (page.right - page.left - units.GUTTER) / 2
    high, first, last = page.bottom - page.top, head(around), units.about(around)
    return [Room(2 * (high - first * (not number)), width, 2 * last * (number == pages - 1)) for number in range(pages)]


def is_full(layout: Layout, wanted: Leaflet, around: Layout) -> bool:
    """Say whether a sheet that is dense and without art has no room for its blocks if they are set otherwise.

    `around` is what stands around its columns then.
    """
    pieces = Columns(wanted).pieces(layout)
    found = [replace(piece.unit, text=piece.unit.text * sharing.LOOSER) for piece in pieces]
    foot, every = units.about(around), rooms(layout, wanted.format.pages, head(around))
    over = [replace(room, room=room.room * NEAR, foot=foot * room.last * NEAR) for room in every]
    smallest = wanted.format.smallest
    shared = _across(layout) or balance.plan(found, over, smallest, [smallest], balance.GAPS, False)
    return bool(found) and not shared


def is_right(layout: Layout, wanted: Leaflet) -> bool:
    """Say whether blocks that flow have room, and may stay so: with the least space their columns end alike."""
    fits = len(faults.flow(layout)) <= (wanted.format.pages or len(layout))
    level = units.modes(layout) != WHOLE or _is_level(layout)
    return fits and level and not (_is_footed(layout) and sharing.wrong(layout, wanted))


def _is_footed(layout: Layout) -> bool:
    """Say whether what is about a sheet stands at the foot of its last page."""
    modes = units.modes(layout)
    return "footed" in modes or "flowing" not in modes


def _is_level(layout: Layout) -> bool:
    """Say whether the columns of the last page end at about the same height."""
    last = layout.pages[-1]
    ends = [end for _, end in last.columns]
    return max(ends) - min(ends) <= LEVEL * (last.end - last.columns[0][0])


def _is_long(layout: Layout, wanted: Leaflet) -> bool:
    """Say whether all blocks are higher than all columns."""
    if _across(layout):
        return False
    every = rooms(layout, wanted.format.pages or len(layout))
    between = balance.gap(balance.GAPS[-1], wanted.format.smallest)
    found = [piece.unit for piece in Columns(wanted).pieces(layout)]
    return balance.height(found, every[0].width, 1, between) > sum(room.room - room.foot for room in every)


def finish(layout: Layout, wanted: Leaflet, size: float, lay: Lay) -> tuple[Layout, tuple[str, ...]]:
    """Return a sheet that flows with lines to write on above its foot, if there is room for them."""
    last, names = layout.pages[-1], sharing.fillers(layout)[:1]
    over = last.end - units.FOOT - max(end for _, end in last.columns)
    if _is_footed(layout) and over > FREE and names:
        filled = lay(size, fill(names[0], over, units.about(layout), size))
        if len(filled) == len(layout) and not sharing.wrong(filled, wanted):
            return filled, (*[""] * (len(filled) - 1), *names)
    return layout, ()


def _page(layout: Layout) -> Page:
    """Return the first page with columns."""
    return next(page for page in layout.pages if len(page.columns) > 1)
