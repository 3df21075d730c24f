"""Turns everything that is published into the claims that may not be made, or only with care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from pamphlets.checks import text
from pamphlets.checks.claims.language import REMEMBERED, Hit, Language
from pamphlets.checks.lexicon import LANGUAGES
from pamphlets.checks.prose import Piece
from pamphlets.checks.rules import Rule
from pamphlets.errors import PamphletError, nearest
from pamphlets.localized import sentences
from pamphlets.model import Problem
from pamphlets.project import Claims, Faults, Project, Words, professions
from pamphlets.project import claims as settings

__all__ = ["LANGUAGES", "Checker", "check", "checker"]

PATH = "content/claims.yml"
_PART = re.compile(r"\S.{0,1999}(?!\S)|\S{1,2000}", re.DOTALL)
"""So much of a sentence is looked at together."""
_SHORT = 4
"""Words of a question that is read together with its answer: "Side effects? None." """


@dataclass(frozen=True, slots=True)
class Checker:
    """The rules about claims of one project, and what is wrong with its file of rules.

    `verbs` are what the practice may say of itself, None where its profession is not known; `service` is what it
    offers, in the words of its profession.
    """

    claims: Claims
    own: Set[str] = frozenset()
    faults: Faults = field(default_factory=lambda: Faults(PATH))
    verbs: Set[str] | None = None
    service: Words = field(default_factory=Words)
    read: dict[str, Language] = field(default_factory=dict)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have rules."""
        named = (code for claim in self.claims.rules.values() for code in {**claim.match, **claim.maybe})
        return frozenset((*LANGUAGES, *named))

    def language(self, code: str) -> Language | None:
        """Return the rules of a language, read when they are first asked for."""
        if code not in self.read and code in self.languages:
            self.read[code] = Language(code, self.claims, self.own, self.faults)
        return self.read.get(code)

    def says(self, code: str, subject: str) -> tuple[str, ...]:
        """Return the names of what must be said of a subject: `medicine-says`, `clot-says-name` …"""
        language = self.language(code.split("-")[0])
        return tuple(name for name in language.context.rows if name.startswith(f"{subject}-says")) if language else ()

    def speaks(self, code: str, lines: Iterable[str], name: str) -> bool:
        """Say whether lines speak of a subject of required.txt, or say what it asks for."""
        language = self.language(code.split("-")[0])
        return language is not None and any(name in _subjects(line, language) for line in lines)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the project's words and rules, which are read for it."""
        if self.own or self.claims.words:
            for code in sorted(self.languages):
                self.language(code)
        yield from self.faults.all()

    @property
    def rules(self) -> Iterator[Rule]:
        """Yield what the registry says of each."""
        for claim in self.claims.rules.values():
            yield Rule(claim.id, claim.severity, claim.what, claim.why, claim.source, waits=not claim.endangers)


@cache
def _shipped() -> Claims:
    faults = Faults("pamphlets/checks/claims/claims.yml")
    found = settings.read((Path(__file__).parent / "claims.yml").read_text("utf-8"), faults)
    if faults.problems:
        raise PamphletError(faults.all())
    return found


@cache
def _languages() -> dict[str, Language]:
    """Return the languages that were read for projects without rules of their own."""
    return {}


def checker(project: Project | None) -> Checker:
    """Return the shipped rules, and those of the project added or put in their places."""
    shipped, names = _shipped(), project.practice.profession if project else ()
    if project is None or not (project.root / PATH).exists():
        return Checker(shipped, verbs=_verbs(names), service=professions.service(names), read=_languages())
    try:
        return _own(project.read_text(PATH), names)
    except PamphletError as error:
        faults = Faults(PATH)
        faults.problems += error.problems
        return Checker(shipped, frozenset(), faults, _verbs(names), professions.service(names))


@lru_cache(maxsize=1)
def _own(words: str, names: tuple[str, ...]) -> Checker:
    """Return the rules of a project with a file of rules, for professions; who writes in an editor asks each time."""
    shipped, faults = _shipped(), Faults(PATH)
    own = settings.read(words, faults)
    _check_rules(own, shipped, faults)
    return Checker(shipped | own, frozenset(own.rules), faults, _verbs(names), professions.service(names))


def _verbs(names: tuple[str, ...]) -> Set[str] | None:
    return professions.verbs(names) if professions.of(names) else None


def _check_rules(own: Claims, shipped: Claims, faults: Faults) -> None:
    """Add a fault for each rule of a project that looks for nothing, or has a verb that no profession has."""
    known = professions.verbs(professions.NAMES)
    for claim in own.rules.values():
        if claim.id not in shipped.rules and not (claim.match or claim.maybe):
            hint = 'add what it looks for, such as: match: {en: ["our (prices|fees)"]}'
            faults.add("claims-file", f"'{claim.id}' has no pattern: it finds nothing", ("rules", claim.id), hint)
        if claim.verb and claim.verb not in known:
            hint = nearest(claim.verb, known)
            faults.add("claims-file", f"no profession has the verb '{claim.verb}'", ("rules", claim.id, "verb"), hint)


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
    language = checker.language(piece.language.split("-")[0])
    if language is None:
        return
    spoken, best = text.speech(piece.text, whole=piece.part == "hashtag"), dict[str, tuple[Hit, int]]()
    for offset, sentence, following in _said(spoken, language):
        hits = language.hits(sentence, checker.verbs)
        if hits and following and language.context.places(language.sentence(following), "taken-back"):
            continue
        for hit in hits:
            if not (piece.cited and (hit.hint or hit.claim.cited)):
                first = best.setdefault(hit.claim.id, (hit, offset))
                best[hit.claim.id] = min(first, (hit, offset), key=lambda one: one[0].severity)
    for hit, offset in sorted(best.values(), key=lambda one: one[0].severity):
        yield _problem(hit, piece, spoken, offset, checker)


def _subjects(line: str, language: Language) -> frozenset[str]:
    """Return what a line speaks of; every subject of an edition looks at all of its lines."""
    if line not in language.subjects:
        if len(language.subjects) > REMEMBERED:
            language.subjects.clear()
        found = (language.speaks(sentence) for _, sentence, _ in _said(line))
        language.subjects[line] = frozenset[str]().union(*found)
    return language.subjects[line]


def _said(words: str, language: Language | None = None) -> Iterator[tuple[int, str, str]]:
    """Yield each sentence as patterns meet it, its offset and the one after it; a question with its answer."""
    parts = ((offset, part) for offset, whole in sentences.split(words) for part in _PART.finditer(whole))
    said = [(offset + part.start(), text.flat(part[0])) for offset, part in parts]
    for (offset, sentence), (then, following) in pairwise([*said, (0, "")]):
        joined = f"{sentence[:-1]},".ljust(then - offset) + following
        if not (following and sentence.endswith("?")):
            yield offset, sentence, following
        elif language and language.context.places(language.sentence(following), "affirms"):
            yield offset, joined, ""
        else:
            yield offset, f"{joined} ?" if len(sentence.split()) <= _SHORT else sentence, following


def _problem(hit: Hit, piece: Piece, spoken: str, offset: int, checker: Checker) -> Problem:
    claim, start = hit.claim, offset + hit.start
    shown = " ".join(spoken[start : offset + hit.end].split())
    where = "" if piece.part in _BODY else f" ({_PARTS.get(piece.part, piece.part)})"
    rewrite = claim.rewrite.of(piece.language).replace("{service}", checker.service.of(piece.language))
    hint = f"{rewrite} [{claim.source}]" if rewrite else claim.source
    place = piece.at(min(start, len(piece.text)))
    return Problem(claim.id, f"“{shown}”{where}: {claim.why}", place, hint, hit.severity)


_BODY = ("text", "item", "heading", "cell")
_PARTS = {"alt": "alt text", "picture": "words in the picture"}
