"""Turns the patterns of rules into searches over the words of a sentence.

A pattern is a row of words and {lists}: `{own} … {cures} (all|every) … {condition}`. … stands for up to six words of
one clause, (a|b) for either, (a|) for one that may be missing, `?` behind a part for the same, `word*` for all that
begin so, `^` and `$` for the ends of the sentence; ` & ` joins patterns that must all be met, and `!` marks the part
that says what is claimed, where that is not the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from typing import NamedTuple

from pamphlets.checks.lexicon import Broken, Lexicon, Sentence, Span, expand

GAP, MOST = 6, 40
"""Words that … stands for at most; how many places of a part are looked at, and how many parts a row has."""
_LETTERS = r"(?:[\w'$€£%+]\??|\([\w'$€£%+ |*]*\))+\*?"
_PART = re.compile(
    rf"\s*(?P<gap>…)?\s*(?:(?P<edge>[\^$])|\{{(?P<lists>[a-z|-]+)\}}|(?P<words>{_LETTERS}))(?P<signs>[!?]*)(?=[\s…]|$)"
)
_LIST = re.compile(r"\{([a-z|-]+)\}(?!!?\?)")
_COMMON = frozenset(["{number}", "{you}", "{own}", "{person}", "{body}"])
"""Lists whose words stand in many sentences: they are looked for last."""


class Slot(NamedTuple):
    """What stands in a row: lists by their names, words as they are written out, or an edge of the sentence."""

    names: tuple[str, ...]
    words: dict[str, list[tuple[str, ...]]]
    gap: bool
    optional: bool
    edge: str

    @property
    def keys(self) -> frozenset[str]:
        """The {lists} and first words one of which must stand in a sentence."""
        return frozenset((*self.words, *self.names))

    def spans(self, sentence: Sentence) -> list[Span]:
        """Return where it stands."""
        if self.edge:
            return [(0, 0) if self.edge == "^" else (len(sentence.words), len(sentence.words))]
        found = [span for name in self.names for span in sentence.places.get(name, ())]
        for word in self.words.keys() & sentence.places.keys():
            for rest, (start, _) in product(self.words[word], sentence.places[word]):
                if not rest or rest == tuple(sentence.words[start + 1 : start + 1 + len(rest)]):
                    found.append((start, start + 1 + len(rest)))
        return sorted(found)[:MOST]


class Match(NamedTuple):
    """Where a pattern is met: all its words, those that say what is claimed, and each part."""

    span: Span
    key: Span
    parts: tuple[Span, ...]


def needs(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the lists, `{name}`, or words of which one must stand in a sentence that a pattern may meet."""
    lists = ([f"{{{name}}}" for name in names.split("|")] for names in _LIST.findall(text))
    if rare := next((names for names in lists if _COMMON.isdisjoint(names)), None):
        return tuple(rare)
    return tuple(min(Pattern(text, lexicon).must, key=lambda keys: any(key[0] == "{" for key in keys)))


class Pattern:
    """A pattern in one language; raises Broken."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.rows = [self._row(one.strip(), lexicon) for one in text.split(" & ")]
        self._keyed = next((index for index, row in enumerate(text.split(" & ")) if "!" in row), 0)
        self.must = [part.keys for parts, _ in self.rows for part in parts if not (part.optional or part.edge)]

    def _row(self, text: str, lexicon: Lexicon) -> tuple[list[Slot], int]:
        """Return the parts of a row, and which of them is the key."""
        parts, key, at = list[Slot](), -1, 0
        while at < len(text):
            found = _PART.match(text, at)
            if not found:
                raise Broken(f"“{text[at:].strip()[:60]}” is neither words nor a {{list}}")
            at, signs = found.end(), found["signs"]
            lists = found["lists"].split("|") if found["lists"] else []
            key = len(parts) if "!" in signs else key
            for name in lists:
                if name not in lexicon.entries:
                    raise Broken(f"there is no list {{{name}}}")
            ways = expand(found["words"]) if found["words"] else ()
            words: dict[str, list[tuple[str, ...]]] = {}
            for first, *rest in map(str.split, filter(None, ways)):
                if first.endswith("*"):
                    lists.append(first)
                    lexicon.add(first, [first])
                else:
                    words.setdefault(first, []).append(tuple(rest))
            optional = "?" in signs or "" in ways
            parts.append(
                Slot(tuple(f"{{{name}}}" for name in lists), words, bool(found["gap"]), optional, found["edge"] or "")
            )
            if len(parts) > MOST:
                raise Broken(f"it has more than {MOST} parts")
        if all(part.optional or part.edge for part in parts):
            raise Broken("it has no word that must be there")
        plain = (index for index, part in enumerate(parts) if not part.edge and _COMMON.isdisjoint(part.names))
        return parts, key if key >= 0 else next(plain, 0)

    def may(self, sentence: Sentence) -> bool:
        """Say whether a sentence has a word of each part, by a first look."""
        return not any(map(sentence.places.keys().isdisjoint, self.must))

    def matches(self, sentence: Sentence) -> Iterator[Match]:
        """Yield where it is met: for each place of the first part, the first way."""
        others = [next(self._walk(*row, sentence), None) for row in self.rows[1:]]
        for match in islice(self._walk(*self.rows[0], sentence), MOST) if all(others) else ():
            spans = [match.span, *(other.span for other in others if other)]
            whole = min(start for start, _ in spans), max(end for _, end in spans)
            keyed = [match, *others][self._keyed]
            yield Match(whole, keyed.key if keyed else match.key, match.parts)

    def _walk(self, parts: list[Slot], key: int, sentence: Sentence) -> Iterator[Match]:
        places: list[list[Span]] = []
        for part in parts:
            places.append(part.spans(sentence))
            if not (places[-1] or part.optional):
                return

        @cache  # a row of many optional parts would else be tried in more ways than end
        def follow(index: int, at: int) -> list[Span | None] | None:
            """Return where the parts from one on stand, None for one that is missing; None if they do not."""
            if index == len(parts):
                return []
            for span in places[index]:
                joined = _joins(sentence, at, span[0], parts[index].gap)
                if joined and (rest := follow(index + 1, span[1])) is not None:
                    return [span, *rest]
            rest = follow(index + 1, at) if parts[index].optional else None
            return None if rest is None else [None, *rest]

        for start, end in places[0]:
            if (rest := follow(1, end)) is not None:
                way = [(start, end), *rest]
                spans = [span for span in way if span and span[0] < span[1]]
                yield Match((spans[0][0], spans[-1][1]), way[key] or spans[0], tuple(spans))


def _joins(sentence: Sentence, at: int, start: int, gap: bool) -> bool:
    """Say whether one part may follow another that ends at a word: at once, or after a gap in the same clause."""
    near = at <= start <= at + GAP if gap else at == start
    edge = at == 0 or start == len(sentence.words)
    return near and (edge or sentence.clauses[at - 1] == sentence.clauses[start])
