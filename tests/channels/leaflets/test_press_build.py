"""Files for print shops from a project: asked for, made, taken away again; what is missing is said with its place."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from making import publishing
from making.leaflets import BLOCKS, CHAIR, files
from making.once import once
from PIL import Image

from pamphlets import builder
from pamphlets.builder import Build, Selection
from pamphlets.errors import PamphletError
from pamphlets.paper import pdf

COLORS = {"ink": "[0, 0, 0, 100]", "night": "[90, 70, 20, 25]", "leaf": "[75, 25, 60, 25]", "dawn": "[5, 40, 70, 0]",
          "mist": "[2, 3, 8, 0]", "alert": "[15, 95, 95, 20]", "alert-ground": "[0, 8, 6, 0]"}  # fmt: skip
SKY = {'"#C9D3E2"': "[18, 10, 4, 0]", '"#D9E0EA"': "[12, 7, 3, 0]", '"#E8EAEC"': "[7, 4, 4, 0]",
       '"#FBE7D0"': "[0, 9, 18, 0]", '"#F6CFA4"': "[0, 20, 38, 0]"}  # fmt: skip
EVERY = {**COLORS, **SKY}
Make = Callable[..., Path]
PRESS = Selection(channels=("leaflets",), extras=("press",))


def sources(
    colors: dict[str, str] = EVERY, profile: str = "", text: str = BLOCKS, whole: bool = False
) -> dict[str, str | bytes]:
    """Return the files of a project that says what the press needs: with one leaflet, or with four."""
    press = f"press: {{colors: {{{', '.join(f'{key}: {value}' for key, value in colors.items())}}}{profile}}}\n"
    found = files(text.replace("{{ site.phone }}", "us"))
    practice = found["content/practice.yml"].replace("languages: [en, es]\n", "")
    if not whole:
        practice = re.sub(r"(?s)sites:.*tri-fold\]", "formats: [sheet]\nplatforms: [x]", practice)
    return {**found, "content/practice.yml": practice + press}


@pytest.fixture
def make(write: Callable[..., Path]) -> Make:
    """Write a project of one leaflet."""
    return lambda more=None, **given: write(sources(**given) | (more or {}))


@pytest.fixture(scope="session")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of four leaflets with their files for the press; nobody may change it, but copy it."""

    def make(folder: Path) -> None:
        publishing.write(folder, sources(whole=True))
        build(folder)

    return once(tmp_path_factory, "pressed", make)


def build(root: Path, selection: Selection = PRESS) -> Build:
    return builder.build(root, selection=selection, jobs=1)


def made(build: Build) -> set[str]:
    return {one.path for one in build.manifest.outputs if one.path.endswith(".press.pdf")}


def test_each_leaflet_gets_a_file_while_it_is_asked_for(pressed: Path, tmp_path: Path) -> None:
    root = publishing.copy(pressed, tmp_path)
    first = build(root)
    assert first.ran == 0
    places = ("rest", "at-river/rest")
    assert made(first) == {f"leaflets/{place}/{name}.press.pdf" for place in places for name in ("sheet", "tri-fold")}
    assert [problem for problem in first.problems if problem.rule.startswith("press")] == []
    desk = root / "build/desk/rest.html"
    assert 'href="../leaflets/rest/tri-fold.press.pdf"' in desk.read_text("utf-8")
    without = build(root, Selection(channels=("leaflets",)))
    assert "press.pdf" not in desk.read_text("utf-8")
    assert without.ran == 4
    assert set(without.removed) >= made(first)
    assert not list((root / "build").rglob("*.press.pdf"))


def test_a_whole_build_knows_whether_it_was_asked_for(make: Make) -> None:
    root = make()
    assert not made(build(root, Selection()))
    asked = build(root, Selection(extras=("press",)))
    assert made(asked)
    assert build(root, Selection(extras=("press",))).ran == 0
    assert not made(build(root, Selection()))


def test_files_pass_their_own_preflight_and_qpdf(pressed: Path) -> None:
    for path in (pressed / "build").rglob("*.press.pdf"):
        with pikepdf.open(path) as file:
            assert file.check_pdf_syntax() == []
            assert len(file.pages) == (2 if "tri-fold" in path.name else len(file.pages))
            assert "/OutputIntents" not in file.Root


def problems(root: Path) -> list[str]:
    try:
        found = build(root).problems
    except PamphletError as error:
        found = error.problems
    return [str(problem) for problem in found if problem.rule.startswith("press")]


def test_a_brand_color_without_inks_is_an_error(make: Make) -> None:
    assert problems(make(colors={key: value for key, value in EVERY.items() if key not in ("ink", "leaf")})) == [
        "content/practice.yml:12: error: 'press: colors:' has no inks for 'ink' (#1B2A41), a color of the brand\n"
        "  hint: ask your print shop, or begin with ink: [0, 0, 0, 100]",
        "content/practice.yml:12: error: 'press: colors:' has no inks for 'leaf' (#2C6A5B), a color of the brand\n"
        "  hint: ask your print shop, or begin with leaf: [58, 0, 14, 58]",
        "content/practice.yml:12: warning: text is printed in a black of several inks (C 58%, M 35%, K 75%): it will "
        "look blurred\n"
        "  hint: give this color only black in 'press: colors:' of content/practice.yml, such as [0, 0, 0, 100]",
    ]


def test_a_color_of_drawings_without_inks_is_told(make: Make) -> None:
    """But not tints of the brand: they have their share of the inks of their color."""
    chair = {"content/images/chair.svg": CHAIR.replace("<path", '<path fill="#C0D0E0"')}
    assert problems(make(chair, colors=COLORS)) == [
        "content/practice.yml:12: warning: #C0D0E0, a color of drawings, becomes the inks [14, 7, 0, 12] by a formula\n"
        "  hint: to settle it, write it into 'press: colors:' as \"#C0D0E0\": [14, 7, 0, 12]"
    ]


def test_a_name_that_is_no_color_of_the_brand_is_told(make: Make) -> None:
    assert problems(make(colors={**EVERY, "nigth": "[0, 0, 0, 0]"})) == [
        "content/practice.yml:12: warning: 'press: colors:' names 'nigth', which is no color of the brand\n"
        "  hint: did you mean 'night'?"
    ]


def photo(width: int) -> bytes:
    file = BytesIO()
    Image.linear_gradient("L").resize((width, width // 2)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


PHOTO = BLOCKS.replace("images/chair.svg", "images/chair.jpg")


def test_a_coarse_picture_is_told_with_its_figure(make: Make) -> None:
    found = problems(make({"content/images/chair.jpg": photo(200)}, text=PHOTO))
    coarse = [line for line in found if "dpi" in line]
    assert coarse
    assert all(line.startswith("content/images/chair.jpg: warning: ") for line in coarse)
    assert all("a picture of 200 × 100 pixels on side" in line and "300 are needed" in line for line in coarse)
    assert any("is RGB" in line and "press: profile:" in line for line in found)


def test_pictures_follow_the_profile_of_the_press(make: Make) -> None:
    more = {"content/images/chair.jpg": photo(2000), "content/press.icc": profile()}
    root = make(more, profile=", profile: press.icc", text=PHOTO)
    assert problems(root) == []
    with pikepdf.open(root / "build/leaflets/rest/sheet.press.pdf") as file:
        (intent,) = file.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "press.icc"
        spaces = {str(found.ColorSpace) for found in file.objects
                  if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"}  # fmt: skip
        assert spaces == {"/DeviceCMYK"}


def test_a_profile_of_another_kind_is_an_error(make: Make) -> None:
    assert problems(make({"content/press.icc": b"no profile"}, profile=", profile: press.icc"))[0] == (
        "content/practice.yml:12: error: the profile of 'press' is no ICC profile for CMYK\n"
        "  hint: ask the print shop for the .icc file of its paper, or take the line out"
    )


def profile() -> bytes:
    """Return a tiny ICC profile: the darker, the more black; nothing of the other inks."""
    ramp = bytes(range(256))
    cube = b"".join(bytes([0, 0, 0, 255 - 255 * light]) for light in (0, 1) for _ in range(4))
    matrix = struct.pack(">9i", *(65536 * (place % 4 == 0) for place in range(9)))
    table = b"mft1\0\0\0\0" + bytes([3, 4, 2, 0]) + matrix + 3 * ramp + cube + 4 * ramp
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    tags = {b"B2A0": table, b"wtpt": white}
    start = 132 + 12 * len(tags)
    index, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        index += name + struct.pack(">2I", start + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    head = struct.pack(">I4s4s4s4s4s", start + len(body), b"lcms", b"\2\x10\0\0", b"prtr", b"CMYK", b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + index + body


def test_preflight_is_that_of_the_sheets(pressed: Path) -> None:
    content = (pressed / "build/leaflets/rest/tri-fold.press.pdf").read_bytes()
    paper = builder.plan(pressed).project.formats["tri-fold"].paper("Letter")
    assert pdf.preflight(content, paper) == ()
    other = builder.plan(pressed).project.formats["tri-fold"].paper("A4")
    assert [fault.rule for fault in pdf.preflight(content, other)] == ["box", "box"]
