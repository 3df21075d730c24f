"""Holds the limits of the checks that a practice may set in `thresholds`, with their defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pamphlets.checks.rules import EDITOR
from pamphlets.errors import nearest
from pamphlets.model import Location, Problem
from pamphlets.project import Practice

DEFAULTS: Mapping[str, float] = {
    "grade": 6,  # Flesch-Kincaid; AMA: 6 or lower
    "grade-error": 8,  # of a whole pamphlet; CDC: 8 or lower
    "smog": 14,  # NHS: above it a text is too hard
    "inflesz": 65,  # "fairly easy", Barrio-Cantalejo 2008
    "inflesz-error": 55,  # of a whole pamphlet; below it "somewhat hard"
    "fernandez-huerta": 70,  # about grade 6
    "scored-words": 30,  # in a block, for a score to mean something
    "sentence-words": 20,  # NHS: How we write
    "paragraph-sentences": 3,  # NHS: How we write
    "list-items": 7,  # CDC Clear Communication Index, item 8
    "reference-years": 10,
}


def of(practice: Practice) -> Mapping[str, float]:
    """Return all thresholds, those of the practice in their places."""
    return {**DEFAULTS, **{name: value for name, value in practice.thresholds if name in DEFAULTS}}


def check(practice: Practice) -> Iterator[Problem]:
    """Yield a problem for each threshold that there is not, or that is below zero; ask for the profession."""
    place = Location("content/practice.yml")
    for name, value in practice.thresholds:
        if name not in DEFAULTS:
            yield EDITOR["threshold"].at(place, f"there is no threshold '{name}'", nearest(name, DEFAULTS))
        elif value < 0:
            yield EDITOR["threshold"].at(place, f"the threshold '{name}' is below zero", "take it out for the default")
    if not practice.profession:
        message = "the profession is not said: what only some may say of themselves is not looked for"
        yield EDITOR["profession"].at(place, message, "add what fits: profession: dental")
