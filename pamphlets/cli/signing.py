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
@click.option("--until", metavar="DATE", help="Until which day it may be used (default: as it says, or a year).")
def sign(root: Path, names: tuple[str, ...], by: str, day: str | None, until: str | None) -> None:
    """Record that a person has read sources of content/, as they are now, and answers for their words.

    Writes reviewer, reviewed, and a digest of the words: `check` tells when they change, and `publish` then asks to
    have them signed again. A translation is a source of its own: rest.es.
    """
    from pamphlets import files, starter

    who, when = role(by, "Clinical lead"), read_day(day).isoformat()
    then = last_day(until)
    for change in starter.sign(root.resolve(), options.sources(names), who, when, then):
        files.write(root / change.path, change.after, change.path)
        click.echo(f"{change.path}: signed by {who} on {when}")


def role(by: str, example: str) -> str:
    """Return a role on one line; refuse one that is empty, or that a hint has as its placeholder."""
    from pamphlets.starter import signing

    try:
        return signing.role(by, example)
    except ValueError as fault:
        raise click.BadParameter(str(fault), param_hint="--by") from fault


def last_day(text: str | None) -> str:
    """Return a day that is yet to come, as ISO 8601; '' for none."""
    from pamphlets.starter import signing

    try:
        return signing.until(text or "", options.today())
    except ValueError as fault:
        raise click.BadParameter(str(fault), param_hint="--until") from fault


def read_day(text: str | None) -> date:
    """Return a day that is not in the future, or today."""
    from pamphlets.starter import signing

    try:
        return signing.day(text or "", options.today())
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from fault
