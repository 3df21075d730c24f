"""Turns PDF into PDF: mends what WeasyPrint leaves undone in the tags, and imposes panels on sheets of paper.

Measures are in mm from the top left corner, as in formats; PDF's own are in points from the bottom left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from pamphlets.settings import Flip, Paper, Place

POINT = 72 / 25.4
"""Points in a millimetre."""
PIXEL = 0.75
"""Points in a CSS pixel."""
TICK = (5.0, 9.0)
"""From where to where a fold tick reaches, from the edge of the paper: where printers print, and no text stands."""
HAIR = 0.1
"""Millimetres that do not count."""
DUPLEX = {"short-edge": "/DuplexFlipShortEdge", "long-edge": "/DuplexFlipLongEdge", "none": "/Simplex"}
NUMBERING = {"ol": "/Decimal", "ul": "/Disc", "dl": "/None"}

Mark = tuple[str, str, str, str]
"""A tagged element: the type of its tag, the HTML element, its language (or empty), and its words if it is a link."""


def finish(content: bytes, marks: Sequence[Mark], flip: Flip = "long-edge") -> bytes:
    """Return a tagged PDF with its tags mended, to be printed at its own size and turned on that edge."""
    with pikepdf.open(BytesIO(content)) as pdf:
        elements = _elements(pdf.Root.StructTreeRoot)
        types = {mark[0] for mark in marks}
        marked = [(type, element) for type, element in elements if type in types]
        if [type for type, _ in marked] == [mark[0] for mark in marks]:
            for (_, element), (_, tag, language, words) in zip(marked, marks, strict=True):
                _number_list(element, tag)
                _name_language(element, language)
                _describe_link(element, words)
        figures = [element for type, element in elements if type == "Figure"]
        for element in figures:
            _measure_figure(element)
        _join_links(pdf, elements)
        _hide_decoration(pdf, [element for element in figures if "/Alt" not in element])
        _print_as_is(pdf, flip)
        return _saved(pdf)


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
                    drawn.append(f"q {_matrix(place, panel.mediabox, paper)} cm {name} Do Q")
            sheet.Contents = sheets.make_stream("\n".join(drawn).encode())
        for key, value in source.docinfo.items():
            sheets.docinfo[key] = str(value)
        sheets.Root.Lang = str(source.Root.Lang)
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        _print_as_is(sheets, flip)
        return _saved(sheets)


def _saved(pdf: Pdf) -> bytes:
    target = BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _print_as_is(pdf: Pdf, flip: Flip) -> None:
    pdf.Root.ViewerPreferences.PrintScaling = Name("/None")
    pdf.Root.ViewerPreferences.Duplex = Name(DUPLEX[flip])


def _matrix(place: Place, box: Any, paper: Paper) -> str:
    """Return the transformation that puts a panel in its place; a turned one by 180°."""
    width, height = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
    left, bottom = place.x * POINT, (paper.height - place.y) * POINT - height
    numbers = (-1, 0, 0, -1, left + width, bottom + height) if place.turned else (1, 0, 0, 1, left, bottom)
    return " ".join(f"{number:.4f}" for number in numbers)


def _ticks(side: Sequence[Place], paper: Paper) -> str:
    """Return short light lines where the sheet is folded, near the edges of the paper."""
    begin, end = TICK
    lines = []
    for x in sorted({round(place.x, 2) for place in side if HAIR < place.x < paper.width - HAIR}):
        lines += [(x, begin, x, end), (x, paper.height - end, x, paper.height - begin)]
    for y in sorted({round(place.y, 2) for place in side if HAIR < place.y < paper.height - HAIR}):
        lines += [(begin, y, end, y), (paper.width - end, y, paper.width - begin, y)]
    drawn = [
        f"{x1 * POINT:.3f} {(paper.height - y1) * POINT:.3f} m {x2 * POINT:.3f} {(paper.height - y2) * POINT:.3f} l S"
        for x1, y1, x2, y2 in lines
    ]
    return "\n".join(["/Artifact BMC q 0.5 w 0.6 G", *drawn, "Q EMC"])


def _elements(root: Any) -> list[tuple[str, Any]]:
    """Return the elements of the structure tree with their types, in the order in which WeasyPrint made them."""
    found, waiting = [], [root]
    while waiting:
        kids = waiting.pop().get("/K", ())
        for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found.append((kid.objgen, str(kid.S)[1:], kid))
                waiting.append(kid)
    found.sort(key=lambda element: element[0])
    return [(type, element) for _, type, element in found]


def _areas(element: Any) -> list[Any]:
    """Return the references of an element to areas that can be clicked."""
    kids = element.get("/K", ())
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]


def _number_list(element: Any, tag: str) -> None:
    if tag in NUMBERING:
        element.A = pikepdf.Dictionary(O=Name.List, ListNumbering=Name(NUMBERING[tag]))


def _name_language(element: Any, language: str) -> None:
    if language:
        element.Lang = language


def _describe_link(element: Any, words: str) -> None:
    """Let a link be announced by its words: WeasyPrint gives the address."""
    for area in _areas(element) if words else ():
        area.Obj.Contents = words


def _measure_figure(element: Any) -> None:
    """Give a figure's box in points from the bottom left: WeasyPrint gives pixels from the top left."""
    left, top, right, bottom = (float(number) * PIXEL for number in element.A.BBox)
    height = float(element.Pg.MediaBox[3])
    element.A.BBox = pikepdf.Array([round(number, 3) for number in (left, height - bottom, right, height - top)])


def _join_links(pdf: Pdf, elements: Sequence[tuple[str, Any]]) -> None:
    """Leave each link one area: WeasyPrint makes another of every element in it, which is no link to a reader."""
    gone = []
    for element in (found for type, found in elements if type not in ("Link", "Form")):
        areas = [area.Obj.objgen for area in _areas(element)]
        if areas and _in_link(element):
            gone += areas
            kept = [kid for kid in element.K if not isinstance(kid, pikepdf.Dictionary) or "/Obj" not in kid]
            element.K = pikepdf.Array(kept)
    for page in pdf.pages if gone else ():
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array([area for area in page.obj.Annots if area.objgen not in gone])


def _in_link(element: Any) -> bool:
    while "/P" in element and "/S" in element:
        if str(element.S) == "/Link":
            return True
        element = element.P
    return False


def _hide_decoration(pdf: Pdf, figures: Sequence[Any]) -> None:
    """Turn figures without alternative text, which an author has marked as decorative, into artifacts."""
    pages: dict[tuple[int, int], set[int]] = {}
    for figure in figures:
        pages.setdefault(figure.Pg.objgen, set()).update(int(kid) for kid in figure.K)
        kept = [kid for kid in figure.P.K if not isinstance(kid, pikepdf.Dictionary) or kid.objgen != figure.objgen]
        figure.P.K = pikepdf.Array(kept)
    for page in pdf.pages if pages else ():
        if hidden := pages.get(page.obj.objgen):
            _hide(pdf, page, hidden)


def _hide(pdf: Pdf, page: Any, hidden: set[int]) -> None:
    out = []
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "BDC" and int(instruction.operands[-1].get("/MCID", -1)) in hidden:
            instruction = pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))
        out.append(instruction)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents: Any = numbers[[int(number) for number in numbers[::2]].index(int(page.StructParents)) * 2 + 1]
    for number in hidden:
        parents[number] = None
