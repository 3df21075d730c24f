"""Turns a font file into one that has only the characters that pages use, packed for the web (WOFF2)."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from pamphlets.errors import fail
from pamphlets.model import Location


def subset(file: Path, characters: str) -> bytes:
    """Return the characters (those that the font has) with their kerning and accents; the same for the same input.

    Raises PamphletError if the file is no font.
    """
    try:
        return _subset(file.read_bytes(), characters)
    except Exception as fault:  # fontTools raises what Python raises where bytes are not what they must be
        place = Location(f"templates/assets/fonts/{file.name}")
        hint = "save it again as .ttf, or delete it"
        raise fail("font", f"{file.name} cannot be read as a font: {fault}", place, hint) from fault


@lru_cache(maxsize=32)  # half a second each; a process that builds again has the same letters most of the time
def _subset(font: bytes, characters: str) -> bytes:
    from fontTools import subset as tools

    options = tools.Options(flavor="woff2", hinting=False)
    options.drop_tables += ["STAT"]  # the names of weights, for menus of fonts
    packed = BytesIO()
    with tools.load_font(BytesIO(font), options) as read:
        subsetter = tools.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(read)
        tools.save_font(read, packed, options)
    return packed.getvalue()
