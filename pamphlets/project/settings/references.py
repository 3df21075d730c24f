"""Reads `content/references.yml`: CSL-YAML, as Pandoc reads it.

Names and rich texts become plain ones; figures above and below the line stay as `<sup>` and `<sub>`.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from html import unescape
from typing import Annotated, ClassVar

from msgspec import field

from pamphlets.project.settings import meant, shapes
from pamphlets.project.settings.nodes import Faults, Keys
from pamphlets.project.settings.shapes import Address, Form, Shape, Text, Unread, pattern

Key = Annotated[
    str, pattern("a key of letters, digits and . : - _", r"[A-Za-z0-9_][A-Za-z0-9_.:-]*", "write it as [@key] cites it")
]
Doi = Annotated[
    str,
    pattern(
        "a DOI such as 10.5664/jcsm.11390",
        r"(https?://(dx\.)?doi\.org/|doi:)?10\.[0-9]+/\S+",
        "begin it with 10., as the publisher prints it",
    ),
]

_TAG = re.compile(
    r"</?(?:jats:|mml:)?(?:i|b|em|strong|u|sc|scp|tt|p|br|italic|bold|span|inline-formula|tex-math|math|m\w+)"
    r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>",
    re.IGNORECASE,
)
_SMALL = re.compile(r"<(su[bp])>([^<>]*)</\1>")
_LONE = re.compile(r"</?su[bp]>")
_MARKS = (
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=\S)([^*]+?)(?<=[^\s\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_\\])(_{1,3})(?=\S)([^_]+?)(?<=[^\s\\])\1(?![\w_])"), r"\2"),
    (re.compile(r"\^([^\s^]+)\^"), r"<sup>\1</sup>"),
    (re.compile(r"(?<!~)~([^\s~]+)~(?!~)"), r"<sub>\1</sub>"),
    (re.compile(r"(?<![`~\\])(`{1,2}|~~)(?=[^\s`~])([^`~]+)\1(?![`~])"), r"\2"),
    (re.compile(r"\[([^\[\]]*)\]\{[^{}]*\}"), r"\1"),
    (re.compile(r"\\([\\*_^~\[\]<>'\"])"), r"\1"),
)
_TOGETHER = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHERS = frozenset(("others", "and others", "et al", "et al."))


class Person(Shape, frozen=True, kw_only=True):
    """An author: a person, or an organization as `literal`."""

    family: str = ""
    given: str = ""
    literal: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    others: ClassVar[frozenset[str]] = frozenset({"comma-suffix", "static-ordering", "parse-names"})


class Date(Shape, frozen=True, kw_only=True):
    """A date, in any of the ways that CSL has."""

    date_parts: tuple[tuple[int, ...] | int, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    literal: str = ""
    raw: str = ""
    others: ClassVar[frozenset[str]] = frozenset({"season", "circa"})


When = Text | Date | tuple[Date, ...]
People = tuple[Text | Person, ...] | Person | Text

# The other variables of the Citation Style Language 1.0.2, and what Pandoc adds: known, and not printed.
_VARIABLES = """
    abstract annote archive archive-place archive_collection archive_location authority available-date call-number
    categories chair chapter-number citation-key citation-label citation-number collection-editor collection-number
    collection-title compiler composer container-author container-title-short contributor curator custom dimensions
    director division edition editor editorial-director editor-translator event event-date event-place event-title
    executive-producer first-reference-note-number genre guest host illustrator ISBN ISSN issue interviewer
    journalAbbreviation jurisdiction keyword language license locator medium narrator note number number-of-pages
    number-of-volumes organizer original-author original-date original-publisher original-publisher-place
    original-title page page-first part part-title performer PMCID PMID printing producer publisher-place recipient
    references reviewed-author reviewed-genre reviewed-title scale script-writer section series-creator shortTitle
    source status submitted supplement title-short translator version volume volume-title year-suffix
"""


def _years(when: When, keys: Keys, faults: Faults) -> str:
    """Return the year, or the years of a range, or the words that are given instead."""
    dates = _dates(when)
    years = dict.fromkeys(year for one in dates for year in re.findall(r"(?<!\d)\d{4}(?=\D|$|\d{4}$)", one))
    return "–".join([*years][:1] + [*years][1:][-1:]) or " ".join(dates)


def _dates(when: When) -> tuple[str, ...]:
    """Return a date, or the two of a range, as ISO 8601 as far as they go, or the words that are given."""
    if isinstance(when, str):
        return tuple(map(meant.date, re.split(r"(?<=\d)/(?=\d{4})", when))) if when else ()
    if isinstance(when, tuple):
        return tuple(one for part in when for one in _dates(part))
    lists = [part for part in when.date_parts if isinstance(part, tuple)]
    lists = lists or [tuple(part for part in when.date_parts if isinstance(part, int))]
    if not any(lists):
        lists = [tuple(part for part in (when.year, when.month, when.day) if part is not None)]
    dates = tuple(filter(None, map(_iso, lists)))
    return dates or _dates(when.literal or when.raw)


def _iso(parts: tuple[int, ...]) -> str:
    """Return year, month and day as far as they are given and can be: a month past 12 is a season."""
    year, month, day = (*parts, 0, 0, 0)[:3]
    shown = f"{year:04}" if year > 0 else ""
    if shown and 1 <= month <= 12:
        shown += f"-{month:02}"
        shown += f"-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else ""
    return shown


def _people(people: tuple[str | Person, ...] | Person | str, keys: Keys, faults: Faults) -> tuple[str, ...]:
    """Return each author as medical papers have them: `Winkelman JW`."""
    everyone = people if isinstance(people, tuple) else (people,)
    return tuple(_literal(one) if isinstance(one, str) else _person(one) for one in everyone)


def _person(person: Person) -> str:
    if person.literal or not person.family:
        return _literal(person.literal or person.given)
    particle = " ".join(part for part in (person.dropping_particle, person.non_dropping_particle) if part)
    return _name(person.family, person.given, particle, person.suffix)


def rich(text: str) -> str:
    """Return a text without the tags of CSL and the marks of Pandoc: words are not set in italics or small capitals.

    https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags
    """
    words = _TAG.sub("", re.sub(r"(</?)(?:jats:)(su[bp]>)", r"\1\2", " ".join(text.split())))
    small = _SMALL.sub(lambda found: f"\0{found[1]}\1{found[2]}\0/{found[1]}\1", words)
    plain = _LONE.sub("", small)
    for mark, instead in _MARKS:
        plain = mark.sub(instead, plain)
    return unescape(plain.replace("\0", "<").replace("\1", ">")).strip()


def _name(family: str, given: str, particle: str, suffix: str) -> str:
    """Return a name as medical papers have it: `Winkelman JW`; where no initials are usual, whole: `木下花子`."""
    family, given, suffix = (rich(unicodedata.normalize("NFC", name)) for name in (family, given, suffix))
    particle = particle if not particle or particle.endswith(("'", "’", "-")) else f"{particle} "
    if _TOGETHER.match(family) and _TOGETHER.match(given):
        return f"{family}{given}"
    if given and not _has_initials(given):
        return " ".join(name for name in (given, f"{particle}{family}", suffix) if name)
    return " ".join(name for name in (f"{particle}{family}", _initials(given), suffix) if name)


def _literal(name: str) -> str:
    """Return the name of an organization, or "et al" for the rest of a list."""
    return "et al" if name.casefold() in _OTHERS else rich(name)


def _initials(given: str) -> str:
    parts = [part for part in re.split(r"[\s.\-‐]+", given) if part]
    names = [part for part in parts if part[0].isupper()] or parts
    return "".join(part[0] for part in names)


def _has_initials(given: str) -> bool:
    """Say whether names of this script are shortened to letters."""
    return unicodedata.name(given[0], "").startswith(("LATIN", "GREEK", "CYRILLIC", "ARMENIAN"))


Title = Annotated[str, Form(Text, lambda text, keys, faults: rich(text))]
Plain = Annotated[str, Form(str, lambda text, keys, faults: rich(text))]
Day = Annotated[str, Form(When, lambda when, keys, faults: next(iter(_dates(when)), ""))]
BareDoi = Annotated[str, Form(Doi, lambda doi, keys, faults: doi[doi.index("10.") :])]


class Reference(Shape, frozen=True, kw_only=True):
    """A source of a statement, with what a printed list needs."""

    id: Key
    title: Title
    type: Unread = None
    authors: Annotated[tuple[str, ...], Form(People, _people)] = field(default=(), name="author")
    container: Plain = field(default="", name="container-title")
    publisher: Plain = ""
    year: Annotated[str, Form(When, _years)] = field(default="", name="issued")
    accessed: Day = ""
    url: Address = field(default="", name="URL")
    doi: BareDoi = field(default="", name="DOI")
    others: ClassVar[frozenset[str]] = frozenset(_VARIABLES.split())


class References(Shape, frozen=True, kw_only=True):
    """The sources that pamphlets cite (`content/references.yml`)."""

    references: tuple[Reference, ...] = ()


def read(text: str, faults: Faults) -> dict[str, Reference]:
    """Return the references by their ids, in the order of the file."""
    file = shapes.read(text, References, faults) or References()
    found: dict[str, Reference] = {}
    first: dict[str, int] = {}
    for index, one in enumerate(file.references):
        line = faults.line(("references", index, "id"))
        if found.setdefault(one.id, one) is not one:
            hint = f"the first is on line {first[one.id]}"
            faults.add("duplicate-reference", f"two references have the id '{one.id}'", line, hint)
        first.setdefault(one.id, line)
    return found
