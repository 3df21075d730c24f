"""Says how large a logo of any shape stands in each place: all cover the same area there, within limits."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pamphlets.paper import drawings
from pamphlets.project import Brand


class Zone(NamedTuple):
    """A place for logos: the area that one covers, its least and greatest height, and its greatest width."""

    area: float
    lowest: float
    tallest: float
    widest: float


ZONES = {
    "cover": Zone(480, 9, 20, 56),
    "head": Zone(320, 8, 16, 46),
    "poster": Zone(480, 9, 12, 56),
    "rack": Zone(160, 5, 12, 40),
    "appointment": Zone(120, 6, 9, 36),
    "card": Zone(18_000, 56, 120, 380),
    "card-wide": Zone(12_000, 48, 96, 300),
    "page": Zone(5_200, 28, 56, 192),
    "preview": Zone(1_600, 20, 44, 88),
}
"""In mm: covers, heads of sheets and large print, posters, cards that are cut, and for appointments; in pixels: cards
of posts, pages, posts as the desk shows them."""
BESIDE = {
    "cover": 32, "head": 32, "poster": 32, "rack": 20, "appointment": 36, "card": 200, "card-wide": 200, "page": 100,
    "preview": 88,
}  # fmt: skip
"""The name of the practice stands beside a logo of at most that width, and beneath a wider one."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo in a place: its files for light and (or '') dark ground, relative to the project, and its size there.

    `alt` is what it says: the practice's name, where `named` says that it carries that, so that no text repeats it;
    otherwise '', for then the name stands `beside` it, or beneath.
    """

    light: str
    dark: str
    alt: str
    named: bool
    width: float
    height: float
    beside: bool

    @property
    def url(self) -> str:
        """Its address for light ground on paper and cards."""
        return f"content:{quote(self.light.removeprefix('content/'))}"


def size(ratio: float, place: str) -> tuple[float, float]:
    """Return width and height of a logo, `ratio` times as wide as it is high, in the unit of a place (`ZONES`)."""
    zone = ZONES[place]
    height = min(zone.tallest, max(zone.lowest, sqrt(zone.area / ratio)))
    width = min(zone.widest, height * ratio)
    return width, width / ratio


def ratio(file: Path) -> float:
    """Return how many times as wide as high a logo is, by its viewBox or its pixels; 0 if the file does not say."""
    if file.suffix.lower() == ".svg":
        drawing = drawings.read(file.read_bytes(), "screen")
        width, height = drawing.width, drawing.height
    else:
        width, height = drawings.size(file)
    return width / height if width > 0 and height > 0 else 0


def logo(brand: Brand, name: str, place: str, root: Path) -> Logo | None:
    """Return the logo of a brand in a place of `ZONES`, for the practice of that name; None if it has none.

    One that does not say its shape is shown as a square.
    """
    if not brand.logo:
        return None
    width, height = size(ratio(root / brand.logo) or 1, place)
    named = brand.carries(name)
    alt = brand.logos.alt if named else ""
    return Logo(brand.logo, brand.logos.dark, alt, named, width, height, width <= BESIDE[place])
