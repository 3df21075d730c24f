"""Fonts out of wheels: weights and licence are taken, nothing is unpacked or run, and what no font needs is refused."""

from __future__ import annotations

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from making import ROOT

from pamphlets.cli import main
from pamphlets.errors import PamphletError
from pamphlets.paper import fontpkg
from pamphlets.project import FONT_WEIGHTS

SHIPPED = ROOT / "templates/assets/fonts"
REGULAR, BOLD = ((SHIPPED / f"AtkinsonHyperlegibleNext-{style}.ttf").read_bytes() for style in ("Regular", "Bold"))
NAME = "fontpkg-rest"


def wheel(members: dict[str, bytes], **kinds: Any) -> bytes:
    """Return a wheel with a licence and these files."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in {"fontpkg_rest/LICENSE": b"Free to use.", "fontpkg_rest/__init__.py": b""}.items():
            archive.writestr(path, content)
        for path, content in members.items():
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = kinds.get("attributes", 0)
            archive.writestr(entry, content)
    return packed.getvalue()


def variable(low: int = 100, high: int = 900) -> bytes:
    """Return a font of one letter that grows wide with its weight, and slants on another axis."""
    made, pen = FontBuilder(1000), TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((100, 0))
    pen.lineTo((0, 700))
    pen.closePath()
    made.setupGlyphOrder([".notdef", "A"])
    made.setupCharacterMap({65: "A"})
    made.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "A": pen.glyph()})
    made.setupHorizontalMetrics({".notdef": (500, 0), "A": (600, 0)})
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Rest Sans", "styleName": "Regular"})
    made.setupFvar([("wght", low, 400, high, "Weight"), ("slnt", -10, 0, 0, "Slant")], [])
    made.setupGvar({".notdef": [], "A": []})
    made.setupOS2()
    made.setupPost()
    packed = BytesIO()
    made.save(packed)
    return packed.getvalue()


def test_static_weights_and_the_licence_are_taken() -> None:
    """Other weights, italics, and whatever else a wheel has, are not."""
    content = wheel({
        "fontpkg_rest/files/A-Regular.ttf": REGULAR,
        "fontpkg_rest/files/A-Bold.ttf": BOLD,
        "fontpkg_rest/metadata.json": b"{}",
        "fontpkg_rest-1.dist-info/RECORD": b"",
    })  # fmt: skip
    found = dict(fontpkg.files(content, NAME, FONT_WEIGHTS))
    assert found == {
        "AtkinsonHyperlegibleNext-Regular.ttf": REGULAR,
        "AtkinsonHyperlegibleNext-Bold.ttf": BOLD,
        "AtkinsonHyperlegibleNext-LICENSE.txt": b"Free to use.",
    }


@pytest.mark.parametrize(
    ("low", "high", "styles"), [(100, 900, ["Bold", "Regular", "SemiBold"]), (300, 600, ["Regular", "SemiBold"])]
)
def test_a_variable_font_is_cut(low: int, high: int, styles: list[str]) -> None:
    """Into those weights that it reaches, each a font of its own that programs find by its family; twice the same."""
    content = wheel({"fontpkg_rest/files/Rest[slnt,wght].ttf": variable(low, high)})
    found = dict(fontpkg.files(content, NAME, FONT_WEIGHTS))
    assert found == dict(fontpkg.files(content, NAME, FONT_WEIGHTS))
    assert sorted(found) == sorted(["RestSans-LICENSE.txt", *(f"RestSans-{style}.ttf" for style in styles)])
    for style in styles:
        with TTFont(BytesIO(found[f"RestSans-{style}.ttf"])) as font:
            assert font["name"].getBestFamilyName() == "Rest Sans" and "fvar" not in font
            assert font["OS/2"].usWeightClass == FONT_WEIGHTS[style]


LINK = 0o120777 << 16


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (wheel({"../../evil.ttf": BOLD}), "has a file that leads out of it: '../../evil.ttf'"),
        (wheel({"/etc/evil": b""}), "has a file that leads out of it: '/etc/evil'"),
        (wheel({"fontpkg_rest/files/..\\evil.ttf": BOLD}), "has a file that leads out of it"),
        (wheel({"fontpkg_rest/files/a.ttf": b"/etc/passwd"}, attributes=LINK), "has a file that leads out of it"),
        (wheel({"fontpkg_rest-1.data/scripts/evil": b"#!"}), "carries a program: 'fontpkg_rest-1.data/scripts/evil'"),
        (wheel({"evil.pth": b"import os"}), "carries a program: 'evil.pth'"),
        (wheel({"fontpkg_rest/evil.so": b""}), "carries a program"),
        (wheel({"fontpkg_rest/files/a.ttf": bytes(30_000_000)}), "is larger than a font"),
        (wheel({f"fontpkg_rest/{number}": bytes(1_000_000) for number in range(121)}), "is larger than a font"),
        (wheel({f"fontpkg_rest/{number}": b"" for number in range(401)}), "is larger than a font"),
        (wheel({"fontpkg_rest/files/a.ttf": b"no font"}), "has a font that cannot be read, a.ttf"),
        (wheel({"fontpkg_rest/files/a.ttf": REGULAR[:5000]}), "has a font that cannot be read, a.ttf"),
        (wheel({"fontpkg_rest/a.txt": b""}), "carries no font with its licence"),
        (wheel({"fontpkg_rest/files/a.ttf": REGULAR})[:9000], "cannot be opened"),
        (b"", "cannot be opened"),
    ],
    ids=lambda value: value[-20:] if isinstance(value, str) else "wheel",
)
def test_a_wheel_that_is_no_font_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(PamphletError) as caught:
        list(fontpkg.files(content, NAME, FONT_WEIGHTS))
    assert caught.value.problems[0].message.startswith(f"the package {NAME} {why}")


def test_the_command_fetches_one_package_and_installs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name becomes that of a package, alone; what pip says of one that there is not is passed on."""
    called: list[list[str]] = []

    def run(command: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[str]:
        called.append(list(command[1:]))
        if command[-1] != "fontpkg-rest-sans":
            return subprocess.CompletedProcess(command, 1, "", "WARNING: x\nERROR: No matching distribution\n")
        folder = Path(command[command.index("--dest") + 1])
        (folder / "a.whl").write_bytes(wheel({"fontpkg_rest/files/Rest.ttf": variable()}))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr("subprocess.run", run)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "practice.yml").write_text("name: Rest House\n")
    at = ["--project", str(tmp_path)]
    ran = CliRunner().invoke(main, ["font", "add", "Rest Sans", *at])
    assert ran.exit_code == 0 and ran.output.splitlines()[0] == "wrote templates/assets/fonts/RestSans-Regular.ttf"
    assert {"download", "--no-deps", "--only-binary", ":all:", "--", "fontpkg-rest-sans"} <= set(called[0])
    assert sorted(path.name for path in (tmp_path / "templates/assets/fonts").iterdir()) == [
        "RestSans-Bold.ttf", "RestSans-LICENSE.txt", "RestSans-Regular.ttf", "RestSans-SemiBold.ttf"
    ]  # fmt: skip
    ran = CliRunner().invoke(main, ["font", "add", "Other", *at])
    assert ran.exit_code == 1 and "pip did not fetch fontpkg-other: ERROR: No matching distribution" in ran.output
    for name in ("../evil", "--index-url=http://a.org", "a;b", "x" * 90):
        assert CliRunner().invoke(main, ["font", "add", *at, "--", name]).exit_code == 2
    assert len(called) == 2
