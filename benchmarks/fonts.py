"""Turns fonts that were downloaded into the small ones of languages in `templates/assets/fonts`: cut, renamed, packed.

    python benchmarks/fonts.py FOLDER …

FOLDERs hold, anywhere below them, what is in `SOURCES`: nothing is fetched. Debian's `fonts-sil-andika` (unpacked with
`dpkg-deb -x`), npm's `@fontsource/vazirmatn`, PyPI's `manimgx-fonts`. The same files give the same bytes.

All get the brand's ascent and descent, so that lines of two scripts stand evenly: a line's room is the language's,
`line:` in `templates/languages`.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parent.parent / "templates" / "assets" / "fonts"
BRAND = FONTS / "AtkinsonHyperlegibleNext-Regular.ttf"
WEIGHTS = {"Regular": 400, "Bold": 700}
LATIN = (
    "20-7E A0-24F 250-2AF 2B9-2BD 2C6-2DD 300-333 340-345 358-359 361 400-52F 1E00-1EFF 2010-2027 202F-2030 2032-2033 "
    "2039-203A 2044 2070 2074-208E 20A6 20AB 20AC 20B4 20B8 20BD 2116 2122 2150-215E 2190-2193 2212 221E 2248 2260 "
    "2264-2265 25CC A78B-A78C"
)
"""The letters of all languages in Latin and Cyrillic script, and the signs that texts have."""
SHARED = " 20 A0 25CC 200B-200F 2010"
"""Spaces, which are set in the font of the letter before, a ring for marks that stand alone, what joins and parts."""
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
READER = "Pamphlets Reader"
"""What Andika, cut, is called: its licence reserves its name."""
SOURCES = {  # family: the file of each weight (or of all), and the letters that are kept; the brand's own are not
    READER: ("Andika-{style}.ttf", LATIN),
    "Vazirmatn": ("vazirmatn-arabic-{weight}-normal.woff2", "600-6FF 750-77F FB50-FDFF FE70-FEFF" + SHARED),
    "Noto Sans Hebrew": ("NotoSansHebrew[[]wght].ttf", "591-5F4 20AA FB1D-FB4F" + SHARED),
    "Noto Sans Thai": ("NotoSansThai[[]wght].ttf", "E01-E5B" + SHARED),
    "Noto Sans Gurmukhi": ("NotoSansGurmukhi[[]wght].ttf", "951-952 964-965 A01-A76 20B9" + SHARED),
    "Noto Sans Devanagari": ("NotoSansDevanagari[[]wght].ttf", "900-97F A8E0-A8FF 20B9" + SHARED),
    "Noto Sans Bengali": ("NotoSansBengali[[]wght].ttf", "951-952 964-965 980-9FE 20B9" + SHARED),
}


def letters(ranges: str) -> set[int]:
    """Return the characters of ranges such as `20-7E A0`."""
    ends = [[int(end, 16) for end in one.split("-")] for one in ranges.split()]
    return {letter for first, *last in ends for letter in range(first, (last or [first])[0] + 1)}


def instance(font: TTFont, weight: int) -> TTFont:
    """Return a font of one weight."""
    if "fvar" not in font:
        return font
    places = {axis.axisTag: weight if axis.axisTag == "wght" else axis.defaultValue for axis in font["fvar"].axes}
    return instancer.instantiateVariableFont(font, places, inplace=True)


def cut(font: TTFont, kept: set[int]) -> None:
    """Leave in a font some letters and what is drawn of them; without hints, which neither paper nor screens need."""
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False, name_IDs=[0, 1, 2, 4, 6, 13])
    options.drop_tables += ["STAT", "DSIG", "meta", "Silt"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)


def name(font: TTFont, family: str, style: str) -> None:
    """Say in a font what it is called; whose it is and under which licence stay."""
    begin = family.replace(" ", "")
    said = {1: family, 2: style, 4: f"{family} {style}", 6: f"{begin}-{style}"}
    kept = {0: font["name"].getDebugName(0), 13: font["name"].getDebugName(13) or LICENCE}
    font["name"].names = []
    for number, text in sorted((kept | said).items()):
        font["name"].setName(text, number, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
    font["head"].macStyle = int(bold)


def level(font: TTFont, brand: TTFont) -> None:
    """Give a font the ascent and descent of the brand's."""
    scale = font["head"].unitsPerEm / brand["head"].unitsPerEm
    top, foot = round(brand["hhea"].ascent * scale), round(brand["hhea"].descent * scale)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = top, foot, 0
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = top, foot, 0


def make(source: Path, family: str, style: str, ranges: str, brand: TTFont) -> bytes:
    """Return a weight of a family, packed."""
    packed = BytesIO()
    with TTFont(BytesIO(source.read_bytes()), recalcTimestamp=False) as opened:
        font = instance(opened, WEIGHTS[style])
        cut(font, letters(ranges))
        name(font, family, style)
        level(font, brand)
        font.flavor = "woff2"
        font.save(packed)
    return packed.getvalue()


def main(folders: list[str]) -> None:
    """Write every font of `SOURCES` into the templates."""
    with TTFont(BRAND) as brand:
        for family, (pattern, ranges) in SOURCES.items():
            for style, weight in WEIGHTS.items():
                wanted = pattern.format(style=style, weight=weight)
                found = sorted(path for folder in folders for path in Path(folder).rglob(wanted))
                if not found:
                    raise SystemExit(f"no {wanted.replace('[[]', '[')} is in {', '.join(folders) or 'no folder'}")
                content = make(found[0], family, style, ranges, brand)
                file = FONTS / f"{family.replace(' ', '')}-{style}.woff2"
                file.write_bytes(content)
                print(f"{len(content):7,} {file.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
