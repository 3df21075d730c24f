"""Turns a text into what its lines may be made of: words, or phrases in languages that set no spaces between words.

Phrases are those of BudouX, which was trained on what readers of Japanese, Chinese and Thai take in as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from pamphlets.localized import scripts

if TYPE_CHECKING:
    from budoux import Parser

_PARSERS = {"Jpan": "japanese", "Hans": "simplified_chinese", "Hant": "traditional_chinese", "Thai": "thai"}
_HAN_OR_KANA = re.compile(f"[{scripts.HAN_OR_KANA}]")
_THAI_OR_LAO = re.compile("[\u0e01-\u0e30\u0e32-\u0e33\u0e40-\u0e46\u0e81-\u0ec4]")
_LETTER = re.compile(f"[\u0e00-\u0eff{scripts.HAN_OR_KANA}]")
"""A letter of these scripts: beside it a line may end where no space stands."""
_IN_A_WORD = ((_HAN_OR_KANA, 2.5), (_THAI_OR_LAO, 4.0))
"""About so many letters are as long to read as a word of English."""
_WORD = re.compile("[\\S\u00a0\u202f]+")
"""What stands between spaces at which a line may end."""
MOST = 7
"""The most letters that always stand on one line."""
_NEVER_FIRST = frozenset(
    "、。，．・：；？！…‥ー々〜～％‰°%.,:;?!·ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶะาำๅๆฯ\u2014"
)
_NEVER_LAST = frozenset("$¥£€#@เแโใไ\u2014")
"""Signs that no line begins or ends with (UAX #14; JIS X 4051; GB/T 15834), beside brackets, quotation marks and marks
on letters."""


class Chunk(NamedTuple):
    """A word or phrase, and whether a space stands before it."""

    text: str
    spaced: bool


def pieces(text: str, language: str) -> tuple[Chunk, ...]:
    """Return the pieces of a text between which its lines may be broken."""
    script = scripts.script(language)
    if script not in _PARSERS:
        return tuple(Chunk(word, bool(number)) for number, word in enumerate(_WORD.findall(text)))
    found: list[Chunk] = []
    for number, word in enumerate(_WORD.findall(text)):
        for at, phrase in enumerate(_phrases(word, _PARSERS[script])):
            if found and not at and not _may_begin(phrase[0]):
                found[-1] = Chunk(f"{found[-1].text} {phrase}", found[-1].spaced)
            else:
                found.append(Chunk(phrase, bool(number and not at)))
    return tuple(found)


def join(parts: Sequence[Chunk]) -> str:
    """Return pieces as one line."""
    return "".join(f" {part.text}" if part.spaced and number else part.text for number, part in enumerate(parts))


def count(text: str) -> int:
    """Return how many words a text has; where no spaces stand between them, about as many as are as long to read."""
    longer = sum(ceil(len(letters.findall(text)) / many) for letters, many in _IN_A_WORD)
    return longer + sum(not _LETTER.search(word) for word in _WORD.findall(text))


def _phrases(word: str, name: str) -> Iterator[str]:
    found = _parser(name).parse(word)
    whole = found[0]
    for phrase in found[1:]:
        if _may_part(whole[-1], phrase[0]):
            yield from _short(whole)
            whole = phrase
        else:
            whole += phrase
    yield from _short(whole)


def _short(phrase: str) -> Iterator[str]:
    """Yield a phrase of Han letters and kana in parts that every line has room for."""
    letters = len(_HAN_OR_KANA.findall(phrase))
    most = letters / ceil(letters / MOST) if letters else 0
    begin = 0
    for at in range(1, len(phrase) if letters > MOST else 0):
        if at - begin >= most - 0.5 and _HAN_OR_KANA.match(phrase[at]) and _may_part(phrase[at - 1], phrase[at]):
            yield phrase[begin:at]
            begin = at
    yield phrase[begin:]


def _may_part(last: str, first: str) -> bool:
    """Say whether a line may end with one character, and the next begin with another."""
    if not _may_begin(first):
        return False
    if last in _NEVER_LAST or category(last) in ("Ps", "Pi"):
        return False
    return bool(_LETTER.match(last) or (_LETTER.match(first) and not last.isdigit()) or last in _NEVER_FIRST)


def _may_begin(letter: str) -> bool:
    """Say whether a line may begin with a character."""
    return letter not in _NEVER_FIRST and category(letter) not in ("Pe", "Pf", "Mn", "Mc")


@cache
def _parser(name: str) -> Parser:
    import budoux

    parser: Parser = getattr(budoux, f"load_default_{name}_parser")()
    return parser
