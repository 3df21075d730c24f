"""Turns a page into what it says of itself to browsers, search engines and social networks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pamphlets import localized
from pamphlets.channels.web import cards
from pamphlets.channels.web.page import Page
from pamphlets.compose import Composition
from pamphlets.digests import hash_source
from pamphlets.project import Postal, Practice, Site, professions


def address(practice: Practice, path: str) -> str:
    """Return the public address of a path below `web/`; '' if the practice has named none."""
    web = practice.web.rstrip("/")
    return f"{web}/{path.removesuffix('index.html')}" if web else ""


def alternates(practice: Practice, versions: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the address of each version (language and path), and the one for all others.

    (developers.google.com/search/docs/specialty/international/localized-versions: `x-default`.)
    """
    found = tuple((code, address(practice, path)) for code, path in versions)
    return (*found, ("x-default", found[0][1])) if len(found) > 1 else ()


Thing = dict[str, object]
"""A thing of schema.org: its properties by name."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says: `graph` as Open Graph, `linked` as JSON-LD, which `allowed` lets it have.

    One that says nothing more is hidden from search engines: what it shows stands on other pages, too.
    """

    title: str
    description: str
    hidden: bool = True
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    graph: Sequence[tuple[str, str]] = ()
    linked: str = ""
    allowed: str = ""


def head(page: Page, made: Composition) -> Head:
    """Return what the head of a page is made of."""
    practice = page.view.facts.practice
    title = made.title if made.title == practice.name else f"{made.title} · {practice.name}"
    missing = page.path == "404.html"
    canonical = "" if missing else address(page.view.facts.practice, page.path)
    linked = "" if missing else _script(_linked(page, made, canonical))
    return Head(
        title=title,
        description=made.summary,
        hidden=page.draft or missing,
        canonical=canonical,
        alternates=alternates(practice, [(one.code, one.path) for one in page.versions]) if canonical else (),
        picture=page.picture[0],
        graph=_open_graph(page, made, canonical),
        linked=linked,
        allowed=f" {hash_source(linked.encode())}" if linked else "",
    )


def _open_graph(page: Page, made: Composition, canonical: str) -> list[tuple[str, str]]:
    """Return the properties of ogp.me: what a link to the page looks like where people share it."""
    language = page.view.edition.language
    others = (version.code for version in page.versions if version.code != language)
    picture, alt = page.picture
    width, _, height = cards.SIZE.partition("x")
    drawn = [
        ("og:image", address(page.view.facts.practice, picture)),
        ("og:image:width", width),
        ("og:image:height", height),
        ("og:image:alt", alt),
    ]
    about = [
        ("og:type", "article" if page.editions else "website"),
        ("og:title", made.title),
        ("og:description", made.summary),
        ("og:url", canonical),
        ("og:site_name", page.view.facts.practice.name),
        ("og:locale", _locale(page, language)),
        *(("og:locale:alternate", _locale(page, other)) for other in others),
        *(drawn if picture else ()),
    ]
    return [(name, value) for name, value in about if value]


def _locale(page: Page, language: str) -> str:
    return language.replace("-", "_") if "-" in language else f"{language}_{page.view.facts.practice.country}"


def _linked(page: Page, made: Composition, canonical: str) -> list[Thing]:
    """Return the things of schema.org that the page is about: itself, where it stands, who publishes it."""
    practice, pamphlet = page.view.facts.practice, page.view.edition.pamphlet
    publisher: Thing = {"@type": "Organization", "name": practice.name, "url": practice.web, "email": practice.email}
    own: Thing = {
        "@type": "MedicalWebPage" if page.editions else "CollectionPage",
        "@id": canonical,
        "url": canonical,
        "name": made.title,
        "description": made.summary,
        "inLanguage": page.view.edition.language,
        "keywords": ", ".join(pamphlet.tags),
        "about": pamphlet.condition and {"@type": "MedicalCondition", "name": pamphlet.condition},
        "image": page.picture[0] and address(page.view.facts.practice, page.picture[0]),
        "lastReviewed": "" if pamphlet.draft else pamphlet.reviewed,
        "reviewedBy": _full(publisher) if not pamphlet.draft and page.editions else "",
        "publisher": _full(publisher),
    }
    crumbs = [(practice.name, page.home), (made.title, page.path)][: 2 if page.editions else 1]
    trail: Thing = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _full({"@type": "ListItem", "position": n, "name": name, "item": address(page.view.facts.practice, path)})
            for n, (name, path) in enumerate(crumbs, 1)
        ],
    }
    return [_full(own), *([trail] if canonical else []), *_places(page)]


_BUSINESS = "HealthAndBeautyBusiness"
"""The type of a practice that does not say what it is."""


def _places(page: Page) -> list[Thing]:
    """Return each site as a business with its address and telephone."""
    facts = page.view.facts
    kinds = list(dict.fromkeys(row.schema for row in professions.of(facts.practice.profession))) or [_BUSINESS]
    return [
        _full({
            "@type": kinds[0] if len(kinds) == 1 else kinds,
            "name": facts.practice.name if site.name == facts.practice.name else f"{facts.practice.name}, {site.name}",
            "telephone": site.phone and localized.phone(site.phone, facts.practice.country).dial,
            "email": site.email,
            "address": _address(site.address, facts.practice.country),
            "openingHours": _opening(site),
            "url": address(page.view.facts.practice, page.home),
        })
        for site in facts.sites
    ]  # fmt: skip


def _address(of: Postal, country: str) -> Thing:
    """Return an address of schema.org: its parts where they are certain, else its lines as the street."""
    street, city, region, code = of.parts
    found = {"addressLocality": city, "addressRegion": region, "postalCode": code, "addressCountry": country}
    return _full({"@type": "PostalAddress", "streetAddress": street or ", ".join(of), **found}) if of else {}


def _opening(site: Site) -> list[str]:
    """Return the hours of a site; none of them if one line is not certain: readers would take the rest for closed."""
    return [span for line in site.hours for span in line.spans] if all(line.days for line in site.hours) else []


def _full(thing: Thing) -> Thing:
    """Return a thing without the properties that nobody has given."""
    return {name: value for name, value in thing.items() if value}


def _script(things: list[Thing]) -> str:
    """Return JSON that can stand in a page: nothing in it can end the element that holds it."""
    linked = {"@context": "https://schema.org", "@graph": things}
    return json.dumps(linked, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
