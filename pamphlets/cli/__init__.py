"""Turns the command line into calls of the library, and what they return into lines for people and machines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pamphlets.cli import commands
from pamphlets.cli.commands import FOLDER as _FOLDER
from pamphlets.cli.commands import path as _path
from pamphlets.cli.commands import print_problems as _print_problems
from pamphlets.cli.commands import project as _project

__all__ = ["main"]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlets.builder import Build, Progress


class _Group(click.Group):
    """A group of commands whose errors are problems, printed in one shape; exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        from pamphlets.errors import PamphletError

        try:
            return super().invoke(ctx)
        except PamphletError as error:
            _print_problems(error.problems)
            if made := getattr(error, "build", None):  # some leaflets do not fit
                commands.print_unmade(made)
            ctx.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pamphlets")
def main() -> None:
    """Turn one markdown source into leaflets to print, posts to paste and web pages to put online.

    Begin with the command `new DIR`, then `build` in that folder.
    """


for _command in (commands.check, commands.rules, commands.due, commands.translation, commands.recall):
    main.add_command(_command)


@main.command()
@_project
@click.option("--channel", "channels", multiple=True, metavar="NAME", help="Only this channel. May be repeated.")
@click.option("--pamphlet", "pamphlets", multiple=True, metavar="NAME", help="Only this source of content/.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language.")
@click.option("--site", "sites", multiple=True, metavar="ID", help="Only the outputs of this site.")
@click.option("--output", type=_FOLDER, help="Where to write (default: build/ in the project).")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
@click.option("--force", is_flag=True, help="Render what is unchanged, too.")
@click.option("--explain", is_flag=True, help="Say of each job why it ran or did not.")
@click.option("--strict", is_flag=True, help="Stop for warnings, too.")
@click.option("--press", is_flag=True, help="Make a file of each leaflet for a print shop, too.")
@click.option("--one-sided", is_flag=True, help="Make fronts and backs as two files, too, for one-sided printers.")
def build(root: Path, output: Path | None, jobs: int | None, force: bool, explain: bool, strict: bool, press: bool,
          one_sided: bool, **names: tuple[str, ...]) -> None:  # fmt: skip
    """Make everything that content/ says, in build/."""
    from pamphlets import builder

    names["pamphlets"] = _sources(names["pamphlets"])
    selection = builder.Selection(**names, extras=("press",) * press + ("one-sided",) * one_sided)
    with _progress() as progress:
        made = builder.build(root, output=output, selection=selection, jobs=jobs, force=force, strict=strict,
                             today=commands.today(), progress=progress,
                             begin=lambda: _check_names(root, names))  # fmt: skip
    if explain:
        for step in made.steps:
            click.echo(f"{'ran ' if step.ran else 'kept'}  {step.name}: {step.why}")
    for line in made.fits:
        click.echo(line)
    if one_sided:
        click.echo("One-sided printer: print NAME.fronts.pdf, turn the stack over as you turn the page of a book, "
                   "put it back, and print NAME.backs.pdf. Try one sheet first.")  # fmt: skip
    _print_problems((*made.problems, *_overdue(made)))
    click.echo(_closing_line(made))


@main.command()
@_project
@click.option("--from", "start", metavar="DATE", help="The day of the first post, as 2027-01-04.")
@click.option("--every", metavar="3d", default="3d", show_default=True, help="How far apart: days (3d) or weeks (1w).")
@click.option("--at", metavar="HH:MM", default="09:00", show_default=True, help="The hour of each post, your time.")
@click.option(
    "--to", multiple=True, type=click.Choice(["buffer", "publer", "ics"]), help="Only for this (default: all)."
)
@click.option("--pamphlet", "pamphlets", multiple=True, metavar="NAME", help="Only the posts of this source.")
@click.option("--output", type=_FOLDER, help="Where to write (default: build/ in the project).")
@click.option("--remove", is_flag=True, help="Remove what was exported before.")
def export(root: Path, start: str | None, every: str, at: str, to: tuple[str, ...], pamphlets: tuple[str, ...],
           output: Path | None, remove: bool) -> None:  # fmt: skip
    """Lay out the posts over days, a topic after the other: files for Buffer and Publer, and a calendar, beside them.

    Builds first what has changed; drafts are left out. Later builds keep these files, with the days given here, until
    --remove.
    """
    from pamphlets import builder
    from pamphlets.builder import read_manifest

    if remove == bool(start):
        raise click.UsageError("say --from DATE, or --remove")
    _check_names(root, {"pamphlets": pamphlets})
    last = read_manifest(output or root / "build").get("schedules", {}) if pamphlets else {}
    schedule = {} if remove else _schedule(str(start), every, at, to)
    schedules = {**last, **dict.fromkeys(pamphlets or ([] if remove else [""]), schedule)}
    with _progress() as progress:
        made = builder.build_what_fits(root, output=output, schedules=schedules, progress=progress)
    _print_problems(made.problems)
    commands.print_unmade(made)
    made_here = [path for o in made.manifest["outputs"] if (path := o["path"]).endswith((".csv", ".ics"))]
    for path in made_here:
        click.echo(f"wrote {_path(made.folder / path)}")
    if made.removed or remove:
        click.echo(f"removed {len(made.removed)} files")
    if not made_here and not remove:
        raise click.ClickException("no post was laid out: there is none that is signed ('reviewer', 'reviewed')")


def _schedule(start: str, every: str, at: str, to: tuple[str, ...]) -> dict[str, object]:
    """Return when posts go out, as the manifest keeps it; refuse what is no date or is over, as usage errors."""
    from datetime import datetime

    from pamphlets.channels.calendar import schedule
    from pamphlets.localized import days
    from pamphlets.project import hints, meant

    day, hour = meant.date(start.strip()), days.hour(at)
    if day not in days.days(day):
        raise click.BadParameter(f"'{start}' is no day: {hints.date(start.strip())}", param_hint="--from")
    if not hour:
        raise click.BadParameter(f"'{at}' is no hour: write 09:00, or 9 pm", param_hint="--at")
    first = datetime.fromisoformat(f"{day}T{hour}")
    if first <= datetime.now():
        raise click.BadParameter(f"{day} {hour} is in the past: nothing posts then", param_hint="--from")
    if not schedule.days(every):
        raise click.BadParameter(f"'{every}' is no distance: write 3d or 1w", param_hint="--every")
    return schedule.Schedule(first, schedule.days(every), to or schedule.TOOLS).kept()


@main.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
def new(folder: Path) -> None:
    """Start a project in DIR: a practice and a first pamphlet, which build at once."""
    from shlex import quote

    from pamphlets import starter

    for path in starter.new(folder):
        click.echo(f"wrote {path}")
    then = f"{quote(commands.called())} build --project {quote(str(folder))}"
    click.echo(f"Next: fill in {folder}/content/practice.yml, then: {then}")


@main.command()
@_project
@click.argument("topic", nargs=-1, required=True)
def add(root: Path, topic: tuple[str, ...]) -> None:
    """Add a source about TOPIC to content/, to be filled in."""
    from pamphlets import starter

    click.echo(f"wrote {starter.add(root, ' '.join(topic))}")
    click.echo("Next: write where the comments say what to write; they are not printed.")


@main.command()
@_project
def blocks(root: Path) -> None:
    """List each block and where it is used."""
    from pamphlets import library
    from pamphlets.project import Project

    for pamphlet, block, places in library.read(Project.load(root.resolve())).uses():
        own = [] if not pamphlet.publish else [f"{pamphlet.name} ({pamphlet.language})"]
        used = ", ".join([*own, *map(str, places)]) or "nowhere"
        click.echo(f"{pamphlet.name}#{block.id}  {block.location}  used in {used}")


@main.command()
@_project
@click.argument("pamphlets", nargs=-1, metavar="[PAMPHLET]...")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
def publish(root: Path, pamphlets: tuple[str, ...], languages: tuple[str, ...], jobs: int | None) -> None:
    """Build, and record what goes out in content/editions/."""
    from pamphlets import publish

    names = {"pamphlets": _sources(pamphlets), "languages": languages}
    _check_names(root, names, {"pamphlets": "PAMPHLET"})
    with _progress() as progress:
        done = publish.publish(root, _today(), **names, jobs=jobs, progress=progress)
    _print_problems(done.build.problems)
    commands.print_unmade(done.build)
    for edition in done.new:
        click.echo(f"recorded {edition}")
    click.echo(f"{len(done.new)} new, {len(done.kept)} out already. Next: copy {_path(done.build.folder / 'web')} "
               "to your web space, and keep content/editions/ with your content.")  # fmt: skip


@main.command()
@_project
@click.argument("editions", nargs=-1, required=True, metavar="ID...")
@click.option("--why", required=True, help="The reason, in words for the public.")
def withdraw(root: Path, editions: tuple[str, ...], why: str) -> None:
    """Say of leaflets that are out that they must not be used any more."""
    from pamphlets import builder, publish

    for edition in publish.withdraw(root, editions, why, _today()):
        click.echo(f"withdrawn {edition}")
    with _progress() as progress:
        made = builder.build_what_fits(root, wait=True, progress=progress)
    commands.print_unmade(made)
    click.echo(f"Next: copy {_path(made.folder / 'web')} to your web space, and take the leaflets out of the racks.")


@main.command()
@_project
@click.option("--port", type=click.IntRange(1024, 65535), help="Where to listen (default: 8000, or the next free).")
@click.option("--no-open", "quiet", is_flag=True, help="Do not open a browser.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
def serve(root: Path, port: int | None, quiet: bool, jobs: int | None) -> None:
    """Build, show the desk in a browser, and build again whenever a file changes."""
    import webbrowser
    from threading import Event

    from pamphlets import serve

    with serve.serving(root.resolve(), port, lambda said: click.echo(commands.called(said)), jobs) as server:
        click.echo(f"The desk is at {server.address} for this computer alone. Ctrl+C ends this.")
        if not quiet:
            webbrowser.open(server.address)
        try:
            Event().wait()
        except KeyboardInterrupt:
            click.echo("Ended.")


def _overdue(made: Build) -> Iterable[Any]:
    """Return the problems of texts past their date; without such, nothing that knows of them is loaded."""
    today = commands.today()
    late = [one for one in made.manifest["pamphlets"] if one["review_by"] and one["review_by"] < today.isoformat()]
    if not late:
        return ()
    from pamphlets.checks import dates

    return dates.overdue(late, today)


def _today() -> str:
    return commands.today().isoformat()


def _sources(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of sources that may have been given as paths."""
    return tuple(name.removeprefix("content/").removesuffix(".md") for name in names)


def _check_names(root: Path, names: dict[str, tuple[str, ...]], arguments: Mapping[str, str] | None = None) -> None:
    """Refuse names that the project does not have, as usage errors; `arguments` are those that are no options."""
    if not any(names.values()):
        return
    from pamphlets.errors import nearest
    from pamphlets.project import CHANNELS, Project
    from pamphlets.source import ids

    project = Project.load(root.resolve())
    known: dict[str, Iterable[str]] = {
        "channels": CHANNELS,
        "pamphlets": {ids.split_name(path)[0] for path in project.sources},
        "languages": project.practice.languages,
        "sites": [site.id for site in project.practice.sites],
    }
    for key, given in names.items():
        for name in given:
            if name not in known[key]:
                hint = nearest(name, known[key])
                message = f"there is no {key[:-1]} '{name}'" + (f"; {hint}" if hint else "")
                raise click.BadParameter(message, param_hint=(arguments or {}).get(key, f"--{key[:-1]}"))


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a bar on a terminal; elsewhere a line for each job."""
    if not sys.stderr.isatty():
        yield lambda done, of, name: click.echo(f"[{done}/{of}] {name}")
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("building", total=None)

        def show(done: int, of: int, name: str) -> None:
            bar.update(task, completed=done, total=of, description=name, refresh=True)

        yield show


def _closing_line(made: Build) -> str:
    """Say what was made and where to open it."""
    outputs = made.manifest["outputs"]
    shown = _path(made.folder / "index.html")
    if not made.ran:
        return f"Nothing changed. Open {shown}"

    def number(folder: str, ending: str) -> int:
        return sum(o["path"].startswith(f"{folder}/") and o["path"].endswith(ending) for o in outputs)

    posts = number("posts", ".txt") - number("posts", "/alt.txt")
    total = f"{number('leaflets', '.pdf')} leaflet files, {posts} posts, {number('web', '.html')} web pages"
    gone = f"; {len(made.removed)} old {'file' if len(made.removed) == 1 else 'files'} removed" if made.removed else ""
    return f"Made {made.ran} of {len(made.steps)} jobs ({total} in all{gone}). Open {shown}"
