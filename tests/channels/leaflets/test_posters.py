"""Posters: filled from head to foot whatever the title, cover and logo are; nothing is blank or over anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from making.leaflets import files
from making.photos import saved
from making.planning import planned
from PIL import Image

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit, posters, press
from pamphlets.paper import Layout
from pamphlets.project.project import Project
from pamphlets.project.settings import formats
from pamphlets.project.settings.nodes import Faults

TITLES = {
    10: "Sound rest",
    40: "What to do after your tooth is taken out",
    72: "Restless legs and a bad back: what to do at night, when to ask for help!",
    25: "Massage and restless legs",
    110: "How you can look after yourself at home in the first two weeks after an operation on your knee or your hip",
}
POINTS = "## In short {#a .key-points}\n\n- Bite on the gauze.\n- No straws, no smoking.\n- Call us if it bleeds.\n"
DO = '\n## Tonight {#b only="poster"}\n\nWhen your legs start, **walk or rub them**.\n\n![A cup](images/cup.jpg)\n'
LONG = "https://www.a-very-long-name-of-a-practice.example.org/patients"
PHOTO = "photo images/cup.jpg"
FORMATS = formats.read_formats((Path(leaflets.__file__).parent / "formats.yml").read_text("utf-8"), Faults(""))
Make = Callable[..., Layout]


@pytest.fixture
def make(write: Callable[..., Path]) -> Make:
    def make(
        title: int, cover: str, logo: str = "", text: str = POINTS, paper: str = "Letter", web: str = LONG,
        format: str = "poster",
    ) -> Layout:  # fmt: skip
        made: dict[str, str | bytes] = dict(files(paper=paper))
        practice = files(paper=paper)["content/practice.yml"].replace("sheet, tri-fold", format)
        made["content/practice.yml"] = practice.replace(
            "web: https://www.example.org\n", f"web: {web}\n" if web else ""
        )
        head = files(text)["content/rest.md"].replace("title: Rest well", f"title: '{TITLES[title]}'\ncover: {cover}")
        made["content/rest.md"] = head
        made["content/images/cup.jpg"] = saved(Image.new("RGB", (1500, 1000), "#A66A42"), "jpeg")
        if logo:
            made["content/_brand.yml"] = "logo: {path: images/logo.svg, alt: A mark}\n"
            made["content/images/logo.svg"] = (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {logo}"><path d="M1 1h7v7z"/></svg>'
            )
        project = Project.load(write(made))
        job = next(job for job in planned(leaflets, project) if job.output == format)
        return fit.fit(job.content, job.folders).layout

    return make


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the rules of each layout that is made."""
    rules: list[str] = []
    lay_out = fit.lay_out
    monkeypatch.setattr(fit, "lay_out", lambda *at, **by: (rules.append(at[3]), lay_out(*at, **by))[1])
    return rules


@pytest.mark.parametrize(
    ("title", "cover", "more"),
    [
        (10, PHOTO, {"text": POINTS + DO}),
        (10, "type", {"logo": "100 200"}),
        (40, "motif teeth", {"logo": "350 100"}),
        (72, PHOTO, {"web": "", "text": POINTS + DO}),
        (110, "motif plain", {"text": POINTS + DO, "paper": "A4"}),
    ],
)
def test_a_poster_is_filled_from_its_head_to_its_foot(
    title: int, cover: str, more: dict[str, str], make: Make, tried: list[str]
) -> None:
    """Three layouts do: to measure, in larger type, with what is over spent; one more where the foot is much lower."""
    layout = make(title, cover, **more)
    assert len(tried) <= 3 + ("web" in more)
    (page,) = layout.pages
    root = layout.manuscript.root
    foot = [line for line in layout.lines if line.y > page.end - 1]
    code = layout.parts(set(root.iterfind("body/footer//p[@class='code']")))
    assert page.bottom - max([*(line.bottom for line in foot), *(one.bottom for one in code)]) < 3
    assert page.bottom - max(line.bottom for line in foot) < 8
    field = layout.parts(set(root.iterfind("body/header/div[@class='field']")))
    tallest = any(one.bottom - one.y > posters.TALLEST - 1 for one in field)
    blocks = layout.parts(set(root.iterfind("body/main/*")))
    assert (
        posters.KEPT - 0.1 < page.end - max(block.bottom for block in blocks) < (20 if tallest else posters.SPARE + 1)
    )
    for line in layout.lines:
        if (block := layout.manuscript.block(line.pieces[0][0])) is not None and block.get("id") == "b":
            assert line.right < page.right - 54 - 5  # its picture stands there


def test_the_foot_is_as_high_as_what_it_says(make: Make) -> None:
    """Nothing of it is below the page, and nothing blank: without a code it is low, with much to say it is higher."""
    heights = {web: (page := make(40, "motif teeth", web=web).pages[0]).bottom - page.end for web in ("", LONG)}
    assert heights[""] < 45 < posters.FOOT - 1 < heights[LONG]


def test_the_foot_is_measured_once_for_all_ways_to_lay_out_the_head(make: Make, tried: list[str]) -> None:
    """Each further way begins with the room that the foot took before."""
    make(72, PHOTO, text=POINTS + DO + DO.replace("#b", "#c"), web="")
    assert len(tried) > 1 and not tried[0] and all(".foot {" in rule for rule in tried[1:])


@pytest.mark.parametrize(
    ("cover", "format"),
    [(PHOTO, "poster"), ("type", "poster"), ("motif night", "tri-fold"), ("type", "tri-fold"), ("type", "sheet")],
)
def test_art_grows_to_the_bleed_and_nothing_moves(cover: str, format: str, make: Make) -> None:
    layout = make(40, cover, format=format)
    field = {one for one in layout.manuscript.root.iter("div") if one.get("class") in ("field", "words")}
    grown = layout.manuscript.layout(f"{layout.css}\n{press.bleed(FORMATS[format].paper('Letter'))}")
    assert [(line.text, line.page) for line in grown.lines] == [(line.text, line.page) for line in layout.lines]
    for line, other in zip(grown.lines, layout.lines, strict=True):
        assert (line.x, line.y) == pytest.approx((other.x, other.y), abs=0.01)
    first = min(layout.parts(field), key=lambda part: part.y), min(grown.parts(field), key=lambda part: part.y)
    assert [part.y for part in first] == pytest.approx([6, -3], abs=0.01)
    assert first[0].bottom == pytest.approx(first[1].bottom, abs=0.01)


def test_a_title_that_grows_leaves_the_art_its_place(make: Make) -> None:
    """Its longest words end 8 mm before the art begins, which is 68 mm wide and 6 mm from the edge of the paper."""
    layout = make(25, "motif night")
    title = [line for line in layout.lines if line.y < layout.pages[0].top + 60 and line.size > 40]
    assert title and max(line.right for line in title) <= layout.pages[0].right + 6 - 68 - 8 + 0.1


@pytest.mark.parametrize("cover", ["motif night", PHOTO, "type"])
@pytest.mark.parametrize("title", [10, 110])
def test_a_poster_of_a_text_without_key_points_says_its_summary(make: Make, cover: str, title: int) -> None:
    """What was taken over from a file has none: a title over an empty page told nobody what it is about."""
    layout = make(title, cover, text="## What helps {#a}\n\nMove your legs.\n")
    said = [line for line in layout.lines if "What you can do tonight" in line.text]
    assert len(layout.pages) == 1 and said and said[0].size >= 20
