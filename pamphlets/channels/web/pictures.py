"""Says where the pictures of the pages are, and how much room to keep for them while they load."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from pamphlets.compose import inlines
from pamphlets.model import Block, Image, Location, Problem
from pamphlets.paper import drawings, raster

SIDE, MOST = 1600, 500_000
"""The longest side of a picture in pixels (it is shown 480 px wide, at up to three times that), and its most bytes."""
LARGE = 2_000_000
"""Bytes from which an author is told: whoever opens the project carries the picture as it is."""
ENDINGS = {".jfif": ".jpg", ".heic": ".jpg", ".heif": ".jpg", ".avif": ".jpg", ".gif": ".png", ".tif": ".png",
           ".tiff": ".png", ".bmp": ".png"}  # fmt: skip
"""What is added to the names of photos that pages show as JPEG or PNG instead."""
_KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}


def used(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the pictures that blocks show, as paths of the project, in order."""
    return tuple(inline.src for block in blocks for inline in inlines(block) if isinstance(inline, Image))


def address(src: str) -> str:
    """Return the path below `web/` of a picture of the project; of a kind that no browser shows, as another kind."""
    ending = f".{src.rpartition('.')[2].lower()}"
    return f"assets/{src.removeprefix('content/')}{ENDINGS.get(ending, '')}"


def href(src: str) -> str:
    """Return the path of `address` as a page writes it: `images/a%20b.jpg`."""
    return quote(address(src))


def lighten(src: str, content: bytes) -> tuple[bytes, Problem | None]:
    """Return a picture of the project as pages show it, and what its author should know.

    It is no larger than pages need, and without where it was taken.
    """
    if src.lower().endswith(".svg"):
        return drawings.read(content, "screen").content, None
    path = address(src)
    try:
        found = raster.develop(content, SIDE, MOST, _KINDS.get(path[path.rindex(".") :].lower(), "PNG"))
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
