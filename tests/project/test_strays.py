"""What stands among a project's files and is no file: told as what it is, by `check` as by `build`, or left alone."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pamphlets import PamphletError, build, check, files
from pamphlets.builder import Selection
from pamphlets.cli import main

TOPIC = "---\ntitle: Rest\nsummary: How to rest.\n---\n\n## Sit {#sit}\n\nSit down.\n"
WEB = Selection(channels=("web",))
Make = Callable[[Path], object]


def is_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


KINDS: dict[str, tuple[Make, str]] = {
    "folder": (Path.mkdir, "a folder"),
    "nowhere": (lambda path: path.symlink_to("gone"), "a link to nothing"),
    "circle": (lambda path: path.symlink_to(path.name), "a link that goes in a circle"),
    "outside": (lambda path: path.symlink_to("/etc/passwd"), "a link that leads outside the project"),
    "outside-folder": (lambda path: path.symlink_to("/etc"), "a link that leads outside the project"),
    "pipe": (os.mkfifo, "a pipe"),
    "socket": (is_socket, "a socket"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "a link that leads outside the project"),
}
INPUTS = ("content/x.md", "content/_brand.yml", "content/references.yml", "content/formats.yml",
          "content/claims.yml", "content/editions/ABCDEFGH.json", "templates/blocks/warning.html",
          "templates/languages/en.yml", "templates/assets/fonts/Own.ttf")  # fmt: skip


@pytest.fixture
def root(small_project: Path) -> Path:
    """A small project with one pamphlet that shows a picture."""
    (small_project / "content/topic.md").write_text(TOPIC + "\n![A chair](images/chair.svg)\n", "utf-8")
    return small_project


def told(root: Path) -> list[str]:
    """Return the errors that `check` finds; `build` must find the same."""
    found = [problem for problem in check(root) if problem.severity == "error"]
    with pytest.raises(PamphletError) as raised:
        build(root, jobs=1)
    assert [problem for problem in raised.value.problems if problem.severity == "error"] == found
    return list(map(str, found))


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_place_of_an_input(root: Path, kind: str) -> None:
    """Each that has the name of an input is one error at its own path, all of them together."""
    make, what = KINDS[kind]
    for path in INPUTS:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        make(file)
    found = "\n".join(told(root))
    assert [path for path in INPUTS if f"{path}: error: this is {what}" not in found] == []


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_place_of_the_practice(root: Path, kind: str) -> None:
    make, what = KINDS[kind]
    (root / "content/practice.yml").unlink()
    make(root / "content/practice.yml")
    assert [line.partition("\n")[0].partition(", ")[0] for line in told(root)] == [
        f"content/practice.yml: error: this is {what}"
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_place_of_a_picture(root: Path, kind: str) -> None:
    """A picture that is shown is refused where it is shown; none of these is opened."""
    make, what = KINDS[kind]
    (root / "content/images/chair.svg").unlink()
    make(root / "content/images/chair.svg")
    (found,) = told(root)
    assert found.startswith("content/topic.md:10: error: 'content/images/chair.svg' is")
    assert what in found or "is outside the project" in found


@pytest.mark.parametrize("room", ["content", "templates", "content/images"])
@pytest.mark.parametrize("kind", ["circle", "outside-folder", "nowhere", "pipe"])
def test_in_the_place_of_a_folder(root: Path, room: str, kind: str) -> None:
    make, what = KINDS[kind]
    if (root / room).exists():
        (root / room).rename(root / "kept")
    make(root / room)
    assert f"{room}: error: this is {what}" in "\n".join(told(root))


def test_what_nothing_reads_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not told but where it leads outside, and never opened: a pipe would wait for ever."""
    for number, (make, _) in enumerate(KINDS.values()):
        make(root / f"content/images/{number}.png")
        make(root / f"content/notes-{number}")
    os.symlink("..", root / "content/images/up")
    (root / "content/images" / os.fsdecode(b"caf\xe9.png")).write_bytes(b"no picture")
    built = build(root, jobs=1, selection=WEB)
    assert {problem.message for problem in built.problems if problem.rule in ("outside", "no-file")} == {
        "this is a link that leads outside the project"
    }
    assert build(root, jobs=1, selection=WEB).ran == 0


@pytest.mark.parametrize("target", ["content/topic.md", "content/images/chair.svg", "content", "content/images"])
def test_closed_files(root: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may not be read is an error that says so; permissions do not bind every user, so they are feigned."""
    real_open, real_scandir = open, os.scandir

    def refuse(path: object) -> None:
        if str(path).rstrip("/") == str(root / target):
            raise PermissionError(13, "Permission denied", str(path))

    def closed_open(path: object, *rest: object, **more: object) -> object:
        refuse(path)
        return real_open(path, *rest, **more)  # type: ignore[call-overload]

    def closed_scandir(path: str) -> object:
        refuse(path)
        return real_scandir(path)

    monkeypatch.setattr("builtins.open", closed_open)
    monkeypatch.setattr(files.os, "scandir", closed_scandir)
    monkeypatch.setattr("io.open", closed_open)
    assert any(target in line and "Permission denied" in line for line in told(root))


def test_a_link_inside_the_project_is_what_it_shows(root: Path) -> None:
    """A source, a picture's folder and a template may be links to others of the project; a changed target is seen."""
    (root / "common").mkdir()
    (root / "content/topic.md").rename(root / "common/text.md")
    (root / "content/topic.md").symlink_to("../common/text.md")
    (root / "content/images").rename(root / "common/images")
    (root / "content/images").symlink_to("../common/images")
    assert build(root, jobs=1, selection=WEB).ran
    (root / "common/text.md").write_text(TOPIC.replace("Sit down.", "Sit."), "utf-8")
    assert build(root, jobs=1, selection=WEB).ran


@pytest.mark.parametrize("name", ["a\x1b[31m.md", "a\nb.md", "a\u202edm.md", os.fsdecode(b"caf\xe9.md")])
def test_names_are_escaped_wherever_they_are_printed(root: Path, name: str) -> None:
    """A name that would move the cursor, or is not UTF-8, is refused, and harms no output."""
    (root / "content" / name).write_text(TOPIC, "utf-8")
    shown = name.encode("unicode_escape").decode()
    assert told(root)[0].startswith(f"content/{shown}: error: this name holds characters that cannot be printed")
    for form in ("text", "json", "github"):
        run = CliRunner().invoke(main, ["check", "--project", str(root), "--format", form])
        assert run.exit_code == 1 and run.exception.__class__ is not UnicodeEncodeError
        printed = run.output.encode()  # it can be
        assert name not in run.output and b"\x1b[31m" not in printed
        assert shown in (json.loads(run.output)[0]["path"] if form == "json" else run.output)


def test_a_closed_project_of_another_user(root: Path) -> None:
    """As another user, for whom permissions bind, there is no stack trace."""
    if os.geteuid() or sys.platform != "linux":
        pytest.skip("only root can become somebody else")
    for path, mode in (("content/topic.md", 0o000), ("content/images", 0o000), ("content/safety.md", 0o000)):
        (root / path).chmod(mode)
    child = os.fork()
    if not child:
        try:
            for above in (root, *root.parents):
                if "pytest" in str(above):
                    above.chmod(0o755)
            os.setuid(65534)
            found = [str(problem) for problem in check(root) if problem.severity == "error"]
            os._exit(0 if sum("Permission denied" in line for line in found) >= 3 else 1)
        except BaseException:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
