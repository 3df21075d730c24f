"""The command language: what each language of a project has, and a file of its words to fill in or to be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pamphlets.cli import main
from pamphlets.project import Project


@pytest.fixture
def root(small_project: Path) -> Path:
    """A project in English, Arabic, and a language that has no file."""
    practice = small_project / "content/practice.yml"
    practice.write_text("name: a\nweb:\nlanguages: [en, ar, hmn]\n", "utf-8")
    return small_project


def run(*arguments: str) -> str:
    found = CliRunner().invoke(main, arguments)
    assert found.exit_code == 0, found.output
    return found.output


def test_languages_are_listed_with_what_they_lack(root: Path) -> None:
    """Words, who has read them, checks, and translations, a line each."""
    told = run("language", "--project", str(root))
    count = len(Project.load(root).lacking("hmn"))
    english, arabic, hmong = (
        told.split("\nar: ")[0],
        told.split("\nar: ")[1].split("\nhmn: ")[0],
        told.split("hmn: ")[1],
    )
    assert english.startswith(f"en: English, English\n  words: {count} of {count}\n  letters: all\n  checked: all")
    assert (
        f"words: {count} of {count}\n  read by: no speaker yet\n  letters: all\n  not checked: claims, required lines"
        in arabic
    )
    assert f"words: 0 of {count}, without offer, read-on, " in hmong


def test_a_file_to_fill_in_changes_nothing_until_it_is_filled_in(root: Path) -> None:
    """Empty lines say nothing, and are no faults; one that is filled in is taken."""
    before = Project.load(root)
    assert "wrote templates/languages/hmn.yml" in run("language", "add", "--project", str(root), "Hmong")
    after = Project.load(root)
    assert (after.lacking("hmn"), len(after.problems)) == (before.lacking("hmn"), len(before.problems))
    path = root / "templates/languages/hmn.yml"
    path.write_text(path.read_text("utf-8").replace("  sources:\n", "  sources: Peev\n"), "utf-8")
    assert Project.load(root).words_in("hmn").plain["sources"] == "Peev"
    again = CliRunner().invoke(main, ["language", "add", "--project", str(root), "hmn"])
    assert (again.exit_code, "the file is there already" in again.output) == (1, True)


def test_a_file_to_be_read_says_what_the_program_says(root: Path) -> None:
    """Of a language that is shipped every line is there, and none is another's until its sign is taken away."""
    run("language", "add", "--project", str(root), "ar")
    path = root / "templates/languages/ar.yml"
    project = Project.load(root)
    assert not project.lacking("ar")
    assert f'  # use-until: "{project.words_in("ar").plain["use-until"]}"\n' in path.read_text("utf-8")
    text = path.read_text("utf-8").replace("  # use-until: ", "  use-until: X # ").replace("by:", "by: A speaker")
    path.write_text(text, "utf-8")
    project = Project.load(root)
    assert (project.words_in("ar").plain["use-until"], project.languages["ar"].checked_by) == ("X", "A speaker")
    assert not project.lacking("ar")


def test_a_code_of_no_language_is_refused(root: Path) -> None:
    """Nothing is written for it."""
    found = CliRunner().invoke(main, ["language", "add", "--project", str(root), "../x"])
    assert found.exit_code == 1
    assert "no language has the code '../x'" in found.output
    assert not (root / "templates").exists()


def test_letters_that_no_font_has_are_listed(root: Path) -> None:
    """Those of a language that needs a font of its own, before anything is built."""
    practice = root / "content/practice.yml"
    practice.write_text("name: a\nweb:\nlanguages: [en, ja]\ntagline: {en: Rest, ja: やすむ}\n", "utf-8")
    told = run("language", "--project", str(root))
    assert "letters: all" in told.split("\nja: ")[0]
    assert re.search(r"^  letters that no font has: \d{2,3} \(あいう.*\)$", told.split("\nja: ")[1], re.MULTILINE)
