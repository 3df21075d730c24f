"""The command line: what it prints, where, and with which status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making.once import once
from making.publishing import copy

from pamphlets.cli import main

BETTER = "content/better-nights.md"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def start(folder: Path) -> None:
    """Start a project, and build it."""
    assert run("new", str(folder)).exit_code == 0
    made = run("build", "--project", str(folder), "--jobs", "1")
    assert made.exit_code == 0, made.output


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A starter project, built once."""
    return copy(once(tmp_path_factory, "starter", start), tmp_path_factory.mktemp("starter") / "ours")


def test_new_builds_at_once(built: Path) -> None:
    """A new project has a leaflet, posts, a page and a desk, and nothing to mend but what is to be filled in."""
    warned = json.loads(run("check", "--project", str(built), "--format", "json").stdout)
    assert {problem["rule"] for problem in warned} == {"template-words", "unsigned", "profession"}
    for path in (
        "index.html",
        "desk/better-nights.html",
        "leaflets/better-nights/tri-fold.pdf",
        "leaflets/better-nights/tri-fold.screen.pdf",
        "leaflets/better-nights/sheet.pdf",
        "posts/better-nights/in-short/x.txt",
        "posts/better-nights/posts.json",
        "web/better-nights/index.html",
    ):
        assert (built / "build" / path).stat().st_size > 100, path


def test_closing_line_says_what_was_made_and_where(built: Path) -> None:
    """A build ends with what it made and what to open; one with nothing to do says so."""
    made = run("build", "--project", str(built))
    assert made.stdout.splitlines()[-1].startswith("Nothing changed. Open ")
    made = run("build", "--project", str(built), "--force", "--explain", "--channel", "web", "--jobs", "1")
    assert "ran   web" in made.stdout and "--force" in made.stdout
    assert made.stdout.splitlines()[-1].startswith("Made ")


def test_new_does_not_overwrite(built: Path) -> None:
    """`new` in a project that exists is refused, once, and writes nothing."""
    before = (built / BETTER).read_bytes()
    again = run("new", str(built))
    assert again.exit_code == 1 and again.stderr.count("the file is there already, and ") == 1
    assert (built / BETTER).read_bytes() == before


def test_add_writes_a_source_that_reads(built: Path) -> None:
    """`add` writes a source that has no problem, whose comments do not print."""
    assert run("add", "--project", str(built), "Neck pain & you").stdout.startswith("wrote ")
    path = built / "content" / "neck-pain-you.md"
    assert run("check", "--project", str(built)).exit_code == 0
    assert run("add", "--project", str(built), "neck pain you").exit_code == 1
    path.unlink()


def test_add_takes_any_topic(built: Path) -> None:
    """A topic with quotes, a backslash or hundreds of letters becomes a file that reads."""
    for topic in ('Neck & "back"', "C:\\x: 100 %", "long " * 100):
        added = run("add", "--project", str(built), *topic.split())
        path = Path(added.stdout.split()[1])
        found = json.loads(run("check", "--project", str(built), "--format", "json").stdout)
        wrong = {problem["rule"] for problem in found if problem["severity"] == "error"}
        assert wrong == ({"post-title"} if len(topic) > 100 else set())  # Pinterest takes no longer one
        path.unlink()
    assert run("add", "--project", str(built), "颈痛").exit_code == 1


def test_check_prints_json(built: Path) -> None:
    """`check --format json` prints a list of problems with the agreed keys, and exits with 1 for an error."""
    path = built / BETTER
    text = path.read_text("utf-8")
    try:
        path.write_text(text.replace("better", "{{ practice.fone }}", 1) + "\n[a](vbscript:x)", "utf-8")
        found = run("check", "--project", str(built), "--format", "json")
    finally:
        path.write_text(text, "utf-8")
    problems = json.loads(found.stdout)
    assert found.exit_code == 1
    assert all(set(p) == {"rule", "severity", "path", "line", "message", "hint"} for p in problems)
    assert "link" in {p["rule"] for p in problems}


def test_blocks_lists_where_each_is_used(built: Path) -> None:
    """`blocks` lists each block with its place and its uses."""
    out = run("blocks", "--project", str(built)).stdout
    assert f"better-nights#in-short  {BETTER}:" in out and "used in better-nights (en)" in out


def test_usage_errors_have_status_2(built: Path) -> None:
    """A name that the project does not have is a usage error with the nearest known one."""
    wrong = run("build", "--project", str(built), "--channel", "leaflet")
    assert wrong.exit_code == 2 and "did you mean 'leaflets'?" in wrong.stderr
    assert run("bild").exit_code == 2


def test_no_project(tmp_path: Path) -> None:
    """Outside a project the build says how to start one."""
    wrong = run("build", "--project", str(tmp_path))
    assert wrong.exit_code == 1 and "pamphlets new DIR" in wrong.stderr
    assert list(tmp_path.iterdir()) == []


def test_hints_name_the_command_as_it_was_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout that is ./run, and what is to be typed can be typed: names with a space are in quotes."""
    monkeypatch.setenv("PAMPHLETS_COMMAND", "./run")
    for words in (("build",), ("add", "Sleep")):
        assert "'./run new DIR'" in run(*words, "--project", str(tmp_path)).stderr
    monkeypatch.chdir(tmp_path)
    assert run("new", "our leaflets").stdout.endswith("then: ./run build --project 'our leaflets'\n")
    assert (
        "'./run rules --project \"our leaflets\"' lists them" in run("rules", "zzz", "--project", "our leaflets").stderr
    )


def test_an_argument_is_named_as_one(built: Path) -> None:
    """`publish PAMPHLET` has no option of that name."""
    wrong = run("publish", "nights", "--project", str(built))
    assert wrong.exit_code == 2 and "Invalid value for PAMPHLET: there is no pamphlet 'nights'" in wrong.stderr


def test_runs_as_a_module() -> None:
    """`python -m pamphlets` is the command, and its hints say so."""
    run = subprocess.run([sys.executable, "-m", "pamphlets", "rules", "zzz"], capture_output=True, text=True)
    assert run.stderr.startswith("Usage: python -m pamphlets rules ")
    assert "'python -m pamphlets rules' lists them" in run.stderr


def test_check_prints_faults_of_settings_and_sources_together(tmp_path: Path) -> None:
    """A fault of the practice does not hide one of a source, nor a second one in the same source."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "practice.yml").write_text("name: Rest\nweb:\npaper: A5\n")
    (content / "rest.md").write_text("---\ntitle: a\nsummary: b\n---\nRest. [@nhs]\n\n![A chair](chair.png)\n")
    said = run("check", "--project", str(tmp_path)).output
    assert [line for line in said.split("\n") if ": error: " in line] == [
        "content/practice.yml:3: error: 'paper' must be Letter or A4, not 'A5'",
        "content/rest.md:5: error: no reference has the id 'nhs'",
        "content/rest.md:7: error: there is no file 'content/chair.png'",
    ]
