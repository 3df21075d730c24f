"""Turns a folder into the plan of a build: its project, library, jobs and problems, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.builder import output as store
from pamphlets.errors import PamphletError

if TYPE_CHECKING:
    from pamphlets.library import Library
    from pamphlets.model import Job, Problem
    from pamphlets.project import Project


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a build knows before it renders; `problems` are those that need no rendering and no day."""

    project: Project
    library: Library
    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]


def plan(root: Path, extras: tuple[str, ...] = (), *, strict: bool = False) -> Plan:
    """Read the project in a folder and plan every job; `extras` are made only when asked for.

    With errors in sources or settings nothing is planned, but all that can be said of the words is said; with `strict`
    what waits for a signature is an error in drafts, too. Raises PamphletError if there is no project.
    """
    from pamphlets import checks, library
    from pamphlets.channels import CHANNELS, series
    from pamphlets.project import CHANNELS as NAMES
    from pamphlets.project import Project

    project = Project.read(root, extras)
    read = library.survey(project)
    every = None if read.errors else series.every(read.editions, project)
    problems = list(checks.run(read, project, every, strict=strict))
    jobs: list[Job] = []
    left = {*NAMES}.difference(project.channels)
    for channel in (one for name, one in CHANNELS.items() if name not in left) if not read.errors else ():
        try:
            jobs += channel.plan(read.editions, project, every)
        except PamphletError as error:
            problems += (problem for problem in error.problems if problem not in problems)
    problems += store.clashes((path, job.name) for job in jobs for path in job.paths)
    return Plan(project, read, tuple(jobs), tuple(problems))
