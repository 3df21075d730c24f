"""What the store promises whatever ends it: the next build is right, and nothing that no build made is touched."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from making.crashes import Killed, endings

from pamphlets import PamphletError
from pamphlets.builder import manifest
from pamphlets.builder import output as store
from pamphlets.builder.output import MANIFEST
from pamphlets.model import Entry, Manifest, Output

Outputs = dict[str, bytes]
OLD: Outputs = {"a": b"a", "b/c": b"c", "b/d": b"d", "e/f/g": b"g", "h": b"h", "i/j": b"j"}
NEW: Outputs = {"a": b"A", "b/c": b"c", "k/l/m": b"m", "h/n": b"n", "i": b"i"}
"""One changed, one the same, one new, a folder where a file was, a file where a folder was."""


def output(path: str, content: bytes) -> Output:
    return Output(path, sha256(content).hexdigest(), len(content))


def build(folder: Path, wanted: Outputs) -> tuple[str, ...]:
    """Build as the builder does; what is there and as it was built is not written again."""
    with store.locked(folder):
        store.recover(folder)
        known = {one.path: one for one in (store.read_manifest(folder) or Manifest()).outputs}
        now = tuple(output(*one) for one in wanted.items())
        for one in now:
            if known.get(one.path) != one or store.altered(folder, [one]):
                store.stage(folder, one.path, wanted[one.path])
        problems = tuple(store.foreign(folder, {one.path: one.sha256 for one in now}))
        if any(problem.severity == "error" for problem in problems):
            store.drop(folder)
            raise PamphletError(problems)
        return store.commit(folder, Manifest(jobs=(Entry("web", "web", now),)))


def tree(folder: Path) -> Outputs:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def again(tmp_path: Path) -> Callable[[], Path]:
    """Make the build folder as the old build has left it, anew, with somebody's file in it."""
    kept, folder = tmp_path / "kept", tmp_path / "build"
    build(kept, OLD)
    (kept / "e/mine").write_bytes(b"mine")

    def again() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(kept, folder))

    return again


def test_a_build_that_ends_at_any_operation_is_mended_by_the_next(tmp_path: Path, again: Callable[[], Path]) -> None:
    """Killed before it, within a file that it writes, or on a full disk: what is said of the files is true."""
    build(tmp_path / "clean", NEW)
    (tmp_path / "clean/e").mkdir()
    (tmp_path / "clean/e/mine").write_bytes(b"mine")
    clean, before, folder = tree(tmp_path / "clean"), tree(again()), tmp_path / "build"
    count = 0
    for fault in endings(again, lambda: build(folder, NEW), "killed", "torn", "full"):
        count += 1
        assert fault is None or isinstance(fault, Killed | PamphletError)
        if "nothing was changed" in str(fault):
            assert tree(folder) == before
        elif isinstance(fault, PamphletError):
            assert "the next build makes the rest" in str(fault)
        build(folder, NEW)
        assert tree(folder) == clean
        assert folders(folder) == folders(tmp_path / "clean") or not isinstance(fault, Killed)
    assert count > 60


def test_a_recovery_that_ends_at_any_operation_is_mended_by_the_next(tmp_path: Path, again: Callable[[], Path]) -> None:
    """A build that was killed in its move, and killed again while the next build finishes that, is finished then."""
    build(tmp_path / "clean", NEW)
    folder, killed = tmp_path / "build", tmp_path / "killed"
    for _ in endings(again, lambda: build(folder, NEW), "killed"):
        if (folder / ".next" / MANIFEST).exists():
            break
    shutil.copytree(folder, killed)

    def killed_before() -> None:
        shutil.rmtree(folder)
        shutil.copytree(killed, folder)

    for _ in endings(killed_before, lambda: store.recover(folder), "killed", "torn"):
        build(folder, NEW)
        assert tree(folder) == tree(tmp_path / "clean") | {"e/mine": b"mine"}


def damaged(whole: bytes) -> dict[str, bytes]:
    """Return a manifest in every state in which nothing of it may be believed."""
    said: dict[str, Any] = json.loads(whole)
    odd = [None, 7, "x", [], {}, [None], [7], ["x"], [{}], [{"path": 7}], [{"path": ["a"], "sha256": None}]]
    paths = ["../up", "/etc/up", "a/../../up", "", ".", "a//b", "\0", ".next/manifest.json", "x" * 500, "x/" * 999]
    (job,) = said["jobs"]

    def of(outputs: Any) -> dict[str, Any]:
        return {**said, "jobs": [{**job, "outputs": outputs}]}

    texts = [{"version": 5}, *map(of, odd), *({**said, "jobs": value} for value in odd), *odd]
    texts += [of([{**one, "path": path} for one in job["outputs"]]) for path in paths]
    texts += [{**said, "version": version} for version in ("5", 4)] + [{**said, "more": 1}]
    texts += [{**said, "jobs": [{**job, "report": odd}]} for odd in ({}, {"size": 1.0}, {"rows": 1, "slides": []})]
    empty = [{**said, "jobs": []}, of([])]
    sealed = (
        manifest.seal({key: value for key, value in text.items() if key != "sha256"})
        for text in texts
        if isinstance(text, dict) and text not in empty
    )
    states = {f"types {number}": json.dumps(text).encode() for number, text in enumerate([*texts, "\udc80"])}
    states |= {f"sealed {number}": text for number, text in enumerate(sealed)}
    states |= {f"cut at {size}": whole[:size] for size in range(0, len(whole), 199)}
    states |= {"mutilated": whole.replace(b'"bytes": 1', b'"bytes": 2'), "deep": b"[" * 99_999, "latin": b'"\xe9"'}
    return states


def test_a_manifest_that_is_not_whole_is_a_build_from_nothing(tmp_path: Path, again: Callable[[], Path]) -> None:
    """Whether the last one or a staged one: nothing outside is touched, and no file of anybody is lost."""
    build(tmp_path / "clean", NEW)
    clean, up, whole = tree(tmp_path / "clean"), tmp_path / "up", (again() / MANIFEST).read_bytes()
    assert manifest.load(whole)
    for name, content in damaged(whole).items():
        for place in (MANIFEST, f".next/{MANIFEST}"):
            folder = again()
            (folder / ".next").mkdir()
            (folder / place).write_bytes(content)
            up.write_bytes(b"up")
            assert manifest.load(content) is None, name
            build(folder, NEW)
            found = tree(folder)
            assert set(OLD.values()) <= set(found.values()) or not (place == MANIFEST and "cut" in name), name
            assert clean.items() <= found.items() and found["e/mine"] == b"mine", name
            assert up.read_bytes() == b"up", name


def test_what_nobody_knows_is_set_aside_with_a_warning(again: Callable[[], Path]) -> None:
    folder = again()
    for number in ("", "1/"):
        (folder / MANIFEST).write_bytes(b"{")
        (folder / "a").write_bytes(b"whose" + number.encode())
        found = list(store.foreign(folder, {"a": sha256(b"A").hexdigest()}))
        assert [str(problem).partition("\n")[0] for problem in found] == [
            f"build/{MANIFEST}: warning: this cannot be read any more; what stood where outputs go is moved to "
            "'build/set-aside'"
        ]
        build(folder, {"a": b"A"})
        assert (folder / f"set-aside/{number}a").read_bytes() == b"whose" + number.encode()


def test_a_folder_without_its_manifest_is_one_problem(again: Callable[[], Path]) -> None:
    folder = again()
    (folder / MANIFEST).unlink()
    (problem,) = store.foreign(folder, dict.fromkeys(OLD, sha256(b"other").hexdigest()))
    assert str(problem) == (
        "build: error: 6 files that no build made stand where outputs go: a, b/c, b/d …\n"
        "  hint: move what is your own elsewhere, delete 'build', and build again"
    )


def test_an_output_that_was_changed_by_hand_is_known_by_no_chance(tmp_path: Path, again: Callable[[], Path]) -> None:
    """Neither an equal length nor an older time hides it, in a copy either; a copy is read once."""
    folder, known = again(), [output(*one) for one in OLD.items()]
    assert store.altered(folder, known, settle=True) == ""
    os.utime(folder / "b/d", ns=(1, 1))
    assert store.altered(folder, known, settle=True) == ""
    (folder / "b/d").write_bytes(b"x")
    os.utime(folder / "b/d", ns=(1, 1))
    assert store.altered(folder, known, settle=True) == "b/d"
    (folder / "b/d").unlink()
    (folder / "b/d").symlink_to(tmp_path / "kept/b/d")
    assert store.altered(folder, known) == "b/d"


def test_folders_that_changed_places_are_known(again: Callable[[], Path]) -> None:
    """Their files are as long as they were, and nothing was done to them."""
    folder, known = again(), [output(f"{name}/f/x", name.encode()) for name in "xy"]
    build(folder, {one.path: one.path[0].encode() for one in known})
    for one, other in (("x", "z"), ("y", "x"), ("z", "y")):
        (folder / one).rename(folder / other)
    assert store.altered(folder, known, settle=True) == "x/f/x"


def test_a_copy_is_read_once(again: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, known, read = again(), [output(*one) for one in OLD.items()], list[str]()
    real = store.file_digest
    monkeypatch.setattr(store, "file_digest", lambda path: read.append(str(path)) or real(path))
    every = [path for path in folder.rglob("*") if path.name != MANIFEST]
    while os.lstat(folder / MANIFEST).st_ctime_ns <= max(os.lstat(path).st_ctime_ns for path in every):
        assert store.altered(folder, known, settle=True) == ""  # it dates the manifest, until the clock has moved on
    read.clear()
    assert store.altered(folder, known, settle=True) == "" and read == []


def test_what_was_changed_by_hand_and_is_no_longer_made_stays(again: Callable[[], Path]) -> None:
    folder = again()
    (folder / "e/f/g").write_bytes(b"my own words")
    paths = {path: sha256(content).hexdigest() for path, content in NEW.items()}
    assert [str(problem) for problem in store.foreign(folder, paths)] == [
        "build/e/f/g: warning: this is no longer made, but somebody has changed it, so it stays\n  hint: delete it"
    ]
    assert "e/f/g" not in build(folder, NEW)
    assert (folder / "e/f/g").read_bytes() == b"my own words"


@pytest.mark.parametrize("gone", ["e/f/g", "e/f", "b", "i", "h", "b/c"])
def test_what_is_gone_already_stops_nothing(again: Callable[[], Path], gone: str) -> None:
    """Outputs, and their folders, that somebody has deleted are made again or not missed."""
    folder = again()
    shutil.rmtree(folder / gone) if (folder / gone).is_dir() else (folder / gone).unlink()
    build(folder, NEW)
    assert NEW.items() <= tree(folder).items() and not (folder / "e/f").exists() and not (folder / "b/d").exists()


def test_links_on_the_way_are_refused(tmp_path: Path, again: Callable[[], Path]) -> None:
    """A link in the build folder leads no output elsewhere, and removes nothing there."""
    folder, other = again(), tmp_path / "other"
    shutil.copytree(folder / "b", other)
    for name in ("b", "k"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).symlink_to(other)
    with pytest.raises(PamphletError) as caught:
        build(folder, NEW)
    assert [problem.location.path for problem in caught.value.problems] == ["build/b", "build/k"]
    (folder / "k").unlink()
    build(folder, {"a": b"A"})
    assert tree(other) == {"c": b"c", "d": b"d"}


def test_a_staged_manifest_that_is_a_folder_is_dropped(again: Callable[[], Path]) -> None:
    """All below `.next` is the build's own."""
    folder = again()
    (folder / ".next" / MANIFEST / "x").mkdir(parents=True)
    build(folder, NEW)
    assert not (folder / ".next").exists()
