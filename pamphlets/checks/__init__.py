"""Turns a library into the problems that need no rendering; one module a subject.

A check is a function: from what it looks at, and today where it asks for it, to problems. What depends on today is
apart, in `dated`: no output may depend on it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.checks.findings import Findings
from pamphlets.checks.rules import Rule

__all__ = [
    "Findings",
    "Rule",
    "counters",
    "dates",
    "languages",
    "letters",
    "links",
    "placeholders",
    "recall",
    "report",
    "translations",
]

if TYPE_CHECKING:
    from pamphlets.channels.series import Every
    from pamphlets.checks.claims import Checker
    from pamphlets.checks.prose import Prose
    from pamphlets.library import Library
    from pamphlets.model import Pamphlet, Problem
    from pamphlets.project import Project


def run(library: Library, project: Project, every: Every | None = None, *, strict: bool = False) -> tuple[Problem, ...]:
    """Run every check that does not ask for the day.

    In sources that nobody has signed, errors of rules that wait for that are warnings, unless `strict`.
    `every` series of posts is made here where it is not given.
    """
    found = of_each(library, project, every, strict=strict)
    return of_all(found.values(), library.found.get("", ()), project)


def of_each(
    library: Library, project: Project, every: Every | None = None, names: Iterable[str] | None = None, *,
    strict: bool = False, languages: Collection[str] = (), posts: bool = True,
) -> dict[str, Findings]:  # fmt: skip
    """Return what is found in each pamphlet, in all its languages, by its name; `names` are those to look at.

    Of some `languages` the words are looked at, of others only what keeps a source from being read; `posts` says
    whether posts are looked at, too.
    """
    from pamphlets.checks import claims, prose, rules, translations
    from pamphlets.checks import posts as of_series

    checker, said = claims.checker(project), prose.Prose(project)
    known = rules.every(checker.rules)
    series = {name: tuple(own) for name, own in groupby(every or (), key=lambda one: one[0].pamphlet.name)}
    found = {}
    for name, own, sources in library.each(names):
        known_series = None if every is None or own.errors else series.get(name, ())
        mine, judge = own.only(languages) if languages else own, _Judge(sources, known, strict)
        of_posts = of_series.check(mine, project, known_series) if posts else ()
        told = translations.explain(replace(own, problems=mine.problems), said, checker)  # it compares with originals
        problems = chain(told, of_posts, _find(mine, project, checker, said))
        found[name] = _of_one(mine, project, problems, judge)
    return found


def of_structure(library: Library, project: Project, names: Iterable[str]) -> dict[str, tuple[Problem, ...]]:
    """Return what is wrong with the structure of each pamphlet, as `of_each` says it, without a look at its words."""
    from pamphlets.checks import claims, rules

    known = rules.every(claims.checker(project).rules)
    return {name: _Judge(sources, known, strict=False).of(own.problems) for name, own, sources in library.each(names)}


def _of_one(own: Library, project: Project, problems: Iterable[Problem], judge: _Judge) -> Findings:
    from pamphlets.checks import allowances, dates, findings, letters, sources

    pamphlets = tuple(own.pamphlets.values())
    strange, characters = letters.of(own, project)
    return Findings(
        problems=judge.of(problems),
        errors=bool(own.errors),
        unsigned=judge.of(dates.check_shown(own)),
        made_of=tuple(dict.fromkeys(path for edition in own.editions for path in edition.pamphlet.unsigned)),
        allowances=tuple(allowances.of(pamphlets, judge.rules, not own.errors)),
        used=tuple(sorted(judge.used)),
        dated=tuple(dates.of(own)),
        texts=tuple(findings.Source(one.path, one.language, one.address, one.locate("slug")) for one in pamphlets),
        letters=strange,
        characters=characters,
        cited=tuple(sorted(sources.cited(own))),
    )


class _Judge:
    """Turns problems into those that are told: none that is waived; in drafts, what waits is a warning."""

    def __init__(self, sources: Sequence[Pamphlet], rules: Mapping[str, Rule], strict: bool) -> None:
        self.sources, self.rules = sources, rules
        self.drafts = {one.path for one in sources if not (strict or (one.reviewer and one.reviewed))}
        self.used = set[tuple[str, int]]()

    def of(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return what is told of some problems; allowances that waive one are noted in `used`."""
        from pamphlets.checks import allowances

        return tuple(dict.fromkeys(map(self._wait, allowances.apply(problems, self.sources, self.rules, self.used))))

    def _wait(self, problem: Problem) -> Problem:
        waits = problem.location.path in self.drafts and problem.rule in self.rules and self.rules[problem.rule].waits
        return replace(problem, severity="warning") if waits else problem


def _find(own: Library, project: Project, checker: Checker, said: Prose) -> Iterator[Problem]:
    """Yield every problem of the words of one pamphlet."""
    from pamphlets.checks import (
        claims,
        dates,
        glossary,
        pictures,
        placeholders,
        reading,
        required,
        sources,
        thresholds,
        words,
    )

    limits = thresholds.of(project.practice)
    yield from placeholders.check(own, project)
    yield from dates.check(own)
    for pamphlet in own.pamphlets.values():
        yield from claims.check(said.everything(pamphlet), checker)
    yield from claims.check(said.pictures(own), checker)
    yield from required.check(own, said, checker)
    yield from reading.check(own, said, limits)
    yield from glossary.check(own, said)
    yield from words.check(own, said, limits)
    yield from sources.check(own, said)
    yield from pictures.check(own, said)


def of_all(
    found: Iterable[Findings], of_settings: Iterable[Problem], project: Project, *, whole: bool = True
) -> tuple[Problem, ...]:
    """Return every problem, once, of pamphlets (as `found`) and settings: errors first, then by place.

    Without the `whole` of the pamphlets nothing is said to be used by none.
    """
    every = dict.fromkeys(_every(tuple(found), tuple(of_settings), project, whole))
    return tuple(sorted(every, key=lambda one: (one.severity != "error", one.location.path, one.location.line)))


def _every(
    every: Sequence[Findings], of_settings: Sequence[Problem], project: Project, whole: bool
) -> Iterator[Problem]:
    from pamphlets import library
    from pamphlets.checks import allowances, claims, languages, letters, placeholders, prose, sources, thresholds

    checker = claims.checker(project)
    texts = [text for one in every for text in one.texts]
    sure = whole and not any(one.errors for one in every) and all(one.severity == "warning" for one in of_settings)
    yield from of_settings
    yield from library.clashes((text.address, text.language, text.place) for text in texts)
    for one in every:
        yield from one.problems
    made_of = {path for one in every for path in one.made_of}
    yield from (problem for one in every for problem in one.unsigned if problem.location.path in made_of)
    yield from placeholders.check_practice(project)
    yield from checker.problems()
    yield from claims.check(prose.Prose(project).practice(), checker)
    used = {key for one in every for key in one.used}
    allowed = [one for each in every for one in each.allowances]
    unchecked = {one.path: one for one in allowed if (one.rule, one.block) == ("unchecked-language", "")}
    for problem in languages.check(texts, unchecked.keys(), project, checker):
        if waiver := unchecked.get(problem.location.path):
            used.add((waiver.path, waiver.number))
        else:
            yield problem
    yield from thresholds.check(project.practice)
    yield from sources.check_references({key for one in every for key in one.cited}, project, sure)
    strange, characters = [letter for one in every for letter in one.letters], "".join(one.characters for one in every)
    yield from letters.check(strange, characters, (text.language for text in texts), project)
    if sure:
        yield from allowances.left_over(allowed, used)


def run_today(found: Iterable[Findings], project: Project, today: date) -> Iterator[Problem]:
    """Run the checks that compare dates with today."""
    from pamphlets.checks import dates, sources, thresholds

    yield from dates.against((dated for one in found for dated in one.dated), today)
    yield from sources.against(project, thresholds.of(project.practice)["reference-years"], today)


def rules_of(root: Path) -> Mapping[str, Rule]:
    """Return every rule by id, those of the project in a folder too, if there is one."""
    from pamphlets.checks import claims, rules
    from pamphlets.project import Project

    there = os.path.isfile(root / "content" / "practice.yml")
    return rules.every(claims.checker(Project.read(root) if there else None).rules)
