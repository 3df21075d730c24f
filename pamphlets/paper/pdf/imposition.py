"""Turns the pages of a leaflet into sheets for the printer: each panel in its place, with ticks where to fold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

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
                    drawn.append(f"q {matrix(place, [float(edge) for edge in panel.mediabox], paper)} cm {name} Do Q")
            sheet.Contents = sheets.make_stream("\n".join(drawn).encode())
        for key, value in source.docinfo.items():
            sheets.docinfo[key] = str(value)
        sheets.Root.Lang = str(source.Root.Lang)
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        print_as_is(sheets, flip)
        return save(sheets)


def matrix(place: Place, box: Sequence[float], paper: Paper, around: float = 0.0) -> str:
    """Return the transformation that puts a panel in its place, with `around` mm beside it; a turned one by 180°."""
    left, bottom, right, top = box
    x, y = (around + place.x + place.shift) * POINT, (around + paper.height - place.y) * POINT - (top - bottom)
    numbers = (-1, 0, 0, -1, x + right, y + top) if place.turned else (1, 0, 0, 1, x - left, y - bottom)
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
    return "\n".join(["/Artifact BMC q 0.5 w 0.6 G", *strokes(lines, paper), "Q EMC"])


def strokes(lines: Iterable[tuple[float, float, float, float]], paper: Paper, around: float = 0.0) -> list[str]:
    """Return lines (x, y, x, y in mm of the paper) as they are drawn on a sheet with `around` mm on all its sides."""
    return [
        f"{(around + x1) * POINT:.3f} {(around + paper.height - y1) * POINT:.3f} m "
        f"{(around + x2) * POINT:.3f} {(around + paper.height - y2) * POINT:.3f} l S"
        for x1, y1, x2, y2 in lines
    ]


def folds(side: Sequence[Place], paper: Paper) -> tuple[list[float], list[float]]:
    """Return where a side is folded or cut, in mm from its left and from its top: at the edges of its panels."""
    sizes = {panel.name: (panel.width, panel.height) for panel in paper.panels}
    sides = [(place, *sizes.get(place.panel, (paper.width, paper.height))) for place in side]
    across = {round(x, 2) for place, width, _ in sides for x in (place.x, place.x + width)}
    down = {round(y, 2) for place, _, height in sides for y in (place.y, place.y + height)}
    return (
        [x for x in sorted(across) if HAIR < x < paper.width - HAIR],
        [y for y in sorted(down) if HAIR < y < paper.height - HAIR],
    )
