"""All jobs of a channel: those of each pamphlet, and what they share; and what is wrong with posts."""

from __future__ import annotations

from types import ModuleType

from pamphlets import library
from pamphlets.channels import series, share
from pamphlets.model import Job, Problem
from pamphlets.project.project import Project


def planned(channel: ModuleType, project: Project) -> list[Job]:
    """Return every job that a channel plans of a project."""
    own = list(channel.plan(library.read(project).editions, project))
    return [*own, *share(channel.__name__.rpartition(".")[2], own, project)]


def wrong_posts(project: Project) -> tuple[Problem, ...]:
    """Return what does not fit of the posts of a project."""
    every = series.every(library.read(project).editions, project)
    return tuple(problem for *_, found in every for problem in found)
