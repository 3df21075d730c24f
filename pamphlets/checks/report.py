"""Turns problems and rules into what is printed of them: lines for people, annotations for GitHub."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pamphlets.checks.rules import Rule
from pamphlets.model import Problem, printable

MOST = 5
"""Lines that are named of a problem that a file has many times."""


def group(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems file by file, line by line, errors first where they share a line: for machines."""
    return tuple(sorted(problems, key=lambda p: (p.location.path, p.location.line, p.severity, p.rule)))


def order(problems: Iterable[Problem], most: int = 0) -> Iterator[Problem]:
    """Yield problems for people: warnings file by file, then errors file by file, where they are seen.

    What is the same on many lines of a file is told once; of the warnings of one rule in one file no more than `most`
    are (0: all), and the last of them says how many there are beside it.
    """
    same: dict[tuple[object, ...], list[Problem]] = {}
    for one in group(problems):
        key = (one.severity, one.location.path, one.rule, one.message, one.hint, one.location.embedded_by)
        same.setdefault(key, []).append(one)
    told = [replace(first, message=f"{first.message}{_lines(first, others)}") for first, *others in same.values()]
    warnings = [one for one in told if one.severity == "warning"]
    number, seen = Counter((one.location.path, one.rule) for one in warnings), Counter[tuple[str, str]]()
    for one in warnings:
        of = (one.location.path, one.rule)
        seen[of] += 1
        left = number[of] - most
        if most and seen[of] == most and left:
            message = f"{one.message} (and {left} more like it in this file: 'pamphlets check --fit' shows each)"
            yield replace(one, message=message)
        elif not most or seen[of] <= most:
            yield one
    yield from (one for one in told if one.severity == "error")


def _lines(first: Problem, others: Sequence[Problem]) -> str:
    """Say on which other lines a problem is."""
    lines = sorted({other.location.line for other in others} - {first.location.line})
    if not lines:
        return ""
    more = f" and {len(lines) - MOST} more" if len(lines) > MOST else ""
    noun = "line" if len(lines) == 1 else "lines"
    return f" (also on {noun} {', '.join(map(str, lines[:MOST]))}{more})"


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
    text = "\n".join(printable(part) for part in (problem.message, problem.hint) if part)
    where = {"file": printable(place.path), "line": str(place.line or 1), "title": problem.rule}
    named = ",".join(f"{key}={_escape(value, ',:')}" for key, value in where.items())
    return f"::{problem.severity} {named}::{_escape(text)}"


def _escape(text: str, more: str = "") -> str:
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def listing(rules: Mapping[str, Rule], names: Sequence[str]) -> Iterator[str]:
    """Yield a line for each rule; of those named all that is known."""
    width = max(map(len, rules))
    for rule in rules.values():
        if rule.id in names:
            waived = "may be waived in front matter (allow)" if rule.waivable else "cannot be waived"
            severity = "error; a warning in drafts" if rule.waits and rule.severity == "error" else rule.severity
            yield f"{rule.id} ({severity}): {rule.what}\n  why: {rule.why}\n  source: {rule.source}\n  {waived}"
        elif not names:
            yield f"{rule.id:{width}}  {rule.severity:7}  {rule.what}"
