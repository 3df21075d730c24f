"""Exports: the columns, dates and limits of the tools that take them, calendars, and what is refused."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner
from making import publishing
from making.once import once

from pamphlets import build
from pamphlets.builder import Selection
from pamphlets.builder import build as build_all
from pamphlets.channels.calendar import schedule
from pamphlets.channels.posts import exports
from pamphlets.cli import main
from pamphlets.model import Picture, Rendering, Row, Schedule
from pamphlets.project.project import Project

PRACTICE = "name: Rest House\nweb: https://www.example.org\nmedia: https://media.example.org/rest\n"
PRACTICE += "formats: [sheet]\nplatforms: [instagram, pinterest, x, whatsapp]\n"
ONE = PRACTICE.replace("instagram, pinterest, x, whatsapp", "x")
FRONT = "---\ntitle: Legs\nsummary: Rest.\nreviewer: A doctor\nreviewed: 2026-11-20\n---\n"
BLOCKS = """
## One {#one}

::: post
"Rest", well; it, helps.

- One
- Two
:::

## Two {#two}

::: post
- Walk.
:::
"""
FILES = {"content/practice.yml": PRACTICE, "content/legs.md": FRONT + BLOCKS}
PUBLER = "Date,Text,Link(s),Media URL(s),Title,Label(s),Alt text(s),Comment(s),Board/Album,Post subtype,CTA,Reminder"
POSTS = Selection(channels=("posts",))
WHEN = Schedule(datetime(2027, 1, 4, 9), 3, schedule.TOOLS)


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    return write(FILES)


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode()
    assert text.endswith("\r\n") and "\r\n\r\n" not in text
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with its series exported; nobody may change it, but copy it."""

    def make(folder: Path) -> None:
        publishing.write(folder, FILES)
        build_all(folder, jobs=1, schedules={"": WHEN})

    return once(tmp_path_factory, "exported", make)


@pytest.fixture
def series(exported: Path) -> Path:
    """The folder of a series that has been exported; nobody may change it."""
    return exported / "build/posts/legs"


@pytest.fixture
def project(exported: Path, tmp_path: Path) -> Path:
    """A project of one's own whose series has been exported."""
    return publishing.copy(exported, tmp_path)


def test_buffer_takes_a_file_a_platform(series: Path) -> None:
    assert sorted(path.name for path in series.glob("*.csv")) == [
        f"{tool}-{name}.csv" for tool in ("buffer", "publer") for name in ("instagram", "pinterest", "x")
    ]
    header = (series / "buffer-instagram.csv").read_text().splitlines()[0]
    assert header.replace('"', "") == "Text,Image URL,Tags,Posting Time"
    header = (series / "buffer-pinterest.csv").read_text().splitlines()[0]
    assert header.replace('"', "") == "Text,Image URL,Tags,Posting Time,Board Name"
    found = rows(series / "buffer-x.csv")
    assert [row["Posting Time"] for row in found] == ["2027-01-04 09:00", "2027-01-07 09:00"]
    assert found[0]["Image URL"] == "https://media.example.org/rest/posts/legs/one/card-1080x1350.png"
    assert found[0]["Text"] == (series / "one/x.txt").read_text()[:-1]


def test_publer_takes_twelve_columns_with_alt_text_and_title(series: Path) -> None:
    assert (series / "publer-x.csv").read_text().splitlines()[0].replace('"', "") == PUBLER
    one, two = rows(series / "publer-pinterest.csv")
    assert one | {"Text": ""} == dict.fromkeys(PUBLER.split(","), "") | {
        "Date": "2027-01-04 09:00",
        "Media URL(s)": "https://media.example.org/rest/posts/legs/one/card-1080x1350.png",
        "Title": "One",
        "Alt text(s)": (series / "one/alt.txt").read_text().strip(),
    }
    assert two["Date"] == "2027-01-07 09:00"
    assert rows(series / "publer-x.csv")[0]["Title"] == ""


def test_without_a_public_address_the_rows_have_no_pictures_and_it_is_said(project: Path) -> None:
    practice = PRACTICE.replace("media: https://media.example.org/rest\n", "")
    publishing.write(project, {"content/practice.yml": practice})
    made = build_all(project, jobs=1, schedules={"": WHEN})
    only = "takes pictures from a public address only:"
    assert sorted(str(problem) for problem in made.problems if problem.rule == "export-media") == sorted(
        f"content/practice.yml: warning: {tool} {only} {what}"
        for tool in ("Buffer", "Publer")
        for what in (
            "its rows are without pictures\n"
            "  hint: attach them by hand; or put build/ online and say where: media: https://…",
            "there is no file for Instagram, which takes no post without one\n"
            "  hint: put build/ online and say where: media: https://…; or post there by hand",
            "there is no file for Pinterest, which takes no post without one\n"
            "  hint: put build/ online and say where: media: https://…; or post there by hand",
        )
    )
    assert sorted(path.name for path in (project / "build/posts/legs").glob("*.csv")) == [
        "buffer-x.csv",
        "publer-x.csv",
    ]
    one = rows(project / "build/posts/legs/publer-x.csv")[0]
    assert (one["Media URL(s)"], one["Alt text(s)"]) == ("", "")
    assert rows(project / "build/posts/legs/buffer-x.csv")[0]["Image URL"] == ""


def test_a_cell_like_a_formula_is_reported_and_sent_as_it_is(project: Path) -> None:
    made = build_all(project, jobs=1, schedules={"": replace(WHEN, to=("buffer",))})
    assert [str(problem) for problem in made.problems if problem.rule == "export-cell"] == [
        f"posts/legs/buffer-{name}.csv:3: warning: the text of 'two' begins with '-', which spreadsheets take for a "
        "formula\n  hint: begin with a word"
        for name in ("instagram", "x", "pinterest")
    ]
    assert rows(project / "build/posts/legs/buffer-x.csv")[1]["Text"].startswith("- Walk.\n")


def test_what_a_tool_would_refuse_is_an_error(root: Path) -> None:
    platforms = {"x": Project.load(root).platforms["x"]}
    image = Picture("posts/a.png", 1080, 1350, "A")
    row = Row("legs/a/x", "legs", "", "en", "x", "Rest", "Rest", 4, 280, "weighted", "", (), (image,), "block", False)
    many = [replace(row, block=f"b{number}") for number in range(101)]
    when = Schedule(datetime(2027, 1, 4, 9), 7, ("buffer",))
    media = "https://m.example.org"
    problem, made = exports.write("posts/legs", many, when, platforms, media, lambda path: 1)
    assert isinstance(made, Rendering) and made.content.decode().splitlines()[-1].endswith('"2028-12-04 09:00"')
    assert str(problem) == (
        "posts/legs/buffer-x.csv: error: Buffer takes 100 posts in a file; this one has 101\n"
        "  hint: make two pamphlets of it"
    )
    problem, _ = exports.write("posts/legs", many[:1], when, platforms, media, lambda path: 5_000_001)
    assert str(problem) == (
        "posts/legs/buffer-x.csv:2: error: Buffer takes pictures of at most 5000000 bytes; posts/a.png has 5000001\n"
        "  hint: allow this platform fewer in content/platforms.yml"
    )


def test_a_calendar_reminds_of_each_post(series: Path) -> None:
    content = (series / "posts.ics").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert [event.decoded("dtstart").isoformat() for event in events] == ["2027-01-04T09:00:00", "2027-01-07T09:00:00"]
    assert [str(event["summary"]) for event in events] == ["Post: One", "Post: Two"]
    assert str(events[0]["uid"]) == "posts/legs/one@www.example.org"
    description = str(events[0]["description"])
    assert description.startswith("Texts, pictures and alt text: posts/legs/one/\n\n")
    for name in ("instagram", "pinterest", "x", "whatsapp"):
        assert (series / f"one/{name}.txt").read_text().strip() in description
    assert len(events[0].walk("VALARM")) == 1


def test_a_later_build_keeps_what_was_exported_and_another_removes_it(project: Path) -> None:
    series = project / "build/posts/legs"
    before = {path.name: path.read_bytes() for path in series.iterdir() if path.is_file()}
    assert not build(project, jobs=1).ran
    source = project / "content/legs.md"
    source.write_text(source.read_text().replace("Walk", "Run"))
    build(project, jobs=1)
    after = {path.name: path.read_bytes() for path in series.iterdir() if path.is_file()}
    assert after.keys() == before.keys()
    assert b"Run." in after["buffer-x.csv"] and b"Run." in after["posts.ics"]
    names = zipfile.ZipFile(series / "legs.zip").namelist()
    assert {"legs/posts.ics", "legs/buffer-x.csv", "legs/one/x.txt", "legs/carousel/carousel.pdf"} <= set(names)
    removed = build_all(project, jobs=1, schedules={}).removed
    assert removed == tuple(sorted(f"posts/legs/{name}" for name in before if name.endswith((".csv", ".ics"))))
    assert sorted(path.name for path in series.glob("*.*")) == ["legs.zip", "posts.json"]


def test_the_same_schedule_makes_the_same_bytes(project: Path) -> None:
    series = project / "build/posts/legs"
    before = {path: path.read_bytes() for path in series.rglob("*") if path.is_file()}
    build_all(project, jobs=1, force=True, schedules={"": WHEN})
    assert {path: path.read_bytes() for path in series.rglob("*") if path.is_file()} == before


def export(root: Path, *options: str) -> tuple[int, str]:
    run = CliRunner().invoke(main, ["export", "--project", str(root), *options])
    return run.exit_code, run.output


def test_the_command_lays_out_a_series(project: Path) -> None:
    code, said = export(
        project, "--from", "2997-01-04", "--every", "1w", "--at", "18:30", "--to", "ics", "--pamphlet", "legs"
    )
    assert code == 0 and "posts.ics" in said
    events = icalendar.Calendar.from_ical((project / "build/posts/legs/posts.ics").read_bytes()).walk("VEVENT")
    assert [event.decoded("dtstart").isoformat() for event in events] == ["2997-01-04T18:30:00", "2997-01-11T18:30:00"]
    assert not list((project / "build/posts/legs").glob("*.csv"))
    assert export(project, "--remove")[0] == 0
    assert not list((project / "build/posts/legs").glob("*.ics"))


def starts(path: Path) -> list[str]:
    """The day of each post of a calendar."""
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [event.decoded("dtstart").strftime("%m-%d %H:%M") for event in events]


def test_topics_of_a_language_follow_one_another_and_languages_go_side_by_side(write: Callable[..., Path]) -> None:
    """A practice with two topics does not post twice in a minute; whoever wants that lays each out by itself."""
    both = {f"content/{name}{end}.md": FRONT + BLOCKS for name in ("arms", "legs") for end in ("", ".es")}
    root = write({"content/practice.yml": ONE + "languages: [en, es]\n", **both})
    build_all(root, jobs=1, selection=POSTS, schedules={"": replace(WHEN, to=("ics",))})
    for folder in ("posts", "posts/es"):
        assert starts(root / f"build/{folder}/arms/posts.ics") == ["01-04 09:00", "01-07 09:00"]
        assert starts(root / f"build/{folder}/legs/posts.ics") == ["01-10 09:00", "01-13 09:00"]
    build_all(
        root,
        jobs=1,
        selection=POSTS,
        schedules={"": replace(WHEN, to=("ics",)), "legs": replace(WHEN, every=7, to=("ics",))},
    )
    assert starts(root / "build/posts/legs/posts.ics") == ["01-04 09:00", "01-11 09:00"]


def test_drafts_are_laid_out_for_no_day(write: Callable[..., Path]) -> None:
    """Nor do they take a day from others; where all are drafts there is nothing to lay out."""
    draft = FRONT.replace("reviewer: A doctor\n", "") + BLOCKS
    root = write({"content/practice.yml": ONE, "content/arms.md": draft, "content/legs.md": FRONT + BLOCKS})
    build(root, jobs=1)
    code, said = export(root, "--from", "2997-01-04", "--to", "ics")
    assert code == 0 and "posts/arms: warning: these posts are a draft, and are laid out for no day" in said
    assert "and what it embeds, then: " in said and said.count(" sign arms --by ROLE") == 2
    assert starts(root / "build/posts/legs/posts.ics")[0] == "01-04 09:00"
    assert not list((root / "build/posts/arms").glob("*.ics"))
    (root / "content/legs.md").unlink()
    code, said = export(root, "--from", "2997-01-04")
    assert code == 1 and "no post was laid out" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "2020-01-04"], "Invalid value for --from: 2020-01-04 09:00 is in the past: nothing posts then"),
        (["--from", "tomorrow"], "Invalid value for --from: 'tomorrow' is no day: write year-month-day"),
        (["--from", "3/4/2997"], "'3/4/2997' is no day: write 2997-03-04 for March 4, or 2997-04-03 for April 3"),
        (["--from", "2997-01-04", "--at", "9"], "Invalid value for --at: '9' is no hour: write 09:00, or 9 pm"),
        (["--from", "4 January 1997", "--at", "9am"], "Invalid value for --from: 1997-01-04 09:00 is in the past"),
        (["--from", "2997-01-04", "--at", "9-00"], "Invalid value for --at: '9-00' is no hour"),
        (["--from", "2997-01-04", "--every", "often"], "Invalid value for --every: 'often' is no distance"),
        (["--from", "2997-01-04", "--pamphlet", "arms"], "there is no pamphlet 'arms'"),
        ([], "say --from DATE, or --remove"),
        (["--from", "2997-01-04", "--remove"], "say --from DATE, or --remove"),
    ],
)
def test_what_is_no_schedule_is_a_usage_error(root: Path, options: list[str], said: str) -> None:
    code, output = export(root, *options)
    assert code == 2 and said in output
    assert not (root / "build").exists()


def test_days() -> None:
    assert [schedule.days(text) for text in ("1d", "3d", "2w", "0d", "d", "3", "3m", "-1d")] == [
        1,
        3,
        14,
        0,
        0,
        0,
        0,
        0,
    ]
    assert WHEN.at(2) == datetime(2027, 1, 10, 9)
    chosen = replace(WHEN, days=("2027-02-01", "2027-01-29"))
    assert [chosen.after(9).at(index).strftime("%m-%d %H") for index in range(4)] == [
        "02-01 09", "01-29 09", "02-04 09", "02-07 09"]  # fmt: skip
