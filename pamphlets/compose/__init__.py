"""Turns an edition and a target into what templates print: blocks as HTML, sources in order of citation, facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any
from urllib.parse import quote

from pamphlets import localized as wording
from pamphlets.compose import bibliography, conditions, linking, markup, variables
from pamphlets.compose.bibliography import Source
from pamphlets.compose.markup import text
from pamphlets.compose.theme import Theme
from pamphlets.compose.variables import inlines, walk
from pamphlets.errors import nearest
from pamphlets.localized import quotes, sentences
from pamphlets.model import (
    ALWAYS,
    Abbreviation,
    Block,
    Citation,
    Div,
    Edition,
    Image,
    Inline,
    Link,
    Location,
    Markdown,
    Note,
    Part,
    Span,
    Target,
    Variable,
)  # fmt: skip
from pamphlets.project import Brand, Practice, Project, Reference, Site

__all__ = [
    "Composition", "Facts", "Theme", "View", "bibliography", "inlines", "linking", "markup", "plain", "speaker",
    "text", "theme", "variables", "walk",
]  # fmt: skip

Address = Callable[[str], str]
"""From a path of the project, or the address of a link, to what is printed in the output."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an output says beside the words of its blocks. `practice` is without its sites."""

    practice: Practice
    site: Site
    sites: tuple[Site, ...]
    brand: Brand
    references: tuple[Reference, ...]
    words: tuple[tuple[str, str], ...]
    page: str
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """An edition as one target shows it: nothing in it that the target does not depend on, `repr` alike everywhere.

    `files` are the pictures it shows, as (path relative to the project, SHA-256).
    """

    edition: Edition
    target: Target
    facts: Facts
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as one output shows it: `title`, `body` and the whole `html` are HTML, `text` is plain."""

    id: str
    kind: str
    title: str
    body: str
    html: str
    text: str
    optional: bool
    new_panel: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Composition:
    """An edition, composed for one output."""

    title: str
    summary: str
    blocks: tuple[Shown, ...]
    sources: tuple[Source, ...]


def view(edition: Edition, target: Target, project: Project) -> View:
    """Return the edition with only the blocks, divs and spans that `target` shows, and no posts."""
    blocks = tuple(
        replace(block, title=block.title and conditions.shown(block.title, target),
                parts=conditions.parts(block.parts, target), condition=ALWAYS, posts=(), digest="", source="")
        for block in edition.blocks
        if block.condition.admits(target)
    )  # fmt: skip
    return _view(replace(edition, blocks=blocks, pamphlet=replace(edition.pamphlet, items=())), target, project)


def _view(edition: Edition, target: Target, project: Project) -> View:
    found = [inline for block in edition.blocks for inline in variables.inlines(block)]
    cited = {key for inline in found if isinstance(inline, Citation) for key in inline.keys}
    sites = tuple(site for site in project.practice.sites if site.id in target.sites)
    default = project.practice.languages[0]
    folder = f"{project.practice.web.rstrip('/')}/" + ("" if edition.language == default else f"{edition.language}/")
    facts = Facts(
        practice=replace(project.practice, sites=()),
        site=sites[0],
        sites=sites,
        brand=project.brand,
        references=tuple(project.references[key] for key in sorted(cited)),
        words=tuple((key, text.of(edition.language)) for key, text in sorted(project.words.items())),
        page=f"{folder}{edition.pamphlet.address}/" if project.practice.web else "",
        pages=tuple((name, f"{folder}{address}/") for name, address in edition.linked),
    )
    images = {inline.src for inline in found if isinstance(inline, Image)}
    images |= {project.brand.logo} if project.brand.logo else set()
    return View(edition, target, facts, tuple((path, project.file_digest(path)) for path in sorted(images)))


def _page_name(address: str) -> str:
    path = address.partition("#")[0]
    return re.sub(r"^.*/|\.md$", "", path) if path.endswith(".md") and "://" not in path else ""


class Filler:
    """Gives the HTML of each construct of one output, and numbers its sources as they are first cited."""

    def __init__(self, view: View, image: Address | None, link: Address | None) -> None:
        edition, facts = view.edition, view.facts
        self.view, self.numbers, self.notes = view, dict[str, int](), dict[str, Markdown]()
        self.explained, self.language, self.linked = set[str](), edition.language, "web" in view.target.outputs
        self.image = image or (lambda path: f"content:{quote(path.removeprefix('content/'))}")
        self.link = link or self._address
        self.say = speaker(dict(facts.words))
        self.values = variables.values(facts.practice, facts.site, edition.pamphlet, edition.language, edition.id)

    def __call__(self, inline: Inline) -> str:
        """Return what stands for a construct."""
        if isinstance(inline, Variable):
            return escape(self.values[inline.name], quote=False)
        if isinstance(inline, Citation):
            return self._cite(inline.keys)
        if isinstance(inline, Image):
            return self._image(inline)
        if isinstance(inline, Link):
            return f'<a href="{escape(self.link(self._target(inline.address)))}">'
        if isinstance(inline, Note):
            key = f"^{inline.text.location}"
            self.notes[key] = inline.text
            return self._cite((key,))
        if isinstance(inline, Abbreviation):
            return self._abbreviation(inline)
        if isinstance(inline, Span):
            return f'<span lang="{escape(inline.language)}">' if inline.language else ""
        return ""

    def _abbreviation(self, inline: Abbreviation) -> str:
        """Return an abbreviation as pages explain it; on paper, where nobody can ask, written out at its first use."""
        short, meaning = escape(inline.short), escape(inline.meaning)
        if "web" in self.view.target.outputs:
            return f'<abbr title="{meaning}">{short}</abbr>'
        if "posts" in self.view.target.outputs or inline.short in self.explained:
            return short
        self.explained.add(inline.short)
        return f"{short} ({meaning})"

    def _cite(self, keys: tuple[str, ...]) -> str:
        numbers = []
        for key in keys:
            number = self.numbers.setdefault(key, len(self.numbers) + 1)
            numbers.append(f'<a href="#source-{number}">{number}</a>')
        return f'<sup class="cite">{"<span>, </span>".join(numbers)}</sup>'

    def _image(self, image: Image) -> str:
        alt = escape(self._plain(image.alt))
        picture = f'<img src="{escape(self.image(image.src))}" alt="{alt}">'
        if image.within:
            return f'{picture[:-1]} class="within">'
        caption = f"<figcaption>{markup.line(image.caption, self, self.language)}</figcaption>" if image.caption else ""
        kind = ' class="decorative"' if image.decorative else ""
        return f"<figure{kind}>{picture}{caption}</figure>"

    def _plain(self, text: Markdown) -> str:
        return markup.text(markup.line(text, self, self.language))

    def _target(self, address: Markdown) -> str:
        """Return a link's address with its variables filled in; in `tel:` a number as it is dialled."""
        filled = unescape(markup.fill(address, self))
        if filled.startswith("tel:"):
            return f"tel:{wording.phone(filled[4:], self.view.facts.practice.country).dial}"
        return filled

    def _address(self, target: str) -> str:
        name, anchor = _page_name(target), target.partition("#")[2]
        if not name:
            return target
        return dict(self.view.facts.pages)[name] + (f"#{anchor}" if anchor else "")


def compose(
    view: View, theme: Theme, leave_out: frozenset[str] = frozenset(), image: Address | None = None,
    link: Address | None = None,
) -> Composition:  # fmt: skip
    """Compose a view, without the blocks whose ids are in `leave_out`.

    `image` gives the address to print for a picture's path (default: `content:images/…`), `link` for a link's.
    """
    filler = Filler(view, image, link)
    blocks = tuple(
        _block(block, filler, theme)
        for block in view.edition.blocks
        if block.id not in leave_out and (block.title or block.parts)
    )
    known = {reference.id: reference for reference in view.facts.references}
    sources: list[Source] = []
    while len(sources) < len(filler.numbers):  # a footnote may cite, too
        sources += [_source(key, number, known, filler) for key, number in list(filler.numbers.items())[len(sources) :]]
    summary = quotes.text(view.edition.pamphlet.summary, view.edition.language)
    return Composition(variables.heading(view.edition), summary, blocks, tuple(sources))


def _source(key: str, number: int, known: Mapping[str, Reference], filler: Filler) -> Source:
    if key in filler.notes:
        html = markup.line(filler.notes[key], filler, filler.language)
        return Source(number, key, html, markup.text(html), note=True)
    reference = known[key]
    day = wording.partial(reference.accessed, filler.language, filler.view.facts.practice.country)
    return bibliography.source(number, reference, filler.say("read-on", date=day) if day else "", filler.language)


def _block(block: Block, filler: Filler, theme: Theme) -> Shown:
    title = markup.line(block.title, filler, filler.language) if block.title else ""
    body = _body(block.parts, filler, theme, filler.language)
    html = _section(block, body, filler, theme, id=block.id, title=title, new_panel=block.new_panel)
    text = markup.text(body)
    return Shown(block.id, block.kind, title, body, html, text, block.optional, block.new_panel, block.location)


def _section(
    part: Block | Div, body: str, filler: Filler, theme: Theme, id: str = "", title: str = "", new_panel: bool = False
) -> str:
    """Return a block, or a div that has a kind, as the template of its kind prints it."""
    names = {"id": id, "kind": part.kind, "title": title, "body": body, "at": str(part.location)}
    return theme.render(f"blocks/{part.kind or 'block'}.html", **names, new_panel=new_panel, say=filler.say)


def _body(parts: tuple[Part, ...], filler: Filler, theme: Theme, language: str) -> str:
    out = []
    for part in parts:
        if isinstance(part, Markdown):
            made = markup.html(part, filler, language)
            out.append(linking.html(made, filler.view.facts.practice.country) if filler.linked else made)
            continue
        body = _body(part.parts, filler, theme, part.language or language)
        made = _section(part, body, filler, theme) if part.kind else body
        out.append(f'<div lang="{escape(part.language)}">{made}</div>' if part.language else made)
    return "\n".join(out)


def speaker(words: Mapping[str, str]) -> Callable[..., str]:
    """Return the function by which templates speak a language: `say("use-until", date=…)`."""

    def say(key: str, **values: object) -> str:
        if key not in words:
            unknown = LookupError(f"no words are named '{key}'")
            unknown.add_note(nearest(key, words))  # the theme knows the template's line, and makes a problem of it
            raise unknown
        return sentences.fill(words[key], values)

    return say


def names(view: View, composition: Composition) -> Mapping[str, Any]:
    """Return the names that every template knows."""
    facts, language = view.facts, view.edition.language
    return {
        "pamphlet": view.edition.pamphlet,
        "edition": view.edition,
        "practice": facts.practice,
        "site": facts.site,
        "sites": facts.sites,
        "brand": facts.brand,
        "colors": dict(facts.brand.colors),
        "language": language,
        "title": composition.title,
        "summary": composition.summary,
        "blocks": composition.blocks,
        "sources": composition.sources,
        "page": facts.page,
        "say": speaker(dict(facts.words)),
        "date": lambda iso: wording.date(iso, language, facts.practice.country),
        "month": lambda iso: wording.month(iso, language, facts.practice.country),
        "phone": lambda number: wording.phone(number, facts.practice.country),
        "words": lambda text: quotes.text(text.of(language), language),
    }
