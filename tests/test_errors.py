"""Each source in `errors/` begins with a line that states the problem it must cause: `error LINE: message / hint`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from making import TESTS

from pamphlets import check

CASES = sorted((TESTS / "errors").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_error(case: Path, small_project: Path) -> None:
    """The source causes exactly the problem that its first line states, at its line, with its hint."""
    first, _, source = case.read_text("utf-8").partition("\n")
    stated = re.fullmatch(r"(error|warning) (\d+): (.*) / (.*)", first)
    assert stated, f"{case.name}: the first line must be 'error LINE: message / hint'"
    (small_project / "content" / "topic.md").write_text(source, "utf-8")
    found = [
        (problem.severity, str(problem.location.line + 1), problem.message, problem.hint)
        for problem in check(small_project)
        if problem.location.path == "content/topic.md"
    ]
    assert found == [stated.groups()]
