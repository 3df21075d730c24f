"""A leaflet that does not fit holds back no other: all else is built, its old files go, nothing links to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from making import publishing

from pamphlets import PamphletError, builder, channels, records
from pamphlets.builder import Selection, Unmade, workers
from pamphlets.cli import main
from pamphlets.errors import fail
from pamphlets.model import Job, Location, Rendering, Result

SHEET, POSTER, PAGE = "leaflets/rest/sheet", "leaflets/rest/poster", "web rest/index.html"
PRACTICE = "name: Rest House\nphone: +1 207-555-0142\nformats: [sheet, poster]\nchannels: [leaflets, posts, web]\n"
SOURCE = "---\ntitle: Rest\nsummary: Rest at night.\n---\n\n## Sit {#sit}\n\nSit down.\n"


@pytest.fixture
def root(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two leaflets and a page that links to both; words in the source say what is wrong with them."""
    folder = write({"content/practice.yml": PRACTICE, "content/rest.md": SOURCE})

    def job(channel: str, name: str, path: str, text: str, folders: object) -> Job:
        return Job(channel, name, (path, f"web/{path}"), text, f"{name} {text}", folders, "rest", "en")  # type: ignore[arg-type]

    def leaflets(editions: object, project: object, *_: object) -> Iterator[Job]:
        text = (folder / "content/rest.md").read_text("utf-8")
        for name in (SHEET, POSTER):
            yield job("leaflets", name, f"{name}.pdf", text, project.folders)  # type: ignore[attr-defined]

    def web(editions: object, project: object, *_: object) -> Iterator[Job]:
        sizes = tuple((f"web/{name}.pdf", 0) for name in (SHEET, POSTER))
        yield replace(job("web", PAGE, "web/rest/index.html", "", project.folders), sizes=sizes)  # type: ignore[attr-defined]

    def render(job: Job) -> Result:
        for rule in ("wide", "font"):
            if job.channel == "leaflets" and f"{rule} {job.name.rpartition('/')[2]}" in job.content:
                raise fail(rule, f"{job.name}: {rule}", Location("content/rest.md", 8))
        return Result(tuple(Rendering(path, f"{job.content}{job.sizes}".encode()) for path in job.paths))

    both = {"leaflets": leaflets, "web": web}
    made = {name: SimpleNamespace(plan=plan, render=render) for name, plan in both.items()}
    monkeypatch.setattr(channels, "CHANNELS", made | {"desk": channels.CHANNELS["desk"]})
    monkeypatch.setattr(workers, "SMALL", 100)
    return folder


def change(root: Path, words: str) -> None:
    (root / "content/rest.md").write_text(SOURCE + words, "utf-8")


def built(root: Path) -> set[str]:
    return {str(path.relative_to(root / "build")) for path in (root / "build").rglob("*.pdf")}


def test_the_others_are_built_and_the_old_file_goes(root: Path) -> None:
    builder.build(root)
    change(root, "\nMore, and wide poster.\n")
    for _ in range(2):  # a second time it is no "Nothing changed"
        with pytest.raises(Unmade) as caught:
            builder.build(root)
        assert caught.value.names == (POSTER,)
        assert [str(one) for one in caught.value.problems if one.severity == "error"] == [
            f"content/rest.md:8: error: {POSTER}: wide"
        ]
        assert built(root) == {f"{SHEET}.pdf", f"web/{SHEET}.pdf"}
        assert "More" in (root / f"build/{SHEET}.pdf").read_text()
    assert POSTER not in (root / "build/web/rest/index.html").read_text()
    assert f"{POSTER}.pdf" not in (root / "build/index.html").read_text()
    change(root, "")
    assert {step.name for step in builder.build(root).steps if step.ran} >= {POSTER, PAGE}
    assert len(built(root)) == 4


def test_the_bytes_are_those_of_a_build_that_never_had_it(root: Path, tmp_path: Path) -> None:
    builder.build(root)
    change(root, "\nwide poster\n")
    for out in (root / "build", tmp_path / "other"):
        with pytest.raises(Unmade):
            builder.build(root, output=out)
    files = [{path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
             for out in (root / "build", tmp_path / "other")]  # fmt: skip
    assert files[0] == files[1]


@pytest.mark.parametrize("words", ["font poster", "wide poster, and font sheet"])
def test_a_fault_of_more_than_its_length_holds_back_all(words: str, root: Path) -> None:
    builder.build(root)
    change(root, words)
    with pytest.raises(PamphletError) as caught:
        builder.build(root)
    assert not isinstance(caught.value, Unmade) and len(built(root)) == 4


def test_a_build_that_does_not_make_the_page_again_holds_back_all(root: Path) -> None:
    """Or the page would link to a leaflet that is gone."""
    builder.build(root)
    change(root, "wide poster")
    with pytest.raises(PamphletError) as caught:
        builder.build(root, selection=Selection(channels=("leaflets",)))
    assert not isinstance(caught.value, Unmade) and len(built(root)) == 4
    with pytest.raises(PamphletError) as caught:
        builder.build(root, strict=True)
    assert not isinstance(caught.value, Unmade) and len(built(root)) == 4


def test_the_command_says_which_were_not_made(root: Path) -> None:
    change(root, "wide poster")
    found = CliRunner().invoke(main, ["build", "--project", str(root), "--jobs", "1"])
    assert found.exit_code == 1
    assert "This leaflet was not made: rest/poster. All else is built. Open " in found.output


def test_other_pamphlets_are_published_and_posts_laid_out(ready_project: Path, tmp_path: Path) -> None:
    """What does not fit is told, and is refused where it is what is published itself."""
    root = publishing.copy(ready_project, tmp_path)
    wide = (
        publishing.SOURCE.replace("title: Rest", "title: Walk").replace("Rest well", "W" * 120)
        + "\n::: post\nWalk.\n:::\n"
    )
    publishing.write(root, {"content/walk.md": wide})

    def run(*words: str) -> tuple[int, str]:
        found = CliRunner().invoke(main, [*words, "--project", str(root)])
        return found.exit_code, found.output

    status, said = run("publish", "walk", "--jobs", "1")
    assert status == 1 and "mm too wide" in said and not (root / records.FOLDER).exists()
    status, said = run("publish", "rest", "--jobs", "1")
    assert status == 0 and "2 new, 0 out already" in said
    assert "These 2 leaflets were not made: walk/sheet, at-river/walk/sheet. All else is built." in said
    status, said = run("export", "--from", "2099-01-04")
    assert status == 0, said
    assert "wrote" in said and "leaflets were not made" in said
    edition = min((root / records.FOLDER).iterdir()).stem
    status, said = run("withdraw", edition, "--why", "It names a wrong number.")
    assert status == 0 and "Next:\n" in said and "leaflets were not made" in said
