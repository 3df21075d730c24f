"""Says where in the sources a line on paper was written, as near as it can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.compose import variables, walk
from pamphlets.model import Image, Location
from pamphlets.paper import Layout, Line

PRACTICE = {"who", "tagline", "phone", "hours", "booking", "address"}
"""The classes of what practice.yml says."""
_WORDS = 4
"""So many words find their line."""


def home(leaflet: Leaflet) -> Location:
    """Return the place of what belongs to no line: the source itself, or the settings of the practice."""
    return Location(leaflet.view.edition.pamphlet.path or "content/practice.yml")


def name(leaflet: Leaflet) -> str:
    """Return how problems name a leaflet."""
    return f"{leaflet.format.id} on {leaflet.paper_name}"


def in_block(element: Element, layout: Layout) -> str:
    """Return the end of a sentence that names the block of an element, or ''."""
    block = layout.manuscript.block(element)
    return f", in block '{block.get('id')}'" if block is not None else ""


def spot(line: Line, layout: Layout, leaflet: Leaflet) -> Location:
    """Return the line of the source that a line on paper begins with."""
    return of(line.pieces[0][0], words(line.text), layout, leaflet)


def of(element: Element, wanted: Sequence[str], layout: Layout, leaflet: Leaflet) -> Location:
    """Return the line of the source where an element says some words: of the front matter, the practice, or a block."""
    pamphlet = leaflet.view.edition.pamphlet
    block = layout.manuscript.block(element)
    if block is None:
        for above in layout.manuscript.ancestors(element):
            classes = set((above.get("class") or "").split())
            if above.tag == "h1" or "summary" in classes:
                return pamphlet.locate("title" if above.tag == "h1" else "summary")
            if classes & PRACTICE:
                return Location("content/practice.yml")
    place = layout.manuscript.place(element)
    for source in (one for one in leaflet.view.edition.blocks if block is not None and one.id == block.get("id")):
        captions = (one.caption for one in variables.inlines(source) if isinstance(one, Image) and one.caption)
        written = [
            (word, markdown.line(number))
            for markdown in (*walk(source.parts), *captions)
            for number, text in enumerate(markdown.text.split("\n"))
            for word in words(text)
        ]
        said = [word for word, _ in written]
        for begin in range(max(1, len(wanted) - _WORDS + 1) if wanted else 0):  # a variable, say, is written otherwise
            some = list(wanted[begin : begin + _WORDS])
            for start in range(len(said) - len(some) + 1):
                if said[start : start + len(some)] == some:
                    return replace(place, line=written[start][1])
    return place


def words(text: str) -> list[str]:
    """Return the words of a text, to be compared."""
    return re.findall(r"\w+", text.casefold())


def text(element: Element) -> Iterator[str]:
    """Yield the words of an element, those of each part apart."""
    for part in element.itertext():
        yield from words(part)
