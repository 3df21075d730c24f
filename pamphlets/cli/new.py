"""Turns the commands new, add and blocks into a project, a source, and a list of what sources hold."""

from __future__ import annotations

from pathlib import Path

import click

from pamphlets.cli import options, terminal


@click.command()
@click.argument("folder", metavar="DIR", type=options.FOLDER)
@click.option("--profession", default="", metavar="NAME", help="What the practice is: dental, massage, pharmacy, …")
@click.option(
    "--languages", default="en", metavar="CODES", help="The languages of the texts, the usual one first: es, or en,pl."
)
def new(folder: Path, profession: str, languages: str) -> None:
    """Start a project in DIR: a practice and a first pamphlet, which build at once."""
    from shlex import quote

    from pamphlets import starter

    kind, codes = _profession(profession), _languages(languages)
    for path in starter.new(folder, kind, codes):
        click.echo(f"wrote {path}")
    then = f"{terminal.command()} build --project {quote(str(folder))}"
    click.echo(f"Next: fill in {folder}/content/practice.yml, then: {then}")


def _profession(name: str) -> str:
    """Return the id of a profession by any of its names; raise BadParameter for one that there is not."""
    from pamphlets.errors import nearest
    from pamphlets.project import professions

    found = professions.find(name) if name else ""
    if name and not found:
        hint = nearest(name, professions.NAMES) or f"known: {', '.join(professions.NAMES)}"
        raise click.BadParameter(f"there is no profession '{name}': {hint}", param_hint="--profession")
    return found


def _languages(names: str) -> tuple[str, ...]:
    """Return the codes of languages, each once; raise BadParameter for what is none."""
    from pamphlets.localized import names as known
    from pamphlets.project import meant

    found = tuple(
        dict.fromkeys(meant.language(name.strip()) for name in names.replace(";", ",").split(",") if name.strip())
    )
    if wrong := [name for name in found if not known.is_language(name)] or (not found and [names]):
        message = f"'{wrong[0]}' is no language: write its name or code, such as Polish or pl"
        raise click.BadParameter(message, param_hint="--languages")
    return found


@click.command()
@options.project
@click.argument("topic", nargs=-1, required=True)
@click.option("--language", metavar="CODE", help="Begin the translation of the source TOPIC into this language.")
def add(root: Path, topic: tuple[str, ...], language: str | None) -> None:
    """Add a source about TOPIC to content/, to be filled in; or a translation, with the ids of its original."""
    from pamphlets import starter

    if language:
        _add_translation(root, " ".join(topic), language)
        return
    click.echo(f"wrote {starter.add(root, ' '.join(topic))}")
    click.echo("Next: write where the comments say what to write; they are not printed.")


def _add_translation(root: Path, name: str, language: str) -> None:
    from pamphlets import starter

    (name,) = options.sources((name,))
    click.echo(f"wrote {starter.translate(root, name, language)}")
    click.echo("Next: write what stands after each TODO: in the other language, and take TODO: away; or let somebody")
    click.echo(f"translate it in Word: {terminal.typed('translation', 'send', name, '--language', language)}")


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
