"""Says what stands where on the sheets of a leaflet: panels in their places, or pages that make a booklet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache


@dataclass(frozen=True, slots=True)
class Panel:
    """One page of a leaflet as the reader sees it; sizes in mm."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel stands on a side of the sheet: its left edge in mm from the sheet's left; `turned` is by 180°.

    `shift` is by how much what is printed stands further right than the panel, in mm: the creep of a booklet.
    """

    panel: str
    x: float
    y: float = 0.0
    turned: bool = False
    shift: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A format on one paper: the sheet in mm, its panels in reading order, and the sides they are imposed on.

    A panel may stand on several places: cards that are cut. Without `sides` the format is not folded: one panel, of the
    sheet's size, which repeats. Text stands `edge` mm from an edge of the paper and `fold` mm from a fold. A booklet
    is `bound`, and `larger` is the same with more pages. `mirrored`: it is for a language from right to left.
    """

    width: float
    height: float
    panels: tuple[Panel, ...]
    sides: tuple[tuple[Place, ...], ...] = ()
    edge: float = 12.0
    fold: float = 6.0
    bound: bool = False
    larger: Paper | None = None
    mirrored: bool = False


@cache
def mirror(paper: Paper) -> Paper:
    """Return a format as it is folded where lines run from right to left: all that stood left stands right.

    The cover opens on the other side, behind it is the first inside panel, and what a panel is called says where it is.
    """
    other = {"left": "right", "right": "left"}
    name = {one.name: re.sub(r"\b(left|right)\b", lambda side: other[side[0]], one.name) for one in paper.panels}
    if len({*name.values()}) < len(name):
        name = dict(zip(name, name, strict=True))
    wide = {panel.name: panel.width for panel in paper.panels}
    sides = tuple(
        tuple(
            replace(
                one, panel=name[one.panel], x=round(paper.width - one.x - wide[one.panel], 4), shift=0.0 - one.shift
            )
            for one in reversed(side)
        )
        for side in paper.sides
    )
    panels = tuple(replace(panel, name=name[panel.name]) for panel in paper.panels)
    return replace(paper, panels=panels, sides=sides, mirrored=not paper.mirrored)


def booklet(width: float, height: float, count: int, thickness: float) -> Paper:
    """Return a booklet of `count` pages, a multiple of four, on sheets of a size in mm, folded and stapled in the fold.

    The sheets lie in one another, so that each carries the outermost pages that are left: the last and the first on its
    front, the second and the last but one on its back, and so on inwards.

    Creep: each sheet lies around those within, which it pushes out of the fold by its thickness. What is printed on the
    sheet number k, 0 for the outermost, stands k x thickness nearer to the fold, so that it has the same place on all
    pages once the edges are even. After "Reduction of creeping pages" (impozycjoner.com/markers, 2026): thickness x
    (pages / 4 - 1) for the innermost sheet, with the factor 1, of sheets that a staple presses together.
    """
    names = ("cover", *(f"page-{number}" for number in range(2, count)), "back")
    middle, sides = width / 2, list[tuple[Place, ...]]()
    for sheet in range(count // 4):
        first, last, creep = 2 * sheet, count - 1 - 2 * sheet, round(sheet * thickness, 4)
        for left, right in ((last, first), (first + 1, last - 1)):
            sides.append((Place(names[left], 0.0, shift=creep), Place(names[right], middle, shift=0.0 - creep)))
    panels = tuple(Panel(name, middle, height) for name in names)
    return Paper(width=width, height=height, panels=panels, sides=tuple(sides), bound=True)
