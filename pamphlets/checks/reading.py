"""Turns prose into reading scores: Flesch-Kincaid and SMOG for English, INFLESZ and Fernández-Huerta for Spanish.

The prose is prepared as the NHS does it: headings and list items count as sentences; addresses and numbers are left
out. So are words of the glossary that the text has explained. A language without a validated formula has no score.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from pamphlets.checks import glossary, syllables
from pamphlets.checks.prose import Piece, Prose
from pamphlets.checks.rules import EDITOR
from pamphlets.library import Library
from pamphlets.localized import phrases, sentences
from pamphlets.model import Block, Edition, Location, Problem, Severity

SCORED = ("text", "item", "heading", "cell")
UNSCORED = ("contact", "sources")
SMOG_SENTENCES = 30
WHOLE_WORDS = 100
"""Words that a whole pamphlet must have for its score to be an error."""
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|@|www\.)\S*")
WORD = re.compile(r"(?<![\w.,])[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\w)")
SYLLABLES: Mapping[str, Callable[[str], int]] = {"en": syllables.english, "es": syllables.spanish}


@dataclass(frozen=True, slots=True)
class Counts:
    """What a formula needs; `hard` are the words of three and more syllables."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    hard: tuple[str, ...] = ()

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables,
            self.hard + other.hard,
        )  # fmt: skip


@lru_cache(maxsize=10_000)
def count(text: str, language: str, excused: re.Pattern[str] | None = None) -> Counts:
    """Count one paragraph, item or heading; what `excused` matches is left out. Variants of a block share most."""
    of = SYLLABLES[language]
    total = Counts()
    for _, sentence in sentences.split(_ADDRESS.sub(" ", text)):
        words = WORD.findall(excused.sub(" ", sentence) if excused else sentence)
        numbers = [of(word) for word in words]
        hard = tuple(word for word, number in zip(words, numbers, strict=True) if number >= 3)
        total += Counts(1 if words else 0, len(words), sum(numbers), hard)
    return total


def kincaid(counts: Counts) -> float:
    """Return the Flesch-Kincaid grade (Kincaid 1975)."""
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float:
    """Return the SMOG grade (McLaughlin 1969), for 30 sentences and more."""
    return 1.0430 * sqrt(len(counts.hard) * 30 / counts.sentences) + 3.1291


def inflesz(counts: Counts) -> float:
    """Return Szigriszt's perspicuity, as the INFLESZ scale reads it (Barrio-Cantalejo 2008)."""
    return 206.835 - 62.3 * counts.syllables / counts.words - counts.words / counts.sentences


def huerta(counts: Counts) -> float:
    """Return Fernández-Huerta's ease of reading (1959)."""
    return 206.84 - 60 * counts.syllables / counts.words - 1.02 * counts.words / counts.sentences


def check(library: Library, prose: Prose, limits: Mapping[str, float]) -> Iterator[Problem]:
    """Yield the blocks and pamphlets that are too hard; each block once, in its worst variant."""
    seen: set[tuple[str, str]] = set()
    complete = library.damage.complete(library.editions)
    for edition in library.editions:
        language = edition.language.split("-")[0]
        if edition.site != prose.site or language not in SYLLABLES:
            continue
        counted = list(_by_block(edition, prose, language))
        for block, variants in counted:
            key = (block.location.path, block.id)
            if variants and key not in seen and library.damage.spares(block):
                seen.add(key)
                yield from _judge_block(variants, block.location, language, limits)
        if edition in complete:
            yield from _judge(_sum(variants for _, variants in counted), edition, language, limits)


def measure(edition: Edition, prose: Prose) -> tuple[int, Mapping[str, float]]:
    """Return how many words an edition has, headings among them, and its scores, by the name of their threshold.

    Of blocks with variants the longest counts. A language without a formula has no score.
    """
    language = edition.language.split("-")[0]
    variants = [prose.body(edition.pamphlet, block) for block in edition.blocks]
    words = sum(max(map(_words, each), default=0) for each in variants)
    if language not in SYLLABLES:
        return words, {}
    return words, scores(_sum(counted for _, counted in _by_block(edition, prose, language)), language)


def _words(pieces: Iterable[Piece]) -> int:
    return sum(phrases.count(piece.text) for piece in pieces if piece.part in SCORED)


def _by_block(edition: Edition, prose: Prose, language: str) -> Iterator[tuple[Block, list[Counts]]]:
    """Yield each block with the counts of its variants; one that is not scored has none."""
    excused = glossary.excuses(edition, prose)
    for block in edition.blocks:
        variants = prose.body(edition.pamphlet, block) if block.kind not in UNSCORED else ()
        yield block, [_count(variant, language, excused) for variant in variants]


def _sum(blocks: Iterable[Iterable[Counts]]) -> Counts:
    """Return the counts of all blocks, of each its longest variant."""
    longest = (max(variants, key=lambda counts: counts.words, default=Counts()) for variants in blocks)
    return sum(longest, Counts())


def _count(pieces: Iterable[Piece], language: str, excused: re.Pattern[str] | None) -> Counts:
    total = Counts()
    for piece in pieces:
        if piece.part in SCORED and piece.kind not in UNSCORED and piece.language.split("-")[0] == language:
            total += count(piece.text, language, excused)
    return total


def scores(counts: Counts, language: str) -> Mapping[str, float]:
    """Return the scores that a text of this language has, by the name of their threshold."""
    if not counts.words or language not in SYLLABLES:
        return {}
    if language == "en":
        return {"grade": round(kincaid(counts), 1)}
    return {"inflesz": round(inflesz(counts), 1), "fernandez-huerta": round(huerta(counts), 1)}


def _judge_block(
    counted: Iterable[Counts], place: Location, language: str, limits: Mapping[str, float]
) -> Iterator[Problem]:
    if found := [counts for counts in counted if counts.words >= limits["scored-words"]]:
        worst = max(found, key=kincaid) if language == "en" else min(found, key=inflesz)
        yield from _too_hard(worst, "this block", place, language, limits, "warning")


def _judge(whole: Counts, edition: Edition, language: str, limits: Mapping[str, float]) -> Iterator[Problem]:
    if whole.words < limits["scored-words"]:
        return
    place, name = Location(edition.pamphlet.path), f"'{edition.pamphlet.name}' as a whole"
    score = scores(whole, language)
    much = score["grade"] > limits["grade-error"] if language == "en" else score["inflesz"] < limits["inflesz-error"]
    severity: Severity = "error" if much and whole.words >= WHOLE_WORDS else "warning"
    yield from _too_hard(whole, name, place, language, limits, severity)
    if language == "en" and whole.sentences >= SMOG_SENTENCES and smog(whole) > limits["smog"]:
        message = f"{name} has a SMOG grade of {smog(whole):.1f}; {limits['smog']:g} is the most"
        yield EDITOR["reading-smog"].at(place, message, _hint(whole))


def _too_hard(
    counts: Counts, name: str, place: Location, language: str, limits: Mapping[str, float], severity: Severity
) -> Iterator[Problem]:
    for key, score in scores(counts, language).items():
        if language == "en" and score > limits[key]:
            message = f"{name} reads at grade {score:.1f} (Flesch-Kincaid); the aim is {limits[key]:g}"
            rule = "reading-grade"
        elif language == "es" and score < limits[key]:
            scale = {"inflesz": "INFLESZ", "fernandez-huerta": "Fernández-Huerta"}[key]
            message = f"{name} has {score:.1f} on the scale of {scale}; the aim is {limits[key]:g} or more"
            rule = "reading-inflesz"
        else:
            continue
        yield EDITOR[rule].at(place, message, _hint(counts), severity)
        break


def _hint(counts: Counts) -> str:
    longest = sorted(dict.fromkeys(word.lower() for word in counts.hard), key=lambda word: (-len(word), word))[:4]
    average = counts.words / counts.sentences
    words = f"; long words: {', '.join(longest)}" if longest else ""
    return f"shorter sentences (now {average:.0f} words on average) and shorter words{words}"
