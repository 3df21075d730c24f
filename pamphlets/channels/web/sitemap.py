"""Tells search engines which pages there are: sitemap.xml with the languages of each page, and robots.txt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pamphlets.channels.web.metadata import address, alternates
from pamphlets.compose import theme
from pamphlets.digests import digest
from pamphlets.model import Job, PageFacts, Rendering, Result
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


def plan(shown: Sequence[PageFacts], project: Project) -> Job:
    """Return the job for the list of all pages but drafts."""
    practice = project.practice
    web, told = practice.web.rstrip("/"), {one.path for one in shown if not one.draft}
    every = [(one.path, one.reviewed, one.versions) for one in shown if not one.draft]
    codes = dict.fromkeys((practice.languages[0], *(one.language for one in shown)))
    homes = tuple((code, f"{practice.folder(code)}index.html") for code in practice.languages if code in codes)
    told |= {path for _, path in homes}
    every += [(path, "", homes) for _, path in homes]
    entries = tuple(
        Entry(address(practice, path), changed, alternates(practice, [one for one in versions if one[1] in told]))
        for path, changed, versions in sorted(every)
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
