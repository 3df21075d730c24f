"""Turns a library into the problems that need no rendering; one module a subject.

A check is a function: from what it looks at, and today where it asks for it, to problems. What depends on today is
apart, in `dated`: no output may depend on it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.checks.rules import Rule

__all__ = ["Rule", "dates", "languages", "links", "placeholders", "recall", "report", "translations"]

if TYPE_CHECKING:
    from pamphlets.channels.series import Every
    from pamphlets.checks.claims import Checker
    from pamphlets.library import Library
    from pamphlets.model import Problem
    from pamphlets.project import Project


def run(library: Library, project: Project, every: Every | None = None, *, strict: bool = False) -> Iterator[Problem]:
    """Run every check that does not ask for the day; the warnings of the library come first.

    In sources that nobody has signed, errors of rules that wait for that are warnings, unless `strict`.
    `every` series of posts is made here where it is not given.
    """
    from pamphlets.checks import allowances, claims, rules

    checker = claims.checker(project)
    known = rules.every(checker.rules)
    drafts = {one.path for one in library.pamphlets.values() if not (strict or (one.reviewer and one.reviewed))}
    for problem in allowances.apply(_find(library, project, checker, every), library, known):
        waits = problem.location.path in drafts and problem.rule in known and known[problem.rule].waits
        yield replace(problem, severity="warning") if waits else problem


def _find(library: Library, project: Project, checker: Checker, every: Every | None) -> Iterator[Problem]:
    from pamphlets.checks import (
        claims,
        dates,
        glossary,
        languages,
        letters,
        pictures,
        placeholders,
        posts,
        prose,
        reading,
        required,
        sources,
        thresholds,
        translations,
        words,
    )

    said, limits = prose.Prose(project), thresholds.of(project.practice)
    yield from translations.explain(library, said, checker)
    yield from posts.check(library, project, every)
    yield from placeholders.check(library, project)
    yield from dates.check(library)
    yield from checker.problems()
    for pamphlet in library.pamphlets.values():
        yield from claims.check(said.everything(pamphlet), checker)
    yield from claims.check(said.practice(library), checker)
    yield from languages.check(library, project, checker)
    yield from required.check(library, said, checker)
    yield from thresholds.check(project.practice)
    yield from reading.check(library, said, limits)
    yield from glossary.check(library, said)
    yield from words.check(library, said, limits)
    yield from sources.check(library, said, project)
    yield from pictures.check(library, said)
    yield from letters.check(library, project)


def run_today(library: Library, project: Project, today: date) -> Iterator[Problem]:
    """Run the checks that compare dates with today."""
    from pamphlets.checks import dates, sources, thresholds

    yield from dates.against(library, today)
    yield from sources.against(project, thresholds.of(project.practice)["reference-years"], today)


def rules_of(root: Path) -> Mapping[str, Rule]:
    """Return every rule by id, those of the project in a folder too, if there is one."""
    from pamphlets.checks import claims, rules
    from pamphlets.project import Project

    there = os.path.isfile(root / "content" / "practice.yml")
    return rules.every(claims.checker(Project.read(root) if there else None).rules)
