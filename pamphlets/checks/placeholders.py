"""Finds words that `add` put into a source to be written over."""

from __future__ import annotations

from collections.abc import Iterator

from pamphlets import starter
from pamphlets.checks.rules import EDITOR
from pamphlets.library import Library
from pamphlets.model import Location, Problem
from pamphlets.project import Project


def check(library: Library, project: Project) -> Iterator[Problem]:
    """Yield one warning for each source that still says what its template says, at the first of its lines."""
    for path in dict.fromkeys(pamphlet.path for pamphlet in library.pamphlets.values()):
        if found := list(starter.unwritten(project.read_text(path))):
            line, words = found[0]
            more = f", and so in {len(found) - 1} more lines" if len(found) > 1 else ""
            hint = "write your own words there"
            yield EDITOR["template-words"].at(Location(path, line), f"the template still says: '{words}'{more}", hint)
