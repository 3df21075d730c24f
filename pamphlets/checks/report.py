"""Turns problems and rules into what is printed of them: lines for people, annotations for GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pamphlets.checks.rules import Rule
from pamphlets.model import Problem


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems file by file, line by line, errors first where they share a line."""
    return tuple(sorted(problems, key=lambda p: (p.location.path, p.location.line, p.severity, p.rule)))


def summary(problems: Sequence[Problem]) -> str:
    """Return how many there are, or '' where there are none."""
    if not problems:
        return ""
    errors = sum(problem.severity == "error" for problem in problems)
    files = len({problem.location.path for problem in problems})
    return f"{_number(errors, 'error')}, {_number(len(problems) - errors, 'warning')} in {_number(files, 'file')}"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def github(problem: Problem) -> str:
    """Return a problem as a workflow command, which GitHub shows beside the line."""
    place = problem.location
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    where = {"file": place.path, "line": str(place.line or 1), "title": problem.rule}
    named = ",".join(f"{key}={_escaped(value, ',:')}" for key, value in where.items())
    return f"::{problem.severity} {named}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def listing(rules: Mapping[str, Rule], names: Sequence[str]) -> Iterator[str]:
    """Yield a line for each rule; of those named all that is known."""
    width = max(map(len, rules))
    for rule in rules.values():
        if rule.id in names:
            waived = "may be waived in front matter (allow)" if rule.waivable else "cannot be waived"
            yield f"{rule.id} ({rule.severity}): {rule.what}\n  why: {rule.why}\n  source: {rule.source}\n  {waived}"
        elif not names:
            yield f"{rule.id:{width}}  {rule.severity:7}  {rule.what}"
