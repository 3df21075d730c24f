"""Typesetting: only our own fonts and files, every complaint of WeasyPrint a Problem with a place."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from making import ROOT
from making.paper import BRAND, PAGE, PLACE, text_of
from PIL import Image

from pamphlets.errors import PamphletError
from pamphlets.model import Folders
from pamphlets.paper import raster, typeset
from pamphlets.paper.typeset import paint
from pamphlets.project.settings.scheme import scheme


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'
    )
    return Folders(tmp_path, (tmp_path / "templates", ROOT / "templates"))


def problem(html: str, folders: Folders) -> str:
    with pytest.raises(PamphletError) as caught:
        typeset.Manuscript(PAGE.format(html), folders, PLACE, BRAND).layout().pdf()
    return str(caught.value)


def test_pages_know_their_size_and_how_far_they_are_filled(folders: Folders) -> None:
    css = "@page { size: 100mm 50mm; margin: 10mm } body { margin: 0 } p { margin: 0 !important; line-height: 10mm }"
    layout = typeset.Manuscript(PAGE.format("<p>One</p><p>Two</p>"), folders, PLACE, BRAND).layout(css)
    (page,) = layout.pages
    assert (round(page.width), round(page.height), round(page.bottom), round(page.reach)) == (100, 50, 40, 30)
    assert [line.text for line in layout.lines] == ["One", "Two"]


def test_a_motif_follows_the_brand_and_is_its_own_while_the_brand_is_the_designs() -> None:
    """Each color that a motif names, and its tints on paper."""
    svg = b'<path fill="var(--night, #27406B)"/><path fill="var(--night-25, #C9D3E2)"/><path fill="#E6B892"/>'
    own, colors = dict(BRAND.colors), dict(scheme({"night": "#800000"}, {}).colors)
    assert re.findall(b"#[0-9A-F]+", paint.motif(svg, own)) == [b"#27406B", b"#C9D3E2", b"#E6B892"]
    assert re.findall(b"#[0-9A-F]+", paint.motif(svg, colors)) == [b"#800000", b"#DFBFBF", b"#E6B892"]
    third = b'<path fill="var(--night-33, #C9D3E2)"/><path fill="var(--plum, #C9D3E2)"/>'
    assert re.findall(b"#[0-9A-F]+", paint.motif(third, colors)) == [b"#D5ABAB", b"#C9D3E2"]
    for path in [*(ROOT / "templates/assets/motifs").glob("*.svg"), *(ROOT / "templates/assets/strips").glob("*.svg")]:
        text = path.read_bytes()
        assert b"<title>" in text
        assert not re.search(rb'"#[0-9A-Fa-f]{3,6}"', text), "a color that no brand can change"
        drawn = paint.motif(text, colors)
        assert b"var(" not in drawn and b"#27406B" not in drawn


def test_same_pages_give_the_same_bytes(folders: Folders) -> None:
    html = PAGE.format('<h1>One</h1><img src="content:images/dot.svg" alt="A dot">')
    first, second = (typeset.Manuscript(html, folders, PLACE, BRAND).layout().pdf("pdf/ua-1") for _ in range(2))
    assert first == second


def test_a_layout_can_be_repeated_at_another_size(folders: Folders) -> None:
    manuscript = typeset.Manuscript(PAGE.format("<p>" + "word " * 900), folders, PLACE, BRAND)
    small, large, again = (manuscript.layout(f"html {{ font-size: {size}pt }}") for size in (8, 20, 8))
    assert len(small) == len(again) < len(large)
    assert small.pdf() == again.pdf()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>a → b</p>",
            "content/x.md:41: error: no font of this leaflet has the character '→' (U+2192)\n"
            "  hint: write it in another way, or put a font that has it into templates/assets/fonts",
        ),
        (
            '<img src="content:images/dott.svg" alt="x">',
            "content/x.md:41: error: content/images/dott.svg: there is no such file\n"
            "  hint: name a picture of this project",
        ),
        (
            '<img src="https://example.org/x.png" alt="x">',
            "content/x.md:41: error: https://example.org/x.png: only files of this project can be shown on paper\n"
            "  hint: name a picture of this project",
        ),
        (
            '<img src="file:///etc/hostname" alt="x">',
            "content/x.md:41: error: file:///etc/hostname: only files of this project can be shown on paper\n"
            "  hint: name a picture of this project",
        ),
        (
            '<img src="content:../../x.png" alt="x">',
            "content/x.md:41: error: content/../../x.png: it is outside the project\n"
            "  hint: name a picture of this project",
        ),
        (
            '<p style="font-family: Nothing">x</p><style>html { font-family: Nothing }</style>',
            "content/_brand.yml: error: no file of the font 'Nothing' is in templates/assets/fonts\n"
            "  hint: known: Atkinson Hyperlegible Next",
        ),
    ],
)
def test_what_weasyprint_would_pass_over_is_an_error(html: str, expected: str, folders: Folders) -> None:
    assert problem(html, folders) == expected


@pytest.mark.parametrize(
    "reach",
    ['<image href="file:///etc/hostname"/>', '<style>@import "x.css"</style>', '<rect fill="url(https://a.b/c)"/>'],
)
def test_a_drawing_may_not_reach_outside_itself(reach: str, folders: Folders) -> None:
    drawing = folders.root / "content/images/dot.svg"
    drawing.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{reach}</svg>')
    message = problem('<img src="content:images/dot.svg" alt="x">', folders)
    assert message.startswith("content/x.md:41: error: content/images/dot.svg: the drawing reaches for something")


def test_bad_css_of_a_template_is_a_warning_with_its_line(folders: Folders) -> None:
    sheet = folders.templates[0] / "assets/own.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text('html { font-family: "Atkinson Hyperlegible Next" }\np { color: rot; }\n')
    layout = typeset.Manuscript(PAGE.format("<p>x</p>"), folders, PLACE, BRAND, stylesheets=("own.css",)).layout()
    assert [str(found) for found in layout.problems] == [
        "templates/assets/own.css:2: warning: Ignored `color: rot`, invalid value\n"
        "  hint: mend this line of the style, or take it out"
    ]


def test_a_font_that_cannot_be_read_is_an_error(folders: Folders) -> None:
    font = folders.templates[0] / "assets/fonts/Broken.ttf"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"no font")
    assert problem("<p>x</p>", folders).startswith(
        "templates/assets/fonts/Broken.ttf: error: Broken.ttf cannot be read as a font"
    )


def test_a_picture_of_a_page_has_the_width_that_was_asked_for(folders: Folders) -> None:
    pdf = (
        typeset.Manuscript(PAGE.format("<style>@page { size: 1080px 1350px }</style><p>x</p>"), folders, PLACE, BRAND)
        .layout()
        .pdf()
    )
    (picture,) = raster.pngs(pdf, width=1080)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1080, 1350)
    assert (picture,) == raster.pngs(pdf, width=1080)
    (page,) = raster.pages(pdf, [1080])
    assert page.mode == "RGB" and page.tobytes() == Image.open(BytesIO(picture)).convert("RGB").tobytes()


def test_names_with_letters_of_other_alphabets_are_set_in_our_font(folders: Folders) -> None:
    """In each weight, and with one font each: WeasyPrint mixes up two files of one family and weight."""
    name = "Łukasz Erdős, Eşref Doğan, Ana Țărnă, Jiří Krejčiř, Žaneta: 5 €"
    html = "".join(f'<p style="font-weight:{weight}">{name}</p>' for weight in (400, 600, 700))
    pdf = typeset.Manuscript(PAGE.format(html), folders, PLACE, BRAND).layout().pdf()
    assert text_of(pdf).split("\r\n") == [name] * 3
    with pikepdf.open(BytesIO(pdf)) as file:
        assert len(file.pages[0].Resources.Font) == 3
