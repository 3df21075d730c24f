"""Turns places of a PDF, in points from its lower left corner, into places of upright words, from the upper left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pamphlets.paper.extract.letters import Snippet
    from pamphlets.paper.extract.pictures import Picture


class Bounds(NamedTuple):
    """Where something stands: its edges, in points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def around(self, other: Bounds) -> Bounds:
        """Return the box around two."""
        return Bounds(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upright:
    """A page as those words stand upright on it that were turned by so many quarters, against the clock."""

    turns: int
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, box: tuple[float, float, float, float], turns: int) -> Upright:
        """Return the frame of a page whose edges are left, bottom, right and top."""
        corners = [_turn(x, y, turns) for x in box[::2] for y in box[1::2]]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        return cls(turns, min(across), max(up), max(across) - min(across), max(up) - min(up))

    def turn(self, box: Bounds) -> Bounds:
        """Return where a box of the page (its `top` is the lower edge there) stands in the frame."""
        corners = [_turn(x, y, self.turns) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        across, down = [x - self.left for x, _ in corners], [self.top - y for _, y in corners]
        return Bounds(min(across), min(down), max(across), max(down))

    def base(self, point: tuple[float, float]) -> float:
        """Return how far down a point of the page is."""
        return self.top - _turn(*point, self.turns)[1]


def _turn(x: float, y: float, turns: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turns % 4]


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on a page in one direction: its words, pictures, and level rules (`page` counts from 0).

    `askew` are words that stand neither level nor upright; so many letters are `unreadable`: no text stands for them.
    """

    page: int
    width: float
    height: float
    runs: tuple[Snippet, ...]
    pictures: tuple[Picture, ...] = ()
    rules: tuple[Bounds, ...] = ()
    askew: str = ""
    unreadable: int = 0
    passed: int = 0
    """So many of its pictures are left out."""
