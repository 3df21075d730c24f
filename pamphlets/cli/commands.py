"""Turns the editor's commands into calls of the checks, and their findings into lines for people and machines."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from pamphlets.builder import Build
    from pamphlets.checks import Rule
    from pamphlets.checks import recall as recalls
    from pamphlets.model import Problem
    from pamphlets.project import Project

FOLDER = click.Path(file_okay=False, path_type=Path)


def _remember(context: click.Context, option: click.Parameter, root: Path) -> Path:
    """Keep the project that was named for the hints: they name it, too."""
    if context.get_parameter_source(option.name or "") == click.core.ParameterSource.COMMANDLINE:
        context.meta["project"] = str(root)
    return root


project = click.option(
    "--project", "root", type=FOLDER, default=".", callback=_remember, help="The project's folder (default: this one)."
)


def today() -> date:
    """Return the day, which nothing but the command line knows."""
    from datetime import date

    return date.today()


def called(text: str = "pamphlets") -> str:
    """Return a text whose hints name commands as this one was called: `'pamphlets new DIR'` is './run new DIR'.

    Where a project was named, they name it, too. Problems themselves always say pamphlets, so that what is written is
    the same however it was called.
    """
    name = os.environ.get("PAMPHLETS_COMMAND", "pamphlets")
    if text == "pamphlets":
        return name
    context = click.get_current_context(silent=True)
    root = context.meta.get("project", "") if context else ""
    of = f' --project "{root}"' if root != shlex.quote(root) else f" --project {root}"
    return re.sub(
        r"'pamphlets (?P<words>[^']*)'",
        lambda found: f"'{name} {found['words']}{of if root and not found['words'].startswith('new ') else ''}'",
        text,
    )


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, errors last and in red, warnings in yellow, hints plain; then how many."""
    found = tuple(problems)
    if not found:
        return
    from pamphlets.checks import report

    for problem in report.told(found):
        first, _, hint = called(str(problem)).partition("\n")
        color = "red" if problem.severity == "error" else "yellow"
        click.echo(first.replace(f"{problem.severity}:", click.style(f"{problem.severity}:", color), 1), err=True)
        if hint:
            click.echo(hint, err=True)
    if len(found) > 1:
        click.echo(report.summary(found), err=True)


def print_unmade(made: Build) -> None:
    """Print which leaflets were not made, if any, and that all else was."""
    if not made.unmade:
        return
    shown = ", ".join(one.name.removeprefix("leaflets/") for one in made.unmade)
    many = len(made.unmade)
    which = "This leaflet was not made" if many == 1 else f"These {many} leaflets were not made"
    click.echo(f"{which}: {shown}. All else is built. Open {path(made.folder / 'index.html')}")


def path(full: Path) -> Path:
    """Return a path as it is called from here."""
    here = Path.cwd()
    return full.relative_to(here) if full.is_relative_to(here) else full


@click.command()
@project
@click.option("--fit", is_flag=True, help="Render too, and see whether everything fits.")
@click.option("--rule", "names", multiple=True, metavar="ID", help="Only this rule. May be repeated.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print problems."
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@click.option("--links", is_flag=True, help="Ask for the addresses outside, too: over the network, each once a week.")
def check(root: Path, fit: bool, names: tuple[str, ...], form: str, strict: bool, links: bool) -> None:
    """Find what is wrong, and write nothing. The command `rules` lists what is looked for."""
    from pamphlets import builder
    from pamphlets.builder import manifest
    from pamphlets.checks import report

    _rules(root, names)
    found = [*builder.check(root, fit=fit, today=today()), *(_ask_links(root) if links else ())]
    problems = report.grouped(problem for problem in found if not names or problem.rule in names)
    if form == "json":
        click.echo(json.dumps([manifest.shown(problem) for problem in problems], ensure_ascii=False, indent=1))
    elif form == "github":
        click.echo("".join(f"{report.github(problem)}\n" for problem in problems), nl=False)
    else:
        print_problems(problems)
        if not problems:
            click.echo("No problems found.")
    if any(strict or problem.severity == "error" for problem in problems):
        sys.exit(1)


def _ask_links(root: Path) -> Iterable[Problem]:
    """Ask for the addresses outside; what answered is noted in the user's cache folder."""
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
    found = tuple(links.check(links.addresses(read, known), cache, today()))
    try:
        files.write(folder / "links.json", json.dumps(cache, indent=1))
    except PamphletError:
        click.echo(f"the answers could not be noted in {folder}", err=True)
    return found


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
            hint = nearest(name, known) or called("'pamphlets rules' lists them")
            raise click.BadParameter(f"there is no rule '{name}'; {hint}")
    return known


@click.command()
@project
@click.option("--within", type=click.IntRange(0, 3660), default=90, show_default=True, metavar="DAYS")
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write a calendar of them to this file.")
def due(root: Path, within: int, ics: Path | None) -> None:
    """List the texts that must be looked at again within some days, or should have been."""
    from datetime import timedelta

    from pamphlets import files, library
    from pamphlets.checks import dates
    from pamphlets.project import Project

    known = Project.read(root.resolve())
    found = dates.due(library.read(known), today() + timedelta(within))
    for one in found:
        late = "  overdue" if one.review_by < today().isoformat() else ""
        click.echo(f"{one.review_by}  {one.path}  {one.title}{late}")
    if not found:
        click.echo(f"Nothing is due within {within} days.")
    if ics:
        from pamphlets.channels import calendar

        files.write(ics, calendar.reviews(found, known.practice.name))
        click.echo(f"wrote {ics}")


@click.group()
def translation() -> None:
    """Keep translations as new as what they translate."""


@translation.command()
@project
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
    made = translations.accepted(text, pamphlet, found[name, default], by.strip(), _day(day).isoformat())
    files.write(known.file(pamphlet.path), made, pamphlet.path)
    click.echo(f"{pamphlet.path}: up to date, says {by.strip()} on {_day(day).isoformat()}")


def _day(text: str | None) -> date:
    """Return a day that is not in the future, or today."""
    from datetime import date

    from pamphlets.project import hints, meant

    try:
        day = date.fromisoformat(meant.date(text.strip())) if text else today()
    except ValueError as fault:
        raise click.BadParameter(f"'{text}' is no date: {hints.date(str(text).strip())}") from fault
    if day > today():
        raise click.BadParameter(f"{day} is in the future")
    return day


@click.command()
@project
@click.argument("block", required=False)
@click.option("--text", "words", metavar="WORDS", help="What carries these words, instead of a block.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
def recall(root: Path, block: str | None, words: str | None, as_csv: bool) -> None:
    """List every published output that carries BLOCK (`clot-signs`, `safety#clot-signs`) or some words.

    What it lists is what the command `publish` has recorded: what to take off the rack, put online again, and delete.
    """
    from pamphlets.checks import recall as recalls
    from pamphlets.project import Project

    if bool(block) == bool(words and words.strip()):
        raise click.UsageError("name a BLOCK, or give --text WORDS")
    known = Project.read(root.resolve())
    carriers = _of_block(block, known) if block else tuple(recalls.of_text(str(words), known))
    if as_csv:
        click.echo(recalls.table(carriers), nl=False)
        return
    for one in carriers:
        note = f"  withdrawn {one.withdrawn}" if one.withdrawn else ""
        whose = f"{one.pamphlet}  {one.language}  {one.site}"
        click.echo(f"{one.edition}  {one.published}  {whose}  {one.do}: {one.where}{note}")
    if not carriers:
        click.echo("Nothing that was published carries it.")


def _of_block(name: str, known: Project) -> tuple[recalls.Carrier, ...]:
    """Return what carries a block; a name that no block has, or had, is a usage error.

    Faults of content do not hide what went out: then every source's block of that id is meant.
    """
    from pamphlets import library
    from pamphlets.checks import recall
    from pamphlets.errors import PamphletError

    faults = None
    try:
        read = library.read(known)
    except PamphletError as error:
        read, faults = library.Library({}, ()), error
    if recall.is_known(name, read, known):
        return tuple(recall.of_block(name, read, known))
    if faults:
        raise faults
    message = f"no block is, or was, named '{name}'; {called(recall.nearest(name, read))}"
    raise click.BadParameter(message, param_hint="BLOCK")
