"""Turns a block with a post into its card: the words, the layout for what they say, the picture, and the alt text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from pamphlets import compose
from pamphlets.channels.cards import Art, Card, looks
from pamphlets.channels.series import composing
from pamphlets.channels.series.composing import Text
from pamphlets.compose import View, plain, variables
from pamphlets.localized import quotes
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
    files, said = dict(view.files), view.edition.blocks[0]
    image = next(_images(said), None)
    words, place = _words(block, view, texts[0])
    items, counted = _list(said, view, words)
    asked = next((post for post in block.posts if post.layout), None)
    card = Card(
        layout="",
        words=words,
        practice=view.facts.practice.name,
        language=edition.language,
        brand=view.facts.brand,
        logos=tuple((path, files.get(path, "")) for path in view.facts.brand.logos[:2] if path),
        draft=dict(view.facts.words)["post-draft"] if edition.pamphlet.draft else "",
        location=place,
        pictured=image.location if image else block.location,
        items=items,
        counted=counted,
        picture=_picture(image, view, files) if image else None,
        cover=_cover(edition, files),
    )
    able = {"picture": image, "steps": items, "number": looks.split(words)[0]}
    problems = []
    if asked and not able.get(asked.layout, True):
        needs, hint = _NEEDS[asked.layout]
        problems.append(Problem("card-layout", f'card-layout="{asked.layout}" needs {needs}', asked.location, hint))
        asked = None
    layout = asked.layout if asked else _layout(block, card)
    rest = {"warning": _advice, "number": _counted}.get(layout, _nothing)(said, card, view)
    return replace(card, layout=f"{layout} asked" if asked else layout, rest=rest), tuple(problems)


def _layout(block: Block, card: Card) -> str:
    """Return the layout for what a card says."""
    if block.kind == "warning":
        return "warning"
    if card.items:
        return "steps"
    if card.picture:
        return "picture"
    if looks.split(card.words)[0]:
        return "number"
    return "question" if block.id == "lead" or card.words.rstrip("\u201d\u2019\"')").endswith("?") else "quote"


def _words(block: Block, view: View, text: Text) -> tuple[str, Location]:
    """Return what a block's card says, and where: what its post asks for, the first of key points, or the heading."""
    for post in block.posts:
        if post.card:
            return quotes.text(post.card, view.edition.language), post.location
    if block.kind == composing.KEY_POINTS:
        for part in variables.walk(view.edition.blocks[0].parts):
            items = (found[2] for found in map(_ITEM.fullmatch, plain.text(part, view).split("\n")) if found)
            if (point := next(items, "")) and len(point.split()) <= 2 * MOST_WORDS:
                lines = part.text.split("\n")
                first = next((number for number, line in enumerate(lines) if _MARKER.match(line)), 0)
                return point, replace(part.location, line=part.line(first))
        return variables.heading(view.edition), view.edition.pamphlet.locate("title")
    return text.title, text.heading


def _list(block: Block, view: View, words: str) -> tuple[tuple[str, ...], bool]:
    """Return the items of a block that is a list, and whether they are counted; none if a card has no room for them.

    Steps may have words before their list; another block is one only if there are no others in it.
    """
    if block.kind == composing.KEY_POINTS:
        return (), False
    lines = (line for part in variables.walk(block.parts) for line in plain.text(part, view).split("\n"))
    found = [_ITEM.fullmatch(line) for line in lines if line.strip()]
    while found and not found[0] and block.kind == "steps":
        del found[0]
    items = tuple(each[2] for each in found if each)
    height = sum(-(-len(item) // _LETTERS) for item in items) + len(words) // _LETTERS
    fits = 2 <= len(items) <= MOST_ITEMS and all(_count(item) <= ITEM_WORDS for item in items) and height <= _LINES
    counted = block.kind == "steps" or not any(each[1] for each in found if each)
    return (items, counted) if fits and all(found) else ((), False)


def _count(item: str) -> int:
    """Return how many words an item has, numbers not counted."""
    return sum(any(map(str.isalpha, word)) for word in item.split())


def _advice(block: Block, card: Card, view: View) -> str:
    """Return what to do: the first sentence in bold type that is short enough."""
    for part in variables.walk(block.parts):
        for found in _BOLD.finditer(plain.text(part, view, {"strong": "**"})):
            if len(found[1].split()) <= MOST_WORDS and found[1] not in card.words:
                return found[1]
    return ""


def _counted(block: Block, card: Card, view: View) -> str:
    """Return what a number counts: the rest of the words, else the heading."""
    heading = plain.text(block.title, view) if block.title else ""
    rest = looks.split(card.words)[1]
    return rest or (heading if heading != card.words and len(heading.split()) <= MOST_WORDS else "")


def _nothing(block: Block, card: Card, view: View) -> str:
    return ""


def _images(block: Block) -> Iterator[Image]:
    return (found for found in variables.inlines(block) if isinstance(found, Image) and not found.decorative)


def _picture(image: Image, view: View, files: Mapping[str, str]) -> Art:
    photo = not image.src.lower().endswith(".svg")
    url = f"content:{quote(image.src.removeprefix('content/'))}"
    focus = "{:g}% {:g}%".format(*image.focus) if image.focus else ""
    return Art(url, files[image.src], plain.text(image.alt, view), photo, image.whole or not photo, focus)


def _cover(edition: Edition, files: Mapping[str, str]) -> Art | None:
    cover = edition.cover
    if not cover.url:
        return None
    photo = cover.kind == "photo" and not cover.drawn
    return Art(cover.url, files.get(cover.name, ""), cover.alt, photo, cover.drawn, cover.position)


def finish(cards: Sequence[Card], say: Mapping[str, str]) -> tuple[Card, ...]:
    """Return the cards of a series with looks that alternate, and described by them."""
    chosen = looks.alternate([_said(card) for card in cards])
    return tuple(_describe(card, look, say) for card, look in zip(cards, chosen, strict=True))


def _said(card: Card) -> str:
    """Return what a card says, as `looks` names it."""
    layout = card.layout.partition(" ")[0]
    if layout == "picture":
        return "drawing" if card.picture and card.picture.whole else layout
    if layout in ("question", "quote"):
        return f"{layout} alone" if not card.cover else card.layout
    return layout


def _describe(card: Card, look: looks.Look, say: Mapping[str, str]) -> Card:
    layout, ground = look
    card = replace(card, layout=layout, ground=ground, items=card.items if layout == "steps" else ())
    card = replace(card, picture=card.picture if layout == "picture" else None,
                   cover=card.cover if layout == "question" else None)  # fmt: skip
    rest = card.rest if card.rest not in card.words else ""
    said = " ".join(map(sentence, filter(None, (card.words, rest, *card.items, card.note, card.draft, card.practice))))
    kind, shown = f"card-{layout}-alt", ""
    if card.art:
        kind, shown = "card-photo-alt" if card.art.photo else "card-drawing-alt", sentence(card.art.alt)
    elif layout == "number":
        kind, shown = "card-number-dark-alt" if ground == "night" else kind, card.headline
    elif layout in ("steps", "warning"):
        shown = str(len(card.items))
    return replace(card, alt=f"{said} {say[kind].replace('{what}', shown)}" if shown else said)


def sentence(text: str) -> str:
    """Return a text with a full stop if it ends with none."""
    return text if not text or text.rstrip("\u201d\u2019\"')")[-1:] in (".", "?", "!", "…") else f"{text}."
