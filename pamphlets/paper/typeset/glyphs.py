"""Turns the glyphs of a font into the letters that they stand for, so that text copied out of a PDF is what was set.

WeasyPrint gives a glyph the letters of the place where it meets it first: a vowel sign drawn in three parts gives one
of them all the letters, and the others none, wherever they stand. A font says itself what most of its glyphs are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Protocol
from unicodedata import decomposition, normalize

from pamphlets.localized import scripts

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

RIGHT_TO_LEFT = re.compile(f"[{scripts.RIGHT_TO_LEFT}]")
SHAPED = re.compile(
    f"{RIGHT_TO_LEFT.pattern[:-1]}\u0300-\u036f\u0900-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\ua82f\ua880-\uabff"
    "\U00011000-\U00011fff]"
)
"""Letters that a font draws otherwise than one glyph each: joined, stacked, reordered, and marks over letters."""
_FORMS = [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]
"""Arabic presentation forms: single characters for what is drawn as one."""


class Meanings(dict[int, str]):
    """The letters of each glyph that a document uses, as WeasyPrint notes them; a font's own word goes before."""

    def __init__(self, content: bytes, index: int) -> None:
        super().__init__()
        self._font = content, index

    def __setitem__(self, glyph: int, guess: str) -> None:
        asked = not guess or RIGHT_TO_LEFT.search(guess)
        own = letters(*self._font).get(glyph, guess) if asked else guess
        super().__setitem__(glyph, own if guess or RIGHT_TO_LEFT.search(own) else guess)


@lru_cache(maxsize=32)
def letters(content: bytes, index: int) -> dict[int, str]:
    """Return what each glyph of a font stands for, by its cmap and by the substitutions that lead to it.

    What several letters are drawn as is one character if Unicode has one: a reader turns lines that run from right to
    left around character by character, and with them what stands for one glyph.
    """
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(content), lazy=True, fontNumber=index) as font:
        said: dict[str, str] = {}
        for code, name in sorted((font.getBestCmap() or {}).items()):
            said.setdefault(name, normalize("NFKC", chr(code)).strip() if code in _FORMS else chr(code))
        rules, known = list(_substitutions(font)), -1
        while known < len(said):
            known = len(said)
            for glyph, parts in rules:
                if glyph not in said and all(part in said for part in parts):
                    said[glyph] = "".join(said[part] for part in parts)
        numbers = font.getReverseGlyphMap()
        return {numbers[name]: _whole().get(words, words) for name, words in said.items()}


def _substitutions(font: TTFont) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the glyphs that a font puts in the place of others, each with those: forms of letters, and ligatures."""
    lookups = font["GSUB"].table.LookupList if "GSUB" in font else None
    for table in (table for lookup in (lookups.Lookup if lookups else ()) for table in lookup.SubTable):
        rule = getattr(table, "ExtSubTable", table)
        for name, other in getattr(rule, "mapping", {}).items():
            if isinstance(other, str):
                yield other, (name,)
        for name, others in getattr(rule, "alternates", {}).items():
            yield from ((other, (name,)) for other in others)
        for name, ligatures in getattr(rule, "ligatures", {}).items():
            yield from ((one.LigGlyph, (name, *one.Component)) for one in ligatures)


@cache
def _whole() -> dict[str, str]:
    """Return the single characters for letters that are drawn as one, such as lam with alef."""
    found: dict[str, str] = {}
    for code in _FORMS:
        words = normalize("NFKC", chr(code)).strip()
        if len(words) > 1 and decomposition(chr(code)).startswith("<isolated>"):
            found.setdefault(words, chr(code))
    return found


class _Object(Protocol):
    """An object of a PDF: a stream has a list of instructions."""

    stream: list[bytes | str]


class _Pdf(Protocol):
    """What WeasyPrint hands on before it writes a PDF."""

    objects: list[_Object]


def drop_empty(_document: object, pdf: _Pdf) -> None:
    """Take strings without a glyph out of a PDF: PDFium forgets the distance behind one, and sets letters too near."""
    for one in pdf.objects:
        for at, item in enumerate(getattr(one, "stream", ())):
            if isinstance(item, bytes) and item.endswith(b"] TJ") and b"<>" in item:
                one.stream[at] = item.replace(b"<>", b" ")


class _Font(Protocol):
    """What WeasyPrint's font in a PDF is asked for."""

    file_content: bytes
    index: int
    to_unicode: dict[int, str]


class Typefaces(dict[object, _Font]):
    """The fonts of a PDF, each of which says what its glyphs stand for as soon as it is taken in."""

    def __setitem__(self, key: object, font: _Font) -> None:
        font.to_unicode = Meanings(font.file_content, font.index)
        super().__setitem__(key, font)
