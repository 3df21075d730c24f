"""Photos are developed once: upright, in sRGB, with eight bits a color, and without what they say of themselves."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from making.photos import camera, saved
from PIL import Image, ImageCms

from pamphlets.paper import raster

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><GPSLatitude>44,12N</GPSLatitude></x:xmpmeta>'

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAZdtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAA"
    "AERAAAIAAQAAAAABuwABAAAAAAAAAEcAAgAAAAACAgABAAAAAAAAAEgAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZl"
    "AgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH/"
    "/wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNj"
    "b2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABgAAAAQAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAABppcmVmAAAA"
    "AAAAAA5jZHNjAAIAAQABAAAAl21kYXQAAABDKAGvWIp+DpJf/+iFf/21+Q95Dzo3f+vaRfaKk/0apQGTkG8VuZRtg70EsZjQibqvRoPjt2qocYZq"
    "Bp5MMi1MdNmoiAAAAAZFeGlmAABNTQAqAAAACAACAQ8AAgAAAAYAAAAmiCUABAAAAAEAAAAsAAAAAE1ha2VyAAABAAEAAgAAAAJOAAAAAAAAAA=="
)
"""96 × 64 pixels, red at the left and blue at the right, with a place in its Exif."""


def shown(content: bytes, side: int = 500, **options: object) -> Image.Image:
    return Image.open(BytesIO(raster.develop(content, side, **options).content))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_keeps_its_greys(mode: str) -> None:
    """A ramp from black to white stays one: 16 bits are not cut off at 255."""
    ramp = Image.linear_gradient("L")  # 256 × 256, black at the top
    values = {"I;16": lambda v: v * 257, "I": lambda v: v * 257, "F": lambda v: v / 255}
    if mode in values:
        wide = Image.new("F", ramp.size)
        wide.putdata([values[mode](v) for v in ramp.tobytes()])
        made = wide if mode == "F" else wide.convert("I").convert(mode)
    else:
        made = ramp.quantize() if mode == "P" else ramp.convert("RGB").convert(mode)
    found = shown(saved(made, "TIFF")).convert("L")
    assert found.getpixel((128, 0)) < 8 and found.getpixel((128, 255)) > 247
    if mode not in ("1", "CMYK"):
        assert abs(found.getpixel((128, 128)) - 128) < 4


def test_a_grey_png_of_sixteen_bits() -> None:
    wide = Image.new("I", (64, 64), 32768).convert("I;16")
    assert abs(shown(saved(wide, "PNG")).convert("L").getpixel((9, 9)) - 128) <= 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO", "TIFF", "AVIF"])
def test_nothing_is_said_beside_the_picture(kind: str) -> None:
    """Neither where it was taken nor by whom; it stands upright."""
    options = {"exif": camera(), "xmp": XMP, "comment": b"GPSLatitude"}
    if kind == "MPO":
        options |= {"save_all": True, "append_images": [Image.new("RGB", (50, 30))]}
    first = saved(Image.new("RGB", (90, 60), "#E9A15B"), kind, **options)
    for target in ("JPEG", "PNG", "WEBP", ""):
        made = raster.develop(first, 500, kind=target)
        picture = Image.open(BytesIO(made.content))
        assert not picture.getexif() and "xmp" not in picture.info and b"GPSLat" not in made.content
        assert getattr(picture, "n_frames", 1) == 1
        assert (made.width, made.height) == picture.size == ((60, 90) if kind != "AVIF" else picture.size)


def test_photos_have_the_colors_of_their_profile() -> None:
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    red = Image.new("RGB", (60, 60), (200, 60, 40))
    swapped = ImageCms.profileToProfile(red, srgb, lab, outputMode="LAB")
    assert swapped is not None
    back = shown(saved(swapped, "TIFF", icc_profile=ImageCms.ImageCmsProfile(lab).tobytes())).getpixel((9, 9))
    assert max(abs(a - b) for a, b in zip(back, (200, 60, 40), strict=True)) <= 4
    for broken in (b"nothing", b"\0" * 200, srgb.tobytes()[:90]):
        assert shown(saved(red, "PNG", icc_profile=broken)).getpixel((9, 9)) == (200, 60, 40)
    grey = saved(red.convert("L"), "PNG", icc_profile=srgb.tobytes())  # a profile of another kind of picture
    assert shown(grey).convert("L").getpixel((9, 9)) == red.convert("L").getpixel((9, 9))


def test_what_lets_light_through_does_so_still() -> None:
    clear = Image.new("RGBA", (40, 40), (200, 0, 0, 0))
    clear.paste((200, 0, 0, 255), (0, 0, 20, 40))
    for content in (saved(clear, "PNG"), saved(clear, "WEBP", lossless=True), saved(clear, "GIF")):
        found = shown(content).convert("RGBA")
        assert found.getpixel((5, 5))[3] == 255 and found.getpixel((35, 5))[3] == 0
    assert shown(saved(clear, "PNG"), kind="JPEG").getpixel((35, 5)) == (255, 255, 255)


def test_no_larger_than_asked() -> None:
    noise = saved(Image.effect_noise((1600, 1200), 80).convert("RGB"), "JPEG", quality=98)
    made = raster.develop(noise, 800, 200_000)
    assert (made.width, made.height) == (800, 600) and len(made.content) <= 200_000
    assert raster.develop(noise, 800, 200_000) == made
    exact = saved(Image.effect_noise((900, 900), 80).convert("RGB"), "PNG")
    assert raster.develop(exact, 900).kind == "image/png"
    assert raster.develop(exact, 900, 300_000).kind == "image/jpeg"


def test_a_photo_of_an_iphone() -> None:
    made = raster.develop(HEIC, 500)
    assert (made.kind, made.width, made.height) == ("image/jpeg", 96, 64) and b"Maker" not in made.content
    red, _, blue = Image.open(BytesIO(made.content)).getpixel((9, 9))
    assert red > 180 and blue < 80
    assert list(raster.flaws(HEIC, "a.HEIC")) == []
