"""What nobody should write, and somebody will: a clear problem, or a leaflet that looks meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from making.leaflets import HEAD, files
from making.photos import saved
from PIL import Image

from pamphlets import library
from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit
from pamphlets.channels.leaflets.fit import Fit
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.errors import PamphletError
from pamphlets.project.project import Project

Lay = Callable[..., Fit]
FIRST = HEAD.count("\n") + 1
TWENTY = (
    "## In short {#a .key-points}\n\n- Drink some water, and rest for a day.\n\n"
    "## Call us {#b}\n\nIf it hurts for more than three days.\n"
)
LONG = "Gastroenterological" * 5 + "physiotherapist"
TABLE = f"## Prices {{#p}}\n\n|{'Month |' * 12}\n|{'---|' * 12}\n|{'$100 |' * 12}\n"


@pytest.fixture
def lay(write: Callable[..., Path]) -> Lay:
    """Return what lays out one format of a small project."""

    def lay(text: str, format: str, title: str = "Rest well", **more: bytes | str) -> Fit:
        content: dict[str, str | bytes] = {**files(text), **more}
        content["content/rest.md"] = str(content["content/rest.md"]).replace("Rest well", title)
        content["content/practice.yml"] = str(content["content/practice.yml"]).replace("sheet, tri-fold", format)
        project = Project.load(write(content))
        survey = library.survey(project)
        if survey.problems:
            raise PamphletError(survey.problems)
        job = next(job for job in leaflets.plan(survey.editions, project) if job.output == format)
        assert isinstance(job.content, Leaflet)
        return fit.fit(job.content, job.folders)

    return lay


def said(caught: pytest.ExceptionInfo[PamphletError]) -> list[str]:
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("format", "fillers"),
    [
        ("sheet", ()), ("large-print", ()), ("poster", ()),
        ("half-fold", ("", "questions", "notes")),
        ("tri-fold", ("", "questions", "notes", "appointment")),
        ("z-fold", ("", "questions", "notes", "appointment")),
    ],
)  # fmt: skip
def test_twenty_words_are_a_leaflet_with_lines_on_what_they_leave(
    format: str, fillers: tuple[str, ...], lay: Lay
) -> None:
    assert len(re.findall(r"\w+", re.sub(r"\{.*?\}", "", TWENTY))) == 20
    fitted = lay(TWENTY, format)
    assert tuple(fitted.fillers)[: len(fillers)] == fillers
    told = {("fit", "warning")} if fillers or format == "sheet" else set()  # the others have no end to fill
    assert {(one.rule, one.severity) for one in fitted.problems} == told


@pytest.mark.parametrize("format", ["sheet", "half-fold", "tri-fold", "z-fold", "large-print", "poster"])
def test_a_title_of_110_letters_without_a_space_is_one_problem_at_its_line(format: str, lay: Lay) -> None:
    assert len(LONG) == 110
    with pytest.raises(PamphletError) as caught:
        lay(TWENTY, format, LONG)
    (problem,) = said(caught)
    assert problem.startswith(f"content/rest.md:2: error: {format} on Letter: 'Gastroenterological")
    assert problem.endswith(" mm too wide\n  hint: use a shorter word, or write it as two")


@pytest.mark.parametrize("format", ["sheet", "tri-fold", "large-print"])
def test_a_table_of_twelve_columns_is_one_problem_at_its_line(format: str, lay: Lay) -> None:
    with pytest.raises(PamphletError) as caught:
        lay(TABLE, format)
    (problem,) = said(caught)
    assert problem.startswith(f"content/rest.md:{FIRST + 2}: error: {format} on Letter: the table is ")
    assert (
        f'hint: use fewer columns or shorter words, or keep it away, in its block or between :::, with not="{format}"'
        in problem
    )


def test_a_pair_of_which_one_picture_is_missing_is_told_at_its_line(lay: Lay) -> None:
    with pytest.raises(PamphletError) as caught:
        lay("## A {#a}\n\n![A chair](images/chair.svg) ![A bed](images/chairs.svg)\n", "sheet")
    assert said(caught) == [
        f"content/rest.md:{FIRST + 2}: error: there is no file 'content/images/chairs.svg'\n"
        "  hint: did you mean 'content/images/chair.svg'?"
    ]


@pytest.mark.parametrize(
    ("size", "problem"),
    [
        ((200, 2400), "12.0 times as high as wide: cut to a square, it shows 8% of itself\n  hint: cut it to what "
         "matters, or write {.whole} behind it to show it all, small"),
        ((2400, 120), "20 times as wide as high: in a leaflet it is 4 mm high\n  hint: cut it to what matters: two or "
         "three times as wide as high"),
    ],
)  # fmt: skip
def test_a_photo_that_is_too_narrow_is_told(size: tuple[int, int], problem: str, lay: Lay) -> None:
    photo = saved(Image.new("RGB", size, "#B5D99C"), "JPEG")
    with pytest.raises(PamphletError) as caught:
        lay("## A {#a}\n\n![A room](images/room.jpg)\n", "sheet", **{"content/images/room.jpg": photo})
    assert said(caught) == [f"content/rest.md:{FIRST + 2}: warning: 'content/images/room.jpg' is {problem}"]


def test_a_logo_as_photo_on_a_colored_ground_keeps_its_shape_and_stands_on_paper(lay: Lay) -> None:
    mark = Image.new("RGB", (600, 200), "#B5D99C")
    mark.paste("#27406B", (50, 50, 300, 150))
    brand = {"content/_brand.yml": "logo: {path: images/logo.jpg, alt: A leaf}\n"}
    fitted = lay(TWENTY, "tri-fold", **brand, **{"content/images/logo.jpg": saved(mark, "JPEG")})
    (image,) = [photo.element for photo in fitted.layout.photos if "logo.jpg" in photo.element.get("src", "")]
    width, height = map(float, re.findall(r"([\d.]+)mm", image.get("style", "")))
    assert width / height == pytest.approx(3, abs=0.01)
    assert {problem.rule for problem in fitted.problems} == {"fit"}
