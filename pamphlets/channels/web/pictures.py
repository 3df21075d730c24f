"""Says where the pictures of the pages are, how large, and what of them stays in view where they are cut."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from posixpath import splitext
from urllib.parse import quote

from pamphlets.compose import inlines
from pamphlets.model import Block, Cover, Image, Location, Problem
from pamphlets.paper import drawings, raster

SIDE, MOST = 1600, 500_000
"""The longest side of a picture in pixels (it is shown 608 px wide, at up to 2.6 times that), and its most bytes."""
WIDTHS = (520, 1040)
"""Of the photo at the head of a page, which stands 416 px wide, or as wide as a telephone."""
LARGE = 2_000_000
"""Bytes from which an author is told: whoever opens the project carries the picture as it is."""
ENDINGS = {".jfif": ".jpg", ".heic": ".jpg", ".heif": ".jpg", ".avif": ".jpg", ".gif": ".png", ".tif": ".png",
           ".tiff": ".png", ".bmp": ".png"}  # fmt: skip
"""What is added to the names of photos that pages show as JPEG or PNG instead."""
_KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}


def used(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the pictures that blocks show, as paths of the project, in order."""
    return tuple(inline.src for block in blocks for inline in inlines(block) if isinstance(inline, Image))


def widths(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """Return the widths in which the photo of a cover is there, too, if it is wider, each with the longest side."""
    return tuple((less, ceil(less * max(1, height / width))) for less in WIDTHS if less < width)


def focuses(blocks: Sequence[Block], cover: Cover) -> set[tuple[float, float]]:
    """Return what must stay in view of the pictures of a page."""
    found = {inline.focus for block in blocks for inline in inlines(block) if isinstance(inline, Image)}
    return {focus for focus in (*found, cover.focus) if focus}


def place(focus: tuple[float, ...] | None) -> str:
    """Return the class by which a picture is cut around its focus: pages allow no style within them."""
    return f"at-{focus[0]:g}-{focus[1]:g}".replace(".", "_") if focus else ""


def address(src: str, width: int = 0) -> str:
    """Return the path below `web/` of a picture of the project; of a kind that no browser shows, as another kind."""
    ending = f".{src.rpartition('.')[2].lower()}"
    folder = f"assets/{width}" if width else "assets"
    return f"{folder}/{src.removeprefix('content/')}{ENDINGS.get(ending, '')}"


def href(src: str, width: int = 0) -> str:
    """Return the path of `address` as a page writes it: `images/a%20b.jpg`."""
    return quote(address(src, width))


def lighten(src: str, content: bytes, side: int = SIDE) -> tuple[bytes, Problem | None]:
    """Return a picture of the project as pages show it, and what its author should know.

    It is no larger than pages need, and without where it was taken.
    """
    if src.lower().endswith(".svg"):
        return drawings.read(content, "screen").content, None
    try:
        found = raster.develop(content, side, MOST, _KINDS.get(splitext(address(src))[1].lower(), "PNG"))
    except ValueError as fault:
        message = f"the picture cannot be read: {fault}"
        return content, Problem("picture", message, Location(src), "save it again, as PNG or JPEG")
    heavy = None
    if len(content) > LARGE:
        message = (
            f"the picture has {len(content) / 1e6:.1f} MB; for pages it was made smaller "
            f"({found.width} × {found.height} pixels, {max(1, round(len(found.content) / 1e3))} KB)"
        )
        hint = "3000 pixels across are enough everywhere: save it smaller"
        heavy = Problem("picture", message, Location(src), hint, "warning")
    return found.content, heavy
