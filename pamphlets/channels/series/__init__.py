"""Gathers what a series of posts is made of: for each block its texts, the words of its card and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pamphlets.channels.cards import Card, shapes
from pamphlets.channels.series import card, carousel, composing, hashtags
from pamphlets.channels.series.composing import Text
from pamphlets.channels.series.counting import emoji, utf16
from pamphlets.localized import phrases
from pamphlets.model import Block, Edition, Problem
from pamphlets.project import Platform, Project

__all__ = ["Every", "Posts", "Series", "Text", "emoji", "every", "hashtags", "links"]

_ALT = 500
"""The most characters of a description, where no platform says less."""


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts of one block, ready to be written: `folder` is where, below `build/`.

    `limits` are the sizes of its card, each with the most bytes that every platform takes (0: any).
    """

    folder: str
    pamphlet: str
    block: str
    texts: tuple[Text, ...]
    card: Card
    limits: tuple[tuple[str, int], ...]
    sizes: tuple[tuple[str, tuple[str, ...]], ...]
    """The sizes that each platform takes, the one for a post first."""


@dataclass(frozen=True, slots=True)
class Series:
    """All posts of a pamphlet in one language, in the order of its blocks, and the slides of its carousel."""

    folder: str
    posts: tuple[Posts, ...]
    slides: tuple[Card, ...]


Every = tuple[tuple[Edition, Series, tuple[Problem, ...]], ...]
"""The series of each pamphlet and language, with its edition, and what keeps a platform from taking a post."""


def every(editions: Iterable[Edition], project: Project) -> Every:
    """Return each series with its edition, and what does not fit."""
    first = project.practice.sites[0].id  # posts name no site: those of one are those of all
    return tuple((edition, *of(edition, project)) for edition in editions if edition.site == first)


def of(edition: Edition, project: Project) -> tuple[Series, tuple[Problem, ...]]:
    """Return the series of an edition, and what is wrong with it."""
    default = project.practice.languages[0]
    prefix = "posts" if edition.language == default else f"posts/{edition.language}"
    folder = f"{prefix}/{edition.pamphlet.address}"
    written = [(block, texts) for block in edition.blocks if (texts := tuple(composing.texts(edition, block, project)))]
    problems = list(hashtags.check(edition, project)) if written else []
    say = project.words_in(edition.language).plain
    plain = {block.id: card.of(edition, block, texts, project) for block, texts in written}
    cards = {name: one for name, (one, _) in plain.items()}
    found = []
    for (block, texts), one in zip(written, card.finish(list(cards.values()), say), strict=True):
        for text in texts:
            problems += composing.check(text, project.platforms[text.platform], project.practice.country)
        problems += (*plain[block.id][1], *_check_card(one, texts, project))
        found.append(_posts(f"{folder}/{block.id}", edition, block, texts, one, project))
    slides, wrong = carousel.slides(edition, cards, project, say) if len(cards) > 1 else ((), ())
    problems += wrong
    known = {problem.location for problem in problems if problem.rule == "card-alt"}
    every = [text for each in found for text in each.texts]
    for slide in (slide for slide in slides if slide.pictured not in known):
        problems += _check_alt(slide, "slide", every, project)
    return Series(folder, tuple(found), slides), tuple(problems)


def _posts(folder: str, edition: Edition, block: Block, texts: tuple[Text, ...], card: Card, project: Project) -> Posts:
    platforms = [project.platforms[text.platform] for text in texts]
    sizes = tuple((row.id, tuple(size for size, _ in row.images) or (shapes.SIZES[0],)) for row in platforms)
    taken = {size for _, own in sizes for size in own}
    limits = tuple((size, _most(size, platforms)) for size in shapes.SIZES if size in taken)
    return Posts(folder, edition.pamphlet.name, block.id, texts, card, limits, sizes)


def _most(size: str, platforms: Sequence[Platform]) -> int:
    return min((most for row in platforms for own, most in row.images if own == size and most), default=0)


def _check_card(one: Card, texts: Sequence[Text], project: Project) -> Iterator[Problem]:
    if (count := phrases.count(one.words)) > card.MOST_WORDS:
        message = f"the card has {count} words; {card.MOST_WORDS} are the most that are read in passing"
        yield Problem("card-words", message, one.location, 'say it in fewer: ::: {.post card="…"}', "warning")
    yield from _check_alt(one, "card", texts, project)


def _check_alt(one: Card, what: str, texts: Iterable[Text], project: Project) -> Iterator[Problem]:
    limits = [(row.alt, row.name) for text in texts if (row := project.platforms[text.platform]).alt]
    most, name = min(limits, default=(_ALT, "most platforms"))
    if (long := utf16(one.alt)) > most:
        message = f"the description of the {what} is too long for {name}: {long} of {most} characters"
        yield Problem("card-alt", message, one.pictured, "shorten the alt text of this image")
