"""Lays a folded leaflet out again as its balance asks: blocks shared over its panels, what is over spent."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pamphlets.channels.leaflets import balance, faults, panels, scant, spending, units
from pamphlets.channels.leaflets.balance import Room, Sharing, Unit
from pamphlets.channels.leaflets.leaflet import Leaflet, mark
from pamphlets.channels.leaflets.spending import Spending
from pamphlets.channels.leaflets.units import Portion
from pamphlets.compose import theme
from pamphlets.model import Folders, Location, Problem
from pamphlets.paper import Layout

DENSER, DENSEST = 0.95, 0.9
"""How high a text that is set dense gets, of what it was, about; and at best, where it does not fit otherwise."""
LOOSER = 1.03
"""How high a text that is set dense gets where it is not, of what it was, at least."""
CUTS = (0.0, 0.4, math.inf)
"""By how much smaller, in pt, the type is at least in each try after one that was too long."""

BETWEEN, SPACED = 46.0, 1.75
"""Millimetres between QR code and colophon on a back that has room for an appointment, and lines of space on a back."""
ABOUT = {"contact", "online", "status", "small"}
"""The classes of what stands on a back."""


class Lay(Protocol):
    """Lays the same pages out."""

    def __call__(self, size: float, own: str, apart: str = "", /) -> Layout:
        """Return them at a size in pt and with some CSS: of what flows, and of what stands apart from it."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A leaflet that is laid out in balance: its size in pt, what is worth a remark, and what fills which panel."""

    layout: Layout
    size: float
    problems: tuple[Problem, ...]
    fillers: tuple[str, ...]


class Frame(Protocol):
    """What blocks are shared over: the panels of a folded leaflet, or the columns of a sheet."""

    def pieces(self, layout: Layout) -> tuple[Portion, ...]:
        """Return the units of a layout."""

    def plan(
        self, layout: Layout, units: Sequence[Unit], measured: float, sizes: Sequence[float], gaps: Sequence[float]
    ) -> tuple[Sharing, Sequence[Room]] | None:
        """Share units that were measured in a size; return what comes of it and over which room, or None."""

    def spend(self, layout: Layout, shared: Sharing, pieces: Sequence[Portion], rooms: Sequence[Room],
              ratio: float) -> Spending:  # fmt: skip
        """Return how a sharing is laid out, in type that is larger than that of a layout by a ratio."""

    def holds(self, layout: Layout, shared: Sharing, spent: Spending) -> bool:
        """Say whether a layout is as it was planned."""


@dataclass(frozen=True, slots=True)
class Folds:
    """The panels of a folded leaflet, with the addresses of the drawings for their feet."""

    wanted: Leaflet
    strips: Sequence[str]

    def pieces(self, layout: Layout) -> tuple[Portion, ...]:
        """Return the units of a layout."""
        return units.pieces(layout, self.wanted, units.rooms(layout, self.wanted)[0].width)

    def plan(
        self, layout: Layout, found: Sequence[Unit], measured: float, sizes: Sequence[float], gaps: Sequence[float]
    ) -> tuple[Sharing, Sequence[Room]] | None:
        """Share units that were measured in a size over the panels."""
        rooms = units.rooms(layout, self.wanted)
        shared = balance.plan(found, rooms, measured, sizes, gaps)
        return (shared, rooms) if shared else None

    def spend(self, layout: Layout, shared: Sharing, pieces: Sequence[Portion], rooms: Sequence[Room],
              ratio: float) -> Spending:  # fmt: skip
        """Return how a sharing is laid out; on a back with room for it stands the appointment."""
        spent = spending.spend(shared, pieces, rooms, fillers(layout), self.strips, mark(self.wanted))
        called = "" if "appointment" in spent.fillers else appointment(layout, ratio)
        return replace(spent, extra=called)

    def holds(self, layout: Layout, shared: Sharing, spent: Spending) -> bool:
        """Say whether a layout has as many panels as were planned."""
        return len(faults.flow(layout)) == spent.pages


def share(layout: Layout, wanted: Leaflet, folders: Folders, lay: Lay) -> Shared | None:
    """Return a leaflet whose blocks are shared over its panels, set dense if they must be; None if that is impossible.

    `layout` is at the smallest size; nothing else is tried where it is dense. Raises PamphletError with what is wrong
    with it but for its length.
    """
    known, frame, smallest = wrong(layout, wanted), Folds(wanted, _strips(wanted, folders)), wanted.format.smallest
    pieces, rooms = frame.pieces(layout), units.rooms(layout, wanted)
    first = "dense" in units.modes(layout)
    found = None if first else settle(layout, frame, balance.GAPS, known, wanted, lay)
    part = DENSEST if len(faults.flow(layout)) > len(rooms) else DENSER
    dense = [replace(piece.unit, text=piece.unit.text * part) for piece in pieces]
    if found is None and (first or balance.plan(dense, rooms, smallest, [smallest], balance.DENSE)):
        units.set_modes(layout.manuscript.root, "dense")
        found = settle(lay(smallest, at_foot(layout, wanted)), frame, balance.DENSE, known, wanted, lay)
        if found is None:
            units.set_modes(layout.manuscript.root)
    if found is None:
        return None
    size, shared, spent = found
    confirm(shared, wanted, known)
    short = tuple(scant.problems(shared, wanted, [piece.unit for piece in pieces], rooms, size, spent.fillers))
    eased = spent.eased.union(number for number, filler in enumerate(spent.fillers) if filler)
    told = (*faults.problems(shared, wanted), *(short or faults.empty(shared, wanted, eased)))
    return Shared(shared, size, told, spent.fillers)


def settle(
    layout: Layout, frame: Frame, gaps: Sequence[float], known: Sequence[Problem], wanted: Leaflet, lay: Lay
) -> tuple[float, Layout, Spending] | None:
    """Return at which size and how blocks are laid out; one that turns out too long is measured, and shared again.

    `layout` is at the smallest size, `known` what is wrong with it.
    """
    pieces, measured, largest = frame.pieces(layout), wanted.format.smallest, wanted.format.largest
    for cut in CUTS:
        sizes = balance.sizes(wanted.format.smallest, max(wanted.format.smallest, largest - cut))
        planned = frame.plan(layout, [piece.unit for piece in pieces], measured, sizes, gaps)
        if planned is None:
            return None
        plan, rooms = planned
        spent = frame.spend(layout, plan, pieces, rooms, plan.size / measured)
        shared = lay(plan.size, spent.css, spent.extra)
        if spent.extra and not kinds(wrong(shared, wanted)) <= kinds(known):
            shared = lay(plan.size, spent.css)
        if frame.holds(shared, plan, spent) and kinds(wrong(shared, wanted)) <= kinds(known):
            return plan.size, shared, spent
        if plan.size == wanted.format.smallest:
            return None
        measured = largest = plan.size
        layout, pieces = shared, frame.pieces(shared)
    return None


def confirm(shared: Layout, wanted: Leaflet, known: Sequence[Problem]) -> None:
    """Raise `faults.Unfit` with what was known to be wrong and still is."""
    if still := kinds(wrong(shared, wanted)):
        raise faults.Unfit([problem for problem in known if (problem.rule, problem.location) in still], shared)


def fill(layout: Layout, wanted: Leaflet, size: float, lay: Lay) -> tuple[Layout, tuple[str, ...]]:
    """Return a layout that is not shared with something on the panels that it leaves empty, and what that is.

    What is about the leaflet goes to the foot of its last panel, lines beneath a text that ends far above it.
    """
    rooms = units.rooms(layout, wanted) if panels.balanced(wanted.paper) else ()
    pages, parts = faults.flow(layout), layout.parts(set(units.blocks(layout.manuscript.root)))
    used = 1 + max((number for number, page in enumerate(pages) if page in {part.page for part in parts}), default=-1)
    names = dict(zip(range(used, len(rooms)), fillers(layout), strict=False))
    if not rooms or not (names or rooms[-1].foot):
        return layout, ()
    css = [*spending.fill(used, [room.room - room.foot for room in rooms], size, fillers(layout)).values()]
    if used == len(rooms):
        text = max((part.reach for part in parts if part.page == pages[-1]), default=0.0) - layout.pages[pages[-1]].top
        css += spending.beneath(rooms[-1], rooms[-1].room - rooms[-1].foot - text, size, fillers(layout))
    filled = lay(size, "\n".join([*css, *spending.at_foot(rooms, used + len(names))]))
    if len(faults.flow(filled)) == max(used + len(names), len(pages)) and not wrong(filled, wanted):
        return filled, tuple(names.get(number, "") for number in range(len(rooms)))
    return layout, ()


def close_up(
    layout: Layout, wanted: Leaflet, room: int, lay: Lay, foot: str = "", known: Iterable[Problem] | None = None
) -> Layout | None:
    """Return a leaflet that is too long with its blocks set dense, and then its pictures small, if so it has room.

    Then tables that are higher than a page are broken, too. `room` is how many pages there are, `foot` the CSS of a
    foot. What is about a folded leaflet is put at its foot at once, and laid out once less. `known` is all
    that may be wrong with it: if it is not told, what is wrong with `layout`, too.
    """
    units.mark_tall(layout)
    before, own = kinds(wrong(layout, wanted) if known is None else known), at_foot(layout, wanted)
    smallest = wanted.format.smallest
    for modes in (("dense",), ("dense", "tight")):
        units.set_modes(layout.manuscript.root, *modes)
        closer = lay(smallest, own or foot)
        if own and len(faults.flow(closer)) < room:
            closer = lay(smallest, "")  # it stood below a text that ends before the last panel
        if not faults.surplus(closer, room) and (not own or kinds(wrong(closer, wanted)) <= before):
            return closer
    units.set_modes(layout.manuscript.root)
    return None


def at_foot(layout: Layout, wanted: Leaflet) -> str:
    """Return the rule that puts what is about a folded leaflet at the foot of its last panel; '' if it has a back."""
    rooms = units.rooms(layout, wanted) if panels.balanced(wanted.paper) else ()
    return "\n".join(spending.at_foot(rooms, len(rooms))) if rooms else ""


def wrong(layout: Layout, wanted: Leaflet) -> list[Problem]:
    """Return what is wrong with a layout, but for its length."""
    return [problem for problem in faults.problems(layout, wanted) if problem.severity == "error"]


def kinds(problems: Iterable[Problem]) -> set[tuple[str, Location]]:
    """Return problems by rule and place: how much it is differs from size to size."""
    return {(problem.rule, problem.location) for problem in problems}


def appointment(layout: Layout, ratio: float) -> str:
    """Return the rule that shows the appointment on a back that has room for it in type larger by a ratio."""
    back = {
        one for footer in layout.manuscript.root.iterfind("body/footer[@class='back']") for one in footer.iter()
        if one.get("class") in ABOUT
    }  # fmt: skip
    used = sum(part.bottom - part.y for part in layout.parts(back))
    free = sum(page.bottom - page.top for page in layout.pages if page.name == "back") - used * math.pow(
        ratio, balance.FOOTING
    )
    enough = free - balance.gap(SPACED, 12 * ratio) > BETWEEN
    return ".back .appointment { display: block; margin: 1.38rem 0 }" if enough else ""


def fillers(layout: Layout) -> list[str]:
    """Return what may fill panels without text, in the order in which it stands in the template."""
    return [one.get("data-filler", "") for one in layout.manuscript.root.iterfind("body/main/*[@data-filler]")]


def _strips(wanted: Leaflet, folders: Folders) -> list[str]:
    """Return the addresses of the drawings for the feet of panels."""
    wide = panels.flowing(wanted.paper)[0].width > units.WIDE
    names = [f"strips/{'wide-' if wide else ''}{number}.svg" for number in (1, 2, 3)]
    own = theme.of(folders.templates)
    return [f"asset:{name}" for name in names if own.has(f"assets/{name}")]
