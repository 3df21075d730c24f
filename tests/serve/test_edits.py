"""Nothing is lost of what is written in the editor and elsewhere at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from making import edits
from making.publishing import copy

NUMBER = 100


def test_a_hundred_edits_inside_and_outside_at_once(ready_project: Path, tmp_path: Path, browser: Any) -> None:
    """Every word of each is in the file at the end, which is what the page shows."""
    root = copy(ready_project, tmp_path)
    file = root / "content/rest.md"
    with edits.served(root) as server:
        page = browser.new_page()
        page.goto(server.entry)
        page.goto(f"{server.address}-/edit/rest.md")
        page.locator("html[data-ready]").wait_for(state="attached")
        written = edits.edit(page, file, NUMBER, seed=1)
        page.close()
    text = file.read_text("utf-8")
    assert len(written) == NUMBER and [words for words in written if words not in text] == []
    assert [words for words in written if text.count(words) > 1] == []
