"""Turns a library into what the manifest says of it: each pamphlet in each language, and what is new."""

from __future__ import annotations

from typing import Any, TypedDict

from pamphlets.library import Library
from pamphlets.localized import quotes
from pamphlets.project import Project
from pamphlets.records import news


class PamphletFacts(TypedDict):
    """What the manifest says of a pamphlet in one language."""

    name: str
    language: str
    path: str
    title: str
    reviewed: str
    reviewer: str
    review_by: str
    draft: bool


def of(library: Library, project: Project) -> dict[str, list[Any]]:
    """Return the facts of every pamphlet, sorted by name and language, and the news of every edition."""
    found: dict[tuple[str, str], PamphletFacts] = {}
    order = {language: index for index, language in enumerate(project.practice.languages)}
    for edition in sorted(library.editions, key=lambda e: (e.pamphlet.name, order.get(e.language, len(order)))):
        pamphlet = edition.pamphlet
        found.setdefault((pamphlet.name, edition.language), {
            "name": pamphlet.name,
            "language": edition.language,
            "path": pamphlet.path,
            "title": quotes.text(pamphlet.title, edition.language),
            "reviewed": pamphlet.reviewed,
            "reviewer": pamphlet.reviewer,
            "review_by": edition.review_by,
            "draft": pamphlet.draft,
        })  # fmt: skip
    return {"pamphlets": list(found.values()), "news": list(news.of(library.editions, project))}
