"""Turns a font file into one that has only the characters that pages use, packed for the web (WOFF2)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pamphlets.errors import fail
from pamphlets.model import Location


def subset(file: Path, characters: str) -> bytes:
    """Return the characters (those that the font has) with their kerning and accents; the same for the same input.

    Raises PamphletError if the file is no font.
    """
    from fontTools import subset as tools
    from fontTools.ttLib import TTLibError

    options = tools.Options(flavor="woff2", hinting=False)
    options.drop_tables += ["STAT"]  # the names of weights, for menus of fonts
    packed = BytesIO()
    try:
        with tools.load_font(str(file), options) as font:
            subsetter = tools.Subsetter(options)
            subsetter.populate(text=characters)
            subsetter.subset(font)
            tools.save_font(font, packed, options)
    except (TTLibError, KeyError, OSError, AssertionError) as fault:
        place = Location(f"templates/assets/fonts/{file.name}")
        hint = "save it again as .ttf, or delete it"
        raise fail("font", f"{file.name} cannot be read as a font: {fault}", place, hint) from fault
    return packed.getvalue()
