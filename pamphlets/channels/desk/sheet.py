"""Turns a brand into its sheet: its colors, every text on every ground in color and in grey, fonts, logo."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from pamphlets.channels.desk import art
from pamphlets.paper import Logo
from pamphlets.project import DARK, GROUNDS, LIGHT, TEXTS, THEME, TINTS, Brand, FontFile, Mend, Project, contrasts, grey

MOST_SWATCHES = 240
"""So many colors of a palette are shown."""


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
    """All that the sheet shows: colors, tints of them, fonts, the logo as pages have it, and its grounds by name.

    `size` is that of the logo on a cover, in mm.
    """

    schemes: tuple[Swatches, ...]
    mends: tuple[Mend, ...]
    tints: tuple[tuple[str, str], ...]
    palette: tuple[tuple[str, str], ...]
    fonts: tuple[tuple[str, tuple[FontFile, ...]], ...]
    logo: Logo | None
    size: tuple[float, float]
    grounds: tuple[tuple[str, str], ...]


def sheet(project: Project) -> Sheet:
    """Return the sheet of a project's brand."""
    brand = project.brand
    shown, on_cover = dict(brand.colors), art.logo(project, "cover")
    design = {*LIGHT, *THEME, *TINTS, *(f"dark-{name}" for name in (*DARK, *TINTS))}
    palette = tuple(one for one in brand.colors if one[0] not in design)
    return Sheet(
        schemes=(_swatches("day", tuple(LIGHT), "", brand), _swatches("screens", tuple(DARK), "dark-", brand)),
        mends=brand.scheme.mends,
        tints=tuple((name, shown[name]) for name in TINTS),
        palette=palette[:MOST_SWATCHES],
        fonts=tuple((family, tuple(files)) for family, files in groupby(brand.files, key=lambda file: file.family)),
        logo=art.logo(project, "page"),
        size=(on_cover.width, on_cover.height) if on_cover else (0, 0),
        grounds=(
            ("paper", shown["paper"]),
            ("mist", shown["mist"]),
            ("night-10", shown["night-10"]),
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
