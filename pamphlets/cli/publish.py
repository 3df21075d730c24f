"""Turns the commands publish and withdraw into records of what went out, and lines that say what to do next."""

from __future__ import annotations

from pathlib import Path

import click

from pamphlets.cli import options, terminal


@click.command()
@options.project
@click.argument("pamphlets", nargs=-1, metavar="[PAMPHLET]...")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
def publish(root: Path, pamphlets: tuple[str, ...], languages: tuple[str, ...], jobs: int | None) -> None:
    """Build, and record what goes out in content/editions/."""
    from pamphlets import publish

    names = {"pamphlets": options.sources(pamphlets), "languages": languages}
    options.check_names(root, names, {"pamphlets": "PAMPHLET"})
    with terminal.progress() as progress:
        done = publish.publish(root, options.today().isoformat(), **names, jobs=jobs, progress=progress)
    terminal.print_problems(done.build.problems)
    terminal.print_unmade(done.build)
    for edition in done.new:
        click.echo(f"recorded {edition}")
    web = terminal.path(done.build.folder / "web")
    click.echo(f"{len(done.new)} new, {len(done.kept)} out already. Next: copy {web} to your web space, "
               "and keep content/editions/ with your content.")  # fmt: skip


@click.command()
@options.project
@click.argument("editions", nargs=-1, required=True, metavar="ID...")
@click.option("--why", required=True, help="The reason, in words for the public.")
def withdraw(root: Path, editions: tuple[str, ...], why: str) -> None:
    """Say of leaflets that are out that they must not be used any more."""
    from pamphlets import builder, publish

    for edition in publish.withdraw(root, editions, why, options.today().isoformat()):
        click.echo(f"withdrawn {edition}")
    with terminal.progress() as progress:
        made = builder.build_what_fits(root, wait=True, progress=progress)
    terminal.print_unmade(made)
    click.echo(
        f"Next: copy {terminal.path(made.folder / 'web')} to your web space, and take the leaflets out of the racks."
    )
