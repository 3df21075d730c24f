"""Reads a layout for lines that are wider than their room, and says what each is: a table, code, an address, a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import places
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.leaflets.writer import MAY_BREAK, WORD_JOINER
from pamphlets.model import Location, Problem
from pamphlets.paper import Layout, Line

HAIR = 0.3
"""Millimetres that a line may stick out before it is a fault: letters have overhang."""
SHOWN = 60
"""The most characters of a word in a message."""
_SAID = {
    "pre": ("the line of code '{}'", "break it into two lines; if it is no code, do not indent it"),
    "h1": ("'{}' in the title", "use a shorter word, or write it as two"),
}
"""What is too wide as a whole, beside tables, and the way out."""


def lines(layout: Layout) -> Iterator[Line]:
    """Yield the lines that reach beyond their room: their box, or one that it stands in."""
    return (line for line in layout.lines if line.over > HAIR)


def whole(line: Line, layout: Layout) -> Element | None:
    """Return what is too wide as a whole if this line is: its table, code or title; None for a word alone."""
    above = layout.manuscript.ancestors(line.pieces[0][0])
    return next((one for one in above if one.tag == "table" or one.tag in _SAID), None)


def problems(layout: Layout, leaflet: Leaflet) -> Iterator[Problem]:
    """Yield one problem for each thing that is too wide, and for each word."""
    parts: dict[Element | str, list[Line]] = {}
    for line in lines(layout):
        above = whole(line, layout)
        parts.setdefault(_longest(line) if above is None else above, []).append(line)
    for thing, found in parts.items():
        element, widest = found[0].pieces[0][0], max(line.over for line in found)
        place = places.spot(found[0], layout, leaflet)
        if isinstance(thing, str):
            what, hint = _word(thing, place)
        elif thing.tag == "table":
            what, hint = _table(thing, layout, leaflet)
            place = places.of(thing, list(places.text(thing)), layout, leaflet)
        else:
            what, hint = _SAID[thing.tag]
            what = what.format(_shown(_longest(found[0]) if thing.tag == "h1" else found[0].text.strip()))
        size = f"{widest:.1f}" if widest < 1 else f"{widest:.0f}"
        message = f"{places.name(leaflet)}: {what} is {size} mm too wide{places.in_block(element, layout)}"
        yield Problem("wide", message, place, hint)


def _table(table: Element, layout: Layout, leaflet: Leaflet) -> tuple[str, str]:
    """Return how a table that is too wide is called, and the way out."""
    inside = any(one.tag == "li" for one in layout.manuscript.ancestors(table))
    aside = "keep its block away" if inside else "keep it away, in its block or between :::,"
    return "the table", f'use fewer columns or shorter words, or {aside} with not="{leaflet.format.id}"'


def _word(word: str, place: Location) -> tuple[str, str]:
    """Return how a word that is too wide is called, and the way out."""
    bare = re.sub(f"[{WORD_JOINER}{MAY_BREAK}]", "", word)
    if re.search(r"[\w-]\.[\w-]+/|://|^www\.|@", bare):
        return f"the address '{_shown(bare)}'", "write a link with words: [our page](https://…)"
    shorter = "write it shorter" if place.path.endswith(".yml") else "use a shorter word, or write it as two"
    return f"'{_shown(bare)}'", shorter


def _longest(line: Line) -> str:
    word = max(line.text.split(), key=len)
    return re.sub(r"^\W+|[^\w/]+$", "", word) or word


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"
