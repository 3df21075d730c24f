"""Turns the hard words of a practice's glossary into those that a text has explained, and problems for the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pamphlets.checks.prose import Piece, Prose
from pamphlets.checks.rules import EDITOR
from pamphlets.checks.text import fold
from pamphlets.library import Library
from pamphlets.localized import sentences
from pamphlets.model import Edition, Problem
from pamphlets.project import Practice, wider

_AFTER: Mapping[str, str] = {
    "en": r"\W*\(|,? (?:which|that|also called|or|meaning|a|an|the) |\W+(?:this|it|that) (?:is|means)\b"
    r"| (?:is|are|means?) |: |\W+[–—]",
    "es": r"\W*\(|,? (?:que|o|es decir|o sea|un|una|la|el) |\W+(?:es|son|esto es|se llama)\b|: |\W+[–—]",
}


def terms(practice: Practice, language: str) -> tuple[str, ...]:
    """Return the glossary's words of a language, the longest first."""
    known = dict(practice.glossary)
    found = {term for code in (*wider(language), "") for term in known.get(code, ())}
    return tuple(sorted(found, key=lambda term: (-len(term), term)))


def excuses(edition: Edition, prose: Prose) -> re.Pattern[str] | None:
    """Return a pattern for the words of the glossary that an edition explains somewhere; they are excused in scores."""
    found = [term for term, piece in _first_uses(edition, prose) if piece is None]
    every = [re.escape(term) for term in found]
    return re.compile(rf"\b(?:{'|'.join(every)})s?\b", re.IGNORECASE) if every else None


def check(library: Library, prose: Prose) -> Iterator[Problem]:
    """Yield each word of the glossary that an edition uses and does not explain where it is first used."""
    for edition in library.damage.complete(library.editions):
        if edition.site == prose.site:
            for term, piece in _first_uses(edition, prose):
                if piece is not None:
                    hint = "say in a few words what it means, in brackets or after 'is', or leave it out"
                    offset = max(0, fold(piece.text).find(fold(term)))
                    message = f"'{term}' is not explained where it is first used"
                    yield EDITOR["glossary"].at(piece.at(offset), message, hint)


def _first_uses(edition: Edition, prose: Prose) -> Iterator[tuple[str, Piece | None]]:
    """Yield each word that is used, with the piece of its first use, or None where it is explained."""
    language = edition.language.split("-")[0]
    every = prose.pieces(edition.pamphlet, edition.blocks)
    pieces = [(piece, fold(piece.text)) for piece in every if piece.part in ("text", "item", "cell")]
    whole = "\n".join(text for _, text in pieces)  # one look for each word of which there is none
    for term in terms(prose.project.practice, edition.language):
        word = re.compile(rf"\b{re.escape(fold(term))}s?\b")
        small = fold(term)
        uses = [piece for piece, text in pieces if small in text and word.search(text)] if small in whole else []
        if uses:
            yield term, None if any(_explains(piece, word, language) for piece in uses) else uses[0]


def _explains(piece: Piece, word: re.Pattern[str], language: str) -> bool:
    text = " ".join(fold(piece.text).split())
    for found in word.finditer(text):
        after = text[found.end() :]
        if re.match(_AFTER.get(language, r"\W*\("), after):
            return True
        sentence = next((s for o, s in sentences.split(text) if o <= found.start() < o + len(s)), "")
        if re.search(rf"\([^)]*{word.pattern}[^)]*\)|{word.pattern}[^.]*\(", sentence):
            return True
    return False
