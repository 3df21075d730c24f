"""Reads `content/practice.yml`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from msgspec import Meta

from pamphlets.errors import nearest
from pamphlets.model import Cover
from pamphlets.project.settings import covers, hints, meant, professions, shapes, words
from pamphlets.project.settings.advice import CONTACT, NETWORKS
from pamphlets.project.settings.formats import Format, PaperName, Platform, ids
from pamphlets.project.settings.nodes import Faults, Keys, Node
from pamphlets.project.settings.postal import Postal, PostalAddress
from pamphlets.project.settings.shapes import (
    HOST,
    UNWRITTEN,
    WEB,
    Address,
    Form,
    Hashtag,
    Language,
    Shape,
    Slug,
    Tag,
    Text,
    pairs,
    pattern,
    ways,
)
from pamphlets.project.settings.timetable import Hours
from pamphlets.project.settings.words import Said, Words

Web = Annotated[str, pattern(WEB, rf"https?://{HOST}(/[^\s?#]*)?", hints.address, meant.address)]
Https = Annotated[
    str, pattern("a web address that begins with https://", rf"https://{HOST}(/[^\s?#]*)?", hints.secure, meant.address)
]
Email = Annotated[str, pattern("an e-mail address", r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", hints.EMAIL, meant.email)]
Phone = Annotated[str, Meta(title="a telephone number", extra=ways(hints.PHONE, meant.phone))]
Country = Annotated[
    str, pattern("a country code of two capitals such as US", r"[A-Z]{2}", hints.COUNTRY, meant.country)
]
Percent = Annotated[
    float, Meta(title="a percentage from 0 to 100", ge=0, le=100, extra=ways("write a number from 0 to 100"))
]
Sheet = Annotated[PaperName, Meta(extra=ways(hints.PAPER, meant.paper))]
Lines = tuple[Text, ...]


class Account(Shape, frozen=True, kw_only=True):
    """The practice on one platform."""

    handle: str = ""
    text: str = ""
    blanks: ClassVar[Mapping[str, object]] = {"handle": "", "text": ""}


def _items(node: Node) -> Node:
    """Return platforms as a mapping where an item of a list has its account (`- instagram: "@rest"`)."""
    items = [one for one in node.value or () if isinstance(one, Node)] if isinstance(node.value, list) else []
    if node.mapping or not any(item.mapping for item in items):
        return node
    pairs = list[tuple[Node, Node]]()
    for item in items:
        own = [pair for pair in item.value or () if isinstance(pair, tuple)] if item.mapping else []
        pairs += own or [(item, Node(item.line, None))]
    return Node(node.line, pairs, mapping=True)


def _accounts(
    given: Mapping[str, Account | str | None] | tuple[str, ...], keys: Keys, faults: Faults
) -> tuple[tuple[str, Account], ...]:
    found = given if isinstance(given, Mapping) else dict.fromkeys(given)
    return tuple((name, one if isinstance(one, Account) else Account(handle=one or "")) for name, one in found.items())


def _terms(
    given: Mapping[str, tuple[str, ...]] | tuple[str, ...], keys: Keys, faults: Faults
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(given.items()) if isinstance(given, Mapping) else (("", given),) if given else ()


_OF_PRACTICE: Any = None
"""Stands in a site that is being read for what it has not of its own."""


class Site(Shape, frozen=True, kw_only=True):
    """One address of the practice, complete: what `practice.yml` leaves out here is taken from the practice."""

    id: Slug
    name: Text
    phone: Phone = _OF_PRACTICE
    email: Email = _OF_PRACTICE
    booking: Address = _OF_PRACTICE
    address: PostalAddress = _OF_PRACTICE
    hours: Hours = _OF_PRACTICE
    licenses: Lines = _OF_PRACTICE
    blanks: ClassVar[Mapping[str, object]] = {
        "phone": "", "email": "", "booking": "", "address": Postal(), "hours": (), "licenses": (),
    }  # fmt: skip
    advice: ClassVar[Mapping[str, str]] = CONTACT

    def complete(self, practice: Practice) -> Site:
        """Return this site with what it takes from the practice."""
        lacking = (name for name in self.blanks if getattr(self, name) is _OF_PRACTICE)
        return self.replace(**{name: getattr(practice, name) for name in lacking})


class Emergency(Shape, frozen=True, kw_only=True):
    """What a reader does when it is urgent, and when it cannot wait."""

    urgent: Said = Words()
    now: Said = Words()
    blanks: ClassVar[Mapping[str, object]] = {"urgent": Words(), "now": Words()}


class Press(Shape, frozen=True, kw_only=True):
    """For print shops: the colors of the brand as percent of cyan, magenta, yellow and black; the output profile."""

    colors: Annotated[
        tuple[tuple[str, tuple[float, float, float, float]], ...],
        Form(dict[str, tuple[Percent, Percent, Percent, Percent]], pairs),
    ] = ()
    profile: str = ""
    line: Annotated[int, UNWRITTEN] = 0
    """The line of both."""
    blanks: ClassVar[Mapping[str, object]] = {"colors": (), "profile": ""}

    def __repr__(self) -> str:
        return f"Press({self.colors}, {self.profile!r})"  # what is made does not depend on the line


class Practice(Shape, frozen=True, kw_only=True):
    """Who publishes, and what they publish (`content/practice.yml`)."""

    name: Text
    tagline: Said = Words()
    profession: tuple[professions.Name, ...] = ()
    country: Country = "US"
    emergency: Emergency = Emergency()
    languages: tuple[Language, ...] = ("en",)
    web: Web = ""
    booking: Address = ""
    email: Email = ""
    phone: Phone = ""
    address: PostalAddress = Postal()
    hours: Hours = ()
    licenses: Lines = ()
    sites: tuple[Site, ...] = ()
    paper: Sheet = "Letter"
    channels: tuple[Slug, ...] = ()
    formats: tuple[Slug, ...] = ()
    platforms: Annotated[
        tuple[tuple[str, Account], ...], Form(dict[Slug, Account | Text | None] | tuple[Slug, ...], _accounts, _items)
    ] = ()
    hashtags: tuple[Hashtag, ...] = ()
    cover: covers.Written = ""
    focus: covers.Focus | None = None
    fill: covers.Fill = "questions"
    appointment: bool = True
    glossary: Annotated[
        tuple[tuple[str, tuple[str, ...]], ...], Form(dict[Language, tuple[Tag, ...]] | tuple[Tag, ...], _terms)
    ] = ()
    press: Press = Press()
    media: Https = ""
    thresholds: Annotated[tuple[tuple[str, float], ...], Form(dict[str, float], pairs)] = ()
    blanks: ClassVar[Mapping[str, object]] = {
        **Site.blanks, "tagline": Words(), "profession": (), "web": "", "sites": (), "hashtags": (), "glossary": (),
        "media": "", "thresholds": (),
    }  # fmt: skip
    advice: ClassVar[Mapping[str, str]] = CONTACT | dict.fromkeys(NETWORKS, "write it under 'platforms', as its handle")

    def folder(self, language: str) -> str:
        """Return the folder of a language's outputs, `es/`: the first language has none."""
        return "" if language == self.languages[0] else f"{language}/"


P = TypeVar("P", Practice, Site)


def read(
    text: str, faults: Faults, formats: Mapping[str, Format], platforms: Mapping[str, Platform],
    channels: tuple[str, ...], missing: Callable[[str], str], motifs: Collection[str] = (),
) -> Practice | None:  # fmt: skip
    """Return what `practice.yml` says, its sites completed.

    `formats`, `platforms` and `motifs` are those that exist; `missing(path)` says what is wrong with a file of the
    project.
    """
    found = shapes.read(text, Practice, faults)
    if found is None:
        return None
    found = _name(found, formats, platforms, faults)
    found = _languages(found, faults).replace(cover=_front(found, motifs, missing, faults))
    _check_names(found, formats, platforms, channels, faults)
    if found.press.profile and (wrong := missing(f"content/{found.press.profile}")):
        faults.add("missing-file", wrong, ("press", "profile"), "the path begins at the folder 'content'")
    urgent, now = (
        words.advise(said, found.languages, ("emergency", key), faults)
        for key, said in (("urgent", found.emergency.urgent), ("now", found.emergency.now))
    )
    words.check(found.tagline, found.languages, ("tagline",), faults)
    found = _place(found, found).replace(sites=tuple(_place(site, found) for site in found.sites))
    places = [(found.hours, ("hours",)), *((site.hours, ("sites", at, "hours")) for at, site in enumerate(found.sites))]
    for hours, keys in places:
        words.check_lines(tuple(line.said for line in hours or ()), found.languages, keys, faults)
    sites = found.sites or (Site(id="main", name=found.name),)
    return found.replace(
        emergency=Emergency(urgent=urgent, now=now),
        languages=found.languages or ("en",),
        profession=professions.check(found.profession, faults),
        web=found.web.rstrip("/"),
        media=found.media.rstrip("/"),
        press=found.press.replace(line=faults.line(("press", "colors")) if ("press",) in faults.lines else 0),
        sites=tuple(site.complete(found) for site in sites),
    )


def _front(found: Practice, motifs: Collection[str], missing: Callable[[str], str], faults: Faults) -> Cover | str:
    """Return the cover of the practice, its photo by its path in the project; '' for none, or one that there is not."""
    cover = Cover("photo", found.cover) if found.cover and isinstance(found.cover, str) else found.cover
    if isinstance(cover, str):
        return ""
    if cover.kind == "photo":
        cover = covers.turned(cover, f"content/{cover.name.removeprefix('content/').lstrip('/.')}", found.focus)
        if wrong := missing(cover.name) if cover.name != "content/" else "'cover: photo' names no picture":
            faults.add("missing-file", wrong, ("cover",), covers.PATH)
            return ""
    known = covers.motif(cover, motifs)
    if isinstance(known, tuple):
        faults.add("unknown-motif", known[0], ("cover",), known[1])
    return known if isinstance(known, Cover) else ""


def _place(place: P, practice: Practice) -> P:
    """Return a place with its address in lines, and its hours in every language."""
    hours = place.hours and tuple(line.complete(practice.languages, practice.country) for line in place.hours)
    return place.replace(address=place.address and place.address.complete(practice.country), hours=hours)


def _name(
    found: Practice, formats: Mapping[str, Format], platforms: Mapping[str, Platform], faults: Faults
) -> Practice:
    """Return the settings with the ids of formats and platforms, by whatever name they are called."""
    given = dict(found.platforms)
    named = ids(given, platforms)
    for name, id in named.items():
        faults.lines.setdefault(("platforms", id), faults.line(("platforms", name)))
    chosen = tuple(dict.fromkeys(ids(found.formats, formats).values()))
    return found.replace(formats=chosen, platforms=tuple({named[name]: given[name] for name in named}.items()))


def _languages(found: Practice, faults: Faults) -> Practice:
    """Return the settings with each language once; of one that is listed twice nothing else is said."""
    for first, second in _repeated(found.languages):
        message = f"language '{found.languages[first]}' is listed twice"
        faults.add("wrong-value", message, ("languages", second), "keep one")
    return found.replace(languages=tuple(dict.fromkeys(found.languages)))


def _check_names(
    found: Practice, formats: Mapping[str, object], platforms: Mapping[str, object], channels: tuple[str, ...],
    faults: Faults,
) -> None:  # fmt: skip
    """Check that channels, formats and platforms exist, and that no site is named like anything else."""
    for index, name in enumerate(found.channels):
        if name not in channels:
            hint = nearest(name, channels)
            faults.add("unknown-channel", f"there is no channel '{name}'", ("channels", index), hint)
    for index, name in enumerate(found.formats):
        if formats and name not in formats:
            hint = nearest(name, formats)
            faults.add("unknown-format", f"there is no format '{name}'", ("formats", index), hint)
    for index, (name, _) in enumerate(found.platforms):
        if platforms and name not in platforms:
            keys = ("platforms", index if ("platforms", 0) in faults.lines else name)
            faults.add("unknown-platform", f"there is no platform '{name}'", keys, nearest(name, platforms))
    ids = [site.id for site in found.sites]
    for first, second in _repeated(ids):
        hint = f"the first is on line {faults.line(('sites', first, 'id'))}"
        faults.add("duplicate-site", f"two sites have the id '{ids[first]}'", ("sites", second, "id"), hint)
    kinds = {"channel": channels, "format": formats, "platform": platforms}
    for index, name in enumerate(found.languages):
        _check_apart("language", name, kinds, ("languages", index), faults)
    for index, name in enumerate(ids):
        _check_apart("site", name, kinds | {"language": found.languages}, ("sites", index, "id"), faults)


def _check_apart(kind: str, name: str, kinds: Mapping[str, Collection[str]], keys: Keys, faults: Faults) -> None:
    """Check that a name means one thing: in `only` it stands alone."""
    for other, names in kinds.items():
        if name in names:
            faults.add("ambiguous-name", f"{kind} '{name}' has the name of a {other}", keys, "choose another")


def _repeated(names: tuple[str, ...] | list[str]) -> list[tuple[int, int]]:
    """Return the places of each name that stands there again: first and later."""
    return [(names.index(name), index) for index, name in enumerate(names) if names.index(name) != index]
