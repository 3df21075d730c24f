"""Draws the pictures of posts: their words as large as they go, the arc, a drawing, the practice's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from pamphlets.channels.cards import lines, shapes
from pamphlets.channels.cards.shapes import Box, Shape
from pamphlets.compose import theme
from pamphlets.errors import fail
from pamphlets.model import Folders, Location
from pamphlets.paper import drawings, raster, typeset
from pamphlets.project import Brand, mix

__all__ = ["Card", "shapes"]

LEADING = 1.1
_GAP, _LINE, _TALLEST = 24, 56, 84
"""Pixels: between logo and name, the line that the name stands on, and the tallest logo."""
_NOTE = 44
"""Pixels: the type of the line below the words of a slide."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows, in every size. `turn` is how far the sky has turned, from 0 (night) to 1 (dawn).

    `location` is where its words are written, `pictured` where its drawing is.
    """

    words: str
    alt: str
    practice: str
    language: str
    turn: float
    brand: Brand
    logo: tuple[str, str]
    """The path of the practice's logo and its SHA-256; '' for none."""
    drawing: tuple[str, str]
    """The path of the drawing and its SHA-256; '' for none."""
    draft: str
    location: Location = field(repr=False)
    pictured: Location = field(repr=False)
    note: str = ""
    """A smaller line below the words."""
    number: str = ""
    """Which slide of a carousel this is."""

    def shape(self, size: str) -> Shape:
        """Return the shape that this card has in a size."""
        return shapes.of(size, bool(self.drawing[0]), bool(self.draft))


Face = tuple[Card, Shape]
"""One picture: what it shows, and in which shape."""


def draw(card: Card, limits: Sequence[tuple[str, int]], folders: Folders) -> tuple[raster.Picture, ...]:
    """Return a card in each size of `limits`, with no more bytes than it says there (0: no limit).

    Raises PamphletError if the words do not fit, or a picture has too many bytes at the lowest quality.
    """
    faces = [(card, card.shape(size)) for size, _ in limits]
    return tuple(pictures(pdf(faces, folders), faces, [most for _, most in limits]))


def pictures(pdf: bytes, faces: Sequence[Face], limits: Sequence[int]) -> Iterator[raster.Picture]:
    """Yield the pages of a PDF of cards as pictures, each in at most so many bytes (0: any).

    Raises PamphletError if one has more at the lowest quality.
    """
    pages = raster.pages(pdf, [shape.width for _, shape in faces])
    for (card, shape), page, most in zip(faces, pages, limits, strict=True):
        found = raster.compress(page, most)
        if found is None:
            message = f"the card of {shape.name} is larger than {most} bytes at any quality"
            raise fail("card-bytes", message, card.pictured, "use a drawing of fewer colors and details")
        yield found


def pdf(faces: Sequence[Face], folders: Folders) -> bytes:
    """Return cards that have brand and language in common as PDF, one a page."""
    return _lay_out(html(faces, folders), faces, folders).pdf()


def html(faces: Sequence[Face], folders: Folders) -> str:
    """Return cards as HTML, one a page."""
    shared = _names(faces)
    measured = _measure(faces, shared, folders)
    cards = [_card_names(card, shape, _choose_lines(card, shape, measured), folders) for card, shape in faces]
    return theme.of(folders.templates).render("posts/card.html", **shared, cards=cards)


def _lay_out(html: str, faces: Sequence[Face], folders: Folders) -> typeset.Layout:
    first = faces[0][0]
    return typeset.Manuscript(html, folders, first.location, first.brand, ()).layout()


def _measure(faces: Sequence[Face], shared: Mapping[str, object], folders: Folders) -> dict[str, float]:
    """Return how wide each word is, in parts of the type size; that of a space under ''."""
    words = {word: str(card.location) for card, _ in faces for word in ["n", *card.words.split()]}
    asked = [("n n", ""), *words.items()]
    html = theme.of(folders.templates).render("posts/words.html", **shared, words=asked)
    found = [(line.right - line.x) * 96 / 25.4 / 100 for line in _lay_out(html, faces, folders).lines]
    widths = dict(zip(words, found[1:], strict=True))
    return widths | {"": found[0] - 2 * widths["n"]}


def _choose_lines(card: Card, shape: Shape, measured: Mapping[str, float]) -> lines.Lines:
    words = card.words.split()
    widths = [measured[word] for word in words]
    box, smallest = shape.words, shape.smallest
    sizes = range(shape.largest, smallest - 1, -2)
    height = box.height - (2.5 * _NOTE if card.note else 0)
    found = lines.choose(words, widths, measured[""], box.width, height, LEADING, sizes)
    if found is None:
        widest = max(words, key=lambda word: measured[word])
        message = f"the words of the card do not fit on {shape.name}, even at {smallest} px: '{_short(card.words)}'"
        if measured[widest] * smallest > box.width:
            message = f"the word '{_short(widest)}' is wider than the card of {shape.name}, even at {smallest} px"
        raise fail("card-words", message, card.location, 'at most twelve short words: ::: {.post card="…"}')
    return found


def _short(words: str) -> str:
    return words if len(words) <= 100 else f"{words[:80].rstrip()} … ({len(words)} characters)"


def _names(faces: Sequence[Face]) -> dict[str, object]:
    """Return what the templates of cards know of all of them."""
    card = faces[0][0]
    colors = dict(card.brand.colors)
    night, dawn, paper = colors["night"], colors["dawn"], colors["paper"]
    return {
        "language": card.language,
        "title": card.words,
        "shapes": {shape.name: shape for _, shape in faces}.values(),
        "leading": LEADING,
        "colors": colors,
        "tints": [mix(night, paper, share) for share in (0.25, 0.175, 0.1)]
        + [colors["mist"]]
        + [mix(dawn, paper, share) for share in (0.25, 0.55)],
        "logo": _address(card.logo[0]),
        "practice": card.practice,
        "draft": card.draft,
    }


def _card_names(card: Card, shape: Shape, chosen: lines.Lines, folders: Folders) -> dict[str, object]:
    """Return what the templates of cards know of one."""
    logo = _logo(card, shape, folders)
    height = round(len(chosen.lines) * chosen.size * LEADING)
    below = round(2.5 * _NOTE) if card.note else 0
    top = shape.words.y + (shape.words.height - height - below) // 2
    return {
        "shape": shape,
        "lines": chosen.lines,
        "size": chosen.size,
        "top": top,
        "note": card.note,
        "below": top + height + _NOTE // 2,
        "small": _NOTE,
        "turn": card.turn,
        "drawing": _address(card.drawing[0]),
        "number": card.number,
        "name": _name_size(card, shape, logo.width),
        "logo": logo,
        "at": str(card.location),
    }


def _name_size(card: Card, shape: Shape, logo: int) -> int:
    """Return the type size of the practice's name, smaller where a long one would not fit on its line."""
    room = shape.foot.width - (logo + _GAP if logo else 0) - (140 if card.number else 0)
    return max(20, min(36, int(room / (0.56 * len(card.practice)))))


def _logo(card: Card, shape: Shape, folders: Folders) -> Box:
    """Return where the logo stands in the foot: in its own shape, so that wide and tall ones cover the same area."""
    if not card.logo[0]:
        return Box(0, 0, 0, 0)
    width, height = drawings.size(folders.root / card.logo[0])
    ratio = width / height if width and height else 1.0
    area, widest = (18_000, 380) if shape.width < 1200 else (12_000, 300)
    tall = min(_TALLEST, (area / ratio) ** 0.5, widest / ratio)
    return Box(0, (_LINE - round(tall)) // 2, round(tall * ratio), round(tall))


def _address(path: str) -> str:
    return f"content:{quote(path.removeprefix('content/'))}" if path else ""
