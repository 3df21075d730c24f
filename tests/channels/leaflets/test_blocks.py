"""Blocks on paper: steps, tables and boxes look as the house style has them, whatever stands in them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from making.leaflets import HEAD, files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit
from pamphlets.channels.leaflets.fit import Fit
from pamphlets.paper import Line
from pamphlets.project.project import Project

MM = 25.4 / 72

TEXT = """## In short {#in-short .key-points}

- Rest a lot:
    - by day
- Sleep

## Steps {#a .steps}

1. Sit
2. Lie

Then, with your eyes closed:

3. Breathe:
    - in
4. Rest

> [!NOTE]
> Not for children.

## More {#b .steps}

8. Eight
9. Nine
10. Ten

## Prices {#c}

What it costs:

| Visit | Time | Price |
|---|---|---|
| First of all | long | $110 |
| Next | short | $1,085.50 |
"""


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Fit:
    return _fit(tmp_path_factory.mktemp("blocks"), TEXT)


def _fit(root: Path, text: str, format: str = "tri-fold") -> Fit:
    for name, content in (files(text) | {"content/rest.md": HEAD + text}).items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.replace("sheet, tri-fold", f"sheet, {format}").encode())
    project = Project.load(root)
    job = next(job for job in planned(leaflets, project) if job.output == format)
    return fit.fit(job.content, job.folders)


def line(fitted: Fit, text: str) -> Line:
    """Return the one line of the blocks that reads so."""
    (found,) = [one for one in _lines(fitted) if one.text.strip() == text]
    return found


def _lines(fitted: Fit) -> list[Line]:
    return [one for one in fitted.layout.lines if not fitted.layout.pages[one.page].name]


def figure(fitted: Fit, words: str) -> tuple[str, float, float]:
    """Return the figure beside the words of a step, and where it begins and ends, in mm."""
    beside = line(fitted, words)
    with pypdfium2.PdfDocument(fitted.layout.pdf("pdf/ua-1")) as pdf:
        page = pdf[beside.page]
        text = page.get_textpage()
        signs = [(text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars())]
        middle = page.get_height() - (beside.y + beside.bottom) / 2 / MM
    found = [(sign, box) for sign, box in signs
             if sign.strip() and box[1] < middle < box[3] and box[0] * MM < beside.x - 0.5]  # fmt: skip
    return "".join(sign for sign, _ in found), found[0][1][0] * MM, found[-1][1][2] * MM


def test_figures_of_steps_stand_without_a_point_in_a_column_of_their_own(fitted: Fit) -> None:
    rem = fitted.size * MM
    left = line(fitted, "Steps").x
    for words, wanted in (("Sit", "1"), ("Lie", "2"), ("Breathe:", "3"), ("Rest", "4")):
        sign, begins, _ = figure(fitted, words)
        assert sign == wanted
        assert left < begins < left + 0.4 * rem
        assert line(fitted, words).x - left == pytest.approx(2.1 * rem, abs=0.1)
    for words, wanted in (("Eight", "8"), ("Nine", "9"), ("Ten", "10")):
        sign, begins, ends = figure(fitted, words)
        assert sign == wanted
        assert left < begins
        assert line(fitted, words).x - ends > 0.4 * rem


def test_amounts_stand_at_the_right_and_the_first_column_on_one_line(fitted: Fit) -> None:
    ends = {line(fitted, words).right for words in ("Price", "$110", "$1,085.50")}
    assert max(ends) - min(ends) < 0.1
    page = fitted.layout.pages[line(fitted, "Price").page]
    assert max(ends) == pytest.approx(page.right, abs=0.1)
    assert line(fitted, "First of all").x == line(fitted, "Next").x


@pytest.mark.parametrize(("steps", "whole"), [(8, True), (24, False)])
def test_steps_that_take_little_of_a_page_are_not_broken(steps: int, whole: bool, tmp_path: Path) -> None:
    """In large print, where text flows from page to page."""
    before = "## First {#first}\n\n" + "\n\n".join(["Rest."] * 6) + "\n\n"
    text = before + "## Steps {#steps .steps}\n\n" + "".join(f"{n}. Step {n}\n" for n in range(1, steps + 1))
    lines = _fit(tmp_path, text, "large-print").layout.lines
    assert (len({one.page for one in lines if one.text.startswith("Step ")}) == 1) is whole


@pytest.mark.parametrize(("words", "dense"), [(800, False), (970, True)])
def test_a_half_fold_that_cannot_be_shared_is_set_dense_before_it_is_too_long(
    words: int, dense: bool, tmp_path: Path
) -> None:
    """A paragraph is longer than a panel: no panel can hold it whole."""
    text = "## Long {#long}\n\n" + "rest " * words + "\n\n## List {#list .steps}\n\n" + "1. Rest\n" * 8
    (body,) = _fit(tmp_path, text, "half-fold").layout.manuscript.root.iterfind("body")
    assert ("dense" in body.get("class", "").split()) is dense


def test_a_table_higher_than_a_panel_is_broken_between_rows(tmp_path: Path) -> None:
    """Nothing goes to a panel of its own because a table of few rows has to stay whole."""
    rows = "".join(
        f"| Row {row} | {'short and plain words ' * 5}| {'many a word that is said here ' * 12}|\n" for row in range(4)
    )
    fitted = _fit(tmp_path, f"## Prices {{#c}}\n\nBefore.\n\n| A | B | C |\n|---|---|---|\n{rows}\nAfter.\n")
    pages = {line.page for line in fitted.layout.lines if line.text.startswith("Row")}
    assert len(pages) > 1
