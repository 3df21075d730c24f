"""What is looked at is in its place before the rest is made, and `build/` is whole all the time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from making.publishing import change, copy, write

from pamphlets import builder
from pamphlets.errors import PamphletError
from pamphlets.model import Manifest, Problem

PAGE, LEAFLET = "web/rest/index.html", "leaflets/rest/sheet.pdf"


@pytest.fixture
def root(ready_project: Path, tmp_path: Path) -> Path:
    """A small project, built."""
    return copy(ready_project, tmp_path)


class Teller:
    """Notes in order what was told and which jobs were made, with what stood in the build folder then."""

    def __init__(self, root: Path, *looked: str, words: str = "Rest very well.") -> None:
        self.root, self.words, self.events = root, words, list[str]()
        self.problems = list[Sequence[Problem]]()
        self.made = list[Manifest]()
        self.ahead = builder.Ahead(lambda: looked, self.tell)

    def tell(self, problems: Sequence[Problem], made: Manifest | None) -> None:
        """Note whether the page has the new words."""
        self.problems.append(problems)
        self.made += [made] if made else []
        fresh = self.words in (self.root / "build" / PAGE).read_text("utf-8")
        self.events.append(f"told: {'new' if fresh else 'old'}")

    def progress(self, _done: int, _of: int, name: str) -> None:
        """Note a job that was made after that."""
        self.events.append(name)

    def build(self) -> builder.Build:
        """Build the project."""
        return builder.build(self.root, jobs=1, progress=self.progress, ahead=self.ahead)


def files(root: Path) -> dict[str, bytes]:
    """Return every file of a build."""
    every = (path for path in sorted((root / "build").rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in every if path.parent.name != ".plan"}


def test_a_page_is_told_before_the_rest_is_made(root: Path, tmp_path: Path) -> None:
    """What stands at the end is what a build in one go makes."""
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    other = copy(root, tmp_path / "other")
    builder.build(other, jobs=1)
    told = Teller(root, PAGE)
    made = told.build()
    assert told.events[0] == "told: new" and told.events.count("told: new") == 1
    assert any(name.startswith("leaflets/") for name in told.events)
    assert made.ran == len({*told.events} - {"told: new"})  # a page that says how large its leaflets are runs twice
    assert files(root) == files(other)


def test_at_that_moment_all_else_is_as_it_was(root: Path) -> None:
    """The manifest says so, too."""
    before = files(root)[f"build/{LEAFLET}"]
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    told = Teller(root, PAGE)

    def stop(*_: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        builder.build(root, jobs=1, progress=stop, ahead=told.ahead)
    assert told.events == ["told: new"] and files(root)[f"build/{LEAFLET}"] == before
    assert not (root / "build/.next").exists() and builder.read_manifest(root / "build") == told.made[0]
    assert told.made[0].inputs == ""
    told.events.clear()
    told.build()
    assert "told: new" not in told.events and files(root)[f"build/{LEAFLET}"] != before


@pytest.mark.parametrize(
    ("looked", "first"),
    [
        ("index.html", set()),
        ("desk/rest.html", {"leaflets", "web"}),
        (LEAFLET, {"leaflets"}),
        ("web/index.html", {"web"}),
    ],
)
def test_what_each_kind_of_output_waits_for(root: Path, looked: str, first: set[str]) -> None:
    """The first page of the desk for no job, a topic's for all of its topic, a leaflet for itself."""
    change(root, "content/rest.md", "How to rest.", "How you rest.")
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    told = Teller(root, looked)
    before = {job.name: job.digest for job in (builder.read_manifest(root / "build") or Manifest()).jobs}
    told.build()
    (made,) = told.made
    assert {job.channel for job in made.jobs if job.digest != before[job.name]} == first


def test_pages_come_before_files_and_before_what_takes_longer(root: Path) -> None:
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    told = Teller(root, "desk/rest.html", LEAFLET, PAGE)
    told.build()
    changed = [{one.path for one in made.outputs} and builder.version(made, PAGE) for made in told.made]
    assert len(set(changed)) == 1 and told.events[0] == "told: new" and len(told.made) == 3


def test_nothing_is_told_of_what_has_not_changed(root: Path) -> None:
    """A page of another text, an output that is not there, or nobody who looks."""
    write(
        root, {"content/other.md": (root / "content/rest.md").read_text("utf-8").replace("title: Rest", "title: Nap")}
    )
    builder.build(root, jobs=1)
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    before = builder.read_manifest(root / "build") or Manifest()
    told = Teller(root, LEAFLET.replace("rest", "other"), "web/nothing/index.html", "../content/rest.md")
    made = told.build()
    assert not told.made
    assert builder.version(before, PAGE) != builder.version(made.manifest, PAGE)
    assert builder.version(before, "desk/other.html") == builder.version(made.manifest, "desk/other.html")
    assert builder.version(before, "web/nothing/index.html") == ""


def test_sources_that_change_places_stand_in_no_way(root: Path) -> None:
    """One page is moved to where the other stands still: that is no fault of anybody's, and all is made together."""
    text = (root / "content/rest.md").read_text("utf-8")
    write(root, {"content/other.md": text.replace("title: Rest", "title: Nap\nslug: nap")})
    builder.build(root, jobs=1)
    change(root, "content/rest.md", "title: Rest", "title: Rest\nslug: nap")
    change(root, "content/other.md", "slug: nap", "slug: rest")
    told = Teller(root, PAGE, "web/nap/index.html")
    assert not [one for one in told.build().problems if one.severity == "error"]
    assert not [one for one in told.problems if one]
    assert "<h1>Nap" in (root / "build" / PAGE).read_text("utf-8")


def test_a_leaflet_that_does_not_fit_is_told_first_and_last(root: Path) -> None:
    """If it is looked at; all else is made."""
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.\n" + "- Rest even more than that.\n" * 150)
    told = Teller(root, LEAFLET)
    with pytest.raises(builder.Unmade) as caught:
        told.build()
    assert {one.rule for one in told.problems[0] if one.severity == "error"} == {"fit"}
    assert set(told.problems[0]) <= set(caught.value.problems)
    assert "Rest very well." in (root / "build" / PAGE).read_text("utf-8")


def test_a_fault_of_the_words_is_told_by_the_build_alone(root: Path) -> None:
    change(root, "content/rest.md", "- Rest well.", "- Rest [well](vbscript:x).")
    told = Teller(root, PAGE)
    before = files(root)
    with pytest.raises(PamphletError):
        told.build()
    assert told.events == [] and files(root) == before
