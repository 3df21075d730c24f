"""Pictures on the pages: their sizes, and how large ones are made smaller."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from making.markup import Page, read
from making.pages import FILES, SAFE, built
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
    safe = SAFE.replace("chair.svg", "chair.jpg")
    built(
        write(FILES | {"content/safe.md": safe, "content/images/chair.jpg": picture("JPEG", (90, 60))}), tmp_path / "b"
    )
    (shown,) = read(tmp_path / "b/web/safe/index.html").all("img")
    assert shown == {"src": "../assets/images/chair.jpg", "alt": "A chair", "width": "90", "height": "60"}


@pytest.fixture
def shown(write: Callable[..., Path], tmp_path: Path) -> Callable[..., Page]:
    """Make the pages of a project whose pamphlet `safe` has more in its front matter and below; return its page."""

    def shown(front: str, text: str = "", files: dict[str, str | bytes] | None = None) -> Page:
        safe = SAFE.replace("summary: How to lift.\n", f"summary: How to lift.\n{front}") + text
        built(write(FILES | {"content/safe.md": safe} | (files or {})), tmp_path / "b")
        return read(tmp_path / "b/web/safe/index.html")

    return shown


def test_a_motif_is_drawn_in_the_page(shown: Callable[..., Page]) -> None:
    """It fills its box, says what it shows, and its names are none of the page's."""
    own = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1000"><title>A leaf</title><defs><circle id="lift"'
        ' cx="9" cy="9" r="9"/></defs><use href="#lift" fill="var(--night, #27406B)"/></svg>'
    )
    for name, said in (("teeth", "A bright tooth in rings of color"), ("leaf", "A leaf")):
        page = shown(f"cover: motif {name}\n", files={"templates/assets/motifs/leaf.svg": own})
        (drawing,) = [a for a in page.all("svg") if "preserveAspectRatio" in a or "preserveaspectratio" in a]
        assert drawing["role"] == "img" and drawing["aria-label"] == said
        assert page.ids.count("lift") == 1 and "var(--" not in page.html and page.html.count("<title>") == 1


def test_a_photo_comes_in_three_sizes(shown: Callable[..., Page], tmp_path: Path) -> None:
    front = "cover: photo images/front.jpg\ncover-alt: A dentist\nfocus: [46, 20]\n"
    page = shown(front, files={"content/images/front.jpg": picture("JPEG", (2400, 1600))})
    (photo,) = page.all("img", alt="A dentist")
    home = "../assets"
    assert photo["srcset"] == (
        f"{home}/520/images/front.jpg 520w, {home}/1040/images/front.jpg 1040w, {home}/images/front.jpg 1600w"
    )
    assert (photo["src"], photo["width"], photo["height"]) == (f"{home}/images/front.jpg", "2400", "1600")
    widths = {n: drawings.size(tmp_path / f"b/web/assets/{n}images/front.jpg")[0] for n in ("520/", "1040/", "")}
    assert widths == {"520/": 520, "1040/": 1040, "": 1600}
    style = (tmp_path / "b/web/assets/site.css").read_text()
    assert photo["class"] == "at-46-20" and ".art img.at-46-20 { object-position: 46.0% 20.0%; }" in style


def test_a_small_upright_photo_comes_as_it_is(shown: Callable[..., Page]) -> None:
    page = shown("cover: photo images/front.jpg\n", files={"content/images/front.jpg": picture("JPEG", (400, 600))})
    (photo,) = page.all("img", src="../assets/images/front.jpg")
    assert "srcset" not in photo and photo["class"] == "at-50-20" and photo["alt"] == ""


def test_words_alone_have_no_picture(shown: Callable[..., Page]) -> None:
    page = shown("cover: type\n")
    assert page.all("header", class_="opening plain") and not page.all("div", class_="art")


def test_a_drawing_as_a_cover_stands_whole(shown: Callable[..., Page]) -> None:
    page = shown("cover: photo images/chair.svg\n")
    assert page.all("div", class_="art drawn") and page.all("img", src="../assets/images/chair.svg", alt="")


def test_pictures_of_the_text(shown: Callable[..., Page]) -> None:
    """Each keeps its room; an upright photo is cut, unless it stands in a line of words."""
    text = '\n![A](images/a.jpg){width=half focus="46 20.5"}\n\nB.\n\n![C](images/a.jpg){.whole} Sit.\n'
    page = shown("", text, {"content/images/a.jpg": picture("JPEG", (60, 90))})
    assert [a for a in page.all("img") if "a.jpg" in a["src"]] == [
        {"src": "../assets/images/a.jpg", "width": "60", "height": "90", "class": "upright at-46-20_5", "alt": "A"},
        {"src": "../assets/images/a.jpg", "width": "60", "height": "90", "alt": "C", "class": "within"},
    ]


@pytest.mark.parametrize(
    ("brand", "shape", "size", "said"),
    [
        ("meta: {name: Rest House}\n", "", None, "Rest House"),
        ("logo: {path: images/l.svg, alt: Rest House}\n", "350 100", ("135", "39"), ""),
        ("logo: {path: images/l.svg, alt: A leaf}\n", "100 200", ("28", "56"), "Rest House"),
        ("logo: {light: images/l.svg, dark: images/d.svg, alt: A}\n", "90 90", ("56", "56"), "Rest House"),
    ],
)
def test_the_logo_of_any_shape(
    shown: Callable[..., Page], brand: str, shape: str, size: tuple[str, str] | None, said: str
) -> None:
    """The name stands beside it, unless it carries that; without one for dark ground it stands on a chip there."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shape or "9 9"}"><path d="M0 0h9v9z"/></svg>'
    files = {"content/images/l.svg": drawing, "content/images/d.svg": drawing, "content/_brand.yml": brand}
    page = shown("", files=files)
    logos = [a for a in page.all("img") if a["src"].endswith("/l.svg")]
    assert [(a["width"], a["height"]) for a in logos] == ([size] if size else [])
    assert [text for tag, text in page.texts if tag == "span" and text == "Rest House"] == ([said] if said else [])
    if logos:
        dark = page.all("source", srcset="../assets/images/d.svg", media="screen and (prefers-color-scheme: dark)")
        assert logos[0]["alt"] == ("" if said else "Rest House") and ("chip" in logos[0]["class"]) is not bool(dark)
