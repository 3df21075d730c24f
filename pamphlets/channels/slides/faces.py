"""Turns thoughts into slides: cards as large as a screen, with looks that alternate as those of posts do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pamphlets import compose
from pamphlets.channels import cards
from pamphlets.channels.cards import Card, looks, shapes
from pamphlets.channels.slides.thoughts import OPENING, WARNING, Thought


def of(thoughts: Sequence[Thought], view: compose.View) -> tuple[tuple[Card, ...], tuple[Thought, ...]]:
    """Return the slides of thoughts, and what has no room: of each block its first such thought; no part of it is shown
    without the others.
    """
    found = [each for thought in thoughts for each in _fit(thought, view)]
    crowded = {thought.block: thought for thought, card in reversed(found) if not card}
    shown = [card for thought, card in found if card and thought.block not in crowded]
    return tuple(replace(card, alt=_alt(card)) for card in cards.dress(shown)), tuple(reversed(crowded.values()))


def _fit(thought: Thought, view: compose.View) -> Iterator[tuple[Thought, Card | None]]:
    """Yield a thought with its card, the halves of its list with theirs, or None for what has no room."""
    card, half = next(_able(thought, view), None), len(thought.items) // 2
    if card or not half:
        yield thought, card
        return
    for items in (thought.items[:half], thought.items[half:]):
        yield from _fit(replace(thought, items=items), view)


def _able(thought: Thought, view: compose.View) -> Iterator[Card]:
    """Yield the cards on which the words of a thought have room, the best first."""
    card = _card(thought, view)
    layout = looks.of(thought.kind, card.words, listed=bool(card.items), pictured=bool(card.picture))
    for each in (layout,) if thought.kind == WARNING else (layout, "quote"):
        rest = looks.split(card.words)[1] if each == "number" else card.rest
        able = replace(card, layout=each, rest=rest, cover=card.cover if each == "question" else None)
        if cards.has_room(able, shapes.SCREEN):
            yield able


def _card(thought: Thought, view: compose.View) -> Card:
    """Return the card of a thought: large is what it says, or what its list is about; small above, what that is of."""
    title, text, location = thought.title, thought.text, thought.location
    card = cards.begin(view, text or title, location, thought.picture.location if thought.picture else location)
    if thought.kind == OPENING:
        card = replace(card, words=title, note=text)
    else:
        card = replace(card, heading=title if text else "")
    return replace(
        card,
        page=view.facts.page,
        items=tuple(words for _, words in thought.items),
        signs=tuple(number for number, _ in thought.items),
        picture=cards.art.of_image(thought.picture, view) if thought.picture else None,
    )


def _alt(card: Card) -> str:
    """Return what a slide says, and what its picture shows."""
    items = (f"{sign}. {words}" if sign else words for sign, words in zip(card.signs, card.items, strict=True))
    said = (card.heading, card.words, *items, card.note, card.art.alt if card.art else "")
    return "\n".join(filter(None, said))
