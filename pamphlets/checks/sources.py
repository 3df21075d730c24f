# ruff: noqa: E501 - patterns are read better in one piece
"""Turns texts and references into problems of evidence: facts without a source, sources without a use, a date, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from datetime import date

from pamphlets.checks.prose import Piece, Prose
from pamphlets.checks.rules import EDITOR
from pamphlets.checks.text import fold
from pamphlets.compose import variables
from pamphlets.errors import nearest
from pamphlets.library import Library
from pamphlets.model import Citation, Problem
from pamphlets.project import Project

_FEW = 5
_NOT_INFORMING = ("contact", "offer", "quote", "questions", "sources")
_FACT: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:stud(?:y|ies)|trials?|research\w*|reviews?|surveys?|scientists) (?:\w+ )?(?:show|find|found|suggest|say|are|were|is|was)"
        r"|\b\d[\d,.]* ?(?:%|percent)|\b\d[\d,]* (?:in|out of) (?:every )?\d|\b(?:caused by|linked to|runs? in families|more likely"
        r"|less likely|twice as (?:many|likely)|risk of|side effects?|a condition of|a disease of|(?:is|are) (?:very )?common in)\b"
    ),
    "es": re.compile(
        r"\b(?:estudios?|ensayos?|investigacion\w*|revision(?:es)?|encuestas?) (?:\w+ )?(?:muestra|hallo|hallaron|sugier|dice|son|fue)"
        r"|\b\d[\d,.]* ?(?:%|por ciento)|\b\d[\d.]* de cada \d|\b(?:causad[oa] por|se debe a|viene de familia|mas probable"
        r"|menos probable|el doble de|riesgo de|efectos secundarios|(?:es|son) (?:muy )?comun(?:es)? en)\b"
    ),
}
# Words that carry no meaning of their own, and that the other language does not have.
_SMALL: Mapping[str, frozenset[str]] = {
    "en": frozenset(["the", "and", "of", "to", "is", "are", "was", "were", "you", "your", "it", "this", "that", "with", "for", "from", "have", "has", "not", "be", "can", "will", "they", "we", "or"]),
    "es": frozenset(["el", "los", "las", "una", "unos", "de", "del", "que", "y", "es", "son", "su", "sus", "con", "para", "por", "no", "se", "puede", "pueden", "este", "esta", "como", "más", "si"]),
}  # fmt: skip


def check(library: Library, prose: Prose) -> Iterator[Problem]:
    """Yield facts without a citation, and texts of mixed languages."""
    for pamphlet in library.pamphlets.values():
        for block in pamphlet.blocks:
            found: dict[Problem, None] = {}
            for variant in prose.body(pamphlet, block):
                if block.kind not in _NOT_INFORMING and library.damage.spares(block):
                    found |= dict.fromkeys(_uncited(variant))
            yield from found
        yield from _mixed(pamphlet.language, prose.everything(pamphlet))


def cited(library: Library) -> frozenset[str]:
    """Return the keys of the references that pamphlets cite."""
    blocks = (block for pamphlet in library.pamphlets.values() for block in pamphlet.blocks)
    every = (inline for block in blocks for inline in variables.inlines(block, posts=True))
    return frozenset(key for inline in every if isinstance(inline, Citation) for key in inline.keys)


def check_references(cited: Set[str], project: Project, sure: bool) -> Iterator[Problem]:
    """Yield references that lack what a reader needs, and, if all was read, those that nothing cites."""
    for key in (key for key in project.references if key in cited):
        one, place = project.references[key], project.places[key]
        if not (one.year or one.accessed):
            hint = "add 'issued', or for a web page 'accessed', the day it was read"
            yield EDITOR["reference-year"].at(place, f"'{key}' has no date", hint)
        if not (one.authors or one.container or one.publisher):
            hint = "add 'author', 'container-title' or 'publisher'"
            yield EDITOR["reference-publisher"].at(place, f"'{key}' does not say who published it", hint)
    if sure:  # else it may be cited where nobody could read it
        yield from _unused([key for key in project.references if key not in cited], cited, project)


def against(project: Project, years: float, today: date) -> Iterator[Problem]:
    """Yield the references that are older than so many years on this day."""
    for key, one in project.references.items():
        if one.year.isdecimal() and today.year - int(one.year) > years:
            message = f"'{key}' is from {one.year}; {years:g} years are the most"
            hint = "look for something newer, or set thresholds: {reference-years: …} in practice.yml and say why"
            yield EDITOR["reference-age"].at(project.places[key], message, hint)


def _unused(keys: list[str], cited: Set[str], project: Project) -> Iterator[Problem]:
    """Yield the references that nothing cites; of many, as a whole library brings them, only how many."""
    if len(keys) > _FEW:
        names = ", ".join(f"'{key}'" for key in keys[:_FEW])
        message = f"nothing cites {len(keys):,} of {len(project.references):,} references: {names}, …"
        hint = "cite them, or leave them: none is printed"
        yield EDITOR["unused-reference"].at(project.places[keys[0]], message, hint)
        return
    for key in keys:
        hint = nearest(key, cited) if "did you" in nearest(key, cited) else "cite it, or take it out"
        yield EDITOR["unused-reference"].at(project.places[key], f"nothing cites '{key}'", hint)


def _uncited(pieces: tuple[Piece, ...]) -> Iterator[Problem]:
    cited_lists = {piece.list for piece in pieces if piece.part == "item" and piece.cited}
    for piece in pieces:
        fact = _FACT.get(piece.language.split("-")[0])
        if piece.part not in ("text", "item") or piece.cited or fact is None or piece.kind in _NOT_INFORMING:
            continue
        if (piece.part == "item" and piece.list in cited_lists) or not (found := fact.search(fold(piece.text))):
            continue
        shown = piece.text[found.start() : found.end()]
        message = f"a fact (“{' '.join(shown.split())}”) without a source"
        hint = "end the paragraph with [@key] of references.yml"
        yield EDITOR["no-citation"].at(piece.at(found.start()), message, hint)


def _mixed(language: str, pieces: Iterator[Piece]) -> Iterator[Problem]:
    """Yield each text that has more small words of another language than of its own."""
    own = language.split("-")[0]
    for piece in dict.fromkeys(pieces):
        mine = piece.language.split("-")[0]
        if mine != own or own not in _SMALL:
            continue
        words = re.findall(r"[^\W\d_]+", piece.text.lower())
        counts = {code: sum(word in small for word in words) for code, small in _SMALL.items()}
        other = max(counts, key=lambda code: (counts[code], code))
        if other != own and counts[other] >= 3 and counts[other] > 2 * counts[own]:
            hint = f'translate it, or write [words]{{lang="{other}"}}'
            yield EDITOR["mixed-language"].at(piece.location, f"this reads as '{other}', not as '{own}'", hint)
