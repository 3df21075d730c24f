"""Sets the words of a card into its shape: how large they are, in which lines, and how large what stands below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pamphlets.channels.cards import lines
from pamphlets.channels.cards.shapes import MOST_LINES, SMALLEST, Shape

LEADING, BELOW = 1.1, 1.2
GAP = 0.45
"""Between the words and what stands below, in parts of its type."""
_PADDINGS = (26, 18, 12, 8)
_RULE = 3
_ANY = 10**6


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below the words of a card: its type size and height, its lines, or the lines of each item.

    `rest` is empty where a word is wider than the card. Items have a padding above and below, and an indent.
    """

    size: int
    height: float
    rest: tuple[str, ...] = ()
    items: tuple[tuple[str, ...], ...] = ()
    columns: int = 1
    padding: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """The lines of a card, their type size, and what stands below."""

    size: int
    lines: tuple[str, ...]
    below: Below


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide words are, in parts of the type size; that of a space is that of ''."""

    widths: Mapping[str, float]

    def lines(
        self, words: str, width: float, height: float, sizes: Sequence[int], most: int = _ANY
    ) -> lines.Lines | None:
        """Return words in the best lines at one of `sizes`; None if they do not fit into a box of pixels."""
        split = words.split()
        widths = [self.widths[word] for word in split]
        return lines.choose(split, widths, self.widths[""], width, height, LEADING, sizes, most)


def fit(
    words: str, rest: str, items: Sequence[str], counted: bool, shape: Shape, measure: Measure, most: int = MOST_LINES
) -> Setting | None:
    """Return how words, in `most` lines, and what stands below are set, as large as they go; None if they do not."""
    box = shape.words
    sizes = range(shape.largest, SMALLEST - 1, -4)
    for below in _items(items, counted, shape, measure) if items else _rest(rest, shape, measure):
        if found := measure.lines(words, box.width, box.height - below.height, sizes, most):
            return Setting(found.size, found.lines, below)
    return None


def _rest(rest: str, shape: Shape, measure: Measure) -> Iterator[Below]:
    """Yield the ways to set words below others, the largest first; an address in one line, if it goes into one."""
    most, least = shape.below
    for size in range(most, least - 1, -2):
        if not rest:
            yield Below(size, 0)
        elif found := measure.lines(rest, shape.words.width, _ANY, (size,)):
            yield Below(size, size * (GAP + len(found.lines) * BELOW), found.lines)
    if rest:
        yield Below(least, least * (GAP + 2 * BELOW))


def _items(items: Sequence[str], counted: bool, shape: Shape, measure: Measure) -> Iterator[Below]:
    """Yield the ways to set a list below words, the largest first: two items side by side where a card is wide."""
    most, least = shape.below
    columns = 2 if shape.words.width > 1000 else 1
    for size in range(most, least - 1, -2):
        indent = round(size * (1 if not counted else 2 if columns == 1 else 1.5))
        width = (shape.words.width - (columns - 1) * size) / columns - indent
        broken = [measure.lines(item, width, _ANY, (size,)) for item in items]
        each = tuple(found.lines for found in broken if found)
        if len(each) < len(items):
            continue
        rows = [max(map(len, each[at : at + columns])) for at in range(0, len(each), columns)]
        for padding in _PADDINGS:
            height = size * (GAP + sum(rows) * BELOW) + len(rows) * (2 * padding + _RULE)
            yield Below(size, height, (), each, columns, padding, indent)
