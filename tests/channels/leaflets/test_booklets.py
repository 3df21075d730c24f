"""Booklets and cards for appointments: page order, creep, margins, notes, tags; and what does not fit is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pikepdf
import pypdfium2
import pytest
from making import verapdf
from making.leaflets import BLOCKS, files
from making.pdf import elements, opened
from making.planning import planned

from pamphlets.channels import Whole, desk, leaflets
from pamphlets.channels.leaflets import booklets, fit, panels
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.errors import PamphletError
from pamphlets.model import Entry, Job, LeafletReport, Manifest, Output, Result
from pamphlets.paper.pdf import POINT
from pamphlets.project.project import Project
from pamphlets.project.settings import formats
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.papers import booklet

Make = Callable[..., Project]


def lines(count: int) -> str:
    return "## A {#a}\n\n" + "\n\n".join(f"Line {number} of a text that goes on." for number in range(1, count + 1))


@pytest.fixture
def make(write: Callable[..., Path]) -> Make:
    def make(
        text: str = BLOCKS, paper: str = "Letter", named: str = "booklet, appointment-card", **more: str
    ) -> Project:
        made = files(text, paper=paper)
        made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", named)
        return Project.load(write({**made, **more}))

    return make


def jobs(project: Project) -> dict[str, Job]:
    return {job.name: job for job in planned(leaflets, project)}


@pytest.mark.parametrize("count", [8, 12, 16])
def test_pages_follow_each_other_when_sheets_are_folded_into_one_another(count: int) -> None:
    """Sheets turned on the short edge: behind what stands at the right of a front is what stands at its back's left."""
    paper = booklet(297, 210, count, 0.1)
    names = [panel.name for panel in paper.panels]
    assert [panel.width for panel in paper.panels] == [148.5] * count
    assert len(paper.sides) == count // 2
    leaves = []
    for front, back in zip(paper.sides[::2], paper.sides[1::2], strict=True):
        leaves.insert(len(leaves) // 2, (front[1].panel, back[0].panel))
        leaves.insert(len(leaves) // 2 + 1, (back[1].panel, front[0].panel))
    assert [name for leaf in leaves for name in leaf] == names


def test_a_long_list_of_questions_is_divided_where_that_shares_the_pages(make: Make) -> None:
    """Whole, it would leave three quarters of the page before it blank, and the text would flow."""
    asked = "\n".join(f"- {' '.join(['rest'] * 6)}." for _ in range(7))
    text = "\n\n".join([" ".join(["rest"] * 40) + "."] * 2)
    every = [f"## B{at} {{#b{at}}}\n\n{text}\n\n" for at in range(5)]
    every[1] = f"## B1 {{#b1 .questions}}\n\nAsk us:\n\n{asked}\n\nAsk them:\n\n{asked}\n\nAsk all:\n\n{asked}\n\n"
    job = next(job for job in planned(leaflets, make("".join(every))) if job.output == "booklet")
    bound = booklets.bind(cast("Leaflet", job.content), job.folders)
    fitted = booklets.finish(fit.fit(bound, job.folders), bound)
    full = [one.full for one in fit.report(fitted, bound).panels if not one.filler]
    assert len(full) == 3
    assert min(full) > 0.55


def test_inner_sheets_are_printed_nearer_to_the_fold() -> None:
    """By the thickness of the paper for each sheet around them; both of its sides alike, so that they meet."""
    sides = booklet(279.4, 215.9, 12, 0.13).sides
    assert [[place.shift for place in side] for side in sides] == [
        [0, 0], [0, 0], [0.13, -0.13], [0.13, -0.13], [0.26, -0.26], [0.26, -0.26]
    ]  # fmt: skip
    assert {place.x for side in sides for place in side} == {0.0, 139.7}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("booklet: {pages: [8, 10]}", "must be a number of pages from 8 to 48 that four divides"),
        ("booklet: {pages: [4]}", "must be a number of pages from 8 to 48 that four divides"),
        ("booklet: {thickness: thick}", "must be a length such as 97mm or 8.5in"),
        ("booklet: {}, panels: {front: 5in}", "has both 'booklet' and 'panels'"),
    ],
)
def test_a_booklet_that_cannot_be_made_is_told_at_its_line(row: str, problem: str) -> None:
    faults = Faults("content/formats.yml")
    formats.read_formats(f"zine:\n  name: Zine\n  papers:\n    A4: {{sheet: [297mm, 210mm], {row}}}\n", faults)
    (found,) = [str(one) for one in faults.problems if one.severity == "error"]
    assert found.startswith("content/formats.yml:4: error: ")
    assert problem in found


def bind(text: str, make: Make) -> Leaflet:
    job = jobs(make(text))["leaflets/rest/booklet"]
    return booklets.bind(cast("Leaflet", job.content), job.folders)


def test_a_booklet_has_the_fewest_pages_that_hold_its_text(make: Make) -> None:
    bound = bind(lines(160), make)
    assert (bound.pages, len(bound.paper.panels)) == (12, 12)


def test_blocks_are_shared_over_pages_and_none_is_broken_without_need(make: Make) -> None:
    """What flowed over four pages and a little of a fifth takes five; each begins with a block."""
    items = "\n".join(f"- Item {number} of a list" for number in range(1, 5))
    blocks = "\n\n".join(f"## Block {n} {{#b{n}}}\n\nSome words:\n\n{items}\n\nAnd more." for n in range(1, 14))
    result = leaflets.render(jobs(make(blocks))["leaflets/rest/booklet"])
    assert isinstance(result.report, LeafletReport)
    full = [panel.full for panel in result.report.panels if not panel.filler]
    assert len(full) == 5
    assert min(full) >= 0.55
    screen = next(one.content for one in result.renderings if one.path.endswith("rest/booklet.screen.pdf"))
    assert [words(screen, page).startswith("Block") for page in range(1, 6)] == [True] * 5
    assert result.problems == ()


def test_a_text_too_short_is_told(make: Make) -> None:
    result = leaflets.render(jobs(make(lines(20)))["leaflets/rest/booklet"])
    assert isinstance(result.report, LeafletReport)
    assert [panel.filler for panel in result.report.panels] == ["", *["notes"] * 5]
    assert [str(problem) for problem in result.problems] == [
        "content/rest.md:1: warning: booklet on Letter: the text fills 1 of 6 pages; the others are for notes\n"
        "  hint: write more, or let 'formats' of this text name a sheet or a half-fold instead"
    ]


def test_a_text_too_long_is_told_with_the_line_where_there_is_no_room(make: Make) -> None:
    job = jobs(make(lines(260)))["leaflets/rest/booklet"]
    with pytest.raises(PamphletError) as caught:
        leaflets.render(job)
    assert re.search(
        r"content/rest.md:\d+: error: booklet on Letter: \d+ lines .* too long at 12 pt", str(caught.value)
    )


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, dict[str, Result]]:
    """A booklet of the small project, and its cards in Spanish."""
    folder = tmp_path_factory.mktemp("booklet")
    made = files(BLOCKS + "\n" + lines(60))
    made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", "booklet, appointment-card")
    for path, content in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    project = Project.load(folder)
    wanted = ("leaflets/rest/booklet", "leaflets/es/at-river/appointment-card")
    return project, {name: leaflets.render(job) for name, job in jobs(project).items() if name in wanted}


def output(rendered: tuple[Project, dict[str, Result]], path: str) -> bytes:
    return next(one.content for result in rendered[1].values() for one in result.renderings if one.path == path)


def words(content: bytes, page: int, left: float = 0, right: float = 1000) -> str:
    """Return the text of a page between two places, in mm from its left."""
    document = pypdfium2.PdfDocument(content)
    box = document[page].get_textpage().get_text_bounded(left * POINT, 0, right * POINT, 1000)
    document.close()
    return " ".join(box.split())


def test_each_page_stands_in_its_place_on_the_sheets(rendered: tuple[Project, dict[str, Result]]) -> None:
    paper = rendered[0].formats["booklet"].paper(rendered[0].practice.paper)
    sheets = output(rendered, "leaflets/rest/booklet.pdf")
    screen = output(rendered, "leaflets/rest/booklet.screen.pdf")
    with opened(sheets) as pdf:
        assert [tuple(map(float, page.mediabox[2:])) for page in pdf.pages] == [
            pytest.approx((paper.width * POINT, paper.height * POINT), abs=0.01)
        ] * 4
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        moved = [
            [float(i.operands[4]) / POINT for i in pikepdf.parse_content_stream(page) if str(i.operator) == "cm"]
            for page in pdf.pages
        ]
    middle = paper.width / 2
    assert moved == [pytest.approx(xs, abs=0.001) for xs in [(0, middle)] * 2 + [(0.1, middle - 0.1)] * 2]
    for side, (left, right) in enumerate([(7, 0), (1, 6), (5, 2), (3, 4)]):
        assert words(sheets, side, 0, middle) == words(screen, left)
        assert words(sheets, side, middle) == words(screen, right)


@pytest.mark.parametrize("name", ["Letter", "A4"])
def test_pages_have_more_room_at_the_spine(name: str, make: Make) -> None:
    paper = make().formats["booklet"].paper(name)
    assert paper.larger
    for number, panel in enumerate(paper.larger.panels, 1):
        assert panels.margins(panel, paper.larger) == ((10, 10, 10, 14) if number % 2 else (10, 14, 10, 10))
        assert (panel.width, panel.height) == (paper.width / 2, paper.height)


@pytest.mark.parametrize("name", ["Letter", "A4"])
def test_ten_cards_have_the_size_of_cards_and_stand_in_the_middle_of_the_sheet(name: str, make: Make) -> None:
    paper = make().formats["appointment-card"].paper(name)
    ((card,), (side,)) = paper.panels, paper.sides
    assert 85 <= card.width <= 90 and 50 <= card.height <= 55
    assert sorted({place.x for place in side}) == pytest.approx([paper.width / 2 - card.width, paper.width / 2])
    tops = sorted({place.y for place in side})
    assert tops == pytest.approx([paper.height / 2 + (n - 2.5) * card.height for n in range(5)])
    assert len(side) == 10


def test_text_keeps_away_from_the_spine_and_pages_have_numbers(rendered: tuple[Project, dict[str, Result]]) -> None:
    project, _ = rendered
    paper = project.formats["booklet"].paper(project.practice.paper)
    document = pypdfium2.PdfDocument(output(rendered, "leaflets/rest/booklet.screen.pdf"))
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        inner, outer = (14, 10) if number % 2 else (10, 14)
        assert min(box[0] for box in boxes) / POINT >= inner - 0.5
        assert max(box[2] for box in boxes) / POINT <= paper.panels[0].width - outer + 0.5
        assert (str(number) in text.get_text_range().split()) == (1 < number < 8)
    document.close()


@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_both_pass_pdf_ua(rendered: tuple[Project, dict[str, Result]], tmp_path: Path) -> None:
    written = [tmp_path / "booklet.pdf", tmp_path / "card.pdf"]
    written[0].write_bytes(output(rendered, "leaflets/rest/booklet.screen.pdf"))
    written[1].write_bytes(output(rendered, "leaflets/es/at-river/appointment-card.screen.pdf"))
    assert [failure for verdict in verapdf.validate(written).values() for failure in verdict.failures] == []


def test_a_booklet_is_read_from_cover_to_back_and_lines_are_not_read(
    rendered: tuple[Project, dict[str, Result]],
) -> None:
    with opened(output(rendered, "leaflets/rest/booklet.screen.pdf")) as pdf, pdf.open_outline() as outline:
        (cover,) = outline.root
        labels = [item.title.replace("\u00a0", " ") for item in cover.children]
        figures = [str(one.Alt) for one in elements(pdf, "Figure")]
    assert cover.title == "Rest well"
    assert labels[:5] == ["In short", "What to do", "What it is", "Ask for help", "A"]
    assert labels[5:] == [
        "Notes",
        "Notes",
        "Rest House",
        "Read it online",
        "Your next appointment",
        "Sources (in full on the web page)",
    ]
    assert figures == ["A chair", "QR code that opens example.org/rest"]


def test_cards_are_printed_for_each_site_and_language_where_the_practice_names_them(make: Make) -> None:
    found = jobs(make())
    assert [job.paths for name, job in found.items() if "appointment-card" in name] == [
        (f"leaflets/{folder}appointment-card.pdf", f"leaflets/{folder}appointment-card.screen.pdf")
        for folder in ("", "es/", "at-river/", "es/at-river/")
    ]
    assert not [path for name in found for path in found[name].paths if path.startswith("web/") and "card" in path]
    other = jobs(make(BLOCKS.replace("Lie down", "Sit down")))
    assert other["leaflets/appointment-card"].digest == found["leaflets/appointment-card"].digest
    nothing = jobs(
        make(**{"content/practice.yml": files()["content/practice.yml"].replace("formats: [sheet, tri-fold]", "")})
    )
    assert "leaflets/rest/poster" in nothing
    assert not [name for name in nothing if name.endswith(("/booklet", "/appointment-card"))]


def test_ten_cards_stand_on_a_sheet_and_marks_say_where_to_cut(rendered: tuple[Project, dict[str, Result]]) -> None:
    project, _ = rendered
    paper = project.formats["appointment-card"].paper(project.practice.paper)
    (card,) = paper.panels
    sheet = output(rendered, "leaflets/es/at-river/appointment-card.pdf")
    with opened(sheet) as pdf:
        (page,) = pdf.pages
        moves = [i.operands for i in pikepdf.parse_content_stream(page) if str(i.operator) == "m"]
        assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"
    left, top = paper.sides[0][0].x, paper.sides[0][0].y
    across, down = {float(x) / POINT for x, _ in moves}, {paper.height - float(y) / POINT for _, y in moves}
    for cuts, found in (
        ([left + n * card.width for n in range(3)], across),
        ([top + n * card.height for n in range(6)], down),
    ):
        assert all(min(abs(cut - one) for one in found) < 0.02 for cut in cuts)
    text = words(sheet, 0)
    for said in ("Rest House", "River Walk", "Su próxima cita", "Día", "Hora", "Con", "(207) 555-0199", "1 Quiet Lane"):
        assert text.count(said) == 10
    one = words(sheet, 0, left, left + card.width)
    assert one.count("Día") == 5


def test_a_card_says_what_is_the_practices_or_that_it_does_not_fit(make: Make) -> None:
    made = files()["content/practice.yml"].replace("sheet, tri-fold", "appointment-card")
    streets = ", ".join(f"Number {number} behind the old mill on the left" for number in range(1, 9))
    long = made.replace("address: [", f"address: [{streets}, ")
    job = jobs(make(**{"content/practice.yml": long}))["leaflets/appointment-card"]
    with pytest.raises(PamphletError) as caught:
        leaflets.render(job)
    assert re.fullmatch(
        r"content/practice.yml: error: appointment-card on Letter: \d+ lines? \(about \d+ words\) too long at 12 pt; "
        r"there is no room from here on\n  hint: shorten what practice.yml says of this site",
        str(caught.value),
    )


def test_a_card_is_filled_down_to_its_foot_and_its_heading_stands_clear_of_who(make: Make) -> None:
    practice = files()["content/practice.yml"].replace("sheet, tri-fold", "appointment-card")
    job = jobs(make(**{"content/practice.yml": practice}))["leaflets/appointment-card"]
    layout = fit.fit(cast("Leaflet", job.content), job.folders).layout
    at = {line.text.strip(): line for line in layout.lines}
    assert at["Your next appointment"].y - at["Rest House"].bottom > 0.6
    assert at["(207) 555-0142"].y - at["With"].bottom > 0.7
    assert 0 < layout.pages[0].bottom - max(line.bottom for line in at.values()) < 5


LONG = ("Lantern Point Center for Physical Therapy and Sports Medicine", "Therapiezentrumsgesellschaftsverein")
STREET = "Suite 1250, Lantern Point Professional Building", "1844 Commonwealth Avenue Northeast", "ME 04999-1234"


@pytest.mark.parametrize(("name", "size", "paper"), [
    (LONG[0], "350 100", "Letter"), (LONG[0], "50 100", "A4"), (LONG[1], "350 100", "A4"),
    (LONG[1], "100 100", "Letter"), (LONG[0], "", "Letter"),
])  # fmt: skip
def test_long_names_and_addresses_fit_on_a_card_beside_any_logo(name: str, size: str, paper: str, make: Make) -> None:
    """Nothing is printed over the logo: a name of one long word stands below it."""
    practice = files(paper=paper)["content/practice.yml"].replace("sheet, tri-fold", "appointment-card")
    practice = practice.replace("Rest House", name)
    practice = re.sub(r"address: \[.*?\]", f"address: {list(STREET)}", practice, count=1)
    logo = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><path d="M0 0h9v9z"/></svg>'
    brand = {"content/_brand.yml": "logo: {path: images/logo.svg, alt: A sail}\n", "content/images/logo.svg": logo}
    job = jobs(make(paper=paper, **{"content/practice.yml": practice}, **(brand if size else {})))
    card = job["leaflets/appointment-card"]
    fitted = fit.fit(cast("Leaflet", card.content), card.folders)
    lines = [line for line in fitted.layout.lines if line.text.strip()]
    assert {word for line in lines for word in line.text.replace("\u00a0", " ").split()} >= {*name.split(), "Avenue"}
    marks = {one for one in fitted.layout.manuscript.root.iter("p") if one.get("class") == "logo"}
    parts = fitted.layout.parts(marks)
    smallest = 7 * int(size.split()[0]) / 100 if size else 0  # mm across: a logo is at least 7 mm high
    assert len(parts) == bool(size)
    for part in parts:
        beside = [line for line in lines if line.y < part.bottom - 1 and line.bottom > part.y + 1]
        assert all(line.x >= 5 + smallest for line in beside)


def test_the_desk_says_where_the_cards_are_and_how_they_are_cut(make: Make) -> None:
    """Only those that were made."""
    project = make(named="sheet, appointment-card")
    name = "leaflets/es/at-river/appointment-card"
    made = Entry("leaflets", name, (Output(f"{name}.pdf", "", 1),), "", "es", "river", output="appointment-card")
    kept = Entry("leaflets", "leaflets/appointment-card", (), "", "en", "quiet", output="appointment-card")
    printed = Entry(
        "leaflets", "leaflets/rest/sheet", (Output("leaflets/rest/sheet.pdf", "", 1),), "rest", output="sheet"
    )
    whole = Whole(project, Manifest(jobs=(made, kept, printed)), lambda path: b"")
    how = "Print on thick paper. Cut along the short lines at the edge, first the long cuts."
    assert list(desk.cards(whole)) == [(f"{name}.pdf", "Appointment cards · River Walk · Español", how)]
