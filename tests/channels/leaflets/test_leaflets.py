"""Leaflets: panels are pages, content flows and fits or is an error that says where, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from making.leaflets import BLOCKS, HEAD, REFERENCES, files
from making.planning import planned
from PIL import Image

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import faults, fit, panels, places
from pamphlets.channels.leaflets import leaflet as leaflet_module
from pamphlets.channels.leaflets.leaflet import Leaflet, html
from pamphlets.errors import PamphletError
from pamphlets.model import Job
from pamphlets.paper import raster
from pamphlets.paper.typeset import Layout, fetch
from pamphlets.project.project import Project
from pamphlets.project.settings import brand, colors
from pamphlets.project.settings.formats import Place
from pamphlets.project.settings.nodes import Faults

Make = Callable[..., Project]


@pytest.fixture
def make(write: Callable[..., Path]) -> Make:
    """Make a project of one source, by default one of every construct, in English or in English and Spanish."""

    def make(
        text: str = BLOCKS, spanish: bool = False, paper: str = "Letter", formats: str = "sheet, tri-fold", **more: str
    ) -> Project:
        made = files(text, spanish, paper)
        made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", formats)
        return Project.load(write({**made, **more}))

    return make


BRAND = brand.read("", Faults(""), lambda path: "")


def jobs(project: Project) -> dict[str, Job]:
    return {job.name: job for job in planned(leaflets, project) if job.output}


def leaflet(project: Project, format: str) -> tuple[Leaflet, Job]:
    job = jobs(project)[f"leaflets/rest/{format}"]
    content = job.content
    assert isinstance(content, Leaflet)
    return content, job


def fitted(project: Project, format: str = "tri-fold") -> fit.Fit:
    content, job = leaflet(project, format)
    return fit.fit(content, job.folders)


def failure(project: Project, format: str = "tri-fold") -> str:
    with pytest.raises(PamphletError) as caught:
        fitted(project, format)
    return str(caught.value)


def sentences(count: int) -> str:
    return "\n\n".join(f"Line {number} of a text that goes on and on for long." for number in range(1, count + 1))


def test_each_edition_has_each_format_in_its_folder(make: Make) -> None:
    found = jobs(make(spanish=True))
    paths = sorted(path for job in found.values() for path in job.paths)
    assert [path for path in paths if path.startswith("web/")] == [
        f"web/{folder}rest/{name}.pdf" for folder in ("es/", "") for name in ("sheet", "tri-fold")
    ]
    assert [path for path in paths if not path.startswith("web/")] == sorted(
        f"leaflets/{folder}rest/{name}.pdf"
        for folder in ("", "at-river/", "es/", "es/at-river/")
        for name in ("sheet", "tri-fold", "tri-fold.screen")
    )
    job = found["leaflets/es/at-river/rest/tri-fold"]
    assert (job.pamphlet, job.language, job.site, job.output) == ("rest", "es", "river", "tri-fold")
    assert job.blocks == ("short", "do", "is", "help")


def test_a_job_depends_on_what_it_prints_and_on_nothing_else(make: Make) -> None:
    before = jobs(make())
    post = jobs(make(BLOCKS + "\n::: post\nRest tonight.\n:::\n"))
    other = jobs(make(BLOCKS.replace("Lie down", "Sit down")))
    only = jobs(make(BLOCKS + '\n::: {only="sheet"}\nOne more.\n:::\n'))
    for name, job in before.items():
        assert job.digest == post[name].digest
        assert job.digest != other[name].digest
    assert before["leaflets/rest/tri-fold"].digest != only["leaflets/rest/tri-fold"].digest  # the edition's id
    assert before["leaflets/rest/sheet"].digest != only["leaflets/rest/sheet"].digest


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_panels_are_pages_of_their_size_with_room_for_folds(paper: str, make: Make) -> None:
    project = make(paper=paper)
    layout = fitted(project).layout
    measures = project.formats["tri-fold"].paper(paper)
    named = panels.pages(measures, layout.pages)
    for panel in measures.panels:
        if panel.name in named:
            page = layout.pages[named[panel.name]]
            assert (page.width, page.height) == pytest.approx((panel.width, panel.height), abs=0.01)
            assert page.top == pytest.approx(12, abs=0.01)
    cover, left, back = (layout.pages[named[name]] for name in ("cover", "inside-left", "back"))
    assert (cover.left, cover.width - cover.right) == pytest.approx((6, 12), abs=0.01)
    assert (left.left, left.width - left.right) == pytest.approx((12, 6), abs=0.01)
    assert (back.left, back.width - back.right) == pytest.approx((6, 6), abs=0.01)


def test_panels_stand_on_the_sheet_without_gap_or_overlap(make: Make) -> None:
    filled = [one for one in make().formats.values() if one.of == "pamphlet" and one.id != "booklet"]  # creep; cuts
    for format in filled:
        for _, paper in format.papers:
            for side in paper.sides:
                widths = {panel.name: panel.width for panel in paper.panels}
                ends = [0.0, *(place.x + widths[place.panel] for place in side)]
                assert [place.x for place in side] == pytest.approx(ends[:-1], abs=0.01)
                assert ends[-1] == pytest.approx(paper.width, abs=0.1)


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("format", ["sheet", "half-fold", "tri-fold", "z-fold", "large-print", "poster"])
def test_text_keeps_away_from_edges_and_folds(format: str, paper: str, make: Make) -> None:
    """On the sheet, 12 mm from every edge of the paper and 3 mm or more from every fold."""
    project = make(formats=format, paper=paper)
    content, _ = leaflet(project, format)
    layout, measures = fitted(project, format).layout, content.paper
    named = {number: name for name, number in panels.pages(measures, layout.pages).items()}
    places = {place.panel: place for side in measures.sides for place in side}
    for line in layout.lines:
        place = places.get(named.get(line.page, ""), Place("page", 0))
        left, right = place.x + line.x, place.x + line.right
        assert left >= 11.7
        assert right <= measures.width - 11.7
        assert line.y >= 11.5
        assert line.bottom <= measures.height - 11
        page = layout.pages[line.page]
        assert line.x >= 5.7
        assert line.right <= page.width - 5.7


def test_text_in_a_margin_is_an_error(make: Make) -> None:
    style = "<style>.cover .who { position: absolute; bottom: -10mm }</style>"
    own = '{% extends "shipped/leaflets/tri-fold.html" %}{% block style %}' + style + "{% endblock %}"
    assert "tri-fold on Letter: 'Rest House' stands " in failure(make(**{"templates/leaflets/tri-fold.html": own}))


def test_nothing_in_large_print_is_smaller_than_16_points(make: Make) -> None:
    """Neither a caption nor the number of a source; and type is as large as it may be."""
    result = fitted(make(formats="large-print"), "large-print")
    assert result.size == 18
    assert min(line.size for line in result.layout.lines) >= 16
    words = "\n\n".join(" ".join("wonderful" for _ in range(1000)) for _ in range(9))
    assert len(fitted(make(f"## A\n\n{words}", formats="large-print"), "large-print").layout.pages) > 9


def test_a_poster_shows_the_key_points_and_what_is_written_for_it(make: Make) -> None:
    blocks = BLOCKS + '\n## Tonight {#tonight only="poster"}\n\nSit down.\n'
    _, job = leaflet(make(blocks, formats="poster"), "poster")
    assert job.blocks == ("short", "tonight")
    assert len(fitted(make(blocks, formats="poster"), "poster").layout.pages) == 1
    many = blocks.replace("- Try it tonight.", "\n".join(f"- Point number {number}." for number in range(20)))
    assert "poster on Letter: " in failure(make(many, formats="poster"), "poster")


def test_a_half_full_column_counts(make: Make) -> None:
    """A sheet is as full as its columns, not as the lowest of them."""
    result = fitted(make(f"## A\n\n{sentences(16)}"), "sheet")
    page = result.layout.pages[0]
    assert len(page.columns) == 2
    assert faults.full(page) < 0.95


def test_a_block_may_wish_for_a_panel_and_the_back_stays_the_back(make: Make) -> None:
    content, _ = leaflet(make(), "tri-fold")
    layout = fitted(make()).layout
    assert [page.name for page in layout.pages] == ["cover", "", "", "", "", "back"]
    named = {"cover": 0, "inside-left": 1, "inside-center": 2, "inside-right": 3, "flap": 4, "back": 5}
    assert panels.pages(content.paper, layout.pages) == named
    first = next(line for line in layout.lines if line.text.split()[:3] == ["Ask", "for", "help"])
    assert first.y == min(line.y for line in layout.lines if line.page == first.page)


def test_type_grows_until_the_panels_are_full(make: Make) -> None:
    short = fitted(make(f"## A\n\n{sentences(20)}"))
    longer = fitted(make(f"## A\n\n{sentences(42)}"))
    full = fitted(make(f"## A\n\n{sentences(50)}"))
    assert short.size == 14.0
    assert 12.0 < longer.size < 14.0
    assert full.size == 12.0


def test_text_that_is_too_long_is_an_error_that_says_by_how_much_and_where(make: Make) -> None:
    assert failure(make(f"## A long block {{#long}}\n\n{sentences(54)}")) == (
        "content/rest.md:113: error: tri-fold on Letter: 6 lines (about 36 words) too long at 12 pt; "
        "there is no room from here on, in block 'long'\n"
        '  hint: shorten the text, mark a block .optional, or keep one away with not="tri-fold"'
    )


def test_text_that_leaves_what_is_about_the_leaflet_no_room_is_told_from_where_that_has_to_stand(make: Make) -> None:
    """All that is over is then about the leaflet: it has no line in a source, and its words are not too many."""
    text = f"## A long block {{#long}}\n\n{sentences(64)}"
    assert failure(make(text, formats="half-fold"), "half-fold").splitlines()[0] == (
        "content/rest.md:123: error: half-fold on Letter: 8 lines (about 96 words) too long at 12 pt; "
        "there is no room from here on, in block 'long'"
    )


def test_the_numbers_of_sources_stay_together_with_their_word(make: Make) -> None:
    nhs = REFERENCES.splitlines()[1]
    more = {"content/references.yml": f"references:\n{nhs.replace('id: nhs', 'id: one')}\n{nhs}\n"}
    text = "\n\n".join(f"{'i' * number} and so on to the end of a line. [@one; @nhs]" for number in range(4, 12))
    lines = [line.text.strip() for line in fitted(make(f"## A\n\n{text}", **more)).layout.lines]
    assert sum(line.endswith("line.\u20601, 2") for line in lines) == 8


def test_optional_blocks_stay_out_last_first_and_are_reported(make: Make) -> None:
    blocks = f"## A\n\n{sentences(44)}\n\n## B {{.optional}}\n\n{sentences(4)}\n\n## C {{.optional}}\n\n{sentences(18)}"
    result = fitted(make(blocks))
    assert result.left_out == ("c",)
    content, _ = leaflet(make(blocks), "tri-fold")
    report = fit.report(result, content)
    assert report.left_out == ("c",)
    assert [panel.name for panel in report.panels] == ["inside-left", "inside-center", "inside-right", "flap"]


def test_a_word_wider_than_its_panel_is_an_error_with_its_line(make: Make) -> None:
    word = "Pneumonoultramicroscopicsilicovolcanoconiosis"
    message = failure(make(f"## A {{#a}}\n\nThis is\n{word} and more.\n"))
    assert re.fullmatch(
        rf"content/rest\.md:12: error: tri-fold on Letter: '{word}' is [\d.]+ mm too wide, in block 'a'\n"
        r"  hint: use a shorter word, or write it as two",
        message,
    )


def test_a_title_that_the_cover_has_no_room_for_is_an_error(make: Make) -> None:
    project = make(**{"content/rest.md": HEAD.replace("What you", "Rest is for everyone. " * 50 + "What you") + BLOCKS})
    assert "tri-fold on Letter: the cover has no room for " in failure(project)


def test_a_site_of_which_the_back_has_no_room_for_all_is_one_error(make: Make) -> None:
    """What stands at the foot of the back is fixed there: what is above must end before it."""
    address = f"address: [{', '.join(f'Door {number} on the left' for number in range(14))}, "
    long = files()["content/practice.yml"].replace("address: [", address)
    message = failure(make(**{"content/practice.yml": long}))
    assert message.count("error:") == 1 and " into what is fixed at the foot of the back\n" in message
    assert message.endswith("\n  hint: shorten what practice.yml says of this site")


def test_a_block_that_the_cover_has_no_room_for_is_the_only_error(make: Make) -> None:
    points = "\n".join(f"- Point {number} is about rest at night." for number in range(1, 21))
    blocks = f"## In short {{#short .key-points}}\n\n{points}\n\n![A chair](images/chair.svg)\n"
    message = failure(make(blocks, formats="half-fold"), "half-fold")
    assert "half-fold on Letter: the cover has no room for " in message
    assert "\n  hint: shorten this block" in message
    assert "edge of its page" not in message and "are the least" not in message


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 100"><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize(
    ("title", "cover", "ratio", "size"),
    [
        ("Rest well", "motif night", 350, 34),
        ("How you can rest well when it is hard", "photo images/chair.svg", 100, 30),
        ("How you can rest well when it is hard to rest, and what", "type", 50, 24),
        (
            "How you can rest well when it is hard to rest, and what to do about it by day and night, " + "or " * 7,
            "motif talk",
            0,
            20,
        ),
    ],
)
def test_a_cover_keeps_its_art_its_words_and_its_sender_apart(
    make: Make, title: str, cover: str, ratio: int, size: float
) -> None:
    """Its title by its length; the name beside or beneath a logo of any shape; no words but in their margins."""
    head = HEAD.replace("Rest well", title.strip()).replace("review-by", f"cover: {cover}\nreview-by")
    brand = {
        "content/images/logo.svg": LOGO.format(ratio),
        "content/_brand.yml": "logo: {path: images/logo.svg, alt: A}",
    }
    content, job = leaflet(make(**{"content/rest.md": head + BLOCKS}, **(brand if ratio else {})), "tri-fold")
    layout = fit.lay_out(fit.manuscript(html(content, job.folders), content, job.folders), content, 12)
    assert [str(one) for one in faults.problems(layout, content)] == []
    (page,) = (page for page in layout.pages if page.name == "cover")
    assert page.reach <= page.bottom + 0.01
    lines = [line for line in layout.lines if line.page == 0]
    assert lines[0].size == size and lines[0].y > (20 if cover == "type" else 50)
    assert ("Rest House" in [line.text for line in lines]) and lines[-1].text == "Rest well."


def whole(content: Leaflet, job: Job) -> list[str]:
    """Return what a leaflet keeps on one line, in order."""
    pages = fit.manuscript(html(content, job.folders), content, job.folders)
    return [one.text for one in pages.root.iterfind(".//span[@class='whole']")]


def test_numbers_and_times_are_not_split_over_lines(make: Make) -> None:
    text = "## Call {#call}\n\n" + " ".join(["Call (207) 555-0142 or come on 2026-12-01 at 9 am, say."] * 12) + "\n"
    content, job = leaflet(make(text), "tri-fold")
    assert "(207) 555-0142" in whole(content, job)
    lines = [line.text for line in fit.fit(content, job.folders).layout.lines]
    assert not [line for line in lines if re.search(r"(555-?|\(207\)|2026-?|-12-?|\b9)\s*$", line)]


def test_numbers_with_a_slash_are_not_split_over_lines(make: Make) -> None:
    wanted = ("3 / mm", "3/mm", "120/80 mmHg", "120 / 80", "2.5 mg / kg / day", "1–2 mg/kg", "24/7", "12/01/2026")
    words = " ".join([f"Say {', and '.join(wanted)}, as example.org/24/7."] * 9)
    content, job = leaflet(make("## Call {#call}\n\n" + words + "\n"), "tri-fold")
    assert whole(content, job)[: len(wanted) * 9] == [*wanted] * 9
    lines = [line.text for line in fit.fit(content, job.folders).layout.lines]
    assert {one: sum(one in line for line in lines) for one in wanted[2:5]} == dict.fromkeys(wanted[2:5], 9)


def test_no_word_is_lost(make: Make) -> None:
    for format in ("tri-fold", "sheet"):
        text = " ".join(line.text for line in fitted(make(), format).layout.lines)
        for word in ("Breathe", "Then", "calm", "descanso", "Noon", "(207) 555-0142", "Rest House", "November 2027"):
            assert word in text


def test_what_a_template_hides_is_an_error(make: Make) -> None:
    project = make(**{
        "templates/leaflets/tri-fold.html": '{% extends "shipped/leaflets/tri-fold.html" %}'
        "{% block style %}<style>.steps { display: none }</style>{% endblock %}",
    })  # fmt: skip
    message = failure(project)
    assert (
        "content/rest.md:14: error: tri-fold on Letter: 'What to do' is not on any page (8 characters are lost)"
        in message
    )


@pytest.mark.parametrize("format", ["sheet", "half-fold", "tri-fold", "large-print", "poster"])
def test_a_draft_says_so_across_every_page_and_once_in_its_text(format: str, make: Make) -> None:
    """Across the page it is a background: the screen reader says it once."""
    draft = HEAD.replace("reviewer: A. Nurse\n", "")
    for source, times in ((draft, 1), (HEAD, 0)):
        project = make(**{"content/rest.md": source + BLOCKS}, formats=format)
        content, job = leaflet(project, format)
        band = re.findall(r"@page \{ background: url\(&#34;|@page \{ background: url", html(content, job.folders))
        text = " ".join(line.text for line in fitted(project, format).layout.lines)
        assert (len(band), text.count("DRAFT Not yet reviewed.")) == (times, times)


@pytest.mark.parametrize("format", ["tri-fold", "z-fold", "sheet"])
def test_words_beside_the_code_stay_beside_it(format: str, make: Make) -> None:
    """They are a column: none of them slips under the code."""
    lines = fitted(make(formats=format), format).layout.lines
    first = next(index for index, line in enumerate(lines) if line.text.startswith("Scan the code"))
    last = next(index for index, line in enumerate(lines) if line.text.endswith("to\u00a0date."))
    assert last > first and len({round(line.x, 2) for line in lines[first : last + 1]}) == 1


def test_a_ground_lets_the_word_across_a_draft_show_and_looks_the_same() -> None:
    """Half of twice the difference to the paper; text in the brand's colors can still be read where both are."""
    shown = dict(BRAND.colors)
    band = colors.mix(shown["alert"], shown["paper"], leaflet_module.BAND)
    for name, texts in (("mist", ("ink", "night", "leaf")), ("alert-ground", ("ink", "alert"))):
        veil = leaflet_module._veil(name, BRAND)
        assert veil.endswith("80")
        assert colors.contrast(colors.mix(veil[:7], shown["paper"], 0.5), shown[name]) < 1.02
        assert min(colors.contrast(shown[text], colors.mix(veil[:7], band, 0.5)) for text in texts) >= 4.5


def test_each_site_prints_its_own_contact(make: Make) -> None:
    project = make()
    for name, phone in (("rest", "(207) 555-0142"), ("at-river/rest", "(207) 555-0199")):
        job = jobs(project)[f"leaflets/{name}/tri-fold"]
        text = " ".join(line.text for line in fit.fit(job.content, job.folders).layout.lines)
        assert text.count(phone) == 2  # in the text and on the back


def test_lines_are_counted_where_the_fewest_would_have_to_go(make: Make) -> None:
    """What overflows is what precedes the forced break, not the short block that was pushed off."""
    blocks = f'## A\n\n{sentences(51)}\n\n## B {{#b break="panel"}}\n\n{sentences(14)}'
    content, job = leaflet(make(blocks), "tri-fold")
    layout = fit.lay_out(fit.manuscript(html(content, job.folders), content, job.folders), content, 12)
    over = faults.surplus(layout, 4)
    assert places.spot(over[0], layout, content).line < 9 + 2 * 52


def test_surplus_is_nothing_where_all_fits(make: Make) -> None:
    layout: Layout = fitted(make()).layout
    assert faults.surplus(layout, 4) == ()


@pytest.mark.parametrize("count", [13, 14, 15])
def test_a_heading_never_stands_alone_at_the_foot_of_a_panel(count: int, make: Make) -> None:
    layout = fitted(make(f"## A\n\n{sentences(count)}\n\n## A heading\n\n{sentences(9)}")).layout
    last = {line.page: line for line in layout.lines}
    assert all(line.pieces[0][0].tag != "h2" for line in last.values())


def test_a_picture_keeps_its_room_without_a_caption(make: Make) -> None:
    """The next block begins below it."""
    layout = fitted(make("## A\n\n![A chair](images/chair.svg)\n\n## B\n\nText.")).layout
    first, second = (line for line in layout.lines if line.pieces[0][0].tag == "h2" and line.page == 1)
    assert second.y - first.bottom > 30


def test_all_numbers_of_a_source_stay_with_the_word_before(make: Make) -> None:
    words = " ".join(f"{'wo' * (number % 4 + 1)}. [@nhs]" for number in range(150))
    layout = fitted(make(f"## A\n\n{words}")).layout
    inside = [line.text for line in layout.lines if layout.manuscript.block(line.pieces[0][0]) is not None]
    assert not [text for text in inside if text.strip("\u2060 ").startswith("1")]


def test_without_a_web_address_there_is_no_code_and_no_link(make: Make) -> None:
    practice = files()["content/practice.yml"].replace("web: https://www.example.org\n", "")
    for format in ("tri-fold", "sheet"):
        content, _ = leaflet(project := make(spanish=True, **{"content/practice.yml": practice}), format)
        text = " ".join(line.text for line in fitted(project, format).layout.lines)
        assert content.online == ""
        assert "Read it online" not in text
        assert "(in full on the web page)" not in text
        assert "NHS: Rest" in text


def test_a_picture_taller_than_its_panel_is_an_error(make: Make) -> None:
    style = "<style>figure img { width: 100%; max-width: none; max-height: none }</style>"
    tall = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 60"><path d="M1 1h7v7z"/></svg>'
    text = "## A\n\n![A tower](images/tower.svg)\n"
    plain = {"content/images/tower.svg": tall}
    assert fitted(make(text, **plain)).left_out == ()
    message = failure(make(text, **plain, **{
        "templates/leaflets/tri-fold.html":
            '{% extends "shipped/leaflets/tri-fold.html" %}{% block style %}' + style + "{% endblock %}",
    }))  # fmt: skip
    assert re.match(r"content/rest.md:9: error: tri-fold on Letter: this reaches \d+ mm below the edge", message)


def photo(folder: Path, width: int, height: int) -> None:
    """Save a picture of dots; one color, so that the largest has few bytes."""
    Image.new("L", (width, height), 200).save(folder / "content/images/room.jpg")


@pytest.mark.parametrize(("width", "problem"), [
    (1200, ""),
    (200, "content/rest.md:11: warning: tri-fold on Letter: content/images/room.jpg is printed at 67 dots an inch; "
          "under 150 it looks coarse (print shops ask for 300)\n  "
          "hint: use the picture as the camera saved it: 1300 pixels across are enough"),
])  # fmt: skip
def test_a_picture_too_coarse_for_paper_is_a_warning_with_its_dots(width: int, problem: str, make: Make) -> None:
    root = make().root
    photo(root, width, width // 2)
    (root / "content/rest.md").write_text(HEAD + "## A\n\n![A room](images/room.jpg)\n", "utf-8")
    found = [str(one) for one in fitted(Project.load(root)).problems if one.rule == "coarse"]
    assert found == [problem] * bool(problem)


def test_a_picture_of_50_megapixels_is_no_larger_than_paper_needs(make: Make) -> None:
    root = make().root
    photo(root, 10_000, 5_000)
    photos = raster.develop((root / "content/images/room.jpg").read_bytes(), fetch.SIDE, fetch.MOST)
    assert (photos.width, photos.height) == (2400, 1200) and len(photos.content) < 100_000


def test_a_logo_that_is_missing_is_told_at_its_line(make: Make) -> None:
    (problem,) = make(**{"content/_brand.yml": "logo: images/logo.svg\n"}).problems
    assert str(problem).startswith("content/_brand.yml:1: warning: there is no file 'content/images/logo.svg'")
