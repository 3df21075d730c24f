"""Turns the command sign into notes in sources: who answers for the words, and since when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options

if TYPE_CHECKING:
    from datetime import date

day = click.option("--on", "day", metavar="DATE", help="The day, such as 2026-11-20 (default: today).")


@click.command()
@options.project
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--by", required=True, metavar="ROLE", help="Who has read it and answers for it, such as Clinical lead.")
@day
def sign(root: Path, names: tuple[str, ...], by: str, day: str | None) -> None:
    """Record that a person has read sources of content/, as they are now, and answers for their words.

    Writes reviewer, reviewed, and a digest of the words: `check` tells when they change, and `publish` then asks to
    have them signed again. A translation is a source of its own: rest.es.
    """
    from pamphlets import files, starter

    who, when = role(by, "Clinical lead"), read_day(day).isoformat()
    for change in starter.sign(root.resolve(), options.sources(names), who, when):
        files.write(root / change.path, change.after, change.path)
        click.echo(f"{change.path}: signed by {who} on {when}")


def role(by: str, example: str) -> str:
    """Return a role on one line; refuse one that is empty, or that a hint has as its placeholder."""
    if (role := " ".join(by.split())) in ("", "ROLE"):
        raise click.BadParameter(f"say who it was, such as {example}", param_hint="--by")
    return role


def read_day(text: str | None) -> date:
    """Return a day that is not in the future, or today."""
    from datetime import date

    from pamphlets.project import hints, meant

    try:
        day = date.fromisoformat(meant.date(text.strip())) if text else options.today()
    except ValueError as fault:
        raise click.BadParameter(f"'{text}' is no date: {hints.date(str(text).strip())}") from fault
    if day > options.today():
        raise click.BadParameter(f"{day} is in the future")
    return day
