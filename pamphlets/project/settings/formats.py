"""Reads `formats.yml` and `platforms.yml`: rows of data, by id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Annotated, Literal

from msgspec import Meta, field

from pamphlets.errors import fold, nearest
from pamphlets.localized import scripts
from pamphlets.project.settings import hints, meant, shapes
from pamphlets.project.settings.nodes import Faults, Keys, label
from pamphlets.project.settings.papers import Panel, Paper, Place, booklet
from pamphlets.project.settings.shapes import Form, Id, Shape, Slug, Text, pairs, pattern, ways
from pamphlets.project.settings.words import Said, Words

MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
HAIR = 0.05
"""What lengths may differ by, in mm, before it counts: sums of inches do not come out even."""
NARROWEST = 45.0
"""Millimetres that a panel must measure both ways: its margins take about 20 of them."""

Flip = Literal["short-edge", "long-edge", "none"]
PaperName = Literal["Letter", "A4"]


def millimetres(length: str) -> float:
    """Return a length such as `97mm` or `8.5in` in mm."""
    number, unit = re.findall(r"[0-9.]+|[a-z]+", length)
    return round(float(number) * MILLIMETRES[unit], 4)


_LENGTH = pattern("a length such as 97mm or 8.5in", r"[0-9]+(\.[0-9]+)?\s?(mm|cm|in|pt)", hints.length, meant.length)
Length = Annotated[float, Form(Annotated[str, _LENGTH], lambda length, keys, faults: millimetres(length))]
Points = Annotated[
    float, Meta(title="a type size of 12 pt or more", ge=12, le=200, extra=ways("write a number from 12 to 200"))
]
Count = Annotated[int, Meta(title="a whole number from 0", ge=0, extra=ways("digits alone, such as 5"))]
Pages = Annotated[
    int, Meta(title="a number of pages from 8 to 48 that four divides", ge=8, le=48, multiple_of=4,
              extra=ways("each sheet of a booklet has four pages: write 8, 12, 16 …"))
]  # fmt: skip
TemplateName = Annotated[
    str, pattern("a template such as leaflets/sheet.html", r"[\w-]+(/[\w-]+)*\.html", "name a file below templates/")
]


class Put(Shape, frozen=True, kw_only=True):
    """A panel on a side of the sheet, where it is not simply the next from the left."""

    panel: Slug
    x: Length | None = None
    y: Length = 0.0
    turned: bool = False


class Bound(Shape, frozen=True, kw_only=True):
    """A booklet: how many pages it may have, and the thickness of its paper, by default that of 80 g/m2 (20 lb)."""

    pages: tuple[Pages, ...] = (8, 12)
    thickness: Length = 0.1


class Sizes(Shape, frozen=True, kw_only=True):
    """The sheet, and where it is folded, the widths of its panels and the sides they stand on from the left.

    Text stands `edge` from an edge of the paper and `fold` from a fold.
    """

    sheet: tuple[Length, Length]
    panels: dict[Slug, Length | tuple[Length, Length]] = field(default_factory=dict)
    sides: tuple[tuple[Slug | Put, ...], ...] = ()
    booklet: Bound | None = None
    edge: Length = 12.0
    fold: Length = 6.0


def _paper(sizes: Sizes, keys: Keys, faults: Faults) -> Paper:
    paper = _bind(sizes, sizes.booklet, keys, faults) if sizes.booklet else _impose(sizes, keys, faults)
    return replace(paper, edge=sizes.edge, fold=sizes.fold)


def _bind(sizes: Sizes, bound: Bound, keys: Keys, faults: Faults) -> Paper:
    """Return the booklet with the fewest pages, which names those with more."""
    if sizes.panels or sizes.sides:
        message = f"'{label(keys)}' has both 'booklet' and 'panels'"
        faults.add("wrong-value", message, (*keys, "booklet"), "keep one: a booklet makes its pages itself")
    *fewer, most = sorted(set(bound.pages)) or (8,)
    found = replace(booklet(*sizes.sheet, most, bound.thickness), edge=sizes.edge, fold=sizes.fold)
    for count in reversed(fewer):
        one = booklet(*sizes.sheet, count, bound.thickness)
        found = replace(one, edge=sizes.edge, fold=sizes.fold, larger=found)
    return found


def _impose(sizes: Sizes, keys: Keys, faults: Faults) -> Paper:
    width, height = sizes.sheet
    if not sizes.panels:
        if sizes.sides:
            message, hint = f"'{label((*keys, 'sides'))}' needs 'panels'", "name each panel with its width"
            faults.add("wrong-value", message, (*keys, "sides"), hint)
        return Paper(width=width, height=height, panels=(Panel("page", width, height),))
    panels = {
        name: Panel(name, *(size if isinstance(size, tuple) else (size, height))) for name, size in sizes.panels.items()
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
            size = f"{panel.width:g} by {panel.height:g} mm"
            message = f"panel '{name}' is {size}; {NARROWEST:g} are the least either way"
            faults.add("panel", message, where, "make it wider, or have fewer panels")
        if placed.count(name) != often:
            times = "one" if often == 1 else f"{often}, as the first panel"
            message = f"panel '{name}' stands on {placed.count(name)} places of the sheet, not on {times}"
            hint = f"name it in 'sides' {often} times" if often > 1 else "name it in 'sides' once"
            faults.add("panel", message, where, hint)
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
        place = Place(put.panel, left if put.x is None else put.x, put.y, put.turned)
        left = place.x + panel.width
        if left > sheet[0] + HAIR or place.y + panel.height > sheet[1] + HAIR:
            over = max(left - sheet[0], place.y + panel.height - sheet[1])
            message = f"panel '{put.panel}' reaches {over:.1f} mm over the edge of the sheet"
            faults.add("panel", message, (*keys, index), f"the sheet is {sheet[0]:g} by {sheet[1]:g} mm")
        places.append(place)
    return tuple(places)


class TypeSizes(Shape, frozen=True, kw_only=True):
    """The smallest and largest size of the text, in pt."""

    smallest: Points = 12.0
    largest: Points | None = None


def _order(sizes: TypeSizes, keys: Keys, faults: Faults) -> tuple[float, float]:
    smallest, largest = sizes.smallest, sizes.largest or max(sizes.smallest, 13.0)
    if largest < smallest:
        message = f"'{label((*keys, 'largest'))}' is smaller than the smallest, {smallest:g}"
        faults.add("wrong-value", message, (*keys, "largest"), f"write {smallest:g} or more")
    return smallest, largest


class Format(Shape, frozen=True, kw_only=True):
    """One printed shape of a leaflet; `type` is the smallest and largest size in pt, `pages` the most (0: any).

    `shows` are the kinds of blocks that it shows, beside those that name it in `only`; none: all blocks. `of` says
    whose it is: a pamphlet's, or the practice's, which shows no text. `default`: whether it is made where nobody names
    formats. Without a `name`, each language's file has one. `bilingual`: whether each block of a translation stands
    beside the one that it translates; there is none of an original.
    """

    id: Id = ""
    name: Said = Words()
    papers: Annotated[
        tuple[tuple[str, Paper], ...], Form(dict[PaperName, Annotated[Paper, Form(Sizes, _paper)]], pairs)
    ]
    template: TemplateName = ""
    type: Annotated[tuple[float, float], Form(TypeSizes, _order)] = (12.0, 13.0)
    pages: Count = 0
    flip: Flip = "long-edge"
    folding: Said = Words()
    mirrored: Said = Words()
    """How to fold it, in words of a language that is read the other way than the leaflet."""
    shows: tuple[Slug, ...] = ()
    also: tuple[Text, ...] = ()
    """What else people call it."""
    of: Literal["pamphlet", "practice"] = "pamphlet"
    default: bool = True
    bilingual: bool = False

    @property
    def smallest(self) -> float:
        """The smallest size of its text."""
        return self.type[0]

    @property
    def largest(self) -> float:
        """The largest size of its text."""
        return self.type[1]

    def fold_in(self, language: str, read: str) -> str:
        """Return how to fold a leaflet in the language `read`, in words of another."""
        turned = scripts.direction(language) != scripts.direction(read)
        return (turned and self.mirrored.of(language)) or self.folding.of(language)

    def paper(self, name: str) -> Paper:
        """Return this format's measures on a paper."""
        return dict(self.papers)[name]


class Platform(Shape, frozen=True, kw_only=True):
    """One social network (`platforms.yml`), each figure with its source and date.

    `unit` names how text is counted; `link` how the platform takes an address: `text` (clickable in the text), `bio`
    ("link in bio"), `button` (a button beside the text) or `field` (a field of its own).
    """

    id: Id = ""
    name: Text
    limit: Count
    unit: Literal["weighted", "graphemes", "characters", "code points", "utf-16"]
    link: Literal["text", "bio", "button", "field"] = "text"
    link_cost: Count = 0
    """What every address costs whatever its length; 0: its own length."""
    shortens: bool = False
    """Whether the platform's own composer shortens the addresses that are pasted into it."""
    bytes: Count = 0
    """The most UTF-8 bytes; 0: no such limit. Where it equals `limit`, it is a stricter reading of it: a warning."""
    published: bool = True
    """Whether the platform itself publishes the limit; if not, it is a safe working cap."""
    source: str = ""
    date: str = ""
    hashtags: Count = 2
    hashtag_ends: str = ""
    """The characters that end a hashtag there and nowhere else: they are left out of it."""
    fold: Count = 0
    alt: Count = 0
    title: Count = 0
    phone: bool = True
    formatting: Literal["none", "whatsapp"] = "none"
    quotes: Literal["curly", "straight"] = "curly"
    images: Annotated[
        tuple[tuple[str, int], ...], Form(dict[Literal["1080x1350", "1200x630", "1080x1920"], Count], pairs)
    ] = ()
    """The sizes of picture it takes, the one for a post first, each with the most bytes: (`1080x1350`, bytes)."""
    pictured: bool = False
    """Whether it takes no post without a picture."""
    schedulers: tuple[Literal["buffer", "publer"], ...] = ("buffer", "publer")
    """The tools that can post there."""
    also: tuple[Text, ...] = ()
    """What else people call it."""


def read_platforms(text: str, faults: Faults) -> dict[str, Platform]:
    """Return the platforms of a file by their ids, in its order."""
    rows = shapes.read(text, dict[Slug, Platform], faults) or {}
    return {key: row.replace(id=key) for key, row in rows.items()}


def read_formats(text: str, faults: Faults) -> dict[str, Format]:
    """Return the formats of a file by their ids, in its order."""
    rows = shapes.read(text, dict[Slug, Format], faults) or {}
    return {key: row.replace(id=key, template=row.template or f"leaflets/{key}.html") for key, row in rows.items()}


def names(rows: Mapping[str, Format] | Mapping[str, Platform]) -> dict[str, str]:
    """Return the id of each row by its id, its name and what else it is called, all folded (see `errors.fold`)."""
    found = dict[str, str]()
    for id, row in rows.items():
        texts = (row.name,) if isinstance(row.name, str) else dict(row.name.texts).values()
        found |= {fold(name): id for name in (*texts, *row.also)}
    return found | {fold(id): id for id in rows}


def ids(given: Iterable[str], rows: Mapping[str, Format] | Mapping[str, Platform]) -> dict[str, str]:
    """Return the id of the row that each name means, or the name as it is; "all" names no row: they all are made."""
    known = names(rows)
    found = {name: known.get(fold(name), name) for name in given}
    return {} if set(found.values()) == {"all"} else found
