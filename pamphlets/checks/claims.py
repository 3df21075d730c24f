"""Turns everything that is published into the claims that may not be made, or only with care."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import regex

from pamphlets.checks import denial
from pamphlets.checks.prose import Piece
from pamphlets.checks.rules import EDITOR, Rule
from pamphlets.checks.text import folded, sentences
from pamphlets.errors import PamphletError
from pamphlets.model import Location, Problem
from pamphlets.project import Project
from pamphlets.settings import claims as settings
from pamphlets.settings.claims import Claim
from pamphlets.settings.nodes import Faults

PATH = "content/claims.yml"
PATIENCE = 0.5
"""Seconds that a pattern may take for a paragraph."""

_CLINICIANS = {
    "en": r"\b(?:doctors?|nurses?|physicians?|gps?|clinicians?|hospitals?|prescribers?|pharmacists?"
    r"|neurologists?|sleep clinics?)\b",
    "es": r"\b(?:medic[oa]s?|doctor(?:es|a|as)?|enfermer[oa]s?|hospital(?:es)?|farmaceutic[oa]s?|neurolog[oa]s?)\b",
}
_OURS = {
    "en": r"\b(?:massages?|we|our|us|ours|my|i|sessions?|therapists?|touch|hands|bodywork"
    r"|techniques?|studio|practice)\b",
    "es": r"\b(?:masajes?|nosotros|nuestr[oa]s?|mi|mis|sesion(?:es)?|terapeutas?|manos|tecnicas?|centro"
    r"|\w+amos|\w+emos|\w+imos)\b",
}


Look = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Checker:
    """The rules about claims of one project, ready to use, and what is wrong with its rule file."""

    claims: tuple[Claim, ...]
    patterns: Mapping[tuple[str, str, str], tuple[Any, ...]]
    """Compiled patterns by rule, language and whether they `match` or stand in `unless`."""
    looks: Mapping[str, tuple[tuple[Claim, Look], ...]]
    """By language the rules, each with a first look, which most texts do not pass."""
    problems: tuple[Problem, ...] = ()

    @property
    def rules(self) -> Iterator[Rule]:
        """Yield what the registry says of each."""
        for claim in self.claims:
            yield Rule(claim.id, claim.severity, claim.what, claim.why, claim.source)


@cache
def _shipped() -> Mapping[str, Claim]:
    faults = Faults("pamphlets/checks/claims.yml")
    found = settings.read((Path(__file__).parent / "claims.yml").read_text("utf-8"), faults)
    if faults.problems:
        raise PamphletError(faults.all())
    return found


def checker(project: Project | None) -> Checker:
    """Return the shipped rules, and those of the project added or put in their places."""
    rows, problems = dict(_shipped()), list[Problem]()
    if project and (project.root / PATH).exists():
        faults = Faults(PATH)
        try:
            rows |= settings.read(project.read_text(PATH), faults)
        except PamphletError as error:
            problems += error.problems
        problems += faults.all()
        lines = {keys[0]: line for keys, line in faults.lines.items() if len(keys) == 1}
    else:
        lines = {}
    patterns: dict[tuple[str, str, str], tuple[Any, ...]] = {}
    for claim in rows.values():
        for part, by_language in (("match", claim.match), ("unless", claim.unless)):
            for language, texts in by_language.items():
                place = Location(PATH, lines.get(claim.id, 0))
                patterns[claim.id, language, part] = tuple(_compiled(texts, claim.id, place, problems))
    looks: dict[str, tuple[tuple[Claim, Look], ...]] = {}
    for (name, language, part), found in patterns.items():
        if part == "match" and found:
            look = _look("|".join(f"(?:{one.pattern})" for one in found), rows[name] is _shipped().get(name))
            looks[language] = (*looks.get(language, ()), (rows[name], look))
    return Checker(tuple(rows.values()), patterns, looks, tuple(problems))


def _compiled(texts: Iterable[str], name: str, place: Location, problems: list[Problem]) -> Iterator[Any]:
    for text in texts:
        try:
            yield _pattern(text)
        except regex.error as error:
            message = f"a pattern of '{name}' cannot be read: {error}"
            problems.append(EDITOR["claims-file"].at(place, message, f"look at: {text}"))


@cache
def _look(text: str, shipped: bool) -> Look:
    """Return a search by one pattern; those that come with this package are known to end, and need no clock."""
    if shipped:
        try:
            return re.compile(text.replace(r"\K", "")).search
        except re.error:  # what only `regex` reads, such as a lookbehind of no fixed length
            return _pattern(text).search  # type: ignore[no-any-return]
    return partial(_pattern(text).search, timeout=PATIENCE)


@cache
def _pattern(text: str) -> Any:
    return regex.compile(text)


def check(pieces: Iterable[Piece], checker: Checker) -> Iterator[Problem]:
    """Yield a problem for each claim that a piece makes; one for each rule and line."""
    seen: set[tuple[str, str, int]] = set()
    for piece in pieces:
        for problem in _check_piece(piece, checker):
            key = (problem.rule, problem.location.path, problem.location.line)
            if key not in seen:
                seen.add(key)
                yield problem


def _check_piece(piece: Piece, checker: Checker) -> Iterator[Problem]:
    spoken = _spoken(piece)
    text = folded(spoken)
    language = piece.language.split("-")[0]
    for claim, look in checker.looks.get(language, ()):
        try:
            if not look(text):
                continue
            for pattern in checker.patterns[claim.id, language, "match"]:
                if pattern.search(text, timeout=PATIENCE) and (found := _first(claim, pattern, piece, spoken, checker)):
                    yield found
                    break
        except TimeoutError:
            hint = "nested repetition such as (a+)+ takes for ever: write it more simply"
            message = f"a pattern of '{claim.id}' takes longer than {PATIENCE} seconds"
            yield EDITOR["claims-file"].at(Location(PATH), message, hint)


def _spoken(piece: Piece) -> str:
    """Return the text with the words of its hashtags, taken apart, at its end."""
    text = piece.text
    if piece.part != "hashtag" and "#" not in text:
        return text
    if piece.part == "hashtag":
        text = f"{_apart(text)} #{text.replace(' ', '')}"
    else:
        tags = re.findall(r"#(\w{3,})", text)
        text += "".join(f"\n. {_apart(tag)}." for tag in tags if _apart(tag) != tag)
    return text


def _apart(tag: str) -> str:
    return re.sub(r"(?<=[a-zß-ÿ0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", " ", tag)


def _first(claim: Claim, pattern: Any, piece: Piece, spoken: str, checker: Checker) -> Problem | None:
    """Return the first problem that a pattern finds: the worst, an error before a warning."""
    best: Problem | None = None
    language = piece.language.split("-")[0]
    unless = checker.patterns.get((claim.id, language, "unless"), ())
    for offset, sentence in sentences(spoken):
        flat = folded(sentence.replace("\n", " "))
        if any(other.search(flat, timeout=PATIENCE) for other in unless):
            continue
        for match in pattern.finditer(flat, timeout=PATIENCE):
            stance = denial.stance(flat, match.start(), match.end(), language)
            if (stance == "denied" and claim.denial) or (claim.cited and piece.cited):
                continue
            if claim.severity == "warning" and (stance == "asked" or (stance == "doubted" and claim.doubt)):
                continue
            if claim.clinician and _by_clinician(flat, match.start(), match.end(), language):
                continue
            severity = claim.severity if stance == "said" or not claim.doubt else "warning"
            if best is None or (best.severity, severity) == ("warning", "error"):
                best = _problem(claim, piece, offset + match.start(), match[0], severity == "error")
    return best


def _by_clinician(sentence: str, start: int, end: int, language: str) -> bool:
    """Say whether it is a doctor or nurse of whom something is said: the last to be named before, else the next."""
    who = re.compile(f"(?P<clinician>{_CLINICIANS.get(language, '$^')})|{_OURS.get(language, '$^')}")
    before = list(who.finditer(sentence[:start]))
    if before:
        return bool(before[-1]["clinician"])
    after = who.search(sentence[end:])
    return bool(after and after["clinician"])


def _problem(claim: Claim, piece: Piece, offset: int, words: str, error: bool) -> Problem:
    shown = piece.text[offset : offset + len(words)] if offset + len(words) <= len(piece.text) else words
    where = {"text": "", "item": "", "heading": "", "cell": ""}.get(
        piece.part, f" ({_PARTS.get(piece.part, piece.part)})"
    )
    rewrite = claim.rewrite.of(piece.language)
    hint = f"{rewrite} [{claim.source}]" if rewrite else claim.source
    found = Rule(claim.id, claim.severity, claim.what, claim.why, claim.source).at(
        piece.at(min(offset, len(piece.text))), f"“{' '.join(shown.split())}”{where}: {claim.why}", hint
    )
    return replace(found, severity="error" if error else "warning")


_BODY = ("text", "item", "heading", "cell")
_PARTS = {"alt": "alt text", "picture": "words in the picture"}
