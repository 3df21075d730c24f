"""A unit of work that a build plans, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphlets.model import Problem
    from pamphlets.model.kept import Report


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a worker finds files: the project's folder and the template folders, the project's own first."""

    root: Path
    templates: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page tells those that are made of all pages: indexes, the feed, the list of pages, what they share.

    Paths are below `web/`; `versions` are all its languages and their paths, `characters` all that it prints,
    `files` the pictures that it shows, as (path in the project, SHA-256), `photo` that at its head, if it is one, and
    `focuses` what stays in view of those that are cut, as per cent from left and top. `beside`: whether it leads to one
    that has its text beside that of another language.
    """

    name: str
    language: str
    path: str
    title: str
    summary: str
    reviewed: str
    draft: bool
    picture: str
    versions: tuple[tuple[str, str], ...]
    characters: str
    files: tuple[tuple[str, str], ...]
    photo: str
    size: tuple[int, ...]
    focuses: tuple[tuple[float, ...], ...]
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One unit of work: what to render, the paths that come out, and a digest of all that it depends on.

    `render` is called as `channel.render(job)`, in any process. `folders` is where the project happens to be: no part
    of the digest. `output` is its only format or platform. With `sizes` (path, bytes) it comes last and says them.
    `shown` and `pictures` (path in the project, SHA-256) are what others share with it. One that `serves` makes what
    pages of pamphlets cannot be without: a build of some pamphlets makes it, too. A job that is as in an earlier plan
    may be without `content`: it cannot be rendered until it is planned anew.
    """

    channel: str
    name: str
    paths: tuple[str, ...]
    content: object
    digest: str
    folders: Folders
    pamphlet: str = ""
    language: str = ""
    site: str = ""
    edition: str = ""
    output: str = ""
    blocks: tuple[str, ...] = ()
    sizes: tuple[tuple[str, int], ...] = ()
    shown: PageFacts | None = None
    pictures: tuple[tuple[str, str], ...] = ()
    serves: bool = False


@dataclass(frozen=True, slots=True)
class Rendering:
    """A path below `build/` and its bytes; `output` is its format or platform where that is not its job's."""

    path: str
    content: bytes
    output: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a job made, what was wrong, and a report (fit, counts) for the manifest."""

    renderings: tuple[Rendering, ...]
    problems: tuple[Problem, ...] = ()
    report: Report | None = None
