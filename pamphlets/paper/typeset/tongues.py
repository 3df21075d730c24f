"""Says of each language which fonts its words are set in, the first first, so that no word is ever in two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import regex

from pamphlets.model import Folders
from pamphlets.paper.typeset import fetch
from pamphlets.project import Brand, FontFile, Tongue

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_HEADINGS = ":is(h1, h2, h3)"


def of(language: str, tongues: Iterable[Tongue]) -> Tongue | None:
    """Return how a language is set, or one that is wider: `ar` for `ar-EG`; None if the brand alone says it."""
    return next((one for one in tongues if f"{language}-".startswith(f"{one.code}-")), None)


def characters(files: Sequence[FontFile], folders: Folders) -> frozenset[str]:
    """Return the letters that some fonts have in their regular weights."""
    names = {file.name for file in files if file.weight == files[0].weight}
    return fetch.characters(fetch.font_files(folders.templates, names)) if names else frozenset()


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts that a text needs: its brand's, and those of languages."""

    brand: Brand
    tongues: tuple[Tongue, ...]
    folders: Folders

    @classmethod
    def needed(cls, html: str, brand: Brand, folders: Folders) -> Fonts:
        """Return the fonts of a text: of the languages that it is in, and of those whose letters it has."""
        found = tuple(one for one in brand.tongues if one.files)
        strange = set(html) - characters(brand.files, folders) if found else set()
        return cls(brand, tuple(
            one for one in found if f'lang="{one.code}"' in html or strange & characters(one.files, folders)
        ), folders)  # fmt: skip

    def families(self, language: str, first: str = "") -> tuple[str, ...]:
        """Return the families that a language is set in, for letters that the one before has not.

        The brand's is the first, or for its headings `first`; but a language's own that stands instead of it.
        """
        brands, own = (first or self.brand.font, self.brand.font), of(language, self.tongues)
        mine = (own.family,) if own else ()
        ordered = (*mine, *brands) if own and self._leads(own) else (*brands, *mine)
        return tuple(dict.fromkeys((*ordered, *(one.family for one in self.tongues))))

    def _leads(self, tongue: Tongue) -> bool:
        """Say whether a language's font comes before the brand's: not where that has the language's whole alphabet.

        It does, too, where the brand's font has some letters of the alphabet and not others.
        """
        letters = set(tongue.letters + tongue.letters.upper())
        missing = letters - characters(self.brand.files, self.folders)
        return tongue.instead if not letters else bool(missing) and (tongue.instead or missing != letters)

    def lists(self, language: str) -> tuple[str, str]:
        """Return what CSS says of a language: the families of its text, and of its headings."""
        text, headings = self.families(language), self.families(language, self.brand.headings)
        return ", ".join(f'"{one}"' for one in text), ", ".join(f'"{one}"' for one in headings)

    def rules(self, language: str) -> Iterator[str]:
        """Yield the CSS for words in other languages than a text's: their fonts, and the room that their lines need."""
        mine, here, plain = of(language, self.tongues), self.lists(language), self.lists("")
        if mine and here != plain:
            yield from self._rules(f":not(:lang({mine.code}))", plain)
        for one in self.tongues:
            if one is not mine:
                yield from self._rules(f":lang({one.code})", self.lists(one.code))
                yield f":lang({one.code}){{line-height:{one.line:g}}}" if one.line else ""

    def _rules(self, which: str, lists: tuple[str, str]) -> Iterator[str]:
        yield f"{which}{{font-family:{lists[0]}}}"
        yield f"{_HEADINGS}{which}{{font-family:{lists[1]}}}" if self.brand.headings else ""

    def keep_whole(self, root: Element) -> None:
        """Set each word of a tree in one font: one of which a font lacks letters is in the next that has them all."""
        if self.tongues:
            known = {one.family: characters(one.files, self.folders) for one in self.tongues}
            known[self.brand.font] = characters(self.brand.files, self.folders)
            body = root.find("body")
            self._keep_whole(root if body is None else body, root.get("lang", ""), known)

    def _keep_whole(self, element: Element, language: str, known: dict[str, frozenset[str]]) -> None:
        stack = self.families(language)
        for child in [*element]:
            self._keep_whole(child, child.get("lang", language), known)
        for child in [None, *element]:
            text = (element.text if child is None else child.tail) or ""
            for word in reversed([*_WORD.finditer(text)] if isinstance(element.tag, str) else []):
                if family := _another(word[0], stack, known):
                    span = Element("span", style=f"font-family: '{family}'")
                    span.text, span.tail = word[0], text[word.end() :]
                    text = text[: word.start()]
                    element.insert(0 if child is None else [*element].index(child) + 1, span)
            if child is None:
                element.text = text
            else:
                child.tail = text


def _another(word: str, stack: Sequence[str], known: dict[str, frozenset[str]]) -> str:
    """Return the one family that has a whole word, of which the first has some letters and lacks others, or ''."""
    letters = set(word)
    if letters <= known[stack[0]] or not letters & known[stack[0]]:
        return ""
    return next((one for one in stack if letters <= known.get(one, frozenset())), "")


def raise_lines(css: str, least: float) -> str:
    """Return a style whose lines are no lower than that: those with a point, for `0` and `1` are for what is drawn."""
    higher = r"(?<=line-height: )(\d+\.\d+)(?=\s*[;}])"
    return re.sub(higher, lambda found: f"{max(float(found[1]), least):g}", css)
