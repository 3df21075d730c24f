"""Turns the commands new, add and blocks into a project, a source, and a list of what sources hold."""

from __future__ import annotations

from pathlib import Path

import click

from pamphlets.cli import options, terminal


@click.command()
@click.argument("folder", metavar="DIR", type=options.FOLDER)
def new(folder: Path) -> None:
    """Start a project in DIR: a practice and a first pamphlet, which build at once."""
    from shlex import quote

    from pamphlets import starter

    for path in starter.new(folder):
        click.echo(f"wrote {path}")
    then = f"{terminal.command()} build --project {quote(str(folder))}"
    click.echo(f"Next: fill in {folder}/content/practice.yml, then: {then}")


@click.command()
@options.project
@click.argument("topic", nargs=-1, required=True)
def add(root: Path, topic: tuple[str, ...]) -> None:
    """Add a source about TOPIC to content/, to be filled in."""
    from pamphlets import starter

    click.echo(f"wrote {starter.add(root, ' '.join(topic))}")
    click.echo("Next: write where the comments say what to write; they are not printed.")


@click.command()
@options.project
def blocks(root: Path) -> None:
    """List each block and where it is used."""
    from pamphlets import library
    from pamphlets.project import Project

    for pamphlet, block, places in library.read(Project.load(root.resolve())).uses():
        own = [] if not pamphlet.publish else [f"{pamphlet.name} ({pamphlet.language})"]
        used = ", ".join([*own, *map(str, places)]) or "nowhere"
        click.echo(f"{pamphlet.name}#{block.id}  {block.location}  used in {used}")
