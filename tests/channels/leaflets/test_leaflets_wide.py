"""What is wider than its room: made narrower where that is sensible, else told as what it is, once, at its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from making.leaflets import HEAD, files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit, leaflet, overprints, wide
from pamphlets.errors import PamphletError
from pamphlets.model import Job, Location
from pamphlets.paper.typeset import Line
from pamphlets.project.project import Project

Plan = Callable[..., Job]
WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis"
ROW = "| Wednesday | Wednesday | Wednesday | Wednesday | Wednesday |"
TABLE = f"{ROW}\n|---|---|---|---|---|\n{ROW}\n"
TOO_WIDE = f"""## Table {{#table}}

Wednesday is a day.

{TABLE}
## Box {{#box .warning}}

{TABLE}
## List {{#list}}

- On {WORD} we rest.
- A table:

    {ROW}
    |---|---|---|---|---|
    {ROW}

- Again {WORD}.

## Code {{#code}}

```
x = 1
y = a_very_long_line_of_code + another_long_line_of_code
z = a_very_long_line_of_code + another_long_line_of_code
```

![A chair](images/chair.svg "It is {WORD}yyyy.")

## Variable {{#variable}}

| {{{{ practice.phone }}}} | Wednesday | Thursday | Friday | Saturday |
|---|---|---|---|---|
| Wednesday | Wednesday | Wednesday | Wednesday | Thursday |
"""
FITS = """## Prices {#prices}

| Treatment   | 30 min | 60 min | 90 min |
|-------------|--------|--------|--------|
| Classic massage | $45 | $80 | 4 on |
| Reflexology | 4 on | 2 off | Call 911 |

## When {#when .warning}

| Sign | What to do | When |
|------|------------|------|
| Unresponsive | Call your doctor | Immediately |
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Return what plans a leaflet of a small project: of blocks, a title and a format."""

    def plan(text: str, format: str = "tri-fold", title: str = "Rest well", practice: str = "") -> Job:
        content = files(text)
        content["content/rest.md"] = content["content/rest.md"].replace("Rest well", title)
        content["content/practice.yml"] = content["content/practice.yml"].replace("sheet, tri-fold", format) + practice
        for path, written in content.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(written, "utf-8")
        project = Project.load(tmp_path)
        jobs = planned(leaflets, project)
        return next(job for job in jobs if job.output == format)

    return plan


def failure(job: Job) -> list[str]:
    with pytest.raises(PamphletError) as caught:
        fit.fit(job.content, job.folders)
    return [str(problem) for problem in caught.value.problems]


def test_each_thing_that_is_too_wide_is_told_once_as_what_it_is(plan: Plan) -> None:
    away = 'use fewer columns or shorter words, or keep it away, in its block or between :::, with not="tri-fold"'
    first = HEAD.count("\n") + 1
    shown = [text.split(" error: tri-fold on Letter: ") for text in failure(plan(TOO_WIDE))]
    found = [(int(at.split(":")[1]) - first, what.split("\n  hint: ")) for at, what in shown]
    assert found == [
        (4, ["the table is 43 mm too wide, in block 'table'", away]),
        (10, ["the table is 51 mm too wide, in block 'box'", away]),
        (16, [f"'{WORD}' is 19 mm too wide, in block 'list'", "use a shorter word, or write it as two"]),
        (19, ["the table is 48 mm too wide, in block 'list'", away.replace(", in its block or between :::,", "")
              .replace("keep it", "keep its block")]),
        (29, ["the line of code 'y = a_very_long_line_of_code + another_long_line_of_code' is 24 mm too wide, "
              "in block 'code'", "break it into two lines; if it is no code, do not indent it"]),
        (33, [f"'{WORD}yyyy' is 4 mm too wide, in block 'code'", "use a shorter word, or write it as two"]),
        (37, ["the table is 38 mm too wide, in block 'variable'", away]),
    ]  # fmt: skip


def test_a_table_gets_narrower_before_it_is_too_wide(plan: Plan) -> None:
    """Cells come closer together, and the short ones stay on one line."""
    job = plan(FITS)
    layout = fit.fit(job.content, job.folders).layout
    assert not list(wide.lines(layout))
    texts = [line.text for line in layout.lines]
    assert {"30 min", "4 on", "2 off", "Call 911", "$45"} <= set(texts)
    assert "[data-table=" in layout.css


def test_words_beside_a_first_cell_have_their_share_of_a_table(plan: Plan) -> None:
    """A name keeps its line beside amounts; beside words of the same length it takes no more room than they do."""
    text = "## A {#a}\n\n| Do | Do not |\n|---|---|\n| Leave room at the toes |"
    jobs = [plan(f"{text} {cell} |\n", "tri-fold") for cell in ("Wear pointed shoes", "$45")]
    layouts = [fit.fit(job.content, job.folders).layout for job in jobs]
    rooms = [{line.text: line.room for line in layout.lines} for layout in layouts]
    assert rooms[0]["Do not"] > 0.6 * rooms[0]["Do"] and "Leave room at the toes" in rooms[1]


def test_a_row_stays_whole_where_a_table_goes_on_in_the_next_panel(plan: Plan) -> None:
    """However the panels fall: half a row beside an empty cell would say something else."""
    rows = "".join(f"| a{n} | b{n} lie down and rest for a while in a room that is quiet o{n} |\n" for n in range(25))
    job = plan(f"## Times {{#times}}\n\n| What | When |\n|---|---|\n{rows}", "tri-fold")
    lines = fit.fit(job.content, job.folders).layout.lines
    page = {word: line.page for line in lines for word in line.text.split()}
    assert len({page["a0"], page["a12"], page["a24"]}) == 3
    assert [n for n in range(25) if len({page[f"{letter}{n}"] for letter in "abo"}) > 1] == []


def test_a_long_address_breaks(plan: Plan) -> None:
    """After a slash, or before a hyphen: never after one."""
    job = plan("## A {#a}\n\nText.\n", title="Rest well\nslug: 2022-04-04-how-to-sit-on-a-good-old-chair")
    lines = [line.text for line in fit.fit(job.content, job.folders).layout.lines]
    assert not [line for line in lines if line.rstrip("\u200b\u2060").endswith("-")]
    assert [line for line in lines if line.startswith(("\u200b-", "-"))]


@pytest.mark.parametrize(
    ("format", "title"),
    [
        ("tri-fold", "Sleeplessness Troubleshooting"),
        ("sheet", "Gastroenterootorhinolaryngologicalneuro advice"),
        ("poster", "Otorhinolaryngological-and-dental advice"),
    ],
)
def test_a_long_title_is_set_smaller(format: str, title: str, plan: Plan) -> None:
    job = plan("## In short {#a .key-points}\n\n- Text.\n- Another.\n", format, title)
    layout = fit.fit(job.content, job.folders).layout
    assert not list(wide.lines(layout)) and "h1 { font-size" in layout.css


def test_a_title_that_is_too_long_even_so_is_told_at_its_line(plan: Plan) -> None:
    (problem,) = failure(plan("## In short {#a .key-points}\n\n- Text.\n", "poster", "What you can do " * 20))
    assert problem.startswith("content/rest.md:2: error: poster on Letter: the title takes ")
    (problem,) = failure(plan("## A {#a}\n\nText.\n", "tri-fold", WORD))
    assert problem.startswith(f"content/rest.md:2: error: tri-fold on Letter: '{WORD}' in the title is ")
    practice = plan("## A {#a}\n\nText.\n", practice="").content  # the name of the practice is not in the source
    assert practice.view.edition.pamphlet.locate("title") == Location("content/rest.md", 2)


def test_lines_on_each_other_are_found_wherever_they_stand(plan: Plan) -> None:
    """In columns, in boxes, in lists, at the foot of a page; two lines of one heading are set close, and are not."""
    job = plan("## Long words in a long heading that is set close {#a .warning}\n\n- One\n- Two\n", "sheet")
    pages = fit.manuscript(leaflet.html(job.content, job.folders), job.content, job.folders)
    assert not list(overprints.problems(fit.lay_out(pages, job.content, 12), job.content))
    pushed = "#a li + li { position: relative; margin-top: -1rem }"
    found = [str(one) for one in overprints.problems(pages.layout(pushed), job.content)]
    assert found == [
        "content/rest.md:11: error: sheet on Letter: 'One' and 'Two' are printed on each other\n"
        "  hint: shorten one of them"
    ]


def test_lines_of_one_paragraph_may_be_set_close() -> None:
    one, other = (Line(0, 10, y, 50, y + 6, 60, 12, ()) for y in (10, 15))
    assert not overprints._over(one, other)
