"""Turns hints that name a command into hints that name the button of the desk that does the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pamphlets import files
from pamphlets.errors import PamphletError
from pamphlets.model import Problem
from pamphlets.project import Project
from pamphlets.serve.editor import desk_language

BUTTONS = {
    "add": ("desk-do-add", "at the desk"),
    "check": ("desk-do-check", "at the desk"),
    "import": ("desk-do-import", "at the desk"),
    "publish": ("desk-do-publish", "on the topic's page"),
    "sign": ("desk-do-sign", "on the topic's page"),
    "translation accept": ("desk-do-accept", "on the topic's page"),
    "translation receive": ("desk-do-import", "at the desk"),
    "translation send": ("desk-do-send", "on the topic's page"),
    "withdraw": ("desk-do-withdraw", "on the topic's page"),
}
"""The words of the button that does what a command does, by their key, and where it is; other commands have none."""
_COMMAND = re.compile(r"'pamphlets (?P<command>translation [a-z]+|[a-z]+)[^']*'")


def name(root: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems of the project at `root` whose hints name buttons, as its desk does, where there are any."""
    for one in problems:
        yield replace(one, hint=_name(root, one.hint)) if _COMMAND.search(one.hint) else one


def hints(root: Path, written: Iterable[str]) -> Mapping[str, str]:
    """Return those of the hints that are written otherwise than the desk says them, each with what it says."""
    every = {hint: _name(root, hint) for hint in written if _COMMAND.search(hint)}
    return {hint: said for hint, said in every.items() if hint != said}


def _name(root: Path, hint: str) -> str:
    words = _words(root, files.stamp(root, root / "content", root / "templates"))

    def button(found: re.Match[str]) -> str:
        key, where = BUTTONS.get(found["command"], ("", ""))
        return f"“{words[key]}” {where}" if key in words else found[0]

    return _COMMAND.sub(button, hint)


@lru_cache(maxsize=1)
def _words(root: Path, _stamp: files.Stamp) -> Mapping[str, str]:
    """Return the words of a project's desk, as they are now; none if its settings cannot be read."""
    try:
        project = Project.read(root)
    except PamphletError:
        return {}
    return project.words_in(desk_language(project)).plain
