"""Says how the head of a page may be laid out, the fairest way first, and how much of its room the art then takes."""

from __future__ import annotations

from collections.abc import Iterator

from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.paper import Layout, Line

TOP = {"photo": 56, "motif": 92}
"""Millimetres that art across a poster is high at least: of a photo a strip says enough."""
BESIDE = 52
TALLEST = 90
"""Art beside a title, in mm: at least, and at most so high."""
EDGE = 6
"""Art begins so many mm above the text."""
SPARE = 12
"""Millimetres between the last block of a poster and its foot."""


def ways(wanted: Leaflet) -> tuple[str, ...]:
    """Return how a head may be laid out: across a poster (`top`) or beside its title (''); on a sheet `bare`, too."""
    kind = wanted.view.edition.cover.kind
    if wanted.paper.sides or not wanted.format.pages:
        return ("",)
    if wanted.format.pages > 1:
        return "", "bare"
    return ("top", "") if kind in TOP else ("",)


def css(wanted: Leaflet, head: str, height: float = 0) -> str:
    """Return the rule for the art of a poster's head: of a height in mm, or the least."""
    if wanted.format.pages != 1:
        return ""
    least = TOP[wanted.view.edition.cover.kind] if head == "top" else BESIDE
    return f".head > .field {{ min-height: {max(height, least):.1f}mm !important }}\n"


def taller(layout: Layout, wanted: Leaflet) -> str:
    """Return the rule with which the art of a poster takes what its words leave; '' if that is nothing to speak of."""
    kind = wanted.view.edition.cover.kind
    if wanted.format.pages != 1 or wanted.paper.sides or kind not in TOP:
        return ""
    page, title = layout.pages[0], next(_title(layout), None)
    spare = page.end - max(end for _, end in page.columns) - SPARE
    if title is None or spare < 1:
        return ""
    if title.y > page.top + TOP[kind] - EDGE:
        return css(wanted, "top", TOP[kind] + spare)
    beside = max(line.bottom for line in _title(layout)) - page.top + EDGE
    return css(wanted, "", min(TALLEST, max(BESIDE, beside) + spare))


def _title(layout: Layout) -> Iterator[Line]:
    for line in layout.lines:
        if any(one.tag == "h1" for one in layout.manuscript.ancestors(line.pieces[0][0])):
            yield line
