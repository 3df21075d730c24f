"""YAML text -> nodes that know their lines, and the faults found on the way.

Scalars are kept as text: what they become is for the types to say, so that `+1 207…` and leading zeros survive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

import yaml

from pamphlets.model import Location, Problem, Severity
from pamphlets.project.settings import mistakes, repairs

MOST_CHARACTERS = 1_000_000
DEEPEST = 32
MOST_MISTAKES = 20
"""How many mistakes of one file are mended in memory, to find those behind them."""

Keys = tuple[str | int, ...]
T = TypeVar("T")

_KEY_ALONE = re.compile(r"^([ ]*(?:-[ ]+)?[\w-]+:).*$")
_TAGS = "tag:yaml.org,2002:"
_EMPTY = ("", "~", "null")
CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\U000f0000-\U0010ffff]")
"""What no text has: control characters, halves of characters, and the planes that marks of this program stand in."""
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0abvferN])")
_SHORT = {"0": 0, "a": 7, "b": 8, "v": 11, "f": 12, "e": 27, "r": 13, "N": 0x85}
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file and its line: a text, an empty value, a list, or pairs of a key and a value.

    `comment` is the comment that follows a text without quotes, or an empty value, on its line.
    """

    line: int
    value: str | list[Node] | list[tuple[Node, Node]] | None
    mapping: bool = False
    comment: str = ""
    rows: tuple[str, ...] = ()
    """The lines of a text without quotes that goes over several: where a list is wanted, its items without dashes."""

    def __str__(self) -> str:
        if isinstance(self.value, str):
            line = " ".join(self.value.split())
            return f"'{line}'" if len(line) <= 60 else f"'{line[:57]}…'"
        return "a mapping" if self.mapping else "nothing" if self.value is None else "a list"


def label(keys: Keys) -> str:
    """Return how a message names a key: `sites[2].phone`, counted from 1."""
    named = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys)
    return named.removeprefix(".")


@dataclass(slots=True)
class Faults:
    """The problems found in one file, and the line of each of its keys.

    `missing(path)` says what is wrong with a file of the project that a setting names, or ''.
    """

    path: str
    first_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Keys, int] = field(default_factory=dict)
    missing: Callable[[str], str] = lambda path: ""

    def add(self, rule: str, message: str, at: int | Keys, hint: str = "", severity: Severity = "error") -> None:
        """Add a problem at a line, or at the line of a key (of the nearest one above it that the file has)."""
        line = at if isinstance(at, int) else self.line(at)
        self.problems.append(Problem(rule, message, Location(self.path, line), hint, severity))

    def line(self, keys: Keys) -> int:
        """Return the line of a key, or of the nearest one above it that the file has."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, self.first_line)

    def faulty(self) -> frozenset[str]:
        """Return the first keys of the lines that have errors."""
        first = {line: str(keys[0]) for keys, line in self.lines.items() if len(keys) == 1}
        errors = (problem.location.line for problem in self.problems if problem.severity == "error")
        above = (max((line for line in first if line <= error), default=0) for error in errors)
        return frozenset(first[line] for line in above if line)

    def once(self) -> None:
        """Keep one problem of a line that was mended: what its value then lacks is no fault of its own."""
        mended = {one.location.line for one in self.problems if one.rule == "yaml"}
        self.problems = [one for one in self.problems if one.rule == "yaml" or one.location.line not in mended]

    def all(self) -> tuple[Problem, ...]:
        """Return the problems in the order of their lines."""
        return tuple(sorted(self.problems, key=lambda problem: problem.location.line))


class _Fault(Exception):
    """A place at which reading cannot go on."""


def parse(source: str, faults: Faults) -> Node | None:
    """Return the one document of a YAML text as nodes; None if it cannot be read."""
    if len(source) > MOST_CHARACTERS:
        message = f"the file is longer than {MOST_CHARACTERS:,} characters"
        faults.add("yaml", message, 0, "put what is no setting elsewhere")
        return None
    if control := yaml.reader.Reader.NON_PRINTABLE.search(source):
        line = faults.first_line + source.count("\n", 0, control.start())
        faults.add("yaml", f"a control character (U+{ord(control[0]):04X})", line, "delete it")
        return None
    lines, found = repairs.tidy(re.sub("[\u0085\u2028\u2029]", " ", source).split("\n"))
    for mistake in found:
        _tell(mistake, faults)
    for _ in range(MOST_MISTAKES):
        trial = Faults(faults.path, faults.first_line)
        try:
            node = _document(yaml.parse("\n".join(lines), Loader=_PARSER), lines, trial)
        except _Fault:
            node = None
        except yaml.MarkedYAMLError as error:
            mistake = mistakes.explain(error, "\n".join(lines))
            told = {problem.location.line for problem in faults.problems}
            if faults.first_line + mistake.line not in told:
                _tell(mistake, faults)
            elif mistake.mended:  # what was mended is still wrong: go on without the value
                mistake = replace(mistake, mended=_KEY_ALONE.sub(r"\1", lines[mistake.line]))
            if not mistake.mended or mistake.mended == lines[mistake.line]:
                return None
            lines[mistake.line] = mistake.mended
            continue
        faults.problems += trial.problems
        return node
    return None


def _tell(mistake: repairs.Mistake, faults: Faults) -> None:
    faults.add("yaml", mistake.message, faults.first_line + mistake.line, mistake.hint, mistake.severity)


def _document(events: Iterator[yaml.Event], lines: list[str], faults: Faults) -> Node:
    node: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and node is not None:
            faults.add("yaml", "a second document begins here", _line(event, faults), "delete the line '---'")
            raise _Fault
        if isinstance(event, yaml.NodeEvent):
            node = _node(event, events, lines, faults, 0)
    return node or Node(faults.first_line, None)


def _line(event: yaml.Event, faults: Faults) -> int:
    return faults.first_line + (event.start_mark.line if event.start_mark else 0)


def _node(event: yaml.Event, events: Iterator[yaml.Event], lines: list[str], faults: Faults, depth: int) -> Node:
    line = _line(event, faults)
    if depth > DEEPEST:
        faults.add("yaml", f"values are nested more than {DEEPEST} deep", line, "take brackets away")
        raise _Fault
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        if not any(problem.rule == "yaml" for problem in faults.problems):
            hint = "write the value out again; put quotes around a text that begins with '*' or '&'"
            faults.add("yaml", "anchors and aliases ('&name', '*name') are not read", line, hint)
        if isinstance(event, yaml.AliasEvent):
            return Node(line, None)
    if (tag := getattr(event, "tag", None)) and getattr(event, "implicit", None) in (False, (False, False)):
        own, sign = not tag.startswith(_TAGS), tag.replace(_TAGS, "!!", 1)
        hint = f"take '{sign}' away" + (", or put quotes around the text" if own else "")
        faults.add("yaml", f"a value begins with '{sign}', which is not read", line, hint)
    if isinstance(event, yaml.ScalarEvent):
        plain = event.implicit[0] and event.value in _EMPTY
        comment = _comment(event, lines) if event.implicit[0] else ""
        value = None if plain else _harmless(event, lines, faults)
        return Node(line, value, comment=comment, rows=_rows(event, lines))
    items = []
    for part in events:
        if isinstance(part, yaml.CollectionEndEvent):
            break
        items.append(_node(part, events, lines, faults, depth + 1))
    if isinstance(event, yaml.MappingStartEvent):
        return Node(line, list(zip(items[::2], items[1::2], strict=True)), mapping=True)
    return Node(line, items)


def _harmless(event: yaml.ScalarEvent, lines: list[str], faults: Faults) -> str:
    """Return a text without characters that no text has; the first is a fault, at the line of its escape."""
    text: str = event.value
    if control := CONTROL.search(text):
        kind = "a private use" if control[0] >= "\U000f0000" else "a control"
        message = f"{kind} character (U+{ord(control[0]):04X}), which cannot be printed"
        first = event.start_mark.line if event.start_mark else 0
        last = event.end_mark.line if event.end_mark else first
        at = next((n for n in range(first, last + 1) if _escapes(lines[n : n + 1], control[0])), first)
        faults.add("yaml", message, faults.first_line + at, "delete it; a backslash itself is written \\\\")
    return CONTROL.sub("", text) or "?" if control else text


def _escapes(lines: list[str], character: str) -> bool:
    """Say whether a line writes a character, as it is or by an escape."""
    found = (match for line in lines for match in _ESCAPE.finditer(line))
    codes = {int(match[1][1:], 16) if len(match[1]) > 1 else _SHORT[match[1]] for match in found}
    return ord(character) in codes or any(character in line for line in lines)


def _rows(event: yaml.ScalarEvent, lines: list[str]) -> tuple[str, ...]:
    start, end = event.start_mark, event.end_mark
    if event.style or not start or not end or end.line <= start.line:
        return ()
    between = lines[start.line + 1 : end.line + 1]
    return tuple(row.strip() for row in (lines[start.line][start.column :], *between) if row.strip())


def _comment(event: yaml.ScalarEvent, lines: list[str]) -> str:
    mark = event.end_mark
    rest = lines[mark.line][mark.column :].strip() if mark and mark.line < len(lines) else ""
    return rest if rest.startswith("#") else ""


def once(read: Callable[[str, Faults], dict[str, T]]) -> Callable[[str, Faults], dict[str, T]]:
    """Return a reader that reads a text without faults once: shipped files are those of every project of a process."""

    def again(text: str, faults: Faults) -> dict[str, T]:
        found = _faultless(read, text)
        return read(text, faults) if found is None else dict(found)

    return again


@lru_cache(maxsize=64)
def _faultless(read: Callable[[str, Faults], dict[str, T]], text: str) -> dict[str, T] | None:
    """Return what a text says, or None if it has faults, which are told anew with the name of their file."""
    faults = Faults("")
    found = read(text, faults)
    return None if faults.all() else found
