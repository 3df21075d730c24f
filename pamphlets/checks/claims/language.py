"""Turns the words, rules and context of one language into what they find in a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import NamedTuple

from pamphlets.checks import opinion
from pamphlets.checks.claims.context import Context, inside
from pamphlets.checks.claims.patterns import Pattern, needs
from pamphlets.checks.lexicon import Broken, Lexicon, Sentence, Span, expand
from pamphlets.checks.text import flat, plain
from pamphlets.errors import nearest
from pamphlets.model import Severity
from pamphlets.project import Claim, Claims, Faults

REMEMBERED = 100_000
"""Sentences whose hits are kept: many stand in several outputs, and a server looks at them again and again."""
_SOURCE = re.compile(r"https?://|\bwww\.")
"""What an entry of a list of sources has: its author and title are no words of the practice."""
_WAYS = {"? ": "maybe", "- ": "unless"}
"""How a line of rules.txt begins that is a hint, or an exception."""

_WORDS = "write words alone, with a space for a hyphen and beside %, such as: cost(s|), low price, 5 %"
_HOW = "write words, {lists} and … with spaces between them, such as: our … (prices|fees) … {number}"


class Hit(NamedTuple):
    """What a rule finds: how grave it is, from which character to which, and the words that say it.

    A citation clears a hint.
    """

    severity: Severity
    hint: bool
    order: int
    claim: Claim
    start: int
    end: int
    key: Span


class RulePattern(NamedTuple):
    """A pattern of a rule, and where the rule stands among all: `way` is `match`, `maybe` or `unless`."""

    order: int
    claim: Claim
    way: str
    text: str


class Language:
    """The rules of one language with those of a project, of which `own` replace shipped ones."""

    def __init__(self, code: str, claims: Claims, own: Set[str], faults: Faults) -> None:
        self.code, self._claims, self._faults, self.lexicon = code, claims.rules, faults, Lexicon(code)
        known = self.lexicon.lists() if claims.words else {}
        for name, by_language in claims.words.items():
            self._add_words(name, by_language.get(code, ()), known)
        self.context = Context(_rows(code, "context", "required", "established"), self.lexicon)
        self.rows: dict[str, list[RulePattern]] = defaultdict(list)
        """By words and {lists} of which one must stand in a sentence."""
        self._patterns: dict[str, Pattern] = {}
        shipped = _rows(code, "rules")
        for order, claim in enumerate(claims.rules.values()):
            for line in () if claim.id in own else shipped.get(claim.id, ()):
                way = _WAYS.get(line[:2], "match")
                self._add(RulePattern(order, claim, way, line if way == "match" else line[2:]))
            for way in ("match", "maybe", "unless"):
                for text in getattr(claim, way).get(code, ()):
                    self._add_own(RulePattern(order, claim, way, _written(text)))
        self._known: dict[str, list[Hit]] = {}
        self._required = tuple(_rows(code, "required"))
        self.subjects: dict[str, frozenset[str]] = {}
        """What of required.txt each line speaks of, as far as lines were looked at."""

    def _add_words(self, name: str, entries: Iterable[str], lists: dict[str, str]) -> None:
        """Add words of a project; `lists` has the list of each word, and gets theirs."""
        for entry in map(_written, entries):
            try:
                words = expand(entry)
            except Broken as error:
                message = f"a word of '{name}' cannot be read: {error}"
                self._faults.add("claims-file", message, ("words", name), _WORDS)
                continue
            self.lexicon.add(name, [entry])
            if both := [word for word in words if lists.setdefault(word, name) != name]:
                message = f"'{both[0]}' stands in two lists, '{lists[both[0]]}' and '{name}'"
                self._faults.add("claims-file", message, ("words", name), "leave it in the one where it belongs")

    def _add(self, row: RulePattern) -> None:
        for word in needs(row.text, self.lexicon):
            self.rows[word].append(row)

    def _add_own(self, row: RulePattern) -> None:
        try:
            self.pattern(row.text)
            self._add(row)
        except Broken as error:
            near = nearest(str(error).partition("{")[2].rstrip("}"), self.lexicon.entries)
            hint = near or _HOW
            message = f"a pattern of '{row.claim.id}' cannot be read: {error}"
            self._faults.add("claims-file", message, ("rules", row.claim.id), hint)

    def pattern(self, text: str) -> Pattern:
        """Return a pattern, read when it is first asked for; raises Broken."""
        if text not in self._patterns:
            self._patterns[text] = Pattern(text, self.lexicon)
        return self._patterns[text]

    def possible(self, sentence: Sentence) -> list[RulePattern]:
        """Return the rows that a sentence may meet, by a first look at its words."""
        near = {id(row): row for word in sentence.places.keys() & self.rows.keys() for row in self.rows[word]}
        return [row for row in near.values() if self.pattern(row.text).may(sentence)]

    def sentence(self, text: str) -> Sentence:
        """Return a sentence, folded, in words."""
        return Sentence(text, self.lexicon)

    def speaks(self, text: str) -> frozenset[str]:
        """Return the names in required.txt whose patterns a sentence meets."""
        sentence = self.sentence(text)
        return frozenset(name for name in self._required if self.context.places(sentence, name))

    def hits(self, text: str, verbs: Set[str] | None) -> list[Hit]:
        """Return what a sentence claims, the gravest first, each words once.

        `verbs` are what the practice may say of itself, None where no one knows what it is.
        """
        if text not in self._known:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            self._known[text] = self._weigh(self.sentence(text))
        kept: list[Hit] = []
        for hit in self._known[text]:
            may = hit.claim.verb and (verbs is None or hit.claim.verb in verbs)
            if not may and not any(one.claim is hit.claim or _meet(one.key, hit.key) for one in kept):
                kept.append(hit)
        return kept

    def _weigh(self, sentence: Sentence) -> list[Hit]:
        """Return what the rules find, with what the second opinion says of it, the gravest first."""
        hits, (likely, family) = [*self._find(sentence)], opinion.read(sentence, self.code)
        if likely < opinion.UNLIKELY:
            sure = [hit for hit in hits if hit.claim.endangers or hit.claim.verb]  # of which it knows nothing
            hits = [*sure, *(hit._replace(severity="warning") for hit in hits if not (hit in sure or hit.hint))]
        tone = self._claims.get("claim-tone")
        if tone and not hits and likely > opinion.LIKELY and not _SOURCE.search(sentence.text):
            near = self._claims.get(f"claim-{family}", tone)
            words = 0, len(sentence.words)
            told = tone.replace(why=f"{tone.why} {near.id}: {near.what}")
            hits = [Hit("warning", True, 0, told, *sentence.characters(words), words)]
        return sorted(hits, key=lambda hit: (*hit[:3], hit.start, hit.end, hit.key))

    def _find(self, sentence: Sentence) -> Iterator[Hit]:
        met = [(*row[:3], [*self.pattern(row.text).matches(sentence)]) for row in self.possible(sentence)]
        cleared = {claim.id for _, claim, way, matches in met if way == "unless" and matches}
        for order, claim, way, matches in met:
            for match in matches if way != "unless" and claim.id not in cleared else ():
                severity = _severity(claim, way, self.context.stance(sentence, match))
                covered = not claim.endangers and inside(match.key, self.context.places(sentence, "established"))
                if severity and not covered and not (claim.clinician and self.context.by_others(sentence, match.key)):
                    yield Hit(severity, way == "maybe", order, claim, *sentence.characters(match.span), match.key)


def _rows(language: str, *names: str) -> dict[str, list[str]]:
    """Return the lines of files of a language below their `[names]`; `# ` begins a remark."""
    found, lines = dict[str, list[str]](), list[str]()
    for path in (Path(__file__).parent / language / f"{name}.txt" for name in names):
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            text = line.partition("# ")[0].strip()
            if text.startswith("["):
                lines = found.setdefault(text.strip("[]"), [])
            elif text:
                lines.append(text)
    return found


def _written(text: str) -> str:
    """Return a word or pattern of a project as a sentence has it: small, without accents, `...` as …"""
    return flat(plain(text)).replace("...", "…")


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _severity(claim: Claim, way: str, stance: str) -> Severity | None:
    """Say how grave it is, if at all, to say something so."""
    most: Severity = "warning" if way == "maybe" else claim.severity
    if stance and (stance, False) not in (("denied", claim.denial), ("doubted", claim.doubt)):
        return "warning" if stance == "doubted" and most == "error" else None
    return most
