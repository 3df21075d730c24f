"""Gives each slide its layout, its ground and the size of its type, in pixels of a screen of 1920 × 1080."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from pamphlets.channels.slides.thoughts import Thought

WIDTH, HEIGHT = 1920, 1080
EDGE, ART, CODE, SENDER, GAP = 96, 820, 260, 120, 34
"""The margin, how wide pictures are at the left edge, the side of the QR code, how tall who it is from may be, and what
stays free around both.
"""
SMALLEST, LEADING = 64, 1.15
SPACE, ROW, BAR = 24, 18, 60
"""Between paragraphs, above and below an item, and the accent on top."""
_LETTER, _SMALLER, _SYMBOL = 0.58, 0.72, 194
"""How wide letters are on average, and how large small words are, in parts of the type size; the room of the symbol
beside the words of a warning.
"""
_LARGEST = {"cover": 112, "words": 152, "picture": 104, "list": 120, "warning": 128, "number": 96}
_NUMBER = re.compile(r"\d[\d.,]*(?:\s?%|\s(?:in|of|de|von|sur|su)\s(?:cada\s)?\d[\d.,]*|\s[^\W\d_]{2,9}(?=\s))?")
_GROUNDS = {
    "cover": ("paper",), "words": ("mist", "night-10"), "question": ("paper", "night-10"), "picture": ("paper", "mist"),
    "list": ("night-10", "mist"), "warning": ("alert-ground",), "number": ("night", "mist"),
}  # fmt: skip
_APART = 5
"""Of so many slides at most one has a dark ground."""

Layout = Literal["cover", "words", "picture", "list", "warning", "number"]


class Field(NamedTuple):
    """Where the words of a slide stand."""

    x: int
    y: int
    width: int
    height: int


class Lettering(NamedTuple):
    """The words of a slide as they stand below each other: small ones, the large ones, small ones, items of a list.

    `sign` is the number of the step that the large words are.
    """

    above: tuple[str, ...]
    large: str
    below: str
    rows: tuple[tuple[str, str], ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """A thought as a screen shows it: `size` is that of its largest words, `small` of the others; `number` the figure
    that it begins with, in `figure` pixels.
    """

    thought: Thought
    words: Lettering
    layout: Layout
    ground: str
    box: Field
    size: int
    small: int
    number: str = ""
    figure: int = 0


def of(thoughts: Sequence[Thought], cover: bool) -> Iterator[Slide | Thought]:
    """Yield the slide of each thought, no ground twice running but that of warnings; the thought if it has no room."""
    grounds = list[str]()
    for thought in thoughts:
        found = next(filter(None, (_slide(thought, layout, grounds) for layout in _layouts(thought, cover))), None)
        grounds += [found.ground] if found else []
        yield found or thought


def _layouts(thought: Thought, cover: bool) -> Iterator[Layout]:
    """Yield what a thought may look like, the best first."""
    if thought.kind == "warning":
        yield "warning"  # it looks as one, or is left out
        return
    if thought.kind == "opening":
        if cover:
            yield "cover"
    elif len(thought.items) > 1 or any(number for number, _ in thought.items):
        yield "list"
    elif thought.picture:
        yield "picture"
    elif not thought.title and _NUMBER.match(_words(thought).large):
        yield "number"
    yield "words"


def _slide(thought: Thought, layout: Layout, grounds: Sequence[str]) -> Slide | None:
    """Return a slide in this layout, as large as it goes; None if it has no room at the least size."""
    words, number, figure = _words(thought), "", 0
    for box in _boxes(layout):
        if layout == "number" and (found := _NUMBER.match(_words(thought).large)):
            number = found[0]
            words = words._replace(large=_words(thought).large.removeprefix(number).strip())
            figure = min(380, int(box.width / (_LETTER * len(number))))
        for size in range(_LARGEST[layout], SMALLEST - 1, -4):
            small = max(SMALLEST, round(_SMALLER * size))
            if _height(words, box.width, size, small) + figure <= box.height:
                ground = _ground(thought, layout, grounds)
                return Slide(thought, words, layout, ground, box, size, small, number, figure)
    return None


def smaller(slide: Slide) -> Slide:
    """Return a slide in smaller type, for a font whose letters are wider than most."""
    size, small = (max(SMALLEST, round(0.9 * each)) for each in (slide.size, slide.small))
    return replace(slide, size=size, small=small, figure=round(0.9 * slide.figure))


def _boxes(layout: Layout) -> Iterator[Field]:
    """Yield where words may stand: above the code, or beside it, above who it is from."""
    left = ART + EDGE if layout in ("cover", "picture") else EDGE + (_SYMBOL if layout == "warning" else 0)
    yield Field(left, EDGE, WIDTH - EDGE - left, HEIGHT - 2 * EDGE - CODE - GAP)
    yield Field(left, EDGE, WIDTH - EDGE - CODE - GAP - left, HEIGHT - 2 * EDGE - SENDER - GAP)


def _words(thought: Thought) -> Lettering:
    """Return the words of a thought in their places: large is what it says, or what its list is about."""
    title, text, items = thought.title, thought.text, thought.items
    if thought.kind == "opening":
        return Lettering((), title, text, ())
    if len(items) == 1:
        return Lettering(tuple(filter(None, (title, text))), items[0][1], "", (), items[0][0])
    if items:
        return Lettering((), title or text, text if title else "", items)
    return Lettering((title,) if title and text else (), text or title, "", ())


def _height(words: Lettering, width: int, size: int, small: int) -> float:
    """Return how tall the words of a slide are at most."""
    others = [*words.above, words.below]
    tall = _lines(words.large, width - (size if words.sign else 0), size) * size * LEADING
    tall += sum(_lines(text, width, small) * small * LEADING + SPACE for text in others if text)
    tall += sum(_lines(text, width - 2 * small, small) * small * LEADING + 2 * ROW for _, text in words.rows)
    return tall + BAR


def _lines(text: str, width: int, size: int) -> int:
    """Return on how many lines a text stands at most, words that are too long broken."""
    most, used, count = max(1, int(width / (_LETTER * size))), 0, 1 if text else 0
    for word in text.split():
        longer, rest = divmod(len(word), most)
        if longer or (used and used + 1 + len(word) > most):
            count, used = count + longer + (used > 0 and not longer), rest
        else:
            used += len(word) + (used > 0)
    return count


def _ground(thought: Thought, layout: Layout, grounds: Sequence[str]) -> str:
    asked = "question" if layout == "words" and _words(thought).large.endswith("?") else layout
    last = grounds[-1] if grounds else ""
    free = [one for one in _GROUNDS[asked] if one != last and not (one == "night" and one in grounds[-_APART:])]
    return free[0] if free else _GROUNDS[asked][-1] if asked == "warning" or last != "mist" else "night-10"
