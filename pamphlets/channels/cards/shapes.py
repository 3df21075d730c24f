"""Says where things stand on a card of each size: sky, words, drawing, name; in pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a card, in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A card: how far down the sky goes, where words, drawing and name stand, and where the ground begins (0: none).

    `safe` is how far from the top words begin at the earliest, `label` where that of a draft begins, from left and top.
    """

    width: int
    height: int
    sky: int
    words: Box
    drawing: Box
    foot: Box
    largest: int
    ground: int = 0
    safe: int = 0
    label: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        """The size in words: `1080x1350`."""
        return f"{self.width}x{self.height}"

    @property
    def smallest(self) -> int:
        """The smallest type of the words: what can be read on a telephone, 64 px on a card that is 1080 wide."""
        return -(-64 * self.width // 1080)


_NOWHERE = Box(0, 0, 0, 0)
_ROW = 64
"""The height of the line for the label of a draft."""
# A telephone lays its own buttons over a story: all words are from 65 to 1015 and from 269 to 1248.
_STORY = Shape(1080, 1920, 640, Box(80, 690, 920, 424), _NOWHERE, Box(80, 1172, 920, 60), 150, 1330, 275)
_SHAPES = {
    "1080x1350": (
        Shape(1080, 1350, 640, Box(80, 680, 920, 500), _NOWHERE, Box(80, 1240, 920, 60), 150),
        Shape(1080, 1350, 226, Box(80, 246, 920, 330), Box(80, 606, 920, 613), Box(80, 1254, 920, 60), 112),
    ),
    "1200x630": (
        Shape(1200, 630, 204, Box(72, 216, 1056, 310), _NOWHERE, Box(72, 546, 1056, 56), 120),
        Shape(1200, 630, 116, Box(56, 128, 556, 392), Box(652, 136, 500, 400), Box(56, 556, 1088, 56), 96),
    ),
    "1080x1920": (
        _STORY,
        replace(
            _STORY,
            sky=226,
            words=Box(80, 284, 920, 300),
            drawing=Box(80, 612, 920, 520),
            largest=112,
        ),
    ),
}
SIZES = tuple(_SHAPES)
"""Every size, the one that most platforms take first."""


def of(size: str, drawn: bool, draft: bool = False) -> Shape:
    """Return the shape of a size, with room for a drawing or without, and for the label of a draft."""
    shape = _SHAPES[size][drawn]
    return _labelled(shape) if draft else shape


def _labelled(shape: Shape) -> Shape:
    """Return a shape with a line for a label between sky and words: the sky gives the room, or else the drawing."""
    words, drawing = shape.words, shape.drawing
    top = max(words.y - _ROW, shape.safe)
    down = top + _ROW - words.y
    return replace(
        shape,
        sky=min(shape.sky, top - 12),
        label=(words.x, top),
        words=replace(words, y=words.y + down),
        drawing=replace(drawing, y=drawing.y + down, height=drawing.height - down),
    )


def file(size: str) -> str:
    """Return the name of the file that a card of this size is written to, without its ending."""
    return f"story-{size}" if size == "1080x1920" else f"card-{size}"
