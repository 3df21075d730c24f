"""Turns what a leaflet is made of, a view of an edition and a format, into its HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from pathlib import PurePosixPath
from textwrap import shorten
from urllib.parse import quote, urlencode

from pamphlets import compose
from pamphlets.channels.leaflets import addresses, panels
from pamphlets.channels.leaflets.addresses import MAY_BREAK, WORD_JOINER, breaking
from pamphlets.compose import View, bibliography, theme
from pamphlets.model import Edition, Folders
from pamphlets.paper import code, paint
from pamphlets.project import Brand, Format, Paper, Reference

NO_BREAK = "\u00a0"
BAND = 0.16
"""How much of the alert colour the word across a draft has: text upon it keeps its contrast."""
SHORT = 36
"""The most characters of a name or title in a short list of sources."""
FIGURES = 7
"""So many figures with spaces or hyphens among them are one number: of a telephone, or a date."""
_WHOLE = re.compile(
    r"""(?<![\w/.:-])(?:\d{1,4}[–-])?\d{1,6}(?:[.,]\d{1,4})?(?:[ \u00a0]?[A-Za-zµ%°]{1,5})?
        (?:[ \u00a0]?/[ \u00a0]?[\w%°]{1,5}(?!\w)){1,2}(?:[ \u00a0](?:mmHg|[mck]m|[mk]?g|µg|mcg|m[lL]|kcal)\b)?
      | [+(]?\d[\d()]*(?:[ -][\d()]+)+ | \d+(?::\d\d)?[ ](?:[ap]m\b|[ap]\.[ ]?m\.)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Leaflet:
    """All that one leaflet depends on. `translations` are (language, words, address) of its other languages.

    `press` asks for a file for the press, too: SHA-256 of its profile, or that there is none. `one_sided` asks for
    fronts and backs apart, for a printer that prints on one side.
    """

    view: View
    format: Format
    paper_name: str
    translations: tuple[tuple[str, str, str], ...] = ()
    press: str = ""
    one_sided: bool = False

    @property
    def paper(self) -> Paper:
        """The measures of its format on its paper."""
        return self.format.paper(self.paper_name)

    @property
    def online(self) -> str:
        """The address that its QR code leads to: the web page, which learns of this edition; '' if there is no web."""
        page = self.view.facts.page
        return f"{page}?{urlencode({'edition': self.view.edition.id})}" if page else ""


def breaks(leaflet: Leaflet, leave_out: frozenset[str] = frozenset()) -> bool:
    """Say whether blocks ask for new panels, and there are as many panels as they ask for.

    Without a back, one of the panels is for what is about the leaflet itself.
    """
    asked = sum(block.new_panel for block in leaflet.view.edition.blocks if block.id not in leave_out)
    back = any(panel.name == "back" for panel in leaflet.paper.panels)
    return 0 < asked < len(panels.flowing(leaflet.paper)) - (not back)


def html(
    leaflet: Leaflet, folders: Folders, leave_out: frozenset[str] = frozenset(), broken: bool | None = None
) -> str:
    """Return the leaflet as HTML, without the blocks in `leave_out`; `broken` says whether blocks begin new panels."""
    broken = breaks(leaflet, leave_out) if broken is None else broken
    view = leaflet.view if broken else _flowing(leaflet.view)
    own = theme.of(folders.templates)
    composition = addresses.say(compose.compose(view, own, leave_out), view.facts)
    references = {reference.id: reference for reference in view.facts.references}
    names = compose.names(view, composition)
    printed = own.render(
        leaflet.format.template,
        **names,
        format=leaflet.format,
        look=PurePosixPath(leaflet.format.template).stem,
        panels=[panel.name for panel in leaflet.paper.panels],
        code=code(leaflet.online) if leaflet.online else "",
        online=leaflet.online,
        translations=leaflet.translations,
        shown=_shown,
        in_words=_in_words,
        band=partial(_band, brand=view.facts.brand),
        veil=partial(_veil, brand=view.facts.brand),
        short=lambda key: _short(references[key]),
    )
    return _unbroken(_announced(printed, names["say"]))


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


def _announced(printed: str, say: Callable[..., str]) -> str:
    """Let the number of a source, and an address that stands for itself, be announced as what they are."""
    number = re.compile(r'<a href="#source-(\d+)">')
    printed = number.sub(lambda at: f'<a href="#source-{at[1]}" title="{say("source", number=at[1])}">', printed)

    def address(at: re.Match[str]) -> str:
        words = re.sub(f"[{WORD_JOINER}{MAY_BREAK}]", "", at[2])
        alone = at[1].startswith("http") and _shown(words) in _shown(at[1])
        title = f' title="{say("web-page", address=words)}"' if alone else ""
        return f'<a href="{at[1]}" class="web-address"{title}>{breaking(words)}</a>'

    return re.sub(r'<a href="((?:https?|mailto):[^"]*)">([^<\s]*\.[^<\s]*)</a>', address, printed)


def _unbroken(printed: str) -> str:
    """Keep together what reads as one, and leave no short word alone on the last line of a heading.

    The number of a source stays with the word before it; telephone numbers, dates in figures, times of day and numbers
    with a slash (120 / 80 mmHg, 5 mg/kg) stay whole (UK Association for Accessible Formats: Minimum Standards for clear
    and large print, 2012).
    """
    printed = printed.replace('<sup class="cite">', f'<sup class="cite">{WORD_JOINER}')
    head, body, rest = printed.partition("<body")
    printed = head + body + re.sub(r">[^<]*\d[^<]*<", lambda text: _WHOLE.sub(_whole, text[0]), rest)
    return re.sub(r"( [^\s<>]{1,8}) ([^\s<>]{1,4}</h1>|[^\s<>]{1,8}</h2>)", f"\\1{NO_BREAK}\\2", printed)


def _whole(found: re.Match[str]) -> str:
    few = "/" not in found[0] and found[0][-1].isdigit() and sum(map(str.isdigit, found[0])) < FIGURES
    return found[0] if few else f'<span class="whole">{found[0]}</span>'


def _band(word: str, brand: Brand) -> str:
    """Return a word across a page, for its background: what stands there is decoration to a screen reader."""
    colors = dict(brand.colors)
    light = paint.mix(colors["alert"], colors["paper"], BAND)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><text x="50" y="50" text-anchor="middle" '
        f'transform="rotate(-35 50 50) translate(0 6)" font-family="{brand.font}" font-weight="700" '
        f'font-size="{min(28, 170 / len(word)):.1f}" fill="{light}">{escape(word)}</text></svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"


def _veil(name: str, brand: Brand) -> str:
    """Return a ground of the brand so that it looks the same on paper, and the word across a draft shows through it."""
    colors = dict(brand.colors)
    return f"{paint.mix(colors[name], colors['paper'], 2)}80"  # twice the difference to the paper, at half the strength


def _shown(address: str) -> str:
    """Return a web address as people write it down."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", address)


def _in_words(address: str) -> str:
    """Return a web address as people write it down, and where it may break."""
    return breaking(_shown(address))


def _short(reference: Reference) -> str:
    """Return a source in a few words: who and when, or who and what."""
    who = reference.authors[0] if reference.authors else reference.publisher
    if reference.year:
        return f"{who}{' et al.' if len(reference.authors) > 1 else ''} {reference.year}".strip()
    what = shorten(re.split(r"[:(?]", bibliography.plain(reference.title))[0], SHORT, placeholder=" …")
    return who if len(who) > SHORT else f"{who}: {what}" if who else what
