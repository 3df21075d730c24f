"""Finds how many pages a booklet has, and shares its blocks over them; those that are left are for notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from pamphlets.channels.leaflets import balance, faults, fit, leaflet, panels, places, sharing, spending, units
from pamphlets.channels.leaflets.balance import Room, Sharing
from pamphlets.channels.leaflets.fit import Fit
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.leaflets.units import Portion
from pamphlets.model import Folders, Problem

MOST_NOTES = 0.45
"""A booklet of which more is left for notes has too little text."""
DIVIDED = "\n.booklet .block:has([data-unit]) { break-inside: auto }"
"""Lets a block be divided where a sharing says so: whole, it would take a page more."""
NOTES = 0.1
"""What a page for notes costs, beside what it costs that pages of text are not full."""


def bind(wanted: Leaflet, folders: Folders) -> Leaflet:
    """Return a booklet with its number of pages, and of those that may be for notes; another leaflet as it is.

    One that is too long even for the most pages has those: that is told where it is laid out.
    """
    if not wanted.paper.bound:
        return wanted
    papers = [wanted.paper]
    while papers[-1].larger:
        papers.append(papers[-1].larger)
    most = replace(wanted, pages=len(papers[-1].panels))
    layout = fit.lay_out(fit.manuscript(leaflet.html(most, folders), most, folders), most, most.format.smallest)
    used = len(faults.flow(layout))
    rooms = {len(paper.panels): len(panels.flowing(paper)) for paper in papers}
    pages = next((pages for pages, room in rooms.items() if room >= used), most.pages)
    return replace(wanted, pages=pages, notes=rooms[pages] - 1)


def finish(fitted: Fit, bound: Leaflet) -> Fit:
    """Return a booklet that is laid out with its blocks shared over its pages, and pages for notes after them.

    If they cannot be shared without a block in two, the text flows. Too many pages for notes are a warning. Another
    leaflet is returned as it is.
    """
    if not bound.paper.bound:
        return fitted
    room, flowing = len(panels.flowing(bound.paper)), fitted.layout
    first = flowing.pages[faults.flow(flowing)[0]]
    pieces = units.pieces(flowing, bound, first.right - first.left)
    pages = [Room(first.bottom - first.top, first.right - first.left)] * room
    shared = _share(pieces, pages, fitted.size)
    css = spending.spend(shared, pieces, pages[: len(shared.starts)], (), ()).css + DIVIDED if shared else ""
    back = sharing.appointment(flowing, 1.0)
    for rules, text in ((css, len(shared.starts) if shared else 0), ("", len(faults.flow(flowing)))):
        layout = (
            flowing.manuscript.layout(f"{flowing.css}\n{rules}\n{back}\n{_notes(room - text)}") if text else flowing
        )
        if text and len(faults.flow(layout)) == room:
            break
    fillers = (*[""] * text, *["notes"] * (room - text))
    return replace(fitted, layout=layout, fillers=fillers, problems=(*fitted.problems, *_short(bound, text, room)))


def _share(pieces: Sequence[Portion], pages: Sequence[Room], size: float) -> Sharing | None:
    """Return the best sharing of units over as many pages as suit them; pictures shrink only where they must.

    The last page counts as all others do: what follows it is blank, but for lines.
    """
    blocks, most = [piece.unit for piece in pieces], len(pages)
    for limit in balance.LIMITS:
        tries = product(range(1, most + 1), balance.GAPS)
        found = [balance.share(blocks, pages[:count], size, size, gap, limit) for count, gap in tries]
        able = [shared for shared in found if shared and all(shared.used)]
        if able:
            return min(able, key=lambda shared: shared.cost + NOTES * (most - len(shared.starts)))
    return None


def _notes(count: int) -> str:
    """Return the rule that shows so many pages for notes."""
    shown = ", ".join(f'[data-notes="{number}"]' for number in range(count))
    return f"{shown} {{ display: block }}" if shown else ""


def _short(bound: Leaflet, text: int, room: int) -> Iterator[Problem]:
    """Yield a warning if a booklet, of which so many pages have text, is for the most part for notes."""
    if room - text > MOST_NOTES * room:
        message = f"{places.name(bound)}: the text fills {text} of {room} pages; the others are for notes"
        hint = "write more, or let 'formats' of this text name a sheet or a half-fold instead"
        yield Problem("fit", message, bound.view.edition.pamphlet.locate("formats"), hint, "warning")
