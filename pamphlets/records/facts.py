"""Turns a library into what the manifest says of it: each pamphlet in each language."""

from __future__ import annotations

from collections.abc import Iterable

from pamphlets.localized import quotes
from pamphlets.model import Edition, PamphletFacts
from pamphlets.project import Project


def of(editions: Iterable[Edition], project: Project) -> tuple[PamphletFacts, ...]:
    """Return the facts of every pamphlet, sorted by name and language."""
    found: dict[tuple[str, str], PamphletFacts] = {}
    order = {language: index for index, language in enumerate(project.practice.languages)}
    for edition in sorted(editions, key=lambda e: (e.pamphlet.name, order.get(e.language, len(order)))):
        pamphlet = edition.pamphlet
        if (pamphlet.name, edition.language) in found:  # of another site
            continue
        found[pamphlet.name, edition.language] = PamphletFacts(
            name=pamphlet.name,
            language=edition.language,
            path=pamphlet.path,
            title=quotes.text(pamphlet.title, edition.language),
            reviewed=pamphlet.reviewed,
            reviewer=pamphlet.reviewer,
            review_by=edition.review_by,
            draft=pamphlet.draft,
            cover=edition.cover,
        )
    return tuple(found.values())
