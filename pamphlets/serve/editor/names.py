"""Turns a project into the names that the author of one of its sources may write or choose, each with what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pamphlets import compose
from pamphlets.compose import View, plain, variables
from pamphlets.library import Library
from pamphlets.localized import names
from pamphlets.model import Edition, Image, Markdown, Pamphlet, Target
from pamphlets.project import Project

_Views = Callable[[Pamphlet], View | None]
CARD, CAROUSEL, WEB = "card/", "carousel", "web"
"""The outputs beside leaflets, which are named by their formats: a block's card, the slides of all, the web page."""
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".heic", ".heif", ".avif")


@dataclass(frozen=True, slots=True)
class BlockName:
    """A block of this source."""

    id: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class EmbedName:
    """A block of another source, as `![[name]]` shows it, and what it says."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CitationName:
    """A reference, as `[@id]` cites it."""

    id: str
    title: str
    year: str
    author: str


@dataclass(frozen=True, slots=True)
class VariableName:
    """A variable, and what it says in this language at the first site."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class KindName:
    """A kind of block, and what people call it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Name:
    """An id, and what people call it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ImageName:
    """A picture, as a source names it, and the words that a text has for it."""

    path: str
    alt: str


@dataclass(frozen=True, slots=True)
class OutputName:
    """An output that one may look at, in a group: `Leaflets`, `Cards` or `Web`."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class EditionName:
    """An edition of this pamphlet."""

    language: str
    site: str
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """All names for one source; it is JSON as it stands."""

    blocks: tuple[BlockName, ...] = ()
    embeds: tuple[EmbedName, ...] = ()
    citations: tuple[CitationName, ...] = ()
    variables: tuple[VariableName, ...] = ()
    kinds: tuple[KindName, ...] = ()
    formats: tuple[Name, ...] = ()
    sites: tuple[Name, ...] = ()
    languages: tuple[Name, ...] = ()
    platforms: tuple[Name, ...] = ()
    hashtags: tuple[str, ...] = ()
    images: tuple[ImageName, ...] = ()
    outputs: tuple[OutputName, ...] = ()
    editions: tuple[EditionName, ...] = ()


def of(path: str, project: Project, library: Library, editions: Sequence[Edition]) -> Names:
    """Return the names for the source at a path, from all sources of its project, and the editions that it makes."""
    own = next((one for one in library.pamphlets.values() if one.path == path), None)
    language = own.language if own else project.practice.languages[0]
    practice, codes = project.practice, project.practice.languages
    known = own or Pamphlet("", language, path, "", "", ())
    values = variables.values(practice, practice.sites[0], known, language, "")
    linked = tuple((one.name, one.address) for one in library.pamphlets.values())
    edition = Edition(known, language, practice.sites[0].id, "", (), "", (), linked)
    sound = compose.view(edition, Target(("web",), (edition.site,), language), project)
    faulty = {one for one, (_, wrong) in library.parsed.items() if any(each.severity == "error" for each in wrong)}

    def view(one: Pamphlet) -> View | None:
        """Return what says the texts of a source; of one with errors none can: it may name what there is not."""
        return None if one.path in faulty else sound

    tags = [tag for one in library.pamphlets.values() for tag in one.hashtags]
    return Names(
        blocks=tuple(_blocks(known, view(known))),
        embeds=tuple(_embeds(path, language, library, view)),
        citations=tuple(
            CitationName(one.id, one.title, one.year, ", ".join(one.authors[:1]) or one.publisher)
            for one in project.references.values()
        ),
        variables=tuple(VariableName(name, values[name]) for name in sorted(variables.NAMES)),
        kinds=tuple(KindName(kind, kind.replace("-", " ").capitalize()) for kind in sorted(project.kinds - {"block"})),
        formats=tuple(_formats(language, project)),
        sites=tuple(Name(site.id, site.name) for site in practice.sites),
        languages=tuple(Name(code, names.menu(code, codes)) for code in codes),
        platforms=tuple(Name(row.id, row.name) for row in project.platforms.values()),
        hashtags=tuple(dict.fromkeys((*practice.hashtags, *sorted(tags)))),
        images=tuple(_images(language, project, library, view)),
        outputs=tuple(_outputs(own, project, view(own))) if own else (),
        editions=tuple(_editions(own, project, editions)) if own else (),
    )


def _plain(said: Markdown | None, view: View | None) -> str:
    """Return a text in plain words, with what its variables say; '' without a view."""
    return plain.text(said, view) if said and view else ""


def _blocks(own: Pamphlet, view: View | None) -> Iterator[BlockName]:
    for one in own.blocks:
        if one.id:
            yield BlockName(one.id, _plain(one.title, view), one.location.line)


def _embeds(path: str, language: str, library: Library, view: _Views) -> Iterator[EmbedName]:
    """Yield the blocks of other sources in a language, as their views would say them; without one by their ids."""
    for one in library.pamphlets.values():
        for block in one.blocks if one.language == language and one.path != path else ():
            if block.id and block.title:
                said = view(one)
                words = plain.lines(block, said) if said else (block.id, "")
                yield EmbedName(f"{one.name}#{block.id}", *words)


def _formats(language: str, project: Project) -> Iterator[Name]:
    for one in project.formats.values():
        if one.of == "pamphlet":
            yield Name(one.id, one.name.of(language))


def _images(language: str, project: Project, library: Library, view: _Views) -> Iterator[ImageName]:
    """Yield the pictures of a project; their words are those of the text that shows them first, in this language."""
    every = sorted(library.pamphlets.values(), key=lambda one: one.language != language)
    inlines = ((text, one) for text in every for block in text.blocks for one in variables.inlines(block, posts=True))
    words: dict[str, str] = {}
    for text, one in inlines:
        if isinstance(one, Image) and not words.get(one.src):
            words[one.src] = _plain(one.alt, view(text))
    for picture in project.pictures:
        if PurePosixPath(picture).suffix.lower() in PICTURES:
            yield ImageName(picture.removeprefix("content/"), words.get(picture, ""))


def _outputs(own: Pamphlet, project: Project, view: View | None) -> Iterator[OutputName]:
    """Yield what one may look at of a pamphlet."""
    if "leaflets" in project.channels:
        known = {one.id: one for one in _formats(own.language, project)}
        yield from (OutputName(name, known[name].name, "Leaflets") for name in project.formats_of(own))
    if "posts" in project.channels:
        cards = [one for one in own.blocks if one.posts]
        for one in cards:
            yield OutputName(f"{CARD}{one.id}", _plain(one.title, view) or own.title, "Cards")
        yield from [OutputName(CAROUSEL, "Carousel", "Cards")] if len(cards) > 1 else []
    if "web" in project.channels:
        yield OutputName(WEB, "Web page", "Web")


def _editions(own: Pamphlet, project: Project, editions: Sequence[Edition]) -> Iterator[EditionName]:
    """Yield the editions of a pamphlet: those of this source first."""
    sites, codes = {site.id: site.name for site in project.practice.sites}, project.practice.languages

    def order(edition: Edition) -> bool:
        return edition.language != own.language

    for one in sorted((one for one in editions if one.pamphlet.name == own.name), key=order):
        spoken = names.menu(one.language, codes)
        yield EditionName(one.language, one.site, f"{spoken}, {sites[one.site]}" if len(sites) > 1 else spoken)
