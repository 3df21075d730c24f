"""Logos of any shape cover the same area, within limits."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pamphlets.library import survey
from pamphlets.paper import logos
from pamphlets.project import Project


@pytest.mark.parametrize(
    ("ratio", "place", "size"),
    [
        (0.5, "cover", (10, 20)), (1, "cover", (20, 20)), (3.5, "cover", (41, 11.7)), (6, "cover", (54, 9)),
        (20, "cover", (56, 2.8)), (1, "head", (16, 16)), (3.5, "head", (33.5, 9.6)), (1, "poster", (12, 12)),
        (0.5, "card", (60, 120)), (3.5, "card", (251, 71.7)), (20, "card", (380, 19)), (1, "card-wide", (96, 96)),
        (3.5, "page", (134.9, 38.5)),
    ],
)  # fmt: skip
def test_the_size_of_a_logo(ratio: float, place: str, size: tuple[float, float]) -> None:
    assert logos.size(ratio, place) == pytest.approx(size, abs=0.05)


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Project]:
    def make(name: str, content: bytes, alt: str = "") -> Project:
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content/practice.yml").write_text("name: Rest House\nweb:\n")
        (tmp_path / "content/_brand.yml").write_text(f"logo: {{path: {name}, alt: '{alt}'}}\n")
        (tmp_path / "content" / name).write_bytes(content)
        return Project.read(tmp_path)

    return make


def png(mode: str, color: tuple[int, ...]) -> bytes:
    """Return a picture of one color."""
    made = BytesIO()
    Image.new(mode, (60, 30), color).save(made, "PNG")
    return made.getvalue()


def drawing(box: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="M0 0h1v1z"/></svg>'.encode()


def test_a_logo_is_read_from_its_view_box_or_its_pixels(make: Callable[..., Project], tmp_path: Path) -> None:
    """A photo as it is held; the name stands as text where the logo does not carry it."""
    project = make("a.svg", drawing('viewBox="0 0 3.5 1"'), "Rest House")
    found = logos.logo(project.brand, "Rest House", "cover", project.root)
    assert found and (round(found.width), found.named, found.alt, found.beside) == (41, True, "Rest House", False)
    project = make("a.svg", drawing('width="10" height="20"'), "A chair")
    found = logos.logo(project.brand, "Rest House", "cover", project.root)
    assert found and (found.width, found.height, found.named, found.alt, found.beside) == (10, 20, False, "", True)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 30), "white").save(tmp_path / "turned.jpg", exif=exif)
    assert logos.ratio(tmp_path / "turned.jpg") == 0.5
    assert (
        logos.logo(
            Project.read(tmp_path).brand.replace(logos=project.brand.logos._replace(light="")), "", "cover", tmp_path
        )
        is None
    )


@pytest.mark.parametrize(
    ("name", "content", "said", "hint"),
    [
        ("a.svg", drawing('viewBox="0 0 20 1"'),
         "_brand.yml: warning: the logo 'content/a.svg' is 20 times as wide as it is high: on a cover it is 56 × 3 mm",
         "name one that is between half and eight times as wide as it is high"),
        ("a.svg", drawing('viewBox="0 0 1 5"'),
         "_brand.yml: warning: the logo 'content/a.svg' is 5 times as high as wide: on a cover it is 4 × 20 mm",
         "name one that is between half and eight times as wide as it is high"),
        ("a.svg", drawing(""), "_brand.yml: warning: the logo 'content/a.svg' does not say how wide and high it is: "
         "it is shown as a square", "save it with a viewBox, such as '0 0 350 100'"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A</title><defs/></svg>',
         "_brand.yml: error: the logo 'content/a.svg' draws nothing",
         "save it again with something in it, or leave the logo out"),
        ("a.png", png("LA", (0, 0)), "_brand.yml: error: the logo 'content/a.png' draws nothing",
         "save it again with something in it, or leave the logo out"),
        ("a.png", b"", "_brand.yml: error: 'content/a.png' is empty", "copy it again from where it comes from"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_logo(
    make: Callable[..., Project], name: str, content: bytes, said: str, hint: str
) -> None:
    found = [str(one) for one in survey(make(name, content)).problems]
    assert found == [f"content/{said}\n  hint: {hint}"]


def test_a_white_logo_for_dark_grounds_draws_something(make: Callable[..., Project]) -> None:
    mark = Image.new("RGBA", (90, 60), (255, 255, 255, 0))
    mark.paste((255, 255, 255, 255), (20, 20, 70, 40))
    made = BytesIO()
    mark.save(made, "PNG")
    assert not survey(make("a.png", made.getvalue())).problems
    white = survey(make("a.png", png("RGB", (255, 255, 255)))).problems
    assert [problem.message for problem in white] == ["the logo 'content/a.png' draws nothing"]


@pytest.mark.parametrize("content", [b"", b"<svg", b"no drawing"])
def test_a_logo_that_is_broken_is_an_error(make: Callable[..., Project], content: bytes) -> None:
    (problem,) = survey(make("a.svg", content)).problems
    assert problem.severity == "error" and problem.location.path == "content/a.svg"
