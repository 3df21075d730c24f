"""Turns the pages of a leaflet into a file for a print shop: sheets with bleed, marks and boxes, in CMYK."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from pamphlets.paper.pdf.colors import Develop, Ink, separate
from pamphlets.paper.pdf.files import POINT, save
from pamphlets.paper.pdf.imposition import HAIR, folds, matrix, strokes
from pamphlets.project import Paper, Place

BLEED = 3.0
"""Millimetres that a print reaches beyond the edge at which it is cut."""
AROUND = 12.0
"""Millimetres around the cut sheet, for bleed and marks."""
MARK = (4.0, 10.0)
"""From where to where a mark reaches, in mm from the cut sheet: beyond the bleed."""


def press(
    content: bytes, paper: Paper, pages: Mapping[str, int], inks: Mapping[str, Ink],
    profile: tuple[str, bytes] | None = None, develop: Develop | None = None,
) -> tuple[bytes, dict[str, Ink]]:  # fmt: skip
    """Return the sheets for a print shop, and the colors that had no value in `inks` with what they became.

    `pages` are the numbers of the pages by panel; without `sides` on the paper each page is a sheet's side.
    `profile` is the name and content of an ICC profile that says what the CMYK values mean.
    """
    sizes = {panel.name: (panel.width, panel.height) for panel in paper.panels}
    sides = paper.sides or tuple((Place(name, 0.0, 0.0, False),) for name in pages)
    with pikepdf.open(BytesIO(content)) as source, pikepdf.new() as sheets:
        for side in sides:
            _side(sheets, source, [place for place in side if place.panel in pages], paper, pages, sizes)
        for key, value in source.docinfo.items():
            sheets.docinfo[key] = str(value)
        sheets.docinfo["/Trapped"] = Name("/False")
        sheets.Root.Lang = str(source.Root.Lang)
        if profile:
            _say_output(sheets, *profile)
        by_formula = separate(sheets, inks, develop)
        return save(sheets), by_formula


def _side(
    sheets: Pdf, source: Pdf, side: Sequence[Place], paper: Paper, pages: Mapping[str, int],
    sizes: Mapping[str, tuple[float, float]],
) -> None:  # fmt: skip
    """Add a side of a sheet: each panel cut at its folds and at the bleed, then the marks."""
    whole = (paper.width, paper.height)
    sheet = sheets.add_blank_page(page_size=((paper.width + 2 * AROUND) * POINT, (paper.height + 2 * AROUND) * POINT))
    sheet.TrimBox = _box(paper, 0)
    sheet.BleedBox = _box(paper, BLEED)
    sheet.Resources = Dictionary(XObject=Dictionary())
    drawn = []
    for place in side:
        page = source.pages[pages[place.panel]]
        trim = [float(number) for number in page.trimbox]
        page.TrimBox = page.mediabox  # or what bleeds would be cut off
        name = f"/{place.panel}"
        sheet.Resources.XObject[name] = sheets.copy_foreign(page.as_form_xobject())
        page.TrimBox = Array(trim)
        clip = " ".join(f"{number:.4f}" for number in _clip(place, sizes.get(place.panel, whole), paper))
        drawn.append(f"q {clip} re W n {matrix(place, trim, paper, AROUND)} cm {name} Do Q")
    sheet.Contents = sheets.make_stream("\n".join([*drawn, _marks(side, paper)]).encode())


def _box(paper: Paper, more: float) -> Array:
    near = (AROUND - more) * POINT
    return Array([round(number, 4) for number in (
        near, near, (AROUND + paper.width + more) * POINT, (AROUND + paper.height + more) * POINT
    )])  # fmt: skip


def _clip(place: Place, size: tuple[float, float], paper: Paper) -> tuple[float, float, float, float]:
    """Return the rectangle that a panel may fill: to its folds, and to the bleed where the sheet is cut."""
    left, right = place.x, place.x + size[0]
    top, bottom = place.y, place.y + size[1]
    left -= BLEED if left < HAIR else 0
    top -= BLEED if top < HAIR else 0
    right += BLEED if right > paper.width - HAIR else 0
    bottom += BLEED if bottom > paper.height - HAIR else 0
    lower = AROUND + paper.height - bottom
    return (AROUND + left) * POINT, lower * POINT, (right - left) * POINT, (bottom - top) * POINT


def _marks(side: Sequence[Place], paper: Paper) -> str:
    """Return lines outside the sheet: full ones where it is cut, dashed ones where it is folded; in all four inks."""
    across, down = folds(side, paper)
    return "\n".join([
        "/Artifact BMC q 0.25 w 1 1 1 1 K",
        *_lines((0.0, paper.width), (0.0, paper.height), paper),
        "[2 2] 0 d",
        *_lines(across, down, paper),
        "Q EMC",
    ])  # fmt: skip


def _lines(across: Sequence[float], down: Sequence[float], paper: Paper) -> list[str]:
    begin, end = MARK
    found = []
    for x in across:
        found += [(x, -begin, x, -end), (x, paper.height + begin, x, paper.height + end)]
    for y in down:
        found += [(-begin, y, -end, y), (paper.width + begin, y, paper.width + end, y)]
    return strokes(found, paper, AROUND)


def _say_output(sheets: Pdf, name: str, profile: bytes) -> None:
    """Say which press the values of the inks are meant for."""
    stream = sheets.make_stream(profile, N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=name, Info=name)
    intent.DestOutputProfile = stream
    sheets.Root.OutputIntents = Array([sheets.make_indirect(intent)])
