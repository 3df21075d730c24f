"""Turns the entries of reference managers into references: `content/references.yml`, `.json`, `.bib` and `.ris`.

Entries are read as programs write them: what is odd is left out, and told once a file. Names and rich
texts become plain ones; figures above and below the line stay as `<sup>` and `<sub>`.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from textwrap import shorten
from typing import Annotated, ClassVar, get_args

from msgspec import field

from pamphlets.errors import fold
from pamphlets.project.settings import entries, meant
from pamphlets.project.settings.nodes import CONTROL, Faults
from pamphlets.project.settings.shapes import HOST, Form, Shape, Text, Unread, fields

MOST_BYTES = {".yml": 1_000_000, ".json": 25_000_000, ".bib": 2_000_000, ".ris": 2_000_000}
"""The files of references by their endings, in the order in which they are read, each with its longest."""
SHORTER = "export only what is cited, as CSL JSON into references.json"
_DOI = re.compile(r"10\.[0-9]+/\S+")
_ADDRESS = re.compile(rf"https?://{HOST}([/?#]\S*)?")
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
_TITLES = "titleshort shorttitle originaltitle genre containertitle collectiontitle note publisher"
"""What stands for a title, by its folded key, the first that is there; then the address, and the id."""
_OPAQUE = re.compile(r"https?://(?:www\.)?zotero\.org/|ITEM-\d|\d+(?:/[A-Z0-9]{8})?$")
_LONGEST, _MOST = 80, 5_000
"""How long the words are that stand for a title, and how much is read of any text, in characters."""
_SOME = 3
_OTHERS = frozenset(("others", "and others", "et al", "et al."))


class Person(Shape, frozen=True, kw_only=True):
    """An author: a person, or an organization as `literal`."""

    family: str = ""
    given: str = ""
    literal: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    open: ClassVar[bool] = True


class Date(Shape, frozen=True, kw_only=True):
    """A date, in any of the ways that CSL has."""

    date_parts: tuple[tuple[int, ...] | int, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    literal: str = ""
    raw: str = ""
    open: ClassVar[bool] = True


When = Text | Date | tuple[Date, ...]
People = tuple[Text | Person, ...] | Person | Text


def _text(value: object) -> str:
    """Return a text, or the first of a list of them."""
    if isinstance(value, list):
        return next(filter(None, map(_text, value)), "")
    return " ".join(CONTROL.sub("", value[:_MOST]).split()) if isinstance(value, str) else ""


def _years(when: object) -> str:
    """Return the year, or the years of a range, or the words that are given instead."""
    days = dates(when)
    years = dict.fromkeys(year for one in days for year in re.findall(r"(?<!\d)\d{4}(?=\D|$|\d{4}$)", one))
    return "–".join([*years][:1] + [*years][1:][-1:]) or " ".join(days)


def dates(when: object) -> tuple[str, ...]:
    """Return a date, or the two of a range, as ISO 8601 as far as they go, or the words that are given."""
    if isinstance(when, str):
        day = re.sub(r"(?:(?<=\d)T|\b)\d{1,2}:\d\d(?::\d\d)?\S*$", "", _text(when)).strip()
        return tuple(map(meant.date, re.split(r"(?<=\d)/(?=\d{4})", day))) if day else ()
    if isinstance(when, list):
        parts = tuple(map(_number, when))
        if any(parts) and parts[0] > 31 and all(0 <= part < 32 for part in parts[1:]):
            return (_iso(parts),)
        return tuple(one for part in when for one in dates(part))
    if not isinstance(when, dict):
        return ()
    ways = (when.get("date-parts"), [when.get(key) for key in ("year", "month", "day")], when.get("literal"))
    return next(filter(None, map(dates, (*ways, when.get("raw"), when.get("date-time")))), ())


def _day(when: object) -> str:
    return next(iter(dates(when)), "")


def _is_no_day(day: str) -> bool:
    """Say whether a day is written as ISO 8601 has it, and no calendar has it."""
    parts = tuple(map(int, day.split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else ()
    return bool(parts) and _iso(parts) != day


def _number(part: object) -> int:
    """Return a part of a date as a number, 0 where it is none."""
    return int(part) if isinstance(part, str) and re.fullmatch("[0-9]{1,4}", part) else 0


def _iso(parts: tuple[int, ...]) -> str:
    """Return year, month and day as far as they are given and can be: a month past 12 is a season."""
    year, month, day = (*parts, 0, 0, 0)[:3]
    shown = f"{year:04}"
    if 1 <= month <= 12:
        shown += f"-{month:02}"
        shown += f"-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else ""
    return shown


def _people(people: object) -> tuple[str, ...]:
    """Return each author as medical papers have them: `Winkelman JW`."""
    return tuple(filter(None, map(_person, people if isinstance(people, list) else (people,))))


def _person(person: object) -> str:
    if not isinstance(person, dict):
        return _literal(_text(person))
    part = {key: _text(value) for key, value in person.items()}
    family, given = part.get("family", ""), part.get("given", "")
    if not family:
        return _literal(part.get("literal") or part.get("name") or given)
    particle = " ".join(filter(None, map(part.get, ("dropping-particle", "non-dropping-particle"))))
    return _name(family, given, particle, part.get("suffix", ""))


def rich(text: str) -> str:
    """Return a text without the tags of CSL and the marks of Pandoc: words are not set in italics or small capitals.

    https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags
    """
    words = _TAG.sub("", re.sub(r"(</?)(?:jats:)(su[bp]>)", r"\1\2", " ".join(text.split())))
    small = _SMALL.sub(lambda found: f"\0{found[1]}\1{found[2]}\0/{found[1]}\1", words)
    plain = _LONE.sub("", small)
    for mark, instead in _MARKS:
        plain = mark.sub(instead, plain)
    return CONTROL.sub("", unescape(plain.replace("\0", "<").replace("\1", ">"))).strip()


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


def _address(value: object) -> str:
    address = meant.address(_text(value))
    return address if _ADDRESS.fullmatch(address) else ""


def _doi(value: object) -> str:
    found = _DOI.search(_text(value))
    return found[0] if found else ""


def _reading(written: object, make: Callable[[object], object]) -> Form:
    """Return how a value of CSL is read: what no program can have meant gives an empty one."""
    return Form(written, lambda value, keys, faults: make(value))


Plain = Annotated[str, _reading(Text, lambda value: rich(_text(value)))]


class Reference(Shape, frozen=True, kw_only=True):
    """A source of a statement, with what a printed list needs."""

    id: Annotated[str, _reading(Text, _text)]
    title: Plain = ""
    type: Unread = None
    authors: Annotated[tuple[str, ...], _reading(People, _people)] = field(default=(), name="author")
    container: Plain = field(default="", name="container-title")
    publisher: Plain = ""
    year: Annotated[str, _reading(When, _years)] = field(default="", name="issued")
    accessed: Annotated[str, _reading(When, _day)] = ""
    url: Annotated[str, _reading(Text, _address)] = field(default="", name="URL")
    doi: Annotated[str, _reading(Text, _doi)] = field(default="", name="DOI")
    open: ClassVar[bool] = True


class References(Shape, frozen=True, kw_only=True):
    """The sources that pamphlets cite (`content/references.yml`)."""

    references: tuple[Reference, ...] = ()
    open: ClassVar[bool] = True


def read(text: str, faults: Faults) -> dict[str, Reference]:
    """Return the references by their ids, in the order of the file, and keep the line of each in `faults`.

    What is odd in entries is one problem for the file, a warning.
    """
    found: dict[str, Reference] = {}
    odd: dict[str, list[tuple[int, str]]] = {}
    for number, (line, entry) in enumerate(entries.read(text, faults), 1):
        given = {fold(key): value for key, value in entry.items()} if isinstance(entry, dict) else {}
        try:
            one = reference(given)
            wrong = [what for what, is_so in _oddities(given, one) if is_so]
        except RecursionError:  # lists in lists, without end
            one, wrong = None, ["lists without end"]
        name = one.id if one and one.id else f"number {number}"
        if one and one.id and found.setdefault(one.id, one) != one:
            wrong.append("the id of another, which is used")
        faults.lines.setdefault((name,), line)
        for what in wrong:
            odd.setdefault(what, []).append((line, name))
    if odd:
        said = "; ".join(map(_said, odd, odd.values()))
        hint = "mend them where they are from; until then each is printed with what is known of it"
        line = min(line for ones in odd.values() for line, _ in ones)
        faults.add("reference", said, line, hint, "warning")
    return found


def _said(what: str, ones: list[tuple[int, str]]) -> str:
    names = ", ".join(f"'{name}'" for _, name in ones[:_SOME]) + (", …" if len(ones) > _SOME else "")
    return f"{names} has {what}" if len(ones) == 1 else f"{len(ones):,} references have {what} ({names})"


def _oddities(given: Mapping[str, object], one: Reference) -> Iterator[tuple[str, bool]]:
    """Yield what may be odd with an entry, and whether it is so."""
    yield "no id", not one.id
    yield "no title", not _text(given.get("title"))
    yield "a date that cannot be read", bool(given.get("issued")) and not one.year
    yield "a day of access that there is not", _is_no_day(one.accessed)
    yield "a DOI that is none", bool(_text(given.get("doi"))) and not one.doi
    yield "an address that is none", bool(_text(given.get("url"))) and not one.url


def _key(given: Mapping[str, object]) -> str:
    """Return an id for an entry without one, as reference managers make it: `rivers2019`; '' where nothing is known."""
    who = re.sub(r" [A-Z]+$", "", next(iter(_people(given["author"])), "")) or _text(given.get("title"))
    return re.sub(r"[\W_]+", "", (who.split() or [""])[0] + _years(given.get("issued"))[:4]).lower()


def reference(given: dict[str, object]) -> Reference:
    """Return the reference of an entry, whose keys are folded; who edited stands for who wrote where nobody did."""
    given["author"] = given.get("author") or given.get("editor")
    own = _text(given.get("id"))
    if not own or _OPAQUE.match(own):  # of the program's database: people cite by the other
        given["id"] = _text(given.get("citationkey")) or own or _doi(given.get("doi")) or _key(given)
    one = Reference(**{
        attribute: get_args(kind)[1].make(given.get(fold(key)), (), None)
        for key, (attribute, kind, _) in fields(Reference).items() if kind is not Unread
    })  # fmt: skip
    if one.title:
        return one
    for key in _TITLES.split():
        if words := rich(_text(given.get(key))):
            gone = {name: "" for name in ("container", "publisher") if getattr(one, name) == words}
            return one.replace(title=shorten(words, _LONGEST, placeholder=" …"), **gone)
    return one.replace(title=re.sub(r"^https?://(www\.)?|[/?#].*", "", one.url) or one.id)
