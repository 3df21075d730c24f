"""Says what stands where on pages that have been laid out, in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MM = 25.4 / 96
"""Millimetres in a CSS pixel."""

MARKED = {"Art", "BlockQuote", "Caption", "Div", "Figure", "L", "Link", "P", "Part", "Sect", "Span"}
MARKED |= {f"H{level}" for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page, in mm from the page's top left corner; `limit` is where its own box ends.

    `size` is that of its smallest text, in pt. `pieces` are its texts with the elements that they come from; what CSS
    has added is not among them.
    """

    page: int
    x: float
    y: float
    right: float
    bottom: float
    limit: float
    size: float
    pieces: tuple[tuple[Any, str], ...]

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(text for _, text in self.pieces)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture made of dots, as a page shows it: its element, its dots across and down, and how many to an inch."""

    element: Any
    width: int
    height: int
    dots: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size and its content area in mm, how far down its content reaches, and the element that does.

    `columns` are those of its text, each with where it begins and how far down it reaches; one, if it has none. `end`
    is where they may reach: where that begins which is fixed to the foot of the page, or else its bottom.
    """

    name: str
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    reach: float
    lowest: Any
    columns: tuple[tuple[float, float], ...]
    end: float


def page(box: Any) -> Page:
    """Return the measures of a page box of WeasyPrint's."""
    top, bottom = box.content_box_y(), box.content_box_y() + box.height
    shown = [leaf for child in box.children for leaf in _shown(child)]
    lowest = max(shown, key=_foot, default=None)
    reach = top if lowest is None else _foot(lowest)
    columns = tuple(column for child in box.children for column in _columns(child)) or ((top, reach),)
    return Page(
        name=str(box.page_type.name or ""),
        width=box.margin_width() * MM,
        height=box.margin_height() * MM,
        left=box.content_box_x() * MM,
        top=top * MM,
        right=(box.content_box_x() + box.width) * MM,
        bottom=bottom * MM,
        reach=reach * MM,
        lowest=None if lowest is None else lowest.element,
        columns=tuple((begin * MM, end * MM) for begin, end in columns),
        end=min([bottom, *(fixed.position_y for fixed in _fixed(box) if _foot(fixed) > bottom - 1)]) * MM,
    )


def _foot(box: Any) -> float:
    """Return how far down a box reaches."""
    return float(box.position_y + box.margin_height())


def _fixed(box: Any) -> Iterator[Any]:
    """Yield the boxes in a box that stand where they stand whatever the text does."""
    from weasyprint.layout.absolute import AbsolutePlaceholder

    for child in getattr(box, "children", ()):
        yield from [child] if isinstance(child, AbsolutePlaceholder) else _fixed(child)


def _columns(box: Any) -> Iterator[tuple[float, float]]:
    """Yield where each column in a box begins, and how far down it reaches; those that stay empty are columns, too."""
    own = [child for child in getattr(box, "children", ()) if getattr(child, "is_column", False)]
    for column in own:
        yield column.position_y, max(map(_foot, _shown(column)), default=column.position_y)
    count = box.style["column_count"] if own else 0
    for _ in range(count - len(own) if isinstance(count, int) else 0):
        yield own[0].position_y, own[0].position_y
    for child in () if own else getattr(box, "children", ()):
        yield from _columns(child)


def _shown(box: Any) -> Iterator[Any]:
    """Yield the boxes in the flow of a page that show something: lines and pictures."""
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox, ReplacedBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, LineBox | ReplacedBox):
        yield box
    elif not isinstance(box, MarginBox | AbsolutePlaceholder):
        for child in getattr(box, "children", ()):
            yield from _shown(child)


def lines(box: Any, page: int, limit: float) -> Iterator[Line]:
    """Yield the lines of text in a box of WeasyPrint's, on the page of that number; `limit` is its right edge in px."""
    from weasyprint.formatting_structure.boxes import InlineBlockBox, LineBox, MarginBox, TextBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    def texts(box: Any) -> Iterator[Any]:
        for child in box.children:
            if isinstance(child, TextBox):
                yield child
            elif not isinstance(child, InlineBlockBox | AbsolutePlaceholder) and hasattr(child, "children"):
                yield from texts(child)

    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, MarginBox):
        return
    if isinstance(box, LineBox):
        found = [text for text in texts(box) if "::" not in text.element_tag]
        words = [text for text in found if text.text.strip()]
        if words:
            yield Line(
                page,
                x=min(text.position_x for text in words) * MM,
                y=min(text.position_y for text in words) * MM,
                right=max(text.position_x + text.width for text in words) * MM,
                bottom=max(text.position_y + text.height for text in words) * MM,
                limit=limit * MM,
                size=min(text.style["font_size"] for text in words) * 0.75,
                pieces=tuple((text.element, text.text) for text in found),
            )
    else:
        limit = box.content_box_x() + box.width if isinstance(box.width, int | float) else limit
    for child in getattr(box, "children", ()):
        yield from lines(child, page, limit)


def photos(box: Any) -> Iterator[Photo]:
    """Yield the pictures made of dots in a box of WeasyPrint's."""
    from weasyprint.formatting_structure.boxes import ReplacedBox
    from weasyprint.images import RasterImage
    from weasyprint.layout.absolute import AbsolutePlaceholder

    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, ReplacedBox) and isinstance(box.replacement, RasterImage):
        width, height = box.replacement.width, box.replacement.height
        inches = min(box.width, box.height * width / height) / 96
        yield Photo(box.element, width, height, width / max(inches, 0.01))
    for child in getattr(box, "children", ()):
        yield from photos(child)


def marks(box: Any) -> Iterator[tuple[str, str, str, str]]:
    """Yield what WeasyPrint has tagged in a box, in the order in which it made the tags.

    For each the type of its tag, the HTML element, its language and, of a link, its words.
    """
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox, PageBox, TextBox
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf.tags import _get_pdf_tag

    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, MarginBox):
        return
    name = "" if box.element is None else str(box.element_tag)
    tag = _get_pdf_tag(name or None)
    if tag in MARKED and name not in ("html", "body") and not isinstance(box, PageBox):
        own = name == box.element.tag
        words = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
        yield tag, name, box.element.get("lang", "") if own else "", words if tag == "Link" else ""
    for child in getattr(box, "children", ()):
        for inner in child.children if isinstance(child, LineBox) else [child]:
            if not isinstance(inner, TextBox):
                yield from marks(inner)
            elif tag != "Link":
                yield "Span", "", "", ""
