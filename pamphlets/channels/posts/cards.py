"""Draws the picture of a post: its words as large as they go, the arc, a drawing, the practice's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pamphlets import raster, theme, typeset
from pamphlets.channels.posts import lines
from pamphlets.errors import fail
from pamphlets.model import Folders, Location
from pamphlets.settings import Brand


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a card, in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A size of card: how far down the sky goes, and where words, drawing and name stand."""

    width: int
    height: int
    sky: int
    words: Box
    drawing: Box
    foot: Box
    largest: int

    @property
    def name(self) -> str:
        """The size in words: `1080x1350`."""
        return f"{self.width}x{self.height}"


SMALLEST = 64
"""Pixels: what can be read on a telephone, on a card that is 1080 wide."""
LEADING = 1.1

PORTRAIT = Shape(1080, 1350, 640, Box(80, 680, 920, 500), Box(0, 0, 0, 0), Box(80, 1240, 920, 60), 150)
PORTRAIT_DRAWN = Shape(1080, 1350, 226, Box(80, 246, 920, 330), Box(80, 606, 920, 613), Box(80, 1254, 920, 60), 112)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows. `turn` is how far the sky has turned, from 0 (night) to 1 (dawn).

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

    @property
    def shape(self) -> Shape:
        """The shape that a post's card has."""
        return PORTRAIT_DRAWN if self.drawing[0] else PORTRAIT


def draw(card: Card, folders: Folders) -> bytes:
    """Return a card as PNG. Raises PamphletError if its words do not fit."""
    shape = card.shape
    chosen = _choose_lines(card, shape, folders)
    html = theme.of(folders.templates).render("posts/card.html", **_names(card, shape, chosen))
    pages = typeset.Manuscript(html, folders, card.location, card.brand, ()).layout()
    return raster.png(pages.pdf(), width=shape.width)


def _choose_lines(card: Card, shape: Shape, folders: Folders) -> lines.Lines:
    words = card.words.split()
    widths = _widths([*words, "n", "n n"], card, shape, folders)
    space = widths[-1] - 2 * widths[-2]
    box = shape.words
    sizes = range(shape.largest, SMALLEST - 1, -2)
    found = lines.choose(words, widths[:-2], space, box.width, box.height, LEADING, sizes)
    if found is None:
        widest = max(words, key=lambda word: widths[words.index(word)])
        message = f"the words of the card do not fit, even at {SMALLEST} px: '{card.words}'"
        if widths[words.index(widest)] * SMALLEST > box.width:
            message = f"the word '{widest}' is wider than the card, even at {SMALLEST} px"
        raise fail("card-words", message, card.location, 'at most twelve short words: ::: {.post card="…"}')
    return found


def _widths(words: Sequence[str], card: Card, shape: Shape, folders: Folders) -> list[float]:
    """Return how wide each word is, in parts of the type size."""
    names = _names(card, shape, lines.Lines(100, ())) | {"words": words}
    html = theme.of(folders.templates).render("posts/words.html", **names)
    layout = typeset.Manuscript(html, folders, card.location, card.brand, ()).layout()
    return [(line.right - line.x) * 96 / 25.4 / 100 for line in layout.lines]


def _names(card: Card, shape: Shape, chosen: lines.Lines) -> dict[str, object]:
    """Return the names that the templates of cards know."""
    colors = dict(card.brand.colors)
    night, dawn, paper = colors["night"], colors["dawn"], colors["paper"]
    height = round(len(chosen.lines) * chosen.size * LEADING)
    return {
        "language": card.language,
        "words": card.words,
        "lines": chosen.lines,
        "size": chosen.size,
        "leading": LEADING,
        "top": shape.words.y + (shape.words.height - height) // 2,
        "box": shape.words,
        "shape": shape,
        "colors": colors,
        "tints": [_mix(night, paper, share) for share in (0.25, 0.175, 0.1)]
        + [colors["mist"]]
        + [_mix(dawn, paper, share) for share in (0.25, 0.55)],
        "turn": card.turn,
        "drawing": _address(card.drawing[0]),
        "logo": _address(card.logo[0]),
        "practice": card.practice,
        "draft": card.draft,
        "at": str(card.location),
    }


def _address(path: str) -> str:
    return f"content:{path.removeprefix('content/')}" if path else ""


def _mix(color: str, ground: str, share: float) -> str:
    """Return a color mixed into a ground."""
    parts = [(int(color[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)
