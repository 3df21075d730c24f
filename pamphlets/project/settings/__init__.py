"""Typed settings: what `practice.yml`, `_brand.yml` and the other YAML files say, as plain frozen values.

The types are here and import nothing. The modules beside this one read them from YAML text, one file each, and find
every fault at its line: `nodes` (YAML text -> values with lines), `shapes` (-> types), then `practice`, `brand`, ….
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from pamphlets.model import Problem

Flip = Literal["short-edge", "long-edge", "none"]
PaperName = Literal["Letter", "A4"]


@lru_cache(maxsize=256)
def wider(language: str) -> tuple[str, ...]:
    """Return a language's code and those that it is a part of: `es-MX`, `es`; `zh-TW`, `zh-Hant`, `zh`."""
    first, _, rest = language.partition("-")
    script = ("zh-Hant",) if first == "zh" and rest in ("TW", "HK", "MO") else ()
    parts = language.split("-")
    return tuple(dict.fromkeys((language, *script, *("-".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)))))


@dataclass(frozen=True, slots=True)
class Words:
    """Words for the public, in one or more languages: `(("en", "Hello"), ("es", "Hola"))`; one text for all has ''."""

    texts: tuple[tuple[str, str], ...] = ()

    def of(self, language: str) -> str:
        """Return the text in `language` or a wider one of it, else the one for all, else the first."""
        return self.said(language) or next(iter(dict(self.texts).values()), "")

    def said(self, language: str) -> str:
        """Return the text in `language` or a wider one of it, else the one for all, else ''."""
        known = dict(self.texts)
        for code in wider(language):  # asked for tens of thousands of times
            if text := known.get(code):
                return text
        return known.get("", "")

    def over(self, others: Words) -> Words:
        """Return these words, and those of `others` in languages that these lack, unless there is one for all."""
        mine = dict(self.texts)
        return self if "" in mine else Words(tuple((dict(others.texts) | mine).items()))

    def __bool__(self) -> bool:
        """Say whether there are any words."""
        return bool(self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a source says before its first block; dates are ISO 8601, or empty."""

    title: str
    summary: str
    tags: tuple[str, ...] = ()
    condition: str = ""
    author: str = ""
    reviewer: str = ""
    reviewed: str = ""
    review_by: str = ""
    translator: str = ""
    translated: str = ""
    """In a translation: who brought it up to date with its original last, by role, and when."""
    publish: bool = True
    formats: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    allow: tuple[Mapping[str, str], ...] = ()
    slug: str = ""
    source: str = ""
    """In a translation: the digest of the title, summary and text before the first heading that it was made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One address of the practice, complete: what `practice.yml` leaves out here has been taken from the practice."""

    id: str
    name: str
    phone: str = ""
    email: str = ""
    booking: str = ""
    address: tuple[str, ...] = ()
    hours: tuple[Words, ...] = ()
    licenses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What a reader does when it is urgent, and when it cannot wait."""

    urgent: Words = Words()
    now: Words = Words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The practice on one platform."""

    handle: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """CMYK values (percent) of brand colours for print shops, the output profile's file, and the line of both."""

    colors: tuple[tuple[str, tuple[float, float, float, float]], ...] = ()
    profile: str = ""
    line: int = field(default=0, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Who publishes (`content/practice.yml`)."""

    name: str
    tagline: Words = Words()
    country: str = "US"
    emergency: Emergency = Emergency()
    languages: tuple[str, ...] = ("en",)
    web: str = ""
    booking: str = ""
    email: str = ""
    phone: str = ""
    address: tuple[str, ...] = ()
    hours: tuple[Words, ...] = ()
    licenses: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    paper: PaperName = "Letter"
    formats: tuple[str, ...] = ()
    platforms: tuple[tuple[str, Account], ...] = ()
    hashtags: tuple[str, ...] = ()
    glossary: tuple[tuple[str, tuple[str, ...]], ...] = ()
    press: Press = Press()
    media: str = ""
    thresholds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Colours, fonts and logo (`content/_brand.yml`, the brand.yml standard), resolved to plain values.

    `colors` holds every name of the palette and every theme colour (foreground, primary, …) as #RRGGBB. `logo` is a
    path relative to the project, or empty.
    """

    colors: tuple[tuple[str, str], ...]
    font: str = "Atkinson Hyperlegible Next"
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source of a statement (`content/references.yml`, CSL-YAML), with what a printed list needs."""

    id: str
    title: str
    authors: tuple[str, ...] = ()
    container: str = ""
    publisher: str = ""
    year: str = ""
    accessed: str = ""
    url: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One page of a leaflet as the reader sees it; sizes in mm."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel stands on a side of the sheet: its left edge in mm from the sheet's left; `turned` is by 180°."""

    panel: str
    x: float
    y: float = 0.0
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A format on one paper: the sheet in mm, its panels in reading order, and the sides they are imposed on.

    A panel may stand on several places: cards that are cut. Without `sides` the format is not folded: one panel, of the
    sheet's size, which repeats.
    """

    width: float
    height: float
    panels: tuple[Panel, ...]
    sides: tuple[tuple[Place, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One printed shape of a leaflet (`formats.yml`); type sizes in pt; `pages` is the most it may take (0: any).

    `shows` are the kinds of blocks that it shows, beside those that name it in `only`; none: all blocks.
    """

    id: str
    name: Words
    template: str
    papers: tuple[tuple[str, Paper], ...]
    smallest: float = 12.0
    largest: float = 13.0
    pages: int = 0
    flip: Flip = "long-edge"
    folding: Words = Words()
    shows: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """What else people call it."""

    def paper(self, name: str) -> Paper:
        """Return this format's measures on a paper."""
        return dict(self.papers)[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One social network (`platforms.yml`), each figure with its source and date.

    `unit` names how text is counted; `link` how the platform takes an address: `text` (clickable in the text), `bio`
    ("link in bio"), `button` (a button beside the text) or `field` (a field of its own).
    """

    id: str
    name: str
    limit: int
    unit: Literal["weighted", "graphemes", "characters", "code points", "utf-16"]
    link: Literal["text", "bio", "button", "field"] = "text"
    link_cost: int = 0
    """What every address costs whatever its length; 0: its own length."""
    shortens: bool = False
    """Whether the platform's own composer shortens the addresses that are pasted into it."""
    bytes: int = 0
    """The most UTF-8 bytes; 0: no such limit. Where it equals `limit`, it is a stricter reading of it: a warning."""
    published: bool = True
    """Whether the platform itself publishes the limit; if not, it is a safe working cap."""
    source: str = ""
    date: str = ""
    hashtags: int = 2
    hashtag_ends: str = ""
    """The characters that end a hashtag there and nowhere else: they are left out of it."""
    fold: int = 0
    alt: int = 0
    title: int = 0
    phone: bool = True
    formatting: Literal["none", "whatsapp"] = "none"
    quotes: Literal["curly", "straight"] = "curly"
    images: tuple[tuple[str, int], ...] = field(default=())
    """The sizes of picture it takes, the one for a post first, each with the most bytes: (`1080x1350`, bytes)."""
    pictured: bool = False
    """Whether it takes no post without a picture."""
    schedulers: tuple[str, ...] = ("buffer", "publer")
    """The tools that can post there."""
    also: tuple[str, ...] = ()
    """What else people call it."""


def front_matter(
    text: str, path: str, first_line: int
) -> tuple[FrontMatter | None, tuple[Problem, ...], tuple[tuple[str, int], ...]]:
    """Return what the lines between a source's `---` lines say, their problems, and the line of each key.

    `first_line` is the line of the file that `text` begins on. Without a title or summary there is no FrontMatter.
    """
    from pamphlets.project.settings import sources

    return sources.read(text, path, first_line)
