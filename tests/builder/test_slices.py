"""What is kept of a plan: it says the same as a plan from nothing, whatever was changed, or nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pamphlets import library
from pamphlets.builder import Selection, plan, plans, slices
from pamphlets.builder.plans import Plan

PRACTICE = """name: Rest House
profession: massage
web: https://www.example.org/
phone: +1 207-555-0142
email: hello@example.org
languages: [en, es]
channels: [leaflets, posts, web]
platforms: [facebook, x]
formats: [tri-fold, sheet]
"""
HEAD = "---\ntitle: {0}\nsummary: About {0}.\n{1}---\n\n"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90"><path d="M1 1h{0}v7z"/></svg>'
)
POST = "::: post\nRest today. #Rest\n:::\n"
FILES = {
    "content/practice.yml": PRACTICE,
    "content/references.yml": "references:\n- id: nhs-1\n  title: Rest\n  url: https://www.example.org/rest\n",
    "content/images/chair.svg": PICTURE.format(7),
    "content/rest.md": HEAD.format("Rest", "review-by: 2027-03-01\n")
    + f"## Sit {{#sit}}\n\nSit down [@nhs-1].\n\n![A chair](images/chair.svg)\n\n{POST}\n![[safety#doctor]]\n",
    "content/rest.es.md": HEAD.format("Descanso", "") + "## Siéntese {#sit}\n\nSiéntese.\n\n![[safety#doctor]]\n",
    "content/walk.md": HEAD.format("Walk", "") + "## Get up {#up}\n\nGet up, then [rest](rest.md#sit).\n",
    "content/safety.md": HEAD.format("Safety", "publish: false\n") + "## Doctor {#doctor}\n\nSee a doctor.\n",
    "content/safety.es.md": HEAD.format("Seguridad", "publish: false\n") + "## Médico {#doctor}\n\nVea a un médico.\n",
}
EDITS: list[tuple[str, str, str, str]] = [
    # path, what was, what is, the pamphlets that are looked at anew; an edit without words deletes the file
    ("content/walk.md", "Get up,", "Stand up,", "walk"),
    ("content/safety.md", "See a doctor", "Ask a doctor", "rest safety walk"),  # walk leads to rest
    ("content/rest.md", "title: Rest", "title: Rest more", "rest walk"),
    ("content/rest.md", "{#sit}", "{#seat}", "rest walk"),  # a link that leads nowhere now
    ("content/rest.md", "2027-03-01", "2027-04-01", "rest walk"),
    ("content/images/chair.svg", "h7", "h6", "rest"),
    ("content/images/chair.svg", "", "", "rest safety walk"),  # all may name any picture
    ("content/safety.es.md", "", "", "rest safety walk"),
    ("content/rest.es.md", "", "", "rest walk"),
    ("content/practice.yml", "207-555-0142", "207-555-0143", "rest safety walk"),
    ("content/references.yml", "title: Rest", "title: Rests", "rest safety walk"),
]


def told(planned: Plan) -> list[object]:
    """Return all that a plan says, but for what its jobs render."""
    jobs = [slices.keep(job) for job in planned.jobs]
    return [jobs, planned.problems, planned.findings, planned.facts, planned.news]


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    """A project that was planned, whose pamphlets show, embed and lead to each other."""
    folder = write(dict[str, str | bytes](FILES))
    (folder / "build").mkdir()
    again(folder)
    return folder


def again(root: Path, program: str = "1") -> Plan:
    return plan(root, folder=root / "build", program=program)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names of the pamphlets that were looked at anew."""
    names, look = set[str](), plans._Finding.look_at

    def look_at(self: plans._Finding, wanted: list[str]) -> dict[str, slices.Slice]:
        names.update(wanted)
        return look(self, wanted)

    monkeypatch.setattr(plans._Finding, "look_at", look_at)
    return names


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    if not old:
        return file.unlink()
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_nothing_is_looked_at_where_nothing_changed(root: Path, looked: set[str]) -> None:
    first = again(root)
    assert looked == set() and told(first) == told(plan(root, program="1"))
    assert {job.name for job in first.jobs} >= {"leaflets/rest/tri-fold", "leaflets/es/rest/sheet"}


@pytest.mark.parametrize(("path", "old", "new", "names"), EDITS)
def test_what_changed_is_looked_at_and_the_plan_is_that_from_nothing(
    root: Path, looked: set[str], path: str, old: str, new: str, names: str
) -> None:
    """Both when it changes and when it is taken back."""
    before = told(again(root))
    bytes_before = (root / path).read_bytes()
    change(root, path, old, new)
    after = told(again(root))
    assert looked == set(names.split())
    assert after == told(plan(root, program="1")) and after != before
    (root / path).write_bytes(bytes_before)
    assert told(again(root)) == before


def test_all_edits_one_after_the_other(root: Path) -> None:
    for path, old, new, _ in EDITS:
        if (root / path).exists():
            change(root, path, old, new)
            assert told(again(root)) == told(plan(root, program="1")), (path, new)


def test_a_source_that_is_new_mends_what_led_to_it(root: Path) -> None:
    (root / "content/walk.md").write_text(HEAD.format("Walk", "") + "## Up {#up}\n\nSee [swim](swim.md).\n", "utf-8")
    assert [one.rule for one in again(root).problems if one.severity == "error"] == ["link"]
    (root / "content/swim.md").write_text(HEAD.format("Swim", "") + "## Swim {#swim}\n\nSwim.\n", "utf-8")
    found = again(root)
    assert not [one for one in found.problems if one.severity == "error"]
    assert told(found) == told(plan(root, program="1"))


def test_a_chain_of_links_is_read_as_far_as_it_matters(write: Callable[..., Path], looked: set[str]) -> None:
    """Where a source leads that this one leads to is no matter of this one."""
    ends = {
        "walk": "[b](rest.md)",
        "rest": "[c](swim.md)\n\n![[safety#safety]]",
        "swim": "it.",
        "safety": "[c](swim.md)",
    }  # who leads where
    texts = {name: HEAD.format(name, "") + f"## Up {{#{name}}}\n\nSee {end}\n" for name, end in ends.items()}
    files = {f"content/{name}.md": text for name, text in texts.items()}
    root = write({"content/practice.yml": PRACTICE.replace("[en, es]", "[en]"), **files})
    (root / "build").mkdir()
    again(root)
    looked.clear()
    change(root, "content/walk.md", "See", "Look at")
    found = told(again(root))
    assert looked == {"walk"} and found == told(plan(root, program="1"))
    narrowed = plan(root, Selection(pamphlets=("walk",)), program="1")
    assert [job.pamphlet for job in narrowed.jobs].count("walk") > 2
    change(root, "content/swim.md", "{#swim}", "{#on}")
    change(root, "content/safety.md", "swim.md", "swim.md#swim")
    assert told(again(root)) == told(plan(root, program="1"))


def kept(root: Path) -> dict[str, Path]:
    """Return the file of each pamphlet that was planned."""
    return {json.loads(path.read_bytes())["name"]: path for path in (root / "build" / slices.PLACE).iterdir()}


@pytest.mark.parametrize("program", ["1", "2"])
def test_a_file_of_a_plan_that_says_something_else_is_not_believed(root: Path, looked: set[str], program: str) -> None:
    """Cut, altered, of another pamphlet or program, under the digest of what it says, a folder, a pipe."""
    right = told(again(root, program))
    assert looked == (set() if program == "1" else {"rest", "safety", "walk"})  # another program
    found = kept(root)
    whole, file = found["rest"].read_bytes(), found["rest"]
    other = {**json.loads(whole), "jobs": []}
    shapes = [json.dumps(one).encode() for one in ({"name": "rest", "key": other["key"]}, {**other, "key": "0" * 64})]
    odd = [whole[: len(whole) // 2], *shapes, b"", b"[]", b"[" * 100_000, b"\xff\xfe"]
    own = [(content, f"{sha256(content).hexdigest()}.json") for content in odd]
    altered = [whole.replace(b"Rest", b"Nest"), json.dumps(other).encode(), found["walk"].read_bytes()]
    for content, name in (*own, *((content, file.name) for content in (*odd, *altered))):
        slices._known.clear()
        file.unlink(missing_ok=True)
        file.with_name(name).write_bytes(content)
        looked.clear()
        assert told(again(root, program)) == right
        assert "rest" in looked and file.parent.is_dir()
        assert not file.with_name(name).exists() or file.with_name(name).read_bytes() == whole
    for stand_in in (Path.mkdir, os.mkfifo):
        slices._known.clear()
        again(root, program)
        odd = kept(root)["rest"]
        odd.unlink()
        stand_in(odd)
        slices._known.clear()
        assert told(again(root, program)) == right
        odd.rmdir() if odd.is_dir() else odd.unlink()


def test_only_what_changed_is_written_and_what_is_old_removed(root: Path) -> None:
    """A file that no plan has written is left alone."""
    before = kept(root)
    own = root / "build" / slices.PLACE / "notes.json"
    own.write_text('{"name": "notes"}')
    cut = own.with_name(f"{'0' * 64}.json.part")
    cut.write_text("{")
    times = {name: path.stat().st_mtime_ns for name, path in before.items()}
    change(root, *EDITS[0][:3])
    again(root)
    after = kept(root)
    assert after.keys() == {*before, "notes"} and not cut.exists()
    assert {name for name in before if after[name] != before[name]} == {"walk"} and not before["walk"].exists()
    assert all(after[name].stat().st_mtime_ns == times[name] for name in ("rest", "safety"))
    (root / "content/walk.md").unlink()
    change(root, *EDITS[1][:3])
    again(root)
    assert kept(root).keys() == {"rest", "safety", "notes"}


@pytest.mark.parametrize("place", ["a file", "a link"])
def test_where_nothing_can_be_kept_all_is_looked_at(root: Path, tmp_path: Path, looked: set[str], place: str) -> None:
    """And what a link leads to is let alone."""
    elsewhere = tmp_path / "elsewhere"
    shutil.move(root / "build" / slices.PLACE, elsewhere)
    before = sorted(elsewhere.iterdir())
    if place == "a link":
        (root / "build" / slices.PLACE).symlink_to(elsewhere)
    else:
        (root / "build" / slices.PLACE).write_text("mine")
    slices._known.clear()
    change(root, *EDITS[0][:3])
    assert told(again(root)) == told(plan(root, program="1"))
    assert looked == {"rest", "safety", "walk"} and sorted(elsewhere.iterdir()) == before


def test_one_process_reads_what_it_knows_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` plans at each save."""

    def load(file: os.DirEntry[str]) -> slices.Slice:
        raise AssertionError("it was read again")

    monkeypatch.setattr(slices, "_load", load)
    change(root, *EDITS[0][:3])
    first = told(again(root))
    assert told(again(root)) == first == told(plan(root, program="1"))


def test_a_narrowed_plan_looks_at_what_it_covers(root: Path, looked: set[str]) -> None:
    shutil.rmtree(root / "build" / slices.PLACE)
    narrowed = plan(root, folder=root / "build", program="1", selection=Selection(pamphlets=("walk",)))
    assert looked == {"walk"} and narrowed.left == {"rest", "safety"}
    every = {job.name: slices.keep(job) for job in plan(root, program="1").jobs}
    own = [slices.keep(job) for job in narrowed.jobs if not job.serves]
    assert own == [one for one in every.values() if one.pamphlet == "walk"]
    assert {job.name for job in narrowed.jobs if job.serves} == {"web assets"}


def test_the_files_are_the_same_however_they_came_to_be(root: Path) -> None:
    change(root, *EDITS[0][:3])
    again(root)
    found = {path.name: path.read_bytes() for path in kept(root).values()}
    shutil.rmtree(root / "build" / slices.PLACE)
    again(root)
    assert {path.name: path.read_bytes() for path in kept(root).values()} == found


def test_of_many_pamphlets_what_was_found_is_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their jobs are let go of, for their memory; not what was found."""
    monkeypatch.setattr(plans, "MANY", 1)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "build").mkdir()
    plan(tmp_path, folder=tmp_path / "build", program="1")
    assert kept(tmp_path).keys() == {"rest", "safety", "walk"}


def test_a_source_that_is_saved_while_it_is_looked_at_is_looked_at_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found in the old words is not taken for what is in the new: these are nowhere kept yet."""
    survey, source = library.survey, root / "content/walk.md"
    shutil.rmtree(root / "build")
    (root / "build").mkdir()

    def save_then(*given: Any, **named: Any) -> Any:
        found = survey(*given, **named)
        change(root, "content/walk.md", "Get up, then", "Get {{ practice.fone }} up, then")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(library, "survey", save_then)
        assert not [one for one in again(root).problems if one.severity == "error"]
    assert "fone" in source.read_text("utf-8")
    assert [one.rule for one in again(root).problems if one.severity == "error"] == ["variable"]
