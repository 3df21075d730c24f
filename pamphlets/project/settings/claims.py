"""Reads `claims.yml`: what may not be said, by rule, with the reason, a better way to say it, and a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pamphlets.model import Severity
from pamphlets.project.settings import Words, shapes
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.shapes import Language, Shape, Slug, Text, Texts, words

Patterns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A rule about what is said. Patterns, by language, are met by a sentence in small letters.

    `match` makes a finding of the rule's severity, `maybe` a warning; `unless` clears a sentence. `denial` says
    whether "not" clears what it reaches, `doubt` whether "may" makes an error a warning. With `clinician`, what a
    doctor or nurse does is no claim; with `cited`, a citation in the same paragraph clears it.
    """

    id: str
    severity: Severity
    what: str
    why: str
    source: str
    rewrite: Words
    match: Patterns
    maybe: Patterns
    unless: Patterns
    denial: bool = True
    doubt: bool = True
    clinician: bool = False
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Claims:
    """The words that patterns name, by name and language, and the rules by id."""

    words: Mapping[str, Patterns] = field(default_factory=dict)
    rules: Mapping[str, Claim] = field(default_factory=dict)

    def __or__(self, other: Claims) -> Claims:
        return Claims({**self.words, **other.words}, {**self.rules, **other.rules})


class ClaimRow(Shape, frozen=True, kw_only=True):
    """A rule about what is said."""

    severity: Literal["error", "warning"]
    what: Text
    why: Text
    source: Text
    rewrite: Texts | None = None
    match: dict[Language, tuple[Text, ...]] | None = None
    maybe: dict[Language, tuple[Text, ...]] | None = None
    unless: dict[Language, tuple[Text, ...]] | None = None
    denial: bool = True
    doubt: bool = True
    clinician: bool = False
    cited: bool = False


class ClaimsFile(Shape, frozen=True, kw_only=True):
    """Words that patterns may name, and rules."""

    words: dict[Slug, dict[Language, tuple[Text, ...]]] | None = None
    rules: dict[Slug, ClaimRow] | None = None


def read(text: str, faults: Faults) -> Claims:
    """Return the words and rules of a file, in its order."""
    file = shapes.read(text, ClaimsFile, faults) or ClaimsFile()
    return Claims(file.words or {}, {key: _claim(key, row) for key, row in (file.rules or {}).items()})


def _claim(key: str, row: ClaimRow) -> Claim:
    return Claim(
        id=key, severity=row.severity, what=row.what, why=row.why, source=row.source, rewrite=words(row.rewrite),
        match=row.match or {}, maybe=row.maybe or {}, unless=row.unless or {}, denial=row.denial, doubt=row.doubt,
        clinician=row.clinician, cited=row.cited,
    )  # fmt: skip
