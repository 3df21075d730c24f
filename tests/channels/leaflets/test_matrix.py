"""What the leaflets of any practice must look like: six of them, each logo, brand, length of text and title, photo."""

from __future__ import annotations

import pickle
import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from making import look, matrix, verapdf
from making.look import Look
from making.once import once
from making.pdf import elements, opened

from pamphlets import library
from pamphlets.channels import posts
from pamphlets.channels.series import Posts
from pamphlets.project.project import Project

CODE = ("QR code", "Código QR")


def make(folder: Path) -> None:
    """Lay out every leaflet of the six, and keep them in a file."""
    found = [
        one
        for number, case in enumerate(matrix.SIX)
        for one in look.looks(case.name, matrix.write(case, folder / str(number)))
    ]
    (folder / "looks").write_bytes(pickle.dumps(found))


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> list[Look]:
    """What `make` made, once for all processes."""
    return list(pickle.loads((once(tmp_path_factory, "matrix", make) / "looks").read_bytes()))


def test_the_six_have_every_value_and_each_format_meets_each_text_title_and_logo(looks: list[Look]) -> None:
    for values, key in (
        (matrix.LOGOS, "logo"), (matrix.BRANDS, "brand"), (matrix.WORDS, "words"), (matrix.TITLES["en"], "title"),
        (matrix.PHOTOS, "photo"), (matrix.COVERS, "cover"), (("en", "es"), "language"), (("Letter", "A4"), "paper"),
    ):  # fmt: skip
        assert {getattr(case, key) for case in matrix.SIX} == set(values), key
    for titles in matrix.TITLES.values():
        assert {length: len(title) for length, title in titles.items()} == {length: length for length in titles}
    assert {(one.case, one.format) for one in looks} == {
        (case.name, format) for case in matrix.SIX for format in matrix.FORMATS
    }
    assert len(looks) <= 60


@pytest.mark.parametrize("case", [case for case in matrix.SIX if case.language == "en"], ids=lambda case: case.name)
def test_a_text_has_about_the_words_it_says(case: matrix.Case) -> None:
    text = re.sub(r"(?ms)^:::.*?^:::\n|\{.*?\}|!\[[^]]*\]\S*|^---.*?---\n", " ", matrix.source(case))
    words = len(re.findall(r"[\w’'{}]+", text))
    assert abs(words - case.words) <= 0.05 * case.words


def test_every_leaflet_is_built_and_nothing_is_printed_over_anything(looks: list[Look]) -> None:
    """What is told is that a text is too short for its format, or a picture too small for large print."""
    told = {(problem.rule, problem.severity) for one in looks for problem in one.problems}
    assert [one.name for one in looks if not one.built] == []
    assert told <= {("fit", "warning"), ("coarse", "warning")}


def test_no_inner_panel_is_blank_without_a_photo_lines_or_a_strip(looks: list[Look]) -> None:
    assert {one.name: one.bare for one in looks if one.bare} == {}


def test_inner_panels_are_about_as_full_unless_moving_a_unit_is_worse(looks: list[Look]) -> None:
    assert {one.name: one.uneven for one in looks if one.uneven} == {}


def test_no_heading_picture_or_table_is_parted_from_its_block(looks: list[Look]) -> None:
    assert {one.name: one.parted for one in looks if one.parted} == {}


def test_few_layouts_are_made(looks: list[Look]) -> None:
    """One to measure, one to share; for a text that is too long dense and tight, again for each block that goes."""
    assert sum(one.layouts for one in looks) / len(looks) <= 2.6
    assert {one.name: one.layouts for one in looks if one.layouts > 5 + 3 * len(one.left_out)} == {}


def test_type_does_not_shrink_for_an_appointment_that_the_back_has_no_room_for(tmp_path: Path) -> None:
    """How high a back gets in larger type is only guessed: a line of it may become two."""
    case = matrix.Case("wide", "red", 75, 72, "small", "photo images/cover.jpg", "es", "Letter")
    (one,) = look.looks("short", matrix.write(case, tmp_path / "project", ("tri-fold",)))
    assert [problem.message.partition(" at ")[2][:5] for problem in one.problems if problem.rule == "fit"] == ["14 pt"]
    assert one.layouts == 3


@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_leaflets_of_any_look_pass_pdf_ua(looks: list[Look], tmp_path: Path) -> None:
    written = {}
    for number, one in enumerate(looks):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(one.screen)
        written[file] = one.name
    verdicts = verapdf.validate(list(written))
    assert {written[file]: verdict.failures for file, verdict in verdicts.items() if verdict.failed} == {}


def test_art_strips_and_lines_are_not_read_out(looks: list[Look]) -> None:
    """What is, are pictures of the text, the code, and a logo that carries the name."""
    cases = {case.name: case for case in matrix.SIX}
    for one in looks:
        case = cases[one.case]
        known = {*re.findall(r"!\[(.*?)\]", matrix.source(case)), matrix.NAMES[case.logo]}
        with opened(one.screen) as pdf:
            alts = {str(figure.Alt) for figure in elements(pdf, "Figure")}
        assert {alt for alt in alts - known if not alt.startswith(CODE)} == set(), one.name


def test_words_are_read_in_the_order_of_the_source_and_no_address_is_broken(looks: list[Look]) -> None:
    cases = {case.name: case for case in matrix.SIX}
    for one in looks:
        headings = re.findall(r"(?m)^## (.*?) \{", matrix.source(cases[one.case]))
        document = pypdfium2.PdfDocument(one.screen)
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
        document.close()
        places = [text.rfind(heading) for heading in headings if heading in text]
        assert places == sorted(places), one.name
        assert "example.org/ book" not in text, one.name
        assert len(places) >= (1 if one.format == "poster" else len(headings) - 1), one.name


@pytest.mark.parametrize("case", [case for case in matrix.SIX if case.words > 120], ids=lambda case: case.name)
def test_a_series_of_five_cards_has_three_looks_and_no_ground_twice_running(case: matrix.Case, tmp_path: Path) -> None:
    project = Project.load(matrix.write(case, tmp_path / "project"))
    jobs = posts.plan(library.read(project).editions, project)
    cards = [job.content.card for job in jobs if isinstance(job.content, Posts)]
    assert len(cards) == 5
    assert len({card.layout for card in cards}) >= 3
    assert all(one.ground != other.ground for one, other in pairwise(cards))
