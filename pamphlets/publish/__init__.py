"""Turns a build into records of what goes out, in `content/editions/`, and marks such records as withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets import builder, checks, files, library, records
from pamphlets.builder import Build, Progress
from pamphlets.errors import PamphletError, nearest
from pamphlets.model import Edition, Location, Problem
from pamphlets.project import Project, Record
from pamphlets.publish import entries, refusals, withdrawal

if TYPE_CHECKING:
    from pamphlets.builder import cache as caches

__all__ = ["Out", "Published", "channels", "publish", "withdraw"]


@dataclass(frozen=True, slots=True)
class Out:
    """An edition that is out, by its id, what it is an edition of, and the channels that made something of it."""

    id: str
    pamphlet: str
    language: str
    site: str
    channels: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.id}: {self.pamphlet}, {self.language}, {self.site}"


@dataclass(frozen=True, slots=True)
class Published:
    """The build as it stands now, the editions that are new, and those that were out already."""

    build: Build
    new: tuple[Out, ...]
    kept: tuple[Out, ...]


def publish(
    root: Path | str,
    day: str,
    *,
    pamphlets: Sequence[str] = (),
    languages: Sequence[str] = (),
    jobs: int | None = None,
    progress: Progress = lambda done, of, name: None,
    cache: caches.Cache | None = None,
) -> Published:
    """Build the project, and record each edition (of some pamphlets and languages, or all) that is not recorded yet.

    To the record of one that is out already only posts and files that were made since are added. `day` is today, in ISO
    8601. The pages are then built again: they name the editions that are out. Raises PamphletError, before anything is
    recorded, for errors, drafts, texts that may be used for ever, leaflets that do not fit, and editions that were
    withdrawn. Leaflets of others may be `unmade`. What the starter left in settings and texts is a warning. The `cache`
    is asked for what must be rendered, and given what was.
    """
    root = Path(root).resolve()
    build = partial(builder.build_what_fits, root, jobs=jobs, wait=True, progress=progress, cache=cache)
    made = build()
    project = Project.read(root)
    read = library.survey(project)
    if read.errors:  # the content changed while it was built
        raise PamphletError(dict.fromkeys(checks.run(read, project)))
    chosen = [*_choose(read.editions, pamphlets, languages)]
    if absent := {*pamphlets} - {edition.pamphlet.name for edition in chosen}:
        there = {edition.pamphlet.name for edition in read.editions}
        raise PamphletError(_absent(name, there) for name in sorted(absent))
    with records.hold(root):
        known = {record.edition: record for record in records.read(project)}
        refusals.refuse(chosen, known, read, project, made)
        written = _write(chosen, known, project, day, made)
    told = tuple(one for one in made.problems if one.rule == "cache")  # once, by the first of two builds
    if written:
        made = build()
        made = replace(made, problems=(*made.problems, *told))
    made = replace(made, problems=(*made.problems, *refusals.warnings(chosen, project)))
    new, kept = ([_out(one, made) for one in chosen if (one.id in known) is out] for out in (False, True))
    return Published(made, tuple(new), tuple(kept))


def _write(chosen: Iterable[Edition], known: Mapping[str, Record], project: Project, day: str, made: Build) -> bool:
    """Write the records of editions, new ones and what was made since of others; say whether there were any."""
    texts = ((one.id, entries.text(one, known.get(one.id), project, day, made)) for one in chosen)
    written = [(records.path(name), text) for name, text in texts if text]
    for path, text in written:
        files.write(project.root / path, text, path)
    return bool(written)


def _out(edition: Edition, made: Build) -> Out:
    used = frozenset(job.channel for job in made.manifest.jobs if job.edition == edition.id)
    return Out(edition.id, edition.pamphlet.name, edition.language, edition.site, used)


def _choose(editions: Iterable[Edition], pamphlets: Sequence[str], languages: Sequence[str]) -> Iterator[Edition]:
    """Yield the editions of some pamphlets and languages; none named: of all."""
    for one in editions:
        if one.pamphlet.name in (pamphlets or (one.pamphlet.name,)) and one.language in (languages or (one.language,)):
            yield one


def _absent(name: str, known: Collection[str]) -> Problem:
    """Return the problem of a name of which there is nothing to publish."""
    message = f"there is nothing of '{name}' to publish"
    return Problem("nothing", message, Location(f"content/{name}.md"), nearest(name, {*known} - {name}))


def withdraw(root: Path | str, editions: Sequence[str], why: str, day: str) -> tuple[Out, ...]:
    """Mark records as withdrawn on a day, for a reason in words for the public; return those that this changed.

    One that was withdrawn before keeps its day, and has the new reason. Raises PamphletError, before anything is
    written, if an edition is not known, there is no reason, or nothing would change.
    """
    project = Project.load(Path(root).resolve())
    with records.hold(project.root):
        return tuple(
            Out(one.edition, one.pamphlet, one.language, one.site, frozenset(_channels(one)))
            for one in withdrawal.withdraw(project, editions, why, day)
        )


def channels(editions: Iterable[Out], made: Build) -> frozenset[str]:
    """Return the channels that made something of editions; web pages tell of all, where there are any."""
    pages = {"web"} if any(job.channel == "web" for job in made.manifest.jobs) else set()
    return frozenset(channel for one in editions for channel in one.channels) | pages


def _channels(record: Record) -> Iterator[str]:
    """Yield the channels of what is recorded."""
    yield from (one.path.partition("/")[0] for one in record.outputs)
    yield from (name for name, found in (("web", record.pages), ("posts", record.posts)) if found)
