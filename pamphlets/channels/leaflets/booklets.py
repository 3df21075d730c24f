"""Finds how many pages a booklet has: as few as hold its text, those that are left for notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pamphlets.channels.leaflets import faults, fit, leaflet, panels, places
from pamphlets.channels.leaflets.fit import Fit
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.model import Folders, Problem

MOST_NOTES = 0.45
"""A booklet of which more is left for notes has too little text."""


def bind(wanted: Leaflet, folders: Folders) -> Leaflet:
    """Return a booklet with its number of pages, and of notes; another leaflet as it is.

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
    return replace(wanted, pages=pages, notes=max(0, rooms[pages] - used))


def finish(fitted: Fit, bound: Leaflet) -> Fit:
    """Return a booklet that is laid out with its pages for notes named, and a warning if they are too many.

    Another leaflet is returned as it is.
    """
    if not bound.notes:
        return fitted
    text = len(panels.flowing(bound.paper)) - bound.notes
    fillers = (*[""] * text, *["notes"] * bound.notes)
    return replace(fitted, fillers=fillers, problems=(*fitted.problems, *_short(bound, text)))


def _short(bound: Leaflet, text: int) -> Iterator[Problem]:
    """Yield a warning if a booklet, of which so many pages have text, is for the most part for notes."""
    room = text + bound.notes
    if bound.notes > MOST_NOTES * room:
        message = f"{places.name(bound)}: the text fills {text} of {room} pages; the others are for notes"
        hint = "write more, or let 'formats' of this text name a sheet or a half-fold instead"
        yield Problem("fit", message, bound.view.edition.pamphlet.locate("formats"), hint, "warning")
