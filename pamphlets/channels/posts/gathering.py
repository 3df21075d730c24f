"""Turns what the jobs of a series made into the files for all of it: a list, a calendar, tables for tools, a zip."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from pamphlets.channels.posts import exports, reminders, schedule
from pamphlets.compose import speaker
from pamphlets.model import Problem, Rendering, Result
from pamphlets.project import Project

Entry = Mapping[str, Any]
"""What the manifest keeps of a job: its name, report, and the paths of its outputs."""
Read = Callable[[str], bytes]
"""Returns the bytes of an output, from its path below `build/`."""


def gather(
    entries: Iterable[Entry], read: Read, project: Project, schedules: Mapping[str, Any]
) -> Iterator[tuple[Entry, Result]]:
    """Yield for each series one of its entries, which says what it is about, and the files that are made of all.

    `schedules` says when the posts of a pamphlet go out, by its name; '' stands for every other one.
    """
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry["name"].rpartition("/")[0], []).append(entry)
    for folder, members in found.items():
        problems: list[Problem] = []
        when = schedules.get(members[0]["pamphlet"], schedules.get("", {}))
        files = tuple(_files(folder, members, read, project, when, problems))
        yield members[0], Result(files, tuple(problems))


def _files(
    folder: str, members: list[Entry], read: Read, project: Project, when: dict[str, object], problems: list[Problem]
) -> Iterator[Rendering]:
    rows = [row for member in members for row in member["report"].get("posts", ())]
    content = (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    made = {output["path"]: read(output["path"]) for member in members for output in member["outputs"]}
    own = [Rendering(f"{folder}/posts.json", content, "list")]
    if when and rows:
        own += _scheduled(folder, rows, schedule.read(when), project, lambda path: len(made[path]), problems)
    yield from own
    made |= {rendering.path: rendering.content for rendering in own}
    yield Rendering(f"{folder}/{folder.rpartition('/')[2]}.zip", _packed(folder, made), "zip")


def _scheduled(
    folder: str, rows: list[Entry], when: schedule.Schedule, project: Project, size: Callable[[str], int],
    problems: list[Problem],
) -> Iterator[Rendering]:  # fmt: skip
    yield from exports.write(folder, rows, when, project.platforms, project.practice.media, size, problems)
    if "ics" in when.to:
        names = {id: platform.name for id, platform in project.platforms.items()}
        say = speaker({key: text.of(rows[0]["language"]) for key, text in project.words.items()})
        home = project.practice.web.partition("://")[2].partition("/")[0] or "localhost"
        content = reminders.calendar(folder, rows, when, names, say, home)
        yield Rendering(f"{folder}/posts.ics", content, "ics")


def _packed(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip: sorted, of one date, and not compressed, for pictures are that already."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as pack:
        for path, content in sorted(files.items()):
            pack.writestr(zipfile.ZipInfo(path.removeprefix(f"{folder.rpartition('/')[0]}/")), content)
    return target.getvalue()
