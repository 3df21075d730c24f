"""Turns pages of WeasyPrint into what their tags will stand for, in the order in which it makes the tags of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from pamphlets.paper.typeset.boxes import LaidBox
from pamphlets.paper.typeset.glyphs import SHAPED

CELLS = {"TD", "TH"}
MARKED = {*CELLS, "Art", "BlockQuote", "Caption", "Div", "Figure", "L", "Link", "P", "Part", "Sect", "Span"}
MARKED |= {f"H{level}" for level in range(1, 7)}


UNSEEN = {0x200B: None, 0x2060: None}
"""Where a line may end, and where not."""
Mark = tuple[str, str, str, str, tuple[str, ...]]
"""See `pdf.Mark`."""


def of(box: LaidBox, outer: str = "") -> Iterator[Mark]:
    """Yield what WeasyPrint has tagged in a box, in the order in which it made the tags.

    For each the type of its tag, the HTML element, its language, of a link its words, and its own pieces of text where
    glyphs alone do not say what was written. `outer` is the tag that the box stands in.
    """
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox, TextBox
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf.tags import _get_pdf_tag

    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, MarginBox):
        return
    element = box.element
    name = "" if element is None else str(box.element_tag)
    tag = _get_pdf_tag(name or None)
    tag = "NonStruct" if tag in CELLS and outer in CELLS else tag
    if element is not None and tag in MARKED and name not in ("html", "body"):
        words = element.get("title") or " ".join("".join(element.itertext()).translate(UNSEEN).split())
        own = _texts(box) if tag == "Link" else ()
        yield tag, name, element.get("lang", "") if name == element.tag else "", words if tag == "Link" else "", own
    for child in getattr(box, "children", ()):
        for inner in child.children if isinstance(child, LineBox) else [child]:
            if not isinstance(inner, TextBox):
                yield from of(inner, tag)
            elif tag != "Link":
                yield "Span", "", "", "", _shaped([inner.text])


def _texts(box: LaidBox) -> tuple[str, ...]:
    """Return the pieces of text that stand in a box, not in one within it."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    lines = ([child] if not isinstance(child, LineBox) else child.children for child in getattr(box, "children", ()))
    return _shaped([one.text for one in chain.from_iterable(lines) if isinstance(one, TextBox)])


def _shaped(texts: Sequence[str]) -> tuple[str, ...]:
    """Return texts in which glyphs do not stand for a letter each; none, if there is no such among them."""
    return tuple(texts) if any(map(SHAPED.search, texts)) else ()
