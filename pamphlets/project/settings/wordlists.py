"""Reads `words/*.yml` beside the templates: the words that templates print, by key, in each language."""

from __future__ import annotations

from pamphlets.project.settings import Words, shapes
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.shapes import Slug, Texts, words

WordsFile = dict[Slug, Texts]


def read(text: str, faults: Faults) -> dict[str, Words]:
    """Return the words of a file by their keys."""
    found: dict[str, str | dict[str, str]] = shapes.read(text, WordsFile, faults) or {}
    return {key: words(texts) for key, texts in found.items()}
