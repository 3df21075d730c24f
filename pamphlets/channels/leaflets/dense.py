"""Lays a long text out dense at once, and says whether it could be laid out otherwise: that saves layouts that fail."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import balance, columns, faults, overprints, panels, scant, sharing, spending, units
from pamphlets.channels.leaflets.balance import Room
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.leaflets.sharing import Lay, Shared
from pamphlets.model import Folders
from pamphlets.paper import Layout, Manuscript

FULL, FULL_SHEET = 0.9, 0.975
"""A text that fills more of its room, by its letters, is laid out dense first; a sheet's room is measured before."""
LETTER, AROUND, HEADING, PICTURE = 0.5, 0.5, 1.5, 25.0
"""How wide a letter is and how much stands around a paragraph, in its size; how much larger a heading is; how high a
picture is, in mm; all of it about."""
WORDS = {"p", "li", "td", "th", "dt", "dd", "h2", "h3"}
"""The elements whose words are counted."""
MEASURED = " "
"""CSS that says nothing: what is laid out with it is not taken for a layout of the same mode with other marks."""


def begin(pages: Manuscript, wanted: Leaflet, folders: Folders, lay: Lay) -> Shared | Layout | None:
    """Return a long leaflet set dense: shared, or as it flows; None if it is not long, or need not be set so.

    It need not where its dense blocks can be shared as others are. With a back, panels are many and narrow: what fits
    is nearer than letters tell.
    """
    back = any(panel.name == "back" for panel in wanted.paper.panels)
    rooms = scant.rooms(wanted.format, wanted.paper_name)
    if not rooms or _fullness(pages.root, wanted, rooms) < FULL:
        return None
    if panels.balanced(wanted.paper) and not back:
        return _fold(pages, wanted, folders, lay)
    if not wanted.paper.sides and "sheet" in (wanted.look, wanted.format.id):
        return _sheet(pages, wanted, lay)
    return None


def _fullness(root: Element, wanted: Leaflet, rooms: Sequence[Room]) -> float:
    """Return about how many times the blocks of a leaflet fill some rooms in the smallest type."""
    blocks, between = units.blocks(root), balance.gap(balance.GAPS[-1], wanted.format.smallest)
    high = sum(between + height(block, wanted, rooms[0].width) for block in blocks)
    return high / sum(room.room - room.foot for room in rooms)


def height(block: Element, wanted: Leaflet, width: float) -> float:
    """Return about how high a block is in the smallest type on a panel or in a column of a width, in mm."""
    size, high = wanted.format.smallest * balance.POINT, 0.0
    for element in block.iter():
        if element.tag == "img":
            high += PICTURE
        elif element.tag in WORDS and (words := " ".join("".join(element.itertext()).split())):
            larger = HEADING if element.tag == "h2" else 1.0
            lines = math.ceil(len(words) * LETTER * larger * size / width)
            high += (lines * balance.LINE * larger + AROUND) * size
    return high


def _fold(pages: Manuscript, wanted: Leaflet, folders: Folders, lay: Lay) -> Shared | Layout | None:
    """Return a folded leaflet that is long; what is about it is put at its foot at once."""
    smallest, room = wanted.format.smallest, len(panels.flowing(wanted.paper))
    units.set_modes(pages.root, "dense")
    layout, frame = lay(smallest, spending.FOOT), sharing.Folds(wanted, ())
    looser = [replace(piece.unit, text=piece.unit.text * sharing.LOOSER) for piece in frame.pieces(layout)]
    if overprints.is_crowded(layout, wanted, ()) or frame.plan(layout, looser, smallest, [smallest], balance.GAPS):
        units.set_modes(pages.root)
        return None
    if shared := sharing.share(layout, wanted, folders, lay):
        return shared
    flowing = layout if len(faults.flow(layout)) > room else lay(smallest, spending.FOOT)
    used = len(faults.flow(flowing))
    if used == room and not sharing.wrong(flowing, wanted):
        return flowing
    return sharing.close_up(flowing, wanted, room, lay, known=()) if used >= room else None


def _sheet(pages: Manuscript, wanted: Leaflet, lay: Lay) -> Shared | Layout | None:
    """Return a sheet that is long, without the art at its head if there is no room for that."""
    around = lay(wanted.format.smallest, columns.ALONE)
    over = columns.long_rooms(around, wanted)
    if _fullness(pages.root, wanted, over) < FULL_SHEET:
        return None
    units.set_modes(pages.root, *columns.WHOLE)
    cut = units.cut(pages.root, lambda block: height(block, wanted, over[0].width))
    bare = lay(wanted.format.smallest, MEASURED)
    if columns.has(bare, wanted) and columns.is_full(bare, wanted, around):
        if units.divided(pages.root) != cut:
            bare = lay(wanted.format.smallest, MEASURED * 2)
        if shared := columns.share(bare, wanted, lay, columns.head(around)):
            return shared
        if columns.is_right(bare, wanted):  # in its own mode: that was the last to be tried
            return bare
    units.set_modes(pages.root)
    return None
