"""Turns what the manifest says of posts into what the desk shows: each text in its platform's shape, files, slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pamphlets.model import Entry, Picture, PostsReport
from pamphlets.project import Project

KINDS = ("zip", "carousel", "ics", "buffer", "publer")
"""What files for whole series are, in the order of their buttons."""
TABLES = ("buffer", "publer")
"""Those of one platform."""


def saved(path: str) -> str:
    """Return the name under which a file is saved: its folders' too, so that it can be told from others, each once."""
    parts = PurePosixPath(path).parts[1:]
    folders = [folder for folder in parts[:-1] if folder != PurePosixPath(path).stem]
    return "-".join([*folders, parts[-1]])


@dataclass(frozen=True, slots=True)
class Post:
    """The text of one block for one platform; `full` is how much of the platform's limit it takes, in percent.

    `seen` is what the platform shows of the text at once, `folded` what it hides behind "see more". `above` says
    whether its pictures stand above the words, `planned` when it goes out (ISO 8601) if a day was laid out for it.
    """

    id: str
    language: str
    platform: str
    platform_name: str
    handle: str
    heading: str
    title: str
    text: str
    seen: str
    folded: str
    above: bool
    count: int
    limit: int
    full: int
    link: str
    origin: str
    planned: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file for a whole series, of one of the `KINDS`; `platform` is '' for all."""

    language: str
    kind: str
    platform: str
    path: str


@dataclass(frozen=True, slots=True)
class Carousel:
    """The slides of a series."""

    language: str
    slides: tuple[Picture, ...]
    alt: str


def posts(jobs: Iterable[Entry], gathered: Iterable[Entry], project: Project) -> Iterator[Post]:
    """Yield the posts of some jobs, as the manifest has these; what was gathered of them says when they go out."""
    planned = {(entry.language, block): when for entry in gathered if isinstance(entry.report, PostsReport)
               for block, when in entry.report.planned.items()}  # fmt: skip
    accounts = dict(project.practice.platforms)
    for job in jobs:
        for row in job.report.rows if isinstance(job.report, PostsReport) else ():
            platform = project.platforms.get(row.platform)
            if platform is None:
                continue
            seen = fold(row.text, platform.fold)
            yield Post(
                id=f"{row.block}-{row.platform}-{row.language}",
                language=row.language,
                platform=row.platform,
                platform_name=platform.name,
                handle=accounts[platform.id].handle if platform.id in accounts else "",
                heading=row.title,
                title=row.title if platform.title else "",
                text=row.text,
                seen=row.text[:seen],
                folded=row.text[seen:],
                above=platform.link != "text",
                count=row.count,
                limit=row.limit,
                full=min(100, round(100 * row.count / max(1, row.limit))),
                link="" if platform.link == "text" else row.link,
                origin=row.origin,
                planned=planned.get((row.language, row.block), ""),
                pictures=row.images,
            )


def fold(text: str, most: int) -> int:
    """Return how much of a text is seen where a platform shows about `most` characters: up to a space before that."""
    if not most or len(text) <= most:
        return len(text)
    return max(text.rfind(" ", 0, most + 1), text.rfind("\n", 0, most + 1)) if " " in text[: most + 1] else most


def carousels(jobs: Iterable[Entry]) -> Iterator[Carousel]:
    """Yield the carousels among some jobs."""
    for job in jobs:
        if isinstance(job.report, PostsReport) and (slides := job.report.slides):
            yield Carousel(job.language, slides, "\n\n".join(slide.alt for slide in slides))


def files(entries: Iterable[Entry]) -> tuple[File, ...]:
    """Return the files for whole series among what was made."""
    made = [(entry.language, output) for entry in entries for output in entry.outputs]
    found = [File(language, kind, output.name if kind in TABLES else "", output.path)
             for language, output in made if (kind := _kind(output.path))]  # fmt: skip
    return tuple(sorted(found, key=lambda each: KINDS.index(each.kind)))


def _kind(path: str) -> str:
    name = PurePosixPath(path).name
    endings = {"posts.ics": "ics", "carousel.pdf": "carousel"}
    kind = endings.get(name, name.partition("-")[0] if name.endswith(".csv") else name.rpartition(".")[2])
    return kind if kind in KINDS and path.startswith("posts/") else ""
