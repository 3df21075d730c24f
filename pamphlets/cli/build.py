"""Turns the commands build, export and serve into outputs in build/, and lines that say what was made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import idle, options, terminal

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pamphlets.builder import Build, Selection, cache, engine
    from pamphlets.model import Problem, Schedule


@click.command()
@options.project
@click.option("--channel", "channels", multiple=True, metavar="NAME", help="Only this channel. May be repeated.")
@click.option("--pamphlet", "pamphlets", multiple=True, metavar="NAME", help="Only this source of content/.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language.")
@click.option("--site", "sites", multiple=True, metavar="ID", help="Only the outputs of this site.")
@click.option("--output", type=options.FOLDER, help="Where to write (default: build/ in the project).")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
@click.option("--workers", metavar="N|URL", help="The same; or dask://HOST:PORT, or module:function for any Executor.")
@click.option("--force", is_flag=True, help="Render what is unchanged, too.")
@click.option("--explain", is_flag=True, help="Say of each job why it ran or did not.")
@click.option("--strict", is_flag=True, help="Stop for warnings, too.")
@click.option("--press", is_flag=True, help="Make a file of each leaflet for a print shop, too.")
@click.option("--one-sided", is_flag=True, help="Make fronts and backs as two files, too, for one-sided printers.")
@click.option("--shard", metavar="3/8", help="Render this part of the jobs into the cache, and write nothing else.")
@options.share
def build(root: Path, output: Path | None, jobs: int | None, workers: str | None, force: bool, explain: bool,
          strict: bool, press: bool, one_sided: bool, address: str | None, shard: str | None, read_only: bool,
          **names: tuple[str, ...]) -> None:  # fmt: skip
    """Make everything that content/ says, in build/."""
    folder = output.resolve() if output else root.resolve() / "build"
    plain = not (force or explain or strict or press or one_sided or shard or any(names.values()))
    before = idle.state(root.resolve(), folder) if plain else ""
    if (known := idle.recall(folder, before, options.today().isoformat())) is not None:
        terminal.print_lines(known)
        click.echo(_unchanged(folder))
        return
    from pamphlets import builder

    names["pamphlets"] = options.sources(names["pamphlets"])
    selection = builder.Selection(**names, extras=("press",) * press + ("one-sided",) * one_sided)
    if workers and workers.isdecimal():
        jobs, workers = max(1, min(int(workers), 64)), None
    shared = options.cache(address, read_only)
    if shard:
        if output or force or explain or strict:
            raise click.UsageError(
                "--shard writes into the cache alone: leave out --output, --force, --explain, --strict"
            )
        options.check_names(root, names)
        with _engine(workers) as engine:
            _fill(root, shard, shared, selection, jobs, engine)
        return
    with terminal.progress() as progress, _engine(workers) as engine:
        made = builder.build(root, output=output, selection=selection, jobs=jobs, force=force, strict=strict,
                             today=options.today(), progress=progress, cache=shared, engine=engine,
                             begin=lambda: options.check_names(root, names))  # fmt: skip
    _print_steps(made, explain, one_sided)
    told = terminal.lines((*made.problems, *_overdue(made)), most=2)
    terminal.print_lines(told)
    click.echo(_closing_line(made))
    if before and not (made.ran or made.removed):
        idle.note(folder, before, told, *_span(made))


def _print_steps(made: Build, explain: bool, one_sided: bool) -> None:
    """Print what each job did, if asked, how leaflets fit, and how to print fronts and backs apart."""
    for step in made.steps if explain else ():
        did = "took" if step.taken else "ran " if step.ran else "kept"
        click.echo(f"{did}  {step.name}: {step.why}")
    for line in made.fits:
        click.echo(line)
    if one_sided:
        click.echo("One-sided printer: print NAME.fronts.pdf, turn the stack over as you turn the page of a book, "
                   "put it back, and print NAME.backs.pdf. Try one sheet first.")  # fmt: skip


def _engine(address: str | None) -> AbstractContextManager[engine.Engine | None]:
    """Return the workers at an address, as long as they are needed; without one, nothing of them is loaded."""
    from contextlib import nullcontext

    if not address:
        return nullcontext()
    from pamphlets.builder import engine

    return engine.Engine(address)


def _fill(
    root: Path, shard: str, shared: cache.Cache | None, selection: Selection, jobs: int | None,
    engine: engine.Engine | None,
) -> None:  # fmt: skip
    """Render a part of the jobs into a cache, and say how many."""
    import re

    from pamphlets.builder import shards

    found = re.fullmatch(r"([1-9]\d{0,4})/([1-9]\d{0,4})", shard)
    if not found or int(found[1]) > int(found[2]):
        raise click.BadParameter(f"'{shard}' is no part: write 3/8 for the third of eight", param_hint="--shard")
    if not shared or shared.read_only:
        raise click.UsageError("--shard needs --cache URL, and to write there")
    part = shards.Shard(int(found[1]), int(found[2]))
    with terminal.progress() as progress:
        done = shards.fill(root, part, shared, selection=selection, jobs=jobs, engine=engine, progress=progress)
    terminal.print_problems(done.problems, most=2)
    click.echo(f"Part {part.number} of {part.of}: rendered {done.rendered} jobs; the cache had {done.taken}.")


def _overdue(made: Build) -> Iterable[Problem]:
    """Return the problems of texts past their date; without such, nothing that knows of them is loaded."""
    today = options.today()
    late = [one for one in made.manifest.pamphlets if one.review_by and one.review_by < today.isoformat()]
    if not late:
        return ()
    from pamphlets.checks import dates

    return dates.overdue(late, today)


def _span(made: Build) -> tuple[str, str]:
    """Return today, and the last day of which nothing else is to be said: the next review of a text, if any."""
    today = options.today().isoformat()
    return today, min(
        (one.review_by for one in made.manifest.pamphlets if one.review_by >= today), default="9999-12-31"
    )


def _unchanged(folder: Path) -> str:
    return f"Nothing changed. Open {terminal.path(folder / 'index.html')}"


def _closing_line(made: Build) -> str:
    """Say what was made and where to open it."""
    paths = [output.path for output in made.manifest.outputs]
    shown = terminal.path(made.folder / "index.html")
    if not made.ran:
        return _unchanged(made.folder)

    def number(folder: str, ending: str) -> int:
        return sum(path.startswith(f"{folder}/") and path.endswith(ending) for path in paths)

    counts = {
        "leaflet files": number("leaflets", ".pdf"),
        "posts": number("posts", ".txt") - number("posts", "/alt.txt"),
        "web pages": number("web", ".html") - number("web", "/article.html"),
        "slides": number("slides", ".png"),
        "e-mails": number("email", ".html"),
    }
    total = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing"
    gone = f"; {len(made.removed)} old {'file' if len(made.removed) == 1 else 'files'} removed" if made.removed else ""
    taken = f", {made.taken} of them from the cache" if made.taken else ""
    return f"Made {made.ran} of {len(made.steps)} jobs{taken} ({total} in all{gone}). Open {shown}"


@click.command()
@options.project
@click.option("--from", "start", metavar="DATE", help="The day of the first post, as 2027-01-04.")
@click.option("--every", metavar="3d", default="3d", show_default=True, help="How far apart: days (3d) or weeks (1w).")
@click.option("--at", metavar="HH:MM", default="09:00", show_default=True, help="The hour of each post, your time.")
@click.option(
    "--to", multiple=True, type=click.Choice(["buffer", "publer", "ics"]), help="Only for this (default: all)."
)
@click.option("--pamphlet", "pamphlets", multiple=True, metavar="NAME", help="Only the posts of this source.")
@click.option("--output", type=options.FOLDER, help="Where to write (default: build/ in the project).")
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
    options.check_names(root, {"pamphlets": pamphlets})
    last = read_manifest(output or root / "build") if pamphlets else None
    schedule = None if remove else _schedule(str(start), every, at, to)
    schedules = {**(last.schedules if last else {}), **dict.fromkeys(pamphlets or ([] if remove else [""]), schedule)}
    with terminal.progress() as progress:
        made = builder.build_what_fits(root, output=output, schedules=schedules, progress=progress)
    terminal.print_problems(made.problems)
    terminal.print_unmade(made)
    made_here = [one.path for one in made.manifest.outputs if one.path.endswith((".csv", ".ics"))]
    for path in made_here:
        click.echo(f"wrote {terminal.path(made.folder / path)}")
    if made.removed or remove:
        click.echo(f"removed {len(made.removed)} files")
    if not made_here and not remove:
        raise click.ClickException("no post was laid out: there is none that is signed ('reviewer', 'reviewed')")


def _schedule(start: str, every: str, at: str, to: tuple[str, ...]) -> Schedule:
    """Return when posts go out; refuse what is no date or is over, as usage errors."""
    from datetime import datetime

    from pamphlets.channels.calendar import schedule

    try:
        return schedule.read(start, every, at, to, datetime.now())
    except schedule.NoSchedule as fault:
        raise click.BadParameter(str(fault), param_hint=f"--{fault.name}") from fault


@click.command()
@options.project
@click.option("--port", type=click.IntRange(1024, 65535), help="Where to listen (default: 8000, or the next free).")
@click.option("--no-open", "quiet", is_flag=True, help="Do not open a browser.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
@options.share
def serve(root: Path, port: int | None, quiet: bool, jobs: int | None, address: str | None, read_only: bool) -> None:
    """Build, show the desk in a browser, and build again whenever a file changes."""
    import webbrowser
    from threading import Event

    from pamphlets import serve

    context = click.get_current_context()  # what follows the files does so in a thread of its own

    def say(text: str) -> None:
        click.echo(terminal.name_command(text, context))

    with serve.serving(root.resolve(), port, say, jobs, options.cache(address, read_only)) as server:
        click.echo(f"The desk is at {server.entry} for this computer alone. Ctrl+C ends this.")
        if not quiet:
            webbrowser.open(server.entry)
        try:
            Event().wait()
        except KeyboardInterrupt:
            click.echo("Ended.")
