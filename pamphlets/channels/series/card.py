"""Turns a block with a post into its card: the words, the layout for what they say, the picture, and the alt text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pamphlets import compose
from pamphlets.channels import cards
from pamphlets.channels.cards import Card, looks
from pamphlets.channels.series import composing
from pamphlets.channels.series.composing import Text
from pamphlets.compose import View, plain, variables
from pamphlets.localized import phrases, quotes, sentences
from pamphlets.model import Block, Edition, Image, Location, Problem
from pamphlets.project import Project

MOST_WORDS = 12
"""The most words of a card: one thought."""
MOST_ITEMS, ITEM_WORDS = 4, 8
_LINES, _LETTERS = 8, 20
"""The most lines of a list with its heading, and the letters that a line of it surely has room for."""
_MARKER = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_ITEM = re.compile(r"(?:(- )|\d+[.)] )(.+)")
_BOLD = re.compile(r"\*\*([^*]+[.!?])\*\*")
_NEEDS = {
    "picture": ("a picture in its block", "put a picture with an alt text into the block, or take this away"),
    "steps": (
        f"a list of 2 to {MOST_ITEMS} items of at most {ITEM_WORDS} words each",
        "shorten the list of the block, or take this away",
    ),
    "number": ("words that begin with a number", 'write the number first: card="5 in 100 adults feel it"'),
}


def of(edition: Edition, block: Block, texts: Sequence[Text], project: Project) -> tuple[Card, tuple[Problem, ...]]:
    """Return the card of a block, its look not yet chosen (see `finish`), and what is wrong with its layout.

    It says what its post asks for, else its heading, and shows its first picture.
    """
    aim = composing.target(edition, project.platforms[texts[0].platform])
    view = compose.view(replace(edition, blocks=(block,)), aim, project)
    said = view.edition.blocks[0]
    image = next(_images(said), None)
    words, place = _words(block, view, texts[0])
    items, signs = _list(said, view, words)
    asked = next((post for post in block.posts if post.layout), None)
    card = replace(
        cards.begin(view, words, place, image.location if image else block.location),
        items=items,
        signs=signs,
        picture=cards.art.of_image(image, view) if image else None,
    )
    able = {"picture": image, "steps": items, "number": looks.split(words)[0]}
    problems = []
    if asked and not able.get(asked.layout, True):
        needs, hint = _NEEDS[asked.layout]
        problems.append(Problem("card-layout", f'card-layout="{asked.layout}" needs {needs}', asked.location, hint))
        asked = None
    kind = "lead" if block.id == "lead" else block.kind
    layout = asked.layout if asked else looks.of(kind, words, listed=bool(items), pictured=bool(image))
    rest = {"warning": _advice, "number": _counted}.get(layout, _nothing)(said, card, view)
    card = replace(card, rest=rest) if layout == "steps" else replace(card, rest=rest, items=(), signs=())
    return replace(card, layout=f"{layout} asked" if asked else layout), tuple(problems)


def _words(block: Block, view: View, text: Text) -> tuple[str, Location]:
    """Return what a block's card says, and where: what its post asks for, the first of key points, or the heading."""
    for post in block.posts:
        if post.card:
            return quotes.text(post.card, view.edition.language), post.location
    if block.kind == composing.KEY_POINTS:
        for part in variables.walk(view.edition.blocks[0].parts):
            items = (found[2] for found in map(_ITEM.fullmatch, plain.text(part, view).split("\n")) if found)
            if (point := next(items, "")) and phrases.count(point) <= 2 * MOST_WORDS:
                lines = part.text.split("\n")
                first = next((number for number, line in enumerate(lines) if _MARKER.match(line)), 0)
                return point, replace(part.location, line=part.line(first))
        return variables.heading(view.edition), view.edition.pamphlet.locate("title")
    return text.title, text.heading


def _list(block: Block, view: View, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the items of a block that is a list, and their numbers; none if a card has no room for them.

    Steps may have words before their list; another block is one only if there are no others in it.
    """
    if block.kind == composing.KEY_POINTS:
        return (), ()
    lines = (line for part in variables.walk(block.parts) for line in plain.text(part, view).split("\n"))
    found = [_ITEM.fullmatch(line) for line in lines if line.strip()]
    while found and not found[0] and block.kind == "steps":
        del found[0]
    items = tuple(each[2] for each in found if each)
    height = sum(-(-len(item) // _LETTERS) for item in items) + len(words) // _LETTERS
    fits = 2 <= len(items) <= MOST_ITEMS and all(_count(item) <= ITEM_WORDS for item in items) and height <= _LINES
    counted = block.kind == "steps" or not any(each[1] for each in found if each)
    signs = tuple(str(number) if counted else "" for number in range(1, len(items) + 1))
    return (items, signs) if fits and all(found) else ((), ())


def _count(item: str) -> int:
    """Return how many words an item has, numbers not counted."""
    return phrases.count(" ".join(word for word in item.split() if any(map(str.isalpha, word))))


def _advice(block: Block, card: Card, view: View) -> str:
    """Return what to do: the first sentence in bold type that is short enough."""
    for part in variables.walk(block.parts):
        for found in _BOLD.finditer(plain.text(part, view, {"strong": "**"})):
            if phrases.count(found[1]) <= MOST_WORDS and found[1] not in card.words:
                return found[1]
    return ""


def _counted(block: Block, card: Card, view: View) -> str:
    """Return what a number counts: the rest of the words, else the heading."""
    heading = plain.text(block.title, view) if block.title else ""
    rest = looks.split(card.words)[1]
    return rest or (heading if heading != card.words and phrases.count(heading) <= MOST_WORDS else "")


def _nothing(block: Block, card: Card, view: View) -> str:
    return ""


def _images(block: Block) -> Iterator[Image]:
    return (found for found in variables.inlines(block) if isinstance(found, Image) and not found.decorative)


def finish(series: Sequence[Card], say: Mapping[str, str]) -> tuple[Card, ...]:
    """Return the cards of a series with looks that alternate, and described by them."""
    return tuple(_describe(card, say) for card in cards.dress(series))


def _describe(card: Card, say: Mapping[str, str]) -> Card:
    rest = card.rest if card.rest not in card.words else ""
    every = filter(None, (card.words, rest, *card.items, card.note, card.draft, card.practice))
    said = sentences.join([sentences.sentence(one, card.language) for one in every])
    kind, shown = f"card-{card.layout}-alt", ""
    if card.art:
        kind = "card-photo-alt" if card.art.photo else "card-drawing-alt"
        shown = sentences.sentence(card.art.alt, card.language)
    elif card.layout == "number":
        kind, shown = "card-number-dark-alt" if card.ground == "night" else kind, card.headline
    elif card.layout in ("steps", "warning"):
        shown = str(len(card.items))
    return replace(card, alt=sentences.join([said, say[kind].replace("{what}", shown)]) if shown else said)
