"""Says where things stand on a card or slide of each size and layout: art, bar, words, sender; in pixels."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A place on a card, in pixels."""

    x: int
    y: int
    width: int
    height: int


class Shape(NamedTuple):
    """A layout in a size: where its picture stands, its bar (or the sign of a warning), its words with all below them.

    `drawing` is where a drawing stands instead, which is shown whole. `largest` is the most of the type of the words,
    `below` the most and the least of that below them: a list, what to do, the rest of what a number counts. The words
    have so many `lines` at most, a list so many `columns`.
    """

    photo: Box
    drawing: Box
    bar: Box
    words: Box
    largest: int
    below: tuple[int, int]
    lines: int = 5
    columns: int = 1


SMALLEST = 64
"""The smallest type of words: what can be read on a telephone, and from a chair."""
_NONE = Box(0, 0, 0, 0)


def _plain(
    x: int, y: int, width: int, height: int, largest: int, below: tuple[int, int], gap: int = 58, lines: int = 5
) -> Shape:
    """Return a layout of words alone, with the bar so far above them."""
    return Shape(_NONE, _NONE, Box(x, y - gap, 120, 14), Box(x, y, width, height), largest, below, lines)


def _pictured(art: Box, drawing: Box, words: Box, largest: int, small: int) -> Shape:
    return Shape(art, drawing, Box(words.x, words.y - 54, 120, 14), words, largest, (small, small - 12))


_UPPER, _STORY = Box(0, 0, 1080, 620), Box(0, 0, 1080, 640)
_RIGHT, _LEFT = Box(760, 0, 440, 630), Box(0, 0, 824, 1080)
# A telephone lays its own buttons over a story: all words are from 65 to 1015 and from 269 to 1248.
_SHAPES = {
    "1080x1350": {
        "question": _pictured(_UPPER, _UPPER, Box(80, 744, 920, 416), 112, 48),
        "picture": _pictured(Box(0, 0, 1080, 810), Box(80, 80, 920, 690), Box(80, 900, 920, 282), 96, 48),
        "steps": _plain(80, 138, 920, 1026, 96, (64, 64)),
        "number": _plain(80, 190, 920, 970, 380, (76, 64), lines=1),
        "warning": Shape(_NONE, _NONE, Box(80, 120, 170, 170), Box(80, 340, 920, 820), 136, (72, 64)),
        "quote": _plain(80, 190, 920, 970, 168, (48, 36)),
        "type": _plain(80, 190, 920, 970, 176, (48, 36)),
    },
    "1200x630": {
        "question": _pictured(_RIGHT, _RIGHT, Box(64, 112, 640, 352), 92, 36),
        "picture": _pictured(Box(640, 0, 560, 630), Box(640, 64, 496, 502), Box(64, 112, 520, 352), 76, 36),
        "steps": _plain(64, 96, 1072, 380, 76, (54, 44), gap=46)._replace(columns=2),
        "number": _plain(64, 112, 1072, 348, 180, (54, 48), lines=1),
        "warning": Shape(_NONE, _NONE, Box(64, 48, 96, 96), Box(64, 172, 1072, 296), 104, (54, 48)),
        "quote": _plain(64, 118, 1072, 346, 128, (36, 28)),
        "type": _plain(64, 118, 1072, 346, 132, (36, 28)),
    },
    "1080x1920": {
        "question": _pictured(_STORY, _STORY, Box(80, 754, 920, 346), 112, 48),
        "picture": _pictured(_STORY, Box(80, 100, 920, 540), Box(80, 754, 920, 346), 96, 48),
        "steps": _plain(80, 346, 920, 744, 96, (64, 64)),
        "number": _plain(80, 380, 920, 730, 380, (76, 64), lines=1),
        "warning": Shape(_NONE, _NONE, Box(80, 280, 150, 150), Box(80, 470, 920, 640), 136, (72, 64)),
        "quote": _plain(80, 380, 920, 720, 168, (48, 36)),
        "type": _plain(80, 380, 920, 720, 176, (48, 36)),
    },
    "1920x1080": {
        "question": _pictured(_LEFT, _LEFT, Box(920, 150, 904, 540), 160, 76)._replace(lines=7),
        "picture": _pictured(_LEFT, _LEFT, Box(920, 150, 904, 540), 160, 76)._replace(lines=7),
        "steps": _plain(96, 154, 1404, 664, 128, (96, 64)),
        "number": _plain(96, 154, 1404, 676, 380, (112, 64), lines=1),
        "warning": Shape(_NONE, _NONE, Box(96, 96, 130, 130), Box(96, 246, 1404, 572), 160, (96, 64), 7),
        "quote": _plain(96, 154, 1404, 676, 200, (80, 64), lines=7),
        "type": _plain(96, 154, 1404, 676, 200, (80, 64), lines=7),
    },
}
*SIZES, SCREEN = _SHAPES
"""The sizes of cards, the one that most platforms take first; and that of slides for a screen in the waiting room."""
CODE = Box(1564, 724, 260, 260)
"""Where the code of a slide stands: at the same place on each, for who lifts a telephone."""
_FEET = {
    "1080x1350": Box(80, 1182, 920, 120), "1200x630": Box(64, 494, 1072, 96), "1080x1920": Box(80, 1122, 920, 120),
    SCREEN: Box(96, 864, 1404, 120),
}  # fmt: skip
QUIET = {"1080x1920": 1380}
"""From where on down nothing stands: a telephone lays the answer to a story there."""


def of(size: str, layout: str) -> Shape:
    """Return where things stand on a card of a size and layout."""
    return _SHAPES[size][layout]


def foot(size: str, layout: str) -> Box:
    """Return where the sender of a card stands, and, at the right, its number: beside a picture at the side."""
    found, shape = _FEET[size], _SHAPES[size][layout]
    right = shape.photo.x - found.x if shape.photo.x else found.x + found.width
    return found._replace(x=shape.words.x, width=right - shape.words.x)


def disc(size: str, layout: str, ground: str) -> int:
    """Return the radius of the quarter disc in the corner of a card, 0 for none: it gives words alone a ground."""
    if size in QUIET:
        return 440 if ground in ("paper", "night", "night-10", "mist") else 0
    return {"1200x630": 200, SCREEN: 400}.get(size, 320) if layout in ("number", "type") else 0


def file(size: str) -> str:
    """Return the name of the file that a card of this size is written to, without its ending."""
    return f"story-{size}" if size == "1080x1920" else f"card-{size}"
