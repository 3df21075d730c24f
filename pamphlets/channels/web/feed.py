"""Turns the records of what was published into a feed (Atom, RFC 4287), the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pamphlets import compose, records
from pamphlets.channels.web.metadata import address
from pamphlets.compose import theme
from pamphlets.digests import digest
from pamphlets.localized import quotes
from pamphlets.model import Job, PageFacts, Rendering, Result
from pamphlets.project import Project, Record

PATH = "feed.xml"
MOST = 50
"""The most entries: older ones are on the pages."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A pamphlet that was published, or withdrawn, on one day in one language; `id` is an address that stays."""

    id: str
    address: str
    language: str
    title: str
    summary: str
    published: str
    updated: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What the feed says of itself, and its entries."""

    home: str
    address: str
    title: str
    subtitle: str
    language: str
    author: str
    email: str
    updated: str
    entries: tuple[Entry, ...]


def path(known: Sequence[Record], project: Project) -> str:
    """Return the path of the feed below `web/`, or '' if nothing was published or the pages have no public address."""
    return PATH if project.practice.web and known else ""


def plan(shown: Sequence[PageFacts], project: Project) -> Iterator[Job]:
    """Yield the job for the feed, if there is one."""
    known, practice = records.read(project), project.practice
    if not path(known, project):
        return
    entries = tuple(_entries(shown, known, project))
    language = practice.languages[0]
    content = Feed(
        home=address(practice, "index.html"),
        address=address(practice, PATH),
        title=practice.name,
        subtitle=practice.tagline.of(language),
        language=language,
        author=practice.name,
        email=practice.email,
        updated=max((entry.updated for entry in entries), default=""),
        entries=entries[:MOST],
    )
    yield Job(
        channel="web",
        name="web feed",
        paths=(f"web/{PATH}",),
        content=content,
        digest=digest(content, project.templates_digest("web")),
        folders=project.folders,
        output="web",
    )


def _entries(pages: Sequence[PageFacts], known: Sequence[Record], project: Project) -> Iterator[Entry]:
    """Yield an entry for each day on which a pamphlet was published, whatever the number of its sites."""
    shown = {(page.name, page.language): page for page in pages}
    found: dict[tuple[object, ...], Entry] = {}
    for record in known:
        page = shown.get((record.pamphlet, record.language))
        if page is None:
            continue
        gone = record.withdrawn
        updated = (gone.on if gone else record.published).isoformat()
        title, own = quotes.text(record.title, record.language), address(project.practice, page.path)
        say = compose.speaker(project.words_in(record.language).plain)
        entry = Entry(
            id=f"{own}?edition={record.edition}",
            address=own,
            language=record.language,
            title=say("web-feed-withdrawn", title=title) if gone else title,
            summary=gone.why if gone else quotes.text(record.summary, record.language),
            published=f"{record.published.isoformat()}T00:00:00Z",
            updated=f"{updated}T00:00:00Z",
        )
        found.setdefault((own, entry.title, entry.summary, entry.published, entry.updated), entry)
    yield from sorted(found.values(), key=lambda entry: entry.updated, reverse=True)


def render(content: Feed, job: Job) -> Result:
    """Make the feed."""
    own = theme.of(job.folders.templates)
    return Result((Rendering(job.paths[0], own.render("web/feed.xml", feed=content).encode()),))
