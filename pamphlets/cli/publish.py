"""Turns the commands publish and withdraw into records of what went out, and lines that say what to do next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options, terminal

if TYPE_CHECKING:
    from pamphlets.builder import Build

_OUT = {
    "leaflets": "print the leaflets; {build}/index.html shows them",
    "web": "copy {build}/web to your web space",
    "posts": "post the texts and cards that {build}/index.html shows",
    "slides": "copy {build}/slides to the computer of your screen, and open index.html there",
    "email": "send the letters in {build}/email",
}
"""What to do with what each channel made."""
_PICTURES = "copy {build}/web, with the pictures of your e-mails, to your web space before you send them"
_BACK = {
    "leaflets": "take the leaflets out of the racks",
    "web": "copy {build}/web to your web space: its pages say that they were withdrawn",
    "posts": "look for the posts, and delete them",
    "slides": "take the slides off your screen",
    "email": "e-mails cannot be called back: tell those who got one what was wrong",
}
"""What to take back of each channel."""


@click.command()
@options.project
@click.argument("pamphlets", nargs=-1, metavar="[PAMPHLET]...")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
@options.share
def publish(root: Path, pamphlets: tuple[str, ...], languages: tuple[str, ...], jobs: int | None, address: str | None,
            read_only: bool) -> None:  # fmt: skip
    """Build, and record what goes out in content/editions/."""
    from pamphlets import publish

    names = {"pamphlets": options.sources(pamphlets), "languages": languages}
    options.check_names(root, names, {"pamphlets": "PAMPHLET"})
    cache = options.cache(address, read_only)
    with terminal.progress() as progress:
        done = publish.publish(root, options.today().isoformat(), pamphlets=names["pamphlets"], languages=languages,
                               jobs=jobs, progress=progress, cache=cache)  # fmt: skip
    terminal.print_problems(done.build.problems)
    terminal.print_unmade(done.build)
    for edition in done.new:
        click.echo(f"recorded {edition}")
    click.echo(f"{len(done.new)} new, {len(done.kept)} out already.")
    steps = dict(_OUT)
    channels = publish.channels((*done.new, *done.kept), done.build)
    if "web" not in channels and any(one.path.startswith("web/") for one in done.build.manifest.outputs):
        steps["email"] = f"{_PICTURES}\n- {steps['email']}"
    _print_next([*_steps(steps, channels), "keep content/editions/ with your content"], done.build)


def _steps(steps: Mapping[str, str], channels: Collection[str]) -> list[str]:
    return [step for channel, step in steps.items() if channel in channels]


def _print_next(steps: Iterable[str], made: Build) -> None:
    click.echo("Next:")
    for step in steps:
        click.echo(f"- {step.format(build=terminal.path(made.folder))}")


@click.command()
@options.project
@click.argument("editions", nargs=-1, required=True, metavar="ID...")
@click.option("--why", required=True, help="The reason, in words for the public.")
def withdraw(root: Path, editions: tuple[str, ...], why: str) -> None:
    """Say of leaflets that are out that they must not be used any more."""
    from pamphlets import builder, publish

    gone = publish.withdraw(root, editions, why, options.today().isoformat())
    for edition in gone:
        click.echo(f"withdrawn {edition}")
    with terminal.progress() as progress:
        made = builder.build_what_fits(root, wait=True, progress=progress)
    terminal.print_unmade(made)
    has_pages = any(job.channel == "web" for job in made.manifest.jobs)
    steps = _BACK if has_pages else _BACK | {"web": "take the pages off your web space"}
    _print_next([*_steps(steps, publish.channels(gone, made)), "mend the text, and publish again"], made)
