"""Reads `claims.yml`: what may not be said, by rule, with the reason, a better way to say it, and a source."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from pamphlets.project.settings import shapes
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.shapes import Id, Language, Shape, Slug, Text
from pamphlets.project.settings.words import Said, Words


class Claim(Shape, frozen=True, kw_only=True):
    """A rule about what is said. Patterns, by language, are met by a sentence in small letters (docs/checks.md).

    `match` makes a finding of the rule's severity, `maybe` a warning; `unless` clears a sentence. `denial` says
    whether "not" clears what it reaches, `doubt` whether "may" makes an error a warning. With `clinician`, what a
    doctor or nurse does is no claim; with `cited`, a citation in the same paragraph clears it. What `endangers` a
    reader is an error in a draft, too. A practice whose profession has the `verb` may say so.
    """

    id: Id = ""
    severity: Literal["error", "warning"]
    what: Text
    why: Text
    source: Text
    rewrite: Said = Words()
    match: dict[Language, tuple[Text, ...]] = field(default_factory=dict)
    maybe: dict[Language, tuple[Text, ...]] = field(default_factory=dict)
    unless: dict[Language, tuple[Text, ...]] = field(default_factory=dict)
    denial: bool = True
    doubt: bool = True
    clinician: bool = False
    cited: bool = False
    verb: str = ""
    endangers: bool = False


class Claims(Shape, frozen=True, kw_only=True):
    """The words that patterns name, by name and language, and the rules by id."""

    words: dict[Slug, dict[Language, tuple[Text, ...]]] = field(default_factory=dict)
    rules: dict[Slug, Claim] = field(default_factory=dict)

    def __or__(self, other: Claims) -> Claims:
        return Claims(words=self.words | other.words, rules=self.rules | other.rules)


def read(text: str, faults: Faults) -> Claims:
    """Return the words and rules of a file, in its order."""
    file = shapes.read(text, Claims, faults) or Claims()
    return file.replace(rules={key: claim.replace(id=key) for key, claim in file.rules.items()})
