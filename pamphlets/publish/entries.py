"""Turns an edition, and what was built of it, into its record: a new one, or one with what was made since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pamphlets import records
from pamphlets.builder import Build
from pamphlets.errors import fail
from pamphlets.model import Edition, Entry, Location, Output
from pamphlets.project import Post, Project, Record
from pamphlets.project import records as record_file


def text(edition: Edition, known: Record | None, project: Project, day: str, made: Build) -> str:
    """Return the record of an edition as it is to be written: new, or with what was made since; '' for nothing."""
    if known is None:
        return record_file.encode(_record(edition, project, day, made))
    posts, outputs = _later(edition, project, day, made, known)
    if not (posts or outputs):
        return ""
    return record_file.amend(project.read_text(records.path(edition.id)), posts, outputs)


def _record(edition: Edition, project: Project, day: str, made: Build) -> Record:
    apart = {"leaflets", "web"}.intersection(project.channels)  # what each site has of its own
    if apart and not any(job.edition == edition.id for job in made.manifest.jobs if job.channel in apart):
        raise fail("changed", "the content changed while it was built", Location(edition.pamphlet.path), "try again")
    return records.record(edition, project, day).replace(
        outputs=tuple(_files(edition, made)),
        pages=tuple(_pages(edition, project, made)),
        posts=_posts(edition, project, day, made),
    )


def _files(edition: Edition, made: Build) -> Iterator[record_file.Output]:
    """Yield the files of an edition that go out: leaflets, and of slides and e-mails the page that is shown or sent."""
    for job, one in _outputs(edition, "leaflets", made):
        if not one.path.startswith("desk/"):
            yield record_file.Output(path=one.path, sha256=one.sha256, blocks=job.blocks)
    for channel in ("slides", "email"):
        for job, one in _outputs(edition, channel, made):
            if one.path.startswith(f"{channel}/") and one.path.endswith(".html"):
                yield record_file.Output(path=one.path, sha256=one.sha256, blocks=job.blocks)


def _later(
    edition: Edition, project: Project, day: str, made: Build, out: Record
) -> tuple[tuple[Post, ...], tuple[record_file.Output, ...]]:
    """Return the posts and files of an edition that is out which were made since."""
    known, since = {one.path for one in out.outputs}, date.fromisoformat(day)
    new = (one.replace(published=since) for one in _files(edition, made) if one.path not in known)
    return _posts(edition, project, day, made, out.posts), tuple(new)


def _pages(edition: Edition, project: Project, made: Build) -> Iterator[record_file.Page]:
    """Yield the web pages of an edition, if the practice has an address for them."""
    for job, one in _outputs(edition, "web", made):
        if job.blocks and project.practice.web:
            address = f"{project.practice.web}/{one.path.removeprefix('web/').removesuffix('index.html')}"
            yield record_file.Page(address=address, blocks=job.blocks)


def _outputs(edition: Edition, channel: str, made: Build) -> Iterator[tuple[Entry, Output]]:
    """Yield what a channel made of an edition, with the jobs that made it."""
    for job in made.manifest.jobs:
        if job.edition == edition.id and job.channel == channel:
            yield from ((job, output) for output in job.outputs)


def _posts(edition: Edition, project: Project, day: str, made: Build, out: Sequence[Post] = ()) -> tuple[Post, ...]:
    """Return the posts of an edition that are not out yet, the platforms that have the same words together."""
    found: dict[tuple[str, str], list[str]] = {}
    for job, one in _outputs(edition, "posts", made):
        if one.name in project.platforms and one.path.endswith(".txt"):
            words = (made.folder / one.path).read_text("utf-8").strip()
            name = project.platforms[one.name].name
            if not any((post.block, post.text) == (job.blocks[0], words) and name in post.platforms for post in out):
                found.setdefault((job.blocks[0], words), []).append(name)
    return tuple(
        Post(block=block, platforms=tuple(names), published=date.fromisoformat(day), text=words)
        for (block, words), names in found.items()
    )
