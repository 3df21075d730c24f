"""Says which fonts of languages pages have beside the brand's: their files, their letters, and the style that asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pamphlets.model import Folders
from pamphlets.paper import typeset
from pamphlets.project import Brand, FontFile, Tongue

REST = "system-ui, sans-serif"
_HEADINGS = ":is(h1, h2, h3, h4)"


def name(file: FontFile) -> str:
    """Return the name that a font's file has on the web."""
    return f"{file.name.rpartition('.')[0]}.woff2"


def files(brand: Brand) -> tuple[FontFile, ...]:
    """Return the files of the fonts of languages, each once, but the brand's own."""
    found = dict.fromkeys(file for one in brand.tongues for file in one.files)
    return tuple(file for file in found if file.name not in {one.name for one in brand.files})


def early(language: str, brand: Brand, folders: Folders) -> list[str]:
    """Return the names of the fonts that a page in a language shows: the first first."""
    fonts = _fonts(brand, folders)
    known = {one.family: one.files for one in fonts.tongues}
    own = next((one for one in fonts.tongues if language == one.code), None)
    first = fonts.families(language)[0]
    asked = [] if own and first == own.family else [*brand.files]
    return [name(file) for file in (*asked, *known.get(own.family if own else "", ()))]


def letters(spoken: Mapping[str, str], brand: Brand, folders: Folders) -> Iterator[tuple[FontFile, str]]:
    """Yield each file with the letters that pages show in it; `spoken` has all those of pages, by their languages.

    Letters that the brand's font has are not in one that stands beside it, but for what is set in the font of the
    letter before: spaces, and what joins letters.
    """
    fonts = _fonts(brand, folders)
    strange = _strange(spoken, brand, folders)
    for file in files(brand):
        leading = [one.code for one in fonts.tongues if file in one.files and _leads(one, fonts)]
        used = strange.union(*(spoken.get(code, "") for code in leading))
        yield file, "".join(sorted(used | set(" \u00a0\u200c\u200d")))


def faces(spoken: Mapping[str, str], brand: Brand, folders: Folders) -> Iterator[tuple[str, FontFile, str]]:
    """Yield what style sheets say of each file: its name, what it is, and for which letters it is (or '': for all).

    A font that stands instead of the brand's is there by another name, too, for texts in other languages: there it
    draws what the brand's lacks, and nothing else even if that one is late.
    """
    fonts = _fonts(brand, folders)
    strange = _strange(spoken, brand, folders)
    leading = {one.family: one.files for one in fonts.tongues if _leads(one, fonts)}
    for file in files(brand):
        yield name(file), file, ""
        has = sorted(strange & typeset.letters(leading.get(file.family, ()), folders))
        if has:
            yield name(file), file._replace(family=_beside(file.family)), ",".join(f"U+{ord(one):X}" for one in has)


def style(brand: Brand, folders: Folders) -> Iterator[str]:
    """Yield the rules that set each language in its font, with room for its lines, and others within it in theirs."""
    fonts = _fonts(brand, folders)
    if fonts.tongues:
        yield from _rules("[lang]", "", fonts)
    for one in brand.tongues:
        if one.files:
            yield from _rules(f":lang({one.code})", one.code, fonts)
        if one.line:
            yield f"{_HEADINGS}:lang({one.code}) {{ line-height: {one.line:g}; letter-spacing: 0; }}"


def _rules(which: str, language: str, fonts: typeset.Fonts) -> Iterator[str]:
    yield f"{which} {{ --face: {_list(language, fonts)}, {REST}; font-family: var(--face); }}"
    if headings := fonts.brand.headings:
        yield f"{_HEADINGS}{which} {{ font-family: {_list(language, fonts, headings)}, {REST}; }}"


def _list(language: str, fonts: typeset.Fonts, first: str = "") -> str:
    others = {one.family for one in fonts.tongues if one.code != language and _leads(one, fonts)}
    others -= {one.family for one in fonts.tongues if one.code == language}
    found = fonts.families(language, first)
    return ", ".join(f'"{_beside(family) if family in others else family}"' for family in found)


def _beside(family: str) -> str:
    return f"{family} beside"


def _leads(tongue: Tongue, fonts: typeset.Fonts) -> bool:
    return fonts.families(tongue.code)[0] == tongue.family


def _strange(spoken: Mapping[str, str], brand: Brand, folders: Folders) -> set[str]:
    """Return the letters of pages that the brand's font lacks."""
    return set("".join(spoken.values())) - typeset.letters(brand.files, folders)


def _fonts(brand: Brand, folders: Folders) -> typeset.Fonts:
    return typeset.Fonts(brand, tuple(one for one in brand.tongues if one.files), folders)
