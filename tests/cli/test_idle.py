"""A build with nothing to do says what it said before, without loading what builds; it is made anew for any change."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pamphlets import builder
from pamphlets.cli import idle, main, options

SOURCE = "---\ntitle: Rest\nsummary: How to rest.\nreviewer: Lead\nreviewed: 2026-11-01\nreview-by: 2027-03-01\n---\n\n"
FILES = {
    "content/practice.yml": "name: Rest House\nweb: https://www.example.org\nchannels: [web]\n",
    "content/rest.md": f"{SOURCE}## Rest {{#rest}}\n\nSit down.\n",
}


@pytest.fixture
def root(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that was built, and built again with nothing to do until that was noted."""
    monkeypatch.setattr(idle, "SETTLED", 0)
    monkeypatch.setattr(options, "today", lambda: date(2026, 11, 29))
    folder = write(dict[str, str | bytes](FILES))
    for _ in range(3):  # the first makes the files, the second dates its list of them, the third finds all let alone
        run(folder)
    return folder


@pytest.fixture
def built(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders in which something was built since."""
    found, build = list[Path](), builder.build

    def note(folder: Path, **others: object) -> builder.Build:
        found.append(folder)
        return build(folder, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(builder, "build", note)
    return found


def run(root: Path) -> list[str]:
    """Return what the command prints."""
    made = CliRunner().invoke(main, ["build", "--project", str(root)], prog_name="pamphlets")
    assert made.exit_code == 0, made.output
    return made.output.splitlines()


def test_it_says_the_same(root: Path, built: list[Path]) -> None:
    """With the name of the command in its hints."""
    first = run(root)
    assert not built
    (root / "build" / idle.FILE).unlink()
    assert run(root) == first and len(built) == 1
    assert first[-1] == f"Nothing changed. Open {root / 'build/index.html'}"
    assert any("warning: the profession is not said" in line for line in first)


def same_size_and_time(root: Path) -> None:
    file = root / "content/rest.md"
    known = file.stat()
    file.write_text(file.read_text("utf-8").replace("Sit", "Lie"), "utf-8")
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))


def template(root: Path) -> None:
    own = root / "templates/blocks/note.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>{{ body }}</p>", "utf-8")


def alias(root: Path) -> None:
    (root / "content/other").symlink_to(root / "content/rest.md")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": same_size_and_time,
    "an output is gone": lambda root: (root / "build/web/rest/index.html").unlink(),
    "an output is another": lambda root: (root / "build/web/rest/index.html").write_text("Else.", "utf-8"),
    "a template": template,
    "a link": alias,
    "a stray file": lambda root: (root / "build/web/own.html").write_text("Mine.", "utf-8"),
    "half of what was noted": lambda root: (root / "build" / idle.FILE).write_bytes(
        (root / "build" / idle.FILE).read_bytes()[:-9]
    ),
    "nothing noted": lambda root: (root / "build" / idle.FILE).write_bytes(b"\xff\x1d\x1d\x1e"),
    "a folder there": lambda root: ((root / "build" / idle.FILE).unlink(), (root / "build" / idle.FILE).mkdir()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_is_built(root: Path, built: list[Path], name: str) -> None:
    CHANGES[name](root)
    run(root)
    assert len(built) == 1


@pytest.mark.parametrize(("day", "builds"), [((2027, 3, 1), 0), ((2027, 3, 2), 1), ((2026, 11, 28), 1)])
def test_it_is_so_until_a_text_falls_due(
    root: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch, day: tuple[int, int, int], builds: int
) -> None:
    monkeypatch.setattr(options, "today", lambda: date(*day))
    told = run(root)
    assert len(built) == builds
    assert any("was to be looked at by 2027-03-01" in line for line in told) == (day == (2027, 3, 2))


def test_what_was_changed_just_now_is_not_trusted(
    root: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system may take two changes for one."""
    monkeypatch.setattr(idle, "SETTLED", 3600 * 10**9)
    run(root)
    assert len(built) == 1
