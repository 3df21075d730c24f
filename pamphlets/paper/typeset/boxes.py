"""Turns pages of WeasyPrint into measures and tags: all that is used of it beyond its documented API.

`CONTRACT` lists it, by the release that it was read in; a test finds each of it, and names what has moved.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Container, Iterator, Sequence
from multiprocessing.util import Finalize
from typing import Protocol, TypedDict
from xml.etree.ElementTree import Element

from pamphlets.paper.typeset.glyphs import Typefaces
from pamphlets.paper.typeset.measure import Line, Page, Part, Photo, Plate

READ_IN = "70.0"
CONTRACT = {
    "weasyprint.formatting_structure.boxes.BlockLevelBox": (),
    "weasyprint.formatting_structure.boxes.InlineBlockBox": (),
    "weasyprint.formatting_structure.boxes.LineBox": ("children",),
    "weasyprint.formatting_structure.boxes.MarginBox": (),
    "weasyprint.formatting_structure.boxes.PageBox": ("page_type.name", "content_box_x", "content_box_y", "width"),
    "weasyprint.formatting_structure.boxes.BlockBox": (
        "style", "element", "element_tag", "children", "is_column", "margin_height", "margin_width", "height",
        "border_box_x", "border_box_y", "border_width", "border_height",
    ),
    "weasyprint.formatting_structure.boxes.ReplacedBox": ("replacement", "width", "height", "position_y"),
    "weasyprint.formatting_structure.boxes.TextBox": (
        "text", "element", "element_tag", "style", "position_x", "position_y", "width", "height",
    ),
    "weasyprint.layout.absolute.AbsolutePlaceholder": ("_box",),
    "weasyprint.images.RasterImage": ("width", "height"),
    "weasyprint.pdf.tags._get_pdf_tag": (),
    "weasyprint.document.Document": ("fonts",),
    "weasyprint.document.Page": ("_page_box",),
    "weasyprint.pdf.fonts.Font": ("file_content", "index", "to_unicode"),
    "weasyprint.text.fonts.FontConfiguration": ("__del__",),
}  # fmt: skip
"""Classes and functions of WeasyPrint, and what is asked of them; all read in the release `READ_IN`."""

MESSAGES = {
    "letter": ".notdef glyph rendered for Unicode string unsupported by fonts",
    "picture": "Failed to load image at",
    "alt": 'Image "%s" has no required alt description',
}
"""How what WeasyPrint logs begins, before its values are filled in."""

MM = 25.4 / 96
"""Millimetres in a CSS pixel."""


class _Style(TypedDict):
    column_count: int | str
    font_family: Sequence[str]
    font_size: float
    object_fit: str


class _Area(Protocol):
    style: _Style
    position_x: float
    position_y: float
    width: float
    height: float


class _Text(_Area, Protocol):
    element: Element
    element_tag: str
    text: str


class LaidBox(_Area, Protocol):
    """What WeasyPrint's boxes are asked for: where they stand and how large they are, in px, and of what element."""

    element: Element | None
    element_tag: str | None
    content_box_x: Callable[[], float]
    content_box_y: Callable[[], float]
    border_box_x: Callable[[], float]
    border_box_y: Callable[[], float]
    border_width: Callable[[], float]
    border_height: Callable[[], float]
    margin_width: Callable[[], float]
    margin_height: Callable[[], float]


class _PageType(Protocol):
    name: str | None


class _PageBox(LaidBox, Protocol):
    """The box of a whole page."""

    page_type: _PageType
    children: Sequence[LaidBox]


class Leaf(Protocol):
    """A page, as WeasyPrint's documents hold it."""

    _page_box: _PageBox


class Document(Protocol):
    """What WeasyPrint's document is asked for."""

    pages: Sequence[Leaf]
    fonts: Typefaces
    write_pdf: Callable[..., bytes]
    copy: Callable[[list[Leaf]], Document]


def pages(document: Document) -> tuple[_PageBox, ...]:
    """Return the box of each page of a document."""
    return tuple(page._page_box for page in document.pages)


def name(page: Leaf) -> str:
    """Return the name that CSS gives a page."""
    return str(page._page_box.page_type.name or "")


def page(box: _PageBox) -> Page:
    """Return the measures of a page."""
    top, bottom = box.content_box_y(), box.content_box_y() + box.height
    shown = [leaf for child in box.children for leaf in _leaves(child)]
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
        end=min([bottom, *(fixed.position_y for fixed in _anchors(box) if _foot(fixed) > bottom - 1)]) * MM,
    )


def _foot(box: LaidBox) -> float:
    """Return how far down a box reaches."""
    return box.position_y + box.margin_height()


def _anchors(box: LaidBox) -> Iterator[LaidBox]:
    """Yield the boxes in a box that stand where they stand whatever the text does."""
    from weasyprint.layout.absolute import AbsolutePlaceholder

    for child in getattr(box, "children", ()):
        yield from [child] if isinstance(child, AbsolutePlaceholder) else _anchors(child)


def _columns(box: LaidBox) -> Iterator[tuple[float, float]]:
    """Yield where each column in a box begins, and how far down it reaches; those that stay empty are columns, too.

    With something across all of them they are one. Only those of the main text: a list of sources may have its own.
    """
    own = [child for child in getattr(box, "children", ()) if getattr(child, "is_column", False)]
    own = own if box.element_tag == "main" else []
    if own and len(own) < len(getattr(box, "children", ())):
        yield own[0].position_y, max(map(_foot, _leaves(box)), default=own[0].position_y)
        return
    for column in own:
        yield column.position_y, max(map(_foot, _leaves(column)), default=column.position_y)
    count = box.style["column_count"] if own else 0
    for _ in range(count - len(own) if isinstance(count, int) else 0):
        yield own[0].position_y, own[0].position_y
    for child in () if own else getattr(box, "children", ()):
        yield from _columns(child)


def _leaves(box: LaidBox) -> Iterator[LaidBox]:
    """Yield the boxes in the flow of a page that show something: lines and pictures."""
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox, ReplacedBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, LineBox | ReplacedBox):
        yield box
    elif not isinstance(box, MarginBox | AbsolutePlaceholder):
        for child in getattr(box, "children", ()):
            yield from _leaves(child)


def lines(box: LaidBox, page: int, limit: float, begin: float = 0.0) -> Iterator[Line]:
    """Yield the lines of text in a box on the page of that number; they may reach from `begin` to `limit`, in px."""
    from weasyprint.formatting_structure.boxes import InlineBlockBox, LineBox, MarginBox, TextBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    def texts(box: LaidBox) -> Iterator[_Text]:
        for child in getattr(box, "children", ()):
            if isinstance(child, TextBox):
                yield child
            elif not isinstance(child, InlineBlockBox | AbsolutePlaceholder):
                yield from texts(child)

    if isinstance(box, AbsolutePlaceholder):
        box, limit, begin = box._box, math.inf, -math.inf  # it stands where it is put
    if isinstance(box, MarginBox):
        return
    if isinstance(box, LineBox):
        found = [text for text in texts(box) if "::" not in text.element_tag]
        words = [text for text in found if text.text.strip()]
        turned = box.style["direction"] == "rtl"
        if words:
            yield Line(
                page,
                x=min(text.position_x for text in words) * MM,
                y=min(text.position_y for text in words) * MM,
                right=max(text.position_x + text.width for text in words) * MM,
                bottom=max(text.position_y + text.height for text in words) * MM,
                limit=math.inf if turned else limit * MM,
                size=min(text.style["font_size"] for text in words) * 0.75,
                pieces=tuple((text.element, text.text) for text in found),
                begin=begin * MM if turned else -math.inf,
            )
    elif isinstance(box.width, int | float):
        limit = min(limit, box.content_box_x() + box.width)  # a table reaches beyond the column that it stands in
        begin = max(begin, box.content_box_x())
    for child in getattr(box, "children", ()):
        yield from lines(child, page, limit, begin)


def parts(box: LaidBox, page: int, wanted: Container[Element], column: int = 0) -> Iterator[Part]:
    """Yield what stands of some elements in a box on the page of that number; what floats may reach below its own."""
    from weasyprint.formatting_structure.boxes import BlockLevelBox, LineBox, ReplacedBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, BlockLevelBox) and box.element in wanted and box.element_tag == box.element.tag:
        shown = list(_leaves(box))
        begin, end = box.border_box_y(), box.border_box_y() + box.border_height()
        pictures = (
            Plate(leaf.element, page, leaf.position_y * MM, leaf.width * MM, leaf.height * MM)
            for leaf in shown if isinstance(leaf, ReplacedBox) and leaf.element is not None
        )  # fmt: skip
        reach = max(map(_foot, shown), default=begin)
        left, right = box.border_box_x() * MM, (box.border_box_x() + box.border_width()) * MM
        down = begin * MM, max(end, reach) * MM, reach * MM
        yield Part(box.element, page, *down, tuple(pictures), column, left, right)
    before = 0
    for child in () if isinstance(box, LineBox) else getattr(box, "children", ()):
        yield from parts(child, page, wanted, before if getattr(child, "is_column", False) else column)
        before += getattr(child, "is_column", False)


def photos(box: LaidBox) -> Iterator[Photo]:
    """Yield the pictures made of dots in a box."""
    from weasyprint.formatting_structure.boxes import ReplacedBox
    from weasyprint.images import RasterImage
    from weasyprint.layout.absolute import AbsolutePlaceholder

    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, ReplacedBox) and isinstance(box.replacement, RasterImage):
        width, height = box.replacement.width, box.replacement.height
        choose = max if box.style["object_fit"] == "cover" else min
        inches = choose(box.width, box.height * width / height) / 96
        yield Photo(box.element, width, height, width / max(inches, 0.01))
    for child in getattr(box, "children", ()):
        yield from photos(child)


def configuration() -> object:
    """Return a set of fonts that is cleared away when this process ends, even if it is a worker; by no other process.

    The one of WeasyPrint deletes its files with itself: a child that was forked deletes those of its parent.
    """
    from weasyprint.text.fonts import FontConfiguration

    class Configuration(FontConfiguration):  # type: ignore[misc]
        def __del__(self) -> None:
            pass

    made = Configuration()
    Finalize(None, FontConfiguration.__del__, (made,), exitpriority=1)
    return made


def complaint(record: logging.LogRecord) -> tuple[str, str]:
    """Return what WeasyPrint complains of, `letter`, `picture`, `alt` or '', and which letter or address it names.

    A letter that no font has, a picture that cannot be shown, one without words for those who cannot see it.
    """
    of = str(record.args[0]) if isinstance(record.args, tuple) and record.args else ""
    return next(((kind, of) for kind, message in MESSAGES.items() if str(record.msg).startswith(message)), ("", of))
