"""Turns what a leaflet is made of, a view of an edition and a format, into its HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from pathlib import PurePosixPath
from textwrap import shorten
from urllib.parse import quote, urlencode

from pamphlets import compose
from pamphlets.channels import bilingual
from pamphlets.channels.leaflets import panels
from pamphlets.channels.leaflets.staff import Staff
from pamphlets.channels.leaflets.writer import BesideWriter, PaperWriter, breaking
from pamphlets.compose import View, bibliography, linking, speaker, theme
from pamphlets.localized import scripts
from pamphlets.model import Edition, Folders
from pamphlets.paper import code, drawings, logo
from pamphlets.project import Brand, Format, Paper, Reference, mirror, mix

BAND = 0.16
"""How much of the alert colour the word across a draft has: text upon it keeps its contrast."""
LENGTHS = {"title-s": 26, "title-m": 46, "title-l": 72}
"""The most characters of titles that are set in one size."""
MANY = 4
"""Of so many other languages a leaflet says the names alone: the page of its code leads on to all of them."""
SHORT = 36
"""The most characters of a name or title in a short list of sources."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """All that one leaflet depends on. `translations` are (language, words, address) of its other languages, with their
    names as words if they are `MANY`.

    `press` asks for a file for the press, too: SHA-256 of its profile, or that there is none. `one_sided` asks for
    fronts and backs apart, for a printer that prints on one side. `siblings` are the other formats of the pamphlet.
    A booklet has so many `pages`, of which so many may be for `notes`. `templates` is SHA-256 of all templates.
    `staff` is for those who hand out a translation, `beside` the original that stands beside its blocks.
    """

    view: View
    format: Format
    paper_name: str
    translations: tuple[tuple[str, str, str], ...] = ()
    press: str = ""
    one_sided: bool = False
    siblings: tuple[Format, ...] = ()
    pages: int = 0
    notes: int = 0
    templates: str = ""
    beside: View | None = None
    staff: Staff = field(default_factory=Staff)

    @property
    def paper(self) -> Paper:
        """The measures of its format on its paper."""
        paper = self.format.paper(self.paper_name)
        while paper.larger and len(paper.panels) < self.pages:
            paper = paper.larger
        return mirror(paper) if scripts.direction(self.view.edition.language) == "rtl" else paper

    @property
    def look(self) -> str:
        """The name of its template, by which the stylesheet knows it."""
        return PurePosixPath(self.format.template).stem

    @property
    def online(self) -> str:
        """The address that its QR code leads to: the web page, which learns of this edition; '' if there is no web."""
        page = self.view.facts.page
        return f"{page}?{urlencode({'edition': self.view.edition.id})}" if page else ""


def breaks(leaflet: Leaflet, leave_out: frozenset[str] = frozenset()) -> bool:
    """Say whether blocks ask for new panels, and there are as many panels as they ask for.

    Without a back, one of the panels is for what is about the leaflet itself. A booklet has no panels: it flows.
    """
    asked = sum(block.new_panel for block in leaflet.view.edition.blocks if block.id not in leave_out)
    back = any(panel.name == "back" for panel in leaflet.paper.panels)
    return not leaflet.paper.bound and 0 < asked < len(panels.flowing(leaflet.paper)) - (not back)


def html(
    leaflet: Leaflet, folders: Folders, leave_out: frozenset[str] = frozenset(), broken: bool | None = None,
    head: str = "",
) -> str:  # fmt: skip
    """Return the leaflet as HTML, without the blocks in `leave_out`; `broken` says whether blocks begin new panels.

    `head` is one of the ways to lay out the head of a page: see `heads.ways`.
    """
    broken = breaks(leaflet, leave_out) if broken is None else broken
    view = leaflet.view if broken else _flowing(leaflet.view)
    own = theme.of(folders.templates)
    composition = compose.compose(view, own, leave_out, PaperWriter(view.facts))
    every = (*view.facts.references, *(leaflet.beside.facts.references if leaflet.beside else ()))
    references = {reference.id: reference for reference in every}
    beside = composition
    if leaflet.beside:
        writer = BesideWriter(leaflet.beside.facts, composition)
        beside = bilingual.beside(leaflet.beside, composition, own, writer, leave_out)
    composition = replace(composition, sources=beside.sources)
    return own.render(
        leaflet.format.template,
        **compose.names(view, composition),
        format=leaflet.format,
        look=leaflet.look,
        cover=view.edition.cover,
        head=head,
        length=_length(composition.title),
        logo_at=lambda place: logo(view.facts.brand, view.facts.practice.name, place, folders.root),
        panels=[panel.name for panel in leaflet.paper.panels],
        code=code(leaflet.online) if leaflet.online else "",
        online=leaflet.online,
        translations=leaflet.translations,
        many=len(leaflet.translations) >= MANY,
        staff=leaflet.staff,
        shown=linking.label,
        in_words=_in_words,
        mark=mark(leaflet),
        veil=partial(_veil, brand=view.facts.brand),
        short=lambda key: _short(references[key]),
        fillers=fillers(view.edition),
        notes=leaflet.notes,
        beside=beside,
        rows=bilingual.rows(composition, beside),
    )


def fillers(edition: Edition) -> tuple[str, ...]:
    """Return what stands on panels that the text leaves empty, in order: what the edition asks for, then notes."""
    if edition.fill == "none":
        return ()
    every = dict.fromkeys((edition.fill, "notes", "questions", "appointment"))
    return tuple(name for name in every if name != "appointment" or edition.appointment)


def choose(edition: Edition, format: Format) -> Edition:
    """Return the edition with only the blocks that a format shows: those of its kinds, and those that name it."""
    if not format.shows:
        return edition
    return replace(edition, blocks=tuple(
        block for block in edition.blocks
        if block.kind in format.shows or ("output", format.id) in block.condition.only
    ))  # fmt: skip


def _flowing(view: View) -> View:
    """Return the view without the breaks that its blocks ask for."""
    blocks = tuple(replace(block, new_panel=False) for block in view.edition.blocks)
    return replace(view, edition=replace(view.edition, blocks=blocks))


def _length(title: str) -> str:
    """Return how long a title is, by its characters, as the stylesheet calls it."""
    return next((name for name, most in LENGTHS.items() if len(title) <= most), "title-xl")


def mark(leaflet: Leaflet) -> str:
    """Return the ground of the pages of a draft, as CSS has it: the word across them; '' if it is none."""
    if leaflet.format.of != "pamphlet" or not leaflet.view.edition.pamphlet.draft:
        return ""
    facts = leaflet.view.facts
    language, brand = leaflet.view.edition.language, facts.brand
    family = next(
        (one.family for one in brand.tongues if one.code == language and one.instead and one.files), brand.font
    )
    return f'url("{_band(speaker(facts.words.plain)("draft"), brand, family)}") no-repeat 50% 50% / 100% auto'


def _band(word: str, brand: Brand, family: str) -> str:
    """Return a word across a page, for its background: what stands there is decoration to a screen reader.

    Drawings set no word whose letters join or stack: three bands stand for it, and the text says what they mean.
    """
    colors = dict(brand.colors)
    light = mix(colors["alert"], colors["paper"], BAND)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><text x="50" y="50" text-anchor="middle" '
        f'transform="rotate(-35 50 50) translate(0 6)" font-family="{family}" font-weight="700" '
        f'font-size="{min(28, 170 / len(word)):.1f}" fill="{light}">{escape(word)}</text></svg>'
    )
    if drawings.read(svg.encode()).faults:
        bands = "".join(f'<path d="M{x} 110 {x + 80} -10" stroke="{light}" stroke-width="5"/>' for x in (-25, 10, 45))
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{bands}</svg>'
    return f"data:image/svg+xml,{quote(svg)}"


def _veil(name: str, brand: Brand) -> str:
    """Return a ground of the brand so that it looks the same on paper, and the word across a draft shows through it."""
    colors = dict(brand.colors)
    return f"{mix(colors[name], colors['paper'], 2)}80"  # twice the difference to the paper, at half the strength


def _in_words(address: str) -> str:
    """Return a web address as people write it down, and where it may break."""
    return breaking(linking.label(address))


def _short(reference: Reference) -> str:
    """Return a source in a few words: who and when, or who and what."""
    who = reference.authors[0] if reference.authors else reference.publisher
    if reference.year:
        return f"{who}{' et al.' if len(reference.authors) > 1 else ''} {reference.year}".strip()
    what = shorten(re.split(r"[:(?]", bibliography.plain(reference.title))[0], SHORT, placeholder=" …")
    return who if len(who) > SHORT else f"{who}: {what}" if who else what
