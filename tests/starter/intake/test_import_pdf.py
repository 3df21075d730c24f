"""PDFs become drafts: no word is lost, columns and panels are read in their order, and what cannot be read is told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from making import leaflets
from PIL import Image
from weasyprint import HTML

from pamphlets import builder, starter
from pamphlets.errors import PamphletError

CSS = "@page { size: A5; margin: 15mm } body { margin: 0; font: 11pt/1.35 'DejaVu Sans', sans-serif }"
WORDS = [
    "alpha",
    "bravo",
    "charlie",
    "delta",
    "echo",
    "foxtrot",
    "golf",
    "hotel",
    "india",
    "juliet",
    "kilo",
    "lima",
    "mike",
    "november",
    "oscar",
    "papa",
]


@cache
def printed(html: str, css: str = "") -> bytes:
    """Return a page of HTML as a PDF."""
    made = HTML(string=f"<html lang='en'><style>{CSS}{css}</style><body>{html}").write_pdf()
    assert isinstance(made, bytes)
    return made


def adopt(write: Callable[..., Path], content: bytes, name: str = "file.pdf") -> tuple[str, list[tuple[str, str]]]:
    """Import a PDF; return the draft without its front matter and its list, and that list."""
    root = write()
    (root / name).write_bytes(content)
    made = starter.adopt(root, root / name)
    text = (root / made.paths[0]).read_text("utf-8").partition("\n<!-- Not taken over")[0]
    return text.split("\n---\n\n", 1)[1], [(one.kind, one.words) for one in made.rest]


def prose(name: str, count: int = 40) -> str:
    """Return a paragraph that nobody else has, of so many words."""
    return f"<p>{name} {' '.join(WORDS[(len(name) + 7 * n) % 16] for n in range(count))} {name}-end.</p>"


def names(text: str) -> list[str]:
    """Return the names of paragraphs, in the order in which they stand in a text."""
    return re.findall(r"P\d+(?!-end|\d)", text)


PAGE = """<h1>Neck pain</h1><p>It is <b>very common</b> and <i>goes</i> away: 10<sup>3</sup> of H<sub>2</sub>O. A
long-term, extra&shy;ordinarily well-known <a href="https://www.example.org/x?a=b">page to read</a>.</p>
<h2>What helps</h2><ul><li>Move<ul><li>slowly<li>often</ul><li>Rest, and do not think that rest alone will ever be
enough to get well</ul><ol><li>One<li>Two</ol><p>12 Main Street<br>Lantern Point</p><p>Signs: * [a] _b_ {{ c }}</p>"""
DRAFT = """It is **very common** and *goes* away: 10^3^ of H~2~O. A long-term, extraordinarily well-known [page to \
read](https://www.example.org/x?a=b).

## What helps {#what-helps}

- Move
  - slowly
  - often
- Rest, and do not think that rest alone will ever be enough to get well

1. One
2. Two

12 Main Street\\
Lantern Point

Signs: \\* \\[a\\] \\_b\\_ {\\{ c }}
"""


@pytest.mark.parametrize("turn", ["0", "90", "180 on the page", "90 by its style"])
def test_marks_lists_and_lines(turn: str, write: Callable[..., Path]) -> None:
    """Weight, slant, what is raised, links, lists and short lines stay, however the page is turned."""
    style = "body { transform: rotate(90deg); width: 120mm }" if "style" in turn else ""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(PAGE, style))) as file:
        for page in file.pages:
            page.Rotate = 0 if style else int(turn.split()[0])
        file.save(made)
    assert adopt(write, made.getvalue()) == (DRAFT, [])


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("align", ["left", "justify"])
def test_columns(count: int, align: str, write: Callable[..., Path]) -> None:
    """Columns below a lead are read one after the other, and what follows them after them; hyphens of line ends go."""
    text = "".join(prose(f"P{number}") for number in range(1, 13))
    css = f".c {{ columns: {count}; column-gap: 5mm; text-align: {align}; hyphens: auto }} @page {{ size: A4 }}"
    page = f"<h1>Neck pain, and all that helps</h1>{prose('P0', 30)}<div class=c>{text}</div>{prose('P13', 30)}"
    body, rest = adopt(write, printed(page, css))
    assert names(body) == [f"P{number}" for number in range(14)]
    said = re.findall(r"[\w-]+", body)
    assert (said, rest) == (re.findall(r"[\w-]+", re.sub("<[^>]+>", " ", page.partition("</h1>")[2])), [])


def test_a_file_of_words_in_another_order(write: Callable[..., Path]) -> None:
    """Where things stand on the page tells their order, not the order in which the file keeps them."""
    place = "<div style='position: absolute; width: 50mm; left: {}mm; top: {}mm'>{}</div>"
    page = (
        place.format(65, 30, prose("P2"))
        + place.format(0, 90, prose("P1"))
        + place.format(0, 30, prose("P0", 30))
        + place.format(0, 0, "<h1>Neck pain</h1>")
    )
    body, rest = adopt(write, printed(page))
    assert (names(body), rest) == (["P0", "P1", "P2"], [])


@cache
def panels() -> list[str]:
    return [f"<h2>Part {number}</h2>{prose(f'P{number}', 60)}" for number in range(6)]


def folded() -> bytes:
    """Return a leaflet of six panels on the two sides of a sheet, as it is printed to be folded in three."""
    css = "@page { size: 297mm 210mm; margin: 10mm } .p { display: inline-block; width: 82mm; margin: 0 5mm; "
    css += "vertical-align: top; height: 180mm } h1 { font-size: 26pt }"
    cover, left, middle, right, flap, back = panels()
    cover = f"<h1>Neck pain</h1>{cover}"
    sides = "".join(f"<div class=p>{one}</div>" for one in (flap, back, cover, left, middle, right))
    return printed(sides, css)


def test_panels_of_a_folded_leaflet(write: Callable[..., Path]) -> None:
    """The cover is read first, then what is within, then the flap and the back."""
    body, rest = adopt(write, folded())
    assert (names(body), rest) == ([f"P{number}" for number in range(6)], [])


def test_halves_of_a_booklet(write: Callable[..., Path]) -> None:
    """Eight pages, two on each side of a sheet, are read as they are numbered; their numbers are left out."""
    css = "@page { size: 210mm 148mm; margin: 8mm } .p { display: inline-block; width: 85mm; margin: 0 5mm; "
    css += "vertical-align: top; height: 130mm; position: relative } .n { position: absolute; bottom: 0; margin: 0 }"
    pages = [f"<div class=p>{'<h1>Neck</h1>' * (n == 1)}{prose(f'P{n}')}<p class=n>{n}</p></div>" for n in range(1, 9)]
    order = [8, 1, 2, 7, 6, 3, 4, 5]
    body, rest = adopt(write, printed("".join(pages[n - 1] for n in order), css))
    assert names(body) == [f"P{number}" for number in range(1, 9)]
    assert rest == [("footer", "8 1")]


def test_what_is_on_every_page_is_left_out(write: Callable[..., Path]) -> None:
    css = "@page { @top-left { content: 'Rest House' } @bottom-center { content: 'Page ' counter(page) ' of 3' } }"
    page = "<h1>Neck</h1>" + "<div style='break-after: page'></div>".join(prose(f"P{n}", 90) for n in range(3))
    body, rest = adopt(write, printed(page, css))
    assert (names(body), rest) == (["P0", "P1", "P2"], [("header", "Rest House"), ("footer", "Page 1 of 3")])


def test_tables_are_lines(write: Callable[..., Path]) -> None:
    rows = "<tr><th>Day<th>From<th>Until<tr><td>Monday<td>9 am<td>5 pm<tr><td>Friday<td>8 am<td>1 pm"
    page = f"<h1>Hours</h1><p>We are here.</p><table>{rows}</table>"
    body, rest = adopt(write, printed(page, "td, th { padding: 1mm 6mm; border-bottom: 0.5pt solid }"))
    assert body == "We are here.\n\n**Day** · **From** · **Until**\\\nMonday · 9 am · 5 pm\\\nFriday · 8 am · 1 pm\n"
    assert rest == [("table", "its rows stand as lines, from: Day From Until")]


def shown(kind: str, mode: str) -> str:
    picture = Image.effect_noise((240, 160), 90).convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    target = io.BytesIO()
    picture.save(target, kind)
    import base64

    return f"data:image/{kind};base64,{base64.b64encode(target.getvalue()).decode()}"


def test_pictures(write: Callable[..., Path]) -> None:
    """Those of some size come along, with what shows through them; small ones, and grounds, are told."""
    photo, cut = shown("jpeg", "RGB"), shown("png", "RGBA")
    page = (
        f"<h1>Neck</h1><p>Look.</p><img src='{photo}' style='width: 50mm'>"
        f"<p>Then.</p><img src='{cut}' style='width: 50mm'>"
        f"<img src='{photo}' style='width: 9mm'><p>End.</p>"
    )
    body, rest = adopt(write, printed(page))
    todo = "![TODO: say what this picture shows](images/neck-{}.{})"
    assert body == f"Look.\n\n{todo.format(1, 'jpg')}\n\nThen.\n\n{todo.format(2, 'png')}\n\nEnd.\n"
    assert rest == [("picture", "1 that are small, behind words, or too large")]
    with Image.open(write() / "content/images/neck-2.png") as picture:
        assert picture.mode == "RGBA"


def test_scripts_without_spaces_and_from_the_right(write: Callable[..., Path]) -> None:
    words = "这是关于颈部疼痛的长文本，以及有什么帮助。" * 8
    assert adopt(write, printed(f"<h1>颈部疼痛</h1><p>{words}</p>"), "cjk.pdf") == (f"{words}\n", [])
    said = "هذا نص طويل عن ألم الرقبة وما يساعد الناس الذين يعملون كثيرا في اليوم كله"
    page = f"<div dir=rtl style='columns: 2'><p>أولا {said}.</p><p>ثانيا {said}.</p><p>ثالثا {said}.</p></div>"
    body, rest = adopt(write, printed(page), "rtl.pdf")
    assert (body, rest) == (f"أولا {said}.\n\nثانيا {said}.\n\nثالثا {said}.\n", [])


def test_our_own_leaflets(write: Callable[..., Path]) -> None:
    """A tri-fold as it is printed, and large print: no word is lost, parts stand in their order."""
    root = write(leaflets.files().copy())
    file = root / "content/practice.yml"
    file.write_text(file.read_text().replace("[sheet, tri-fold]", "[tri-fold, large-print]"))
    builder.build(root, selection=builder.Selection(channels=("leaflets",)), jobs=1)
    for name in ("tri-fold", "large-print"):
        body, rest = adopt(write, next(root.glob(f"build/leaflets/**/{name}.pdf")).read_bytes(), f"{name}.pdf")
        found = re.findall(r"^##+ (.*?)(?: \{|$)", body, re.MULTILINE)
        order = ["In short", "What to do", "What it is", "Ask for help"]
        assert [one for one in found if one in order] == order, name
        assert {kind for kind, _ in rest} <= {"footer", "table"}, name


def locked() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(PAGE))) as file:
        file.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def coded() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(PAGE))) as file:
        for page in file.pages:
            for font in page.Resources.Font.values():
                del font["/ToUnicode"]
        file.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (locked, "it is protected with a password"),
        (coded, "its fonts do not say which letters they draw"),
        (lambda: printed(PAGE)[:9000], "it is no PDF, cut off or damaged"),
        (lambda: b"%PDF-1.7 nothing", "it is no PDF, cut off or damaged"),
        (lambda: printed(f"<img src='{shown('jpeg', 'RGB')}'>"), "its pages are pictures: there are no words in it"),
        (lambda: pages(61), "it has 61 pages; 60 are the most"),
    ],
)
def test_what_cannot_be_read(make: Callable[[], bytes], message: str, write: Callable[..., Path]) -> None:
    root = write()
    (root / "a.pdf").write_bytes(make())
    with pytest.raises(PamphletError) as caught:
        starter.adopt(root, root / "a.pdf")
    (problem,) = caught.value.problems
    assert problem.message == message and problem.hint
    assert list((root / "content").iterdir()) == [root / "content/practice.yml"]


def pages(count: int) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as file:
        for _ in range(count):
            file.add_blank_page()
        file.save(made)
    return made.getvalue()
