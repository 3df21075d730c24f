"""Every problem leads out: no call that makes one leaves its hint away."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from making import TESTS

import pamphlets

PACKAGE = Path(pamphlets.__file__).parent
LEAST = {"Problem": 4, "fail": 4}
"""By the function that makes a problem, how many arguments it has with a hint."""


def bare(tree: ast.AST, settings: bool) -> Iterator[int]:
    """Yield the line of each call that makes a problem without a hint."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or any(keyword.arg == "hint" for keyword in node.keywords):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        least = LEAST.get(called) or {("add", True): 4, ("problem", False): 3}.get((called, settings), 0)
        if 1 < len(node.args) < least and not any(isinstance(one, ast.Starred) for one in node.args):
            yield node.lineno


def test_every_problem_has_a_hint() -> None:
    """Each call names what to do; those that do not are named, by file and line."""
    found: dict[str, list[int]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if lines := list(bare(ast.parse(path.read_text("utf-8")), name.startswith("settings/"))):
            found[name] = lines
    assert found == {}


def test_hints_of_stated_errors_say_something() -> None:
    """The first line of each file in `errors/` states a hint."""
    cases = sorted((TESTS / "errors").glob("*.md"))
    assert [case.name for case in cases if case.read_text("utf-8").split("\\n")[0].endswith("/ ")] == []
