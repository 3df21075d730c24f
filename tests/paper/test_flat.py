"""Pictures of few colors are written without filters, and read as the same pixels; photos keep their filters."""

from __future__ import annotations

import random
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from pamphlets.paper import raster
from pamphlets.paper.raster import flat


def card(colors: int) -> Image.Image:
    """Return a picture of areas that have some colors, each in a place of its own."""
    picture = Image.new("RGB", (301, 97), "#F7F3EC")
    draw = ImageDraw.Draw(picture)
    for number in range(colors):
        x, y = 2 * (number % 140), 2 * (number // 140)
        draw.rectangle((x, y, x + 1, y + 1), (number % 256, number // 256, 77))
    return picture


@pytest.mark.parametrize("colors", [2, 255, 256, 300, 3000])
def test_the_pixels_of_a_picture_stay(colors: int) -> None:
    picture = card(colors)
    made = raster.compress(picture, 0)
    assert made and made.ending == "png"
    read = Image.open(BytesIO(made.content))
    read.load()  # Pillow looks at the sums of its chunks
    assert read.size == picture.size
    assert read.convert("RGB").tobytes() == picture.tobytes()


def test_a_drawing_is_written_as_its_rows_are() -> None:
    made = raster.compress(card(3000), 0)
    assert made
    long = 1 + 3 * 301
    begin = made.content.index(b"IDAT") + 4
    rows = zlib.decompressobj().decompress(made.content[begin:])
    assert len(rows) == 97 * long and not any(rows[::long])


def test_a_photo_keeps_its_filters() -> None:
    """What changes from pixel to pixel would be far larger without."""
    chance = random.Random(1)
    small = Image.frombytes("RGB", (12, 12), chance.randbytes(432))
    photo = small.resize((400, 400), Image.Resampling.BICUBIC)
    assert photo.getcolors(flat.MOST_COLORS) is None
    made = raster.compress(photo, 0)
    assert made and len(made.content) < 0.8 * len(flat.png(photo))
