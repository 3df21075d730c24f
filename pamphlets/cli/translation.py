"""Turns the commands of translations into files for translators, what comes back into sources, and notes in these."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options, terminal
from pamphlets.cli.signing import day, read_day, role

if TYPE_CHECKING:
    from pamphlets.project import Project

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def translation() -> None:
    """Let translators work in Word, and keep translations as new as what they translate."""


@translation.command()
@options.project
@click.argument("name")
@click.option("--language", metavar="CODE", help="The language to translate into, such as ar.")
@click.option("--to", "file", metavar="FILE", type=_FILE, help="The file to write (default: NAME.CODE.docx, here).")
@click.option("--all", "everything", is_flag=True, help="Send what is up to date, too, with its translation.")
def send(root: Path, name: str, language: str | None, file: Path | None, everything: bool) -> None:
    """Write a table for a translator, as a Word file, of what is new or behind in a translation of NAME.

    The right column is to be filled in; then `translation receive` takes the file in.
    """
    import os

    from pamphlets import files
    from pamphlets.errors import fail
    from pamphlets.model import Location
    from pamphlets.project import Project
    from pamphlets.starter import translation as work

    project = Project.read(root.resolve())
    name, code = _named(project, name, language)
    sent = work.send(project, name, code, everything)
    for block in sent.left:
        click.echo(f"left out: '{block}', which is not written in the translation as in the original")
    if not sent.rows:
        more = "" if everything else "; --all sends all of it"
        click.echo(f"Nothing is new or behind in {sent.path}{more}.")
        return
    file = file or Path(f"{name}.{code}.docx")
    if os.path.lexists(file):
        hint = "it may be what a translator has sent back: rename it, or write another with --to FILE"
        raise fail("exists", "the file is there already", Location(str(file)), hint)
    files.write(file, sent.content, str(file))
    click.echo(f"wrote {file}: {sent.title}, {sent.rows} row{'s' if sent.rows > 1 else ''}")
    then = terminal.typed("translation", "receive", str(file))
    click.echo(f"Next: send it to the translator; of what comes back: {then}")


@translation.command()
@options.project
@click.argument("file", type=_FILE)
@click.option("--write", is_flag=True, help="Write what is shown without this.")
def receive(root: Path, file: Path, write: bool) -> None:
    """Show what a translator's FILE makes of a translation: what was sent is new in it, all else as it is.

    What has changed in the original since it was sent is behind at once. This signs nothing off.
    """
    from pamphlets import files
    from pamphlets.model import printable
    from pamphlets.project import Project
    from pamphlets.starter import translation as work

    project = Project.read(root.resolve())
    there = file if file.exists() else root / file
    received = work.receive(project, work.load(there), str(file))
    for comment in received.comments:
        click.echo(printable(f"comment of the translator: {comment}"))
    if received.flat:
        click.echo(f"look at {received.flat}: nothing is bold or italic in the translation, as it is in the original")
    change = received.change
    if received.still:
        count = len(received.still)
        what = (
            f"{count} block{'s' if count > 1 else ''} that came back as sent, and stay{'' if count > 1 else 's'} behind"
        )
        accept = terminal.name_command(f"'pamphlets translation accept {_accepted(change.path)} --by ROLE'")
        click.echo(f"not changed: {what} ({', '.join(received.still)}); if that says the same: {accept}")
    if change.after == change.before:
        click.echo(f"Nothing to change in {change.path}.")
        return
    if write:
        files.write(root / change.path, change.after, change.path)
        click.echo(f"wrote {root / change.path}: {received.rows} row{'s' if received.rows > 1 else ''}")
        accept = terminal.name_command(f"'pamphlets translation accept {_accepted(change.path)} --by ROLE'")
        click.echo(f"Next: let somebody read it who speaks the language, then: {accept}")
        return
    terminal.print_change(change.path, change.before, change.after)
    click.echo(f"To write this: {terminal.typed('translation', 'receive', str(file), '--write')}")


@translation.command()
@options.project
@click.argument("name")
@click.option("--language", metavar="CODE", help="The translation's language; needed where there are several.")
@click.option("--by", required=True, metavar="ROLE", help="Who has brought it up to date: a role, such as Translator.")
@day
def accept(root: Path, name: str, language: str | None, by: str, day: str | None) -> None:
    """Record that a person has read the translation of NAME against its original, and that it says the same.

    This signs nothing off: whoever answers for the translated text is its `reviewer`, as for every other text.
    """
    from pamphlets import files, library, starter
    from pamphlets.project import Project, wider

    known = Project.read(root.resolve())
    stem = name.removeprefix("content/").removesuffix(".md")
    name, _, ending = stem.partition(".")
    default = known.practice.languages[0]
    there = [code for other, code in library.read(known).pamphlets if other == name and code != default]
    if asked := language or ending:  # a region's translation may be that of its language
        there = [code for code in there if code == asked] or [code for code in there if asked in wider(code)]
    who, when = role(by, "Translator"), read_day(day).isoformat()
    if len(there) != 1:
        several = f"say --language: {', '.join(there)}" if there else f"there is no translation of '{name}'"
        raise click.UsageError(several)
    change = starter.accept(known, name, there[0], who, when)
    files.write(known.file(change.path), change.after, change.path)
    click.echo(f"{change.path}: up to date, says {who} on {when}")


def _named(project: Project, name: str, language: str | None) -> tuple[str, str]:
    """Return the name of a source and the code of a language, which its name may end with, as in `rest.ar`."""
    from pamphlets.project import meant
    from pamphlets.source import split_name

    stem = name.removeprefix("content/").removesuffix(".md")
    name, ending = split_name(f"{stem}.md")
    others = project.practice.languages[1:]
    code = meant.language(language.strip()) if language else ending or (others[0] if len(others) == 1 else "")
    if not code:
        raise click.UsageError(f"say --language: {', '.join(others) or 'the code of a language, such as ar'}")
    return name, code


def _accepted(path: str) -> str:
    """Return a translation as `translation accept` takes it: its name and its language."""
    from pamphlets.source import split_name

    return "{} --language {}".format(*split_name(path))
