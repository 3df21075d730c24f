"""Turns the cards of a series into the slides of a carousel: a cover, one a block, and one that says where next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pamphlets import compose, localized
from pamphlets.channels.cards import Card
from pamphlets.channels.series.card import finish
from pamphlets.compose import variables
from pamphlets.model import Edition, Location, Problem
from pamphlets.project import Project

MOST = 10
"""The most slides: Instagram takes 20 today, but the tools that schedule posts still refuse more than ten."""


def slides(
    edition: Edition, cards: Mapping[str, Card], project: Project, say: Mapping[str, str]
) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """Return the slides, numbered and described, and a warning that names the blocks that there is no room for.

    `cards` are those of the blocks, by their ids, in order, their looks not yet chosen. The lead's card is the cover,
    with the title below; without a lead the title is.
    """
    speak = compose.speaker(say)
    blocks = list(cards)
    opening = blocks[0] == "lead"
    inner = blocks[opening:]
    kept, left = inner[: MOST - 2], inner[MOST - 2 :]
    title = variables.heading(edition)
    place = edition.pamphlet.locate("title")
    first = cards[blocks[0]]
    cover = _worded(first, first.words, title, first.location) if opening else _worded(first, title, "", place)
    last = _worded(first, say["carousel-close"], _where(edition, project), place)
    shown = finish([cover, *(cards[block] for block in kept), last], say)
    numbered = (
        replace(card, alt=speak("carousel-alt", number=at, count=len(shown), alt=card.alt), number=f"{at}/{len(shown)}")
        for at, card in enumerate(shown, 1)
    )
    return tuple(numbered), tuple(_without_room(left, cards))


def _without_room(left: Sequence[str], cards: Mapping[str, Card]) -> Iterator[Problem]:
    if left:
        names = ", ".join(f"'{name}'" for name in left)
        message = f"the carousel has room for {MOST} slides: {names} {'is' if len(left) == 1 else 'are'} not in it"
        hint = "make fewer posts, or move the best ones up"
        yield Problem("carousel", message, cards[left[0]].location, hint, "warning")


def _worded(card: Card, words: str, note: str, place: Location) -> Card:
    """Return a card that says these words, with what stands on the cover of leaflets."""
    note = note if note != words else ""
    return replace(card, layout="question", words=words, note=note, rest="", items=(), location=place)


def _where(edition: Edition, project: Project) -> str:
    """Return where a reader goes next: the page's address without its protocol, else a telephone number."""
    practice = project.practice
    if not practice.web:
        return localized.phone(practice.phone, practice.country).shown if practice.phone else practice.name
    return f"{practice.web.partition('://')[2]}/{practice.folder(edition.language)}{edition.pamphlet.address}"
