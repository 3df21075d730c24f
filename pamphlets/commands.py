"""Turns the editor's commands into calls of the checks, and their findings into lines for people and machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from pamphlets.checks.rules import Rule
    from pamphlets.model import Problem

FOLDER = click.Path(file_okay=False, path_type=Path)
project = click.option("--project", "root", type=FOLDER, default=".", help="The project's folder (default: this one).")


def today() -> date:
    """Return the day, which nothing but the command line knows."""
    from datetime import date

    return date.today()


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error: errors in red, warnings in yellow, hints plain."""
    for problem in problems:
        first, _, hint = str(problem).partition("\n")
        color = "red" if problem.severity == "error" else "yellow"
        click.echo(first.replace(f"{problem.severity}:", click.style(f"{problem.severity}:", color), 1), err=True)
        if hint:
            click.echo(hint, err=True)


@click.command()
@project
@click.option("--fit", is_flag=True, help="Render too, and see whether everything fits.")
@click.option("--rule", "names", multiple=True, metavar="ID", help="Only this rule. May be repeated.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print problems."
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
def check(root: Path, fit: bool, names: tuple[str, ...], form: str, strict: bool) -> None:
    """Find what is wrong, and write nothing. `pamphlets rules` lists what is looked for."""
    from pamphlets import builder, manifest
    from pamphlets.checks import report

    _rules(root, names)
    found = builder.check(root, fit=fit, today=today())
    problems = report.grouped(problem for problem in found if not names or problem.rule in names)
    if form == "json":
        click.echo(json.dumps([manifest.shown(problem) for problem in problems], ensure_ascii=False, indent=1))
    elif form == "github":
        click.echo("".join(f"{report.github(problem)}\n" for problem in problems), nl=False)
    else:
        print_problems(problems)
        click.echo(report.summary(problems) or "No problems found.")
    if any(strict or problem.severity == "error" for problem in problems):
        sys.exit(1)


@click.command()
@project
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
            raise click.BadParameter(f"there is no rule '{name}'; {nearest(name, known) or 'see: pamphlets rules'}")
    return known


@click.command()
@project
@click.option("--within", type=click.IntRange(0, 3660), default=90, show_default=True, metavar="DAYS")
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write a calendar of them to this file.")
def due(root: Path, within: int, ics: Path | None) -> None:
    """List the texts that must be looked at again within some days, or should have been."""
    from datetime import timedelta

    from pamphlets import library
    from pamphlets.checks import dates
    from pamphlets.project import Project

    known = Project.load(root.resolve())
    found = dates.due(library.read(known), today() + timedelta(within))
    for one in found:
        late = "  overdue" if one.review_by < today().isoformat() else ""
        click.echo(f"{one.review_by}  {one.path}  {one.title}{late}")
    if not found:
        click.echo(f"Nothing is due within {within} days.")
    if ics:
        ics.write_bytes(dates.calendar(found, known.practice.name).encode("utf-8"))
        click.echo(f"wrote {ics}")
