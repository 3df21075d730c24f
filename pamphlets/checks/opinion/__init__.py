"""Turns a sentence into how much it reads like a claim, and of which family: a second opinion beside the rules.

Logistic regression over the 1- to 3-grams of its words and the lists that these stand in, learned from the lines of
benchmarks/claims by `benchmarks/train.py`, which writes the table of weights of a language.
"""

from __future__ import annotations

import itertools
import lzma
import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pamphlets.checks.lexicon import LANGUAGES, Sentence

LIKELY, UNLIKELY = 0.65, 0.2
"""From which probability a sentence is told, and below which an error of a rule is a warning."""
LEAST, WORDS = 8, 4
"""Known grams, and words, that a sentence must have for an opinion."""
SCALE = 50
"""How weights are kept as whole numbers."""


class Table(NamedTuple):
    """What was learned of a language: by gram its weight, and the families that it speaks for: letters with weights."""

    weights: dict[str, str]
    bias: float
    families: tuple[str, ...]
    parsed: dict[str, tuple[int, list[tuple[int, int]]]]
    """The weights that were asked for."""


def grams(sentence: Sentence) -> set[str]:
    """Return what is learned from: words, two and three in a row (0 for every number), their {lists}, `!` and `?`."""
    words = ["^", *("0" if word[0].isdigit() else word for word in sentence.words), "$"]
    pairs, triples = itertools.pairwise(words), zip(words, words[1:], words[2:], strict=False)
    lists = (name for name in sentence.places if name[0] == "{")
    return {
        *words,
        *map(" ".join, pairs),
        *map(" ".join, triples),
        *lists,
        *(sign for sign in "!?" if sign in sentence.text),
    }


def path(language: str) -> Path:
    """Return the file of a table."""
    return Path(__file__).parent / f"{language}.xz"


@cache
def table(language: str) -> Table | None:
    """Return what was learned of a language, None for one of which nothing was."""
    if language not in LANGUAGES:
        return None
    return load(lzma.decompress(path(language).read_bytes()).decode())


def load(text: str) -> Table:
    """Return a table from its file's text: bias and families, then a line a gram, with families as letters from `A`."""
    head, *rows = text.splitlines()
    bias, *families = head.split("\t")
    return Table(dict(row.split("\t", 1) for row in rows), float(bias), tuple(families), {})


def read(sentence: Sentence, language: str) -> tuple[float, str]:
    """Return how likely it is, from 0 to 1, that a sentence makes a claim, and the family nearest to it."""
    known = table(language)
    if known is None:
        return 0.5, ""
    score, by_family = 0, [0] * len(known.families)
    met = known.weights.keys() & grams(sentence)
    if len(met) < LEAST or len(sentence.words) < WORDS:
        return 0.5, ""
    for gram in met:
        weight, near = known.parsed.get(gram) or _parse(known, gram)
        score += weight
        for family, size in near:
            by_family[family] += size
    likely = 1 / (1 + math.exp(-known.bias - score / SCALE))
    return likely, known.families[by_family.index(max(by_family))]


def _parse(known: Table, gram: str) -> tuple[int, list[tuple[int, int]]]:
    weight, *near = known.weights[gram].split("\t")
    known.parsed[gram] = int(weight), [(ord(one[0]) - ord("A"), int(one[1:])) for one in near]
    return known.parsed[gram]
