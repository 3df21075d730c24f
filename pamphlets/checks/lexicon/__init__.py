"""Turns lists of words, and a sentence, into the places where words of each list stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from math import prod
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "es")
"""Those that have a folder of lists."""
WAYS, LONGEST = 2000, 40
"""For how many words an entry may stand; letters of a word that are looked at."""
Span = tuple[int, int]
"""The first word, and the one after the last."""
Start = tuple[list[str], dict[str, list[tuple[tuple[str, ...], str]]]]
"""What begins with a word: the lists that have it alone, and entries of several words, by the second."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*\w*|\w+(?:'\w+)*|[%$€£+]|(?P<comma>,)|(?P<stop>[.;:!?…—–|()\"\n])")
_CHOICE = re.compile(r"\(([^()]*)\)")
_WORDS = re.compile(r"\w+\*|(?:[%$€£+]|[\w']+)(?: (?:[%$€£+]|[\w']+))*|")
"""Words as sentences have them: a sign is a word of its own."""
_ENDINGS = re.compile(r"([^\s()]+)\(([^()\s]*)\)(?: (.*))?")
"""An entry whose first word has endings: `cur(a|an) (el|la) acne`."""
_VOWELS = "aeiou"


_WHOLE = frozenset([""])
_ANY = None


class Broken(Exception):
    """Words or a pattern cannot be read."""


@cache
def expand(entry: str) -> tuple[str, ...]:
    """Return the words that an entry stands for: `cure(s|d|)` for cures, cured and cure, `legs?`; raises Broken."""
    pieces = _CHOICE.split(re.sub(r"(\w)\?", r"(\1|)", entry))
    choices = [piece.split("|") if index % 2 else [piece] for index, piece in enumerate(pieces)]
    if prod(map(len, choices)) > WAYS:
        raise Broken(f"“{entry[:60]}…” stands for more than {WAYS:,} words")
    found = tuple(" ".join("".join(way).split()) for way in product(*choices))
    if not any(found) or not all(map(_WORDS.fullmatch, found)):
        raise Broken(f"“{entry}” has signs that are neither letters nor (one|another)")
    return found


def _plural(word: str, language: str) -> tuple[str, str, str]:
    """Return what a noun keeps in the plural, and its endings of one and of many."""
    if language == "es":
        return (word[:-1], "z", "ces") if word.endswith("z") else (word, "", "s" if word[-1:] in _VOWELS else "es")
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1], "y", "ies"
    return word, "", "es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s"


def _lines(path: Path) -> list[str]:
    text = path.read_text("utf-8") if path.exists() else ""
    return [line for line in text.splitlines() if line[:1] != "#"]


class Lexicon:
    """Words of one language by the names of their lists, found in one pass over a sentence."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.entries: dict[str, list[str]] = {"number": []}
        self._heads: dict[str, list[tuple[frozenset[str] | None, str, str, bool]]] = defaultdict(list)
        """By the beginning of the first word: its endings (None: any), what follows, the list, and whether a noun."""
        self._starts: dict[str, Start] = {}
        endings = [line.partition(" = ")[::2] for line in _lines(FOLDER / language / "endings.txt")]
        for path in sorted((FOLDER / language).glob("*/*.txt")):
            text = "".join(f"{line}, " for line in _lines(path))
            for name, forms in endings:
                text = text.replace(name, forms)
            self.add(path.stem, filter(None, text.split(", ")), noun=path.parent.name == "nouns")

    def add(self, name: str, entries: Iterable[str], *, noun: bool = False) -> None:
        """Add words to the list of a name; raises Broken."""
        mine, heads, name = self.entries.setdefault(name, []), self._heads, f"{{{name}}}"
        for entry in entries:
            mine.append(entry)
            if "(" in entry or "?" in entry:
                if found := _ENDINGS.fullmatch(entry):
                    heads[found[1]].append((frozenset(found[2].split("|")), found[3] or "", name, noun))
                    continue
                ways = expand(entry)
            else:
                ways = (entry,)
            for words in ways:
                word, _, rest = words.partition(" ")
                if noun and (self.language == "es" or not rest):
                    stem, *endings = _plural(word, self.language)
                    heads[stem].append((frozenset(endings), rest, name, noun))
                else:
                    heads[word.removesuffix("*")].append((_ANY if word[-1:] == "*" else _WHOLE, rest, name, noun))
        self._starts.clear()

    def lists(self) -> dict[str, str]:
        """Return the list of each word; raises Broken."""
        return {word: name for name, entries in self.entries.items() for entry in entries for word in expand(entry)}

    def start(self, word: str) -> Start:
        """Return what begins with a word."""
        if word not in self._starts:
            number = ["{number}"] if word[0].isdigit() else []
            names, longer = self._starts[word] = number, dict[str, list[tuple[tuple[str, ...], str]]]()
            for at in range(1, min(len(word), LONGEST) + 1):
                for endings, rest, name, noun in self._heads.get(word[:at], ()):
                    if endings is not None and word[at:] not in endings:
                        continue
                    if not rest:
                        names.append(name)
                    for way in dict.fromkeys(self._ways(rest, noun)) if rest else ():
                        longer.setdefault(way[0], []).append((way, name))
        return self._starts[word]

    def _ways(self, rest: str, noun: bool) -> Iterator[tuple[str, ...]]:
        """Yield the end of an entry; of a noun its plurals, too: in Spanish more than the last word may change."""
        for words in map(str.split, expand(rest)):
            yield tuple(words)
            if noun:
                many = ["".join(_plural(word, self.language)[::2]) for word in words]
                yield (*words[:-1], many[-1])
                yield tuple(many if self.language == "es" else words)


class Sentence:
    """A sentence in small letters, in words, with the places of each list's words in it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.words: list[str] = []
        self.offsets: list[Span] = []
        self.clauses: list[int] = []
        """For each word, how many stops stand before it."""
        self.commas: set[int] = set()
        """The words that a comma stands before."""
        self.places: dict[str, list[Span]] = defaultdict(list)
        """Where each word, and words of each {list}, stand."""
        self.kept: dict[str, list[Span]] = {}
        """The places of patterns that are asked for again."""
        clause = 0
        for found in _WORD.finditer(text):
            if found.lastgroup is None:
                self.words.append(found[0])
                self.offsets.append(found.span())
                self.clauses.append(clause)
            elif found.lastgroup == "comma":
                self.commas.add(len(self.words))
            else:
                clause += 1
        for index, word in enumerate(self.words):
            here = (index, index + 1)
            self.places[word].append(here)
            names, longer = lexicon.start(word)
            for name in names:
                self.places[name].append(here)
            if longer and index + 1 < len(self.words):
                for rest, name in longer.get(self.words[index + 1], ()):
                    end = index + 1 + len(rest)
                    if (*self.words[index + 1 : end],) == rest and self._joined(index, end):
                        self.places[name].append((index, end))

    def _joined(self, start: int, end: int) -> bool:
        """Say whether no stop or comma stands between words."""
        same = self.clauses[start] == self.clauses[end - 1]
        return same and not (self.commas and self.commas.intersection(range(start + 1, end)))

    def characters(self, span: Span) -> Span:
        """Return from which character to which words stand."""
        return self.offsets[span[0]][0], self.offsets[span[1] - 1][1]
