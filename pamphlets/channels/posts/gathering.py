"""Turns what the jobs of a series made into the files for all of it: a list, a calendar, tables for tools, a zip."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO

from pamphlets.channels import calendar
from pamphlets.channels.posts import exports
from pamphlets.channels.whole import Gathering, Whole
from pamphlets.compose import speaker
from pamphlets.model import Entry, Location, PostsReport, Problem, Rendering, Result, Row, Schedule
from pamphlets.project import Project


def gather(whole: Whole) -> Iterator[Gathering]:
    """Yield for each series the files that are made of all its entries.

    Series of one language that begin at the same time go out one after the other.
    """
    schedules = whole.manifest.schedules  # '' stands for every pamphlet that is not named
    found: dict[str, list[Entry]] = {}
    for entry in (entry for entry in whole.manifest.jobs if entry.channel == "posts"):
        found.setdefault(entry.name.rpartition("/")[0], []).append(entry)
    taken: Counter[tuple[object, ...]] = Counter()
    for folder, members in found.items():
        rows = [row for one in members if isinstance(one.report, PostsReport) for row in one.report.rows]
        kept = schedules.get(members[0].pamphlet, schedules.get(""))
        when, planned = None, dict[str, str]()
        draft = any(row.draft for row in rows)
        if kept and rows and not draft:
            key = (members[0].language, kept.start, kept.every)
            when = kept.after(taken[key])
            blocks = list(dict.fromkeys(row.block for row in rows))
            planned = {block: when.at(index).isoformat(timespec="minutes") for index, block in enumerate(blocks)}
            taken[key] += len(blocks)
        made = tuple(_files(folder, members, rows, whole.read, whole.project, when))
        files = tuple(one for one in made if isinstance(one, Rendering))
        problems = [one for one in made if isinstance(one, Problem)]
        if kept and draft:
            hint = (
                f"have somebody read it, and what it embeds, then: 'pamphlets sign {_source(rows[0], whole)} --by ROLE'"
            )
            message = "these posts are a draft, and are laid out for no day"
            problems.append(Problem("export-draft", message, Location(folder), hint, "warning"))
        make = partial(Result, files, tuple(problems), PostsReport(planned=planned) if planned else None)
        yield Gathering(folder, make, members[0].pamphlet, members[0].language)


def _source(row: Row, whole: Whole) -> str:
    """Return the name of the source of a text: that of a translation says its language."""
    first = whole.project.practice.languages[0]
    return row.pamphlet if row.language == first else f"{row.pamphlet}.{row.language}"


def _files(
    folder: str, members: list[Entry], rows: Sequence[Row], read: Callable[[str], bytes], project: Project,
    when: Schedule | None,
) -> Iterator[Rendering | Problem]:  # fmt: skip
    """Yield the files of a series, and what keeps a tool from taking one."""
    listed = json.dumps(list(map(_listed, rows)), ensure_ascii=False, indent=2, sort_keys=True)
    content = f"{listed}\n".encode("utf-8", "replace")
    made = {output.path: read(output.path) for member in members for output in member.outputs}
    own: list[Rendering | Problem] = [Rendering(f"{folder}/posts.json", content, "list")]
    if when:
        own += _scheduled(folder, rows, when, project, lambda path: len(made[path]))
    yield from own
    made |= {one.path: one.content for one in own if isinstance(one, Rendering)}
    yield Rendering(f"{folder}/{folder.rpartition('/')[2]}.zip", _packed(folder, made), "zip")


def _listed(row: Row) -> dict[str, object]:
    """Return a text as `posts.json` has it."""
    images = [{"path": one.path, "alt": one.alt, "width": one.width, "height": one.height} for one in row.images]
    fields = {name.replace("origin", "from"): getattr(row, name) for name in Row.__slots__}
    return {**fields, "images": images}


def _scheduled(
    folder: str, rows: Sequence[Row], when: Schedule, project: Project, size: Callable[[str], int]
) -> Iterator[Rendering | Problem]:
    yield from exports.write(folder, rows, when, project.platforms, project.practice.media, size)
    if "ics" in when.to:
        names = {id: platform.name for id, platform in project.platforms.items()}
        say = speaker(project.words_in(rows[0].language).plain)
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
