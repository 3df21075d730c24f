"""What a build has made when all its jobs are done, and what channels make of that: one `Gathering` after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pamphlets.model import Result
from pamphlets.project import Project


@dataclass(frozen=True, slots=True)
class Whole:
    """What the jobs of a build have made.

    `entries` (of jobs), `gathered` (outputs made of many), `problems` and `facts` (of pamphlets, and what is new) are
    as the manifest has them. `read` returns the bytes of an output; `schedules` says when posts go out, by pamphlet.
    """

    project: Project
    entries: Sequence[Mapping[str, Any]]
    read: Callable[[str], bytes]
    schedules: Mapping[str, Any]
    facts: Mapping[str, Sequence[Any]]
    gathered: Sequence[Mapping[str, Any]] = ()
    problems: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Gathering:
    """Outputs that are made of many: what they are about, and how they are made.

    With a `digest`, of all that they depend on beside the program, they are made only when it has changed; making them
    then finds no problems.
    """

    about: Mapping[str, str]
    make: Callable[[], Result]
    digest: str = ""
