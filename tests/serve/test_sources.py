"""What the desk reads and saves: the bytes of a source, and never over what somebody else has written."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from making.desk import send, serving
from making.publishing import copy

from pamphlets import files
from pamphlets.errors import PamphletError
from pamphlets.serve import sources
from pamphlets.serve.loopback import Server

NAME = "rest.md"


@pytest.fixture
def root(ready_project: Path, tmp_path: Path) -> Path:
    return copy(ready_project, tmp_path)


@pytest.fixture(scope="module")
def served(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(copy(ready_project, tmp_path_factory.mktemp("saved"))) as server:
        yield server


def version(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def test_a_save_writes_exactly_what_is_shown(root: Path) -> None:
    file = root / "content/rest.md"
    found = sources.read(root, NAME)
    assert found == sources.Source(file.read_text("utf-8"), version(file))
    saved = sources.save(root, NAME, found.text + "\nMore – “words”.\n", found.version)
    assert file.read_text("utf-8") == found.text + "\nMore – “words”.\n" and saved.version == version(file)
    assert not (root / "content" / files.PART).exists()


def test_marks_and_line_ends_stay_as_they_were(root: Path) -> None:
    file = root / "content/rest.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    found = sources.read(root, NAME)
    assert "\r" not in found.text and not found.text.startswith("\ufeff")
    assert sources.save(root, NAME, found.text, found.version).version == found.version
    sources.save(root, NAME, found.text + "\nMore.\n", found.version)
    assert file.read_bytes() == before + b"\r\nMore.\r\n"


def test_what_was_changed_elsewhere_is_not_overwritten(root: Path) -> None:
    file = root / "content/rest.md"
    found = sources.read(root, NAME)
    file.write_text("# Theirs\n", "utf-8")
    with pytest.raises(sources.Conflict) as caught:
        sources.save(root, NAME, "# Mine\n", found.version)
    assert caught.value.now == sources.Source("# Theirs\n", version(file))
    file.unlink()
    with pytest.raises(sources.Conflict) as caught:
        sources.save(root, NAME, "# Mine\n", found.version)
    assert caught.value.now == sources.Source("", "") and not file.exists()


def test_a_new_source_takes_the_place_of_none(root: Path) -> None:
    saved = sources.save(root, "new-one.md", "# New\n", "")
    assert saved.version == version(root / "content/new-one.md")
    with pytest.raises(sources.Conflict):
        sources.save(root, "new-one.md", "# Newer\n", "")


def test_a_write_in_the_moment_of_a_save_is_not_lost(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes into the file between the look at it and the move finds their words there."""
    file, move = root / "content/rest.md", os.replace
    found = sources.read(root, NAME)

    def write_before(source: Path, target: Path) -> None:
        file.write_text("# Theirs\n", "utf-8")
        move(source, target)

    monkeypatch.setattr(os, "replace", write_before)
    with pytest.raises(sources.Conflict):
        sources.save(root, NAME, "# Mine\n", found.version)
    assert file.read_text("utf-8") == "# Theirs\n"


def test_many_that_save_at_once_take_turns(root: Path) -> None:
    """Of those that have seen one version one saves, and the others are told: twenty lines of twenty are there."""

    def add(line: str) -> None:
        while True:
            found = sources.read(root, NAME)
            try:
                sources.save(root, NAME, f"{found.text}\n{line}\n", found.version)
                return
            except sources.Conflict:
                continue

    threads = [threading.Thread(target=add, args=(f"Line {number}.",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = (root / "content/rest.md").read_text("utf-8")
    assert [f"Line {number}." in text for number in range(20)] == [True] * 20


def test_undo_puts_back_what_a_save_has_replaced(root: Path) -> None:
    file = root / "content/rest.md"
    first = sources.read(root, NAME)
    second = sources.save(root, NAME, "# Second\n", first.version)
    assert sources.undo(root, NAME, second.version) == first and version(file) == first.version
    again = sources.undo(root, NAME, first.version)
    assert again.text == "# Second\n"
    assert (root / ".history/.gitignore").read_text("utf-8") == "*\n"


def test_the_history_keeps_the_newest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_KEPT", 3)
    found = sources.read(root, NAME)
    for number in range(6):
        found = sources.save(root, NAME, f"# {number}\n", found.version)
    kept = sorted((root / ".history" / NAME).iterdir())
    assert [one.read_text("utf-8") for one in kept] == ["# 2\n", "# 3\n", "# 4\n"]


def test_a_history_that_leads_elsewhere_is_not_written(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / ".history").symlink_to(outside)
    found = sources.read(root, NAME)
    with pytest.raises(PamphletError, match=r"'\.history' is a link"):
        sources.save(root, NAME, "# Mine\n", found.version)
    assert not any(outside.iterdir()) and version(root / "content/rest.md") == found.version


@pytest.mark.parametrize(
    "name",
    ["../rest.md", "a/b.md", "a\\b.md", ".rest.md", "rest", "rest.yml", "", ".md", "re\0st.md", "re:st.md", "re\nst.md",
     f"{'a' * 300}.md", "images/rest.md"],
)  # fmt: skip
def test_only_sources_have_names_of_sources(root: Path, name: str) -> None:
    for do in (lambda: sources.read(root, name), lambda: sources.save(root, name, "# No\n", "")):
        with pytest.raises(PamphletError, match="is no name of a source"):
            do()


def test_a_source_that_leads_outside_is_neither_read_nor_written(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("# Secret\n", "utf-8")
    (root / "content/out.md").symlink_to(outside)
    for do in (lambda: sources.read(root, "out.md"), lambda: sources.save(root, "out.md", "# No\n", "")):
        with pytest.raises(PamphletError, match="a link that leads outside the project"):
            do()
    assert outside.read_text("utf-8") == "# Secret\n"


def test_a_save_that_cannot_be_written_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = sources.read(root, NAME)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PamphletError, match="the disk is full"):
        sources.save(root, NAME, "# Mine\n", found.version)
    assert sources.read(root, NAME) == found and not (root / "content" / files.PART).exists()


def test_a_browser_reads_and_saves(served: Server) -> None:
    root = served.folder.parent
    file = root / "content/rest.md"
    assert send(served, "GET", "/-/api/sources/rest.md") == (200, file.read_bytes())
    known = version(file)
    text = file.read_text("utf-8") + "\nSaved ä.\n"
    status, answer = send(served, "PUT", "/-/api/sources/rest.md", text, If_Match=f'"{known}"')
    assert (status, answer) == (200, {"version": version(file)}) and file.read_text("utf-8") == text
    status, answer = send(served, "PUT", "/-/api/sources/rest.md", "# Late\n", If_Match=f'"{known}"')
    assert (status, answer) == (412, {"version": version(file), "text": text})
    status, answer = send(served, "PUT", "/-/api/sources/rest.md", b"\xff", If_Match=f'"{known}"')
    assert status == 400 and answer["problems"][0]["message"] == "This is no text in UTF-8."
    status, answer = send(served, "PUT", "/-/api/sources/..%2fpractice.yml", "x", If_None_Match="*")
    assert status == 422 and "no name of a source" in answer["problems"][0]["message"]
    assert send(served, "GET", "/-/api/sources/nothing.md")[0] == 404


def test_a_file_that_is_being_written_is_waited_for(root: Path) -> None:
    """Many programs empty a file before they write it: what was read then was joined with the text, and doubled it."""
    file = root / "content" / NAME
    text = file.read_text("utf-8")
    known = sources.version(root, NAME)
    with open(file, "wb") as half:

        def write() -> None:
            half.write(text.encode())
            half.close()

        later = threading.Timer(0.5, write)
        later.start()
        assert sources.read(root, NAME) == sources.Source(text, known)
        later.join()


def test_a_file_that_stays_empty_is_empty(root: Path) -> None:
    file = root / "content" / NAME
    file.write_bytes(b"")
    os.utime(file, (1, 1))
    assert sources.read(root, NAME).text == ""
