"""What was written is what comes out of a PDF: with each script, as programs copy it and as listeners are told it."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from base64 import b64encode
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from making import ROOT, verapdf
from making.paper import BRAND, PLACE
from making.pdf import elements, opened
from making.tongues import RIGHT_TO_LEFT, TONGUES

from pamphlets.model import Folders
from pamphlets.paper import pdf, typeset
from pamphlets.paper.typeset import glyphs

FOLDERS = Folders(Path(), (ROOT / "templates",))
PHONE = "+1 207-555-0142"
ADDRESS = "https://example.org/a"
PAGE = f"""<html lang="{{code}}" dir="{{direction}}"><title>x</title><style>
@font-face {{{{ font-family: "{{family}}"; src: url("data:font/woff2;base64,{{font}}") }}}}
@page {{{{ size: 90mm 220mm; margin: 10mm }}}} html {{{{ direction: {{direction}}; font-family: "{BRAND.font}" }}}}
body {{{{ font-family: "{BRAND.font}", "{{family}}"; line-height: 1.6 }}}} .phone {{{{ direction: ltr }}}}
</style><section><h1>{{title}}</h1><p><a href="{ADDRESS}">{{question}}</a></p><ul><li>{{first}}<li>{{second}}</ul>
<p>{{advice}}</p><p class="phone">{PHONE}</p><p lang="en">Ibuprofen</p></section>"""
POPPLER = shutil.which("pdftotext")
MARKS = re.compile("[\u0591-\u05c7\u064b-\u065f\u0670]")
"""Vowels and other marks of Hebrew and Arabic: programs that copy text put some of them before their letter."""
UNSEEN = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufffe•]+")


@cache
def made(code: str) -> bytes:
    """Return a page with the texts of a language."""
    tongue = TONGUES[code]
    if not tongue.font.is_file():
        pytest.skip(f"{tongue.font.name} is not there")
    html = PAGE.format(
        code=code,
        direction="rtl" if code in RIGHT_TO_LEFT else "ltr",
        family=f"Tongue {tongue.font.stem}",
        font=b64encode(tongue.font.read_bytes()).decode(),
        title=tongue.title,
        question=tongue.question,
        first=tongue.points[0],
        second=tongue.points[1],
        advice=tongue.advice,
    )
    layout = typeset.Manuscript(html, FOLDERS, PLACE, BRAND).layout()
    return pdf.finish(layout.pdf("pdf/ua-1"), layout.marks)


def letters(text: str) -> str:
    """Return a text as its letters alone: without spaces, marks that are placed freely, and signs of direction."""
    return UNSEEN.sub("", MARKS.sub("", unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text))))


def by_pdfium(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "\n".join(str(page.get_textpage().get_text_range()) for page in document)
    document.close()
    return text


def by_poppler(content: bytes) -> str:
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("code", TONGUES)
def test_programs_that_copy_and_search_read_what_was_written(code: str) -> None:
    texts = [letters(text) for text in (*TONGUES[code].texts, PHONE, "Ibuprofen")]
    for read in (by_pdfium, by_poppler) if POPPLER else (by_pdfium,):
        found = letters(read(made(code)))
        if code in RIGHT_TO_LEFT:  # a mark that is set free takes the full stop beside it along
            found, texts = found.replace(".", ""), [text.replace(".", "") for text in texts]
        assert found == "".join(texts), read.__name__


@pytest.mark.skipif(not POPPLER, reason="there is no pdftotext (package poppler-utils)")
def test_poppler_is_asked_too() -> None:
    assert "Ibuprofen" in by_poppler(made("zh-Hans"))


@pytest.mark.parametrize("code", TONGUES)
def test_who_listens_is_told_what_was_written(code: str) -> None:
    """Marks included: what glyphs cannot say stands on the elements, whole, and a link keeps its words in it."""
    content, tongue = made(code), TONGUES[code]
    if not glyphs.SHAPED.search(tongue.title):
        with opened(content) as file:
            assert not [one for one in elements(file, "Span") if "/ActualText" in one]
        return
    with opened(content) as file:
        said = [str(one.ActualText) for one in elements(file, "Span") if "/ActualText" in one]
        assert "".join("".join(said).split()) == "".join("".join(tongue.texts).split())
        (link,) = elements(file, "Link")
        parts = [kid for kid in link.K if "/S" in kid]
        assert "".join("".join(str(part.ActualText) for part in parts).split()) == "".join(tongue.question.split())
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert all(parents[0][int(part.K[0])].objgen == part.objgen for part in parts)


@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_texts_beside_glyphs_keep_a_file_accessible(tmp_path: Path) -> None:
    files = []
    for code in (code for code in ("ar", "bn", "th", "ja") if TONGUES[code].font.is_file()):
        files.append(tmp_path / f"{code}.pdf")
        files[-1].write_bytes(made(code))
    assert {file.stem: verdict.failures for file, verdict in verapdf.validate(files).items() if verdict.failures} == {}


def test_a_latin_text_has_its_letters_in_its_glyphs_alone() -> None:
    html = '<html lang="fr"><title>x</title><h1>L’été à Noël</h1><p>Le cœur &amp; l’œil'
    layout = typeset.Manuscript(html, FOLDERS, PLACE, BRAND).layout()
    with opened(pdf.finish(layout.pdf("pdf/ua-1"), layout.marks)) as file:
        painted = [operands[-1] for page in file.pages for operands, operator in pikepdf.parse_content_stream(page)
                   if str(operator) == "BDC"]  # fmt: skip
        assert painted and not any("/ActualText" in properties for properties in painted)


def test_languages_of_all_elements_are_tagged() -> None:
    table = '<table><tr><th lang="fr">Nom</th></tr><tr><td lang="es">Nombre <p>y</p></td></tr></table>'
    html = f'<html lang="en"><title>x</title><h1>Name</h1>{table}<div lang="de"><p>Name <span lang="la">nomen</span>'
    layout = typeset.Manuscript(html, FOLDERS, PLACE, BRAND).layout()
    with opened(pdf.finish(layout.pdf("pdf/ua-1"), layout.marks)) as file:
        found = [(str(one.S), str(one.Lang)) for one in elements(file, "TH", "TD", "Div", "Span") if "/Lang" in one]
    assert found == [("/TH", "fr"), ("/TD", "es"), ("/Div", "de"), ("/Span", "la")]
