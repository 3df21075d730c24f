"""Text that nobody writes by hand: too deep, too long in one piece, or made of signs alone."""

from __future__ import annotations

import pytest

from pamphlets import source as reader
from pamphlets.compose import markup
from pamphlets.compose.variables import walk
from pamphlets.model import Location, Problem
from pamphlets.source import limits

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n\n## Rest {#rest}\n\n"
LIMIT = "limit"


def read(text: str) -> tuple[Problem, ...]:
    """Read a block and convert all that it holds, as a build does; return the problems."""
    pamphlet, problems = reader.parse(HEAD + text + "\n", "content/rest.md")
    assert pamphlet
    for block in pamphlet.blocks:
        for part in walk(block.parts):
            markup.crosses(part)
    return problems


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("    " * depth + "- x" for depth in range(600)),
        "\n".join("\t" * depth + "1. x" for depth in range(600)),
        "- " * 100_000,
        "1. " * 100_000 + "x",
        "> " * 100_000,
        ">" * 10_000 + " x",
        "> - 1) " * 1_000 + "x",
        "<" * 10_000,
        "[" * 10_000,
        "](" * 10_000,
        "*a" * 10_000,
        "`a" * 10_000,
        "((" * 10_000,
        "a" * 100_000,
        "a.\n---\n" * 10_000,
        "a  \n" * 10_000,
        "a\n\n" * 30_000,
    ],
    ids=lambda text: f"{text[:8]!r}",
)
def test_what_is_beyond_a_limit_is_one_problem(text: str) -> None:
    """Depth and length beyond any that a person writes are told once, and nothing recurses or takes minutes."""
    assert [problem.rule for problem in read(text) if problem.rule == LIMIT] == [LIMIT]


@pytest.mark.parametrize("fence", ["::: {.x}\n", "::: x\n", "```x\n", "````\n~~~\n"])
def test_thousands_of_fences_are_few_problems(fence: str) -> None:
    """Ten thousand fences inside one another are told at the ninth, and those that are open once each."""
    problems = read(fence * 10_000)
    assert 0 < len(problems) <= 10
    assert all(problem.hint for problem in problems)


def test_ordinary_long_text_is_read() -> None:
    """Two megabytes of paragraphs, a list of hundreds of items, a table of hundreds of rows: all of it is fine."""
    place = Location("content/rest.md", 1)
    paragraph = "Sit down for a while, breathe out slowly, and let your shoulders drop. " * 4
    assert not limits.fault((paragraph + "\n\n") * 7_000, place)
    assert not limits.fault("- Sit down for a while, and *breathe* out.\n" * 900, place)
    assert not limits.fault("| Monday | 9 am | 5 pm |\n" * 900, place)
    assert not limits.fault("    " * 8 + "- a list that is nested eight deep", place)
    assert not limits.fault("```\n" + " " * 200 + "- code\n```", place)


def test_a_limit_is_told_at_its_line() -> None:
    """The problem stands at the line that is too deep, or where the paragraph begins."""
    text = "Sit.\n\nLie.\n\n" + "> " * 20 + "x\n\nStand."
    assert limits.fault(text, Location("content/rest.md", 7)) == Problem(
        LIMIT,
        "a list or quotation 20 deep inside others: 10 are the most",
        Location("content/rest.md", 11),
        "begin a list of its own, at the left edge",
    )


def test_one_fault_is_said_once_a_line() -> None:
    """A line with the same fault a thousand times has one problem."""
    assert len(read("{{ " * 1000)) == 1
    assert len(read("![a](" * 1000)) == 1
