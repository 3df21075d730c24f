"""The editor's script: what it is made of, how large it is, and which words it says."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from making import ROOT

TOOLS, SERVE = ROOT / "tools/editor", ROOT / "templates/serve"
MOST_KB = 250
"""What the page may weigh in all, as it is sent."""


def test_the_page_is_light() -> None:
    sizes = [len(gzip.compress((SERVE / name).read_bytes())) for name in ("editor.js", "edit.css", "edit.html")]
    assert sum(sizes) < MOST_KB * 1000


def test_the_script_is_what_its_modules_make(tmp_path: Path) -> None:
    if not (TOOLS / "node_modules/esbuild").is_dir():
        pytest.skip("no esbuild: run 'npm ci' in tools/editor")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=TOOLS, check=True)
    for name in ("editor.js", "editor.LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (SERVE / name).read_bytes(), f"run 'node build.mjs': {name} is old"


def test_no_registry_is_named() -> None:
    assert "resolved" not in (TOOLS / "package-lock.json").read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_are_those_that_the_editor_says(language: str) -> None:
    words = yaml.safe_load((ROOT / f"templates/languages/{language}.yml").read_text("utf-8"))["words"]
    keys = {key.removeprefix("desk-edit-") for key in words if key.startswith("desk-edit-")}
    modules = "\n".join(path.read_text("utf-8") for path in (TOOLS / "src").glob("*.js"))
    page = (SERVE / "edit.html").read_text("utf-8")
    asked = {*re.findall(r'\bsay\("([a-z-]+)"', modules), *re.findall(r'say\("desk-edit-([a-z-]+)"', page)}
    assert asked <= keys
    built = re.compile(r"(cm|channel|group|source)-")  # the rest of such a key is data
    said = {*re.findall(r'"([a-z-]+)"', modules), *re.findall(r'"(?:desk-edit-)?([a-z-]+)"', page)}
    assert {key for key in keys if not built.match(key)} <= said
