"""Turns what a style sheet may write for a color into #RRGGBB, and such a color into the nearest shade that is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

LONGEST = 100
"""Characters of a color: `color(display-p3 …)` with many digits has half as many."""
_HEX = re.compile(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_GREY = 16
"""Steps of 256 between the channels of a color that looks grey."""
_STEPS = 12
"""So often the way to a shade is halved: a step is then less than a 256th of a channel."""


@lru_cache(maxsize=4096)
def value(text: str) -> str:
    """Return a color of CSS Color 4 (a name, #rgb, `rgb()`, `oklch()` …) as #RRGGBB, on white; '' for another text."""
    if digits := _HEX.fullmatch(text):
        return f"#{''.join(2 * digit for digit in digits[1]) if len(digits[1]) == 3 else digits[1]}".upper()
    if len(text) > LONGEST:
        return ""
    from coloraide import Color

    try:
        color = Color(text).convert("srgb").clip()
    except ValueError:
        return ""
    return mix(_hex(color), "#FFFFFF", color.alpha(nans=False))


def mix(color: str, ground: str, share: float) -> str:
    """Return a color such as #27406B mixed into a ground; a share of more than 1 goes beyond it, away from it."""
    parts = zip(_parts(color), _parts(ground), strict=True)
    return "#" + "".join(f"{min(255, max(0, round(a * share + b * (1 - share)))):02X}" for a, b in parts)


def contrasts(one: str, other: str) -> tuple[float, float]:
    """Return the contrast of two colors such as #1B2A41 (WCAG 2.2), and of what a printer makes of them in grey."""
    return _ratio(one, other), _ratio(grey(one), grey(other))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, in color or in grey, whichever is less."""
    return min(contrasts(one, other))


def grey(color: str) -> str:
    """Return a color as printers turn it into grey."""
    red, green, blue = _parts(color)
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02X}" * 3


@lru_cache(maxsize=4096)
def luminance(color: str) -> float:
    """Return the relative luminance of a color, from 0 to 1 (WCAG 2.2)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in (part / 255 for part in _parts(color))]  # fmt: skip
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def is_grey(color: str) -> bool:
    """Say whether a color has no hue to speak of."""
    return max(_parts(color)) - min(_parts(color)) <= _GREY


def shade(color: str, passes: Callable[[str], bool], end: float) -> str:
    """Return the nearest shade of the same hue that passes, darker if `end` is 0, lighter if it is 1.

    Lightness is that of OKLCH, in which equal steps look equal; where a screen has no color so strong at that
    lightness, it is a weaker one. Black or white must pass.
    """
    base = _oklch(color)
    failing, passing = base["lightness"], end
    for _ in range(_STEPS):
        middle = (failing + passing) / 2
        if passes(_hex(base.set("lightness", middle))):
            passing = middle
        else:
            failing = middle
    return _hex(base.set("lightness", passing))


def tint(hue: str, like: str, beside: str, paper: str) -> str:
    """Return a ground for `paper` in the hue of a color: as strong as `like`, and as far from it as that from `beside`.

    A color that is grey has no hue; then it is that of the paper.
    """
    of, model = _oklch(paper if is_grey(hue) else hue), _oklch(like)
    lightness = _oklch(paper)["lightness"] + model["lightness"] - _oklch(beside)["lightness"]
    of.set({"lightness": min(1, max(0, lightness)), "chroma": min(of["chroma"], model["chroma"])})
    return _hex(of)


def _oklch(color: str) -> Any:
    from coloraide import Color

    found = Color(color).convert("oklch")
    return found.set("hue", found.get("hue", nans=False))


def _hex(color: Any) -> str:
    shown = color.convert("srgb").fit(method="oklch-chroma")
    return f"#{''.join(f'{round(255 * part):02X}' for part in shown.coords(nans=False))}"


def _ratio(one: str, other: str) -> float:
    first, second = luminance(one), luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _parts(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]
