"""Turns the file of a photo into pixels that every output shows alike: upright, in sRGB, and with nothing beside them.

What a file says of itself (where it was taken, by whom, with what) is left behind. A file is known by what is in it,
not by the ending of its name.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 89_000_000
"""A photo of a telephone has 12 to 48 million; beyond this Pillow thinks of bombs."""
ENDINGS = {
    "PNG": (".png",), "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"), "WEBP": (".webp",), "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"), "BMP": (".bmp",), "HEIF": (".heic", ".heif"), "AVIF": (".avif",),
}  # fmt: skip
"""The kinds that are read, and how their files are named."""
_NAMES = {"HEIF": "HEIC", "WEBP": "WebP", "MPO": "JPEG"}
_ORIENTATION, _ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)
"""How a camera was held, in Exif."""
_AGAIN = "save it as JPEG or PNG, and name that"
_IPHONE = (
    "save it as JPEG: on the iPhone choose Settings › Camera › Formats › Most Compatible for new photos; "
    "for this one, open it on a computer and export it as JPEG"
)
_ENCODINGS: dict[str, tuple[dict[str, int], ...]] = {
    "JPEG": tuple({"quality": quality, "optimize": True, "progressive": True} for quality in (88, 80, 70, 60, 50)),
    "PNG": ({"optimize": True}, {"optimize": True, "colors": 256}),
    "WEBP": tuple({"quality": quality, "method": 4} for quality in (84, 72, 60)),
}
"""How a picture is written, the best way first."""
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif")


@dataclass(frozen=True, slots=True)
class Pixels:
    """A photo as outputs show it: its bytes, their media type (`image/jpeg`), width and height."""

    content: bytes
    kind: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with the file of a photo, and the way out; a grave one cannot be shown."""

    message: str
    hint: str
    grave: bool = True


def size(file: Path) -> tuple[int, int]:
    """Return the width and height in pixels of a photo, as it is shown; (0, 0) for other files."""
    try:
        with _open(file.read_bytes()) as picture:
            width, height = picture.size
            return (height, width) if picture.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE else (width, height)
    except (ValueError, OSError):
        return 0, 0


def flaws(content: bytes, name: str) -> Iterator[Flaw]:
    """Yield what is wrong with a photo that is named `name`."""
    stem, ending = name.rpartition("/")[2].rpartition(".")[0], f".{name.rpartition('.')[2].lower()}"
    heic = ending in ENDINGS["HEIF"] or content[8:12] in _HEIF
    again = _IPHONE if heic else _AGAIN
    if not content:
        yield Flaw("is empty", "copy it again from where it comes from")
        return
    if b"<svg" in content[:2000]:
        yield Flaw("is a drawing, not what its name says", f"name it '{stem}.svg'")
        return
    try:
        with _open(content) as picture:
            kind, frames = picture.format or "", getattr(picture, "n_frames", 1)
            if kind == "PNG":
                picture.verify()  # its parts have sums: far faster than to decode it
            else:
                picture.draft("L", (64, 64))
                picture.load()
    except _Unknown as fault:
        yield Flaw(str(fault), again)
        return
    except ValueError as fault:
        yield Flaw(str(fault), "save it smaller: 3000 pixels across are enough everywhere")
        return
    except Exception:  # Decoders of so many kinds raise whatever they like.
        yield Flaw("is a damaged picture", again if heic else "save it again, as PNG or JPEG")
        return
    kind = "JPEG" if kind == "MPO" else kind
    if ending not in ENDINGS[kind]:
        known = _NAMES.get(kind, kind)
        hint = f"name it '{stem}{ENDINGS[kind][0]}'"
        yield Flaw(f"is a picture in {known}, not what its name says", hint, grave=False)
    if frames > 1 and kind != "JPEG":
        what = "has several pages" if kind == "TIFF" else "is a moving picture"
        yield Flaw(f"{what}: only the first is shown", "save the one that you mean, as JPEG or PNG", grave=False)


@lru_cache(maxsize=8)
def develop(content: bytes, side: int, most: int = 0, kind: str = "") -> Pixels:
    """Return a photo with sides of at most `side` pixels and, if that can be, at most `most` bytes (0: any).

    It is written as `kind` (`JPEG`, `PNG`, `WEBP`); '' means without loss if its file is so, too, and small enough.
    Raises ValueError for what is no photo, is damaged, or is too large to be opened.
    """
    try:
        with _open(content) as first:
            exact = first.format in ("PNG", "GIF", "TIFF", "BMP")
            first.draft("RGB", (side, side))
            picture = _plain(first, side)
    except ValueError:
        raise
    except Exception as fault:  # Decoders of so many kinds raise whatever they like.
        raise ValueError(str(fault)) from fault
    if kind:
        return _encode(picture, kind, most)
    if exact or picture.mode == "RGBA":
        found = save(picture, "PNG", {"compress_level": 6})
        if not most or len(found) <= most or picture.mode == "RGBA":
            return Pixels(found, "image/png", *picture.size)
    return _encode(picture, "JPEG", most)


def _encode(picture: Image, kind: str, most: int) -> Pixels:
    """Return a picture in a format, the best way that has no more than `most` bytes, or else the smallest."""
    from PIL import Image

    if kind == "JPEG" and picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    content = b""
    for options in _ENCODINGS[kind]:
        content = save(picture, kind, options)
        if not most or len(content) <= most:
            break
    return Pixels(content, f"image/{kind.lower()}", *picture.size)


def save(picture: Image, kind: str, options: Mapping[str, int]) -> bytes:
    """Return a picture as bytes in a format of Pillow's; with `colors` among the options, in no more than so many."""
    from PIL import Image

    target, colors = BytesIO(), options.get("colors")
    found = picture.convert("RGBA").quantize(colors, Image.Quantize.FASTOCTREE) if colors else picture
    found.save(target, kind, **{key: value for key, value in options.items() if key != "colors"})
    return target.getvalue()


class _Unknown(ValueError):
    """A file that no decoder knows."""


@contextmanager
def _open(content: bytes) -> Iterator[Image]:
    """Open a photo; raise ValueError for what is none that is read, or too large."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint asks for it
    try:
        formats = [kind for kind in ENDINGS if kind != "HEIF"]
        if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
            from pi_heif import register_heif_opener

            register_heif_opener(thumbnails=False)
            formats = ["HEIF"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of bombs, which are told, and of tags that are left behind
            with Image.open(BytesIO(content), formats=formats) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValueError(_too_large(f"{picture.width} × {picture.height} pixels"))
                yield picture
    except UnidentifiedImageError as fault:
        raise _Unknown("is not a picture that can be read") from fault
    except Image.DecompressionBombError as fault:
        raise ValueError(_too_large("more than that")) from fault
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _too_large(has: str) -> str:
    return f"is too large: {MOST_PIXELS // 1_000_000} million pixels are the most, it has {has}"


def _plain(first: Image, side: int) -> Image:
    """Return the first picture of a file: upright, small enough, in sRGB (RGBA if it lets something through)."""
    from PIL import Image, ImageOps

    profile = first.info.get("icc_profile")
    picture = ImageOps.exif_transpose(_eight_bits(first))
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    alpha = picture.getchannel("A") if picture.mode in ("LA", "RGBA", "La", "RGBa") else None
    if picture.mode in ("LA", "La", "1"):
        picture = picture.convert("L")
    if picture.mode in ("RGBA", "RGBa"):
        picture = picture.convert("RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    picture = _in_srgb(picture, profile)
    if alpha and alpha.getextrema() != (255, 255):
        alpha.thumbnail((side, side), Image.Resampling.LANCZOS)
        picture.putalpha(alpha)
    picture.info.clear()
    return picture


def _eight_bits(picture: Image) -> Image:
    """Return a picture with eight bits for each color: Pillow would cut off what is brighter."""
    if not picture.mode.startswith(("I", "F")):
        picture.load()
        return picture
    whole = picture.convert("F")
    low, high = (float(bound) for bound in whole.getextrema())  # type: ignore[arg-type]
    if picture.mode.startswith("I"):
        low, high = 0.0, 255.0 if picture.mode == "I" and high < 256 else 65535.0
    elif low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    scale = 255 / ((high - low) or 1)
    turned = whole.point(lambda value: value * scale + -low * scale).convert("L")
    turned.info = dict(picture.info)
    with suppress(AttributeError):
        turned.getexif().update(picture.getexif())
    return turned


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """Return a picture with the colors that its profile means; one that is broken, or of another kind, is ignored."""
    from PIL import ImageCms

    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            space = own.profile.xcolor_space.strip()
            if space == {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}.get(picture.mode):
                screen = ImageCms.createProfile("sRGB")
                found = ImageCms.profileToProfile(
                    picture, own, screen, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB",
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )  # fmt: skip
                if found is not None:
                    return found
    return picture.convert("RGB")
