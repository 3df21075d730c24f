"""Turns the command tidy into a view of what it would change in sources, or into those sources written anew."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import click

from pamphlets.cli import options, terminal

_COLORS = {"+": "green", "-": "red", "@": "cyan"}


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
        before, after = change.before.splitlines(), change.after.splitlines()
        for line in unified_diff(before, after, change.path, change.path, n=1, lineterm=""):
            click.secho(line, fg=_COLORS.get(line[:1]))
    if not changes:
        click.echo("Nothing to change.")
    elif not write:
        click.echo(f"To write this: {terminal.command()} tidy --write {' '.join(names)}")
