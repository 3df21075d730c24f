"""The wheel holds all that a project without templates of its own needs, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from making import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked into a folder."""
    folder = tmp_path_factory.mktemp("wheel")
    code = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    with zipfile.ZipFile(folder / run.stdout.split()[-1]) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_contents(wheel: Path) -> None:
    """Templates, fonts, data files, the starter and the licences are in it; tests and content are not."""
    files = {path.relative_to(wheel).as_posix() for path in wheel.rglob("*") if path.is_file()}
    for path in (
        "pamphlets/py.typed",
        "pamphlets/channels/leaflets/formats.yml",
        "pamphlets/channels/posts/platforms.yml",
        "pamphlets/starter/source.md",
        "pamphlets/project/professions.yml",
        "pamphlets/starter/project/content/practice.yml",
        "pamphlets/starter/topics/clean-teeth.es.md",
        "pamphlets/templates/blocks/block.html",
        "pamphlets/templates/assets/fonts/OFL.txt",
        "pamphlets/templates/assets/fonts/OFL-languages.txt",
        "pamphlets/templates/languages/en.yml",
    ):
        assert path in files
    tops = {path.split("/")[0] for path in files}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pamphlets"}
    assert not [path for path in files if path.endswith(".pyc")]
    shipped = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.*")}
    assert {f"pamphlets/templates/{path}" for path in shipped} <= files


def test_builds_a_project_without_templates(wheel: Path, tmp_path: Path) -> None:
    """What is installed starts and builds a project, far from the checkout, and a template of the project counts."""

    def pamphlets(*words: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", "pamphlets", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(wheel)},
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    code = "import pamphlets; print(pamphlets.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(wheel)}, capture_output=True
    )
    assert str(wheel) in where.stdout.decode()
    pamphlets("new", "ours")
    own = tmp_path / "ours" / "templates" / "blocks" / "warning.html"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "shipped/blocks/warning.html" %}{% block label %}<p>Our own words</p>{% endblock %}')
    assert "Open ours/build/index.html" in pamphlets("build", "--project", "ours")
    assert "Our own words" in (tmp_path / "ours/build/web/better-nights/index.html").read_text("utf-8")
