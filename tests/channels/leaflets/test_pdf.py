"""The PDF files of leaflets: tags that hold, sheets that print as they should, the same bytes each time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from making import verapdf
from making.leaflets import files
from making.pdf import OURS, elements, opened
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.model import Job, Result
from pamphlets.paper.pdf import POINT
from pamphlets.project.project import Project


def render(folder: Path, paper: str = "Letter") -> dict[str, tuple[Job, Result]]:
    for path, content in files(spanish=True, paper=paper).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    project = Project.load(folder)
    jobs = [job for job in planned(leaflets, project) if job.output]
    return {job.name: (job, leaflets.render(job)) for job in jobs}


@pytest.fixture(scope="module", params=["Letter", "A4"])
def rendered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Job, Result]]:
    """Every leaflet of the small project: both formats, languages and sites, on one paper."""
    return render(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="module")
def outputs(rendered: dict[str, tuple[Job, Result]]) -> dict[str, bytes]:
    return {made.path: made.content for _, result in rendered.values() for made in result.renderings}


def screens(outputs: dict[str, bytes]) -> list[str]:
    return [path for path in outputs if path.endswith((".screen.pdf", "/sheet.pdf"))]


def test_what_a_job_promises_is_what_it_makes(rendered: dict[str, tuple[Job, Result]]) -> None:
    for job, result in rendered.values():
        paths = [made.path for made in result.renderings]
        pictures = [path for path in paths if path.startswith("desk/")]
        assert tuple(path for path in paths if path not in pictures) == job.paths
        assert pictures == [picture.path for picture in result.report.pictures]
        sides = "sheet-" if job.output == "tri-fold" else ""
        assert pictures == [f"desk/{job.name}-{sides}{number}.png" for number in range(1, len(pictures) + 1)]
        assert pictures
        assert {made.output for made in result.renderings} == {job.output}


@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_screen_editions_pass_pdf_ua(outputs: dict[str, bytes], tmp_path: Path) -> None:
    """And the validator tells good from bad: the sheets for the printer have no tags."""
    written = {}
    for number, path in enumerate([*screens(outputs), "leaflets/rest/tri-fold.pdf"]):
        written[path] = tmp_path / f"{number}.pdf"
        written[path].write_bytes(outputs[path])
    verdicts = verapdf.validate(list(written.values()))
    assert verdicts.pop(written["leaflets/rest/tri-fold.pdf"]).failed > 0
    assert all(verdict.checks > 1000 for verdict in verdicts.values())
    assert [failure for verdict in verdicts.values() for failure in verdict.failures] == []


@pytest.mark.skipif(not shutil.which("qpdf"), reason="there is no qpdf (package qpdf)")
def test_files_are_sound(outputs: dict[str, bytes], tmp_path: Path) -> None:
    for path, content in outputs.items():
        if path.endswith(".pdf"):
            file = tmp_path / "x.pdf"
            file.write_bytes(content)
            done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{path}: {done.stdout}{done.stderr}"


def test_only_our_fonts_are_embedded(outputs: dict[str, bytes]) -> None:
    for path in screens(outputs):
        with opened(outputs[path]) as pdf:
            fonts = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
        assert fonts
        assert {name.removeprefix("/").partition("+")[2] for name in fonts} <= OURS, path


def test_text_is_read_in_the_order_of_the_source(outputs: dict[str, bytes]) -> None:
    for path in screens(outputs):
        with opened(outputs[path]) as pdf:
            headings = [str(element.S) for element in elements(pdf, "H1", "H2", "H3")]
            with pdf.open_outline() as outline:
                (cover,) = outline.root
                labels = [item.title.replace("\u00a0", " ") for item in cover.children]
        assert headings == ["/H1"] + ["/H2"] * (len(headings) - 1)
        assert labels[:4] == ["In short", "What to do", "What it is", "Ask for help"]


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="there is no pdfinfo (package poppler-utils)")
def test_structure_reads_from_cover_to_back(outputs: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(outputs["leaflets/rest/tri-fold.screen.pdf"])
    done = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True)
    text = done.stdout.replace("\u00a0", " ")
    order = ["Rest well", "In short", "Lie down.", "Breathe out slowly.", "Then breathe in.", "What it is", "Noon",
             "Ask for help", "1 Quiet Lane", "Read it online", "November 2027", "Sources"]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_lists_links_figures_and_languages_are_what_they_are(outputs: dict[str, bytes]) -> None:
    with opened(outputs["leaflets/es/rest/tri-fold.screen.pdf"]) as pdf:
        assert [str(element.A.ListNumbering) for element in elements(pdf, "L")] == ["/Disc", "/Decimal", "/Disc"]
        assert [str(e.Alt) for e in elements(pdf, "Figure")] == ["A chair", "Código QR que abre example.org/es/rest"]
        spans = [str(element.Lang) for element in elements(pdf, "Span") if "/Lang" in element]
        assert spans == ["es", "en"], "words of the text, and what staff are told of a translation"
        assert [str(element.Lang) for element in elements(pdf, "P") if "/Lang" in element] == ["en"]
        announced = [str(area.Contents) for page in pdf.pages for area in page.obj.get("/Annots", [])]
        assert announced[:2] == ["Fuente 1", "a calm time"]
        assert "Página web: example.org/es/rest" in announced
        assert not [words for words in announced if words.startswith(("http", "www.", "example."))]
        assert str(pdf.Root.Lang) == "es"
        for figure in elements(pdf, "Figure"):
            left, bottom, right, top = (float(number) for number in figure.A.BBox)
            width, height = (float(number) for number in figure.Pg.MediaBox[2:])
            assert 0 <= left < right <= width
            assert 0 <= bottom < top <= height


def test_metadata_say_what_it_is(outputs: dict[str, bytes]) -> None:
    for path in ("leaflets/rest/tri-fold.pdf", "leaflets/rest/tri-fold.screen.pdf", "leaflets/rest/sheet.pdf"):
        with opened(outputs[path]) as pdf:
            assert str(pdf.docinfo["/Title"]) == "Rest well"
            assert str(pdf.docinfo["/Author"]) == "Rest House"
            assert str(pdf.docinfo["/Subject"]) == "What you can do tonight."
            assert str(pdf.docinfo["/Keywords"]).startswith("Edition ")
            assert "/CreationDate" not in pdf.docinfo


def test_printers_are_told_size_and_edge(outputs: dict[str, bytes]) -> None:
    edges = {"tri-fold.pdf": "/DuplexFlipShortEdge", "sheet.pdf": "/DuplexFlipLongEdge"}
    for name, edge in edges.items():
        with opened(outputs[f"leaflets/rest/{name}"]) as pdf:
            assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
            assert pdf.Root.ViewerPreferences.Duplex == edge


def test_sheets_have_the_size_of_the_paper_and_each_panel_in_its_place(rendered: dict[str, tuple[Job, Result]]) -> None:
    job, result = rendered["leaflets/rest/tri-fold"]
    paper = job.content.paper
    sheets, screen = (made.content for made in result.renderings[:2])
    with opened(sheets) as pdf:
        assert [tuple(float(n) for n in page.mediabox) for page in pdf.pages] == [
            pytest.approx((0, 0, paper.width * POINT, paper.height * POINT), abs=0.01)
        ] * 2
    assert _texts(sheets, 0, paper.sides[0], paper.height) == [
        _first(screen, 4), _first(screen, -1), _first(screen, 0)
    ]  # fmt: skip
    assert _texts(sheets, 1, paper.sides[1], paper.height)[:2] == [_first(screen, 1), _first(screen, 2)]


def _texts(content: bytes, page: int, side: tuple[object, ...], height: float) -> list[str]:
    """Return the first words in each panel's place on a sheet."""
    document = pypdfium2.PdfDocument(content)
    found = []
    for place, after in zip(side, [*side[1:], None], strict=True):
        right = after.x if after else 1000  # type: ignore[attr-defined]
        text = document[page].get_textpage().get_text_bounded(
            place.x * POINT, 0, right * POINT, height * POINT  # type: ignore[attr-defined]
        )  # fmt: skip
        found.append(text.split("\r\n")[0].strip())
    document.close()
    return found


def _first(content: bytes, page: int) -> str:
    document = pypdfium2.PdfDocument(content)
    text = document[page % len(document)].get_textpage().get_text_range().split("\r\n")[0].strip()
    document.close()
    return text


def test_folds_are_marked_where_no_text_is(rendered: dict[str, tuple[Job, Result]]) -> None:
    job, result = rendered["leaflets/rest/tri-fold"]
    paper = job.content.paper
    with opened(result.renderings[0].content) as pdf:
        for page, side in zip(pdf.pages, paper.sides, strict=True):
            moves = [i.operands for i in pikepdf.parse_content_stream(page) if str(i.operator) == "m"]
            folds = sorted({round(float(x) / POINT, 1) for x, _ in moves})
            heights = {round(float(y) / POINT, 1) for _, y in moves}
            assert folds == [round(place.x, 1) for place in side if place.x > 1]
            assert all(y < 12 or y > paper.height - 12 for y in heights)


def test_qr_codes_can_be_read_from_paper(rendered: dict[str, tuple[Job, Result]]) -> None:
    for job, result in rendered.values():
        document = pypdfium2.PdfDocument(result.renderings[0].content)
        found = [code for page in document for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())]
        document.close()
        assert [code.text for code in found] == [job.content.online]
        corners = found[0].position
        assert (corners.top_right.x - corners.top_left.x) / 150 * 25.4 >= 20
        assert job.content.online.endswith(f"rest/?edition={job.edition}")


@pytest.mark.parametrize("rendered", ["Letter"], indirect=True)
def test_the_same_source_gives_the_same_bytes(outputs: dict[str, bytes], tmp_path: Path) -> None:
    assert outputs == {made.path: made.content for _, result in render(tmp_path).values() for made in result.renderings}
