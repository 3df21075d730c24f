"""Draws the pictures of posts: their words as large as they go, in a layout for what they say, and who it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from urllib.parse import quote

from pamphlets.channels.cards import art, looks, shapes
from pamphlets.channels.cards.art import Art
from pamphlets.channels.cards.setting import BELOW, GAP, Measure, Setting, fit, guess, leading
from pamphlets.channels.cards.shapes import Box, Shape
from pamphlets.compose import View, theme
from pamphlets.errors import fail
from pamphlets.localized import phrases
from pamphlets.model import Folders, Location
from pamphlets.paper import code, drawings, logo, raster, typeset
from pamphlets.project import Brand, mix

__all__ = ["Art", "Card", "art", "looks", "shapes"]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows, in every size. `layout` is what it says, until `ground` is chosen (see `looks`).

    `location` is where its words are written, `pictured` where its picture is.
    """

    layout: str
    words: str
    practice: str
    language: str
    brand: Brand
    logos: tuple[tuple[str, str], ...]
    """The paths of the practice's logos and their SHA-256."""
    draft: str
    location: Location = field(repr=False)
    pictured: Location = field(repr=False)
    ground: str = ""
    alt: str = ""
    heading: str = ""
    """What the words belong to: a smaller line above them."""
    rest: str = ""
    """What stands below the words: what to do, what a number counts."""
    note: str = ""
    """A smaller line below the words."""
    items: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    """The number of each item, '' where it has a dot."""
    picture: Art | None = None
    """That of its block."""
    cover: Art | None = None
    """That of its leaflet."""
    number: str = ""
    """Which slide of a carousel this is."""
    page: str = ""
    """The address that the code on a slide leads to."""

    @property
    def art(self) -> Art | None:
        """The picture that its layout shows."""
        return {"picture": self.picture, "question": self.cover}.get(self.layout)

    @property
    def headline(self) -> str:
        """The words that are largest: a number, without what it counts."""
        return looks.split(self.words)[0] if self.layout == "number" else self.words

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it says."""
        return self.heading, self.headline, self.rest, self.note, *self.items


_NAMES = {"1200x630": 32, shapes.SCREEN: 48}
"""The type size of a practice's name on cards that are not as most are."""
Face = tuple[Card, str]
"""One picture: what it shows, and in which size."""


def begin(view: View, words: str, place: Location, pictured: Location) -> Card:
    """Return a card of a view that says some words, as its practice's cards are; the rest is the channel's."""
    files, facts, edition = dict(view.files), view.facts, view.edition
    return Card(
        layout="",
        words=words,
        practice=facts.practice.name,
        language=edition.language,
        brand=facts.brand,
        logos=tuple((path, files.get(path, "")) for path in facts.brand.logos[:2] if path),
        draft=facts.words.plain["post-draft"] if edition.pamphlet.draft else "",
        location=place,
        pictured=pictured,
        cover=art.of_cover(edition.cover, files),
    )


def dress(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Return the cards of a series with looks that alternate; they keep what these show."""
    chosen = looks.alternate([_said(card) for card in cards])
    return tuple(
        replace(
            card,
            layout=layout,
            ground=ground,
            picture=card.picture if layout == "picture" else None,
            cover=card.cover if layout == "question" else None,
        )
        for card, (layout, ground) in zip(cards, chosen, strict=True)
    )


def _said(card: Card) -> str:
    """Return what a card says, as `looks` names it."""
    layout = card.layout.partition(" ")[0]
    if layout == "picture":
        return "drawing" if card.picture and card.picture.whole else layout
    if layout in ("question", "quote"):
        return f"{layout} alone" if not card.cover else card.layout
    return layout


def draw(card: Card, limits: Sequence[tuple[str, int]], folders: Folders) -> tuple[raster.Picture, ...]:
    """Return a card in each size of `limits`, with no more bytes than it says there (0: no limit).

    Raises PamphletError if the words do not fit, or a picture has too many bytes at the lowest quality.
    """
    faces = [(card, size) for size, _ in limits]
    return tuple(pictures(pdf(faces, folders), faces, [most for _, most in limits]))


def pictures(pdf: bytes, faces: Sequence[Face], limits: Sequence[int]) -> Iterator[raster.Picture]:
    """Yield the pages of a PDF of cards as pictures, each in at most so many bytes (0: any).

    Raises PamphletError if one has more at the lowest quality.
    """
    pages = raster.pages(pdf, [int(size.partition("x")[0]) for _, size in faces])
    for (card, size), page, most in zip(faces, pages, limits, strict=True):
        found = raster.compress(page, most)
        if found is None:
            message = f"the card of {size} is larger than {most} bytes at any quality"
            raise fail("card-bytes", message, card.pictured, "use a picture of fewer colors and details")
        yield found


def pdf(faces: Sequence[Face], folders: Folders) -> bytes:
    """Return cards that have brand and language in common as PDF, one a page."""
    return _lay_out(html(faces, folders), faces, folders).pdf()


def html(faces: Sequence[Face], folders: Folders) -> str:
    """Return cards as HTML, one a page."""
    shared = _names(faces)
    measure = _measure(faces, shared, folders)
    cards = [_card_names(card, size, measure, folders) for card, size in faces]
    return theme.of(folders.templates).render("posts/card.html", **shared, cards=cards)


def _lay_out(html: str, faces: Sequence[Face], folders: Folders) -> typeset.Layout:
    first = faces[0][0]
    return typeset.Manuscript(html, folders, first.location, first.brand, ()).layout()


def _measure(faces: Sequence[Face], shared: Mapping[str, object], folders: Folders) -> Measure:
    """Return how wide each word is, laid out once for all of them."""
    language = faces[0][0].language
    every = ((text, card) for card, _ in faces for text in ("n", *card.texts))
    said = ((word, card) for text, card in every for word, _ in phrases.pieces(text, language))
    words = {word: str(card.location) for word, card in said}
    asked = [("n n", ""), *words.items()]
    html = theme.of(folders.templates).render("posts/words.html", **shared, words=asked)
    found = [(line.right - line.x) * 96 / 25.4 / 100 for line in _lay_out(html, faces, folders).lines]
    widths = dict(zip(words, found[1:], strict=True))
    return Measure(widths | {"": found[0] - 2 * widths["n"]}, language, leading(language, faces[0][0].brand))


def _set(card: Card, size: str, measure: Measure) -> tuple[Card, Shape, Setting]:
    """Return a card as it is in a size, its shape, and how its words are set; raise PamphletError if they do not fit.

    A question whose words have no room beside what is on the cover stands alone.
    """
    shape = shapes.of(size, card.layout)
    if found := _fit(card, shape, measure):
        return card, shape, found
    if card.layout == "question":
        return _set(replace(card, layout="type"), size, measure)
    smallest, hint = shapes.SMALLEST, 'at most twelve short words: ::: {.post card="…"}'
    words = max((word for word, _ in phrases.pieces(card.headline, card.language)), key=measure.widths.__getitem__)
    message = f"the words of the card do not fit on {size}, even at {smallest} px: '{_short(card.words)}'"
    if measure.widths[words] * smallest > shape.words.width:
        message = f"the word '{_short(words)}' is wider than the card of {size}, even at {smallest} px"
    elif card.items:
        message, hint = f"the list of the card does not fit on {size}", 'write ::: {.post card-layout="quote"}'
    raise fail("card-words", message, card.location, hint)


def _fit(card: Card, shape: Shape, measure: Measure) -> Setting | None:
    return fit(card.headline, card.rest or card.note, card.items, any(card.signs), shape, measure, card.heading)


def has_room(card: Card, size: str) -> bool:
    """Return whether the words of a card surely have room in its layout, as far as that is known unless laid out."""
    apart = leading(card.language, card.brand)
    return bool(_fit(card, shapes.of(size, card.layout), guess(card.language, apart, *card.texts)))


def _short(words: str) -> str:
    return words if len(words) <= 100 else f"{words[:80].rstrip()} … ({len(words)} characters)"


def _names(faces: Sequence[Face]) -> dict[str, object]:
    """Return what the templates of cards know of all of them."""
    card = faces[0][0]
    colors = dict(card.brand.colors)
    return {
        "language": card.language,
        "title": card.words,
        "sizes": {size: size.split("x") for _, size in faces},
        "leading": leading(card.language, card.brand),
        "below": BELOW,
        "gap": GAP,
        "smallest": shapes.SMALLEST,
        "colors": colors,
        "disc": mix(colors["paper"], colors["night"], 0.1),
        "practice": card.practice,
        "draft": card.draft,
    }


def _card_names(card: Card, size: str, measure: Measure, folders: Folders) -> dict[str, object]:
    """Return what the templates of cards know of one."""
    card, shape, setting = _set(card, size, measure)
    art = card.art
    return {
        "size": size,
        "shape": shape,
        "card": card,
        "set": setting,
        "art": art,
        "mat": shape.drawing if art and art.whole and card.ground == "paper" else None,
        "box": art and (_fitted(card, art, shape.drawing, folders) if art.whole else shape.photo),
        "focus": art and (art.focus or _focus(art, folders)),
        "quiet": shapes.QUIET.get(size, 0),
        "disc": shapes.disc(size, card.layout, card.ground),
        "from": _sender(card, size, folders),
        "code": code(card.page) if card.page else "",
        "corner": shapes.CODE,
        "at": str(card.location),
    }


def _focus(art: Art, folders: Folders) -> str:
    """Return what of a photo must stay in view where nobody says it: the upper part of an upright one."""
    width, height = raster.size(folders.root / typeset.fetch.path(art.url))
    return "50% 20%" if height > width else "50% 40%"


def _fitted(card: Card, art: Art, box: Box, folders: Folders) -> Box:
    """Return the place of a drawing that is shown whole in a box, away from its mat's edge and from the screen's."""
    edge = 72 if not box.x else 40 if card.ground == "paper" else 0
    box = Box(box.x + edge, box.y + edge, box.width - 2 * edge, box.height - 2 * edge)
    width, height = drawings.size(folders.root / typeset.fetch.path(art.url))
    if not (width and height):
        return box
    scale = min(box.width / width, box.height / height)
    wide, tall = round(width * scale), round(height * scale)
    return Box(box.x + (box.width - wide) // 2, box.y + (box.height - tall) // 2, wide, tall)


def _sender(card: Card, size: str, folders: Folders) -> dict[str, object]:
    """Return who a card is from: the logo by its shape, and the name if that does not carry it."""
    wide = size == "1200x630"
    box = shapes.foot(size, card.layout)
    found = logo(card.brand, card.practice, "card-wide" if wide else "card", folders.root)
    dark = card.ground == "night"
    path = found and ((dark and found.dark) or found.light)
    chip = bool(found and ((dark and not found.dark) or (path or "").lower().endswith((".jpg", ".jpeg"))))
    name = "" if found and found.named else card.practice
    beside = bool(found and found.beside)
    room = box.width - (140 if card.number else 0) - (ceil(found.width) + 24 if found and beside else 0)
    return {
        "box": box,
        "logo": found and {"url": _address(path or ""), "alt": found.alt, "width": round(found.width),
                           "height": round(found.height)},
        "chip": chip and card.ground != "paper",
        "name": name,
        "beside": beside,
        "room": room - (40 if chip else 0),
        "type": _name_size(name, min(room, 560 if found else room), _NAMES.get(size, 40)),
    }  # fmt: skip


def _name_size(name: str, room: int, most: int) -> int:
    """Return the type size of a practice's name: smaller where it is too long, then on two lines."""
    wide = 0.56 * len(name)
    if wide * most <= room:
        return most
    return max(20, min(round(most * 0.8), int(1.7 * room / wide)))


def _address(path: str) -> str:
    return f"content:{quote(path.removeprefix('content/'))}" if path else ""
