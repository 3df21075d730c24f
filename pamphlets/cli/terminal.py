"""Turns problems, paths and progress into lines and colors of a terminal."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pamphlets.builder import Build, Progress
    from pamphlets.cli.idle import Line
    from pamphlets.model import Problem

_COLORS = {"+": "green", "-": "red", "@": "cyan"}


def command(context: click.Context | None = None) -> str:
    """Return this program as it was called: pamphlets, ./run, python -m pamphlets."""
    if script := os.environ.get("PAMPHLETS_COMMAND"):
        return _word(script)
    return str((context or click.get_current_context()).find_root().info_name)


def _word(text: str) -> str:
    """Return a text as one word of a command, whose quotes can stand in single ones."""
    return text if shlex.quote(text) == text else f'"{text}"'


def name_command(text: str, context: click.Context | None = None) -> str:
    """Return a text whose hints name commands as this one was called: `'pamphlets new DIR'` is './run new DIR'.

    Where a project was named, they name it, too. Problems themselves always say pamphlets, so that what is written is
    the same however it was called. Another thread hands in the `context` of the command.
    """
    context = context or click.get_current_context()
    return re.sub(r"'pamphlets ([^']*)'", lambda found: f"'{_typed(found[1], context)}'", text)


def typed(*words: str) -> str:
    """Return a command of this program as one types it where this one was called; `words` may have spaces."""
    return _typed(" ".join(map(_word, words)), click.get_current_context())


def _typed(words: str, context: click.Context) -> str:
    root = context.meta.get("project", "")
    of = f" --project {_word(root)}" if root and not words.startswith("new ") else ""
    return f"{command(context)} {words}{of}"


def print_problems(problems: Iterable[Problem], most: int = 0) -> None:
    """Print problems on standard error, errors last and in red, warnings in yellow, hints plain; then how many.

    Of the warnings of one rule in one file it is the first `most` (0: all): what was built is not buried.
    """
    print_lines(lines(problems, most))


def lines(problems: Iterable[Problem], most: int = 0) -> Sequence[Line]:
    """Return what is printed of problems."""
    found = tuple(problems)
    if not found:
        return ()
    from pamphlets.checks import report

    told = [(problem.severity, str(problem)) for problem in report.order(found, most)]
    return [*told, ("", report.summary(found))] if len(found) > 1 else told


def print_lines(found: Iterable[Line]) -> None:
    """Print what problems are and their texts on standard error, with commands named as this one was called."""
    for severity, text in found:
        first, _, hint = name_command(text).partition("\n") if severity else (text, "", "")
        color = "red" if severity == "error" else "yellow"
        styled = first.replace(f"{severity}:", click.style(f"{severity}:", color), 1) if severity else first
        click.echo(styled, err=True)
        if hint:
            click.echo(hint, err=True)


def print_unmade(made: Build) -> None:
    """Print which leaflets were not made, if any, and that all else was."""
    if not made.unmade:
        return
    shown = ", ".join(one.name.removeprefix("leaflets/") for one in made.unmade)
    many = len(made.unmade)
    which = "This leaflet was not made" if many == 1 else f"These {many} leaflets were not made"
    click.echo(f"{which}: {shown}. All else is built. Open {path(made.folder / 'index.html')}")


def print_change(path: str, before: str, after: str) -> None:
    """Print what is to be written in a file: lines that go and that come, each with the line around them."""
    from difflib import unified_diff

    for line in unified_diff(before.splitlines(), after.splitlines(), path, path, n=1, lineterm=""):
        click.secho(line, fg=_COLORS.get(line[:1]))


def path(full: Path) -> Path:
    """Return a path as it is called from here."""
    here = Path.cwd()
    return full.relative_to(here) if full.is_relative_to(here) else full


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar on a terminal; elsewhere a line for each job."""
    if not sys.stderr.isatty():
        yield lambda done, of, name: click.echo(f"[{done}/{of}] {name}")
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("building", total=None)

        def show(done: int, of: int, name: str) -> None:
            bar.update(task, completed=done, total=of, description=name, refresh=True)

        yield show
