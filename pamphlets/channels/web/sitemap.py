"""Tells search engines which pages there are: sitemap.xml with the languages of each page, and robots.txt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pamphlets.channels.web.metadata import address, alternates
from pamphlets.channels.web.page import Page
from pamphlets.compose import theme
from pamphlets.digests import digest
from pamphlets.model import Job, Rendering, Result
from pamphlets.project import Project


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its address, the day its text was last checked, and those of all its languages (none: it has one)."""

    address: str
    changed: str
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that search engines may show, and the address of this list; no pages if no address is known."""

    address: str
    entries: tuple[Entry, ...]


def plan(pages: Sequence[Page], project: Project) -> Job:
    """Return the job for the list of all pages but drafts."""
    web = project.practice.web.rstrip("/")
    drafts = frozenset(page.path for page in pages if page.draft)
    entries = tuple(
        Entry(
            address(page, page.path),
            page.view.edition.pamphlet.reviewed,
            alternates(page, drafts),
        )
        for page in sorted(pages, key=lambda page: page.path)
        if page.path not in drafts and page.path != "404.html"
    )
    content = Sitemap(f"{web}/sitemap.xml", entries) if web else Sitemap("", ())
    names = ("robots.txt", "sitemap.xml") if web else ("robots.txt",)
    return Job(
        channel="web",
        name="web sitemap",
        paths=tuple(f"web/{name}" for name in names),
        content=content,
        digest=digest(content, project.templates_digest("web")),
        folders=project.folders,
        output="web",
    )


def render(content: Sitemap, job: Job) -> Result:
    """Make both files."""
    own = theme.of(job.folders.templates)
    return Result(tuple(
        Rendering(path, own.render(path, sitemap=content).encode()) for path in job.paths
    ))  # fmt: skip
