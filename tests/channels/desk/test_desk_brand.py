"""The brand sheet of the desk: what comes of a brand, drawn, with the contrast of every text on every ground."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from making.markup import read
from making.topics import FILES, made, pages
from PIL import Image

from pamphlets.channels.desk.sheet import sheet
from pamphlets.project import Project

Write = Callable[..., Path]
BRAND = """
logo: images/logo.svg
color:
  palette: {fire: "#FF6F20", "pale-1": "#EEE"}
  primary: fire
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'


def test_the_sheet_shows_what_comes_of_a_brand(write: Write) -> None:
    """Every pair passes; what is not used as it is given stands beside what is used."""
    root = write({**FILES, "content/_brand.yml": BRAND, "content/images/logo.svg": LOGO})
    found = sheet(Project.load(root))
    day, screens = found.schemes
    assert dict(day.colors)["night"] == "#C33D00" and dict(screens.colors)["night"] == "#FF6F20"
    assert [(mend.name, mend.given, mend.used) for mend in found.mends] == [
        ("night", "#FF6F20", "#C33D00"), ("leaf", "#FF6F20", "#C33D00")
    ]  # fmt: skip
    assert found.palette == (("fire", "#FF6F20"), ("pale-1", "#EEEEEE"))
    assert [(family, len(files)) for family, files in found.fonts] == [("Atkinson Hyperlegible Next", 3)]
    pairs = [pair for scheme in found.schemes for pair in scheme.pairs]
    assert len(pairs) == 32 and min(min(pair.ratios) for pair in pairs) >= 4.5
    assert [round(ratio, 1) for ratio in pairs[1].ratios] == [5.3, 6.5]
    made(root, root / "build")
    page = read(root / "build" / "brand.html")
    assert page.faults == [] and not [a for _, a in page.tags if "style" in a]
    assert {a["href"] for a in page.all("image")} == {"desk/assets/images/logo.svg"}
    assert found.size == (20, 20) and [name for name, _ in found.tints][:2] == ["night-10", "night-17"]
    motifs = [a["src"] for a in page.all("img") if "swatch" in a.get("class", "")]
    assert motifs[0] == "desk/motifs/food.svg" and len(motifs) == 8
    fills = {a["fill"] for _, a in page.tags if "fill" in a}
    assert {"#FF6F20", "#C33D00", "#EEEEEE"} <= fills


def test_a_brand_of_200_colors_and_a_logo_of_50_megapixels_has_a_sheet(write: Write) -> None:
    """The logo is no larger than a page needs."""
    photo = BytesIO()
    Image.new("RGB", (10_000, 5_000), "#887766").save(photo, "JPEG")
    palette = ", ".join(f"c{number}: 'hsl({number} 50% 50%)'" for number in range(200))
    brand = f"logo: images/logo.jpg\ncolor: {{palette: {{{palette}}}, primary: c7}}\n"
    root = write({**FILES, "content/_brand.yml": brand, "content/images/logo.jpg": photo.getvalue()})
    found = sheet(Project.load(root))
    assert len(found.palette) == 200
    assert found.logo
    with Image.open(BytesIO(pages(Project.load(root))["desk/assets/images/logo.jpg"])) as shown:
        assert shown.size == (960, 480)


def test_a_brand_without_a_logo_says_so(write: Write) -> None:
    root = write(FILES)
    made(root, root / "build")
    assert "No logo: content/_brand.yml names none that is there." in (root / "build/brand.html").read_text()
