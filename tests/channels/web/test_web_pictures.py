"""Pictures on the pages: their sizes, and how large ones are made smaller."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from pamphlets.channels.web import pictures
from pamphlets.paper import drawings, raster


def picture(kind: str, size: tuple[int, int], noise: bool = False, **options: object) -> bytes:
    made = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, "#E9A15B")
    target = BytesIO()
    made.save(target, kind, **options)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_size_is_that_of_the_picture(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"x.{kind.lower()}"
    file.write_bytes(picture(kind, (90, 60)))
    assert drawings.size(file) == (90, 60)


def test_a_photo_taken_upright_is_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (tmp_path / "x.jpg").write_bytes(picture("JPEG", (90, 60), exif=exif))
    assert drawings.size(tmp_path / "x.jpg") == (60, 90)


def test_what_is_no_picture_has_no_size(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"<html>")
    assert drawings.size(tmp_path / "x.jpg") == (0, 0)


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_a_large_picture_is_made_smaller_and_reported(kind: str, ending: str) -> None:
    """One of several MB comes out with 1600 pixels at most, in the format of its name."""
    first = picture(kind, (2400, 1800), noise=True, **({} if kind == "PNG" else {"quality": 98}))
    made, problem = pictures.lighten(f"content/images/x.{ending}", first)
    shown = Image.open(BytesIO(made))
    assert shown.format == kind and shown.size == (1600, 1200) and len(made) < len(first) / 2
    if len(first) > pictures.LARGE:
        assert (
            problem
            and problem.severity == "warning"
            and str(problem).startswith(f"content/images/x.{ending}: warning: the pict")
        )
        assert f"{len(first) / 1e6:.1f} MB; for pages it was made smaller (1600 × 1200 pixels, " in problem.message
    assert pictures.lighten(f"content/images/x.{ending}", first)[0] == made


def test_a_small_picture_keeps_its_size() -> None:
    made = Image.open(BytesIO(pictures.lighten("content/images/x.jpg", picture("JPEG", (90, 60)))[0]))
    assert (made.format, made.size) == ("JPEG", (90, 60))


def test_what_no_browser_shows_becomes_what_all_show() -> None:
    """A TIFF is a PNG on pages, a photo of an iPhone a JPEG; the names say so."""
    assert pictures.address("content/images/a.TIF") == "assets/images/a.TIF.png"
    assert pictures.href("content/images/a b#1.heic") == "assets/images/a%20b%231.heic.jpg"
    made = pictures.lighten("content/images/a.TIF", picture("TIFF", (90, 60)))[0]
    assert Image.open(BytesIO(made)).format == "PNG"
    made = pictures.lighten("content/images/a.png", picture("TIFF", (90, 60)))[0]
    assert Image.open(BytesIO(made)).format == "PNG"


def test_pages_do_not_tell_where_a_photo_was_taken() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    first = picture("JPEG", (90, 60), exif=exif)
    assert Image.open(BytesIO(first)).getexif().get_ifd(0x8825)
    made = pictures.lighten("content/images/x.jpg", first)[0]
    assert not Image.open(BytesIO(made)).getexif()


def test_a_damaged_picture_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint has it, for the whole process
    _, problem = pictures.lighten("content/images/x.jpg", picture("JPEG", (2400, 1800))[:2000])
    assert problem and problem.message.startswith("the picture cannot be read: ")
    with pytest.raises(ValueError):
        raster.develop(b"<html>", 10)


def test_a_page_keeps_room_for_a_photo(write: Callable[..., Path], tmp_path: Path) -> None:
    from making.markup import read
    from making.pages import FILES, SAFE, built

    safe = SAFE.replace("chair.svg", "chair.jpg")
    built(
        write(FILES | {"content/safe.md": safe, "content/images/chair.jpg": picture("JPEG", (90, 60))}), tmp_path / "b"
    )
    (shown,) = read(tmp_path / "b/web/safe/index.html").all("img")
    assert shown == {"src": "../assets/images/chair.jpg", "alt": "A chair", "width": "90", "height": "60"}
