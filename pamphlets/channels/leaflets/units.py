"""Measures a layout for its balance: its blocks, cut into units that no panel divides, and the room of its panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import panels
from pamphlets.channels.leaflets.balance import Room, Unit
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.paper import Layout, Page, Part, Plate

TALL, MANY = 34.0, 3
"""A plain block is cut if it is so many mm high, and has so many children."""
WIDE = 110.0
"""On panels so wide, in mm, pictures stand beside their text, and a block that has one is not cut."""
GUTTER = 8.0
"""Millimetres between columns."""
FOOT = 6.0
"""Millimetres between text and what is fixed at the foot of its panel."""
MODES = {"dense", "tight", "bare", "flowing", "footed"}
"""How a leaflet may be laid out: with little space, with small pictures, with no art at its head, with blocks that are
not shared, and then with what is about it at the foot of its page all the same."""
STUB = 10.0
"""The end of a block that is less high, in mm, opens no panel, unless room is short."""
HEADINGS = ("h2", "h3")
LISTED, RUN = 8, 4
"""A list of more items is cut, into runs of so many."""
MARKS = ("data-unit", "data-grown")
"""The attributes with which elements are marked for the next layout."""
CUT = ("", "steps", "questions")
"""The kinds of blocks whose lists are cut, if they are so long."""
TEXTS = ("", "questions")
"""Those that are cut before paragraphs, too."""


@dataclass(frozen=True, slots=True)
class Portion:
    """A unit with the element that opens it, those in it, and what a layout shows of its pictures."""

    unit: Unit
    element: Element
    held: tuple[Element, ...]
    plates: tuple[Plate, ...] = ()

    @property
    def selector(self) -> str:
        """The CSS selector of the element that opens it."""
        return f'[data-unit="{self.element.get("data-unit")}"]'


def blocks(root: Element) -> list[Element]:
    """Return the blocks that flow through the panels."""
    return [block for block in root.iterfind("body/main/*") if "block" in _classes(block)]


def pieces(layout: Layout, wanted: Leaflet, width: float, least: float = TALL) -> tuple[Portion, ...]:
    """Return the units of a layout, in order; each marks the element that opens it by its number.

    `width` is that of the first panel, in mm: on wide ones text stands beside pictures. A block is cut if it is at
    `least` so many mm high.
    """
    for element in layout.manuscript.root.iter():
        for mark in MARKS:
            element.attrib.pop(mark, None)
    asked = {block.id for block in wanted.view.edition.blocks if block.new_panel}
    wide = width >= WIDE
    beside = {picture for figure in layout.manuscript.root.iter("figure") if {"half", "broad"} & {*_classes(figure)}
              for picture in figure.iter("img")}  # fmt: skip
    groups = [(block, list(_groups(block, wide))) for block in blocks(layout.manuscript.root)]
    every = {one for block, cut in groups for one in (block, *(child for group in cut for child in group))}
    shown: dict[Element, list[Part]] = {}
    for part in layout.parts(every):
        shown.setdefault(part.element, []).append(part)
    found: list[Portion] = []
    for block, cut in groups:
        tall = height(shown.get(block, ()))
        if len(cut) > 1 and height([part for one in cut[-1] for part in shown.get(one, ())]) < STUB:
            cut[-2:] = [[*cut[-2], *cut[-1]]]
        for number, group in enumerate(cut if tall >= least else [[block]]):
            held = [block] if len(cut) == 1 or tall < least else group
            opening = block if number == 0 else group[0]
            opening.set("data-unit", str(len(found)))
            parts = [part for one in held for part in shown.get(one, ())]
            pictures = tuple(picture for part in parts for picture in part.pictures)
            rows = _rows([picture for picture in pictures if picture.element not in beside])
            unit = Unit(
                text=max(0.0, height(parts) - sum(rows)),
                width=_width(parts, layout),
                pictures=rows,
                kind=_kind(block),
                opens=number == 0,
                wished=number == 0 and block.get("id") in asked,
            )
            found.append(Portion(unit, opening, tuple(held), pictures))
    return tuple(found)


def modes(layout: Layout) -> tuple[str, ...]:
    """Return the modes that a manuscript is laid out in."""
    return tuple(name for body in layout.manuscript.root.iterfind("body") for name in _classes(body) if name in MODES)


def set_modes(root: Element, *modes: str) -> None:
    """Let the next layouts of a manuscript be in some modes (of `MODES`), and in no other."""
    for body in root.iterfind("body"):
        body.set("class", " ".join([*(name for name in _classes(body) if name not in MODES), *modes]))


def cut(root: Element, height: Callable[[Element], float]) -> set[Element]:
    """Mark the blocks that columns may divide, by their heights in mm before they are laid out; return these."""
    for block in blocks(root):
        groups = list(_groups(block, False))
        if len(groups) == 2 and sum(map(height, groups[1])) < STUB:
            continue
        if len(groups) > 1 and height(block) >= TALL:
            groups[1][0].set("data-unit", "")
    return divided(root)


def divided(root: Element) -> set[Element]:
    """Return the blocks that are marked as such that columns may divide."""
    return {
        block
        for block in root.iterfind("body/main/*")
        if any("data-unit" in one.attrib for one in block.iterfind(".//*"))
    }


def mark_tall(layout: Layout) -> None:
    """Mark the tables that are higher than a page or column, and so in more than one, for the next layouts."""
    for table in layout.manuscript.root.iterfind("body/main//table"):
        parts = layout.parts({table})
        if len({(part.page, part.column) for part in parts}) > 1:
            table.set("data-tall", "")


def rooms(layout: Layout, wanted: Leaflet) -> tuple[Room, ...]:
    """Return the room of each panel of the flow; on the last may stand what is about the leaflet itself."""
    flow, found = panels.flowing(wanted.paper), []
    for page, panel in enumerate(flow):
        top, right, bottom, left = panels.margins(panel, wanted.paper)
        last = panel is flow[-1]
        foot = about(layout) if last else 0.0
        found.append(Room(panel.height - top - bottom, panel.width - left - right, foot, last, page))
    return tuple(found)


def about(layout: Layout) -> float:
    """Return the height of what is about the leaflet itself and stands at its end, in mm, with the space above it."""
    found = layout.parts({one for one in layout.manuscript.root.iter("footer") if "about" in _classes(one)})
    return FOOT + height(found) if found else 0.0


def _groups(block: Element, wide: bool) -> Iterator[list[Element]]:
    """Yield what stays together of a block: it is cut before paragraphs and in long lists, if its kind allows it."""
    kind = _kind(block)
    children = list(_children(block)) if kind in CUT else []
    if len(children) < MANY or (wide and any(True for _ in block.iter("img"))):
        yield [block]
        return
    group: list[Element] = []
    for child, starts in children:
        begins = starts or (kind in TEXTS and child.tag in ("p", *HEADINGS) and child.find("img") is None)
        if begins and group and group[-1].tag not in HEADINGS:
            yield group
            group = []
        group.append(child)
    yield group


def _children(block: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the children of a block, of a long list its items, and whether one of these begins a run of them."""
    for child in block:
        items = [item for item in child if item.tag == "li"]
        if len(items) > LISTED:
            yield from ((item, number % RUN == 0 < number < len(items) - 1) for number, item in enumerate(items))
        elif isinstance(child.tag, str):
            yield child, False


def height(parts: Sequence[Part]) -> float:
    """Return how high parts are, from where they begin in each column to where they end, or reach if they go on."""
    last = {part.element: part for part in parts}
    on: dict[tuple[int, int], list[Part]] = {}
    for part in parts:
        on.setdefault((part.page, part.column), []).append(part)
    return sum(
        max(part.bottom if part is last[part.element] else part.reach for part in some) - min(part.y for part in some)
        for some in on.values()
    )


def _width(parts: Sequence[Part], layout: Layout) -> float:
    """Return the width of the panel that parts stand in: on a page with columns, of one of these."""
    page = layout.pages[parts[0].page if parts else 0]
    return column(page)


def column(page: Page) -> float:
    """Return the width of the columns of a page, in mm; of the page if it has none."""
    return (page.right - page.left + GUTTER) / len(page.columns) - GUTTER


def _rows(pictures: Sequence[Plate]) -> tuple[float, ...]:
    """Return how high pictures are; those side by side count once."""
    rows: list[list[Plate]] = []
    for picture in pictures:
        if rows and picture.y < rows[-1][0].y + rows[-1][0].height and picture.page == rows[-1][0].page:
            rows[-1].append(picture)
        else:
            rows.append([picture])
    return tuple(max(picture.height for picture in row) for row in rows)


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _kind(block: Element) -> str:
    return next((name for name in _classes(block) if name not in ("block", "new-panel")), "")
