"""What is kept of a plan: it says the same as a plan from nothing, whatever was changed, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pamphlets.builder import plan, plans, slices
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
    assert [job.pamphlet for job in plan(root, program="1", names=["walk"]).jobs].count("walk") > 2
    change(root, "content/swim.md", "{#swim}", "{#on}")
    change(root, "content/safety.md", "swim.md", "swim.md#swim")
    assert told(again(root)) == told(plan(root, program="1"))


@pytest.mark.parametrize("program", ["1", "2"])
def test_a_file_of_a_plan_that_says_something_else_is_not_believed(root: Path, looked: set[str], program: str) -> None:
    """Cut, altered, of another version, of another program, of another project, a folder: all is looked at anew."""
    kept, right = root / "build" / slices.FILE, told(plan(root, program=program))
    whole = kept.read_bytes()
    other = json.loads(whole)
    other["slices"]["rest"]["jobs"] = []
    for content in (b"", whole[: len(whole) // 2], whole.replace(b"Get up", b"Sit up"), json.dumps(other).encode(),
                    whole.replace(b'"version": 1', b'"version": 0'), b"[" * 100_000, b"\xff\xfe"):  # fmt: skip
        kept.write_bytes(content)
        looked.clear()
        assert told(again(root, program)) == right
        assert looked >= {"rest", "safety", "walk"} or content == whole
    kept.unlink()
    kept.mkdir()
    assert told(again(root, program)) == right
    assert not list((root / "build").glob("*.part"))


def test_a_narrowed_plan_looks_at_what_it_covers(root: Path, looked: set[str]) -> None:
    (root / "build" / slices.FILE).unlink()
    narrowed = plan(root, folder=root / "build", program="1", names=["walk"])
    assert looked == {"walk"} and narrowed.left == {"rest", "safety"}
    every = {job.name: slices.keep(job) for job in plan(root, program="1").jobs}
    own = [slices.keep(job) for job in narrowed.jobs if not job.serves]
    assert own == [one for one in every.values() if one.pamphlet == "walk"]
    assert {job.name for job in narrowed.jobs if job.serves} == {"web assets"}


def test_the_file_is_the_same_however_it_came_to_be(root: Path) -> None:
    change(root, *EDITS[0][:3])
    again(root)
    found = (root / "build" / slices.FILE).read_bytes()
    (root / "build" / slices.FILE).unlink()
    again(root)
    assert (root / "build" / slices.FILE).read_bytes() == found


def test_of_many_pamphlets_what_was_found_is_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their jobs are let go of, for their memory; not what was found."""
    monkeypatch.setattr(plans, "MANY", 1)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "build").mkdir()
    plan(tmp_path, folder=tmp_path / "build", program="1")
    assert (tmp_path / "build" / slices.FILE).exists()
