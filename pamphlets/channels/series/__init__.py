"""Gathers what a series of posts is made of: for each block its texts, the words of its card and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pamphlets import compose
from pamphlets.channels.cards import Card, shapes
from pamphlets.channels.series import carousel, composing, hashtags
from pamphlets.channels.series.composing import Text
from pamphlets.channels.series.counting import emoji, utf16
from pamphlets.compose import View, plain, variables
from pamphlets.localized import quotes
from pamphlets.model import Block, Edition, Image, Location, Problem
from pamphlets.project import Platform, Project

__all__ = ["Every", "Posts", "Series", "Text", "emoji", "every", "hashtags", "links"]

MOST_WORDS = 12
"""The most words of a card: one thought."""
_MARKER = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_ITEM = re.compile(r"^(?:- |\d+[.)] )(.+)$", re.MULTILINE)
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


Every = tuple[tuple[tuple[Edition, Series], ...], tuple[Problem, ...]]
"""The series of each pamphlet and language, with its edition; and what keeps a platform from taking a post."""


def every(editions: Iterable[Edition], project: Project) -> Every:
    """Return each series with its edition, and what does not fit."""
    first = project.practice.sites[0].id  # posts name no site: those of one are those of all
    own = [edition for edition in editions if edition.site == first]
    found = [of(edition, project) for edition in own]
    series = tuple(zip(own, (one for one, _ in found), strict=True))
    return series, tuple(problem for _, problems in found for problem in problems)


def of(edition: Edition, project: Project) -> tuple[Series, tuple[Problem, ...]]:
    """Return the series of an edition, and what is wrong with it."""
    default = project.practice.languages[0]
    prefix = "posts" if edition.language == default else f"posts/{edition.language}"
    folder = f"{prefix}/{edition.pamphlet.address}"
    written = [(block, texts) for block in edition.blocks if (texts := tuple(composing.texts(edition, block, project)))]
    problems = list(hashtags.check(edition, project)) if written else []
    found = []
    for index, (block, texts) in enumerate(written):
        for text in texts:
            problems += composing.check(text, project.platforms[text.platform], project.practice.country)
        card = _card(edition, block, texts, index / max(1, len(written) - 1), project)
        problems += _check_card(card, texts, project)
        found.append(_posts(f"{folder}/{block.id}", edition, block, texts, card, project))
    cards = {each.block: each.card for each in found}
    slides, wrong = carousel.slides(edition, cards, project) if len(cards) > 1 else ((), ())
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


def _card(edition: Edition, block: Block, texts: Sequence[Text], turn: float, project: Project) -> Card:
    """Return the card of a block: the words that its post asks for, else its heading, and its first drawing."""
    aim = composing.target(edition, project.platforms[texts[0].platform])
    view = compose.view(replace(edition, blocks=(block,)), aim, project)
    files = dict(view.files)
    drawing = next(_drawings(view.edition.blocks[0]), None)
    words, place = _card_words(block, view, texts[0])
    say = dict(view.facts.words)
    draft = say["post-draft"] if edition.pamphlet.draft else ""
    practice, logo = view.facts.practice.name, view.facts.brand.logo
    shown = plain.text(drawing.alt, view) if drawing else carousel.sky(turn, say)
    return Card(
        words=words,
        alt=carousel.describe(filter(None, (words, draft)), practice, shown, say, photo=_is_photo(drawing)),
        practice=practice,
        language=edition.language,
        turn=round(turn, 4),
        brand=view.facts.brand,
        logo=(logo, files.get(logo, "")),
        drawing=(drawing.src, files[drawing.src]) if drawing else ("", ""),
        draft=draft,
        location=place,
        pictured=drawing.location if drawing else block.location,
    )


def _is_photo(drawing: Image | None) -> bool:
    return drawing is not None and not drawing.src.lower().endswith(".svg")


def _card_words(block: Block, view: View, text: Text) -> tuple[str, Location]:
    """Return what a block's card says, and where: what its post asks for, the first of key points, or the heading."""
    for post in block.posts:
        if post.card:
            return quotes.text(post.card, view.edition.language), post.location
    if block.kind == composing.KEY_POINTS:
        for part in variables.walk(view.edition.blocks[0].parts):
            items = (found[1] for found in _ITEM.finditer(plain.text(part, view)))
            if (point := next(items, "")) and len(point.split()) <= 2 * MOST_WORDS:
                lines = part.text.split("\n")
                first = next((number for number, line in enumerate(lines) if _MARKER.match(line)), 0)
                return point, replace(part.location, line=part.line(first))
        return variables.heading(view.edition), view.edition.pamphlet.locate("title")
    return text.title, text.heading


def _drawings(block: Block) -> Iterator[Image]:
    return (found for found in variables.inlines(block) if isinstance(found, Image) and not found.decorative)


def _check_card(card: Card, texts: Sequence[Text], project: Project) -> Iterator[Problem]:
    if (count := len(card.words.split())) > MOST_WORDS:
        message = f"the card has {count} words; {MOST_WORDS} are the most that are read in passing"
        yield Problem("card-words", message, card.location, 'say it in fewer: ::: {.post card="…"}', "warning")
    yield from _check_alt(card, "card", texts, project)


def _check_alt(card: Card, what: str, texts: Iterable[Text], project: Project) -> Iterator[Problem]:
    limits = [(row.alt, row.name) for text in texts if (row := project.platforms[text.platform]).alt]
    most, name = min(limits, default=(_ALT, "most platforms"))
    if (long := utf16(card.alt)) > most:
        message = f"the description of the {what} is too long for {name}: {long} of {most} characters"
        yield Problem("card-alt", message, card.pictured, "shorten the alt text of this image")
