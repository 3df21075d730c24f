"""Turns the command recall into a list of what went out and carries a block or some words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options, terminal

if TYPE_CHECKING:
    from pamphlets.checks import recall as recalls
    from pamphlets.project import Project


@click.command()
@options.project
@click.argument("block", required=False)
@click.option("--text", "words", metavar="WORDS", help="What carries these words, instead of a block.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
def recall(root: Path, block: str | None, words: str | None, as_csv: bool) -> None:
    """List every published output that carries BLOCK (`clot-signs`, `safety#clot-signs`) or some words.

    What it lists is what the command `publish` has recorded: what to take off the rack, put online again, and delete.
    """
    from pamphlets.checks import recall as recalls
    from pamphlets.project import Project

    if bool(block) == bool(words and words.strip()):
        raise click.UsageError("name a BLOCK, or give --text WORDS")
    known = Project.read(root.resolve())
    carriers = _of_block(block, known) if block else tuple(recalls.of_text(str(words), known))
    if as_csv:
        click.echo(recalls.table(carriers), nl=False)
        return
    for one in carriers:
        note = f"  withdrawn {one.withdrawn}" if one.withdrawn else ""
        whose = f"{one.pamphlet}  {one.language}  {one.site}"
        click.echo(f"{one.edition}  {one.published}  {whose}  {one.do}: {one.where}{note}")
    if not carriers:
        click.echo("Nothing that was published carries it.")


def _of_block(name: str, known: Project) -> tuple[recalls.Carrier, ...]:
    """Return what carries a block; a name that no block has, or had, is a usage error.

    Faults of content do not hide what went out: then every source's block of that id is meant.
    """
    from pamphlets import library
    from pamphlets.checks import recall
    from pamphlets.errors import PamphletError

    faults = None
    try:
        read = library.read(known)
    except PamphletError as error:
        read, faults = library.Library({}, ()), error
    if recall.is_known(name, read, known):
        return tuple(recall.of_block(name, read, known))
    if faults:
        raise faults
    message = f"no block is, or was, named '{name}'; {terminal.name_command(recall.nearest(name, read))}"
    raise click.BadParameter(message, param_hint="BLOCK")
