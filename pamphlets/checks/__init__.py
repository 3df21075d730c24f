"""Turns a library into the problems that need no rendering; one module a subject."""

from __future__ import annotations

from collections.abc import Iterator

from pamphlets.checks import posts
from pamphlets.library import Library
from pamphlets.model import Problem
from pamphlets.project import Project


def run(library: Library, project: Project) -> Iterator[Problem]:
    """Run every check over a library."""
    yield from posts.check(library, project)
