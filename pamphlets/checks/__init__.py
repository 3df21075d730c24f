"""Turns a library into the problems that need no rendering; one module a subject.

A check is a function: from what it looks at, and today where it asks for it, to problems. What depends on today is
apart, in `dated`: no output may depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphlets.checks.rules import Rule
    from pamphlets.library import Library
    from pamphlets.model import Problem
    from pamphlets.project import Project


def run(library: Library, project: Project) -> Iterator[Problem]:
    """Run every check that does not ask for the day; the warnings of the library come first."""
    from pamphlets.checks import allowances, rules

    yield from allowances.apply(_find(library, project), library, rules.every())


def _find(library: Library, project: Project) -> Iterator[Problem]:
    from pamphlets.checks import dates, posts

    yield from library.problems
    yield from posts.check(library, project)
    yield from dates.check(library)


def dated(library: Library, today: date) -> Iterator[Problem]:
    """Run the checks that compare dates with today."""
    from pamphlets.checks import dates

    return dates.against(library, today)


def rules_of(root: Path) -> Mapping[str, Rule]:
    """Return every rule by id, those of the project in a folder too, if there is one."""
    from pamphlets.checks import rules

    return rules.every()
