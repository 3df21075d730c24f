"""Pictures on paper: how they are cut, where they stand, and that none leaves its block."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from making.leaflets import files
from making.planning import planned
from PIL import Image

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit, leaflet
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.model import Job
from pamphlets.project.project import Project

PHOTOS = {"wide": (3000, 2000), "tall": (800, 1200), "small": (400, 300), "panorama": (3000, 1000)}
DRAWINGS = {"broad": (400, 100), "square": (100, 100), "high": (100, 300)}
LONG = ("Words that stand beside a picture until it ends, and on " * 4).strip()
Plan = Callable[..., Job]


@pytest.fixture
def plan(write: Callable[..., Path]) -> Plan:
    """Plan one source in one format, beside photos and drawings of many shapes."""

    def plan(text: str, format: str = "tri-fold", paper: str = "Letter") -> Job:
        made = files(text, paper=paper)
        made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", f"sheet, {format}")
        for name, (width, height) in DRAWINGS.items():
            svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="M1 1h7v7z"/></svg>'
            made[f"content/images/{name}.svg"] = svg
        root = write(made)
        for name, size in PHOTOS.items():
            Image.new("L", size, 200).save(root / f"content/images/{name}.jpg")
        project = Project.load(root)
        return next(job for job in planned(leaflets, project) if job.output == format)

    return plan


def tree(job: Job) -> Element:
    """Return the tree of a leaflet as it is laid out."""
    content = job.content
    assert isinstance(content, Leaflet)
    return fit.manuscript(leaflet.html(content, job.folders), content, job.folders).root


def high(picture: Element) -> float:
    """Return to how many mm a picture is cut; 0 if it is not."""
    found = re.search(r"--high: ([\d.]+)mm", picture.get("style") or "")
    return float(found[1]) if found else 0.0


def shown(name: str, more: str = "") -> str:
    ending = "svg" if name in DRAWINGS else "jpg"
    return f'![A thing](images/{name}.{ending} "Words"){more}\n\n'


@pytest.mark.parametrize(("paper", "column"), [("Letter", 74.1), ("A4", 79.0)])
def test_photos_keep_their_shape_up_to_a_square_and_upright_ones_their_heads(
    paper: str, column: float, plan: Plan
) -> None:
    text = "".join(f"## {name} {{#{name}}}\n\nText.\n\n{shown(name)}" for name in PHOTOS)
    pictures = {str(one.get("src"))[15:-4]: one for one in tree(plan(text, paper=paper)).iter("img")}
    assert high(pictures["wide"]) == high(pictures["small"]) == high(pictures["panorama"]) == 0
    assert high(pictures["tall"]) == pytest.approx(column, abs=0.1)
    assert "object-position: 50% 20%" in str(pictures["tall"].get("style"))
    grows = {name: float(pictures[name].get("data-grows") or 0) for name in PHOTOS}
    assert grows["wide"] == pytest.approx(column, abs=0.1)
    assert grows["small"] == 50.8, "as high as its dots allow"
    assert grows["panorama"] == grows["tall"] == 0


def test_focus_stays_and_what_must_stay_whole_is_not_cut(plan: Plan) -> None:
    text = "## A {#a}\n\nText.\n\n" + shown("tall", '{focus="30 70"}') + "Text.\n\n" + shown("tall", "{.whole}")
    first, second = (one for one in tree(plan(text)).iter("img") if "tall" in str(one.get("src")))
    assert "object-position: 30% 70%" in str(first.get("style"))
    assert "50% 20%" not in str(first.get("style"))
    assert high(first) and not high(second)


@pytest.mark.parametrize(
    ("names", "shape"),
    [(("wide", "small"), 4 / 3), (("tall", "tall"), 1), (("wide", "tall"), 1), (("square", "small"), 1.1547)],
)
def test_two_pictures_share_a_row_of_one_height(names: tuple[str, str], shape: float, plan: Plan) -> None:
    text = "## A {#a}\n\nText.\n\n" + "".join(map(shown, names))
    (row,) = (one for one in tree(plan(text)).iter("div") if one.get("class") == "pair")
    assert [(74.1 - 3) / 2 / high(one) for one in row.iter("img")] == pytest.approx([shape] * 2, rel=0.01)
    assert len(list(row.iter("figcaption"))) == 2


def test_three_and_more_stand_in_rows_of_two(plan: Plan) -> None:
    text = "## A {#a}\n\n" + shown("tall") * 4 + "Text.\n\n" + shown("wide") * 3 + "Text.\n\n" + shown("tall") * 3
    rows = [list(one.iter("img")) for one in tree(plan(text)).iter("div") if one.get("class") == "pair"]
    assert [len(row) for row in rows] == [2, 2, 2, 1, 2, 1]
    assert high(rows[3][0]) == pytest.approx(74.1 / 2, abs=0.1), "a banner"
    assert high(rows[5][0]) == high(rows[4][0]), "an upright one stays a half"


def standing(root: Element) -> list[str]:
    return [str(one.get("class") or "") for one in root.iter("figure")]


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("tri-fold", ["", "drawn", "", ""]),
        ("half-fold", ["half", "half drawn", "half", "broad"]),
        ("sheet", ["", "drawn", "", "wide"]),
        ("large-print", ["half", "drawn", "half", ""]),
        ("booklet", ["half", "drawn", "half", ""]),
        ("poster", ["", "drawn", "", ""]),
    ],
)
def test_text_stands_beside_pictures_where_there_is_room(format: str, expected: list[str], plan: Plan) -> None:
    text = "".join(
        f"## {number} {{#b{number} .key-points}}\n\nText.\n\n{picture}"
        for number, picture in enumerate(
            (shown("tall"), shown("square"), shown("wide", "{width=half}"), shown("panorama", "{width=wide}"))
        )
    )
    assert standing(tree(plan(text, format))) == expected


def test_in_a_half_fold_a_picture_follows_its_heading_and_none_passes_another(plan: Plan) -> None:
    text = "## A {#a}\n\nOne.\n\nTwo.\n\n" + f"{LONG}\n\n" + shown("wide") + "### Part\n\nThree.\n\n" + shown("tall")
    text += f"Four.\n\n{LONG}\n\n" + shown("small") + "Five.\n"
    root = tree(plan(text, "half-fold"))
    order = [str(one.get("src"))[15:-4] if one.tag == "img" else one.text for one in root.iter()
             if (one.tag in ("h2", "h3", "p") and one.text) or "images/" in str(one.get("src"))]  # fmt: skip
    order = [one for one in order[order.index("A") :] if one != LONG]
    assert order[:10] == ["A", "wide", "One.", "Two.", "Part", "tall", "Three.", "Four.", "small", "Five."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| A | B |\n|---|---|\n| c | d |\n\n{picture}", "broad"),
        ("{picture}| A | B |\n|---|---|\n| c | d |\n", "broad"),
        ("Few words.\n\n| A | B |\n|---|---|\n| c | d |\n\n{picture}", "broad"),
        ("{long}\n\n| A | B |\n|---|---|\n| c | d |\n\n{picture}", "half"),
        ("{long}\n\n{picture}", "half"),
        ("- One\n- Two\n\n{picture}", "half"),
        ("{picture}", "broad"),
    ],
)
def test_beside_a_picture_stands_text_and_no_hole(text: str, expected: str, plan: Plan) -> None:
    """A table stands below a picture: without text before it, the picture is as wide as its column."""
    source = text.format(long=LONG, picture=shown("tall"))
    assert standing(tree(plan(f"## A {{#a}}\n\n{source}\n", "half-fold"))) == [expected]
    assert standing(tree(plan(f"## A {{#a}}\n\n{source}\n", "large-print"))) == [expected.replace("broad", "")]


def test_a_picture_within_an_item_is_small_and_beside_no_other(plan: Plan) -> None:
    text = f"## A {{#a}}\n\n1. One.\n\n    {shown('wide')}2. Two.\n"
    assert standing(tree(plan(text, "half-fold"))) == ["small"]
    assert standing(tree(plan(text))) == [""]


def test_where_a_picture_leads_stands_in_its_caption_and_two_of_them_share_a_row(plan: Plan) -> None:
    one, two = (f"[![A {name}](images/{name}.jpg)](https://www.example.org/{name})" for name in ("wide", "tall"))
    root = tree(plan(f"## A {{#a}}\n\nText.\n\n{one} {two}\n"))
    (row,) = (found for found in root.iter("div") if found.get("class") == "pair")
    assert [found.tag for found in row] == ["figure", "figure"]
    assert ["".join(found.itertext()).strip() for found in row.iter("figcaption")] == [
        "(example.org/\u200bwide)", "(example.org/\u200btall)",
    ]  # fmt: skip
    assert [found.get("title") for found in row.iter("a")] == ["A wide", "A tall"]


def test_a_picture_across_a_sheet_leaves_its_block_in_columns_above_and_below(plan: Plan) -> None:
    words = "\n\n".join("A word or two to stand in a column of its own, as others do." for _ in range(6))
    text = f"## A {{#a}}\n\n{words}\n\n{shown('panorama', '{width=wide}')}{words}\n\n## B {{#b}}\n\n{words}\n"
    job = plan(text, "sheet")
    content = job.content
    assert isinstance(content, Leaflet)
    layout = fit.fit(content, job.folders).layout
    (part,) = layout.parts(set(layout.manuscript.root.iter("figure")))
    (picture,) = part.pictures
    page = layout.pages[part.page]
    assert picture.width == pytest.approx(page.right - page.left, abs=0.1)
    lines = [line for line in layout.lines if line.text.startswith("A word") and line.page == part.page]
    above, below = ([line.x for line in lines if (line.y < picture.y) is up] for up in (True, False))
    assert len(set(above)) == len(set(below)) == 2


@pytest.mark.parametrize("count", [9, 20])
def test_a_picture_across_a_sheet_stands_in_its_column_where_it_would_be_a_stripe_or_its_block_is_divided(
    count: int, plan: Plan
) -> None:
    """Pictures are small where there is no room otherwise; a long block cannot go on across columns."""
    words = "\n\n".join("A word or two to stand beside a picture." for _ in range(count))
    job = plan(f"## A {{#a}}\n\n{words}\n\n{shown('wide', '{width=wide}')}{words}\n", "sheet")
    content = job.content
    assert isinstance(content, Leaflet)
    layout = fit.fit(content, job.folders).layout
    (part,) = layout.parts(set(layout.manuscript.root.iter("figure")))
    (picture,) = part.pictures
    assert picture.width == pytest.approx(92, abs=1)
    assert picture.height > picture.width / 3


@pytest.mark.parametrize(("pictures", "wide"), [(1, True), (5, False)])
def test_a_picture_across_a_half_fold_is_no_stripe(pictures: int, wide: bool, plan: Plan) -> None:
    """Where there is no room for it, text stands beside it, as beside others."""
    words = "\n\n".join("A word or two to stand beside a picture, as others do." for _ in range(4))
    block = f"{words}\n\n{shown('wide', '{width=wide}')}{words}\n\n"
    job = plan("".join(f"## B{at} {{#b{at}}}\n\n{block}" for at in range(pictures)), "half-fold")
    content = job.content
    assert isinstance(content, Leaflet)
    layout = fit.fit(content, job.folders).layout
    for part in layout.parts(set(layout.manuscript.root.iter("figure"))):
        (picture,), page = part.pictures, layout.pages[part.page]
        assert (picture.width == pytest.approx(page.right - page.left, abs=0.1)) is wide
        assert picture.height >= 0.45 * picture.width


def test_pictures_are_small_where_there_is_no_room_otherwise(plan: Plan) -> None:
    text = "".join(f"## B{number} {{#b{number}}}\n\nSit and rest.\n\n{shown('tall')}" for number in range(12))
    job = plan(text, "sheet")
    content = job.content
    assert isinstance(content, Leaflet)
    layout = fit.fit(content, job.folders).layout
    plates = [plate for part in layout.parts(set(layout.manuscript.root.iter("figure"))) for plate in part.pictures]
    assert len(plates) == 12
    assert max(plate.height for plate in plates) <= 32.1


def test_no_picture_is_parted_from_what_stands_before_it(plan: Plan) -> None:
    words = "Rest a little while and then go on with what you do. " * 9
    blocks = (shown("wide"), shown("high"), shown("tall"), shown("wide") + shown("tall"), shown("broad"))
    text = "".join(f"## B{number} {{#b{number}}}\n\n{words}\n\n{one}" for number, one in enumerate(blocks * 2))
    job = plan(text, "large-print")
    content = job.content
    assert isinstance(content, Leaflet)
    layout = fit.lay_out(fit.manuscript(leaflet.html(content, job.folders), content, job.folders), content, 18)
    for part in layout.parts(set(layout.manuscript.root.iter("figure"))):
        held = layout.manuscript.block(part.element)
        own = [line.y for line in layout.lines
               if line.page == part.page and layout.manuscript.block(line.pieces[0][0]) is held]  # fmt: skip
        assert min(own) < part.y
