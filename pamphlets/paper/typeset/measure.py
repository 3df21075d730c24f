"""Names what stands where on pages that have been laid out, in millimetres: lines, photos, the pages themselves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page, in mm from the page's top left corner; its room, from `begin` to `limit`, is its own
    box, or one that it stands in. A line that is too wide for it reaches beyond the end at which lines end: that alone
    is given.

    `size` is that of its smallest text, in pt. `pieces` are its texts with the elements that they come from; what CSS
    has added is not among them.
    """

    page: int
    x: float
    y: float
    right: float
    bottom: float
    limit: float
    size: float
    pieces: tuple[tuple[Element, str], ...]
    begin: float = -math.inf

    @property
    def room(self) -> float:
        """How wide it may be, in mm."""
        return self.limit - self.x if self.limit < math.inf else self.right - self.begin

    @property
    def over(self) -> float:
        """By how many mm it is wider than its room; negative if it is not."""
        return max(self.right - self.limit, self.begin - self.x)

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(text for _, text in self.pieces)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture made of dots, as a page shows it: its element, its dots across and down, and how many to an inch."""

    element: Element
    width: int
    height: int
    dots: float


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture as a page shows it, in mm: where it begins, its size."""

    element: Element
    page: int
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on one page of an element, in mm: where it begins and ends, down and across, and its pictures.

    `reach` is how far down its words and pictures reach; where it goes on, its box ends with the page. `column` is the
    number of the column that it stands in, 0 where there are none.
    """

    element: Element
    page: int
    y: float
    bottom: float
    reach: float
    pictures: tuple[Plate, ...]
    column: int = 0
    x: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size and its content area in mm, how far down its content reaches, and the element that does.

    `columns` are those of its text, each with where it begins and how far down it reaches; one, if it has none. `end`
    is where they may reach: where that begins which is fixed to the foot of the page, or else its bottom.
    """

    name: str
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    reach: float
    lowest: Element | None
    columns: tuple[tuple[float, float], ...]
    end: float
