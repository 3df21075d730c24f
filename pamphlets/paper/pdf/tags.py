"""Mends the tags of a PDF, one thing at a time: what WeasyPrint leaves undone for those who listen to a leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import zip_longest

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from pamphlets.errors import fail
from pamphlets.model import Location
from pamphlets.paper.pdf import letters, signs
from pamphlets.paper.pdf.files import face, kids, places, print_as_is, save
from pamphlets.project import Flip

PIXEL = 0.75
"""Points in a CSS pixel."""
NUMBERING = {"ol": "/Decimal", "ul": "/Disc", "dl": "/None"}

NOWHERE = Location("")

Mark = tuple[str, str, str, str, tuple[str, ...]]
"""A tagged element: the type of its tag, the HTML element, its language (or empty), and its words if it is a link;
and its own pieces of text, in order, if their glyphs do not say what they are."""


def finish(
    content: bytes, marks: Sequence[Mark], flip: Flip = "long-edge", place: Location = NOWHERE, bound: bool = False
) -> bytes:
    """Return a tagged PDF with its tags mended, to be printed at its own size and turned on that edge.

    The pages of what is `bound` face each other as the language is read.

    Raises PamphletError, at `place`, if its tags do not stand in the order of `marks`: none could be mended then.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        elements = _elements(pdf.Root.StructTreeRoot)
        texts = _mark(elements, marks, place)
        figures, headers, lists, items = (
            [element for type, element in elements if type == wanted] for wanted in ("Figure", "TH", "L", "LI")
        )
        for element in figures:
            _measure_figure(element)
        for element in headers:
            _scope_header(element)
        for element in lists:
            _take_in(element)
        for element in items:
            _give_body(pdf, element)
        _join_areas(pdf, elements)
        _join_links(pdf, elements)
        _leave_out([element for element in figures if "/Alt" not in element])
        _hide_unread(pdf, elements)
        signs.move(pdf, items)
        letters.write(pdf, [element for type, element in elements if type in ("Span", "Link")], texts)
        print_as_is(pdf, flip)
        if bound:
            face(pdf)
        return save(pdf)


def _mark(elements: Iterable[tuple[str, Object]], marks: Sequence[Mark], place: Location) -> dict[letters.Place, str]:
    """Write on elements what their marks say; return the texts that stand beside glyphs, by where these are painted."""
    types = {"L", "Link", *(mark[0] for mark in marks)}
    marked = [(type, element) for type, element in elements if type in types]
    _check_order([type for type, _ in marked], marks, place)
    texts: dict[letters.Place, str] = {}
    for (_, element), (_, tag, language, words, own) in zip(marked, marks, strict=True):
        if tag in NUMBERING:
            element.A = Dictionary(O=Name.List, ListNumbering=Name(NUMBERING[tag]))
        if language:
            element.Lang = language
        for area in _areas(element) if words else ():  # WeasyPrint gives the address
            area.Obj.Contents = words
        texts |= letters.of(element, own) if own else {}
    return texts


def _check_order(found: Sequence[str], marks: Sequence[Mark], place: Location) -> None:
    """Raise if tags and marks differ: a list would lose how it is counted, and a link its words, for who listens."""
    for number, (tag, mark) in enumerate(zip_longest(found, (mark[0] for mark in marks), fillvalue="none"), 1):
        if tag != mark:
            message = (
                f"the tags of this leaflet are not as foreseen: tag {number} is '{tag}', and '{mark}' was expected"
            )
            hint = "install weasyprint as requirements.txt names it; if it is that, report this source as a fault"
            raise fail("tags", message, place, hint)


def _elements(root: Object) -> list[tuple[str, Object]]:
    """Return the elements of the structure tree with their types, in the order in which WeasyPrint made them."""
    found, waiting = [], [root]
    while waiting:
        for kid in kids(waiting.pop()):
            if isinstance(kid, Dictionary) and "/S" in kid:
                found.append((kid.objgen, str(kid.S)[1:], kid))
                waiting.append(kid)
    found.sort(key=lambda element: element[0])
    return [(type, element) for _, type, element in found]


def _areas(element: Object) -> list[Object]:
    """Return the references of an element to areas that can be clicked."""
    return [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/Obj" in kid]


def _measure_figure(element: Object) -> None:
    """Give a figure's box in points from the bottom left: WeasyPrint gives pixels from the top left."""
    left, top, right, bottom = (float(number) * PIXEL for number in element.A.BBox)
    height = float(element.Pg.MediaBox[3])
    element.A.BBox = Array([round(number, 3) for number in (left, height - bottom, right, height - top)])


def _scope_header(element: Object) -> None:
    """Say of a table's header whether it stands above its cells or before them."""
    beside = any(str(cell.S) == "/TD" for cell in element.P.K)
    element.A.Scope = Name.Row if beside else Name.Column


def _take_in(element: Object) -> None:
    """Put a list that stands after an item which is only a sign into that item: it is what the item begins with."""
    kept: list[Object] = []
    for kid in kids(element):
        if _is(kid, "/L") and kept and [_is(one, "/Lbl") for one in kids(kept[-1])] == [True]:
            kid.P = kept[-1]
            kept[-1].K.append(kid)
        else:
            kept.append(kid)
    element.K = Array(kept)


def _give_body(pdf: Pdf, item: Object) -> None:
    """Put what stands in an item beside its sign, such as paragraphs, into its body: PDF/UA allows it nowhere else."""
    kept: list[Object] = []
    bare = [isinstance(kid, Dictionary) and kid.get("/S") not in (None, "/Lbl", "/LBody") for kid in kids(item)]
    for number, (kid, alone) in enumerate(zip(kids(item), bare, strict=True)):
        if alone and not (number and bare[number - 1]):
            kept.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=[])))
        if alone:
            kid.P = kept[-1]
            kept[-1].K.append(kid)
        else:
            kept.append(kid)
    item.K = Array(kept)


def _join_areas(pdf: Pdf, elements: Sequence[tuple[str, Object]]) -> None:
    """Leave each link its own area: WeasyPrint makes another of every element in it, which is no link to a reader."""
    gone = []
    for element in (found for type, found in elements if type not in ("Link", "Form")):
        areas = [area.Obj.objgen for area in _areas(element)]
        if areas and _in_link(element):
            gone += areas
            kept = [kid for kid in element.K if not isinstance(kid, Dictionary) or "/Obj" not in kid]
            element.K = Array(kept)
    for page in pdf.pages if gone else ():
        if "/Annots" in page.obj:
            page.obj.Annots = Array([area for area in page.obj.Annots if area.objgen not in gone])


def _in_link(element: Object) -> bool:
    while "/P" in element and "/S" in element:
        if str(element.S) == "/Link":
            return True
        element = element.P
    return False


def _join_links(pdf: Pdf, elements: Sequence[tuple[str, Object]]) -> None:
    """Make one link of what WeasyPrint makes two: a link that goes on in the next line."""
    where = places(pdf)
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for parent in {element.P.objgen: element.P for type, element in elements if type == "Link"}.values():
        kept: list[Object] = []
        for kid in parent.K:
            if kept and _is(kid, "/Link") and _is(kept[-1], "/Link") and _leads_on(kept[-1], kid):
                first = kept[-1]
                for part in kid.K:
                    first.K.append(part)
                    if not isinstance(part, Dictionary):
                        numbers[where[int(kid.Pg.StructParents)]][int(part)] = first
                    elif "/Obj" in part:
                        numbers[where[int(part.Obj.StructParent)]] = first
                    else:
                        part.P = first
            else:
                kept.append(kid)
        parent.K = Array(kept)


def _is(kid: Object, type: str) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/S") == type


def _leads_on(first: Object, second: Object) -> bool:
    """Say whether two links on a page lead to one place."""
    goals = [{repr(area.Obj.get("/A", area.Obj.get("/Dest"))) for area in _areas(link)} for link in (first, second)]
    return bool(goals[0]) and goals[0] == goals[1] and bool(first.Pg.objgen == second.Pg.objgen)


def _leave_out(figures: Sequence[Object]) -> None:
    """Take figures without alternative text, which an author has marked as decorative, out of what is read."""
    for figure in figures:
        kept = [kid for kid in figure.P.K if not isinstance(kid, Dictionary) or kid.objgen != figure.objgen]
        figure.P.K = Array(kept)
        figure.K = Array()


def _hide_unread(pdf: Pdf, elements: Sequence[tuple[str, Object]]) -> None:
    """Turn into artifacts what nobody reads: decoration, and what stands in the margins, such as page numbers."""
    read: dict[tuple[int, int], set[int]] = {}
    for _, element in elements:
        for kid in kids(element):
            if not isinstance(kid, Dictionary):
                read.setdefault(element.Pg.objgen, set()).add(int(kid))
    where, numbers = places(pdf), pdf.Root.StructTreeRoot.ParentTree.Nums
    for page in pdf.pages:
        parents = numbers[where[int(page.obj.StructParents)]]
        if hidden := set(range(len(parents))) - read.get(page.obj.objgen, set()):
            _hide(pdf, page, hidden)
            for number in hidden:
                parents[number] = None


def _hide(pdf: Pdf, page: Page, hidden: set[int]) -> None:
    out = []
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "BDC" and int(instruction.operands[-1].get("/MCID", -1)) in hidden:
            instruction = pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))
        out.append(instruction)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))
