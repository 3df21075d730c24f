"""All jobs of a channel: those of each pamphlet, and what they share."""

from __future__ import annotations

from types import ModuleType

from pamphlets import library
from pamphlets.channels import share
from pamphlets.model import Job
from pamphlets.project.project import Project


def planned(channel: ModuleType, project: Project) -> list[Job]:
    """Return every job that a channel plans of a project."""
    own = list(channel.plan(library.read(project).editions, project))
    return [*own, *share(channel.__name__.rpartition(".")[2], own, project)]
