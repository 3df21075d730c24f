"""Each source in `errors/` begins with a line that states the problem it must cause: `error LINE: message / hint`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pamphlets import check

CASES = sorted((Path(__file__).parent / "errors").glob("*.md"))
PRACTICE = "name: Rest House\nweb: https://www.example.org/\nplatforms: [facebook, x]\n"
REFERENCES = "references:\n- id: nhs-1\n  title: Rest\n"
SAFETY = """---
title: Safety
summary: When to see a doctor.
publish: false
---
## See a doctor {#see-a-doctor}

See a doctor if it hurts.
"""
CHAIR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Chair</title><path d="M1 1h7v7z"/></svg>'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with one source, `safety`, to embed from."""
    for path, text in {
        "practice.yml": PRACTICE,
        "references.yml": REFERENCES,
        "safety.md": SAFETY,
        "images/chair.svg": CHAIR,
    }.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_error(case: Path, project: Path) -> None:
    """The source causes exactly the problem that its first line states, at its line, with its hint."""
    first, _, source = case.read_text("utf-8").partition("\n")
    stated = re.fullmatch(r"(error|warning) (\d+): (.*) / (.*)", first)
    assert stated, f"{case.name}: the first line must be 'error LINE: message / hint'"
    name = "ring.md" if case.stem == "embed-circle" else "topic.md"
    (project / "content" / name).write_text(source, "utf-8")
    found = [
        (problem.severity, str(problem.location.line + 1), problem.message, problem.hint)
        for problem in check(project)
        if problem.location.path == f"content/{name}"
    ]
    assert found == [stated.groups()]
