"""Turns the blocks of an edition into slides: one thought each, in at most twenty words, and nothing lost unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pamphlets import compose
from pamphlets.compose import plain, variables
from pamphlets.localized import phrases, quotes, sentences
from pamphlets.model import Block, Citation, Div, Image, Link, Location, Markdown, Note, Part, Problem
from pamphlets.source import blocks

MOST_WORDS = 20
"""The most words of a slide: what is read from a chair, in passing."""
MOST_LED = 24
"""The most words of a warning's slide on which its lead would else stand alone: it says nothing without an item."""
MOST_ITEMS = 4
"""The most items of a list on one slide."""
_LEVEL = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₍₎⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()" * 2)
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾]+")
_SHOWN = frozenset("¹²³")
"""Plain text has lowered and raised digits that no font of ours has, but these: on a screen H₂O is H2O, 10⁶ is 10^6."""
_SILENT = (Citation, Image, Link, Note)
OPENING, WARNING, _KEY_POINTS = "lead", "warning", "key-points"
"""What a thought is of: the first slide, or the kind of a block."""


@dataclass(frozen=True, slots=True)
class Thought:
    """What one slide says: a heading, a text, the items of a list, each with its number or ''; what it shows."""

    block: str
    kind: str
    title: str
    location: Location
    text: str = ""
    items: tuple[tuple[str, str], ...] = ()
    picture: Image | None = None

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(_count(text) for text in (self.title, self.text, *(words for _, words in self.items)))


@dataclass(frozen=True, slots=True)
class _Unit:
    """Paragraphs that follow each other, as sentences; or a list, with the line that leads to it; or (both empty) what
    no slide can show. `kind` is that of its block, or of the box within it that it stands in.
    """

    kind: str
    sentences: tuple[str, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """The slides of a block; whether they say less than it, and why there is none of it, or of a part of it."""

    block: str
    thoughts: tuple[Thought, ...]
    shorter: bool = False
    problem: Problem | None = None


def of(view: compose.View, cards: Mapping[str, str]) -> Iterator[Showing]:
    """Yield the slides of each block of a view; `cards` are the words of the cards of blocks, by their ids."""
    for block in view.edition.blocks:
        yield _block(block, view, cards.get(block.id, ""))


def opening(view: compose.View) -> Thought:
    """Return the first slide: the title, and as much of the summary as there is room for."""
    pamphlet, language = view.edition.pamphlet, view.edition.language
    title = variables.heading(view.edition)
    said = _begin(_split(quotes.text(pamphlet.summary, language)), MOST_WORDS - _count(title))
    return Thought("", OPENING, title, pamphlet.locate("title"), said)


def _block(block: Block, view: compose.View, card: str) -> Showing:
    title = heading(block, view)
    units = tuple(_units(block.parts, block.kind, view))
    pictures = [one for one in variables.inlines(block) if isinstance(one, Image) and not one.decorative]
    first = Thought(block.id, block.kind, title, block.location, picture=next(iter(pictures), None))
    if not units:
        return Showing(block.id, (first,) if first.picture and title else ())
    shown = [_unit(unit, first) for unit in units]
    whole = [thought for thoughts in shown for thought in thoughts]
    if all(shown):
        return Showing(block.id, _pictured(whole, first))
    lists = [thought for unit, thoughts in zip(units, shown, strict=True) if unit.items for thought in thoughts]
    lost = any(not thoughts and not unit.sentences for unit, thoughts in zip(units, shown, strict=True))
    if block.kind != WARNING and all(unit.kind != WARNING for unit in units):
        if card and _count(card) <= MOST_WORDS:
            return Showing(block.id, _pictured([replace(first, title="", text=card), *lists], first), shorter=True)
        prose = next((unit.sentences for unit in units if unit.sentences), ())
        said = _begin(prose, MOST_WORDS - _count(title))
        if said and not lost:
            return Showing(block.id, _pictured([replace(first, text=said), *lists], first), shorter=True)
    return Showing(block.id, (), problem=_too_long(block, title, table=any(unit == _Unit(unit.kind) for unit in units)))


def heading(block: Block, view: compose.View) -> str:
    """Return the heading of a block as a screen shows it; '' if it has none."""
    return _level(plain.text(block.title, view, silent=_SILENT)) if block.title else ""


def _too_long(block: Block, title: str, *, table: bool) -> Problem:
    why = (
        "a table or code is not for a slide"
        if table
        else f"with its heading, a sentence or item has over {MOST_WORDS} words"
    )
    message = f"the waiting-room screen leaves out '{title or block.id}': {why}"
    mend = "say it in a short list instead" if table else "write shorter sentences and items"
    hint = f'{mend}; or leave it to other outputs: not="slides"'
    return Problem("slides", message, block.location, hint, "warning")


def too_wide(thought: Thought) -> Problem:
    """Return the warning that a slide has no room for its words."""
    message = f"the waiting-room screen leaves out '{thought.title or thought.text}': its words have no room on a slide"
    hint = 'write shorter words and sentences; or leave it to other outputs: not="slides"'
    return Problem("slides", message, thought.location, hint, "warning")


def _pictured(thoughts: Sequence[Thought], first: Thought) -> tuple[Thought, ...]:
    """Return the slides of a block, the first of which shows its picture; a list has no room for one, and a warning
    no other look: there the heading stands beside it before the list.
    """
    bare = [replace(thought, picture=None) for thought in thoughts]
    at = next((n for n, thought in enumerate(bare) if not thought.items and thought.kind != WARNING), None)
    if first.picture and at is not None:
        bare[at] = replace(bare[at], picture=first.picture)
    elif first.picture and first.title and first.kind not in (WARNING, _KEY_POINTS):
        bare.insert(0, first)
    return tuple(bare)


def _unit(unit: _Unit, first: Thought) -> list[Thought]:
    """Return the slides that say all of a unit; none if it has no room."""
    first = replace(first, kind=unit.kind or first.kind)
    if unit.items:
        return list(_items(unit, first))
    pieces = _pack(unit.sentences, MOST_WORDS - _count(first.title))
    if len(pieces) > 1 and first.kind != WARNING:
        return []
    return [replace(first, text=piece) for piece in pieces]


def _items(unit: _Unit, first: Thought) -> list[Thought]:
    """Return the slides of a list, below the heading of its block, each with about as many items; none if one has no
    room.

    Key points need no heading: each is a thought, and so is what has none.
    """
    if not unit.lead and (unit.kind == _KEY_POINTS or not first.title):
        said = [f"{number}. {words}" if number else words for number, words in unit.items]
        return [replace(first, title="", text=each) for each in said] if max(map(_count, said)) <= MOST_WORDS else []
    fewest = _share(unit, first, MOST_ITEMS)
    return next(
        (found for most in range(1, MOST_ITEMS) if len(found := _share(unit, first, most)) == len(fewest)), fewest
    )


def _share(unit: _Unit, head: Thought, most: int) -> list[Thought]:
    """Return a list on slides of so many items at most; heading and what leads to it are on the first, and again where
    there is room for them; that of a warning always.
    """
    slides, rest = list[Thought](), unit.items
    heads = [replace(head, text=unit.lead)]
    while rest:
        slide = max((_fill(one, rest, most) for one in heads), key=lambda found: len(found.items))
        if not slide.items and (slides or not unit.lead):
            return []
        slides.append(slide)
        rest = rest[len(slide.items) :]
        heads = [heads[0], *([replace(heads[0], title="")] if unit.lead and head.kind != WARNING else []), head]
    return slides


def _fill(head: Thought, items: Sequence[tuple[str, str]], most: int) -> Thought:
    """Return a slide with as many items as it has room for."""
    some = [replace(head, items=tuple(items[:count])) for count in range(min(most, len(items)), 0, -1)]
    if head.kind == WARNING and head.title and head.text and some[-1].words <= MOST_LED:
        return next((found for found in some if found.words <= MOST_WORDS), some[-1])
    return next((found for found in some if found.words <= MOST_WORDS), head)


def _units(parts: Iterable[Part], kind: str, view: compose.View) -> Iterator[_Unit]:
    """Yield what a block says, piece by piece."""
    said = list[str]()
    for part in parts:
        if isinstance(part, Div):
            yield from _prose(said, kind)
            yield from _units(part.parts, part.kind or kind, view)
        elif isinstance(part, Markdown):
            for element in blocks.parse(part.text):
                if element.tag in ("ul", "ol"):
                    lead = said.pop() if said and said[-1].endswith((":", "：")) else ""
                    yield from _prose(said, kind)
                    yield _Unit(kind, items=tuple(_list(element, part, view)), lead=lead)
                elif element.tag in ("p", "blockquote", "h3", "h4", "h5", "h6"):
                    said += [one for each in element.walk() for one in _split(_words(each, part, view))]
                elif element.tag != "hr":
                    yield from _prose(said, kind)
                    yield _Unit(kind)
    yield from _prose(said, kind)


def _prose(said: list[str], kind: str) -> Iterator[_Unit]:
    if said:
        yield _Unit(kind, sentences=tuple(said))
        said.clear()


def _list(element: blocks.Element, text: Markdown, view: compose.View) -> Iterator[tuple[str, str]]:
    """Yield the items of a list, each with its number ('' for a point); those of lists within it, too."""
    begin = int(element.attributes.get("start") or 1)
    for number, item in enumerate(element.children, begin):
        inner = [one for one in item.children if one.tag in ("ul", "ol")]
        own = [one for one in item.walk() if not any(one in each.walk() for each in inner)]
        words = " ".join(filter(None, (_words(one, text, view) for one in own)))
        if words:
            yield (str(number) if element.tag == "ol" else "", words)
        for one in inner:
            yield from _list(one, text, view)


def _words(element: blocks.Element, text: Markdown, view: compose.View) -> str:
    said = plain.text(replace(text, text=element.text), view, silent=_SILENT) if element.text else ""
    return " ".join(_level(said).split())


def _level(text: str) -> str:
    """Return a text without digits and signs that are raised or lowered, but those that every font has."""

    def raised(found: re.Match[str]) -> str:
        if _SHOWN.issuperset(found[0]):
            return found[0]
        return ("^" if any(map(str.isdigit, found[0])) else "") + found[0].translate(_LEVEL)

    return _RAISED.sub(raised, text).translate({key: to for key, to in _LEVEL.items() if chr(key) not in _SHOWN})


def _split(text: str) -> list[str]:
    return [sentence for _, sentence in sentences.split(text)]


def _begin(parts: Sequence[str], room: int) -> str:
    """Return as many whole sentences as there is room for."""
    found = _pack(parts[:1], room) and _pack(parts, room, most=1)
    return found[0] if found else ""


def _pack(parts: Sequence[str], room: int, most: int = 0) -> list[str]:
    """Return sentences in as few pieces as there is room for; none if one has more words than that.

    With `most` only the first so many pieces.
    """
    out = list[str]()
    for part in parts:
        joined = sentences.join([out[-1], part]) if out else part
        if out and _count(joined) <= room:
            out[-1] = joined
        elif most and len(out) == most:
            break
        elif _count(part) > room:
            return []
        else:
            out.append(part)
    return out


def _count(text: str) -> int:
    return phrases.count(text)
