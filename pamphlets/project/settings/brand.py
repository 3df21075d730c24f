"""Reads `content/_brand.yml`, as the brand.yml standard has it (https://posit-dev.github.io/brand-yml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, ClassVar, NamedTuple, Self

from msgspec import field

from pamphlets.errors import nearest
from pamphlets.project.settings import colors, hints, logo, shapes
from pamphlets.project.settings.nodes import Faults, Keys, label
from pamphlets.project.settings.scheme import DARK, LEAST, LIGHT, STANDS_FOR, THEME, Mend, Scheme, scheme
from pamphlets.project.settings.shapes import UNWRITTEN, Form, Shape, Text, Unread

LONGEST = 60
"""So many characters of what is no color are told."""
MOST_NAMES = 400
"""Among more colors none is looked for that may be meant: each is compared with all."""
MOST_MENDS = 12
"""So many colors that are shown in another shade are named."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""The names that styles and drawings may use; others only lead from one color to another."""

_GENERIC = ("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif")
"""What a style sheet may name instead of a font."""

_FONT = re.compile(r"\w[\w .&+'-]{0,80}")
OWN_FONT = "Atkinson Hyperlegible Next"


class FontFile(NamedTuple):
    """A file of `templates/assets/fonts`: its family, weight and name."""

    family: str
    weight: int
    name: str


class Tongue(NamedTuple):
    """How a language is set: the font that it has beside the brand's or instead of it, and the least of its lines.

    `files` are those of `family` that there are; `letters` its alphabet, or ''; `line` a line height, or 0.
    """

    code: str
    family: str
    instead: bool
    letters: str
    line: float
    files: tuple[FontFile, ...]


OWN_FILES = tuple(
    FontFile(OWN_FONT, weight, f"AtkinsonHyperlegibleNext-{style}.ttf")
    for style, weight in (("Regular", 400), ("SemiBold", 600), ("Bold", 700))
)


class LightDark(Shape, frozen=True, kw_only=True):
    """A color for light grounds and one for dark grounds."""

    light: str = ""
    dark: str = ""


Color = Text | LightDark


class Colors(Shape, frozen=True, kw_only=True):
    """The palette and the colors of the theme."""

    palette: dict[Text, Color] = field(default_factory=dict)
    foreground: Color | None = None
    background: Color | None = None
    primary: Color | None = None
    secondary: Color | None = None
    tertiary: Color | None = None
    success: Color | None = None
    info: Color | None = None
    warning: Color | None = None
    danger: Color | None = None
    light: Color | None = None
    dark: Color | None = None
    link: Color | None = None


class Letters(Shape, frozen=True, kw_only=True):
    """How one kind of text is set."""

    family: str = ""
    others: ClassVar[frozenset[str]] = frozenset(
        ("size", "weight", "style", "line-height", "color", "background-color", "decoration")
    )


class Typography(Shape, frozen=True, kw_only=True):
    """Fonts, and how each kind of text is set."""

    fonts: Unread = None
    base: Text | Letters = ""
    headings: Text | Letters = ""
    monospace: Unread = None
    monospace_inline: Unread = None
    monospace_block: Unread = None
    link: Unread = None


def _scheme(colors: Colors, keys: Keys, faults: Faults) -> Scheme:
    """Return every color by its name; those of the design from those that stand for them."""
    given: dict[Keys, Color] = {("color", "palette", name): color for name, color in colors.palette.items()}
    given |= {("color", name): color for name in THEME if (color := getattr(colors, name))}
    day, night = (_resolve(given, by_day, faults) for by_day in (True, False))
    standing = {name: place for name in (*LIGHT, *(f"dark-{name}" for name in DARK)) if (place := _place(name, given))}
    by_day = {name: day[place] for name, place in standing.items() if place in day}
    by_night = {
        name: night[place] for name, place in standing.items() if place in night and night[place] != day.get(place)
    }
    by_night |= {name: by_day.pop(f"dark-{name}") for name in DARK if f"dark-{name}" in by_day}
    found = scheme(by_day, {name: color for name, color in by_night.items() if name in DARK})
    _tell(found.mends, standing, faults)
    named = {str(place[-1]): color for place, color in day.items() if _NAME.fullmatch(str(place[-1]))}
    design = dict(found.colors)
    named = {theme: design[name] for theme, name in THEME.items()} | named | design
    return found._replace(colors=tuple(sorted(named.items())))


def _place(name: str, given: Mapping[Keys, object]) -> Keys:
    """Return the keys of the color that stands for one of the design: of the palette by its name, or of the theme."""
    places = (("color", "palette", name), *(("color", theme) for theme in STANDS_FOR.get(name, ())))
    return next((place for place in places if place in given), ())


def _tell(mends: Sequence[Mend], standing: Mapping[str, Keys], faults: Faults) -> None:
    """Warn once of all colors that are not used as they are given, by the names that the brand has for them."""
    unused = {mend.name for mend in mends}

    def place(name: str) -> Keys:
        return standing.get(name) or standing.get(name.removeprefix("dark-"), ())

    def where(ground: str) -> str:
        return str(ground if ground in unused or not place(ground) else place(ground)[-1])

    def words(mend: Mend) -> str:
        low = ", ".join(f"{ratio:.1f} on '{where(ground)}'" for ground, ratio in mend.fails)
        dark = " (dark)" if mend.name.startswith("dark-") else ""
        why = f"for it has {low}" if low else f"for text cannot be {'shown' if dark else 'printed'} on it"
        return f"'{place(mend.name)[-1]}'{dark} ({mend.given}) in {mend.used}, {why}"

    if mends:
        each = list(dict.fromkeys(map(words, mends)))
        more = f"; and {len(each) - MOST_MENDS} more" if len(each) > MOST_MENDS else ""
        message = (
            "colors that cannot be read are shown in the nearest shade that can: "
            f"{'; '.join(each[:MOST_MENDS])}{more}; {LEAST:g} is the least contrast, in color and in grey"
        )
        own = ", ".join(f'{mend.name}: "{mend.used}"' for mend in mends[:MOST_MENDS] if mend.fails)
        hint = f"to choose the shades yourself, write into 'color: palette:' {own}; " if own else ""
        hint += "the desk has a brand sheet that shows them"
        faults.add("contrast", message, place(mends[0].name), hint, "warning")


def _resolve(given: Mapping[Keys, Color], by_day: bool, faults: Faults) -> dict[Keys, str]:
    """Return the colors as #RRGGBB, following names to the palette and the theme; those with a fault are left out."""
    pairs = (
        (place, color if isinstance(color, LightDark) else LightDark(light=color)) for place, color in given.items()
    )
    values = {place: color.light if by_day else color.dark or color.light for place, color in pairs}
    values = {place: value for place, value in values.items() if value}
    found: dict[Keys, str] = {}
    for start in values:
        passed, here = dict[Keys, None](), start
        while here not in found:
            passed[here] = None
            value = values[here]
            places = [("color", "palette", value), ("color", value)]
            there = next((place for place in places if place in values and place not in passed), ())
            if not there:
                found[here] = colors.value(value) or _unknown(value, here, values, faults)
            here = there or here
        found |= dict.fromkeys(passed, found[here])
    return {place: color for place, color in found.items() if color}


def _unknown(value: str, place: Keys, values: Mapping[Keys, str], faults: Faults) -> str:
    """Tell of a text that is no color, and return ''."""
    if ("color", "palette", value) in values or ("color", value) in values:
        faults.add("unknown-color", f"'{label(place)}' leads in a circle", place, "give one a color like #1B2A41")
    elif value.startswith("#"):
        message = f"'{label(place)}' must be a color such as #1B2A41, not '{value[:LONGEST]}'"
        faults.add("wrong-value", message, place, hints.color(value))
    else:
        names = [str(other[-1]) for other in values if other != place]
        near = nearest(value, names) if len(names) <= MOST_NAMES else ""
        hint = near if near.startswith("did") else hints.color(value)
        faults.add("unknown-color", f"no color is named '{value[:LONGEST]}'", place, hint)
    return ""


def _fonts(typography: Typography, keys: Keys, faults: Faults) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fonts of `base` and of `headings`, each a stack such as `"Open Sans", Arial, sans-serif`."""

    def stack(letters: str | Letters) -> tuple[str, ...]:
        said = letters.family if isinstance(letters, Letters) else letters
        names = (" ".join(name.strip(" '\"").split()) for name in said.split(","))
        return tuple(name for name in names if _FONT.fullmatch(name) and name.lower() not in _GENERIC)

    return stack(typography.base), stack(typography.headings)


class Brand(Shape, frozen=True, kw_only=True):
    """Colours, fonts and logo (`content/_brand.yml`), resolved to plain values.

    `short` is the short name of the practice, or ''. `fonts` are those it asks for, for text and for headings; `font`
    and `headings` those that there are (headings: '' if they have the same), and `files` those of both. `tongues` are
    the languages of the practice that have a font or a line height of their own.
    """

    advice: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("colors", "colour", "colours", "palette"), "write 'color', with 'palette' below it"),
        **dict.fromkeys(("font", "fonts"), "write 'typography', with 'fonts' and 'base' below it"),
    }
    short: logo.Short = field(name="meta", default="")
    logos: logo.Written = field(name="logo", default=logo.Pictures())
    scheme: Annotated[Scheme, Form(Colors, _scheme)] = field(name="color", default=_scheme(Colors(), (), Faults("")))
    fonts: Annotated[tuple[tuple[str, ...], tuple[str, ...]], Form(Typography, _fonts)] = field(
        name="typography", default=((), ())
    )
    font: Annotated[str, UNWRITTEN] = OWN_FONT
    headings: Annotated[str, UNWRITTEN] = ""
    files: Annotated[tuple[FontFile, ...], UNWRITTEN] = OWN_FILES
    tongues: Annotated[tuple[Tongue, ...], UNWRITTEN] = ()
    defaults: Unread = None

    @property
    def logo(self) -> str:
        """The path of the logo for light ground, relative to the project, or ''."""
        return self.logos.light

    def carries(self, name: str) -> bool:
        """Say whether the words of the logo are those of the practice, by its name or its short one."""
        said = f" {logo.words(self.logos.alt)} "
        return bool(self.logo) and any(f" {words} " in said for words in map(logo.words, (name, self.short)) if words)

    def on_disk(self, spelt: Callable[[str], str]) -> Self:
        """Return this brand with the files of its logo as they are named on disk."""
        light, dark, _ = self.logos
        return self.replace(logos=self.logos._replace(light=spelt(light), dark=spelt(dark)))

    @property
    def colors(self) -> tuple[tuple[str, str], ...]:
        """Every name of the palette, the theme (foreground, primary, …) and the design, with its color as #RRGGBB."""
        return self.scheme.colors


def read(text: str, faults: Faults, missing: Callable[[str], str]) -> Brand:
    """Return what `_brand.yml` says, completed by the design's own colors.

    `missing(path)` says what is wrong with a file of the project, or ''. Faults are warnings, and the design stands for
    what cannot be used; only what cannot be read as YAML is an error.
    """
    faults.missing = missing
    found = shapes.read(text, Brand, faults) or Brand()
    told = (one if one.rule == "yaml" else replace(one, severity="warning") for one in faults.problems)
    faults.problems = list(dict.fromkeys(told))
    return found
