"""Turns a practice, a site, a pamphlet and an edition into the values of `{{ dotted.names }}`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pamphlets import localized
from pamphlets.localized import quotes
from pamphlets.model import Block, Condition, Edition, Inline, Markdown, Pamphlet, Part
from pamphlets.project import Practice, Site

NAMES = frozenset({
    "practice.name", "practice.tagline", "practice.phone", "practice.email", "practice.booking", "practice.web",
    "practice.address", "practice.hours", "practice.licenses", "practice.country", "practice.emergency.urgent",
    "practice.emergency.now", "site.id", "site.name", "site.phone", "site.email", "site.booking", "site.address",
    "site.hours", "site.licenses", "brand.name", "pamphlet.title", "pamphlet.summary", "pamphlet.author",
    "pamphlet.reviewer", "pamphlet.reviewed", "pamphlet.review-by", "edition.id", "edition.language", "edition.site",
})  # fmt: skip


def texts(practice: Practice, pamphlet: Pamphlet, language: str) -> dict[str, str]:
    """Return the text of each name that is said as it is given, at each site alike; no contact details, no dates."""
    return {
        "practice.name": practice.name,
        "practice.tagline": practice.tagline.of(language),
        "practice.web": practice.web,
        "practice.country": practice.country,
        "practice.emergency.urgent": practice.emergency.urgent.of(language),
        "practice.emergency.now": practice.emergency.now.of(language),
        "brand.name": practice.name,
        "pamphlet.title": pamphlet.title,
        "pamphlet.summary": pamphlet.summary,
        "pamphlet.author": pamphlet.author,
        "pamphlet.reviewer": pamphlet.reviewer,
    }


def values(practice: Practice, site: Site, pamphlet: Pamphlet, language: str, edition: str) -> Mapping[str, str]:
    """Return the text of every name in `NAMES`; a setting that is not given is ''."""

    def contact(of: Practice | Site, prefix: str) -> dict[str, str]:
        return {
            f"{prefix}.phone": localized.phone(of.phone, practice.country).shown if of.phone else "",
            f"{prefix}.email": of.email,
            f"{prefix}.booking": of.booking,
            f"{prefix}.address": ", ".join(of.address),
            f"{prefix}.hours": "; ".join(line.of(language) for line in of.hours),
            f"{prefix}.licenses": ", ".join(of.licenses),
        }

    return {
        **texts(practice, pamphlet, language),
        "site.id": site.id,
        "site.name": site.name,
        **contact(practice, "practice"),
        **contact(site, "site"),
        "pamphlet.reviewed": localized.date(pamphlet.reviewed, language, practice.country),
        "pamphlet.review-by": localized.date(pamphlet.review_by, language, practice.country),
        "edition.id": edition,
        "edition.language": language,
        "edition.site": site.id,
    }


def inlines(block: Block, posts: bool = False) -> Iterator[Inline]:
    """Yield every construct of a block, those inside captions, alt texts and addresses too."""
    every = [block.title] if block.title else []
    every += walk(block.parts)
    if posts:
        every += [post.text for post in block.posts]
    for text in every:
        yield from constructs(text)


def constructs(text: Markdown) -> Iterator[Inline]:
    """Yield every construct of a text, those inside captions, alt texts, addresses and footnotes too."""
    for inline in text.inlines:
        yield inline
        for name in ("alt", "caption", "address", "text"):
            if part := getattr(inline, name, None):
                yield from constructs(part)


def walk(parts: tuple[Part, ...], admit: Callable[[Condition], bool] = lambda _: True) -> Iterator[Markdown]:
    """Yield the markdown of parts in order, leaving out divs whose condition is not admitted."""
    for part in parts:
        if isinstance(part, Markdown):
            yield part
        elif admit(part.condition):
            yield from walk(part.parts, admit)


def heading(edition: Edition) -> str:
    """Return the title of a pamphlet as it is printed, with the quotation marks of its language."""
    return quotes.text(edition.pamphlet.title, edition.language)
