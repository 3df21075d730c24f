"""Turns text into the plain form that patterns meet."""

from __future__ import annotations

import re
from unicodedata import normalize

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "‚": "'", "\u00a0": " ", "\u202f": " "})
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


def plain(text: str) -> str:
    """Return a text in one Unicode form, with straight quotes and without invisible characters."""
    return text if text.isascii() else _INVISIBLE.sub("", normalize("NFKC", text)).translate(_QUOTES)


def fold(text: str) -> str:
    """Return a text in small letters without accents (ñ stays), character for character."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def _fold(letter: str) -> str:
    """Return a letter as `folded` has it: always one character."""
    base = letter if letter in "ñÑ" else normalize("NFD", letter)[0]
    return base.lower() if len(base.lower()) == 1 else base


_LETTERS = (*range(ord("A"), ord("Z") + 1), *range(0xC0, 0x500), *range(0x1E00, 0x1F00))
_FOLDS = {code: _fold(chr(code)) for code in _LETTERS}


def flat(sentence: str) -> str:
    """Return a sentence in small letters, character for character, without hyphens."""
    return _HYPHEN.sub(" ", fold(sentence.replace("\n", " ")))


def speech(text: str, *, whole: bool = False) -> str:
    """Return a text with the words of its hashtags, taken apart, at its end; with `whole`, it is one itself."""
    if whole:
        return f"{_apart(text)} #{text.replace(' ', '')}"
    tags = re.findall(r"#(\w{3,})", text) if "#" in text else ()
    return text + "".join(f"\n. {_apart(tag)}." for tag in tags if _apart(tag) != tag)


def _apart(tag: str) -> str:
    return re.sub(r"(?<=[a-zß-ÿ0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", " ", tag)
