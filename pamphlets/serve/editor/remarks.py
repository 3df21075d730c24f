"""Turns problems into remarks at the lines of the text that is open in an editor, with what to put in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pamphlets.model import Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class Fix:
    """Words of a line, which are there once, and what to put in their place."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem as an editor shows it, at a line (0: all) of the file at `path`; it is JSON as it stands."""

    severity: Severity
    rule: str
    message: str
    hint: str
    path: str
    line: int
    fix: Fix | None = None


def of(problems: Iterable[Problem], path: str = "", text: str = "") -> tuple[Remark, ...]:
    """Return remarks on the source at a path, which says a text: what it embeds is remarked where it does so."""
    lines = text.split("\n")
    return tuple(_remark(one, path, lines) for one in problems)


def fault(error: Exception) -> Problem:
    """Return a fault of the program as a problem; the paths of this computer are not in it."""
    why = isinstance(error, OSError) and error.strerror
    return Problem("fault", f"{type(error).__name__}: {why or error}", Location(""), "please report this")


def line(place: Location, path: str) -> int:
    """Return the line of the source at a path that a place is in, or that shows it; 0 if there is none."""
    here: Location | None = place
    while here and here.path != path:
        here = here.embedded_by
    return here.line if here else 0


def _remark(problem: Problem, path: str, lines: Sequence[str]) -> Remark:
    place, own = problem.location, line(problem.location, path)
    at = (path, own) if own else (place.path, place.line)
    fix = _fix(problem, lines[own - 1] if 0 < own <= len(lines) else "") if place.path == path else None
    return Remark(problem.severity, problem.rule, problem.message, problem.hint, *at, fix)


def _fix(problem: Problem, written: str) -> Fix | None:
    """Return what the hint would put in the place of what a line says, if the line says that once."""
    if problem.meant and written.count(problem.meant[0]) == 1:
        return Fix(*problem.meant)
    return None
