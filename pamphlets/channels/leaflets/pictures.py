"""Says in the tree of a leaflet how its pictures stand: to which shape they are cut, in rows, beside text, or across.

Paper has no `aspect-ratio`: how high a picture is that is cut comes from how wide its column is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, takewhile
from math import ceil, inf, sqrt
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from pamphlets.channels.leaflets import panels
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.paper import drawings, fetch

ROOMY = 110.0
"""In columns that are so wide, in mm, text may stand beside a picture."""
HALF, BESIDE, POSTER = 0.47, 50.0, 54.0
"""How wide a picture beside text is: so much of its column; in a half-fold, where each stands so, and in the column of
a poster that pictures have for themselves, so many mm."""
GAP, COLUMNS, BETWEEN = 3.0, 2, 8.0
"""Millimetres between pictures in a row; the columns of a sheet, and the millimetres between these."""
LANDSCAPE, PANORAMA = 4 / 3, 2.0
"""The widest shape of a row's pictures; that of one left over, and the shape from which a photo is never cut."""
TALLEST, SHARE, ROW = 90.0, 0.45, 80.0
"""The most mm that a photo is high, and the most of its page; the most mm of photos in a row."""
SHORT, LETTER, LINE = 0.75, 1.8, 6.0
"""A block with a picture across takes so much of a page at most; about how wide a letter and how high a line of it are,
in mm."""
TEXTS = ("p", "li", "h2", "h3", "dt", "dd", "tr", "pre")
FINE = 25.4 / 150
"""A dot of a photo, in mm, that does not look coarse on paper."""
UPRIGHT = "50% 20%"
"""What stays in view of an upright photo where nothing is said: heads."""
HEADINGS, PROSE = ("h2", "h3"), ("h3", "h4", "p", "ul", "ol", "dl", "blockquote")
"""What a picture beside text is led to, and what stands beside it: a table, or a row of pictures, stands below."""
ENOUGH = 120
"""Characters that must stand beside a picture before something else stands below it: else it has a hole beside it."""

Size = Callable[[Element], tuple[int, int]]
"""How wide and high the picture in an element is in its file; (0, 0) if that does not say."""


@dataclass(frozen=True, slots=True)
class Column:
    """The look of a leaflet, how wide its columns are, how high a photo may be there, and a page is, in mm."""

    look: str
    width: float
    tallest: float
    page: float

    @property
    def beside(self) -> float:
        """How wide a picture is that has text beside it; 0 if there is no room for that."""
        if self.width < ROOMY:
            return 0.0
        return BESIDE if self.look == "half-fold" else HALF * self.width


def place(root: Element, wanted: Leaflet, folder: Path) -> None:
    """Set in the tree of a leaflet how its pictures stand; their files are below a project's folder."""
    column, size = measure(wanted), partial(_size, folder)
    for holder in list(root.iter()):
        _link(holder)
    parents = {child: parent for parent in root.iter() for child in parent}
    rows = [one for one in root.iter("div") if "pair" in _classes(one)]
    in_rows = {figure for row in rows for figure in row.iter("figure")}
    alone = [one for one in root.iter("figure") if one not in in_rows and next(one.iter("img"), None) is not None]
    for figure in alone:
        _stand(figure, parents, column, size)
    for row in rows:
        _divide(row, parents[row], column, size)
    for block in dict.fromkeys(parents[one] for one in alone if "wide" in _classes(one)):
        _spread(block)


def _link(holder: Element) -> None:
    """Let links around pictures stand within these, and where they lead in the caption."""
    for at, link in enumerate(holder):
        figure = link[0] if link.tag == "a" and len(link) == 1 else link
        if figure.tag != "figure" or figure is link or (image := figure.find("img")) is None:
            continue
        figure.tail = link.tail
        holder[at] = figure
        link.remove(figure)
        figure[list(figure).index(image)] = link
        link.append(image)
        link.set("title", image.get("alt") or link.get("href") or "")
        leads = holder[at + 1] if at + 1 < len(holder) else None
        if leads is not None and "leads" in _classes(leads):
            caption = figure.find("figcaption")
            if caption is None:
                caption = SubElement(figure, "figcaption")
            holder.remove(leads)
            SubElement(caption, "span", {"class": "leads"}).text = f" {leads.text}"


def measure(wanted: Leaflet) -> Column:
    """Return the narrowest column of a leaflet."""
    sides = [(panel, panels.margins(panel, wanted.paper)) for panel in panels.flowing(wanted.paper)]
    width = min(panel.width - left - right for panel, (_, right, _, left) in sides)
    height = min(panel.height - top - bottom for panel, (top, _, bottom, _) in sides)
    width = POSTER if wanted.look == "poster" else width
    columns = COLUMNS if wanted.look == "sheet" else 1
    return Column(wanted.look, (width - BETWEEN * (columns - 1)) / columns, min(TALLEST, SHARE * height), height)


def _stand(figure: Element, parents: dict[Element, Element], column: Column, size: Size) -> None:
    """Let a picture that is alone stand in its column, beside its text, or across a sheet."""
    asked, (wide, high) = _classes(figure), size(figure)
    whole = "whole" in asked or _is_drawn(figure)
    tall = not whole and wide and column.width * high / wide > column.tallest
    names, width = [name for name in asked if name not in ("half", "wide")], column.width
    alone = "wide" in asked or ("half" not in asked and not _has_company(figure, parents[figure]))
    if "wide" in asked and column.look == "sheet" and _is_short(parents[figure], column):
        names, width = [*names, "wide"], COLUMNS * column.width + BETWEEN
    elif alone and column.look == "half-fold":
        names = [*names, "broad"]
        _set(figure, f"--wide: {column.beside:.1f}mm")
    elif column.beside and not alone and ("half" in asked or column.look == "half-fold" or tall):
        outside = "block" in _classes(parents[figure])
        names, width = [*names, "half" if outside else "small"], column.beside
        _set(figure, f"--wide: {width:.1f}mm")
        _lead(figure, parents[figure])
    figure.set("class", " ".join([*names, *["drawn"] * _is_drawn(figure)]))
    if whole or not wide:
        return
    for image in figure.iter("img"):
        _keep_head(image, wide, high)
        own, most = width * high / wide, min(width, column.tallest)
        if own > most:
            _set(image, f"--high: {most:.1f}mm")
        elif wide <= PANORAMA * high and width == column.width:
            image.set("data-grows", f"{min(most, high * FINE):.1f}")


def _is_short(block: Element, column: Column) -> bool:
    """Say whether a block with a picture across a sheet takes so little of a page that it need not be divided.

    It is reckoned from its words in the smallest type: WeasyPrint goes on in the wrong place with what is across
    columns and broken over pages, or ends.
    """
    texts = ["".join(one.itertext()) for one in block.iter() if one.tag in TEXTS]
    lines = sum(ceil(len(text) * LETTER / column.width) + 0.5 for text in texts)
    shown = sum(column.tallest for figure in block.iter("figure") if "wide" in _classes(figure))
    return lines * LINE / COLUMNS + shown < SHORT * column.page


def _has_company(figure: Element, parent: Element) -> bool:
    """Say whether there is text to stand beside a picture: to the end of its block, or enough of it."""
    if "block" not in _classes(parent):
        return True
    children, heading = list(parent), _heading(figure, parent)
    start = children.index(figure if heading is None else heading) + 1
    beyond = [one for one in children[start:] if one is not figure]
    beside = list(takewhile(lambda one: one.tag in PROSE, beyond))
    return bool(beside) and (len(beside) == len(beyond) or sum(len("".join(one.itertext())) for one in beside) > ENOUGH)


def _heading(figure: Element, parent: Element) -> Element | None:
    """Return the heading that a picture may be led to: no other picture stands between them."""
    before = list(parent)[: list(parent).index(figure)]
    passed = (one for one in reversed(before) if one.tag in (*HEADINGS, "figure") or "led" in _classes(one))
    heading = next(passed, None)
    return heading if heading is not None and heading.tag in HEADINGS else None


def _lead(figure: Element, parent: Element) -> None:
    """Move a picture to directly after its heading, not to be parted from it: what follows stands beside it."""
    before = list(parent)
    if (heading := _heading(figure, parent)) is None:
        return
    led = Element("div", {"class": "led"})
    parent.insert(before.index(heading), led)
    for one in (heading, figure):
        parent.remove(one)
        led.append(one)


def _spread(block: Element) -> None:
    """Divide what stands in a block before and after pictures across a sheet into columns of its own."""
    children = list(block)
    block.set("class", " ".join([*_classes(block), "across"]))
    for across, run in groupby(children, lambda one: "wide" in _classes(one) or one.tag == "h2"):
        if not across:
            held = list(run)
            columns = Element("div", {"class": "columns"})
            block.insert(list(block).index(held[0]), columns)
            for one in held:
                block.remove(one)
                columns.append(one)


def _divide(row: Element, parent: Element, column: Column, size: Size) -> None:
    """Divide pictures that share a row into rows of two."""
    cells, at = list(row), list(parent).index(row)
    for first in range(0, len(cells), 2):
        two = cells[first : first + 2]
        if first:
            for cell in two:
                row.remove(cell)
            further = Element("div", {"class": "pair"})
            further.extend(two)
            parent.insert(at + first // 2, further)
        _fill(two, column, size)


def _fill(cells: Sequence[Element], column: Column, size: Size) -> None:
    """Set how high the pictures of a row are, so that they are cut least; one alone spans it, unless it is upright."""
    sizes, width = [size(cell) for cell in cells], (column.width - GAP) / 2
    ratios = [wide / high if high else LANDSCAPE for wide, high in sizes]
    if len(cells) == 1 and ratios[0] >= 1:
        width, ratio = column.width, max(PANORAMA, ratios[0])
    else:
        ratio = min(LANDSCAPE, max(1.0, sqrt(ratios[0] * ratios[-1])))
    high = min(width / ratio, ROW, column.tallest)
    drawn = any(map(_is_drawn, cells))
    grows = 0.0 if drawn else min([width, ROW, *(dots * FINE if dots else inf for _, dots in sizes)])
    for cell, own in zip(cells, sizes, strict=True):
        _set(cell, f"max-width: {width:.1f}mm")
        for image in cell.iter("img"):
            _set(image, f"--high: {high:.1f}mm")
            _keep_head(image, *own)
            image.set("data-grows", f"{grows:.1f}")
        for figure in cell.iter("figure"):
            figure.set("class", " ".join([*_classes(figure), *["drawn"] * _is_drawn(figure)]))


def _keep_head(image: Element, wide: int, high: int) -> None:
    """Keep the upper part of a photo in view that is as high as wide, where nothing is said."""
    if 0 < wide <= high and not _is_drawn(image) and "object-position" not in (image.get("style") or ""):
        _set(image, f"object-position: {UPRIGHT}")


def _set(element: Element, declaration: str) -> None:
    element.set("style", "; ".join(filter(None, [element.get("style"), declaration])))


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _is_drawn(holder: Element) -> bool:
    return any((image.get("src") or "").lower().endswith(".svg") for image in holder.iter("img"))


def _size(folder: Path, holder: Element) -> tuple[int, int]:
    files = (folder / fetch.path(image.get("src") or "") for image in holder.iter("img"))
    return next((drawings.size(file) for file in files if file.is_file()), (0, 0))
