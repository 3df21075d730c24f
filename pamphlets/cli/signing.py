"""Turns the commands sign and translation accept into notes in sources: who answers for the words, and since when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options

if TYPE_CHECKING:
    from datetime import date

_day = click.option("--on", "day", metavar="DATE", help="The day, such as 2026-11-20 (default: today).")


@click.command()
@options.project
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--by", required=True, metavar="ROLE", help="Who has read it and answers for it, such as Clinical lead.")
@_day
def sign(root: Path, names: tuple[str, ...], by: str, day: str | None) -> None:
    """Record that a person has read sources of content/, as they are now, and answers for their words.

    Writes reviewer, reviewed, and a digest of the words: `check` tells when they change, and `publish` then asks to
    have them signed again. A translation is a source of its own: rest.es.
    """
    from pamphlets import files, starter

    who, when = _role(by, "Clinical lead"), _read_day(day).isoformat()
    for change in starter.sign(root.resolve(), options.sources(names), who, when):
        files.write(root / change.path, change.after, change.path)
        click.echo(f"{change.path}: signed by {who} on {when}")


@click.group()
def translation() -> None:
    """Keep translations as new as what they translate."""


@translation.command()
@options.project
@click.argument("name")
@click.option("--language", metavar="CODE", help="The translation's language; needed where there are several.")
@click.option("--by", required=True, metavar="ROLE", help="Who has brought it up to date: a role, such as Translator.")
@_day
def accept(root: Path, name: str, language: str | None, by: str, day: str | None) -> None:
    """Record that a person has read the translation of NAME against its original, and that it says the same.

    This signs nothing off: whoever answers for the translated text is its `reviewer`, as for every other text.
    """
    from dataclasses import replace

    from pamphlets import files, library
    from pamphlets.errors import PamphletError
    from pamphlets.library import pairs
    from pamphlets.project import Project, wider
    from pamphlets.starter import signing

    known = Project.read(root.resolve())
    found = library.read(known).pamphlets
    stem = name.removeprefix("content/").removesuffix(".md")
    name, _, ending = stem.partition(".")
    default = known.practice.languages[0]
    there = [code for other, code in found if other == name and code != default]
    if asked := language or ending:  # a region's translation may be that of its language
        there = [code for code in there if code == asked] or [code for code in there if asked in wider(code)]
    who, when = _role(by, "Translator"), _read_day(day).isoformat()
    if len(there) != 1:
        several = f"say --language: {', '.join(there)}" if there else f"there is no translation of '{name}'"
        raise click.UsageError(several)
    pamphlet = found[name, there[0]]
    if missing := tuple(pairs.missing(pamphlet, found[name, default], found, default)):
        raise PamphletError(replace(problem, severity="error") for problem in missing)
    change = signing.accept(known, pamphlet, found[name, default], who, when)
    files.write(known.file(change.path), change.after, change.path)
    click.echo(f"{change.path}: up to date, says {who} on {when}")


def _role(by: str, example: str) -> str:
    """Return a role on one line; refuse one that is empty, or that a hint has as its placeholder."""
    if (role := " ".join(by.split())) in ("", "ROLE"):
        raise click.BadParameter(f"say who it was, such as {example}", param_hint="--by")
    return role


def _read_day(text: str | None) -> date:
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
