"""Reads `claims.yml`: what may not be said, by rule, with the reason, a better way to say it, and a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pamphlets.model import Severity
from pamphlets.settings import Words, shapes
from pamphlets.settings.nodes import Faults
from pamphlets.settings.shapes import Language, Shape, Slug, Text, Texts, words

Patterns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A rule about what is said. Patterns are regular expressions by language, met by a sentence in small letters.

    `unless` are patterns that clear a sentence. `denial` says whether "not" clears what follows it, `doubt` whether
    "may" makes an error a warning. With `clinician`, what a doctor or nurse does is no claim; with `cited`, a citation
    in the same paragraph clears it.
    """

    id: str
    severity: Severity
    what: str
    why: str
    source: str
    rewrite: Words
    match: Patterns
    unless: Patterns
    denial: bool = True
    doubt: bool = True
    clinician: bool = False
    cited: bool = False


class ClaimRow(Shape, frozen=True, kw_only=True):
    """A rule about what is said."""

    severity: Literal["error", "warning"]
    what: Text
    why: Text
    source: Text
    rewrite: Texts | None = None
    match: dict[Language, tuple[Text, ...]]
    unless: dict[Language, tuple[Text, ...]] | None = None
    denial: bool = True
    doubt: bool = True
    clinician: bool = False
    cited: bool = False


ClaimsFile = dict[Slug, ClaimRow]


def read(text: str, faults: Faults) -> dict[str, Claim]:
    """Return the rules of a file by their ids, in its order."""
    rows: dict[str, ClaimRow] = shapes.read(text, ClaimsFile, faults) or {}
    names = ("severity", "what", "why", "source", "match", "denial", "doubt", "clinician", "cited")
    return {
        key: Claim(
            id=key, rewrite=words(row.rewrite), unless=row.unless or {}, **{name: getattr(row, name) for name in names}
        )
        for key, row in rows.items()
    }
