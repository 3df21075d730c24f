"""Turns PDF pages into pictures: PNG files, the same bytes for the same page, or what fits into so many bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_COLORS = (256, 64)
_QUALITIES = range(90, 30, -10)
_ORIENTATION, _GPS, _ON_ITS_SIDE = 0x0112, 0x8825, (5, 6, 7, 8)
"""Tags of Exif: how a camera was held, and where it was."""
_AGAIN = "save it again, as PNG or JPEG"
_ENCODINGS: dict[str, tuple[dict[str, Any], ...]] = {
    "JPEG": tuple({"quality": quality, "optimize": True, "progressive": True} for quality in (85, 75, 65, 55)),
    "PNG": ({"optimize": True}, {"optimize": True, "colors": 256}),
    "WEBP": tuple({"quality": quality, "method": 4} for quality in (82, 70, 60)),
}
"""How a picture is written again, the best way first."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture: its bytes, and the ending of its file, `png` or `jpg`."""

    content: bytes
    ending: str


def png(pdf: bytes, page: int = 0, width: int = 1080) -> bytes:
    """Return one page of a PDF as a PNG that is `width` pixels wide."""
    return pngs(pdf, (page,), width)[0]


def pngs(pdf: bytes, pages: tuple[int, ...] | None = None, width: int = 1080, colors: int = 0) -> tuple[bytes, ...]:
    """Return pages of a PDF (all, if none are named) as PNGs that are `width` pixels wide.

    With `colors` they have no more than so many and are far smaller: good enough for a preview.
    """
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        wanted = range(len(document)) if pages is None else pages
        return tuple(_png(_reduced(_picture(document[number], width), colors)) for number in wanted)


def pages(pdf: bytes, widths: Sequence[int]) -> Iterator[Image]:
    """Yield the pages of a PDF as pictures, not yet encoded, each as many pixels wide as `widths` says."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, width in enumerate(widths):
            yield _picture(document[number], width)


def fitted(picture: Image, most: int) -> Picture | None:
    """Return a picture in at most so many bytes (0: any), as well as it can be; None if it cannot.

    Without loss if that fits, then with fewer colors, as PNG; then as JPEG, from quality 90 down to 40.
    """
    content = _png(picture)
    for colors in _COLORS if most and len(content) > most else ():
        content = _png(_reduced(picture, colors))
        if len(content) <= most:
            break
    if not most or len(content) <= most:
        return Picture(content, "png")
    for quality in _QUALITIES:
        content = _jpeg(picture, quality)
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
        bitmap = page.render(scale=scale, may_draw_forms=False)  # type: ignore[attr-defined]
        with closing(bitmap):
            picture: Image = bitmap.to_pil().convert("RGB")
    return picture


def _reduced(picture: Image, colors: int) -> Image:
    from PIL import Image

    return picture.quantize(colors, dither=Image.Dither.NONE) if colors else picture


def _jpeg(picture: Image, quality: int) -> bytes:
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    return target.getvalue()


def _png(picture: Image) -> bytes:
    """Encode a picture without loss: with a palette where its colours are few enough."""
    target = BytesIO()
    (_with_palette(picture) or picture).save(target, "PNG", compress_level=6)
    return target.getvalue()


def _with_palette(picture: Image) -> Image | None:
    from PIL import Image

    colors = picture.getcolors(256)
    if colors is None or picture.mode == "P":
        return None
    board = Image.new("P", (1, 1))
    board.putpalette([part for _, color in sorted(colors, reverse=True) for part in color])  # type: ignore[attr-defined]
    mapped = picture.quantize(palette=board, dither=Image.Dither.NONE)
    return mapped if mapped.convert("RGB").tobytes() == picture.tobytes() else None


@dataclass(frozen=True, slots=True)
class Smaller:
    """A picture that was made smaller: its bytes, width and height in pixels."""

    content: bytes
    width: int
    height: int


def size(file: Path) -> tuple[int, int]:
    """Return the width and height in pixels of a PNG, JPEG, WebP or GIF, as it is shown; (0, 0) for other files."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as picture:
            width, height = picture.size
            turned = picture.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
        return 0, 0
    return (height, width) if turned else (width, height)


def fault(file: Path) -> tuple[str, str]:
    """Return why a PNG, JPEG, WebP or GIF cannot be shown, and the way out; '' for one that can, or is too large."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint asks for it
    try:
        with Image.open(file) as picture:
            if picture.format == "PNG":
                picture.verify()  # its parts have sums: far faster than to decode it
            else:
                picture.draft("L", (64, 64))
                picture.load()
    except UnidentifiedImageError:
        return "is not a picture", _AGAIN
    except Image.DecompressionBombError:
        return "", ""
    except (OSError, ValueError, SyntaxError):
        return "is a damaged picture", _AGAIN
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    return "", ""


def smaller(content: bytes, side: int, most: int) -> Smaller | None:
    """Return a picture with sides of at most `side` pixels and, if that can be, at most so many bytes.

    None if it is so already; then it is not touched, unless it says where it was taken. Raises ValueError if it is no
    picture, or one too large to be opened.
    """
    from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint asks for it
    try:
        with Image.open(BytesIO(content)) as first:
            kind, place = first.format or "", first.getexif().get(_GPS)
            if kind not in _ENCODINGS or (max(first.size) <= side and len(content) <= most and not place):
                return None
            picture = ImageOps.exif_transpose(first)
            picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    except UnidentifiedImageError as fault:
        raise ValueError("it is not a picture") from fault
    except (Image.DecompressionBombError, OSError) as fault:
        raise ValueError(str(fault)) from fault
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    for options in _ENCODINGS[kind]:
        target = BytesIO()
        few = picture.convert("RGBA").quantize(256, Image.Quantize.FASTOCTREE) if options.get("colors") else None
        shown = few or picture
        shown.save(target, kind, **{key: value for key, value in options.items() if key != "colors"})
        if target.tell() <= most:
            break
    return Smaller(target.getvalue(), *picture.size)
