"""Turns an edition and a target into what templates print: blocks as HTML, sources in order of citation, facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pamphlets import localized
from pamphlets.compose import bibliography, conditions, emphasis, linking, markup, unmark, variables
from pamphlets.compose.bibliography import Source
from pamphlets.compose.filler import Filler, speaker
from pamphlets.compose.theme import Theme
from pamphlets.compose.unmark import text
from pamphlets.compose.variables import inlines, walk
from pamphlets.compose.views import Facts, View, page, view
from pamphlets.compose.writer import Writer
from pamphlets.localized import quotes, scripts, spacing
from pamphlets.model import Block, Div, Location, Markdown, Part
from pamphlets.project import Reference

__all__ = [
    "Composition", "Facts", "Shown", "Theme", "View", "Writer", "bibliography", "conditions", "emphasis", "inlines",
    "linking", "markup", "page", "plain", "speaker", "text", "theme", "variables", "view", "walk",
]  # fmt: skip


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

    language: str
    title: str
    summary: str
    blocks: tuple[Shown, ...]
    sources: tuple[Source, ...]


def compose(
    view: View, theme: Theme, leave_out: frozenset[str] = frozenset(), writer: Writer | None = None,
    cited: Iterable[Source] = (),
) -> Composition:  # fmt: skip
    """Compose a view, as its channel writes it, without the blocks whose ids are in `leave_out`.

    `cited` are the sources of what stands beside it on the same page: they keep their numbers, and are listed, too.
    """
    filler = Filler(view, writer)
    sources = [*cited]
    filler.numbers |= {source.id: source.number for source in sources}
    blocks = tuple(
        _block(block, filler, theme)
        for block in view.edition.blocks
        if block.id not in leave_out and (block.title or block.parts)
    )
    known = {reference.id: reference for reference in view.facts.references}
    while len(sources) < len(filler.numbers):  # a footnote may cite, too
        sources += [_source(key, number, known, filler) for key, number in list(filler.numbers.items())[len(sources) :]]
    summary = quotes.text(view.edition.pamphlet.summary, view.edition.language)
    return Composition(view.edition.language, variables.heading(view.edition), summary, blocks, tuple(sources))


def _source(key: str, number: int, known: Mapping[str, Reference], filler: Filler) -> Source:
    if key in filler.notes:
        html = markup.line(filler.notes[key], filler.aside(leads=True), filler.language)
        return Source(number, key, html, unmark.text(html), note=True)
    reference = known[key]
    day = localized.partial(reference.accessed, filler.language, filler.view.facts.practice.country)
    return bibliography.source(number, reference, filler.say("read-on", date=day) if day else "", filler.language)


def _block(block: Block, filler: Filler, theme: Theme) -> Shown:
    title = markup.line(block.title, filler, filler.language) if block.title else ""
    body = _body(block.parts, filler, theme, filler.language)
    html = _section(block, body, filler, theme, id=block.id, title=title, new_panel=block.new_panel)
    text = unmark.text(body)
    return Shown(block.id, block.kind, title, body, html, text, block.optional, block.new_panel, block.location)


def _section(
    part: Block | Div, body: str, filler: Filler, theme: Theme, id: str = "", title: str = "", new_panel: bool = False
) -> str:
    """Return a block, or a div that has a kind, as the template of its kind prints it."""
    names = {"id": id, "kind": part.kind, "title": title, "body": body, "at": filler.writer.place(part.location)}
    return theme.render(f"blocks/{part.kind or 'block'}.html", **names, new_panel=new_panel, say=filler.say)


def _body(parts: tuple[Part, ...], filler: Filler, theme: Theme, language: str) -> str:
    out = []
    for part in parts:
        if isinstance(part, Markdown):
            made = markup.html(part, filler, language)
            made = markup.add_boxes(made, filler.writer.boxes) if any(filler.writer.boxes) else made
            out.append(linking.html(made, filler.view.facts.practice.country) if filler.linked else made)
            continue
        body = _body(part.parts, filler, theme, part.language or language)
        made = _section(part, body, filler, theme) if part.kind else body
        out.append(f"<div {scripts.attributes(part.language)}>{made}</div>" if part.language else made)
    return "\n".join(out)


def names(view: View, composition: Composition) -> Mapping[str, object]:
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
        "say": speaker(facts.words.marked),
        "date": lambda iso: localized.date(iso, language, facts.practice.country),
        "month": lambda iso: localized.month(iso, language, facts.practice.country),
        "sign": lambda mark: spacing.sign(mark, language),
        "phone": lambda number: localized.phone(number, facts.practice.country),
        "words": lambda text: quotes.text(text.of(language), language),
    }
