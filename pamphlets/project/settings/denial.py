"""Reads `denial.yml`: the patterns by which a language denies, doubts and asks, by what they do."""

from __future__ import annotations

from collections.abc import Mapping

from pamphlets.project.settings import shapes
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.shapes import Language, Shape, Text

Alternatives = tuple[Text, ...]


class DenialRow(Shape, frozen=True, kw_only=True):
    """The patterns of one language; `denial.yml` says what each kind does."""

    deny: Alternatives
    seem: Alternatives
    alone: Alternatives
    joint: Alternatives
    turn: Alternatives
    start: Alternatives
    wide: Alternatives
    again: Alternatives
    flip: Alternatives
    better: Alternatives
    wary: Alternatives
    doubt: Alternatives
    told: Alternatives
    ask: Alternatives
    after: Alternatives
    next: Alternatives
    aside: Alternatives
    condition: Alternatives
    relative: Alternatives
    answer: Alternatives
    retract: Alternatives
    rhetoric: Alternatives


def read(text: str, faults: Faults) -> Mapping[str, DenialRow]:
    """Return the patterns of each language in a file."""
    return shapes.read(text, dict[Language, DenialRow], faults) or {}
