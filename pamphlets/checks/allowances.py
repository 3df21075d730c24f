"""Turns problems into those that nobody has waived, and allowances that waive nothing into problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pamphlets.checks.findings import Allowance
from pamphlets.checks.rules import EDITOR, Rule
from pamphlets.errors import nearest
from pamphlets.model import Pamphlet, Problem

Used = set[tuple[str, int]]
"""Allowances that waive a problem, by the path of the source and their number in it."""


def apply(
    problems: Iterable[Problem], pamphlets: Iterable[Pamphlet], rules: Mapping[str, Rule], used: Used
) -> Iterator[Problem]:
    """Yield the problems that no allowance of some pamphlets waives, and note in `used` those that waive one."""
    by_path = {pamphlet.path: pamphlet for pamphlet in pamphlets}
    for problem in problems:
        rule, pamphlet = rules.get(problem.rule), by_path.get(problem.location.path)
        if pamphlet is None or rule is None or not rule.waivable:
            yield problem
            continue
        block = block_at(pamphlet, problem.location.line)
        for number, allowed in enumerate(pamphlet.allow):
            if allowed["rule"] == problem.rule and allowed["block"] in ("", block):
                used.add((pamphlet.path, number))
                break
        else:
            yield problem


def of(pamphlets: Iterable[Pamphlet], rules: Mapping[str, Rule], sure: bool) -> Iterator[Allowance]:
    """Yield the allowances of some pamphlets; if all was read, each with what is told if it waives nothing."""
    for pamphlet in {one.path: one for one in pamphlets}.values():
        for number, allowed in enumerate(pamphlet.allow):
            left = _tell(pamphlet, allowed, rules) if sure else None
            yield Allowance(pamphlet.path, number, allowed["rule"], allowed["block"], left)


def left_over(allowed: Iterable[Allowance], used: Used) -> Iterator[Problem]:
    """Yield what is told of the allowances that are not `used`."""
    return (one.left for one in allowed if one.left and (one.path, one.number) not in used)


def block_at(pamphlet: Pamphlet, line: int) -> str:
    """Return the id of the block that a line of a source is in; '' for the front matter."""
    before = [block for block in pamphlet.blocks if block.location.line <= line]
    return before[-1].id if before else ""


def _tell(pamphlet: Pamphlet, allowed: Mapping[str, str], rules: Mapping[str, Rule]) -> Problem:
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
