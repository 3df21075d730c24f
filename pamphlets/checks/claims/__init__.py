"""Turns everything that is published into the claims that may not be made, or only with care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import shorten

import regex

from pamphlets.checks.claims import denial, patterns
from pamphlets.checks.claims.patterns import Pattern, Sentence, Unknown, Vocabulary
from pamphlets.checks.prose import Piece
from pamphlets.checks.rules import EDITOR, Rule
from pamphlets.checks.text import fold, sentences
from pamphlets.errors import PamphletError, nearest
from pamphlets.model import Location, Problem, Severity
from pamphlets.project import Claim, Claims, Faults, Project, professions
from pamphlets.project import claims as settings

PATH = "content/claims.yml"
_PART = re.compile(r"\S.{0,1999}(?!\S)|\S{1,2000}", re.DOTALL)
"""So much of a sentence is looked at together: patterns take time with the square of it."""
_OWN = re.compile(r"\b(?:our|my|we are|we're|nuestr[oa]s?|somos)(?: \w+)? $")
"""Before "specialists": those are no others."""
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule in one language, ready to use."""

    claim: Claim
    match: tuple[Pattern, ...]
    maybe: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule finds in a sentence: from where to where, and how grave it is."""

    claim: Claim
    start: int
    end: int
    severity: Severity
    cleared: bool
    """Whether a citation in the paragraph clears it."""
    hint: bool = False
    """Whether only `maybe` is met: an error in the sentence is enough, then."""


@dataclass(frozen=True, slots=True)
class Checker:
    """The rules about claims of one project, ready to use by language, and what is wrong with its rule file."""

    claims: tuple[Claim, ...]
    ready: Mapping[str, tuple[Ready, ...]]
    vocabularies: Mapping[str, Vocabulary]
    problems: tuple[Problem, ...] = ()
    known: dict[tuple[str, str, Set[str]], tuple[Hit | Problem, ...]] = field(default_factory=dict)
    """What was found in a sentence of a language: many stand in several outputs."""
    verbs: Set[str] = frozenset()
    """What the practice may say of itself: claims of these verbs are none."""

    @property
    def rules(self) -> Iterator[Rule]:
        """Yield what the registry says of each."""
        for claim in self.claims:
            yield Rule(claim.id, claim.severity, claim.what, claim.why, claim.source, waits=not claim.endangers)


@cache
def _shipped() -> Claims:
    faults = Faults("pamphlets/checks/claims/claims.yml")
    found = settings.read((Path(__file__).parent / "claims.yml").read_text("utf-8"), faults)
    if faults.problems:
        raise PamphletError(faults.all())
    return found


def checker(project: Project | None) -> Checker:
    """Return the shipped rules, and those of the project added or put in their places."""
    verbs = professions.verbs(project.practice.profession) if project else frozenset[str]()
    if project is None or not (project.root / PATH).exists():
        return replace(_shipped_checker(), verbs=verbs)
    claims, problems, faults = _shipped(), list[Problem](), Faults(PATH)
    try:
        claims |= settings.read(project.read_text(PATH), faults)
    except PamphletError as error:
        problems += error.problems
    found = _checker(claims, [*problems, *faults.all()], faults, trusted=claims == _shipped())
    return replace(found, verbs=verbs)


@cache
def _shipped_checker() -> Checker:
    return _checker(_shipped(), [], Faults(PATH), trusted=True)


def _checker(claims: Claims, problems: list[Problem], faults: Faults, trusted: bool) -> Checker:
    ready: dict[str, tuple[Ready, ...]] = {}
    vocabularies: dict[str, Vocabulary] = {}
    for claim in claims.rules.values():
        place = Location(PATH, faults.line(("rules", claim.id)))
        for language in {**claim.match, **claim.maybe}:
            vocabulary = vocabularies.setdefault(language, Vocabulary(claims.words, language, trusted))
            ready[language] = (*ready.get(language, ()), _ready(claim, vocabulary, place, problems))
    return Checker(tuple(claims.rules.values()), ready, vocabularies, tuple(problems))


def _ready(claim: Claim, vocabulary: Vocabulary, place: Location, problems: list[Problem]) -> Ready:
    def made(texts: Iterable[str]) -> Iterator[Pattern]:
        for text in texts:
            try:
                yield vocabulary.pattern(text)
            except Unknown as error:
                message = f"a pattern of '{claim.id}' names words that there are not: {{{error}}}"
                problems.append(EDITOR["claims-file"].at(place, message, nearest(str(error), vocabulary.words)))
            except (regex.error, re.error) as error:
                message = f"a pattern of '{claim.id}' cannot be read: {error}"
                problems.append(EDITOR["claims-file"].at(place, message, f"look at: {shorten(text, 80)}"))

    parts = (claim.match, claim.maybe, claim.unless)
    return Ready(claim, *(tuple(made(part.get(vocabulary.language, ()))) for part in parts))


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
    spoken, language = _spoken(piece), piece.language.split("-")[0]
    best: dict[str, tuple[int, Hit]] = {}
    parts = ((offset, part) for offset, whole in sentences(spoken) for part in _PART.finditer(whole))
    said = [(offset + part.start(), _flat(part[0])) for offset, part in parts]
    for (offset, sentence), (then, following) in pairwise([*said, (0, "")]):
        asks = sentence.endswith("?")
        taken_back = denial.takes_back(sentence, following, language)
        joined = _joined(sentence, following, then - offset, language, checker) if asks and following else ()
        for found in (*_hits(sentence, language, checker), *joined):
            if isinstance(found, Problem):
                yield found
                continue
            if taken_back:
                found = replace(found, severity="warning")
            if not (found.cleared and piece.cited):
                first = best.setdefault(found.claim.id, (offset, found))
                if (first[1].severity, found.severity) == ("warning", "error"):
                    best[found.claim.id] = offset, found
    for offset, hit in best.values():
        yield _problem(hit, piece, spoken, offset)


def _flat(sentence: str) -> str:
    """Return a sentence as patterns meet it, character for character."""
    return _HYPHEN.sub(" ", fold(sentence.replace("\n", " ")))


def _hits(sentence: str, language: str, checker: Checker) -> tuple[Hit | Problem, ...]:
    found = _known(sentence, language, checker)
    grave = any(isinstance(hit, Hit) and hit.severity == "error" for hit in found)
    return tuple(hit for hit in found if not (grave and isinstance(hit, Hit) and hit.hint))


def _known(sentence: str, language: str, checker: Checker) -> tuple[Hit | Problem, ...]:
    key = sentence, language, checker.verbs
    if key not in checker.known:
        checker.known[key] = tuple(_found(sentence, language, checker))
    return checker.known[key]


def _joined(question: str, answer: str, after: int, language: str, checker: Checker) -> Iterator[Hit]:
    """Yield what only a question and its answer say together, "Side effects? None.", as warnings."""
    end, parts = len(question), (*_known(question, language, checker), *_known(answer, language, checker))
    alone = {hit.claim.id for hit in parts if isinstance(hit, Hit)}
    for hit in _known(f"{question[:-1]},".ljust(after) + answer, language, checker):
        if isinstance(hit, Hit) and (hit.start < end < hit.end or not (hit.hint or hit.claim.id in alone)):
            yield replace(hit, severity="warning", cleared=True)


def _found(text: str, language: str, checker: Checker) -> Iterator[Hit | Problem]:
    vocabulary = checker.vocabularies.get(language)
    if vocabulary is None:
        return
    sentence = Sentence(text, vocabulary)
    for ready in (one for one in checker.ready[language] if one.claim.verb not in checker.verbs):
        try:
            hit = _hit(ready, sentence)
            if hit and not any(True for other in ready.unless for _ in other.places(sentence)):
                yield hit
        except TimeoutError:
            hint = "nested repetition such as (a+)+ takes for ever: write it more simply"
            message = f"a pattern of '{ready.claim.id}' takes longer than {patterns.PATIENCE} seconds"
            yield EDITOR["claims-file"].at(Location(PATH), message, hint)


def _hit(ready: Ready, sentence: Sentence) -> Hit | None:
    """Return what a rule finds in a sentence: the worst, an error before a warning."""
    best: Hit | None = None
    for pattern in ready.match:
        for start, end in pattern.places(sentence):
            severity = _severity(ready.claim, sentence, start, end, inside=not pattern.denies)
            if severity == "error":
                return Hit(ready.claim, start, end, severity, ready.claim.cited)
            best = best or (Hit(ready.claim, start, end, severity, ready.claim.cited) if severity else None)
    for pattern in ready.maybe if best is None else ():
        for start, end in pattern.places(sentence):
            if _severity(ready.claim, sentence, start, end, most="warning"):
                return Hit(ready.claim, start, end, "warning", cleared=True, hint=True)
    return best


def _severity(
    claim: Claim, sentence: Sentence, start: int, end: int, *, most: Severity = "error", inside: bool = False
) -> Severity | None:
    """Say how grave it is, if at all, that a sentence says something from `start` to `end`.

    With `inside`, a "not" between its words makes it unsure.
    """
    language = sentence.vocabulary.language
    stance = denial.stance(sentence.text, start, end, language)
    if (stance == "denied" and claim.denial) or (claim.clinician and _by_clinician(sentence, start, end)):
        return None
    most = "warning" if claim.severity == "warning" else most
    doubted = stance == "doubted" and claim.doubt
    if most == "warning" and (stance == "asked" or doubted):
        return None
    advised = sentence.vocabulary.knows("advice") and sentence.names("advice")
    unsure = stance in ("asked", "unsure") or (
        inside and claim.denial and denial.inside(sentence.text, start, end, language)
    )
    return "warning" if unsure or doubted or advised else most


def _by_clinician(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether it is a doctor or nurse of whom something is said: the last to be named before, else the next."""
    if not all(map(sentence.vocabulary.knows, ("doctor", "ours", "speaker"))):
        return False
    who = sentence.vocabulary.search("(?P<clinician>{doctor})|{ours}|{speaker}")
    before = list(who.finditer(sentence.text[:start]))
    found = before[-1] if before else who.search(sentence.text, end)
    return bool(found and found["clinician"] and not _OWN.search(sentence.text[: found.start()]))


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


def _problem(hit: Hit, piece: Piece, spoken: str, offset: int) -> Problem:
    claim, start = hit.claim, offset + hit.start
    shown = " ".join(spoken[start : offset + hit.end].split())
    where = "" if piece.part in _BODY else f" ({_PARTS.get(piece.part, piece.part)})"
    rewrite = claim.rewrite.of(piece.language)
    hint = f"{rewrite} [{claim.source}]" if rewrite else claim.source
    place = piece.at(min(start, len(piece.text)))
    return Problem(claim.id, f"“{shown}”{where}: {claim.why}", place, hint, hit.severity)


_BODY = ("text", "item", "heading", "cell")
_PARTS = {"alt": "alt text", "picture": "words in the picture"}
