"""What the build promises: the last good build stays whole, nothing unchanged is done again, nobody's file is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from making.crashes import Killed, endings

from pamphlets import PamphletError, build, builder, channels
from pamphlets.builder import Selection, output, slices, workers
from pamphlets.compose import View, compose, view
from pamphlets.compose.theme import of
from pamphlets.digests import digest
from pamphlets.model import Edition, Job, LeafletReport, Problem, Rendering, Result, Target
from pamphlets.project.project import Project
from pamphlets.records import facts, news

PRACTICE = """name: Rest House
web: https://www.example.org/
languages: [en, es]
sites:
- {id: north, name: North, phone: 207-555-0101}
- {id: south, name: South, phone: 207-555-0102}
channels: [leaflets, posts, web]
"""
HEAD = "---\ntitle: {0}\nsummary: About {0}.\n---\n"
SHARED = "## Doctor {#doctor}\n\nSee a doctor.\n"


def plan(editions: Sequence[Edition], project: Project, *_: object) -> Iterable[Job]:
    for edition in editions:
        shown = view(edition, Target(("leaflets",), (edition.site,), edition.language), project)
        name = f"leaflets/{edition.language}/{edition.site}/{edition.pamphlet.address}"
        known = digest(shown, project.templates_digest("blocks"))
        yield Job("leaflets", name, (f"{name}.txt",), shown, known, project.folders, edition.pamphlet.name,
                  edition.language, edition.site, edition.id, "sheet", tuple(b.id for b in edition.blocks))  # fmt: skip


def render(job: Job) -> Result:
    assert isinstance(job.content, View)
    if job.content.edition.pamphlet.title == "Fault":
        raise RuntimeError("the program is wrong")
    texts = [block.text for block in compose(job.content, of(job.folders.templates)).blocks]
    report = LeafletReport(float(len(" ".join(texts).split())), ())
    return Result((Rendering(job.paths[0], "\n".join(texts).encode(), job.output),), report=report)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two pamphlets, two languages and two sites, and one plain channel."""
    monkeypatch.setattr(channels, "CHANNELS", {"leaflets": SimpleNamespace(plan=plan, render=render)})
    monkeypatch.setattr(workers, "SMALL", 100)  # a worker would not know this channel
    write(tmp_path, "practice.yml", PRACTICE)
    for ending in ("", ".es"):
        write(tmp_path, f"rest{ending}.md", HEAD.format("Rest") + "## Sit {#sit}\n\nSit down.\n\n![[safety#doctor]]\n")
        write(tmp_path, f"walk{ending}.md", HEAD.format("Walk") + "## Walk {#walk}\n\nGet up.\n")
        write(tmp_path, f"safety{ending}.md", "---\ntitle: S\nsummary: S\npublish: false\n---\n" + SHARED)
    return tmp_path / "project"


def write(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "project" / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "content" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Return all that a build made, without what it keeps of the plan for the next one."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != slices.PLACE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def errors(error: PamphletError) -> list[Problem]:
    return [problem for problem in error.problems if problem.severity == "error"]


def ran(made: Any) -> list[str]:
    return [step.name for step in made.steps if step.ran]


def test_nothing_unchanged_is_done_again(root: Path) -> None:
    """A second build renders nothing and reads nothing; a forced one renders all, to the same bytes."""
    assert build(root).ran == 8
    first = tree(root / "build")
    second = build(root)
    assert second.ran == 0 and {step.why for step in second.steps} == {"nothing changed"}
    assert build(root, force=True).ran == 8
    assert tree(root / "build") == first


def test_one_changed_word_renders_the_editions_that_carry_it(root: Path) -> None:
    """A word of a shared block renders its editions in that language, and no others."""
    build(root)
    edit(root, "safety.md", "See a doctor", "Please see a doctor")
    assert ran(build(root)) == ["leaflets/en/north/rest", "leaflets/en/south/rest"]
    edit(root, "walk.es.md", "Get up.", "Levántese.")
    assert ran(build(root)) == ["leaflets/es/north/walk", "leaflets/es/south/walk"]
    edit(root, "practice.yml", "207-555-0102", "207-555-0103")
    assert [name.split("/")[2] for name in ran(build(root))] == ["south"] * 4


def test_a_template_edited_while_the_process_runs(root: Path) -> None:
    """Each build prints what the template says then, as a new process would."""
    edit(root, "walk.md", "Get up.", "::: warning\nHot.\n:::")
    own = root / "templates/blocks/warning.html"
    own.parent.mkdir(parents=True)
    for words in ("First", "Other", "Another"):
        own.write_text(f"<p>{words}: {{{{ body }}}}</p>")
        build(root)
        assert (root / "build/leaflets/en/north/walk.txt").read_text("utf-8").startswith(words)
    own.unlink()
    build(root)
    assert "Another" not in (root / "build/leaflets/en/north/walk.txt").read_text("utf-8")


def test_moved_lines_render_nothing(root: Path) -> None:
    """A line added above a block is no change of the block."""
    build(root)
    edit(root, "walk.md", "## Walk", "<!-- a note -->\n\n## Walk")
    assert ran(build(root)) == []


def test_a_missing_or_altered_output_is_made_again(root: Path) -> None:
    """An output that was deleted or edited by hand is rendered again."""
    build(root)
    before = tree(root / "build")
    (root / "build" / "leaflets/en/north/rest.txt").unlink()
    (root / "build" / "leaflets/en/south/rest.txt").write_text("scribble")
    assert ran(build(root)) == ["leaflets/en/north/rest", "leaflets/en/south/rest"]
    assert tree(root / "build") == before


def test_what_is_no_longer_made_is_removed_and_nothing_else(root: Path) -> None:
    """Files of an earlier build go, with folders that they leave empty; a file of somebody else stays."""
    build(root)
    (root / "build" / "leaflets/en/north/notes.txt").write_text("mine")
    for ending in ("", ".es"):
        (root / "content" / f"walk{ending}.md").unlink()
    made = build(root)
    assert len(made.removed) == 4
    assert (root / "build" / "leaflets/en/north/notes.txt").read_text() == "mine"
    assert not (root / "build" / "leaflets/es/north/walk.txt").exists()


def test_a_narrowed_build_touches_only_what_it_covers(root: Path) -> None:
    """Outputs outside the selection stay as they were, though their content changed."""
    build(root)
    before = tree(root / "build")
    edit(root, "walk.md", "Get up.", "Stand up.")
    made = build(root, selection=Selection(pamphlets=("rest",)))
    assert ran(made) == []
    after = tree(root / "build")
    assert {path for path in after if before[path] != after[path]} <= {"manifest.json", "index.html"}
    assert ran(build(root)) == ["leaflets/en/north/walk", "leaflets/en/south/walk"]


def test_errors_stop_the_build_before_it_writes(root: Path) -> None:
    """All problems come together, and the last good build is untouched."""
    build(root)
    before = tree(root / "build")
    edit(root, "walk.md", "Get up.", "{{ practice.fone }} [@no]")
    edit(root, "rest.md", "safety#doctor", "safety#docter")
    with pytest.raises(PamphletError) as error:
        build(root)
    assert [(problem.location.path, problem.rule) for problem in errors(error.value)] == [
        ("content/rest.md", "embed"),
        ("content/walk.md", "variable"),
        ("content/walk.md", "citation"),
    ]
    assert tree(root / "build") == before


def test_a_full_disk_leaves_the_last_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the build says so; what was there stays whole, and nothing is left over."""
    build(root)
    before = tree(root / "build")
    edit(root, "practice.yml", "Rest House", "Rest Home")

    def full(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PamphletError) as error:
        build(root)
    problem = errors(error.value)[0]
    assert problem.message == "the disk is full"
    assert problem.hint == "nothing was changed; free some space and build again"
    assert tree(root / "build") == before


def test_what_is_made_of_many_outputs_is_made_again_only_if_that_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or if it was changed by hand, or with `force`."""
    made: list[str] = []

    def make(text: str) -> Result:
        made.append(text)
        return Result((Rendering("list.txt", text.encode()),))

    def gather(whole: channels.Whole) -> Iterator[channels.Gathering]:
        text = " ".join(sorted({entry.pamphlet for entry in whole.manifest.jobs}))
        yield channels.Gathering("list", partial(make, text), digest=text)

    lists = SimpleNamespace(plan=lambda *_: (), gather=gather)
    monkeypatch.setattr(channels, "CHANNELS", {**channels.CHANNELS, "lists": lists})
    build(root)
    edit(root, "rest.md", "Sit down", "Sit here")
    assert build(root).ran > 0 and made == ["rest walk"]
    assert (root / "build/list.txt").read_text() == "rest walk"
    (root / "build/list.txt").write_text("mine")
    build(root)
    build(root, force=True)
    for name in ("walk.md", "walk.es.md"):
        (root / "content" / name).unlink()
    build(root)
    assert made == ["rest walk"] * 3 + ["rest"]


def test_a_build_that_is_killed_at_any_operation_is_mended_by_the_next(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of everything that a build writes; the bytes are then those of a build of nothing else."""
    desk = channels.Gathering("desk", lambda: Result((Rendering("index.html", b"desk"),)))
    monkeypatch.setitem(channels.CHANNELS, "desk", SimpleNamespace(plan=lambda *_: (), gather=lambda _: (desk,)))
    monkeypatch.setattr(facts, "of", lambda *_: ())
    monkeypatch.setattr(news, "of", lambda *_: ())
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for name in ("walk.md", "walk.es.md", "rest.es.md", "safety.es.md"):
        (root / "content" / name).unlink()
    edit(root, "practice.yml", "languages: [en, es]", "languages: [en]")
    before = tmp_path / "before"
    build(root, output=before)
    edit(root, "safety.md", "See a doctor", "Please see a doctor")
    edit(root, "practice.yml", "- {id: south", "- {id: west")
    build(root, output=tmp_path / "clean")
    planned = builder.plan(root)
    monkeypatch.setattr(builder, "plan", lambda *_, **__: planned)

    def prepare() -> None:
        shutil.rmtree(root / "build", ignore_errors=True)
        shutil.copytree(before, root / "build")

    for fault in endings(prepare, lambda: build(root), "killed"):
        assert isinstance(fault, Killed)
        build(root)
        assert tree(root / "build") == tree(tmp_path / "clean")


def test_a_kill_before_the_move_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that is killed while it renders leaves the last one, and the next drops what it left."""
    build(root)
    before = tree(root / "build")
    (root / "build" / ".next" / "leaflets").mkdir(parents=True)
    (root / "build" / ".next" / "leaflets" / "half.txt").write_text("half")
    assert build(root).ran == 0
    assert tree(root / "build") == before


def test_what_is_set_aside_or_stays_is_told(root: Path) -> None:
    """Once, by the build that leaves it."""
    build(root)
    (root / "build/manifest.json").write_bytes((root / "build/manifest.json").read_bytes()[:1500])
    edit(root, "walk.md", "Get up.", "Stand up.")
    assert [problem.rule for problem in build(root).problems if problem.rule == "set-aside"] == ["set-aside"]
    (root / "build/leaflets/es/south/walk.txt").write_text("my own")
    (root / "content/walk.es.md").unlink()
    told = [problem.location.path for problem in build(root).problems if problem.rule == "changed"]
    assert told == ["build/leaflets/es/south/walk.txt"]
    assert not [problem for problem in build(root).problems if problem.rule in ("set-aside", "changed")]


def test_a_fault_of_the_program_leaves_the_last_build(root: Path) -> None:
    """An exception that is nobody's content is not hidden, and harms nothing."""
    build(root)
    before = tree(root / "build")
    edit(root, "walk.md", "title: Walk", "title: Fault")
    with pytest.raises(RuntimeError):
        build(root)
    assert tree(root / "build") == before


def test_two_outputs_at_one_path(root: Path) -> None:
    """Two pamphlets of one address are an error that names both, before anything is written."""
    edit(root, "walk.md", "---\ntitle", "---\nslug: rest\ntitle")
    with pytest.raises(PamphletError) as error:
        build(root)
    assert errors(error.value)[0].message == "two pamphlets have the address 'rest'"
    assert "content/rest.md" in errors(error.value)[0].hint
    assert not tree(root / "build")


def test_a_file_that_no_build_made_is_not_overwritten(root: Path) -> None:
    """Somebody's file where an output goes is an error, and stays."""
    path = root / "build" / "leaflets/en/north/rest.txt"
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(PamphletError) as error:
        build(root)
    assert errors(error.value)[0].message == "a file that no build made stands where an output goes"
    assert path.read_text() == "mine"


@pytest.mark.parametrize("path", ["build", "build/.next", "build/manifest.json"])
@pytest.mark.parametrize("kind", ["link", "broken link", "folder", "file"])
def test_a_build_writes_where_no_link_leads(root: Path, tmp_path: Path, path: str, kind: str) -> None:
    """What stands where the build folder, or what a build keeps in it, belongs is a problem, and stays."""
    place, other = root / path, tmp_path / "other"
    place.parent.mkdir(exist_ok=True)
    other.mkdir()
    match kind:
        case "folder" if path.endswith(".json"):
            place.mkdir()
        case "file" if not path.endswith(".json"):
            place.write_text("mine")
        case "link" | "broken link":
            place.symlink_to(other if kind == "link" else tmp_path / "nothing")
        case _:
            return
    with pytest.raises(PamphletError) as caught:
        build(root)
    assert [problem.location.path for problem in caught.value.problems] == [path]
    assert os.path.lexists(place) and not list(other.iterdir())


@pytest.mark.parametrize("place", ["content", "content/images/out", "templates/leaflets", "."])
def test_outputs_are_not_mixed_with_sources_of_another_project(root: Path, tmp_path: Path, place: str) -> None:
    shutil.copytree(root / "content", tmp_path / "theirs/content")
    before = tree(tmp_path / "theirs")
    with pytest.raises(PamphletError) as caught:
        build(root, output=tmp_path / "theirs" / place)
    assert errors(caught.value)[0].message == "outputs cannot be written among a project's own files"
    assert tree(tmp_path / "theirs") == before
    build(root, output=tmp_path / "theirs/build")


def test_an_output_changed_by_hand_is_seen_after_a_narrowed_build(root: Path) -> None:
    """With the same length and an older time, though a build of something else came between."""
    build(root)
    before, path = tree(root / "build"), root / "build/leaflets/en/north/rest.txt"
    path.write_bytes(path.read_bytes().upper())
    os.utime(path, ns=(1, 1))
    build(root, selection=Selection(pamphlets=("walk",)), force=True)
    assert ran(build(root)) == ["leaflets/en/north/rest"]
    assert tree(root / "build") == before


def test_two_builds_at_once(root: Path) -> None:
    """A second build in the same folder is refused while the first is at work."""
    with output.locked(root / "build"), pytest.raises(PamphletError) as error:
        build(root)
    assert errors(error.value)[0].message == "another build is at work here"


def test_a_build_can_wait_for_another(root: Path) -> None:
    """As `publish` and `withdraw` do, which have something to say."""
    with ThreadPoolExecutor() as pool:
        with output.locked(root / "build"):
            done = pool.submit(build, root, wait=True)
            with pytest.raises(PamphletError):
                build(root)
        assert done.result().ran == 8


def test_the_same_bytes_in_another_folder(root: Path, tmp_path: Path) -> None:
    """A copy of the project builds to the same bytes, manifest included."""
    build(root)
    shutil.copytree(root / "content", tmp_path / "copy" / "content")
    build(tmp_path / "copy")
    assert tree(root / "build") == tree(tmp_path / "copy" / "build")


def test_manifest(root: Path) -> None:
    """The manifest says of every output where it is, what it is of, what it carries, and what was reported."""
    made = build(root).manifest
    manifest = json.loads((root / "build" / "manifest.json").read_text("utf-8"))
    job = next(one for one in manifest["jobs"] if one["name"] == "leaflets/en/south/rest")
    assert (job["channel"], job["output"], job["pamphlet"], job["language"], job["site"]) == (
        "leaflets", "sheet", "rest", "en", "south",
    )  # fmt: skip
    assert [(one["path"], one["name"]) for one in job["outputs"]] == [("leaflets/en/south/rest.txt", "sheet")]
    assert job["blocks"] == ["sit", "doctor"] and job["report"]["size"] == 5 and len(job["edition"]) == 8
    assert output.read_manifest(root / "build") == made and made.jobs[0].report
    assert manifest["unchecked"] == {}


def test_manifest_names_the_checks_that_a_language_lacks(root: Path) -> None:
    """It is read again as it was written."""
    edit(root, "practice.yml", "[en, es]", "[en, es, fr]")
    made = build(root).manifest
    assert made.unchecked == {"fr": ("claims", "required", "reading")}
    assert output.read_manifest(root / "build") == made


@pytest.mark.parametrize("place", ["content/out", "templates", ".", ".."])
def test_outputs_are_not_mixed_with_sources(root: Path, place: str) -> None:
    """An output folder among the project's own files is refused."""
    with pytest.raises(PamphletError) as error:
        build(root, output=root / place)
    assert errors(error.value)[0].message == "outputs cannot be written among a project's own files"


def test_a_script_without_a_guard_can_build(root: Path, tmp_path: Path) -> None:
    """Workers do not run the script that called for them."""
    script = tmp_path / "script.py"
    script.write_text(
        "import pamphlets\nfrom pamphlets.builder import Selection\nprint('called')\n"
        f"print(pamphlets.build({str(root)!r}, selection=Selection(channels=('web',)), jobs=2).ran)\n"
    )
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert run.stdout.split()[0] == "called" and run.stdout.count("called") == 1, run.stderr
    assert int(run.stdout.split()[-1]) > 4, "so few that no worker was needed"
