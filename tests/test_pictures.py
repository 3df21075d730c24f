"""A picture that cannot be shown is told at its line, in plain words, before anything is rendered."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from pamphlets import Project, check, library, raster

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
INSIDE = "\n  hint: save it with its pictures and fonts inside it"
FRONT = "---\ntitle: Rest\nsummary: How to rest.\npublish: false\n---\n## Rest\n\nRest.\n\n"


def encoded(kind: str) -> bytes:
    target = BytesIO()
    Image.frombytes("RGB", (60, 60), random.Random(1).randbytes(60 * 60 * 3)).save(target, kind)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><path",
            "is a broken drawing\n  hint: save it again as SVG",
        ),
        ("a.svg", b"<html></html>", "is not a drawing\n  hint: save it as SVG"),
        ("a.svg", b"<?xml version='1.0' encoding='none'?><svg/>", "is a broken drawing\n  hint: save it again as SVG"),
        (
            "a.svg",
            SVG.format("<script>alert(1)</script>").encode(),
            "holds a script\n  hint: save it again as plain SVG",
        ),
        ("a.svg", SVG.format('<path onclick="a()"/>').encode(), "holds a script\n  hint: save it again as plain SVG"),
        (
            "a.svg",
            SVG.format('<image href="https://example.org/a.png"/>').encode(),
            f"reaches for something outside it (https://example.org/a.png){INSIDE}",
        ),
        (
            "a.svg",
            SVG.format('<use href="file:///etc/hostname"/>').encode(),
            f"reaches for something outside it (file:///etc/hostname){INSIDE}",
        ),
        ("a.png", b"a text\n", "is not a picture\n  hint: save it again, as PNG or JPEG"),
        ("a.png", encoded("PNG")[:2000], "is a damaged picture\n  hint: save it again, as PNG or JPEG"),
        ("a.jpg", encoded("JPEG")[:1500], "is a damaged picture\n  hint: save it again, as PNG or JPEG"),
        ("a.webp", encoded("WEBP")[:1500], "is a damaged picture\n  hint: save it again, as PNG or JPEG"),
    ],
)
def test_a_picture_that_cannot_be_shown(write: Callable[..., Path], name: str, content: bytes, problem: str) -> None:
    root = write({"content/rest.md": f"{FRONT}![A chair](images/{name})\n", f"content/images/{name}": content})
    assert [str(one) for one in check(root)] == [f"content/rest.md:10: error: 'content/images/{name}' {problem}"]


def test_pictures_that_can_be_shown(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint has it, for the whole process
    inside = SVG.format('<defs><path id="a" d="M1 1h7v7z"/></defs><use href="#a"/>').encode()
    files = {"a.svg": inside, "b.png": encoded("PNG"), "c.jpg": encoded("JPEG"), "d.webp": encoded("WEBP")}
    text = FRONT + "".join(f"![A chair](images/{name})\n\n" for name in files)
    root = write({"content/rest.md": text, **{f"content/images/{name}": content for name, content in files.items()}})
    assert library.read(Project.load(root)).problems == ()
    assert ImageFile.LOAD_TRUNCATED_IMAGES
    (root / "content/images/large.png").write_bytes(b"P6 30000 30000 255\n")
    assert raster.fault(root / "content/images/large.png") == ("", "")


def test_a_broken_logo(write: Callable[..., Path]) -> None:
    root = write({"content/_brand.yml": "logo: images/logo.svg\n", "content/images/logo.svg": "<svg"})
    assert [str(one) for one in check(root)] == [
        "content/_brand.yml: error: 'content/images/logo.svg' is a broken drawing\n  hint: save it again as SVG"
    ]


def test_checking_pictures_needs_no_typesetting(write: Callable[..., Path]) -> None:
    """`check` does not load what turns pages into PDF."""
    root = write({"content/rest.md": f"{FRONT}![A chair](images/a.png)\n", "content/images/a.png": encoded("PNG")})
    code = f"import sys, pamphlets; assert not pamphlets.check({str(root)!r}); print('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
