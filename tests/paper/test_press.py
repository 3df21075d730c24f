"""Files for print shops: boxes, marks and inks as they should be, and a preflight that finds each planted fault."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from making import ROOT
from making.paper import BRAND, PLACE, text_of
from making.pdf import opened
from PIL import Image

from pamphlets.model import Folders
from pamphlets.paper import pdf, typeset
from pamphlets.paper.pdf import colors
from pamphlets.project.settings.formats import Panel, Paper, Place

PAPER = Paper(
    width=120.0, height=80.0,
    panels=(Panel("one", 60.0, 80.0), Panel("two", 60.0, 80.0)),
    sides=((Place("two", 0.0), Place("one", 60.0)),),
)  # fmt: skip
INKS = {"#1B2A41": (0.0, 0.0, 0.0, 100.0), "#2C6A5B": (80.0, 20.0, 60.0, 30.0)}
GROUND = "<style>@page { size: 60mm 80mm; margin: 10mm; bleed: 3mm; background: #2C6A5B }</style>"
NEXT = "<p style='break-before: page'></p>"
DRAWING = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='90' height='30'%3E{}%3C/svg%3E"
RECTANGLE = DRAWING.format("%3Crect width='90' height='30' fill='%23A66A42' opacity='.9'/%3E")


def pages(html: str = "<p>First.</p><p style='break-before: page'>Second.</p>", style: str = GROUND) -> bytes:
    folders = Folders(ROOT, (ROOT / "templates",))
    page = f'<html lang="en"><title>x</title>{style}<body style="color: #1B2A41">{html}</body></html>'
    return typeset.Manuscript(page, folders, PLACE, BRAND).layout().pdf()


def pressed(content: bytes = b"", **more: object) -> bytes:
    return pdf.press(content or pages(), PAPER, {"one": 0, "two": 1}, INKS, **more)[0]  # type: ignore[arg-type]


def picture(width: int, mode: str = "CMYK") -> str:
    """Return a picture, to be printed 25.4 mm wide, so that its width is its dots an inch."""
    file = BytesIO()
    Image.new(mode, (width, width), None).save(file, "JPEG")
    data = base64.b64encode(file.getvalue()).decode()
    return f'<img style="width: 25.4mm" alt="x" src="data:image/jpeg;base64,{data}">'


def operators(content: bytes) -> set[str]:
    with opened(content) as file:
        forms = (found for found in file.objects if isinstance(found, pikepdf.Stream))
        streams = [page.obj for page in file.pages] + [form for form in forms if form.get("/Subtype") == "/Form"]
        return {str(operator) for stream in streams for _, operator in pikepdf.parse_content_stream(stream)}


def test_a_side_has_bleed_marks_and_its_panels_in_their_places() -> None:
    content = pressed()
    assert pdf.preflight(content, PAPER) == ()
    assert text_of(content).split() == ["Second.", "First."]
    with opened(content) as file:
        (page,) = file.pages
        around, bleed = 12 * pdf.POINT, 9 * pdf.POINT
        size = (120 * pdf.POINT, 80 * pdf.POINT)
        assert [float(edge) for edge in page.TrimBox] == pytest.approx(
            [around, around, around + size[0], around + size[1]], abs=0.01)  # fmt: skip
        assert [float(edge) for edge in page.BleedBox] == pytest.approx(
            [bleed, bleed, 2 * around - bleed + size[0], 2 * around - bleed + size[1]], abs=0.01)  # fmt: skip


def test_grounds_reach_into_the_bleed_and_no_panel_into_its_neighbor() -> None:
    from pamphlets.paper import raster

    one, two = "<style>@page :nth(1) { background: #1B2A41 }</style>", "<p></p><p style='break-before: page'></p>"
    (side,) = raster.pngs(pressed(pages(two, GROUND + one)), width=1440)  # 10 pixels a mm
    image = Image.open(BytesIO(side)).convert("RGB")
    left, right = image.getpixel((300, 400)), image.getpixel((1100, 400))
    assert left != right
    assert image.getpixel((95, 400)) == left  # 2.5 mm beyond the edge
    assert image.getpixel((85, 400)) == (255, 255, 255)
    assert image.getpixel((715, 400)) == left  # 0.5 mm before the fold
    assert image.getpixel((725, 400)) == right
    assert image.getpixel((1345, 400)) == right


def test_a_turned_panel_stands_on_its_head_in_its_place() -> None:
    turned = replace(PAPER, sides=((Place("one", 0.0, turned=True), Place("two", 60.0)),))
    content, _ = pdf.press(pages("<p>First.</p>" + NEXT), turned, {"one": 0, "two": 1}, INKS)
    with opened(content) as file:
        document = pypdfium2.PdfDocument(content)
        corner = (
            document[0].get_textpage().get_text_bounded(12 * pdf.POINT, 12 * pdf.POINT, 72 * pdf.POINT, 40 * pdf.POINT)
        )
        document.close()
        assert corner.strip() == "First."
        assert len(file.pages) == 1


def test_marks_stand_outside_the_bleed() -> None:
    with opened(pressed()) as file:
        (page,) = file.pages
        lines = [[float(number) / pdf.POINT - 12 for number in operands] for operands, operator in
                 pikepdf.parse_content_stream(page) if str(operator) in ("m", "l")]  # fmt: skip
    assert all(x <= -4 or x >= 124 or y <= -4 or y >= 84 for x, y in lines)
    assert {round(x, 1) for x, y in lines if y < 0} == {0, 60, 120}  # cut, fold, cut
    assert {round(y, 1) for x, y in lines if x < 0} == {0, 80}


def test_colors_of_text_grounds_and_drawings_become_inks() -> None:
    html = f'<p>Text.</p><img src="{RECTANGLE}" alt="x"><p style="color: #777">Grey.</p>'
    content, by_formula = pdf.press(pages(html), PAPER, {"one": 0}, INKS)
    assert by_formula == {"#A66A42": (0.0, 36.0, 60.0, 35.0)}
    assert not operators(content) & {"rg", "RG", "g", "G"}
    assert pdf.preflight(content, PAPER) == ()
    with opened(content) as file:
        assert b"0 0 0 1 k" in b"".join(
            found.read_bytes() for found in file.objects if isinstance(found, pikepdf.Stream)
        )


@pytest.mark.parametrize(
    ("rgb", "expected"),
    [
        ((0, 0, 0), (0, 0, 0, 100)),
        ((1, 1, 1), (0, 0, 0, 0)),
        ((0.5, 0.5, 0.5), (0, 0, 0, 50)),
        ((1, 0, 0), (0, 100, 100, 0)),
    ],
)
def test_formula_keeps_greys_grey(rgb: tuple[float, float, float], expected: tuple[float, ...]) -> None:
    assert colors.formula(*rgb) == expected


def faults(content: bytes) -> list[str]:
    return [fault.message for fault in pdf.preflight(content, PAPER)]


def test_preflight_finds_colors_that_are_not_inks() -> None:
    with opened(pages()) as file:
        for page in file.pages:
            page.TrimBox = [9, 9, 9 + 120 * pdf.POINT, 9 + 80 * pdf.POINT]
            page.BleedBox = [0, 0, 18 + 120 * pdf.POINT, 18 + 80 * pdf.POINT]
            page.mediabox = page.BleedBox
        changed = BytesIO()
        file.save(changed)
    assert faults(changed.getvalue()) == [
        f"the color {color} on side {side} is RGB" for side in (1, 2) for color in ("#2C6A5B", "#1B2A41")
    ]


def test_preflight_finds_gradients_and_colors_beyond_press() -> None:
    html = '<p style="background: linear-gradient(red, blue)">A</p><p style="color: oklch(60% 0.2 20)">B</p>'
    found = set(faults(pressed(pages(html + NEXT))))
    assert found >= {"a gradient on side 1 is RGB", "a color on side 1 is Lab"}


@pytest.mark.parametrize(("dots", "expected"), [(300, []), (150, ["is printed at 150 dpi; 300 are needed"])])
def test_preflight_finds_coarse_pictures(dots: int, expected: list[str]) -> None:
    two = picture(dots) + NEXT
    found = [message.partition("side 1 ")[2] for message in faults(pressed(pages(two)))]
    assert found == expected


def test_preflight_finds_coarse_pictures_of_grounds() -> None:
    source = picture(100).partition('src="')[2].rstrip('">')
    html = f'<p style="background: url({source}) 0 0 / 25.4mm; height: 30mm">A</p><p style="break-before: page"></p>'
    assert faults(pressed(pages(html))) == [
        "a picture of 100 × 100 pixels on side 1 is printed at 100 dpi; 300 are needed"
    ]


def test_pictures_become_inks_where_there_is_a_way() -> None:
    html = picture(300, "RGB") + NEXT
    assert faults(pressed(pages(html))) == ["a picture of 300 × 300 pixels on side 1 is RGB"]
    asked = []

    def develop(content: bytes, size: tuple[int, int]) -> bytes:
        asked.append(Image.open(BytesIO(content)).size)
        return bytes(4 * size[0] * size[1])

    assert faults(pressed(pages(html), develop=develop)) == []
    assert asked == [(300, 300)]


def test_preflight_finds_text_in_a_black_of_several_inks() -> None:
    content, _ = pdf.press(pages(), PAPER, {"one": 0, "two": 1}, INKS | {"#1B2A41": (60.0, 40.0, 40.0, 100.0)})
    assert faults(content) == [
        "text is printed in a black of several inks (C 60%, M 40%, Y 40%, K 100%): it will look blurred"
    ]


def box(name: str, millimetres: float) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        edges = [float(edge) for edge in file.pages[0].obj[name]]
        more = (-1, -1, 1, 1)
        file.pages[0].obj[name] = [e + m * millimetres * pdf.POINT for e, m in zip(edges, more, strict=True)]

    return change


def forget_fonts(file: pikepdf.Pdf) -> None:
    for found in file.objects:
        if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found:
            del found.FontFile2


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (box("/TrimBox", 1), "side 1 is cut to 122.0 by 82.0 mm, not to 120.0 by 80.0 mm"),
        (box("/BleedBox", -2), "side 1 has 1.0 mm of bleed; 3 are needed"),
        (box("/BleedBox", 20), "the bleed of side 1 reaches beyond its page"),
        (lambda file: file.pages[0].obj.__delitem__("/TrimBox"), "side 1 has no TrimBox"),
        (forget_fonts, "the font JYXRGA+Atkinson-Hyperlegible-Next is not in the file"),
    ],
)
def test_preflight_finds_wrong_boxes_and_missing_fonts(change: Callable[[pikepdf.Pdf], None], expected: str) -> None:
    with opened(pressed()) as file:
        change(file)
        changed = BytesIO()
        file.save(changed)
    assert expected in faults(changed.getvalue())


def test_the_profile_of_the_press_is_in_the_file() -> None:
    with opened(pressed(profile=("Coated", b"ICC"))) as file:
        (intent,) = file.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "Coated"
        assert bytes(intent.DestOutputProfile.read_bytes()) == b"ICC"
