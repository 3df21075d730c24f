"""Reads `formats.yml` and `platforms.yml`: rows of data, by id."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Annotated, Literal

from msgspec import Meta

from pamphlets.errors import nearest
from pamphlets.project.settings import Flip, Format, Panel, Paper, PaperName, Place, Platform, hints, meant, shapes
from pamphlets.project.settings.nodes import Faults, Keys, label
from pamphlets.project.settings.shapes import Shape, Slug, Text, Texts, pattern, ways, words

MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
HAIR = 0.05
"""What lengths may differ by, in mm, before it counts: sums of inches do not come out even."""
NARROWEST = 45.0
"""Millimetres that a panel must measure both ways: its margins take about 20 of them."""

Length = Annotated[
    str, pattern("a length such as 97mm or 8.5in", r"[0-9]+(\.[0-9]+)?\s?(mm|cm|in|pt)", hints.length, meant.length)
]
Points = Annotated[
    float, Meta(title="a type size of 12 pt or more", ge=12, le=200, extra=ways("write a number from 12 to 200"))
]
Count = Annotated[int, Meta(title="a whole number from 0", ge=0, extra=ways("digits alone, such as 5"))]
TemplateName = Annotated[
    str, pattern("a template such as leaflets/sheet.html", r"[\w-]+(/[\w-]+)*\.html", "name a file below templates/")
]


class Put(Shape, frozen=True, kw_only=True):
    """A panel on a side of the sheet, where it is not simply the next from the left."""

    panel: Slug
    x: Length | None = None
    y: Length = "0mm"
    turned: bool = False


class Sizes(Shape, frozen=True, kw_only=True):
    """The sheet, and where it is folded, the widths of its panels and the sides they stand on from the left."""

    sheet: tuple[Length, Length]
    panels: dict[Slug, Length | tuple[Length, Length]] | None = None
    sides: tuple[tuple[Slug | Put, ...], ...] = ()


class TypeSizes(Shape, frozen=True, kw_only=True):
    """The smallest and largest size of the text, in pt."""

    smallest: Points = 12.0
    largest: Points | None = None


class FormatRow(Shape, frozen=True, kw_only=True):
    """One printed shape of a leaflet."""

    name: Texts
    papers: dict[PaperName, Sizes]
    template: TemplateName | None = None
    type: TypeSizes = TypeSizes()
    pages: Count = 0
    flip: Flip = "long-edge"
    folding: Texts | None = None
    shows: tuple[Slug, ...] = ()
    also: tuple[Text, ...] = ()


class PlatformRow(Shape, frozen=True, kw_only=True):
    """One social network."""

    name: Text
    limit: Count
    unit: Literal["weighted", "graphemes", "characters", "code points", "utf-16"]
    link: Literal["text", "bio", "button", "field"] = "text"
    link_cost: Count = 0
    shortens: bool = False
    bytes: Count = 0
    published: bool = True
    source: str = ""
    date: str = ""
    hashtags: Count = 2
    hashtag_ends: str = ""
    fold: Count = 0
    alt: Count = 0
    title: Count = 0
    phone: bool = True
    formatting: Literal["none", "whatsapp"] = "none"
    quotes: Literal["curly", "straight"] = "curly"
    images: dict[Literal["1080x1350", "1200x630", "1080x1920"], Count] | None = None
    pictured: bool = False
    schedulers: tuple[Literal["buffer", "publer"], ...] = ("buffer", "publer")
    also: tuple[Text, ...] = ()


FormatsFile = dict[Slug, FormatRow]
PlatformsFile = dict[Slug, PlatformRow]


def read_platforms(text: str, faults: Faults) -> dict[str, Platform]:
    """Return the platforms of a file by their ids, in its order."""
    rows: dict[str, PlatformRow] = shapes.read(text, PlatformsFile, faults) or {}
    names = [name for name in PlatformRow.__struct_fields__ if name != "images"]
    return {
        key: Platform(id=key, images=tuple((row.images or {}).items()), **{name: getattr(row, name) for name in names})
        for key, row in rows.items()
    }


def read_formats(text: str, faults: Faults) -> dict[str, Format]:
    """Return the formats of a file by their ids, in its order."""
    rows: dict[str, FormatRow] = shapes.read(text, FormatsFile, faults) or {}
    return {key: _format(key, row, faults) for key, row in rows.items()}


def _format(key: str, row: FormatRow, faults: Faults) -> Format:
    smallest = row.type.smallest
    largest = row.type.largest or max(smallest, 13.0)
    if largest < smallest:
        message = f"'{key}.type.largest' is smaller than the smallest, {smallest:g}"
        faults.add("wrong-value", message, (key, "type", "largest"), f"write {smallest:g} or more")
    papers = ((name, _paper(sizes, (key, "papers", name), faults)) for name, sizes in row.papers.items())
    return Format(
        id=key,
        name=words(row.name),
        template=row.template or f"leaflets/{key}.html",
        papers=tuple(papers),
        smallest=smallest,
        largest=largest,
        pages=row.pages,
        flip=row.flip,
        folding=words(row.folding),
        shows=row.shows,
        also=row.also,
    )


def _paper(sizes: Sizes, keys: Keys, faults: Faults) -> Paper:
    width, height = map(millimetres, sizes.sheet)
    if not sizes.panels:
        if sizes.sides:
            faults.add(
                "wrong-value",
                f"'{label((*keys, 'sides'))}' needs 'panels'",
                (*keys, "sides"),
                "name each panel with its width",
            )
        return Paper(width=width, height=height, panels=(Panel("page", width, height),))
    panels = {
        name: Panel(name, *map(millimetres, size))
        if isinstance(size, tuple)
        else Panel(name, millimetres(size), height)
        for name, size in sizes.panels.items()
    }
    sides = tuple(
        _side(side, panels, (width, height), (*keys, "sides", index), faults) for index, side in enumerate(sizes.sides)
    )
    _check_panels(panels, sides, keys, faults)
    return Paper(width=width, height=height, panels=tuple(panels.values()), sides=sides)


def _check_panels(panels: dict[str, Panel], sides: tuple[tuple[Place, ...], ...], keys: Keys, faults: Faults) -> None:
    """Find panels that are too small, that stand nowhere or more often than the first, or on one another."""
    placed = [place.panel for side in sides for place in side]
    often = max(1, placed.count(next(iter(panels))))
    for name, panel in panels.items():
        where = (*keys, "panels", name)
        if min(panel.width, panel.height) < NARROWEST:
            message = (
                f"panel '{name}' is {panel.width:g} by {panel.height:g} mm; {NARROWEST:g} are the least either way"
            )
            faults.add("panel", message, where, "make it wider, or have fewer panels")
        if placed.count(name) != often:
            times = "one" if often == 1 else f"{often}, as the first panel"
            message = f"panel '{name}' stands on {placed.count(name)} places of the sheet, not on {times}"
            faults.add(
                "panel", message, where, f"name it in 'sides' {often} times" if often > 1 else "name it in 'sides' once"
            )
    for index, side in enumerate(sides):
        for one, other in combinations(side, 2):
            a, b = panels[one.panel], panels[other.panel]
            across = min(one.x + a.width, other.x + b.width) - max(one.x, other.x)
            down = min(one.y + a.height, other.y + b.height) - max(one.y, other.y)
            if min(across, down) > HAIR:
                message = f"panels '{one.panel}' and '{other.panel}' stand on one another"
                faults.add("panel", message, (*keys, "sides", index), "give their places with x and y")


def _side(
    side: tuple[str | Put, ...], panels: dict[str, Panel], sheet: tuple[float, float], keys: Keys, faults: Faults
) -> tuple[Place, ...]:
    places, left = [], 0.0
    for index, one in enumerate(side):
        put = Put(panel=one) if isinstance(one, str) else one
        if put.panel not in panels:
            faults.add("panel", f"there is no panel '{put.panel}'", (*keys, index), nearest(put.panel, panels))
            continue
        panel = panels[put.panel]
        place = Place(put.panel, millimetres(put.x) if put.x else left, millimetres(put.y), put.turned)
        left = place.x + panel.width
        if left > sheet[0] + HAIR or place.y + panel.height > sheet[1] + HAIR:
            over = max(left - sheet[0], place.y + panel.height - sheet[1])
            message = f"panel '{put.panel}' reaches {over:.1f} mm over the edge of the sheet"
            faults.add("panel", message, (*keys, index), f"the sheet is {sheet[0]:g} by {sheet[1]:g} mm")
        places.append(place)
    return tuple(places)


def millimetres(length: str) -> float:
    """Return a length such as `97mm` or `8.5in` in mm."""
    number, unit = re.findall(r"[0-9.]+|[a-z]+", length)
    return round(float(number) * MILLIMETRES[unit], 4)
