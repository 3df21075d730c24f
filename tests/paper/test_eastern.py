"""Chinese, Japanese and Korean: a language's own forms out of a package, or out of a collection of the machine."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

from pamphlets.cli import main
from pamphlets.errors import PamphletError
from pamphlets.paper import eastern

FORMS = "feature locl { script hani; language ZHS; sub bone by bone.zh; } locl;"


def font(family: str, style: str = "Regular") -> TTFont:
    """Return a font of one letter, which is drawn in another way in Chinese."""
    made, pen = FontBuilder(1000, isTTF=False), T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.lineTo((100, 0))
    pen.lineTo((0, 700))
    pen.closePath()
    glyphs = [".notdef", "bone", "bone.zh"]
    made.setupGlyphOrder(glyphs)
    made.setupCharacterMap({0x9AA8: "bone"})
    made.setupCFF("Rest", {}, dict.fromkeys(glyphs, pen.getCharString()), {})
    made.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 0)))
    made.setupHorizontalHeader(ascent=1160, descent=-288)
    made.setupNameTable({"familyName": family, "styleName": style})
    made.setupOS2()
    made.setupPost()
    addOpenTypeFeaturesFromString(made.font, FORMS)
    return made.font


def packed(one: TTFont) -> bytes:
    saved = BytesIO()
    one.save(saved)
    return saved.getvalue()


def test_forms_of_a_language_stand_for_those_of_japanese() -> None:
    held = tuple((f"Rest-{style}.otf", packed(font("Rest", style))) for style in ("Regular", "Bold"))
    found = dict(eastern.speak("zh-Hans", (*held, ("Rest-LICENSE.txt", b"Free to use."))))
    assert sorted(found) == [
        "NotoSansCJKSC-Bold.otf", "NotoSansCJKSC-LICENSE.txt", "NotoSansCJKSC-Regular.otf"
    ]  # fmt: skip
    with TTFont(BytesIO(found["NotoSansCJKSC-Regular.otf"])) as chinese:
        assert chinese.getBestCmap() == {0x9AA8: "bone.zh"}
        assert chinese["name"].getBestFamilyName() == "Noto Sans CJK SC"
        assert (chinese["hhea"].ascent, chinese["hhea"].descent) == (984, -316)
    with TTFont(BytesIO(dict(eastern.speak("ja", held))["NotoSansCJKJP-Bold.otf"])) as japanese:
        assert japanese.getBestCmap() == {0x9AA8: "bone"}


def test_a_face_is_taken_out_of_a_collection_of_the_machine(tmp_path: Path) -> None:
    assert eastern.of_machine("ko", (tmp_path,)) == ()
    for style in ("Regular", "Bold"):
        both = TTCollection()
        both.fonts = [font(f"Noto Sans CJK {name}", style) for name in ("JP", "KR")]
        both.save(tmp_path / f"NotoSansCJK-{style}.ttc")
    found = dict(eastern.of_machine("ko", (tmp_path / "none", tmp_path)))
    assert sorted(found) == ["NotoSansCJKKR-Bold.otf", "NotoSansCJKKR-Regular.otf"]
    with TTFont(BytesIO(found["NotoSansCJKKR-Bold.otf"])) as korean:
        assert korean["name"].getBestFamilyName() == "Noto Sans CJK KR" and korean.getBestCmap() == {0x9AA8: "bone"}
    with pytest.raises(PamphletError, match="cannot be read"):
        eastern.of_machine("zh-Hans", (tmp_path,))


@pytest.mark.parametrize(
    ("name", "language"),
    [("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-HK", "zh-Hant"), ("ja-JP", "ja"), ("ko", "ko")],
)
def test_a_region_has_the_font_of_its_language(
    name: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`font add zh-CN` is that of simplified Chinese, as its texts are set in it."""
    asked = list[str]()

    def of_machine(code: str) -> tuple[tuple[str, bytes], ...]:
        asked.append(code)
        return (("Own-Regular.otf", b"x"),)

    monkeypatch.setattr(eastern, "of_machine", of_machine)
    found = CliRunner().invoke(main, ["font", "add", name, "--project", str(tmp_path)])
    assert (found.exit_code, asked) == (0, [language]), found.output
    assert (tmp_path / "templates/assets/fonts/Own-Regular.otf").read_bytes() == b"x"
