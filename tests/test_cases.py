"""Each folder of `cases/` is a project whose texts must come out as in its `expected/` (`--update-golden` writes it).

PDF and pictures are looked at elsewhere: here are the posts, the problems, and what web pages say in `<main>`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from making import TESTS

from pamphlets import build

CASES = sorted(path.parent for path in (TESTS / "cases").glob("*/content"))
TEXTS = {".html", ".txt", ".json", ".xml"}


def texts(folder: Path) -> dict[str, str]:
    """Return the texts of a build, but the desk and the manifest, whose digests follow the program's version."""
    return {
        path.relative_to(folder).as_posix(): essence(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*"))
        if path.suffix in TEXTS and path.relative_to(folder).parts[0] in ("posts", "web", "problems.txt")
    }


def essence(text: str) -> str:
    """Return a text, or of a page what stands in `<main>`, without drawings and sizes of PDF (libraries differ)."""
    main = re.search(r"<main.*</main>\n", text, re.DOTALL)
    return re.sub(r"<svg.*?</svg>|(?<=, )\d+(?= kB</span>)", "", main[0], flags=re.DOTALL) if main else text


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The case comes out as expected, file for file, and nothing expected is left over."""
    shutil.copytree(case / "content", tmp_path / "content")
    made = build(tmp_path, jobs=1)
    (made.folder / "problems.txt").write_text("".join(f"{problem}\n" for problem in made.problems), "utf-8")
    found, expected = texts(made.folder), case / "expected"
    if request.config.getoption("--update-golden"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in found.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, "utf-8")
    known = texts(expected)
    assert sorted(found) == sorted(known)
    for path, text in found.items():
        assert text == known[path], path
