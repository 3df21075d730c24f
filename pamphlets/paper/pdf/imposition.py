"""Turns the pages of a leaflet into sheets for the printer: each panel in its place, with ticks where to fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from pamphlets.paper.pdf.files import POINT, print_as_is, save
from pamphlets.project import Flip, Paper, Place

TICK = (5.0, 9.0)
"""From where to where a fold tick reaches, from the edge of the paper: where printers print, and no text stands."""
HAIR = 0.1
"""Millimetres that do not count."""


def impose(content: bytes, paper: Paper, pages: Mapping[str, int], flip: Flip) -> bytes:
    """Return the sheets for the printer: each panel's page (by its number) in its place, with ticks where to fold."""
    with pikepdf.open(BytesIO(content)) as source, pikepdf.new() as sheets:
        for side in paper.sides:
            sheet = sheets.add_blank_page(page_size=(paper.width * POINT, paper.height * POINT))
            sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
            drawn = [_ticks(side, paper)]
            for place in side:
                if place.panel in pages:
                    panel = source.pages[pages[place.panel]]
                    name = f"/{place.panel}"
                    sheet.Resources.XObject[name] = sheets.copy_foreign(panel.as_form_xobject())
                    drawn.append(f"q {matrix(place, panel.mediabox, paper)} cm {name} Do Q")
            sheet.Contents = sheets.make_stream("\n".join(drawn).encode())
        for key, value in source.docinfo.items():
            sheets.docinfo[key] = str(value)
        sheets.Root.Lang = str(source.Root.Lang)
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        print_as_is(sheets, flip)
        return save(sheets)


def matrix(place: Place, box: Any, paper: Paper) -> str:
    """Return the transformation that puts a panel in its place; a turned one by 180°."""
    width, height = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
    left, bottom = place.x * POINT, (paper.height - place.y) * POINT - height
    numbers = (-1, 0, 0, -1, left + width, bottom + height) if place.turned else (1, 0, 0, 1, left, bottom)
    return " ".join(f"{number:.4f}" for number in numbers)


def _ticks(side: Sequence[Place], paper: Paper) -> str:
    """Return short light lines where the sheet is folded, near the edges of the paper."""
    begin, end = TICK
    across, down = folds(side, paper)
    lines = []
    for x in across:
        lines += [(x, begin, x, end), (x, paper.height - end, x, paper.height - begin)]
    for y in down:
        lines += [(begin, y, end, y), (paper.width - end, y, paper.width - begin, y)]
    drawn = [
        f"{x1 * POINT:.3f} {(paper.height - y1) * POINT:.3f} m {x2 * POINT:.3f} {(paper.height - y2) * POINT:.3f} l S"
        for x1, y1, x2, y2 in lines
    ]
    return "\n".join(["/Artifact BMC q 0.5 w 0.6 G", *drawn, "Q EMC"])


def folds(side: Sequence[Place], paper: Paper) -> tuple[list[float], list[float]]:
    """Return where a side is folded, in mm from its left and from its top."""
    across = {round(place.x, 2) for place in side if HAIR < place.x < paper.width - HAIR}
    down = {round(place.y, 2) for place in side if HAIR < place.y < paper.height - HAIR}
    return sorted(across), sorted(down)
