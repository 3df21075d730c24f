"""Reads `content/practice.yml`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from pamphlets.errors import nearest
from pamphlets.project.settings import (
    Account,
    Emergency,
    Format,
    PaperName,
    Platform,
    Practice,
    Press,
    Site,
    hints,
    meant,
    rows,
    shapes,
    texts,
    timetable,
)
from pamphlets.project.settings.advice import CONTACT, NETWORKS
from pamphlets.project.settings.nodes import Faults, Keys
from pamphlets.project.settings.shapes import (
    HOST,
    WEB,
    Address,
    Hashtag,
    Language,
    Shape,
    Slug,
    Tag,
    Text,
    Texts,
    pattern,
    ways,
)

Web = Annotated[str, pattern(WEB, rf"https?://{HOST}(/[^\s?#]*)?", hints.address, meant.address)]
Https = Annotated[
    str, pattern("a web address that begins with https://", rf"https://{HOST}(/[^\s?#]*)?", hints.secure, meant.address)
]
Email = Annotated[str, pattern("an e-mail address", r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", hints.email, meant.email)]
Phone = Annotated[str, Meta(title="a telephone number", extra=ways(hints.phone, meant.phone))]
Country = Annotated[
    str, pattern("a country code of two capitals such as US", r"[A-Z]{2}", hints.country, meant.country)
]
Percent = Annotated[
    float, Meta(title="a percentage from 0 to 100", ge=0, le=100, extra=ways("write a number from 0 to 100"))
]
Sheet = Annotated[PaperName, Meta(extra=ways(hints.paper, meant.paper))]
Lines = tuple[Text, ...]
Hours = Annotated[tuple[Texts, ...] | dict[Language, Lines], Meta(extra=ways(reform=timetable.lines))]


class Profile(Shape, frozen=True, kw_only=True):
    """The practice on one platform."""

    handle: str = ""
    text: str = ""
    blanks: ClassVar[Mapping[str, Any]] = {"handle": "", "text": ""}


Accounts = Annotated[dict[Slug, Profile | Text | None] | tuple[Slug, ...], Meta(extra=ways(reform=rows.accounts))]


class Place(Shape, frozen=True, kw_only=True):
    """What a site has of its own; the rest is taken from the practice."""

    id: Slug
    name: Text
    phone: Phone | None = None
    email: Email | None = None
    booking: Address | None = None
    address: Lines | None = None
    hours: Hours | None = None
    licenses: Lines | None = None
    blanks: ClassVar[Mapping[str, Any]] = {
        "phone": "", "email": "", "booking": "", "address": (), "hours": (), "licenses": (),
    }  # fmt: skip
    advice: ClassVar[Mapping[str, str]] = CONTACT


class Help(Shape, frozen=True, kw_only=True):
    """What a reader does when it is urgent, and when it cannot wait."""

    urgent: Texts | None = None
    now: Texts | None = None
    blanks: ClassVar[Mapping[str, Any]] = {"urgent": None, "now": None}


class Ink(Shape, frozen=True, kw_only=True):
    """For print shops: the colors of the brand as percent of cyan, magenta, yellow and black; the output profile."""

    colors: dict[str, tuple[Percent, Percent, Percent, Percent]] | None = None
    profile: str = ""
    blanks: ClassVar[Mapping[str, Any]] = {"colors": None, "profile": ""}


class PracticeFile(Shape, frozen=True, kw_only=True):
    """Who publishes, and what they publish."""

    name: Text
    tagline: Texts | None = None
    country: Country = "US"
    emergency: Help = Help()
    languages: tuple[Language, ...] = ("en",)
    web: Web = ""
    booking: Address = ""
    email: Email = ""
    phone: Phone = ""
    address: Lines = ()
    hours: Hours | None = None
    licenses: Lines = ()
    sites: tuple[Place, ...] = ()
    paper: Sheet = "Letter"
    formats: tuple[Slug, ...] = ()
    platforms: Accounts = ()
    hashtags: tuple[Hashtag, ...] = ()
    glossary: dict[Language, tuple[Tag, ...]] | tuple[Tag, ...] = ()
    press: Ink = Ink()
    media: Https = ""
    thresholds: dict[str, float] | None = None
    blanks: ClassVar[Mapping[str, Any]] = {
        **Place.blanks, "tagline": None, "web": "", "sites": (), "hashtags": (), "glossary": (), "media": "",
        "thresholds": None,
    }  # fmt: skip
    advice: ClassVar[Mapping[str, str]] = CONTACT | dict.fromkeys(NETWORKS, "write it under 'platforms', as its handle")


def read(
    text: str,
    faults: Faults,
    formats: Mapping[str, Format],
    platforms: Mapping[str, Platform],
    channels: tuple[str, ...],
    missing: Callable[[str], str],
) -> Practice | None:
    """Return what `practice.yml` says, its sites completed.

    `formats` and `platforms` are those that exist; `missing(path)` says what is wrong with a file of the project.
    """
    shape = shapes.read(text, PracticeFile, faults)
    if shape is None:
        return None
    shape = _name(shape, formats, platforms, faults)
    shape = _languages(shape, faults)
    _check_names(shape, formats, platforms, channels, faults)
    if shape.press.profile and (wrong := missing(f"content/{shape.press.profile}")):
        faults.add("missing-file", wrong, ("press", "profile"), "the path begins at the folder 'content'")
    found = _practice(shape, faults)
    sites = tuple(_site(place, index, found, faults) for index, place in enumerate(shape.sites))
    return replace(found, sites=sites or (_only_site(found),))


def _name(
    shape: PracticeFile, formats: Mapping[str, Format], platforms: Mapping[str, Platform], faults: Faults
) -> PracticeFile:
    """Return the settings with the ids of formats and platforms, by whatever name they are called."""
    given, ids = shape.platforms, rows.ids(shape.platforms, platforms)
    for name, id in ids.items():
        faults.lines.setdefault(("platforms", id), faults.line(("platforms", name)))
    named = {ids[name]: given[name] for name in ids} if isinstance(given, dict) else tuple(ids.values())
    chosen = tuple(dict.fromkeys(rows.ids(shape.formats, formats).values()))
    return msgspec.structs.replace(shape, formats=chosen, platforms=named)


def _languages(shape: PracticeFile, faults: Faults) -> PracticeFile:
    """Return the settings with each language once; of one that is listed twice nothing else is said."""
    for first, second in _repeated(shape.languages):
        faults.add(
            "wrong-value", f"language '{shape.languages[first]}' is listed twice", ("languages", second), "keep one"
        )
    return msgspec.structs.replace(shape, languages=tuple(dict.fromkeys(shape.languages)))


def _practice(shape: PracticeFile, faults: Faults) -> Practice:
    return Practice(
        name=shape.name,
        tagline=texts.say(shape.tagline, shape.languages, ("tagline",), faults),
        country=shape.country,
        emergency=Emergency(
            urgent=texts.advise(shape.emergency.urgent, shape.languages, ("emergency", "urgent"), faults),
            now=texts.advise(shape.emergency.now, shape.languages, ("emergency", "now"), faults),
        ),
        languages=shape.languages or ("en",),
        web=shape.web.rstrip("/"),
        booking=shape.booking,
        email=shape.email,
        phone=shape.phone,
        address=shape.address,
        hours=texts.hours(shape.hours, shape.languages, ("hours",), faults),
        licenses=shape.licenses,
        paper=shape.paper,
        formats=shape.formats,
        platforms=_accounts(shape.platforms),
        hashtags=shape.hashtags,
        glossary=_glossary(shape.glossary),
        press=_press(shape.press, faults),
        media=shape.media.rstrip("/"),
        thresholds=tuple((shape.thresholds or {}).items()),
    )


def _press(ink: Ink, faults: Faults) -> Press:
    line = faults.line(("press", "colors")) if ("press",) in faults.lines else 0
    return Press(colors=tuple((ink.colors or {}).items()), profile=ink.profile, line=line)


def _site(place: Place, index: int, practice: Practice, faults: Faults) -> Site:
    hours = texts.hours(place.hours, practice.languages, ("sites", index, "hours"), faults)
    return Site(
        id=place.id,
        name=place.name,
        phone=practice.phone if place.phone is None else place.phone,
        email=practice.email if place.email is None else place.email,
        booking=practice.booking if place.booking is None else place.booking,
        address=practice.address if place.address is None else place.address,
        hours=practice.hours if place.hours is None else hours,
        licenses=practice.licenses if place.licenses is None else place.licenses,
    )


def _only_site(practice: Practice) -> Site:
    return Site(
        id="main",
        name=practice.name,
        phone=practice.phone,
        email=practice.email,
        booking=practice.booking,
        address=practice.address,
        hours=practice.hours,
        licenses=practice.licenses,
    )


def _accounts(platforms: Mapping[str, Profile | str | None] | tuple[str, ...]) -> tuple[tuple[str, Account], ...]:
    if isinstance(platforms, tuple):
        return tuple((name, Account()) for name in platforms)
    profiles = {name: Profile(handle=one) if isinstance(one, str) else one for name, one in platforms.items()}
    return tuple(
        (name, Account(handle=one.handle, text=one.text) if one else Account()) for name, one in profiles.items()
    )


def _glossary(glossary: Mapping[str, Lines] | Lines) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if isinstance(glossary, tuple):
        return (("", glossary),) if glossary else ()
    return tuple(glossary.items())


def _check_names(
    shape: PracticeFile,
    formats: Mapping[str, object],
    platforms: Mapping[str, object],
    channels: tuple[str, ...],
    faults: Faults,
) -> None:
    """Check that formats and platforms exist, and that no site is named like anything else or another site."""
    for index, name in enumerate(shape.formats):
        if formats and name not in formats:
            hint = nearest(name, formats)
            faults.add("unknown-format", f"there is no format '{name}'", ("formats", index), hint)
    for index, name in enumerate(shape.platforms):
        if platforms and name not in platforms:
            keys = ("platforms", name if isinstance(shape.platforms, dict) else index)
            faults.add("unknown-platform", f"there is no platform '{name}'", keys, nearest(name, platforms))
    ids = [place.id for place in shape.sites]
    for first, second in _repeated(ids):
        hint = f"the first is on line {faults.line(('sites', first, 'id'))}"
        faults.add("duplicate-site", f"two sites have the id '{ids[first]}'", ("sites", second, "id"), hint)
    kinds = {"channel": channels, "format": formats, "platform": platforms}
    for index, name in enumerate(shape.languages):
        _check_apart("language", name, kinds, ("languages", index), faults)
    for index, name in enumerate(ids):
        _check_apart("site", name, kinds | {"language": shape.languages}, ("sites", index, "id"), faults)


def _check_apart(kind: str, name: str, kinds: Mapping[str, Collection[str]], keys: Keys, faults: Faults) -> None:
    """Check that a name means one thing: in `only` it stands alone."""
    for other, names in kinds.items():
        if name in names:
            faults.add("ambiguous-name", f"{kind} '{name}' has the name of a {other}", keys, "choose another")


def _repeated(names: tuple[str, ...] | list[str]) -> list[tuple[int, int]]:
    """Return the places of each name that stands there again: first and later."""
    return [(names.index(name), index) for index, name in enumerate(names) if names.index(name) != index]
