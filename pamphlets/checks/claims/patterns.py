"""Turns the patterns of `claims.yml` into searches: {names} into their words, … into a gap, " & " into "both"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

import regex

from pamphlets.project import Patterns

PATIENCE = 0.5
"""Seconds that a pattern may take for a sentence."""
DEEPEST, MOST = 8, 30
"""How deep names may stand in names; how many places of one sentence are looked at."""
LONGEST = 50_000
"""Characters of a pattern, its names written out: a longer one takes seconds to compile."""
_NAME = re.compile(r"\{([a-z][a-z-]*)\}")
_DENIES = re.compile(r"n't\b|\b(?:not?|nor|never|without|nobody|ni|nunca|jamas|sin|nada|ya no)\b")
_BETWEEN = r"[^\w.;:!?—–|()]+"
_GAP = rf"{_BETWEEN}(?:\w+{_BETWEEN}){{0,6}}?"


class Unknown(Exception):
    """A pattern names words that there are not."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The named words of one language, written out when they are asked for.

    Those that are trusted come with this package: their patterns are known to end, and need no clock.
    """

    words: Mapping[str, Patterns]
    language: str
    trusted: bool
    made: dict[str, Any] = field(default_factory=dict, compare=False)

    def knows(self, name: str) -> bool:
        """Say whether there are words of a name."""
        return self.language in self.words.get(name, {})

    def expand(self, text: str, depth: int = 0) -> str:
        """Return a pattern with its names and gaps written out; raises Unknown."""

        def listed(name: re.Match[str]) -> str:
            found = self.words.get(name[1], {}).get(self.language)
            if found is None or depth == DEEPEST:
                raise Unknown(name[1])
            return rf"(?<!\w)(?:{'|'.join(self.expand(one, depth + 1) for one in found)})(?!\w)"

        out = re.sub(r"\s*…\s*", lambda _: _GAP, _NAME.sub(listed, text))
        if len(out) > LONGEST:
            raise regex.error(f"it is longer than {LONGEST:,} characters, its names written out")
        return out

    def search(self, text: str) -> Any:
        """Return a compiled pattern; raises Unknown, re.error or regex.error."""
        if text not in self.made:
            self.made[text] = (_quick if self.trusted else _timed)(self.expand(text))
        return self.made[text]

    def pattern(self, text: str) -> Pattern:
        """Return a pattern, ready to use; raises Unknown, re.error or regex.error."""
        first, *others = text.split(" & ")
        clock = {} if self.trusted else {"timeout": PATIENCE}
        needs = tuple(name for part in (first, *others) for name in _needs(part))
        return Pattern(
            self.search(first),
            tuple(map(self.search, others)),
            needs,
            bool(_DENIES.search(self.expand(first))),
            clock,
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as patterns meet it, and which named words it has: found once, since patterns share them."""

    text: str
    vocabulary: Vocabulary
    has: dict[str, bool] = field(default_factory=dict)

    def names(self, name: str) -> bool:
        """Say whether the words of a name are in the sentence."""
        if name not in self.has:
            self.has[name] = bool(self.vocabulary.search(f"{{{name}}}").search(self.text))
        return self.has[name]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: what it looks for first, which is the place of a finding, and what must be met, too.

    `needs` are names without whose words it is not met. `denies` says whether it looks for a "not" itself.
    """

    first: Any
    others: tuple[Any, ...]
    needs: tuple[str, ...]
    denies: bool
    clock: Mapping[str, float]

    def places(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Yield where a sentence meets it; raises TimeoutError for a pattern that takes too long."""
        if all(map(sentence.names, self.needs)):
            found = self.first.search(sentence.text, **self.clock)
            if found and all(other.search(sentence.text, **self.clock) for other in self.others):
                places = islice(self.first.finditer(sentence.text, **self.clock), MOST)
                yield from (match.span() for match in places)


def _needs(text: str) -> Iterator[str]:
    """Yield the names that stand in no brackets, and in no alternative: it is not met without them."""
    flat, depth = "", 0
    for char in re.sub(r"\\.|\[[^\]]*\]", "", text):
        depth += (char == "(") - (char == ")")
        flat += char if not depth else ""
    if "|" not in flat:
        yield from (name[1] for name in _NAME.finditer(flat) if flat[name.end() : name.end() + 1] not in tuple("?*"))


@cache
def _quick(text: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?<!\\)\((?!\?)", "(?:", text))


@cache
def _timed(text: str) -> Any:
    try:
        return regex.compile(text)
    except RecursionError:
        raise regex.error("too many groups stand inside one another") from None
