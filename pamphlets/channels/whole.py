"""What a build has made when all its jobs are done, and what channels make of that: one `Gathering` after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pamphlets.model import Manifest, Result
from pamphlets.project import Project


@dataclass(frozen=True, slots=True)
class Whole:
    """What a build has made so far, as its manifest has it; `read` returns the bytes of an output."""

    project: Project
    manifest: Manifest
    read: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Gathering:
    """Outputs that are made of many: their name, how they are made, and what they are about.

    With a `digest`, of all that they depend on beside the program, they are made only when it has changed; making them
    then finds no problems.
    """

    name: str
    make: Callable[[], Result]
    pamphlet: str = ""
    language: str = ""
    digest: str = ""
