"""Turns the commands import and tidy into drafts of files of other programs, and into sources as we write them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options, terminal

if TYPE_CHECKING:
    from pamphlets.model import Problem

_LONGEST = 100
"""Characters of what is not taken over that are shown; the draft has all."""


@click.command()
@options.project
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--write", is_flag=True, help="Write what is shown without this.")
def tidy(root: Path, names: tuple[str, ...], write: bool) -> None:
    """Show sources in our own way of writing; every word is kept.

    Lists, tables, headings with their ids, kinds and the front matter. What their translations note of them is
    brought along. A second time nothing changes.
    """
    from pamphlets import files, starter

    changes = starter.tidy(root.resolve(), options.sources(names))
    for change in changes:
        if write:
            files.write(root / change.path, change.after, change.path)
            click.echo(f"wrote {root / change.path}")
            continue
        terminal.print_change(change.path, change.before, change.after)
    if not changes:
        click.echo("Nothing to change.")
    elif not write:
        click.echo(f"To write this: {terminal.typed('tidy', '--write', *names)}")


@click.command("import")
@options.project
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
def import_(root: Path, paths: tuple[Path, ...]) -> None:
    """Make drafts of files of other programs: .docx, .pub, .pdf, .html, .rtf, .txt, .md.

    Each becomes a source in content/, with its pictures; nothing is written over. What is not taken over, such as
    headers and comments, is listed here, and in a comment at the end of the draft.
    """
    from pamphlets import starter
    from pamphlets.errors import PamphletError
    from pamphlets.model import printable

    problems: list[Problem] = []
    for path in paths:
        try:
            there = path if path.exists() else root / path  # as problems name it
            made = starter.adopt(root.resolve(), there)
        except PamphletError as error:
            problems += error.problems
            continue
        for written in made.paths:
            click.echo(f"wrote {root / written}")
        for rest in made.rest:
            words = rest.words if len(rest.words) <= _LONGEST else f"{rest.words[:_LONGEST]}…"
            click.echo(printable(f"not taken over: {rest.kind}: {words}"))
    if problems:
        raise PamphletError(problems)
    click.echo(f"Next: read what was written, then: {terminal.typed('build')}")
