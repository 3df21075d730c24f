"""The examples of docs/writing.md and docs/settings.md read without a problem, and every key has its place there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from making import ROOT

from pamphlets import check
from pamphlets.compose import variables
from pamphlets.project.settings import schemas

DOCS = ROOT / "docs"
TEXT = (DOCS / "writing.md").read_text("utf-8")
SETTINGS = (DOCS / "settings.md").read_text("utf-8")
FILES = re.findall(r"^```yaml\n# (content/\w+\.yml)\n(.*?)^```$", SETTINGS, re.MULTILINE | re.DOTALL)
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


@pytest.mark.parametrize(("path", "text"), FILES, ids=range(len(FILES)))
def test_example_of_settings(path: str, text: str, write: Callable[..., Path]) -> None:
    """The file is read without a problem, in a project that has the logo it names."""
    source = "---\ntitle: Rest\nsummary: Rest.\nreviewer: A\nreviewed: 2026-11-20\n---\nRest.\n"
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>"
    names = {"content/rest.md": source, "content/images/logo.svg": svg}
    found = [problem for problem in check(write({**names, path: text})) if problem.rule != "unused-reference"]
    assert [str(problem) for problem in found if problem.severity == "error" or problem.location.path == path] == []


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("practice", {"Practice", "Site", "Emergency", "Account", "Press"}),
        ("_brand", {"Brand", "Colors", "Picture", "Variants", "Logos"}),
        ("references", {"References", "Reference"}),
    ],
)
def test_every_key_of_a_settings_file_is_named(name: str, shapes: set[str]) -> None:
    """The page names what each file may say; of what is known but not used it says so once."""
    parts = json.loads(schemas.schema(name))["$defs"]
    assert shapes <= set(parts)
    keys = {key for shape in shapes for key, value in parts[shape]["properties"].items() if value is not True}
    part = SETTINGS.partition(f"\n## {name}.yml\n")[2].partition("\n## ")[0]
    assert {key for key in keys if not re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", part)} == set()
