"""Sets the words of a card into its shape: how large they are, in which lines, and how large what stands below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from unicodedata import east_asian_width

from pamphlets.channels.cards import lines
from pamphlets.channels.cards.shapes import SMALLEST, Shape
from pamphlets.localized import phrases
from pamphlets.project import Brand

T = TypeVar("T")
LEADING, BELOW = 1.1, 1.2
GAP = 0.45
"""Between the words and what stands below, in parts of its type."""
_LETTER = 0.62
"""How wide a letter is at most on average, in parts of the type size."""
_PADDINGS = ((26, 18), (12, 8))
"""Above and below an item: smaller type goes before less room."""
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
    """The lines of a card, their type size, what stands below, and the lines of a heading above, in the least type."""

    size: int
    lines: tuple[str, ...]
    below: Below
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide words of a language are, in parts of the type size, a space as ''; `rough` lines are a first look.

    `leading` is how far apart its lines are.
    """

    widths: Mapping[str, float]
    language: str
    leading: float = LEADING
    rough: bool = False

    def order(self, found: Sequence[T]) -> Sequence[T]:
        """Return ways to set words, the largest first; for a first look last: what has room at all has it in small."""
        return found[::-1] if self.rough else found

    def lines(
        self, words: str, width: float, height: float, sizes: Sequence[int], most: int = _ANY
    ) -> lines.Lines | None:
        """Return words in the best lines at one of `sizes`; None if they do not fit into a box of pixels."""
        split = phrases.pieces(words, self.language)
        widths = [self.widths[word.text] for word in split]
        space = self.widths[""]
        return lines.choose(split, widths, space, width, height, self.leading, sizes, most, rough=self.rough)


def leading(language: str, brand: Brand) -> float:
    """Return how far apart lines of a language are, in parts of the type size: as far as its letters need."""
    return max(LEADING, *(one.line for one in brand.tongues if one.code == language), 0.0)


def guess(language: str, leading: float, *texts: str) -> Measure:
    """Return how wide words are at most, before they are laid out; their lines are those of a first look."""
    words = (word for text in texts for word, _ in phrases.pieces(text, language))
    return Measure({"": 0.3, **{word: _LETTER * _wide(word) for word in words}}, language, leading, rough=True)


def _wide(word: str) -> float:
    """Return how many letters of average width a word is long: a Han letter takes a square."""
    return sum(1 / _LETTER if east_asian_width(letter) in "WF" else 1 for letter in word)


def fit(
    words: str, rest: str, items: Sequence[str], counted: bool, shape: Shape, measure: Measure, above: str = ""
) -> Setting | None:
    """Return how words and what stands below and above are set, as large as they go; None if they have no room.

    What stands below is never larger than the words.
    """
    box, heading = shape.words, tuple[str, ...]()
    if above:
        broken = measure.lines(above, box.width, _ANY, (SMALLEST,))
        if not broken:
            return None
        heading = broken.lines
    height = box.height - SMALLEST * (len(heading) * BELOW + (GAP if heading else 0))
    for below in _items(items, counted, shape, measure) if items else _rest(rest, shape, measure):
        sizes = measure.order(range(shape.largest, max(SMALLEST, below.size if below.height else 0) - 1, -4))
        if found := measure.lines(words, box.width, height - below.height, sizes, shape.lines):
            return Setting(found.size, found.lines, below, heading)
    return None


def _rest(rest: str, shape: Shape, measure: Measure) -> Iterator[Below]:
    """Yield the ways to set words below others, the largest first; an address in one line, if it goes into one."""
    most, least = shape.below
    if not rest:
        yield Below(most, 0)
        return
    for size in measure.order(range(most, least - 1, -2)):
        if found := measure.lines(rest, shape.words.width, _ANY, (size,)):
            yield Below(size, size * (GAP + len(found.lines) * BELOW), found.lines)
    yield Below(least, least * (GAP + 2 * BELOW))


def _items(items: Sequence[str], counted: bool, shape: Shape, measure: Measure) -> Iterator[Below]:
    """Yield the ways to set a list below words, the largest first: two items side by side where a card is low."""
    (most, least), columns = shape.below, shape.columns
    for size, paddings in measure.order([(size, some) for some in _PADDINGS for size in range(most, least - 1, -2)]):
        indent = round(size * (1 if not counted else 2 if columns == 1 else 1.5))
        width = (shape.words.width - (columns - 1) * size) / columns - indent
        broken = [measure.lines(item, width, _ANY, (size,)) for item in items]
        each = tuple(found.lines for found in broken if found)
        if len(each) < len(items):
            continue
        rows = [max(map(len, each[at : at + columns])) for at in range(0, len(each), columns)]
        for padding in paddings:
            height = size * (GAP + sum(rows) * BELOW) + len(rows) * (2 * padding + _RULE)
            yield Below(size, height, (), each, columns, padding, indent)
