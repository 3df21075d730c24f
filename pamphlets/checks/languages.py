"""Turns the languages of a project into the checks that each does not have, and one problem a language that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from pamphlets.checks import claims, reading
from pamphlets.checks.claims import LANGUAGES, Checker
from pamphlets.checks.findings import Source
from pamphlets.checks.rules import EDITOR
from pamphlets.localized import names
from pamphlets.model import Location, Problem
from pamphlets.project import Project

SAYS: Mapping[str, str] = {
    "claims": "claims",
    "other-claims": "claims beyond your own rules",
    "required": "required lines",
    "reading": "reading",
}
"""What a message calls each check."""
_HINT = (
    "let somebody look for what they would find, and note it in the front matter: "
    "allow: [{rule: unchecked-language, why: …, by: …, on: …}]"
)


def lacking(project: Project, checker: Checker | None = None) -> Mapping[str, tuple[str, ...]]:
    """Return the checks that a language of a project lacks, by its code without a region, if it lacks any.

    Where the project's own rules are all that there is about claims, it lacks the other ones.
    """
    codes = dict.fromkeys(code.split("-")[0] for code in project.practice.languages)
    checker = checker or claims.checker(project)
    found = {code: tuple(_lacking(code, checker)) for code in codes}
    return {code: lacks for code, lacks in found.items() if lacks}


def _lacking(code: str, checker: Checker) -> Iterator[str]:
    if code not in LANGUAGES:
        yield "other-claims" if code in checker.languages else "claims"
        yield "required"
    if code not in reading.SYLLABLES:
        yield "reading"


def check(texts: Iterable[Source], allowed: Set[str], project: Project, checker: Checker) -> Iterator[Problem]:
    """Yield a problem for each language that lacks checks, at the first of its texts, or one that is `allowed`."""
    for code, lacks in lacking(project, checker).items():
        paths = [one.path for one in texts if one.language.split("-")[0] == code]
        if paths:
            *first, last = (SAYS[one] for one in lacks)
            what = f"{', '.join(first)} and {last} are" if first else f"{last} is"
            message = f"{names.english(code) or code}: {what} not checked"
            path = min(paths, key=lambda path: (path not in allowed, path))
            yield EDITOR["unchecked-language"].at(Location(path, 1), message, _HINT)
