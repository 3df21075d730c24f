"""Turns problems into those that nobody has waived, and allowances that waive nothing into problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pamphlets.checks.rules import EDITOR, Rule
from pamphlets.errors import nearest
from pamphlets.library import Library
from pamphlets.model import Pamphlet, Problem

_Key = tuple[str, int]


def apply(problems: Iterable[Problem], library: Library, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    """Yield the problems that no allowance waives, then a problem for each allowance that waives none."""
    by_path = {pamphlet.path: pamphlet for pamphlet in library.pamphlets.values()}
    used: set[_Key] = set()
    for problem in problems:
        found = _waiver(problem, by_path.get(problem.location.path), rules)
        if found is None:
            yield problem
        else:
            used.add(found)
    for pamphlet in by_path.values() if not library.errors else ():  # what it waives may be where nobody could read
        for number, allowed in enumerate(pamphlet.allow):
            if (pamphlet.path, number) not in used:
                yield _left_over(pamphlet, allowed, rules)


def _waiver(problem: Problem, pamphlet: Pamphlet | None, rules: Mapping[str, Rule]) -> _Key | None:
    rule = rules.get(problem.rule)
    if pamphlet is None or rule is None or not rule.waivable:
        return None
    block = block_at(pamphlet, problem.location.line)
    for number, allowed in enumerate(pamphlet.allow):
        if allowed["rule"] == problem.rule and allowed["block"] in ("", block):
            return pamphlet.path, number
    return None


def block_at(pamphlet: Pamphlet, line: int) -> str:
    """Return the id of the block that a line of a source is in; '' for the front matter."""
    before = [block for block in pamphlet.blocks if block.location.line <= line]
    return before[-1].id if before else ""


def _left_over(pamphlet: Pamphlet, allowed: Mapping[str, str], rules: Mapping[str, Rule]) -> Problem:
    rule, block, place = allowed["rule"], allowed["block"], pamphlet.locate("allow")
    known = [name for name, one in rules.items() if one.waivable]
    ids = [one.id for one in pamphlet.blocks]
    if rule not in rules:
        message, hint = f"no rule is named '{rule}'", nearest(rule, known) or "'pamphlets rules' lists them"
    elif rule not in known:
        message, hint = f"the rule '{rule}' cannot be waived", "take the allowance out"
    elif block and block not in ids:
        message, hint = f"an allowance is for a block '{block}' that there is not", nearest(block, ids)
    else:
        where = f" in the block '{block}'" if block else ""
        message, hint = f"an allowance of '{rule}'{where} waives nothing any more", "take it out"
    return EDITOR["allowance"].at(place, message, hint)
