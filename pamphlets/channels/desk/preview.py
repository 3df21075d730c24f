"""Turns what the manifest says of posts into what the desk shows: each text in its platform's shape, files, slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from pamphlets.project import Project

KINDS = ("zip", "carousel", "ics", "buffer", "publer")
"""What files for whole series are, in the order of their buttons."""


def saved(path: str) -> str:
    """Return the name under which a file is saved: its folders' too, so that it can be told from others, each once."""
    parts = PurePosixPath(path).parts[1:]
    folders = [folder for folder in parts[:-1] if folder != PurePosixPath(path).stem]
    return "-".join([*folders, parts[-1]])


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a post, in one size: its path below `build/`, its pixels and its alternative text."""

    path: str
    width: int
    height: int
    alt: str = ""

    @property
    def name(self) -> str:
        """The file name under which it is saved."""
        return saved(self.path)


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

    @property
    def name(self) -> str:
        """The file name under which it is saved."""
        return saved(self.path)


@dataclass(frozen=True, slots=True)
class Carousel:
    """The slides of a series."""

    language: str
    slides: tuple[Picture, ...]
    alt: str


def posts(jobs: Iterable[Mapping[str, Any]], gathered: Iterable[Mapping[str, Any]], project: Project) -> Iterator[Post]:
    """Yield the posts of some jobs, as the manifest has these; what was gathered of them says when they go out."""
    planned = {(output["language"], block): when for output in gathered
               for block, when in output.get("report", {}).get("planned", {}).items()}  # fmt: skip
    accounts = dict(project.practice.platforms)
    for job in jobs:
        for row in job["report"].get("posts", ()) if job["channel"] == "posts" else ():
            platform = project.platforms.get(row["platform"])
            if platform is None:
                continue
            seen = fold(row["text"], platform.fold)
            yield Post(
                id=f"{row['block']}-{row['platform']}-{row['language']}",
                language=row["language"],
                platform=row["platform"],
                platform_name=platform.name,
                handle=accounts[platform.id].handle if platform.id in accounts else "",
                heading=row["title"],
                title=row["title"] if platform.title else "",
                text=row["text"],
                seen=row["text"][:seen],
                folded=row["text"][seen:],
                above=platform.link != "text",
                count=row["count"],
                limit=row["limit"],
                full=min(100, round(100 * row["count"] / max(1, row["limit"]))),
                link="" if platform.link == "text" else row["link"],
                origin=row["from"],
                planned=planned.get((row["language"], row["block"]), ""),
                pictures=_pictures(row["images"]),
            )


def fold(text: str, most: int) -> int:
    """Return how much of a text is seen where a platform shows about `most` characters: up to a space before that."""
    if not most or len(text) <= most:
        return len(text)
    return max(text.rfind(" ", 0, most + 1), text.rfind("\n", 0, most + 1)) if " " in text[: most + 1] else most


def carousels(jobs: Iterable[Mapping[str, Any]]) -> Iterator[Carousel]:
    """Yield the carousels among some jobs."""
    for job in jobs:
        if slides := job["report"].get("carousel"):
            pictures = _pictures(slides)
            yield Carousel(job["language"], pictures, "\n\n".join(picture.alt for picture in pictures))


def files(jobs: Iterable[Mapping[str, Any]], gathered: Iterable[Mapping[str, Any]]) -> tuple[File, ...]:
    """Return the files for whole series: those that some jobs have made, and those among what was gathered."""
    made = [(job["language"], "", output["path"]) for job in jobs for output in job["outputs"]]
    made += [(output["language"], output["platform"], output["path"]) for output in gathered]
    found = [File(language, _kind(path), platform, path) for language, platform, path in made if _kind(path)]
    tables = ("buffer", "publer")
    own = [each if each.kind in tables else replace(each, platform="") for each in found]
    return tuple(sorted(own, key=lambda each: KINDS.index(each.kind)))


def _kind(path: str) -> str:
    name = PurePosixPath(path).name
    endings = {"posts.ics": "ics", "carousel.pdf": "carousel"}
    kind = endings.get(name, name.partition("-")[0] if name.endswith(".csv") else name.rpartition(".")[2])
    return kind if kind in KINDS and path.startswith("posts/") else ""


def _pictures(images: Iterable[Mapping[str, Any]]) -> tuple[Picture, ...]:
    return tuple(Picture(image["path"], image["width"], image["height"], image["alt"]) for image in images)
