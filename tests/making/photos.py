"""Photos as cameras save them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def camera() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    return exif
