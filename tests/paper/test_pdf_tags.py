"""What a screen reader is told beyond what a validator asks for: each thing that is mended, on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from making import ROOT
from making.paper import BRAND, PAGE, PLACE
from making.pdf import elements, opened

from pamphlets.errors import PamphletError
from pamphlets.model import Folders
from pamphlets.paper import pdf, typeset

SMALL = "<style>@page { size: 60mm 90mm; margin: 10mm } p { line-height: 5mm }</style><h1>A page</h1>"


def finished(html: str, folder: Path = Path()) -> pikepdf.Pdf:
    folders = Folders(folder, (ROOT / "templates",))
    layout = typeset.Manuscript(PAGE.format(SMALL + html), folders, PLACE, BRAND).layout()
    return opened(pdf.finish(layout.pdf("pdf/ua-1"), layout.marks))


def shown(page: pikepdf.Page) -> Iterator[str]:
    """Yield, for each piece of text on a page, what it is marked as: `Artifact`, or the tag in its stream."""
    marks: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BMC", "BDC"):
            marks.append(str(operands[0])[1:])
        elif str(operator) == "EMC":
            marks.pop()
        elif str(operator) in ("Tj", "TJ"):
            yield marks[-1] if marks else ""


def test_page_numbers_and_running_heads_are_no_part_of_the_text() -> None:
    rule = "<style>@page { @bottom-right { content: counter(page) } @top-left { content: 'DRAFT' } }</style>"
    with finished(rule + "<p>Text.</p>") as file:
        assert sorted(shown(file.pages[0])) == ["Artifact", "Artifact", "Span", "Span"]


def test_a_decorative_picture_is_no_part_of_the_text() -> None:
    dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    with finished(f'<p>Text.</p><img src="{dot}" alt=""><img src="{dot}" alt="A dot">') as file:
        assert [str(figure.Alt) for figure in elements(file, "Figure")] == ["A dot"]
        assert {str(operands[0]) for operands, operator in pikepdf.parse_content_stream(file.pages[0])
                if str(operator) == "BMC"} == {"/Artifact"}  # fmt: skip


def test_a_link_over_two_lines_is_one_link_that_can_be_clicked_on_both() -> None:
    html = '<p>See <a href="https://example.org/a">a page with a name of many words, <b>bold</b> ones too</a>, or '
    html += '<a href="https://example.org/b">this</a> <a href="https://example.org/c">and this</a>.</p>'
    with finished(html) as file:
        links = elements(file, "Link")
        areas = [[kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid] for link in links]
        words = ["a page with a name of many words, bold ones too", "this", "and this"]
        assert [{str(area.Contents) for area in found} for found in areas] == [{one} for one in words]
        assert len(areas[0]) > 2
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for link, found in zip(links, areas, strict=True):
            assert {parents[int(area.StructParent)].objgen for area in found} == {link.objgen}
            own = [int(kid) for kid in link.K if not isinstance(kid, pikepdf.Dictionary)]
            assert {parents[int(link.Pg.StructParents)][number].objgen for number in own} == {link.objgen}


def test_headers_of_a_table_say_what_they_head() -> None:
    head = "<thead><tr><th>When</th><th>What</th></tr></thead>"
    body = '<tbody><tr><th scope="row">Noon</th><td>Rest</td></tr></tbody>'
    with finished(f"<table>{head}{body}</table>") as file:
        assert [str(header.A.Scope) for header in elements(file, "TH")] == ["/Column", "/Column", "/Row"]


def test_lists_say_how_they_are_counted() -> None:
    with finished("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul><ol><li>d</li></ol>") as file:
        assert [str(found.A.ListNumbering) for found in elements(file, "L")] == ["/Disc", "/Decimal", "/Decimal"]


def test_signs_of_items_stand_with_their_words() -> None:
    """Who copies the text of a list has each number before its words; what is seen stays the same."""
    lists = "<p>Before</p><ol><li>Sit<ul><li><p>slowly</p><p>so</p></li></ul></li><li>Lie</li></ol><p>After</p>"
    body = f"<style>li::marker {{ color: #2c6a5b }} p {{ color: #712 }}</style>{lists}"
    content = BytesIO()
    with finished(body) as file:
        file.save(content)
    text = pypdfium2.PdfDocument(content.getvalue())[0].get_textpage().get_text_range()
    assert " ".join(text.split()) == "A page Before 1. Sit – slowly so 2. Lie After"


def test_signs_of_lists_that_begin_items_stand_with_them() -> None:
    body = (
        "<ol><li><ul><li>Sit</li><li>Lie</li></ul></li><li><ul><li><ol><li>Go</li></ol></li></ul></li></ol>"
        "<ol><li><p>Rest</p></li></ol><p>After</p>"
    )
    content = BytesIO()
    with finished(body) as file:
        file.save(content)
    text = pypdfium2.PdfDocument(content.getvalue())[0].get_textpage().get_text_range()
    assert " ".join(text.split()) == "A page 1. – Sit – Lie 2. – 1. Go 1. Rest After"


def test_pictures_are_where_their_boxes_say() -> None:
    dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='90' height='30'/%3E"
    html = f'<img style="position: absolute; left: 0; top: 20mm" src="{dot}" alt="A dot">'
    with finished(html) as file:
        (figure,) = elements(file, "Figure")
        expected = (10 * pdf.POINT, 60 * pdf.POINT - 22.5, 10 * pdf.POINT + 67.5, 60 * pdf.POINT)
        assert [float(number) for number in figure.A.BBox] == pytest.approx(expected, abs=0.01)


def test_the_tab_key_goes_through_links_as_they_are_read() -> None:
    with finished('<p><a href="https://example.org">a page</a></p>') as file:
        assert str(file.pages[0].obj.Tabs) == "/S"


def test_the_document_says_what_it_is_and_shows_its_title() -> None:
    html = '<meta name="author" content="A. Nurse"><meta name="description" content="Rest.">'
    html += '<meta name="keywords" content="rest, edition ABC234">'
    with finished(html) as file, file.open_metadata() as xmp:
        assert xmp["dc:title"] == "x"
        assert xmp["dc:creator"] == ["A. Nurse"]
        assert xmp["dc:description"] == "Rest."
        assert "edition ABC234" in xmp["pdf:Keywords"]
        assert str(file.docinfo["/Keywords"]) == "rest, edition ABC234"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert str(file.Root.Lang) == "en"


def test_tags_in_an_order_that_was_not_foreseen_are_an_error() -> None:
    """None could be mended: lists would lose how they are counted, links their words."""
    folders = Folders(Path(), (ROOT / "templates",))
    layout = typeset.Manuscript(PAGE.format("<h1>x</h1><ul><li>a</li></ul>"), folders, PLACE, BRAND).layout()
    content, marks = layout.pdf("pdf/ua-1"), layout.marks
    for wrong in ((*marks, marks[-1]), marks[::-1], [mark for mark in marks if mark[0] != "L"]):
        with pytest.raises(PamphletError, match=r"(?s)x.md: error: the tags of this .*weasyprint") as caught:
            pdf.finish(content, wrong, place=PLACE)
        assert len(caught.value.problems) == 1


def test_every_construct_has_its_tags_in_the_order_that_is_foreseen() -> None:
    """Lists in tables, tables in lists, over pages, in columns, boxes that stand apart, generated content, forms."""
    table = "<table><caption>c</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>{}</td></tr></tbody></table>"
    items = "<ol start=3><li>x</li><li><p>y</p><ul><li>z <a href='#a'>1</a></li></ul><p>w</p></li></ol>"
    dot = "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E\" alt=dot>"
    parts = [
        table.format(items),
        f"<ul><li>{table.format('b')}</li></ul>",
        f"<a href='https://a.example'>{dot}<b>x</b> y</a>",
        "<dl><dt>t</dt><dd>d</dd><dd><ul><li>e</li></ul></dd></dl>",
        f"<blockquote>{items}</blockquote>",
        f"<div style='columns: 2'>{items * 3}</div>",
        f"<div style='position: absolute'>{items}</div>",
        f"<div style='float: left'>{items}</div><p style='display: flex'>{dot}<span>x</span></p>",
        "<p id=a class=g>g</p><style>.g::before, a::after { content: 'h' } .n { list-style: none }</style>",
        f"<ul class=n><li>x</li><li>{items}</li></ul><pre><code>a\nb</code></pre><hr>",
        "<p>a<br>b<sup><a href='#a'>1</a></sup>",
        f"<figure>{dot}<figcaption>x <a href='#a'>y</a></figcaption></figure><p><input type=checkbox> box",
        f"<ul>{'<li>row' * 40}</ul>{table.format('<br>'.join('row' for _ in range(60)))}",
        f"<div style='display: grid'><p>x</p>{items}</div><p style='display: inline-block'>{items}</p>",
        "<p>foot<span style='float: footnote'>note <a href='#a'>x</a></span></p>",
    ]
    with finished("".join(parts)) as file:
        lists = elements(file, "L")
        assert len(lists) > 30 and all("/ListNumbering" in found.A for found in lists)


def test_bytes_are_the_same_each_time() -> None:
    with finished("<p>Text.</p>") as one, finished("<p>Text.</p>") as other:
        first, second = BytesIO(), BytesIO()
        one.save(first, deterministic_id=True)
        other.save(second, deterministic_id=True)
    assert first.getvalue() == second.getvalue()
