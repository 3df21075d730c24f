"""Turns what the jobs of a series made into the files for all of it: a list, a calendar, tables for tools, a zip."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import Any

from pamphlets.channels import calendar
from pamphlets.channels.calendar import schedule
from pamphlets.channels.posts import exports
from pamphlets.channels.whole import Gathering, Whole
from pamphlets.compose import speaker
from pamphlets.model import Location, Problem, Rendering, Result
from pamphlets.project import Project

Entry = Mapping[str, Any]
"""What the manifest keeps of a job: its name, report, and the paths of its outputs."""


def gather(whole: Whole) -> Iterator[Gathering]:
    """Yield for each series the files that are made of all its entries.

    Series of one language that begin at the same time go out one after the other.
    """
    schedules = whole.schedules  # '' stands for every pamphlet that is not named
    found: dict[str, list[Entry]] = {}
    for entry in (entry for entry in whole.entries if entry["channel"] == "posts"):
        found.setdefault(entry["name"].rpartition("/")[0], []).append(entry)
    taken: Counter[tuple[object, ...]] = Counter()
    for folder, members in found.items():
        problems: list[Problem] = []
        rows = [row for member in members for row in member["report"].get("posts", ())]
        kept = schedules.get(members[0]["pamphlet"], schedules.get("", {}))
        when, planned = None, dict[str, str]()
        if kept and rows and not _is_draft(folder, rows, problems):
            key = (members[0]["language"], kept["start"], kept["every"])
            when = schedule.read(kept).after(taken[key])
            blocks = list(dict.fromkeys(row["block"] for row in rows))
            planned = {block: when.at(index).isoformat(timespec="minutes") for index, block in enumerate(blocks)}
            taken[key] += len(blocks)
        files = tuple(_files(folder, members, rows, whole.read, whole.project, when, problems))
        about = {key: members[0][key] for key in ("pamphlet", "language")}
        report = {"outputs": {"list": {"planned": planned}}} if planned else {}
        yield Gathering(about, partial(Result, files, tuple(problems), report))


def _is_draft(folder: str, rows: list[Entry], problems: list[Problem]) -> bool:
    """Say whether posts must not go out, because nobody has signed their text; then it is a problem, too."""
    if draft := any(row["draft"] for row in rows):
        hint = "have somebody read the text, then add 'reviewer' and 'reviewed'"
        message = "these posts are a draft, and are laid out for no day"
        problems.append(Problem("export-draft", message, Location(folder), hint, "warning"))
    return draft


def _files(
    folder: str, members: list[Entry], rows: list[Entry], read: Callable[[str], bytes], project: Project,
    when: schedule.Schedule | None, problems: list[Problem],
) -> Iterator[Rendering]:  # fmt: skip
    content = (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    made = {output["path"]: read(output["path"]) for member in members for output in member["outputs"]}
    own = [Rendering(f"{folder}/posts.json", content, "list")]
    if when:
        own += _scheduled(folder, rows, when, project, lambda path: len(made[path]), problems)
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
        content = calendar.posts(folder, rows, when, names, say, home)
        yield Rendering(f"{folder}/posts.ics", content, "ics")


def _packed(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip: sorted, of one date, and not compressed, for pictures are that already."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as pack:
        for path, content in sorted(files.items()):
            pack.writestr(zipfile.ZipInfo(path.removeprefix(f"{folder.rpartition('/')[0]}/")), content)
    return target.getvalue()
