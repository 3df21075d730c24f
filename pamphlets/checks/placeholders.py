"""Finds words that `new` and `add` put into settings and sources to be written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pamphlets import starter
from pamphlets.checks.rules import EDITOR
from pamphlets.library import Library
from pamphlets.model import Location, Problem
from pamphlets.project import Project

PRACTICE = "content/practice.yml"


def check(library: Library, project: Project) -> Iterator[Problem]:
    """Yield one warning for each file that still says what its template says, at the first of its lines."""
    yield from _first(starter.template_words(project.read_text(PRACTICE)), PRACTICE)
    for path in dict.fromkeys(pamphlet.path for pamphlet in library.pamphlets.values()):
        yield from _first(starter.template_lines(project.read_text(path)), path)


def _first(found: Iterable[tuple[int, str]], path: str) -> Iterator[Problem]:
    if lines := list(found):
        line, words = lines[0]
        more = f", and so in {len(lines) - 1} more lines" if len(lines) > 1 else ""
        message, hint = f"the template still says: '{words}'{more}", "write your own words there"
        yield EDITOR["template-words"].at(Location(path, line), message, hint)
