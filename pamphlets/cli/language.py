"""Turns the command language into a list of what each language of a project has, or into a file of its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlets.library import Library
    from pamphlets.project import Project


@click.group(invoke_without_command=True)
@options.project
@click.pass_context
def language(context: click.Context, root: Path) -> None:
    """List the languages of the project: words, letters, checks, and sources that are behind."""
    if context.invoked_subcommand is None:
        from pamphlets import library
        from pamphlets.checks import letters as of_letters
        from pamphlets.project import Project

        project = Project.read(root.resolve())
        read = library.survey(project)
        letters = of_letters.lacking(read, project)
        for code in project.practice.languages:
            click.echo("\n  ".join(_about(code, project, read, letters.get(code, ""))))


@language.command()
@options.project
@click.argument("code")
def add(root: Path, code: str) -> None:
    """Write templates/languages/CODE.yml: the words of the templates in a language, to be filled in or to be read."""
    from pamphlets.localized import names
    from pamphlets.project import Project
    from pamphlets.starter import languages

    project, code = Project.read(root.resolve()), names.language(code) or code
    click.echo(f"wrote {languages.add(project, code)}")
    if code not in project.practice.languages:
        click.echo(f"Next: write {code} into content/practice.yml, under 'languages:'.")


def _about(code: str, project: Project, read: Library, letters: str) -> Iterator[str]:
    """Yield what there is of a language, and what it lacks, a line each; `letters` are those that no font has."""
    from pamphlets.checks import languages
    from pamphlets.localized import names

    known, english = project.languages[code], project.languages["en"]
    yield f"{code}: {names.english(code) or code}, {known.name or names.endonym(code)}"
    count = sum(not key.startswith("desk-") for key in english.words) + len(english.formats)
    missing = project.lacking(code)
    yield f"words: {count - len(missing)} of {count}" + (f", without {', '.join(missing[:5])}" if missing else "")
    if not code.startswith("en"):
        yield f"read by: {known.checked_by or 'no speaker yet'}"
    yield f"letters that no font has: {len(letters)} ({letters[:20]})" if letters else "letters: all"
    lacks = languages.lacking(project).get(code.partition("-")[0], ())
    yield f"not checked: {', '.join(languages.SAYS[one] for one in lacks)}" if lacks else "checked: all"
    if code != (first := project.practice.languages[0]):
        there = {name: pamphlet.path for (name, language), pamphlet in read.pamphlets.items() if language == code}
        none = [name for name, language in read.pamphlets if language == first and name not in there]
        late = {problem.location.path for problem in read.problems if problem.rule == "translation"}
        behind = [name for name, path in there.items() if path in late]
        yield f"translated: {len(there)} of {len(there) + len(none)}" + (f", not {', '.join(none)}" if none else "")
        yield f"behind, or not compared: {', '.join(behind)}" if behind else "behind: none"
