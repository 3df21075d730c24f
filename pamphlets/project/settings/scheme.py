"""Turns the colors that a brand names into those of the design: grounds in its hue, and text to be read on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pamphlets.project.settings.colors import contrast, is_grey, luminance, mix, shade, tint

LIGHT = {
    "ink": "#1B2A41",
    "paper": "#FFFFFF",
    "night": "#27406B",
    "leaf": "#2C6A5B",
    "mist": "#F5F1E8",
    "dawn": "#E9A15B",
    "alert": "#A3241C",
    "alert-ground": "#FBECE9",
}
"""The colors of the design: on paper, and on pages by day."""
DARK = {
    "ink": "#EDEFF3",
    "paper": "#121B2A",
    "night": "#9DB7E8",
    "leaf": "#7FC9B4",
    "mist": "#1C283B",
    "alert": "#FFA79D",
    "alert-ground": "#3A1B1E",
}
"""Those that pages have on dark screens; their names begin with `dark-`."""
TINTS = {
    "night-10": "#E8EAEC",
    "night-17": "#D9E0EA",
    "night-25": "#C9D3E2",
    "night-60": "#7D8CA6",
    "dawn-25": "#FBE7D0",
    "dawn-55": "#F6CFA4",
    "leaf-12": "#E4ECEA",
    "leaf-25": "#CADAD6",
}
"""Per cents of a color on paper, as the design has them: they were chosen by eye. Those of a brand are computed."""
STANDS_FOR = {
    "ink": ("foreground",),
    "paper": ("background",),
    "night": ("primary",),
    "leaf": ("link", "secondary", "primary"),
    "dawn": ("warning",),
    "alert": ("danger",),
}
"""The theme colors of the standard that stand for each where the palette has none of that name, the first one given."""
THEME = {
    "foreground": "ink", "background": "paper", "primary": "night", "secondary": "leaf", "tertiary": "mist",
    "success": "leaf", "info": "night", "warning": "dawn", "danger": "alert", "light": "mist", "dark": "ink",
    "link": "leaf",
}  # fmt: skip
"""The design's color for each theme color that a brand leaves out."""
TEXTS = ("ink", "night", "leaf", "alert")
GROUNDS = ("paper", "mist", "alert-ground", "night-10")
"""Templates print each text on each ground, and on a tenth of its own color."""
LEAST = 4.5
"""The least contrast of text, in color and as a printer without colors prints it."""
_MENDED = 4.55
"""That of a shade that is mended: written into a brand, it is still enough on grounds that are computed from it."""
QUIET = 76
"""Percent of `ink` in small print; more where that could not be read."""
_PALEST, _DARKEST = 0.4, 0.08
"""Luminances: a ground for dark text has at least the first, one for light text at most the second."""


class Mend(NamedTuple):
    """A color that is not used as the brand gives it: its name in the design, both values, the grounds it fails on."""

    name: str
    given: str
    used: str
    fails: tuple[tuple[str, float], ...]


class Scheme(NamedTuple):
    """Every color by its name, as #RRGGBB: of palette, theme, and the design by day and (`dark-…`) by night."""

    colors: tuple[tuple[str, str], ...]
    mends: tuple[Mend, ...] = ()
    quiet: int = QUIET


def scheme(day: Mapping[str, str], night: Mapping[str, str]) -> Scheme:
    """Return the design in the colors that a brand gives to names of the design, by day and by night.

    A ground too dark for print is replaced, a text that cannot be read mended; what a brand does not give is computed.
    """
    day, night, mends = _turn(day, night)
    light = {name: day.get(name, color) for name, color in LIGHT.items()}
    dark = {name: night.get(name, _by_night(name, light)) for name in DARK}
    for colors, design, given, prefix, end in ((light, LIGHT, day, "", 0.0), (dark, DARK, night, "dark-", 1.0)):
        used = _texts(_grounds(colors, design, given, hue=light["night"]), design, end)
        for name, color in tuple(colors.items()):
            if used[name] != color and name in given:
                fails = [(prefix + ground, contrast(color, used[ground])) for ground in GROUNDS if name in TEXTS]
                fails = [(ground, ratio) for ground, ratio in fails if ratio < LEAST]
                mends.append(Mend(prefix + name, color, used[name], tuple(fails)))
        colors.update(used)
    named = light | {f"dark-{name}": color for name, color in dark.items()}
    return Scheme(tuple(named.items()), tuple(mends), max(_quiet(light), _quiet(dark)))


def tints(colors: Mapping[str, str], design: Mapping[str, str]) -> dict[str, str]:
    """Return the tints of colors, by day or by night: the design's own where both color and paper are its own."""
    found = {}
    for name, own in TINTS.items():
        hue, _, share = name.partition("-")
        if hue in colors:
            same = design is LIGHT and all(colors[one] == design[one] for one in (hue, "paper"))
            found[name] = own if same else mix(colors[hue], colors["paper"], int(share) / 100)
    return found


def _turn(day: Mapping[str, str], night: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str], list[Mend]]:
    """Return the colors with a dark ground taken for dark screens alone: print is dark on light.

    What is light on that ground, and has no hue to be kept, changes places with it.
    """
    day, night, mends = dict(day), dict(night), []
    if "paper" in day and luminance(day["paper"]) < _PALEST:
        ground = day.pop("paper")
        mends.append(Mend("paper", ground, LIGHT["paper"], ()))
        if luminance(ground) <= _DARKEST:
            night.setdefault("paper", ground)
            for name in set(TEXTS) & set(day):
                if contrast(day[name], ground) >= LEAST and (name == "ink" or is_grey(day[name])):
                    night.setdefault(name, day[name])
                    day[name] = ground
    return day, night, mends


def _by_night(name: str, light: Mapping[str, str]) -> str:
    """Return what stands for a color on dark screens: the brand's own, or the design's where that is used by day."""
    own = name in TEXTS and name != "ink" and light[name] != LIGHT[name]
    return light[name] if own else DARK[name]


def _grounds(
    colors: Mapping[str, str], design: Mapping[str, str], given: Mapping[str, str], hue: str
) -> dict[str, str]:
    """Return colors with grounds that text can be read on; those that are not given, in the hue of the brand."""
    found, dark = dict(colors), design is DARK

    def ground(name: str, hue: str, own: str) -> str:
        bright = luminance(colors[name])
        if name in given and (bright <= _DARKEST if dark else bright >= _PALEST):
            return colors[name]
        if hue == own and found["paper"] == design["paper"]:
            return design[name]
        return tint(hue, design[name], design["paper"], found["paper"])

    if dark or "paper" in given:
        found["paper"] = design["paper"]
        found["paper"] = ground("paper", hue, LIGHT["night"])
    found["mist"] = ground("mist", hue, LIGHT["night"])
    found["alert-ground"] = ground("alert-ground", colors["alert"], design["alert"])
    return found


def _texts(colors: Mapping[str, str], design: Mapping[str, str], end: float) -> dict[str, str]:
    """Return colors with texts that can be read on every ground, darker (`end` 0) or lighter (1), and their tints."""
    found = dict(colors) | tints(colors, design)

    def passes(color: str, least: float = _MENDED) -> bool:
        grounds = (*(found[ground] for ground in GROUNDS), mix(color, colors["paper"], 0.1))
        return all(contrast(color, ground) >= least for ground in grounds)

    for name in ("night", *TEXTS):
        if not passes(found[name], LEAST):
            found[name] = shade(found[name], passes, end)
            found |= tints(found, design)
    return found


def _quiet(colors: Mapping[str, str]) -> int:
    def passes(share: int) -> bool:
        color = mix(colors["ink"], colors["paper"], share / 100)
        return min(contrast(color, colors["paper"]), contrast(color, colors["mist"])) >= LEAST

    return next((share for share in range(QUIET, 100) if passes(share)), 100)
