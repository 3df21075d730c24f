"""Turns PDF into PDF: mends what WeasyPrint leaves undone in the tags, and imposes panels on sheets of paper.

Measures are in mm from the top left corner, as in formats; PDF's own are in points from the bottom left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pamphlets.settings import Flip, Paper, Place

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

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
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        elements = [
            element for element in _elements(pdf.Root.StructTreeRoot) if _type(element) in {m[0] for m in marks}
        ]
        if [_type(element) for element in elements] == [mark[0] for mark in marks]:
            for element, (_, tag, language, words) in zip(elements, marks, strict=True):
                _number_list(element, tag)
                _name_language(element, language)
                _describe_link(element, words)
        for element in list(_elements(pdf.Root.StructTreeRoot)):
            if _type(element) == "Figure":
                _measure_figure(element)
        _join_links(pdf)
        _hide_decoration(pdf)
        _print_as_is(pdf, flip)
        return _saved(pdf)


def impose(content: bytes, paper: Paper, pages: Mapping[str, int], flip: Flip) -> bytes:
    """Return the sheets for the printer: each panel's page (by its number) in its place, with ticks where to fold."""
    import pikepdf

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
    import pikepdf

    target = BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _print_as_is(pdf: Pdf, flip: Flip) -> None:
    from pikepdf import Name

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


def _elements(root: Object) -> Iterator[Any]:
    """Yield the elements of the structure tree in the order in which WeasyPrint made them."""
    found, waiting = [], [root]
    while waiting:
        kids = waiting.pop().get("/K")
        for kid in _list(kids):
            if _is_dictionary(kid) and "/S" in kid:
                found.append(kid)
                waiting.append(kid)
    return iter(sorted(found, key=lambda element: element.objgen))


def _list(value: Any) -> list[Any]:
    from pikepdf import Array

    return [] if value is None else list(value) if isinstance(value, Array) else [value]


def _is_dictionary(value: Any) -> bool:
    from pikepdf import Dictionary

    return isinstance(value, Dictionary)


def _type(element: Any) -> str:
    return str(element.S).removeprefix("/")


def _number_list(element: Any, tag: str) -> None:
    from pikepdf import Dictionary, Name

    if tag in NUMBERING:
        element.A = Dictionary(O=Name.List, ListNumbering=Name(NUMBERING[tag]))


def _name_language(element: Any, language: str) -> None:
    if language:
        element.Lang = language


def _describe_link(element: Any, words: str) -> None:
    """Let a link be announced by its words: WeasyPrint gives the address."""
    for kid in _list(element.get("/K")) if words else []:
        if _is_dictionary(kid) and "/Obj" in kid:
            kid.Obj.Contents = words


def _join_links(pdf: Pdf) -> None:
    """Leave each link one area: WeasyPrint makes another of every element in it, which is no link to a reader."""
    from pikepdf import Array

    gone = []
    for element in _elements(pdf.Root.StructTreeRoot):
        areas = [kid for kid in _list(element.get("/K")) if _is_dictionary(kid) and "/Obj" in kid]
        if areas and _type(element) not in ("Link", "Form") and _in_link(element):
            gone += [area.Obj.objgen for area in areas]
            element.K = Array([kid for kid in element.K if not any(_same(kid, area) for area in areas)])
    for page in pdf.pages if gone else ():
        if "/Annots" in page.obj:
            page.obj.Annots = Array([area for area in page.obj.Annots if area.objgen not in gone])


def _in_link(element: Any) -> bool:
    while "/P" in element and "/S" in element:
        if _type(element) == "Link":
            return True
        element = element.P
    return False


def _measure_figure(element: Any) -> None:
    """Give a figure's box in points from the bottom left: WeasyPrint gives pixels from the top left."""
    from pikepdf import Array

    left, top, right, bottom = (float(number) * PIXEL for number in element.A.BBox)
    height = float(element.Pg.MediaBox[3])
    element.A.BBox = Array([round(number, 3) for number in (left, height - bottom, right, height - top)])


def _hide_decoration(pdf: Pdf) -> None:
    """Turn figures without alternative text, which an author has marked as decorative, into artifacts."""
    from pikepdf import Array

    pages: dict[tuple[int, int], set[int]] = {}
    for element in _elements(pdf.Root.StructTreeRoot):
        if _type(element) == "Figure" and "/Alt" not in element:
            pages.setdefault(element.Pg.objgen, set()).update(int(kid) for kid in _list(element.K))
            parent = element.P
            parent.K = Array([kid for kid in parent.K if not _same(kid, element)])
    for page in pdf.pages:
        if hidden := pages.get(page.obj.objgen):
            _hide(pdf, page, hidden)


def _same(one: Any, other: Any) -> bool:
    return _is_dictionary(one) and bool(one.objgen == other.objgen)


def _hide(pdf: Pdf, page: Any, hidden: set[int]) -> None:
    from pikepdf import ContentStreamInstruction, Name, Operator, parse_content_stream, unparse_content_stream

    out = []
    for instruction in parse_content_stream(page):
        operands = instruction.operands
        if str(instruction.operator) == "BDC" and int(operands[-1].get("/MCID", -1)) in hidden:
            instruction = ContentStreamInstruction([Name.Artifact], Operator("BMC"))
        out.append(instruction)
    page.Contents = pdf.make_stream(unparse_content_stream(out))
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents: Any = numbers[[int(number) for number in numbers[::2]].index(int(page.StructParents)) * 2 + 1]
    for number in hidden:
        parents[number] = None
