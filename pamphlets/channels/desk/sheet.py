"""Turns a brand into its sheet: its colors, every text on every ground in color and in grey, fonts, logo."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from itertools import groupby

from pamphlets.errors import PamphletError
from pamphlets.paper import drawings, raster
from pamphlets.project import DARK, GROUNDS, LIGHT, TEXTS, THEME, TINTS, Brand, FontFile, Mend, Project, contrasts, grey

MOST_SWATCHES = 240
"""So many colors of a palette are shown."""
SIDE, MOST_BYTES = 960, 200_000
"""The most pixels across a logo, and its most bytes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text on a ground, both in color and in grey, and what their contrast is there."""

    text: str
    ground: str
    colors: tuple[str, str]
    greys: tuple[str, str]
    ratios: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Swatches:
    """The design in the colors of the brand, by day or by night: its colors by name, and its pairs."""

    name: str
    colors: tuple[tuple[str, str], ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the sheet shows: the logo as an address that holds it, '' if there is none; its grounds by name."""

    schemes: tuple[Swatches, ...]
    mends: tuple[Mend, ...]
    palette: tuple[tuple[str, str], ...]
    fonts: tuple[tuple[str, tuple[FontFile, ...]], ...]
    logo: str
    grounds: tuple[tuple[str, str], ...]


def sheet(project: Project) -> Sheet:
    """Return the sheet of a project's brand."""
    brand = project.brand
    shown = dict(brand.colors)
    design = {*LIGHT, *THEME, *TINTS, *(f"dark-{name}" for name in (*DARK, *TINTS))}
    palette = tuple(one for one in brand.colors if one[0] not in design)
    return Sheet(
        schemes=(_swatches("day", tuple(LIGHT), "", brand), _swatches("screens", tuple(DARK), "dark-", brand)),
        mends=brand.scheme.mends,
        palette=palette[:MOST_SWATCHES],
        fonts=tuple((family, tuple(files)) for family, files in groupby(brand.files, key=lambda file: file.family)),
        logo=_logo(project),
        grounds=(
            ("paper", shown["paper"]),
            ("mist", shown["mist"]),
            ("night 10 %", shown["night-10"]),
            ("dark-paper", shown["dark-paper"]),
        ),
    )


def _swatches(name: str, names: tuple[str, ...], prefix: str, brand: Brand) -> Swatches:
    shown = dict(brand.colors)
    colors = {name: shown[prefix + name] for name in names}
    pairs = [
        Pair(text, ground, two, (grey(two[0]), grey(two[1])), contrasts(*two))
        for ground in GROUNDS
        for text in TEXTS
        for two in [(colors[text], shown[prefix + ground])]
    ]
    return Swatches(name, tuple(colors.items()), tuple(pairs))


def _logo(project: Project) -> str:
    """Return the logo as an address that holds it, for the desk has no file of it; '' if there is none to be shown."""
    path = project.brand.logo
    try:
        content, kind = project.file(path).read_bytes() if path else b"", "image/svg+xml"
        if path.lower().endswith(".svg"):
            content = drawings.read(content, "screen").content
        elif path:
            photo = raster.develop(content, SIDE, MOST_BYTES)
            content, kind = photo.content, photo.kind
    except (PamphletError, OSError, ValueError):  # told where it is checked
        return ""
    return f"data:{kind};base64,{b64encode(content).decode()}" if content else ""
