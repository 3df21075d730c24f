"""Turns the commands check, rules and due into lines for people and machines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pamphlets.cli import options, terminal

if TYPE_CHECKING:
    from pamphlets.checks import Rule
    from pamphlets.model import Problem


@click.command()
@options.project
@click.option("--fit", is_flag=True, help="Render too, and see whether everything fits.")
@click.option("--rule", "names", multiple=True, metavar="ID", help="Only this rule. May be repeated.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print problems."
)
@click.option("--strict", is_flag=True, help="Ask of drafts what `publish` asks; exit with 1 for warnings, too.")
@click.option("--links", is_flag=True, help="Ask for the addresses outside, too: over the network, each once a week.")
def check(root: Path, fit: bool, names: tuple[str, ...], form: str, strict: bool, links: bool) -> None:
    """Find what is wrong, and write nothing. The command `rules` lists what is looked for."""
    import json

    from pamphlets import builder
    from pamphlets.builder import manifest
    from pamphlets.checks import report

    _rules(root, names)
    found = [*builder.check(root, fit=fit, today=options.today(), strict=strict), *(_ask_links(root) if links else ())]
    problems = report.group(problem for problem in found if not names or problem.rule in names)
    if form == "json":
        click.echo(json.dumps([manifest.plain(manifest.keep(one)) for one in problems], ensure_ascii=False, indent=1))
    elif form == "github":
        click.echo("".join(f"{report.github(problem)}\n" for problem in problems), nl=False)
    else:
        terminal.print_problems(problems)
        if not problems:
            click.echo("No problems found.")
    if any(strict or problem.severity == "error" for problem in problems):
        sys.exit(1)


def _ask_links(root: Path) -> Iterable[Problem]:
    """Ask for the addresses outside; what answered is noted in the user's cache folder."""
    import json

    from pamphlets import files, library
    from pamphlets.checks import links
    from pamphlets.errors import PamphletError
    from pamphlets.project import Project

    known = Project.read(root.resolve())
    try:
        read = library.read(known)
    except PamphletError:  # `check` says what is wrong
        return ()
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pamphlets"
    try:
        cache = dict(json.loads((folder / "links.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        cache = {}
    found = tuple(links.check(links.addresses(read, known), cache, options.today()))
    try:
        files.write(folder / "links.json", json.dumps(cache, indent=1))
    except PamphletError:
        click.echo(f"the answers could not be noted in {folder}", err=True)
    return found


@click.command()
@options.project
@click.argument("names", metavar="[ID]...", nargs=-1)
def rules(root: Path, names: tuple[str, ...]) -> None:
    """List what is checked; of the rules named, why, and where that comes from."""
    from pamphlets.checks import report

    for line in report.listing(_rules(root, names), names):
        click.echo(line)


def _rules(root: Path, names: Iterable[str]) -> Mapping[str, Rule]:
    """Return all rules, those of the project too if there is one; a name that is none is a usage error."""
    from pamphlets import checks
    from pamphlets.errors import nearest

    known = checks.rules_of(root.resolve())
    for name in names:
        if name not in known:
            hint = nearest(name, known) or terminal.name_command("'pamphlets rules' lists them")
            raise click.BadParameter(f"there is no rule '{name}'; {hint}")
    return known


@click.command()
@options.project
@click.option("--within", type=click.IntRange(0, 3660), default=90, show_default=True, metavar="DAYS")
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write a calendar of them to this file.")
def due(root: Path, within: int, ics: Path | None) -> None:
    """List the texts that must be looked at again within some days, or should have been."""
    from datetime import timedelta

    from pamphlets import files, library
    from pamphlets.checks import dates
    from pamphlets.project import Project

    known = Project.read(root.resolve())
    found = dates.due(library.read(known), options.today() + timedelta(within))
    for one in found:
        late = "  overdue" if one.review_by < options.today().isoformat() else ""
        click.echo(f"{one.review_by}  {one.path}  {one.title}{late}")
    if not found:
        click.echo(f"Nothing is due within {within} days.")
    if ics:
        from pamphlets.channels import calendar

        files.write(ics, calendar.reviews(found, known.practice.name))
        click.echo(f"wrote {ics}")
