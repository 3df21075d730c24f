"""The worked example of docs/formats.md: a practice's own formats build, without a line of Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from making import ROOT
from making.leaflets import files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.project.project import Project

DOCS = (ROOT / "docs/formats.md").read_text("utf-8")
ROWS = "\n".join(re.findall(r"```yaml\n(.*?)```", DOCS, re.S))


@pytest.mark.parametrize(
    ("format", "pages", "sheets"), [("gate-fold", 4, 2), ("rack-card", 2, 2), ("four-cards", 2, 2)]
)
def test_the_worked_example_builds(format: str, pages: int, sheets: int, write: Callable[..., Path]) -> None:
    made = files()
    made["content/practice.yml"] = made["content/practice.yml"].replace("[sheet, tri-fold]", f"[{format}]")
    project = Project.load(write({**made, "content/formats.yml": ROWS}))
    job = next(job for job in planned(leaflets, project) if job.output == format)
    outputs = {rendering.path: rendering.content for rendering in leaflets.render(job).renderings}
    with pikepdf.open(BytesIO(outputs[f"leaflets/rest/{format}.screen.pdf"])) as screen:
        assert len(screen.pages) >= pages
    with pikepdf.open(BytesIO(outputs[f"leaflets/rest/{format}.pdf"])) as sheet:
        assert len(sheet.pages) == sheets
        places = [len(re.findall(rb" Do", page.Contents.read_bytes())) for page in sheet.pages]
    assert places == {"gate-fold": places, "rack-card": [3, 3], "four-cards": [4, 4]}[format]


def test_every_shipped_format_is_in_the_docs(write: Callable[..., Path]) -> None:
    for name in Project.load(write(files())).formats:
        assert f"| `{name}` |" in DOCS
