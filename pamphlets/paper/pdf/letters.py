"""Writes beside the glyphs of a PDF what text they are, where they do not say it letter by letter.

On the element of the structure tree it is for those who listen; in the content it is for programs that copy and search
(ISO 32000-1, 14.9.4). These turn lines around that run from right to left, and such text with them: there each glyph
says its own letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import bidirectional

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from pamphlets.paper.pdf.files import kids, places

Place = tuple[tuple[int, int], int]
"""The page on which a text is painted, and the number of its marked content there."""


def of(element: Object, texts: Iterable[str]) -> dict[Place, str]:
    """Return where an element's own texts are painted."""
    numbers = (int(kid) for kid in kids(element) if not isinstance(kid, Dictionary))
    return {(element.Pg.objgen, number): text for number, text in zip(numbers, texts, strict=True)}


def write(pdf: Pdf, elements: Iterable[Object], texts: Mapping[Place, str]) -> None:
    """Write texts on the elements that they are of, and beside their glyphs."""
    left = dict(texts)  # an element that was joined to another still holds what is the other's now
    for element in elements if texts else ():
        for at, kid in enumerate(kids(element)):
            if not isinstance(kid, Dictionary) and (text := left.pop((element.Pg.objgen, int(kid)), "")):
                whole = element if len(element.K) == 1 else _set_apart(pdf, element, at)
                whole.ActualText = text
    for page in pdf.pages if texts else ():
        own = {number: text for (on, number), text in texts.items() if on == page.obj.objgen and not _turned(text)}
        if own:
            _write_beside(pdf, page, own)


def _set_apart(pdf: Pdf, element: Object, at: int) -> Object:
    """Give a text of a link an element of its own: the areas that can be clicked are parts of the link, too."""
    number = int(element.K[at])
    part = Dictionary(Type=Name.StructElem, S=Name.Span, P=element, Pg=element.Pg, K=Array([number]))
    element.K[at] = own = pdf.make_indirect(part)
    pdf.Root.StructTreeRoot.ParentTree.Nums[places(pdf)[int(element.Pg.StructParents)]][number] = own
    return own


def _turned(text: str) -> bool:
    """Say whether a text has letters that run from right to left."""
    return any(bidirectional(letter) in ("R", "AL") for letter in text)


def _write_beside(pdf: Pdf, page: Page, texts: Mapping[int, str]) -> None:
    out = []
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "BDC" and (text := texts.get(int(instruction.operands[-1].get("/MCID", -1)))):
            marked = Dictionary(MCID=instruction.operands[-1].MCID, ActualText=String(text))
            instruction = pikepdf.ContentStreamInstruction([instruction.operands[0], marked], instruction.operator)
        out.append(instruction)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))
