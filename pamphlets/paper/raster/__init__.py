"""Turns PDF pages, and the photos of a project, into pictures: the same bytes for the same page or photo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pamphlets.paper.raster import flat
from pamphlets.paper.raster.focus import blank, outside
from pamphlets.paper.raster.photos import Flaw, Pixels, develop, flaws, save, size

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = [
    "Flaw",
    "Picture",
    "Pixels",
    "blank",
    "cmyk",
    "compress",
    "develop",
    "flaws",
    "outside",
    "pages",
    "pngs",
    "size",
]
_COLORS = (256, 64)
_QUALITIES = range(90, 30, -10)
_LEVEL = {"compress_level": 6}
_FLAT = {**_LEVEL, "compress_type": 3}
"""Runs alone (`Z_RLE` of zlib): half the time for flat colors, and 2 % more bytes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture: its bytes, and the ending of its file, `png` or `jpg`."""

    content: bytes
    ending: str


def pngs(pdf: bytes, width: int, colors: int = 0, *, rough: bool = False) -> tuple[bytes, ...]:
    """Return the pages of a PDF as PNGs that are `width` pixels wide.

    With `colors` they have no more than so many and are far smaller: good enough for a preview. `rough` chooses these
    by octree, in a seventh of the time: some 1.5 dB less, so that a hairline may have a neighbouring color.
    """
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(_png(_reduce(_picture(page, width), colors, rough)) for page in document)


def pages(pdf: bytes, widths: Sequence[int]) -> Iterator[Image]:
    """Yield the pages of a PDF as pictures, not yet encoded, each as many pixels wide as `widths` says."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, width in enumerate(widths):
            yield _picture(document[number], width)


def compress(picture: Image, most: int) -> Picture | None:
    """Return a picture in at most so many bytes (0: any), as well as it can be; None if it cannot.

    Without loss if that fits, then with fewer colors, as PNG; then as JPEG, from quality 90 down to 40.
    """
    content = _png(picture, _FLAT)
    for colors in _COLORS if most and len(content) > most else ():
        content = _png(_reduce(picture, colors), _FLAT)
        if len(content) <= most:
            break
    if not most or len(content) <= most:
        return Picture(content, "png")
    for quality in _QUALITIES:
        content = save(picture, "JPEG", {"quality": quality, "optimize": True, "progressive": True})
        if len(content) <= most:
            return Picture(content, "jpg")
    return None


def cmyk(picture: bytes, size: tuple[int, int], profile: bytes) -> bytes:
    """Return the rows of a picture (a JPEG, or rows of RGB) in the inks of an ICC profile."""
    from PIL import Image, ImageCms

    jpeg = picture.startswith(b"\xff\xd8")
    image = Image.open(BytesIO(picture)).convert("RGB") if jpeg else Image.frombytes("RGB", size, picture)
    screen, press = ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(BytesIO(profile))
    made = ImageCms.profileToProfile(image, screen, press, ImageCms.Intent.RELATIVE_COLORIMETRIC, "CMYK")
    assert made is not None
    return made.tobytes()


def _picture(page: object, width: int) -> Image:
    with closing(page):  # type: ignore[type-var]
        scale = (width - 0.001) / page.get_width()  # type: ignore[attr-defined]
        bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)  # type: ignore[attr-defined]
        with closing(bitmap):
            picture: Image = bitmap.to_pil()  # a copy, in RGB
    return picture


def _reduce(picture: Image, colors: int, rough: bool = False) -> Image:
    from PIL import Image

    method = Image.Quantize.FASTOCTREE if rough else Image.Quantize.MEDIANCUT
    return picture.quantize(colors, method, dither=Image.Dither.NONE) if colors else picture


def _png(picture: Image, options: Mapping[str, int] = _LEVEL) -> bytes:
    """Encode a picture without loss: with a palette where its colours are few enough, as a drawing where it is one."""
    colors = picture.getcolors(flat.MOST_COLORS) if picture.mode == "RGB" else None
    found = _with_palette(picture, colors) if colors and len(colors) <= 256 else None
    return save(found or picture, "PNG", options) if found or not colors else flat.png(picture)


def _with_palette(picture: Image, colors: Sequence[tuple[int, object]]) -> Image | None:
    from PIL import Image

    board = Image.new("P", (1, 1))
    board.putpalette([part for _, color in sorted(colors, reverse=True) for part in color])  # type: ignore[attr-defined]
    mapped = picture.quantize(palette=board, dither=Image.Dither.NONE)
    return mapped if mapped.convert("RGB").tobytes() == picture.tobytes() else None
