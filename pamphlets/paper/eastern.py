"""Turns fonts that hold Chinese, Japanese and Korean alike into the files of one of these languages."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from pamphlets.errors import fail
from pamphlets.model import Location


class Face(NamedTuple):
    """A language's own forms of letters: the family that has them, and its name in OpenType's tables."""

    family: str
    tag: str


FACES = {
    "zh-Hans": Face("Noto Sans CJK SC", "ZHS "), "zh-Hant": Face("Noto Sans CJK TC", "ZHT "),
    "ja": Face("Noto Sans CJK JP", "JAN "), "ko": Face("Noto Sans CJK KR", "KOR "),
}  # fmt: skip
PACKAGE = "rinoh-typeface-notosanscjk"
"""A package of Python's index with both weights as they came from Google, 28 MB: others carry one, or are variable."""
INSTALLED = tuple(map(Path, (
    "/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk", "/usr/share/fonts/google-noto-cjk",
    "/opt/homebrew/share/fonts", "/Library/Fonts",
)))  # fmt: skip
"""Where Debian's `fonts-noto-cjk` and its like of other systems put their collections."""
_STYLES = ("Regular", "Bold")
_ASCENT, _DESCENT = 0.984, -0.316
"""Those of the brand's font, so that lines of both stand evenly; the room of a line is the language's."""


def of_machine(language: str, folders: tuple[Path, ...] = INSTALLED) -> tuple[tuple[str, bytes], ...]:
    """Return the files of a language's font, taken out of the collections of this machine; none if it has none."""
    from fontTools.ttLib import TTCollection

    face, found = FACES[language], []
    for style in _STYLES:
        path = next((one for folder in folders if (one := folder / f"NotoSansCJK-{style}.ttc").is_file()), None)
        if path is None:
            return ()
        try:
            with TTCollection(str(path), lazy=True) as fonts:
                mine = next(font for font in fonts.fonts if font["name"].getBestFamilyName() == face.family)
                found.append((_name(face, style), _packed(mine, ("OS/2", "hhea"))))
        except Exception as fault:  # fontTools raises what Python raises where bytes are not what they must be
            hint = "install it again, or take it away: it is fetched then"
            raise fail("font", f"{path} cannot be read: {fault}", Location("templates/assets/fonts"), hint) from fault
    return tuple(found)


def speak(language: str, files: tuple[tuple[str, bytes], ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a package as those of a language, whose forms of letters stand for those of Japanese."""
    from fontTools.ttLib import TTFont

    face = FACES[language]
    for name, content in files:
        style = name.partition("-")[2].partition(".")[0]
        if not name.endswith(".otf"):
            yield f"{face.family.replace(' ', '')}-LICENSE.txt", content
        elif style in _STYLES:
            with TTFont(BytesIO(content), lazy=True) as font:
                _localize(font, face.tag)
                _rename(font, face.family, style)
                yield _name(face, style), _packed(font, ("OS/2", "cmap", "hhea", "name"))


def _name(face: Face, style: str) -> str:
    return f"{face.family.replace(' ', '')}-{style}.otf"


def _localize(font: Any, tag: str) -> None:
    """Let letters be drawn at once as the feature `locl` would for a language."""
    table, forms = font["GSUB"].table, dict[str, str]()
    spoken = [spoken.LangSys for one in table.ScriptList.ScriptRecord for spoken in one.Script.LangSysRecord
              if spoken.LangSysTag == tag]  # fmt: skip
    features = (table.FeatureList.FeatureRecord[number] for one in spoken for number in one.FeatureIndex)
    for lookup in {number for one in features if one.FeatureTag == "locl" for number in one.Feature.LookupListIndex}:
        for part in table.LookupList.Lookup[lookup].SubTable:
            forms |= getattr(getattr(part, "ExtSubTable", part), "mapping", {})
    for one in font["cmap"].tables:
        if one.isUnicode() and one.format != 14:
            one.cmap = {letter: forms.get(glyph, glyph) for letter, glyph in one.cmap.items()}


def _rename(font: Any, family: str, style: str) -> None:
    names = font["name"]
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    said = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}",
            6: f"{family.replace(' ', '')}-{style}"}  # fmt: skip
    for number, text in said.items():
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)


def _packed(font: Any, changed: tuple[str, ...]) -> bytes:
    """Return a font with the brand's line, of which other tables have changed; the rest is taken as it was, unread."""
    from fontTools.ttLib.sfnt import SFNTWriter

    size = font["head"].unitsPerEm
    top, foot = round(_ASCENT * size), round(_DESCENT * size)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = top, foot, 0
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = top, foot, 0
    packed, tags = BytesIO(), sorted(font.reader.keys())
    writer = SFNTWriter(packed, len(tags), font.sfntVersion)
    for tag in tags:
        writer[tag] = font[tag].compile(font) if tag in changed else font.reader[tag]
    writer.close()
    return packed.getvalue()
