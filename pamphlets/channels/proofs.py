"""Names what one sees of an output before it is made for good: its pages as pictures, and what stands where on each."""

from __future__ import annotations

from dataclasses import dataclass, field

from pamphlets.model import Location, Problem


@dataclass(frozen=True, slots=True)
class Area:
    """Where some of a block stands on its page, as parts of the page's width and height, from its top left corner.

    `id` is that of the block; '' for what the front matter says. `location` is where it is written.
    """

    id: str
    location: Location
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A page, a panel or a card: a PNG, so many pixels wide and high, and what stands where.

    `full` says how full it is, from 0 to 1, where blocks flow through it; `over` how many of its lines have no room.
    """

    picture: bytes = field(repr=False)
    width: int
    height: int
    name: str = ""
    full: float | None = None
    over: int = 0
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """The pages of an output, and what is wrong with it; what is too long is there with all its pages.

    A page for the web is `html` instead.
    """

    pages: tuple[ProofPage, ...] = ()
    problems: tuple[Problem, ...] = ()
    html: str = ""
