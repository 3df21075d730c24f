"""Turns pamphlets into the words that readers meet: pieces of plain text, each with its place, of all variants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain

from pamphlets.checks.text import plain
from pamphlets.compose import conditions, variables
from pamphlets.errors import PamphletError
from pamphlets.library import Library
from pamphlets.model import (
    Abbreviation,
    Block,
    Citation,
    Condition,
    Div,
    End,
    Image,
    Link,
    Location,
    Markdown,
    Note,
    Pamphlet,
    Part,
    Post,
    Span,
    Target,
    Variable,
)  # fmt: skip
from pamphlets.paper import drawings
from pamphlets.project import Project
from pamphlets.source import Element, blocks, scans

Outputs = Iterable[tuple[str, ...]]
_CITED = "\x01"
_HEADINGS = frozenset(["h3", "h4", "h5", "h6"])
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)|~+|==|\^|\\(?=[\\`*_{}\[\]()#+.!|-])")

_STRESSED = re.compile(r"[*`_~=^\\]")
"""What stands in all of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, an item, a heading, an alt text, … in plain words; line breaks are those of the source.

    `part` is `text`, `item`, `heading`, `cell`, `code`, `alt`, `caption`, `post`, `card`, `title`, `summary`,
    `hashtag`, `tagline` or `picture`; items of one list share `list`, and have a `depth`; `cited` says whether it has a
    citation.
    """

    part: str
    text: str
    location: Location
    language: str
    block: str = ""
    kind: str = ""
    list: int = 0
    depth: int = 0
    cited: bool = False

    def at(self, offset: int) -> Location:
        """Return the place of a character."""
        return replace(self.location, line=self.location.line + self.text.count("\n", 0, offset))


class Prose:
    """The words of one project, as its readers meet them."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._sites = {site.id: site for site in project.practice.sites}
        self.site = next(iter(self._sites))
        """The site whose editions stand for all."""
        self._bodies: Outputs = (*(("leaflets", name) for name in project.formats), ("web",))
        self._values: dict[tuple[str, str], Mapping[str, str]] = {}
        self._made: dict[tuple[object, ...], tuple[tuple[Piece, ...], ...]] = {}

    def body(self, pamphlet: Pamphlet, block: Block) -> tuple[tuple[Piece, ...], ...]:
        """Return each variant of a block's body that an output shows, heading first."""
        key = (pamphlet.path, block.location.path, block.id)
        if key not in self._made:
            made = self._variants(pamphlet, block, block.title, block.parts, block.condition, self._bodies, "text")
            self._made[key] = made
        return self._made[key]

    def post(self, pamphlet: Pamphlet, block: Block, post: Post) -> tuple[tuple[Piece, ...], ...]:
        """Return each variant of a post, with the words of its card."""
        key = (pamphlet.path, block.id, post.location)
        if key not in self._made:
            names = (name for name in post.platforms or self.project.platforms if name in self.project.platforms)
            outputs = (("posts", name) for name in names)
            card = (Piece("card", plain(post.card), post.location, pamphlet.language, block.id),) if post.card else ()
            found = self._variants(pamphlet, block, None, (post.text,), block.condition, outputs, "post")
            self._made[key] = tuple((*card, *pieces) for pieces in found)
        return self._made[key]

    def front(self, pamphlet: Pamphlet) -> Iterator[Piece]:
        """Yield what the front matter publishes."""
        for part, key, texts in (
            ("title", "title", (pamphlet.title,)), ("summary", "summary", (pamphlet.summary,)),
            ("hashtag", "hashtags", pamphlet.hashtags), ("hashtag", "tags", pamphlet.tags),
        ):  # fmt: skip
            for text in filter(None, texts):  # without a title that is told elsewhere
                yield Piece(part, plain(text), pamphlet.locate(key), pamphlet.language)

    def pieces(self, pamphlet: Pamphlet, blocks: Iterable[Block]) -> Iterator[Piece]:
        """Yield the pieces of blocks in order, those that several variants of a block show once."""
        for block in blocks:
            yield from dict.fromkeys(chain.from_iterable(self.body(pamphlet, block)))

    def everything(self, pamphlet: Pamphlet) -> Iterator[Piece]:
        """Yield all pieces of a pamphlet, those that several variants show once."""
        yield from self.front(pamphlet)
        for block in pamphlet.blocks:
            posts = (variant for post in block.posts for variant in self.post(pamphlet, block, post))
            yield from dict.fromkeys(chain.from_iterable((*self.body(pamphlet, block), *posts)))

    def practice(self) -> Iterator[Piece]:
        """Yield what the practice publishes beside its pamphlets: tagline and hashtags."""
        practice, place = self.project.practice, Location("content/practice.yml")
        for language in practice.languages:
            for part, texts in (("tagline", (practice.tagline.of(language),)), ("hashtag", practice.hashtags)):
                yield from (Piece(part, plain(text), place, language) for text in texts if text)

    def pictures(self, library: Library) -> Iterator[Piece]:
        """Yield the words in the drawings that pamphlets show."""
        for pamphlet in library.pamphlets.values():
            shown = (inline for block in pamphlet.blocks for inline in variables.inlines(block, posts=True))
            for src in sorted({inline.src for inline in shown if isinstance(inline, Image)}):
                for words, line in drawing_texts(src, self.project):
                    yield Piece("picture", plain(words), line, self.project.practice.languages[0])

    def _variants(
        self, pamphlet: Pamphlet, block: Block, title: Markdown | None, parts: tuple[Part, ...], condition: Condition,
        outputs: Outputs, part: str,
    ) -> tuple[tuple[Piece, ...], ...]:  # fmt: skip
        found: dict[tuple[Piece, ...], None] = {}
        every, seen = {condition, *conditions.every(title, parts)}, set[tuple[bool, ...]]()
        sites = conditions.sites(every, tuple(self._sites))
        for target in (Target(one, (site,), pamphlet.language) for one in outputs for site in sites):
            shown = tuple(one.admits(target) for one in every)
            if shown in seen or not condition.admits(target):
                continue
            seen.add(shown)
            made = _Making(self._known(pamphlet, *target.sites), pamphlet.language, block, target)
            pieces = [*made.line("heading", title)] if title else []
            pieces += made.parts(parts, part)
            if title and any(piece.cited for piece in pieces):
                pieces[0] = replace(pieces[0], cited=True)
            if pieces:
                found[tuple(pieces)] = None
        return tuple(found)

    def _known(self, pamphlet: Pamphlet, site: str) -> Mapping[str, str]:
        key = (pamphlet.path, site)
        if key not in self._values:
            practice = self.project.practice
            self._values[key] = variables.values(practice, self._sites[site], pamphlet, pamphlet.language, "")
        return self._values[key]


_MOST = 1_000
_drawn: dict[str, tuple[tuple[str, int], ...]] = {}
"""The words in drawings, and their lines, by the digest of the file: many pamphlets show the same."""


def drawing_texts(path: str, project: Project) -> Iterator[tuple[str, Location]]:
    """Yield the texts in a drawing of the project, each with its place; none of one that cannot be read."""
    if path.lower().endswith(".svg"):
        with suppress(PamphletError, OSError):  # told where it is shown
            digest = project.file_digest(path)
            if digest not in _drawn:
                if len(_drawn) >= _MOST:
                    _drawn.clear()
                _drawn[digest] = tuple(drawings.read(project.file(path).read_bytes()).words)
            yield from [(words, Location(path, line)) for words, line in _drawn[digest]]


class _Making:
    """Makes the pieces of one variant."""

    def __init__(self, values: Mapping[str, str], language: str, block: Block, target: Target) -> None:
        self.values, self.language, self.block, self.target = values, language, block, target
        self.kind, self.spoken = block.kind, language  # of the part that is looked at
        self.lists, self.explained = 0, set[Abbreviation]()

    def parts(self, parts: tuple[Part, ...], name: str, kind: str = "", language: str = "") -> Iterator[Piece]:
        for part in parts:
            if isinstance(part, Div):
                if part.condition.admits(self.target):
                    yield from self.parts(part.parts, name, part.kind or kind, part.language or language)
                continue
            self.kind, self.spoken = kind or self.block.kind, language or self.language
            for piece in self._pieces(part, name):
                yield replace(piece, language=language) if language and piece.language != language else piece

    def line(self, name: str, text: Markdown) -> Iterator[Piece]:
        """Yield a one-line text as one piece."""
        words, _, _ = self._flat(text)
        yield self._piece(name, words, text.location)

    def _piece(self, name: str, words: str, location: Location, list: int = 0, depth: int = 0) -> Piece:
        cited = _CITED in words
        shown = plain(re.sub(f"[ ]*{_CITED}", "", words) if cited else words)
        shown = _EMPHASIS.sub("", shown).strip() if _STRESSED.search(shown) else shown.strip()
        return Piece(name, shown, location, self.spoken, self.block.id, self.kind, list, depth, cited)

    def _flat(self, text: Markdown) -> tuple[str, list[tuple[int, Image | Note | Abbreviation]], list[Piece]]:
        """Return a text as it is shown, its lines kept; its images and footnotes; its words in other languages."""
        out: list[str] = []
        aside: list[tuple[int, Image | Note | Abbreviation]] = []
        foreign: list[Piece] = []
        open_: list[str] = []  # of each open link or span: "hidden", the language that its words are in, or ""
        line = 0
        for piece, inline in scans.pieces(text.text, text.inlines):
            if isinstance(inline, Span) and not inline.condition.admits(self.target):
                open_.append("hidden")
            elif isinstance(inline, Link | Span):
                open_.append(getattr(inline, "language", "").replace(self.language, ""))
            language = next(filter(None, open_), "")
            if inline is None:
                out.append("\n" * piece.count("\n") if language else piece)
                if "hidden" not in open_ and language:
                    place = replace(text.location, line=text.line(line))
                    foreign.append(Piece("text", plain(piece), place, language, self.block.id, self.kind))
                line += piece.count("\n")
            elif isinstance(inline, End):
                del open_[-1:]
            elif not language and isinstance(inline, Variable):
                out.append(self.values.get(inline.name, ""))
            elif not language and isinstance(inline, Citation):
                out.append(_CITED)
            elif not language and isinstance(inline, Abbreviation):
                out.append(inline.short)
                aside.append((text.line(line), inline))
            elif not language and isinstance(inline, Image | Note):
                aside.append((text.line(line), inline))
        return "".join(out), aside, foreign

    def _pieces(self, text: Markdown, name: str) -> Iterator[Piece]:
        words, aside, foreign = self._flat(text)
        yield from self._meanings(one for _, one in aside if isinstance(one, Abbreviation))
        for part, place, lines, depth in _units(words, text):
            if part == "item" and not depth and place.line != self.block.location.line:
                self.lists += lines[0] == "new"
            listed = (self.lists + 1, depth) if part == "item" else (0, 0)
            piece = self._piece(name if part == "text" else part, "\n".join(lines[1:]), place, *listed)
            if piece.text or piece.cited:
                yield piece
        yield from foreign
        for line, one in aside:
            if isinstance(one, Note):
                yield from self.line("text", one.text)
            elif isinstance(one, Image):
                yield from self._picture(one, replace(text.location, line=line))

    def _meanings(self, used: Iterator[Abbreviation]) -> Iterator[Piece]:
        """Yield what abbreviations stand for, as paper says it at their first use."""
        for one in used:
            if one not in self.explained and "posts" not in self.target.outputs:
                self.explained.add(one)
                yield self._piece("caption", f"{one.short} ({one.meaning})", one.location)

    def _picture(self, image: Image, place: Location) -> Iterator[Piece]:
        for name, text in (("alt", image.alt), ("caption", image.caption)):
            if text and text.text:
                yield self._piece(name, self._flat(text)[0], image.location or place)


def _units(text: str, source: Markdown) -> Iterator[tuple[str, Location, list[str], int]]:
    """Yield each paragraph, item, heading and row: what it is, where, its lines after a note, and its depth.

    The note of an item says whether a list begins with it: `new` or `more`.
    """
    place = source.location
    for block in blocks.parse(text):
        for part, line, words, depth in _parts(block, -1, ""):
            yield part, Location(place.path, source.line(line), place.embedded_by), words, depth


def _parts(block: Element, depth: int, note: str) -> Iterator[tuple[str, int, list[str], int]]:
    """Yield the parts of a block; `depth` and `note` are those of the item that it begins, if there is a note."""
    if block.tag == "tr":
        yield "cell", block.line, ["", ". ".join(cell.text for cell in block.children if cell.text)], 0
    elif block.tag in ("ul", "ol"):
        for number, item in enumerate(block.children):
            yield from _parts(item, depth + 1, "more" if number or depth >= 0 else "new")
    elif block.tag == "li" and block.children and not block.text and block.children[0].tag == "p":
        yield from _parts(block.children[0], depth, note)
        for child in block.children[1:]:
            yield from _parts(child, depth, "")
    else:
        if block.text or note:
            kinds = {"pre": "code"} | dict.fromkeys(_HEADINGS, "heading")
            part = "item" if note else kinds.get(block.tag, "text")
            yield part, block.line, [note, *block.text.strip("\n").split("\n")], max(0, depth) if note else 0
        for child in block.children:
            yield from _parts(child, depth, "")
