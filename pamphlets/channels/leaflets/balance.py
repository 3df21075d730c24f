"""Shares the blocks of a folded leaflet over its panels: what begins each, at which size, how far apart, what fills it.

Only numbers: nothing is laid out here. Lengths are in mm, sizes in pt; a gap is in lines of the text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

U = TypeVar("U")
LINE = 1.38
"""A line of text, in its size."""
POINT = 25.4 / 72
GROWTH, FOOTING = 1.9, 1.0
"""Text that is larger by r takes r to this power of the height: its lines are higher, and hold less. What is fixed at
the foot of a panel grows less: its small print and its QR code do not."""
SAFE = 0.975
"""How much of a panel a plan fills: what is measured at one size is only near the truth at another."""
GAPS, DENSE = (1.0, 0.75), (0.5,)
"""Lines between blocks, to be tried in this order; and where blocks are set dense."""
WIDEST = 1.35
"""The most lines that stand between blocks where there is room."""
LIMITS = (math.inf, 50.0, 44.0, 38.0, 32.0)
"""How high pictures may be, to be tried in this order."""
STEP = 0.2
EMPTY, INSIDE, UNKEPT = 0.9, 0.12, 0.25
"""What it costs that a panel is empty, that one begins inside a block, that a block has not the panel it asks for."""
LAST, ALONE, OTHERWISE = 0.5, -0.08, 0.04
"""The last panel counts by this, and less if it begins with what stands well by itself: it is read alone."""
BY_ITSELF = {"warning", "questions", "offer"}
RESERVE = 0.72
"""What fills less than this of the inner panels stays on them, and the last is left to be written on."""
LEAST = 0.05
"""A text that fills less counts as if it did this, where words that are missing are told."""
SCANT, ENOUGH, GOAL = 0.55, 0.7, 0.85
"""Text is too short for a format if it fills less of it, and full enough to name another; what is aimed at."""
EVEN = 0.3
"""By how much of their rooms inner panels may differ; type, pictures and space shrink where that makes them
even."""
NOTICED = 2.0
"""A length that nobody sees."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What no panel divides: the height of its words where they are `width` wide, and of its pictures.

    `opens` says that it is the first of its block, `wished` that its block asks to begin a panel.
    """

    text: float
    width: float
    pictures: tuple[float, ...] = ()
    kind: str = ""
    opens: bool = True
    wished: bool = False

    def height(self, ratio: float, width: float, limit: float = math.inf) -> float:
        """Return its height in type that is larger by a ratio, on a panel of a width, with pictures up to a limit."""
        pictures = sum(min(picture, limit) for picture in self.pictures)
        return self.text * math.pow(ratio, GROWTH) * self.width / width + pictures


@dataclass(frozen=True, slots=True)
class Room:
    """The height and width that a panel has for blocks; how much is fixed at its foot, in the smallest type.

    The columns of a sheet are panels, too: some have a `page` of the flow in common, and that may be the last.
    """

    room: float
    width: float
    foot: float = 0.0
    last: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class Sharing:
    """A sharing: the unit that each panel in use begins with, and of all panels how much is used of which room."""

    size: float
    gap: float
    limit: float
    starts: tuple[int, ...]
    used: tuple[float, ...]
    rooms: tuple[float, ...]
    cost: float

    @property
    def spare(self) -> tuple[float, ...]:
        """How much is over on each panel."""
        return tuple(room - used for used, room in zip(self.used, self.rooms, strict=True))

    def run(self, panel: int, units: Sequence[U]) -> Sequence[U]:
        """Return the units on a panel."""
        begins = (*self.starts, len(units))
        return units[begins[panel] : begins[panel + 1]] if panel < len(self.starts) else ()


def height(units: Sequence[Unit], width: float, ratio: float, gap: float, limit: float = math.inf) -> float:
    """Return the height of a run of units, with a gap in mm between blocks and half of it within."""
    gaps = sum(gap if unit.opens else gap / 2 for unit in units[1:])
    return sum(unit.height(ratio, width, limit) for unit in units) + gaps


def gap(lines: float, size: float) -> float:
    """Return lines of text of a size in mm."""
    return lines * LINE * size * POINT


def share(
    units: Sequence[Unit], panels: Sequence[Room], measured: float, size: float, lines: float, limit: float
) -> Sharing | None:
    """Share units that were measured in a size, in their order, over panels at the least cost; None if none can be.

    Every panel has a run of them; empty panels stand only at the end.
    """
    ratio, between, count = size / measured, gap(lines, size), len(units)
    rooms = tuple(_room(panel, ratio) for panel in panels)
    least = sum(min(unit.height(ratio, panel.width, limit) for panel in panels) for unit in units)
    if least > sum(rooms):
        return None
    rest: dict[int, tuple[float, tuple[int, ...], tuple[float, ...]]] = {count: (0.0, (), ())}
    for panel, room in zip(reversed(panels), reversed(rooms), strict=True):
        heights = [unit.height(ratio, panel.width, limit) for unit in units]
        found = {count: (rest[count][0] + EMPTY, rest[count][1], (0.0, *rest[count][2]))} if count in rest else {}
        for first in range(count):
            used = 0.0
            for end in range(first + 1, count + 1):
                used += heights[end - 1] + (0 if end - first == 1 else between if units[end - 1].opens else between / 2)
                if used > room:
                    break
                if end in rest:
                    cost, starts, filled = rest[end]
                    cost += _cost(units[first:end], used / room, panel)
                    if first not in found or cost < found[first][0]:
                        found[first] = (cost, (first, *starts), (used, *filled))
        rest = found
    if 0 not in rest:
        return None
    cost, starts, filled = rest[0]
    return Sharing(size, lines, limit, starts, filled, rooms, cost)


def _room(panel: Room, ratio: float) -> float:
    return max(0.01, panel.room - panel.foot * math.pow(ratio, FOOTING)) * SAFE


def _cost(run: Sequence[Unit], full: float, panel: Room) -> float:
    """Return what it costs that a panel holds a run of units, and is so full."""
    cost = (1 - full) ** 2
    if panel.last:
        cost = cost * LAST + (ALONE if run[0].opens and run[0].kind in BY_ITSELF else OTHERWISE)
    return cost + (0 if run[0].opens else INSIDE) + UNKEPT * sum(unit.wished for unit in run[1:])


def sizes(smallest: float, largest: float) -> tuple[float, ...]:
    """Return the sizes to be tried, the largest first."""
    return tuple(round(largest - STEP * step, 1) for step in range(int((largest - smallest) / STEP + 0.01) + 1))


def plan(
    units: Sequence[Unit], panels: Sequence[Room], measured: float, sizes: Sequence[float],
    gaps: Sequence[float] = GAPS, reserve: bool = True,
) -> Sharing | None:  # fmt: skip
    """Return the first sharing that is possible: space shrinks before pictures, and pictures before text.

    All of them shrink where that fills inner panels evenly. A text so short that the last panel is left to be written
    on stays on the others, if it can be shared over them and `reserve` asks for it.
    """
    tallest = max((picture for unit in units for picture in unit.pictures), default=0.0)
    limits = [LIMITS[0], *(limit for limit in LIMITS[1:] if limit < tallest)]
    tries = [(size, lines, limit) for lines in gaps for limit in limits for size in sizes]
    if reserve and reserves(units, panels, sizes[0] / measured, gap(GAPS[0], sizes[0])):
        inner = next(filter(None, (share(units, panels[:-1], measured, *one) for one in tries)), None)
        if inner is not None:
            last = _room(panels[-1], inner.size / measured)
            return replace(inner, used=(*inner.used, 0.0), rooms=(*inner.rooms, last), cost=inner.cost + EMPTY)
    first = None
    for found in filter(None, (share(units, panels, measured, *one) for one in tries)):
        if _is_even(found, panels):
            return found
        first = first or found
    return first


def _is_even(shared: Sharing, panels: Sequence[Room]) -> bool:
    """Say whether a sharing fills the panels but for the last about alike."""
    full = [used / room for used, room, panel in zip(shared.used, shared.rooms, panels, strict=True) if not panel.last]
    return not full or max(full) - min(full) <= EVEN


def reserves(units: Sequence[Unit], panels: Sequence[Room], ratio: float, gap: float) -> bool:
    """Say whether a text in type larger by a ratio, with a gap in mm, leaves the last panel to be written on."""
    inner = panels[:-1]
    if not inner or not units:
        return False
    return height(units, inner[0].width, ratio, gap) < RESERVE * sum(_room(panel, ratio) for panel in inner)


def fullness(units: Sequence[Unit], panels: Sequence[Room], ratio: float, gap: float) -> float:
    """Return how many times a text in type that is larger by a ratio, with a gap in mm, fills all panels."""
    return height(units, panels[0].width, ratio, gap) / sum(_room(panel, ratio) for panel in panels)


def missing(words: int, full: float) -> int:
    """Return how many words more would fill the panels, in tens."""
    return max(10, 10 * round(words * (GOAL / max(full, LEAST) - 1) / 10))


def further(shared: Sharing, units: Sequence[Unit]) -> float:
    """Return the lines between blocks, as many as the panel with the least over allows: the same on all panels."""
    line, most = gap(1, shared.size), WIDEST
    for number in range(len(shared.starts)):
        gaps = sum(1.0 if unit.opens else 0.5 for unit in shared.run(number, units)[1:])
        if gaps:
            most = min(most, shared.gap + max(0.0, shared.spare[number] - NOTICED) / gaps / line)
    return max(shared.gap, math.floor(most * 100) / 100)
