"""Turns a sentence and a place in it into what is said there: said, asked, doubted, denied, or unsure.

"Not", "may" and their like count only as far as they reach: within the sentence, up to where a new statement begins.
Where one stands elsewhere in the sentence, nothing is sure. "Not only", "no doubt", "never fails" deny nothing; "be
wary", "do not believe" and "a myth" deny all that a sentence quotes. Sentences are in small letters without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Literal

from pamphlets.errors import PamphletError
from pamphlets.project import DenialRow, Faults
from pamphlets.project import denial as settings

Stance = Literal["said", "unsure", "asked", "doubted", "denied"]
FARTHEST = 16
"""Words that a "not" reaches over."""
FEWEST = 3
"""Words beside a quotation that speak of it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of one language, as `denial.yml` describes them."""

    deny: re.Pattern[str]
    seem: re.Pattern[str]
    alone: re.Pattern[str]
    joint: re.Pattern[str]
    turn: re.Pattern[str]
    start: re.Pattern[str]
    wide: re.Pattern[str]
    again: re.Pattern[str]
    flip: re.Pattern[str]
    better: re.Pattern[str]
    wary: re.Pattern[str]
    doubt: re.Pattern[str]
    told: re.Pattern[str]
    ask: re.Pattern[str]
    after: re.Pattern[str]
    next: re.Pattern[str]
    aside: re.Pattern[str]
    condition: re.Pattern[str]
    relative: re.Pattern[str]
    answer: re.Pattern[str]
    retract: re.Pattern[str]
    rhetoric: re.Pattern[str]


@cache
def _words(language: str) -> _Words | None:
    row = _languages().get(language)
    if row is None:
        return None
    return _Words(*(re.compile("|".join(getattr(row, kind.name))) for kind in fields(_Words)))


@cache
def _languages() -> Mapping[str, DenialRow]:
    faults = Faults("pamphlets/checks/claims/denial.yml")
    found = settings.read((Path(__file__).parent / "denial.yml").read_text("utf-8"), faults)
    if faults.problems:
        raise PamphletError(faults.all())
    return found


_QUOTE = re.compile("\"[^\"]+\"|«[^»]+»|(?<!\\w)'[^']{4,}'(?!\\w)")


def stance(sentence: str, start: int, end: int, language: str) -> Stance:
    """Say what a sentence does with the words from `start` to `end`."""
    words = _words(language.split("-")[0])
    if words is None or words.rhetoric.search(sentence):
        return "said"
    before, after = sentence[:start], sentence[end:]
    reach = _denials(sentence, start, words)
    if _warned(before, after, reach, words):
        return "denied"
    if any(reach.values()) and not words.better.search(after):
        return "denied" if _once(before, reach, words) else "said"
    doubted, doubt = bool(words.doubt.search(_clause(before, words))), bool(words.doubt.search(sentence))
    following = words.next.match(after)
    if following and any(end <= word.start() < end + following.end() for word in _plain(sentence, words)):
        return "denied"
    if words.after.search(re.split(r"[;!?]|\.(?=\s)", after)[0]) or (doubt and words.after.search(sentence[start:])):
        return "denied" if doubt else "doubted"
    if doubted:
        return "doubted"
    if sentence.rstrip("\"') ").endswith("?") and words.ask.search(sentence):
        return "asked"
    far = any(not words.turn.search(before[word.end() :]) for word in reach)
    later = any(word.start() >= end for word in _plain(sentence, words))
    told = words.told.search(before) or _quoted(sentence, start, end)
    return "unsure" if far or later or told or doubt else "said"


def inside(sentence: str, start: int, end: int, language: str) -> bool:
    """Say whether there is a "not" between two words: "nerves do not have a reset"."""
    words = _words(language)
    return words is not None and any(start < word.start() < end for word in _plain(sentence, words))


def takes_back(sentence: str, following: str, language: str) -> bool:
    """Say whether the next sentence says no to a question, or that what a sentence says is not so."""
    words = _words(language)
    if words is None:
        return False
    asks = sentence.endswith("?")
    return bool((asks and words.answer.search(following)) or words.retract.search(following))


def _warned(before: str, after: str, reach: Mapping[re.Match[str], bool], words: _Words) -> bool:
    """Say whether the sentence warns of what it quotes, with nothing denied in between."""
    for warning in words.wary.finditer(before):
        between = before[warning.end() :]
        if not words.aside.search(between) and not any(word.start() >= warning.end() for word in reach):
            return True
    return bool(words.wary.search(words.aside.split(after)[0]))


def _once(before: str, reach: Mapping[re.Match[str], bool], words: _Words) -> bool:
    """Say whether what denies denies once, and is near enough: "do not say that there is no cure" denies nothing."""
    found = [word for word, reaches in reach.items() if reaches]
    between = before[found[0].end() : found[-1].start()]
    if len(found) > 1 and words.flip.search(between) and not words.again.fullmatch(found[-1][0]):
        return False
    return len(before[found[0].end() :].split()) <= FARTHEST


def _clause(before: str, words: _Words) -> str:
    """Return what stands between the last turn and the place."""
    turns = [found.end() for found in words.turn.finditer(before)]
    return before[turns[-1] :] if turns else before


def _quoted(sentence: str, start: int, end: int) -> bool:
    """Say whether words in quotes are spoken of: "we took down the poster 'better circulation'"."""
    for quote in _QUOTE.finditer(sentence):
        if quote.start() <= start and end <= quote.end():
            return len(re.findall(r"\w+", sentence[: quote.start()] + sentence[quote.end() :])) > FEWEST
    return False


def _plain(sentence: str, words: _Words) -> Iterator[re.Match[str]]:
    """Yield the words of a sentence that deny, and not only seem to."""
    seeming = [found.span() for found in words.seem.finditer(sentence)]
    for word in words.deny.finditer(sentence):
        if not any(first <= word.start() < last for first, last in seeming):
            yield word


def _denials(sentence: str, start: int, words: _Words) -> dict[re.Match[str], bool]:
    """Return the words before a place that deny, and whether they reach it."""
    before = sentence[:start]
    wide = [found.span() for found in words.wide.finditer(before)]
    found = {}

    def ends(kind: re.Pattern[str], after: int) -> bool:
        """Say whether a reach ends between a word and the place."""
        end = kind.search(sentence, after)
        return end is not None and end.start() < start

    for word in _plain(sentence, words):
        if word.end() > start:
            break
        between = before[word.end() :]
        if any(first <= word.start() < last for first, last in wide):
            found[word] = not ends(words.turn, word.end())
            continue
        alone = bool(words.alone.fullmatch(word[0]) and words.joint.search(between))
        verb = re.search(r"\band (?:\w+ly )?$", between) and re.match(r"\w+s\b", sentence[start:])  # "not … and cures"
        other = "," in between and words.condition.search(before[: word.start()])  # "if you cannot sleep, …"
        relative = words.relative.match(between)
        rest = word.end() + (relative.end() if relative else 0)
        found[word] = not (alone or verb or other or ends(words.turn, rest) or ends(words.start, rest))
    return found
