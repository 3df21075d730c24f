"""Turns the cards of a series into the slides of a carousel: a cover, one a block, and one that says where next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pamphlets import compose, localized
from pamphlets.channels.cards import Card
from pamphlets.compose import variables
from pamphlets.model import Edition, Location, Problem
from pamphlets.project import Project

MOST = 10
"""The most slides: Instagram takes 20 today, but the tools that schedule posts still refuse more than ten."""


def slides(
    edition: Edition, cards: Mapping[str, Card], project: Project
) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """Return the slides, numbered and described, and a warning that names the blocks that there is no room for.

    `cards` are those of the blocks, by their ids, in order. The lead's card is the cover, with the title below;
    without a lead the title is.
    """
    say = {key: text.of(edition.language) for key, text in project.words.items()}
    speak = compose.speaker(say)
    blocks = list(cards)
    opening = blocks[0] == "lead"
    inner = blocks[opening:]
    kept, left = inner[: MOST - 2], inner[MOST - 2 :]
    title = variables.heading(edition)
    place = edition.pamphlet.locate("title")
    first = cards[blocks[0]]
    cover = _worded(first, first.words, title, first.location) if opening else _worded(first, title, "", place)
    cover = replace(cover, turn=0.0)
    last = replace(_worded(first, say["carousel-close"], _where(edition, project), place), turn=1.0)
    shown = [cover, *(cards[block] for block in kept), last]
    numbered = tuple(_numbered(card, index, len(shown), say, speak) for index, card in enumerate(shown))
    return numbered, tuple(_without_room(left, cards))


def _without_room(left: Sequence[str], cards: Mapping[str, Card]) -> Iterator[Problem]:
    if left:
        names = ", ".join(f"'{name}'" for name in left)
        message = f"the carousel has room for {MOST} slides: {names} {'is' if len(left) == 1 else 'are'} not in it"
        hint = "make fewer posts, or move the best ones up"
        yield Problem("carousel", message, cards[left[0]].location, hint, "warning")


def _worded(card: Card, words: str, note: str, place: Location) -> Card:
    """Return a card without a drawing that says these words."""
    return replace(card, words=words, note=note if note != words else "", drawing=("", ""), alt="", location=place)


def _where(edition: Edition, project: Project) -> str:
    """Return where a reader goes next: the page's address without its protocol, else a telephone number."""
    practice = project.practice
    if not practice.web:
        return localized.phone(practice.phone, practice.country).shown if practice.phone else practice.name
    folder = "" if edition.language == practice.languages[0] else f"{edition.language}/"
    return f"{practice.web.partition('://')[2]}/{folder}{edition.pamphlet.address}"


def _numbered(card: Card, index: int, count: int, say: Mapping[str, str], speak: Callable[..., str]) -> Card:
    said = filter(None, (card.words, card.note, card.draft))
    alt = card.alt or describe(said, card.practice, sky(card.turn, say), say)
    alt = speak("carousel-alt", number=index + 1, count=count, alt=alt)
    return replace(card, alt=alt, number=f"{index + 1}/{count}")


def describe(said: Iterable[str], practice: str, shown: str, say: Mapping[str, str], photo: bool = False) -> str:
    """Return what a picture says and shows (a drawing, or a photo), for those who do not see it."""
    alt = (
        say["card-photo-alt" if photo else "card-alt"]
        .replace("{practice}", practice)
        .replace("{words}", " ".join(map(_sentence, said)))
    )
    return alt.replace("{drawing}", _sentence(shown))


def sky(turn: float, say: Mapping[str, str]) -> str:
    """Return what the sky of a card without a drawing shows."""
    return say["card-night" if turn < 0.24 else "card-between" if turn < 0.6 else "card-dawn"]


def _sentence(text: str) -> str:
    """Return a text with a full stop if it ends with none."""
    return text if not text or text.rstrip("\u201d\u2019\"')")[-1:] in (".", "?", "!", "…") else f"{text}."
