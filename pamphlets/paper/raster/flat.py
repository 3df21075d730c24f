"""Turns pictures of drawings and letters into PNGs as they are, without filters, which are for photos."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_COLORS = 1 << 14
"""A picture of more is like a photo. Cards have some 1,000, with the edges of their letters; with drawings 2,000."""
_LEVEL = 3
"""Of zlib: 4 takes 1.6 times as long for a sixth fewer bytes, 1 no less long than this."""
_NONE = b"\0"
"""The filter of a row whose bytes stand as they are."""


def png(picture: Image) -> bytes:
    """Return an RGB picture as a PNG, without loss.

    Pillow looks for the best filter of each row of such a picture, which takes most of its time. Filters are for colors
    that change from pixel to pixel: where whole areas have one, the file is smaller without.
    """
    width, height = picture.size
    raw, long = memoryview(picture.tobytes()), 3 * width
    rows = _NONE + _NONE.join(raw[at : at + long] for at in range(0, len(raw), long))
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"  # 8 bits, RGB, not interlaced
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, _LEVEL)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(piece for name, content in parts for piece in _chunk(name, content))


def _chunk(name: bytes, content: bytes) -> Iterator[bytes]:
    """Yield what a chunk of a PNG is made of."""
    yield len(content).to_bytes(4, "big")
    yield name
    yield content
    yield zlib.crc32(content, zlib.crc32(name)).to_bytes(4, "big")
