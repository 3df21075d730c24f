"""Finds marks of other programs that we do not read, and that would be printed as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pamphlets import brackets
from pamphlets.model import Problem

RULE = "leftover"
_KINDS: Sequence[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.MULTILINE), hint)
    for pattern, hint in (
        (r"(?<!\\)\\(?:new|clear|cleardouble|page)(?:page|break)\b",
         'write break="panel" in the braces of a block\'s heading, as in ## Heading {break="panel"}'),
        (r"(?<![\\\w:])\\(?!(?:new|clear|cleardouble|page)(?:page|break)\b)[A-Za-z]{2,}(?:\{[^{}\n]*\})?",
         "take the command away: commands of TeX are not read"),
        (r"(?<!\\)\$\$[^$\n]+\$\$|(?<![\w\\$])\$(?=[^$\n]*[\\^_={}])[^\s$][^$\n]*(?<=\S)\$(?![\w$])",
         "say the formula in words, or show it as a picture"),
        (r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])", "put the sign itself there, or leave it out"),
        (r"(?<![\]\)\w{])\{:?[ ]*[.#][A-Za-z][^{}\n]*\}[ \t]*$",
         "take the braces away: kinds stand after a block's heading, or after :::"),
        (r"\[[^\]\n]+\][ ]\((?:https?:|mailto:|tel:|www\.|#)[^)\s]*\)", "take the space between ] and ( away"),
        (r"^[ ]*\+(?:[-=]{3,}\+)+[ ]*$", "write a table as | A | B |, and | --- | --- | under its head"),
    )
]  # fmt: skip
"""What is found, and a way out, which names its kind, too."""


def find(text: str, code: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str, str]]:
    """Yield for each kind that there is the first place, a message and a hint; not in code or a heading."""
    for pattern, hint in _KINDS:
        for found in pattern.finditer(text):
            if not brackets.holds(code, found.start()) and not text.startswith(
                "#", text.rfind("\n", 0, found.start()) + 1
            ):
                yield found.start(), f"'{found[0].strip()[:40]}' is printed as it stands", hint
                break


def once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, but of marks of other programs only the first of each kind, which its hint tells."""
    told: set[str] = set()
    for problem in problems:
        if problem.rule != RULE or problem.hint not in told:
            yield problem
        told.add(problem.hint)
