"""Turns what several commands take, such as --project, into folders, names of the project, and the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from pamphlets.builder import cache as caches


FOLDER = click.Path(file_okay=False, path_type=Path)


def _remember(context: click.Context, option: click.Parameter, root: Path) -> Path:
    """Keep the project that was named for the hints: they name it, too."""
    if context.get_parameter_source(option.name or "") == click.core.ParameterSource.COMMANDLINE:
        context.meta["project"] = str(root)
    return root


project = click.option(
    "--project", "root", type=FOLDER, default=".", callback=_remember, help="The project's folder (default: this one)."
)


def share(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take --cache and --cache-read-only: the `address` and `read_only` that `cache` takes."""
    command = click.option(
        "--cache-read-only", "read_only", is_flag=True, help="Take results from there, and give it none."
    )(command)
    return click.option(
        "--cache", "address", envvar="PAMPHLETS_CACHE", metavar="URL", help="Share results: a folder, s3://…, https://…"
    )(command)


def cache(address: str | None, read_only: bool) -> caches.Cache | None:
    """Return the shared results at an address; without one, nothing that knows of them is loaded."""
    if not address:
        if read_only:
            raise click.UsageError("--cache-read-only needs --cache URL")
        return None
    from pamphlets.builder import cache

    return cache.Cache(address, read_only=read_only)


def today() -> date:
    """Return the day, which nothing but the command line knows."""
    from datetime import date

    return date.today()


def sources(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of sources that may have been given as paths."""
    return tuple(name.removeprefix("content/").removesuffix(".md") for name in names)


def check_names(root: Path, names: dict[str, tuple[str, ...]], arguments: Mapping[str, str] | None = None) -> None:
    """Refuse names that the project does not have, as usage errors; `arguments` are those that are no options."""
    if not any(names.values()):
        return
    from pamphlets.errors import nearest
    from pamphlets.project import Project
    from pamphlets.source import ids

    project = Project.load(root.resolve())
    known: dict[str, Iterable[str]] = {
        "channels": project.channels,
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
