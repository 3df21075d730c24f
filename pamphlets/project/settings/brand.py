"""Reads `content/_brand.yml`, as the brand.yml standard has it (https://posit-dev.github.io/brand-yml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, ClassVar

from msgspec import field

from pamphlets.errors import nearest
from pamphlets.project.settings import hints, shapes
from pamphlets.project.settings.nodes import Faults, Keys, label
from pamphlets.project.settings.shapes import Form, Shape, Text, Unread, pattern

# The colors of the design: their values, and the theme color of the standard that stands for each where the palette
# has none of that name. So a brand that only says `primary: "#003366"` has headings in it.
DESIGN = {
    "ink": ("#1B2A41", "foreground"),
    "paper": ("#FFFFFF", "background"),
    "night": ("#27406B", "primary"),
    "leaf": ("#2C6A5B", "secondary"),
    "mist": ("#F5F1E8", "tertiary"),
    "dawn": ("#E9A15B", "warning"),
    "alert": ("#A3241C", "danger"),
    "alert-ground": ("#FBECE9", ""),
}
# The design's color for each theme color that a brand leaves out.
THEME = {theme: name for name, (_, theme) in DESIGN.items() if theme} | {
    "success": "leaf", "info": "night", "light": "mist", "dark": "ink", "link": "leaf"
}  # fmt: skip

TEXT = {"paper": ("ink", "night", "leaf", "alert"), "mist": ("ink", "night", "leaf"), "alert-ground": ("ink", "alert")}
"""The colors of text that templates print on each ground."""
CONTRAST = 4.5
"""The least contrast of text, in color and as a printer without colors prints it."""

_HEX = re.compile(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")

OWN_FONT = "Atkinson Hyperlegible Next"
Family = Annotated[str, pattern("the name of a font", r"\w[\w .-]*", "letters, digits, spaces, '.' and '-'")]
Name = Annotated[
    str, pattern("a name of letters, digits and hyphens", r"[A-Za-z][A-Za-z0-9_-]*", "begin with a letter from a to z")
]


class LightDark(Shape, frozen=True, kw_only=True):
    """A color for light grounds and one for dark grounds."""

    light: Text
    dark: str = ""


Color = Text | LightDark


class Colors(Shape, frozen=True, kw_only=True):
    """The palette and the colors of the theme."""

    palette: dict[Name, Text] = field(default_factory=dict)
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


class Picture(Shape, frozen=True, kw_only=True):
    """A picture file and its alternative text."""

    path: Text
    alt: str = ""


class Variants(Shape, frozen=True, kw_only=True):
    """A logo for light grounds and one for dark grounds; or one picture, with its alternative text."""

    light: Text | Picture | None = None
    dark: Text | Picture | None = None
    path: str = ""
    alt: str = ""


Logo = Text | Variants


class Logos(Shape, frozen=True, kw_only=True):
    """The logo in up to three sizes; or one picture, with its alternative text."""

    images: dict[str, Text | Picture] = field(default_factory=dict)
    small: Logo | None = None
    medium: Logo | None = None
    large: Logo | None = None
    path: str = ""
    alt: str = ""


class Letters(Shape, frozen=True, kw_only=True):
    """How one kind of text is set."""

    family: Family = ""
    others: ClassVar[frozenset[str]] = frozenset(
        ("size", "weight", "style", "line-height", "color", "background-color", "decoration")
    )


class Typography(Shape, frozen=True, kw_only=True):
    """Fonts, and how each kind of text is set."""

    fonts: Unread = None
    base: Family | Letters = ""
    headings: Unread = None
    monospace: Unread = None
    monospace_inline: Unread = None
    monospace_block: Unread = None
    link: Unread = None


def _colors(colors: Colors, keys: Keys, faults: Faults) -> tuple[tuple[str, str], ...]:
    given: dict[Keys, str | LightDark | None] = {("color", name): getattr(colors, name) for name in THEME}
    values: dict[Keys, str] = {
        keys: value.light if isinstance(value, LightDark) else value for keys, value in given.items() if value
    }
    values |= {("color", "palette", name): value for name, value in colors.palette.items()}
    found: dict[str, str] = {}
    for keys in sorted(values, key=len, reverse=True):  # The palette first: a color of the theme may have its name.
        if color := _resolve(keys, values, faults):
            found[str(keys[-1])] = color
    _check_palette(colors.palette, values, faults)
    for name, (color, theme) in DESIGN.items():
        found.setdefault(name, found.get(theme, color))
    for theme, name in THEME.items():
        found.setdefault(theme, found[name])
    _check_contrast(found, values, faults)
    return tuple(sorted(found.items()))


def _check_palette(palette: Mapping[str, str], values: Mapping[Keys, str], faults: Faults) -> None:
    """Warn of a color that no other takes, and whose name is nearly one that templates know."""
    for name in palette:
        hint = nearest(name, (*DESIGN, *THEME))
        if name in DESIGN or name in THEME or name in values.values() or not hint.startswith("did"):
            continue
        if hint[len("did you mean '") : -len("'?")] not in palette:
            faults.add("unused-color", f"nothing uses the color '{name}'", ("color", "palette", name), hint, "warning")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors such as #1B2A41, in color or in grey, whichever is less (WCAG 2.2)."""
    return min(_ratio(_luminance(one), _luminance(other)), _ratio(_luminance(_grey(one)), _luminance(_grey(other))))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _parts(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def _grey(color: str) -> str:
    """Return a color as printers turn it into grey."""
    red, green, blue = _parts(color)
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02X}" * 3


def _luminance(color: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in (part / 255 for part in _parts(color))]  # fmt: skip
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _check_contrast(colors: Mapping[str, str], given: Mapping[Keys, object], faults: Faults) -> None:
    """Find colors of text that cannot be read on their grounds, of those that the brand gives."""
    for ground, texts in TEXT.items():
        for text in texts:
            names = [name for name in (text, ground) if _given(name, given)]
            if names and (ratio := contrast(colors[text], colors[ground])) < CONTRAST:
                message = (
                    f"text in '{text}' ({colors[text]}) on '{ground}' ({colors[ground]}) has a contrast of "
                    f"{ratio:.1f}; {CONTRAST:g} is the least, in color and in grey"
                )
                hint = "make the text darker" if names[0] == text else "make the ground lighter"
                faults.add("contrast", message, _given(names[0], given), hint)


def _given(name: str, given: Mapping[Keys, object]) -> Keys:
    places: tuple[Keys, ...] = (("color", "palette", name), ("color", DESIGN[name][1]))
    return next((place for place in places if place in given), ())


def _resolve(keys: Keys, values: Mapping[Keys, str], faults: Faults) -> str:
    """Return a color as #RRGGBB, following names to the palette and the theme; '' after a fault."""
    passed, here = [keys], keys
    while not (digits := _HEX.fullmatch(value := values[here])):
        if value.startswith("#"):
            message = f"'{label(here)}' must be a color such as #1B2A41, not '{value}'"
            if here == keys:
                faults.add("wrong-value", message, keys, hints.color(value))
            return ""
        places: list[Keys] = [("color", "palette", value), ("color", value)]
        here = next((place for place in places if place in values and place not in passed), ())
        if not here:
            if any(place in values for place in places):
                faults.add("unknown-color", f"'{label(keys)}' leads in a circle", keys, "give one a color like #1B2A41")
            elif len(passed) == 1:
                near = nearest(value, (str(place[-1]) for place in values if place != keys))
                hint = near if near.startswith("did") else hints.color(value)
                faults.add("unknown-color", f"no color is named '{value}'", keys, hint)
            return ""
        passed.append(here)
    long = digits[1] if len(digits[1]) == 6 else "".join(2 * digit for digit in digits[1])
    return f"#{long.upper()}"


def _logo(logo: str | Logos, keys: Keys, faults: Faults) -> str:
    """Return the path of the logo for light ground, in its middle size if there are several."""
    images = logo.images if isinstance(logo, Logos) else {}
    sizes: dict[Keys, str | Variants | Logos | None] = {keys: logo}
    if isinstance(logo, Logos) and not logo.path:
        sizes = {(*keys, size): getattr(logo, size) for size in ("medium", "large", "small")}
    found = ""
    for place, one in sizes.items():
        path = _path(one)
        if path and (picture := _path(images.get(path, path))) and (file := _file(picture, place, faults)):
            found = found or file
    return found


def _path(one: str | Picture | Variants | Logos | None) -> str:
    if isinstance(one, Variants) and not one.path:
        return _path(one.light or one.dark)
    return one if isinstance(one, str) else one.path if one else ""


def _file(path: str, keys: Keys, faults: Faults) -> str:
    if re.match(r"[a-z]+://", path):
        faults.add("logo", f"the logo '{path}' is at a web address", keys, "save it in content/images and name it here")
        return ""
    if wrong := faults.missing(f"content/{path}"):
        faults.add("logo", wrong, keys, "the path begins at the folder 'content'")
        return ""
    return f"content/{path}"


def _family(typography: Typography, keys: Keys, faults: Faults) -> str:
    base = typography.base
    return (base.family if isinstance(base, Letters) else base) or OWN_FONT


class Brand(Shape, frozen=True, kw_only=True):
    """Colours, fonts and logo (`content/_brand.yml`), resolved to plain values.

    `colors` holds every name of the palette and every theme colour (foreground, primary, …) as #RRGGBB. `logo` is a
    path relative to the project, or empty.
    """

    meta: Unread = None
    logo: Annotated[str, Form(Text | Logos, _logo)] = ""
    colors: Annotated[tuple[tuple[str, str], ...], Form(Colors, _colors)] = field(
        name="color", default=_colors(Colors(), (), Faults(""))
    )
    font: Annotated[str, Form(Typography, _family)] = field(name="typography", default=OWN_FONT)
    defaults: Unread = None


def read(text: str, faults: Faults, missing: Callable[[str], str]) -> Brand:
    """Return what `_brand.yml` says, completed by the design's own colors.

    `missing(path)` says what is wrong with a file of the project, or ''.
    """
    faults.missing = missing
    return shapes.read(text, Brand, faults) or Brand()
