"""Plans the pages that are about no pamphlet: an index for each language, and "not found"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pamphlets import compose, records
from pamphlets.channels.web import feed, pages
from pamphlets.channels.web.page import Page, Topic, Version, Way
from pamphlets.library import covers
from pamphlets.model import Edition, Job, PageFacts, Pamphlet
from pamphlets.project import Project


def plan(shown: Sequence[PageFacts], project: Project) -> Iterator[Job]:
    """Yield the job for the index of each language that there are texts in, and for the page "not found"."""
    default, *others = project.practice.languages
    told = {one.language for one in shown}
    codes = (default, *(code for code in others if code in told))
    versions = tuple(pages.version(code, "", project) for code in codes)
    path = feed.path(records.read(project), project)
    for version in versions:
        topics = tuple(_topic(one) for one in shown if one.language == version.code)
        view = _view(version.code, project)
        index = Page(view=view, template="web/index.html", path=version.path, versions=versions, home=version.path,
                     topics=topics, feed=path)  # fmt: skip
        yield pages.job(index, project)
    yield pages.job(replace(_missing(versions, project), feed=path), project)


def _topic(one: PageFacts) -> Topic:
    return Topic(one.title, one.summary, "" if one.draft else one.reviewed, one.path, one.picture)


def _missing(versions: Sequence[Version], project: Project) -> Page:
    def words(key: str, version: Version) -> str:
        return project.words_in(version.code).marked[f"web-{key}"]

    ways = tuple(
        Way(
            language=v.code,
            title=words("missing", v),
            why=words("missing-why", v),
            leaflet=words("missing-leaflet", v),
            label=words("all-topics", v),
            path=v.path,
        )
        for v in versions
    )
    view = _view(project.practice.languages[0], project)
    view = replace(view, edition=replace(view.edition, pamphlet=replace(view.edition.pamphlet, title=ways[0].title)))
    return Page(view=view, template="web/404.html", path="404.html", versions=(), home=versions[0].path, ways=ways)


def _view(language: str, project: Project) -> compose.View:
    """Return the view of a page about no pamphlet: the practice, its sites and nothing more."""
    practice = project.practice
    none = Pamphlet("", language, "", practice.name, practice.tagline.of(language), ())
    cover, _, _ = covers.look(none, none, project)
    return pages.view(Edition(none, language, practice.sites[0].id, "", (), "", (), cover=cover), project)
