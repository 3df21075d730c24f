"""A picture that cannot be shown is told at its line, in plain words, before anything is rendered."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from pamphlets import Project, check, library
from pamphlets.paper import raster

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
IPHONE = (
    "save it as JPEG: on the iPhone choose Settings › Camera › Formats › Most Compatible for new photos; "
    "for this one, open it on a computer and export it as JPEG"
)
FRONT = "---\ntitle: Rest\nsummary: How to rest.\npublish: false\n---\n## Rest\n\nRest.\n\n"


def encoded(kind: str) -> bytes:
    target = BytesIO()
    Image.frombytes("RGB", (60, 60), random.Random(1).randbytes(60 * 60 * 3)).save(target, kind)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.png", b"a text\n", "is not a picture that can be read\n  hint: save it as JPEG or PNG, and name that"),
        ("a.png", b"<?xml version='1.0'?><svg/>", "is a drawing, not what its name says\n  hint: name it 'a.svg'"),
        ("a.png", b"", "is empty\n  hint: copy it again from where it comes from"),
        ("a.png", encoded("PNG")[:2000], "is a damaged picture\n  hint: save it again, as PNG or JPEG"),
        ("a.jpg", encoded("JPEG")[:1500], "is a damaged picture\n  hint: save it again, as PNG or JPEG"),
        ("a.webp", encoded("WEBP")[:1500], "is a damaged picture\n  hint: save it again, as PNG or JPEG"),
        (
            "a.HEIC",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400,
            f"is not a picture that can be read\n  hint: {IPHONE}",
        ),
        ("a.heic", b"a text\n", f"is not a picture that can be read\n  hint: {IPHONE}"),
    ],
)
def test_a_photo_that_cannot_be_shown(write: Callable[..., Path], name: str, content: bytes, problem: str) -> None:
    root = write({"content/rest.md": f"{FRONT}![A chair](images/{name})\n", f"content/images/{name}": content})
    assert [str(one) for one in check(root)] == [f"content/rest.md:10: error: 'content/images/{name}' {problem}"]


def test_pictures_that_can_be_shown(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint has it, for the whole process
    inside = SVG.format('<defs><path id="a" d="M1 1h7v7z"/></defs><use href="#a"/>').encode()
    kinds = {"b.png": "PNG", "c.jpg": "JPEG", "d.webp": "WEBP", "e.GIF": "GIF", "f.tif": "TIFF", "g.bmp": "BMP",
             "h.avif": "AVIF", "i.jfif": "JPEG"}  # fmt: skip
    files = {"a.svg": inside, **{name: encoded(kind) for name, kind in kinds.items()}}
    text = FRONT + "".join(f"![A chair](images/{name})\n\n" for name in files)
    root = write({"content/rest.md": text, **{f"content/images/{name}": content for name, content in files.items()}})
    assert library.read(Project.load(root)).problems == ()
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_what_a_photo_is_not(write: Callable[..., Path]) -> None:
    """Another kind than the name says, moving pictures and several pages are shown, and told."""
    frames = [Image.new("RGB", (9, 9), color) for color in ("red", "blue")]
    moving, pages = BytesIO(), BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    frames[0].save(pages, "TIFF", save_all=True, append_images=frames[1:])
    files = {"a.png": encoded("TIFF"), "b.gif": moving.getvalue(), "c.tif": pages.getvalue()}
    text = FRONT + "".join(f"![A chair](images/{name})\n\n" for name in files)
    root = write({"content/rest.md": text, **{f"content/images/{name}": content for name, content in files.items()}})
    assert [str(one) for one in check(root)] == [
        "content/rest.md:10: warning: 'content/images/a.png' is a picture in TIFF, not what its name says\n"
        "  hint: name it 'a.tif'",
        "content/rest.md:12: warning: 'content/images/b.gif' is a moving picture: only the first is shown\n"
        "  hint: save the one that you mean, as JPEG or PNG",
        "content/rest.md:14: warning: 'content/images/c.tif' has several pages: only the first is shown\n"
        "  hint: save the one that you mean, as JPEG or PNG",
    ]


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it has so many pixels, and holds next to none."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [10_000, 14_200, 60_000])
def test_a_photo_with_too_many_pixels(side: int) -> None:
    (flaw,) = raster.flaws(png_of(side, side), "a.png")
    assert flaw.message.startswith("is too large: 89 million pixels are the most")
    with pytest.raises(ValueError, match="too large"):
        raster.develop(png_of(side, side), 100)


def test_a_broken_logo(write: Callable[..., Path]) -> None:
    root = write({"content/_brand.yml": "logo: images/logo.svg\n", "content/images/logo.svg": "\n<svg"})
    assert [str(one) for one in check(root)] == [
        "content/images/logo.svg:2: error: the drawing is broken\n  hint: save it again as SVG"
    ]


def test_checking_pictures_needs_no_typesetting(write: Callable[..., Path]) -> None:
    """`check` does not load what turns pages into PDF."""
    root = write({"content/rest.md": f"{FRONT}![A chair](images/a.png)\n", "content/images/a.png": encoded("PNG")})
    code = f"import sys, pamphlets; assert not pamphlets.check({str(root)!r}); print('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
