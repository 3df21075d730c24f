"""Turns a word into the number of its syllables: English from CMUdict and a rule, Spanish from its spelling.

`syllables.txt.xz` holds the words of CMUdict that `by_rule` gets wrong, a line for each number of syllables from 1;
`tests/syllables/make.py` makes it. CMUdict has a licence of its own: see `CMUDICT-LICENSE.txt`.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unicodedata import normalize

_EXCEPTIONS = Path(__file__).parent / "syllables.txt.xz"

# English: a group of vowels is a syllable, but for what is not heard, and what is heard apart.
_GROUP = re.compile(r"[aeiouy]+")
_QUIET = (
    re.compile(r"(?<=[^aeioutd])(?<![bcdfgkptz]l)ed$"),
    re.compile(r"(?<=[qg])ues?$"),
    re.compile(r"(?<=[^aeiouscxzg])(?<!ch)(?<!sh)(?<![^aeiouy]l)es$"),
    re.compile(r"(?<=[^aeiou])(?<![^aeiouyrl]l)e$"),
    re.compile(r"(?<=[^aeiouy])e(?=(?:ly|ment|ments|ful|fully|less|ness|some|thing|where|body|time|work)$)"),
)
_APART = re.compile(
    r"ia(?!l$|ls$|lly$|n$|ns$|ge)|(?<=[lrdbnvm])ia(?=l)|(?<=[lrdbnvmop])ian|io(?!n|us)|(?<=[lrdbvmh])io(?=n|us)"
    r"|(?<!q)(?<!g)ua(?!r[dy])|eo(?!u|n$)|ie(?=t|nt|nc)(?<!tie)(?<!cie)|(?<=[^aeiouywcg])ie(?=rs?$|st$)|uou"
    r"|[aeiou]ing|iu|yi|oe(?=[mt])|ue(?=l|nt|nc)(?<!que)|uity|uin|rea(?=ct|ss|li)|crea(?=t)|pree|coop|auer"
    r"|[aeou]y(?=[aeiou])(?!ed$|es?$)|(?<=[bcdfghklmprstvxz])y[ao]|sms?$|thms?$"
    r"|n't$(?<!on't)(?<!en't)(?<!an't)"
)

# Spanish: vowels in a row are one syllable where one of them is a weak one without an accent.
_STRONG, _ACCENTED, _WEAK = "aeoáéóàèò", "íú", "iuü"


@cache
def english(word: str) -> int:
    """Return the syllables of an English word; the parts of one with hyphens are counted one by one."""
    folded = normalize("NFKD", word.lower().replace("’", "'"))
    parts = re.findall(r"[a-z']+", "".join(letter for letter in folded if letter.isascii()))
    return sum(_english(part.strip("'")) for part in parts if part.strip("'")) or 1


def _english(word: str) -> int:
    known = _known()
    if word in known:
        return known[word]
    for ending, more in (("'s", 0), ("ness", 1), ("less", 1), ("ing", 1), ("ly", 1), ("s", 0)):
        stem = word.removesuffix(ending)
        if (
            stem != word
            and stem in known
            and not (ending in ("'s", "s") and stem.endswith(("s", "x", "z", "ch", "sh")))
        ):
            return known[stem] + more
    return by_rule(word)


def by_rule(word: str) -> int:
    """Return the syllables of an English word in small letters, as far as a rule can tell."""
    word, of, _ = word.partition("'s")
    hissed = bool(of) and re.search(r"(?:[sxz]|[cs]h|[cgsz]e|[cs]he)$", word) is not None
    heard = word
    for quiet in _QUIET:
        heard = quiet.sub("", heard) if len(_GROUP.findall(heard)) > 1 else heard
    return max(1, len(_GROUP.findall(heard)) + len(_APART.findall(word))) + hissed


@cache
def _known() -> Mapping[str, int]:
    lines = lzma.decompress(_EXCEPTIONS.read_bytes()).decode("ascii").split("\n")
    return {word: count for count, words in enumerate(lines, 1) for word in words.split()}


@cache
def spanish(word: str) -> int:
    """Return the syllables of a Spanish word, by the rules of its orthography."""
    small = normalize("NFC", word.lower())
    small = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéí])|(?<!c)h(?![iu][aeoáéó])", "", small)
    small = re.sub(r"y(?![aeiouáéíóú])", "i", small)
    runs = re.findall(f"[{_STRONG}{_ACCENTED}{_WEAK}]+", small)
    return max(1, sum(1 + sum(map(_hiatus, run, run[1:])) for run in runs))


def _hiatus(first: str, second: str) -> bool:
    """Say whether two Spanish vowels side by side belong to two syllables."""
    strong = (first in _STRONG) + (second in _STRONG)
    accented = first in _ACCENTED or second in _ACCENTED
    return strong == 2 or (strong == 1 and accented) or first == second
