"""The leaflets of the sample content, in every format, both languages and on both papers: what each must pass."""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pikepdf
import pypdfium2
import pytest
import segno
import zxingcpp
from making import ROOT, verapdf
from making.once import once
from making.pdf import OURS, elements, opened
from making.planning import planned
from PIL import Image

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit
from pamphlets.model import Job, Problem
from pamphlets.paper import Manuscript
from pamphlets.project.project import Project

DOTS = 150
FORMATS = {"sheet", "half-fold", "tri-fold", "z-fold", "large-print", "poster"}
PRESS = ".press.pdf"
DRAFT = ("tri-fold", "poster")
"""The formats that are tested as drafts, too: what says so stands on folded and on single pages."""


@dataclass(frozen=True)
class Made:
    """A leaflet: its job, the file for the printer and the one for the screen, and what was said of it."""

    job: Job
    printer: bytes
    screen: bytes
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        return self.job.name


def copy(folder: Path, paper: str, draft: bool = False, extras: tuple[str, ...] = ()) -> Project:
    shutil.copytree(ROOT / "content", folder / "content")
    practice = folder / "content/practice.yml"
    practice.write_text(practice.read_text("utf-8").replace("paper: Letter", f"paper: {paper}"), "utf-8")
    for source in folder.glob("content/*.md") if draft else ():
        source.write_text(re.sub(r"^reviewer:.*\n", "", source.read_text("utf-8"), flags=re.M), "utf-8")
    return Project.load(folder, extras)


def render(project: Project, formats: set[str] | tuple[str, ...]) -> Iterator[Made]:
    """Make the files, without the desk's pictures of them, which take half of the time."""
    for job in planned(leaflets, project):
        if job.site == project.practice.sites[0].id and job.output in formats:
            with mock.patch.object(leaflets, "_pictures", lambda *_: ()):
                result = leaflets.render(job)
            files = {path: made.content for path, made in zip(job.paths, result.renderings, strict=False)}
            shown = [content for path, content in files.items() if not path.endswith(PRESS)]
            yield Made(job, shown[0], shown[-1], result.problems)


def make(folder: Path, paper: str) -> None:
    """Make every leaflet of the first site on one paper, as a draft a few more, and keep them in a file.

    Those on Letter are made for a print shop, too.
    """
    extras = ("press",) if paper == "Letter" else ()
    found = list(render(copy(folder / "sample", paper, extras=extras), FORMATS))
    assert {one.job.output for one in found} == FORMATS
    assert {one.job.language for one in found} == {"en", "es"}
    found += render(copy(folder / "draft", paper, draft=True), DRAFT)
    (folder / "made").write_bytes(pickle.dumps(found))


@pytest.fixture(scope="module", params=["Letter", "A4"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """What `make` made, once for all processes."""
    folder = once(tmp_path_factory, f"leaflets-{request.param}", lambda folder: make(folder, request.param))
    return list(pickle.loads((folder / "made").read_bytes()))


@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_screen_editions_pass_pdf_ua(made: list[Made], tmp_path: Path) -> None:
    written = {}
    for number, one in enumerate(made):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(one.screen)
        written[file] = one.name
    verdicts = verapdf.validate(list(written))
    failed = {written[file]: verdict.failures for file, verdict in verdicts.items() if verdict.failed}
    assert failed == {}
    assert all(verdict.checks > 500 for verdict in verdicts.values())


@pytest.mark.parametrize("made", ["Letter"], indirect=True)
def test_every_format_is_fit_for_a_print_shop(made: list[Made]) -> None:
    pressed = [one for one in made if one.job.paths[-1].endswith(PRESS)]
    assert {(one.job.output, one.job.language) for one in pressed} == {
        (format, language) for format in FORMATS for language in ("en", "es")
    }
    for one in pressed:
        assert [str(problem) for problem in one.problems if problem.rule.startswith("press")] == [], one.name


@pytest.mark.skipif(not shutil.which("qpdf"), reason="there is no qpdf (package qpdf)")
def test_files_are_sound(made: list[Made], tmp_path: Path) -> None:
    for one in made:
        for content in {one.printer, one.screen}:
            file = tmp_path / "x.pdf"
            file.write_bytes(content)
            done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{one.name}: {done.stdout}{done.stderr}"


def test_every_font_is_ours_and_in_the_file(made: list[Made]) -> None:
    for one in made:
        for content in {one.printer, one.screen}:
            with opened(content) as pdf:
                fonts = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)
                         and found.get("/Type") == "/Font" and "/DescendantFonts" not in found]  # fmt: skip
                assert fonts
                assert {str(font.BaseFont).partition("+")[2] for font in fonts} <= OURS, one.name
                assert all("/FontFile2" in font.FontDescriptor for font in fonts), one.name


def test_headings_and_bookmarks_are_those_of_the_source_in_its_order(made: list[Made]) -> None:
    """From the title through the blocks to what is about the leaflet, and no level is left out."""
    for one in made:
        blocks = [block.id for block in one.job.content.view.edition.blocks if block.title]
        with opened(one.screen) as pdf:
            levels = [int(str(element.S)[2]) for element in elements(pdf, "H1", "H2", "H3", "H4", "H5", "H6")]
            with pdf.open_outline() as outline:
                (title,) = outline.root
                shown = [str(item.title).replace("\u00a0", " ") for item in title.children]
        assert levels[0] == 1 and levels.count(1) == 1, one.name
        assert all(after - before <= 1 for before, after in pairwise(levels)), one.name
        assert len(shown) == levels.count(2) >= len(blocks) - len(_optional(one)), one.name
        titles = [block.title.text for block in one.job.content.view.edition.blocks if block.title]
        plain = [title for title in titles if re.fullmatch(r"[\w ]+", title)]
        places = [shown.index(title) for title in plain if title in shown]
        assert places == sorted(places), one.name
        assert places, one.name


def _optional(one: Made) -> list[str]:
    return [block.id for block in one.job.content.view.edition.blocks if block.optional]


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="there is no pdfinfo (package poppler-utils)")
def test_that_it_is_a_draft_is_told_once_and_shown_on_every_page(made: list[Made], tmp_path: Path) -> None:
    for one in (one for one in made if one.job.content.view.edition.pamphlet.draft):
        file = tmp_path / "x.pdf"
        file.write_bytes(one.screen)
        done = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True)
        word = {"en": "DRAFT", "es": "BORRADOR"}[one.job.language]
        assert done.stdout.count(word) == 1, one.name
        document = pypdfium2.PdfDocument(one.screen)
        texts = [page.get_textpage().get_text_range() for page in document]
        document.close()
        assert all(word in text for text in texts), one.name


def test_links_say_in_words_where_they_lead(made: list[Made]) -> None:
    for one in made:
        with opened(one.screen) as pdf:
            for link in elements(pdf, "Link"):
                areas = [kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
                words = {str(area.Contents) for area in areas}
                assert len(words) == 1, one.name
                assert " " in words.pop() or "/URI" not in areas[0].get("/A", {}), one.name


def test_pictures_have_words_and_boxes_on_their_pages(made: list[Made]) -> None:
    for one in made:
        with opened(one.screen) as pdf:
            figures = elements(pdf, "Figure")
            assert figures, one.name
            for figure in figures:
                assert str(figure.Alt).strip(), one.name
                left, bottom, right, top = (float(number) for number in figure.A.BBox)
                width, height = (float(number) for number in figure.Pg.MediaBox[2:])
                assert 0 <= left < right <= width and 0 <= bottom < top <= height, one.name


def test_languages_lists_and_metadata_are_told(made: list[Made]) -> None:
    for one in made:
        with opened(one.screen) as pdf:
            assert str(pdf.Root.Lang) == one.job.language
            foreign = {str(element.Lang) for element in elements(pdf, "Span", "P", "Div", "Sect") if "/Lang" in element}
            assert foreign == {"es" if one.job.language == "en" else "en"}, one.name
            assert all("/ListNumbering" in element.A for element in elements(pdf, "L")), one.name
            assert all(page.obj.Tabs == "/S" for page in pdf.pages)
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            assert one.job.edition in str(pdf.docinfo["/Keywords"])
            for key in ("/Title", "/Author", "/Subject"):
                assert str(pdf.docinfo[key]).strip(), one.name


def test_codes_can_be_read_and_have_their_room_and_their_address_in_words(made: list[Made]) -> None:
    """From the page as the printer prints it, at 150 dpi."""
    for one in made:
        document = pypdfium2.PdfDocument(one.printer)
        found, modules = [], segno.make(one.job.content.online, error="m", micro=False).symbol_size(border=0)[0]
        for page in document:
            picture = page.render(scale=DOTS / 72).to_pil().convert("L")
            for code in zxingcpp.read_barcodes(picture):
                found.append(code.text)
                left, top, right, bottom = _corners(code)
                assert (right - left) / DOTS * 25.4 >= 20, one.name
                assert _clear(picture, (left, top, right, bottom), modules), one.name
                text = _around(page, (left, top, right, bottom), picture.height)
                assert "example.org/harbor-lane" in text, f"{one.name}: {text}"
        document.close()
        assert found == [one.job.content.online], one.name


def _corners(code: zxingcpp.Barcode) -> tuple[int, int, int, int]:
    corners = code.position
    points = (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left)
    across, down = [point.x for point in points], [point.y for point in points]
    return min(across), min(down), max(across), max(down)


def _clear(picture: Image.Image, box: tuple[int, int, int, int], modules: int) -> bool:
    """Say whether there is nothing but light within four modules around a code: paper, or the tint of a draft."""
    left, top, right, bottom = box
    room = int(4 * (right - left) / modules) - 1
    ring = picture.crop((left - room, top - room, right + room, bottom + room))
    ring.paste(255, (room - 3, room - 3, ring.width - room + 3, ring.height - room + 3))
    return bool(ring.getextrema()[0] > 200)  # type: ignore[operator]


def _around(page: pypdfium2.PdfPage, box: tuple[int, int, int, int], height: int) -> str:
    """Return the text beside a code: as far as 70 mm to its sides, 12 mm above and 35 mm below."""
    left, top, right, bottom = (number * 72 / DOTS for number in box)
    high = height * 72 / DOTS
    text = page.get_textpage().get_text_bounded(left - 200, high - bottom - 99, right + 200, high - top + 34)
    return re.sub(r"[\s\u2060\u200b\ufffe]", "", text)


def test_a_leaflet_that_has_room_set_dense_takes_two_layouts(tmp_path: Path) -> None:
    """One to measure, and one that is right as it is: none to let it flow, or to fix what is at its foot."""
    lay, made = Manuscript.layout, dict[str, int]()
    for job in planned(leaflets, copy(tmp_path, "Letter")):
        if job.name in ("leaflets/es/restless-legs/sheet", "leaflets/es/restless-legs/half-fold"):
            with mock.patch.object(Manuscript, "layout", autospec=True, side_effect=lay) as seen:
                fit.fit(job.content, job.folders)
            made[job.output] = seen.call_count
    assert made == {"sheet": 2, "half-fold": 2}
