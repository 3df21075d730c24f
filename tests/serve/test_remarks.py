"""What an editor shows of problems: at their lines of the text that is open, and what a hint puts in their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import TESTS

from pamphlets import check
from pamphlets.model import Location, Problem
from pamphlets.serve.editor import remarks

TOPIC = "content/topic.md"
CASES = {
    path.stem: path.read_text("utf-8").partition("\n")
    for path in sorted((TESTS / "errors").glob("*.md"))
    if " / did you mean" in path.read_text("utf-8").partition("\n")[0]
}
TWICE = "citation-without-sign"
"""Says what is wrong twice in its line: an editor cannot know which of them is meant."""


@pytest.mark.parametrize("name", CASES)
def test_what_a_hint_asks_for_mends_the_text(small_project: Path, name: str) -> None:
    source = CASES[name][2]
    (small_project / TOPIC).write_text(source, "utf-8")
    wrong = [one for one in check(small_project) if one.location.path == TOPIC]
    (remark,) = remarks.of(wrong, TOPIC, source)
    assert wrong[0].meant
    if name == TWICE:
        assert remark.fix is None
        return
    assert remark.fix
    lines = source.split("\n")
    lines[remark.line - 1] = lines[remark.line - 1].replace(remark.fix.old, remark.fix.new)
    (small_project / TOPIC).write_text("\n".join(lines), "utf-8")
    assert remark.message not in {one.message for one in check(small_project)}


def test_a_remark_stands_where_the_open_text_shows_what_is_wrong() -> None:
    place = Location("content/safety.md", 6, Location(TOPIC, 9))
    problem = Problem("fit", "too long", place)
    (here,), (there,) = remarks.of([problem], TOPIC, ""), remarks.of([problem], "content/safety.md", "")
    assert (here.path, here.line) == (TOPIC, 9)
    assert (there.path, there.line) == ("content/safety.md", 6)
    (elsewhere,) = remarks.of([problem], "content/other.md", "")
    assert (elsewhere.path, elsewhere.line) == ("content/safety.md", 6)
