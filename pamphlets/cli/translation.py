"""Turns the command translation accept into a note in a source: who says that it is up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options

if TYPE_CHECKING:
    from datetime import date


@click.group()
def translation() -> None:
    """Keep translations as new as what they translate."""


@translation.command()
@options.project
@click.argument("name")
@click.option("--language", metavar="CODE", help="The translation's language; needed where there are several.")
@click.option("--by", required=True, metavar="ROLE", help="Who has brought it up to date: a role, such as Translator.")
@click.option("--on", "day", metavar="DATE", help="The day, such as 2026-11-20 (default: today).")
def accept(root: Path, name: str, language: str | None, by: str, day: str | None) -> None:
    """Record that a person has read the translation of NAME against its original, and that it says the same.

    This signs nothing off: whoever answers for the translated text is its `reviewer`, as for every other text.
    """
    from pamphlets import files, library
    from pamphlets.checks import translations
    from pamphlets.errors import PamphletError
    from pamphlets.library import pairs
    from pamphlets.project import Project, wider

    known = Project.read(root.resolve())
    found = library.read(known).pamphlets
    stem = name.removeprefix("content/").removesuffix(".md")
    name, _, ending = stem.partition(".")
    default = known.practice.languages[0]
    there = [code for other, code in found if other == name and code != default]
    if asked := language or ending:  # a region's translation may be that of its language
        there = [code for code in there if code == asked] or [code for code in there if asked in wider(code)]
    if by.strip() == "ROLE":
        raise click.BadParameter("say who it was, such as Translator", param_hint="--by")
    if len(there) != 1 or not by.strip():
        several = f"say --language: {', '.join(there)}" if there else f"there is no translation of '{name}'"
        raise click.UsageError(several if by.strip() else "--by is empty")
    pamphlet = found[name, there[0]]
    if missing := tuple(pairs.missing(pamphlet, found[name, default], found, default)):
        raise PamphletError(replace(problem, severity="error") for problem in missing)
    text = known.read_text(pamphlet.path)
    made = translations.accept(text, pamphlet, found[name, default], by.strip(), _day(day).isoformat())
    files.write(known.file(pamphlet.path), made, pamphlet.path)
    click.echo(f"{pamphlet.path}: up to date, says {by.strip()} on {_day(day).isoformat()}")


def _day(text: str | None) -> date:
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
