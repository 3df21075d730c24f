"""A real build: everything that a page or the desk leads to is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from markup_reading import broken

from pamphlets import build

SOURCE = """---
title: Rest
summary: How to rest.
reviewer: Clinical lead
reviewed: 2026-11-20
review-by: 2027-11-20
formats: [sheet]
---
Rest well.

::: post
Rest well tonight.
:::

## See a doctor {#doctor .warning}

See a doctor if it hurts.
"""


def test_everything_leads_somewhere(write: Callable[..., Path]) -> None:
    root = write({"content/rest.md": SOURCE})
    made = build(root, jobs=1)
    files = sorted(path for path in made.folder.rglob("*.html") if path.name != "404.html")
    assert [file.relative_to(made.folder).as_posix() for file in files] == [
        "index.html",
        "web/index.html",
        "web/rest/index.html",
    ]
    assert broken(made.folder, files) == []
    web = [file for file in files if "web" in file.parts]
    assert broken(made.folder / "web", web) == []
