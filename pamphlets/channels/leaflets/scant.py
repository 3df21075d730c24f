"""Says that a text is too short for the panels of a leaflet, by how many words, and which format it would fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pamphlets.channels.leaflets import balance, panels, places
from pamphlets.channels.leaflets.balance import Room, Unit
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.model import Problem
from pamphlets.paper import Layout
from pamphlets.project import Format

ABOUT, HEAD, FOOT, GUTTER = 90.0, 56.0, 66.0, 8.0
"""What is about a leaflet that has no back, a sheet's head and foot and the gap of its columns, in mm, about."""


def problems(
    layout: Layout, leaflet: Leaflet, units: Sequence[Unit], rooms: Sequence[Room], size: float, fillers: Sequence[str]
) -> Iterator[Problem]:
    """Yield a warning if a text, measured in units at the smallest size, is too short for its leaflet."""
    full = _fullness(units, rooms, leaflet.format, leaflet.format.smallest)
    if full >= balance.SCANT and sum(unit.opens for unit in units) >= len(rooms) - 1:
        return
    names = [panel.name for panel in panels.flowing(leaflet.paper)]
    stand = [
        f"'{_heading(layout, name)}' stands on the {panel}"
        for panel, name in zip(names, fillers, strict=False) if name
    ]  # fmt: skip
    filled = round(full * len(rooms), 1) or "none"
    message = f"{places.name(leaflet)}: the text fills {filled} of {len(rooms)} panels at {size:g} pt"
    hint = f"about {balance.missing(_words(layout), full)} words more fill it"
    if other := _other(leaflet, units):
        hint += f"; as a {other} it is full now"
    yield Problem("fit", "; ".join([message, *stand]), places.home(leaflet), hint, "warning")


def on_page(
    layout: Layout, leaflet: Leaflet, units: Sequence[Unit], rooms: Sequence[Room], size: float, fillers: Sequence[str]
) -> Iterator[Problem]:
    """Yield a warning if a text, measured in units at the smallest size, is too short for one page of its sheet."""
    full = _fullness(units, rooms, leaflet.format, leaflet.format.smallest)
    if full < balance.SCANT:
        message = f"{places.name(leaflet)}: the text fills {full:.0%} of a page at {size:g} pt"
        stand = [f"'{_heading(layout, name)}' stands below it" for name in fillers if name]
        hint = f"about {balance.missing(_words(layout), full)} words more fill it"
        yield Problem("fit", "; ".join([message, *stand]), places.home(leaflet), hint, "warning")


def _heading(layout: Layout, filler: str) -> str:
    every = layout.manuscript.root.iter("section")
    return next((one.findtext("h2") or "" for one in every if one.get("data-filler") == filler), "")


def _words(layout: Layout) -> int:
    """Return how many words stand in the blocks of a leaflet."""
    return sum(
        len(line.text.split()) for line in layout.lines if layout.manuscript.block(line.pieces[0][0]) is not None
    )


def _fullness(units: Sequence[Unit], rooms: Sequence[Room], format: Format, measured: float) -> float:
    between = balance.gap(balance.GAPS[0], format.largest)
    return balance.fullness(units, rooms, format.largest / measured, between)


def _other(leaflet: Leaflet, units: Sequence[Unit]) -> str:
    """Return the largest of the practice's other formats that a text fills, or ''."""
    found = []
    for format in leaflet.siblings:
        other = rooms(format, leaflet.paper_name)
        some = [other[:1], other] if format.pages > 1 else [other]  # one page will do
        shares = [_fullness(units, one, format, leaflet.format.smallest) for one in some if one]
        if any(balance.ENOUGH <= share <= 1 for share in shares):
            found.append((sum(room.room * room.width for room in other), format.id))
    return max(found, default=(0.0, ""))[1]


def rooms(format: Format, name: str) -> list[Room]:
    """Return about the room that another format has for blocks: of a sheet that of each page, as one long column."""
    paper = format.paper(name)
    if panels.balanced(paper):
        back = any(panel.name == "back" for panel in paper.panels)
        flow = panels.flowing(paper)
        edges = [panels.margins(panel, paper) for panel in flow]
        return [
            Room(panel.height - top - bottom, panel.width - left - right, 0 if back or panel is not flow[-1] else ABOUT)
            for panel, (top, right, bottom, left) in zip(flow, edges, strict=True)
        ]
    if paper.sides or format.shows or not format.pages:
        return []
    width, height = (paper.width - 2 * paper.edge - GUTTER) / 2, 2 * (paper.height - 2 * paper.edge)
    return [Room(height - 2 * (HEAD + FOOT) * (not page), width) for page in range(format.pages)]
