"""The examples of docs/writing.md are sources that read without a problem."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pamphlets import check, variables

DOCS = Path(__file__).parent.parent / "docs"
TEXT = (DOCS / "writing.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example(example: str, small_project: Path) -> None:
    """The example causes no problem in a small project."""
    (small_project / "content" / "topic.md").write_text(example, "utf-8")
    assert [str(p) for p in check(small_project) if p.severity == "error"] == []


def test_every_variable_is_listed() -> None:
    """The table of variables names all there are, and no others."""
    rows = re.findall(r"^\| `(\w+\.)` \| (.*?)(?:: .*)?\|$", TEXT, re.MULTILINE)
    listed = {prefix + name for prefix, names in rows for name in re.findall(r"`([\w.-]+)`", names)}
    assert listed == variables.NAMES
