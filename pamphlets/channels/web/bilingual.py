"""Turns the pages of a translation and its original into one, where each block stands beside the one of its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pamphlets import compose
from pamphlets.channels import bilingual
from pamphlets.channels.web import pages
from pamphlets.channels.web.metadata import Head
from pamphlets.channels.web.page import Page
from pamphlets.channels.web.writer import PageWriter
from pamphlets.compose import Composition, theme
from pamphlets.digests import digest
from pamphlets.model import Job, Rendering, Result
from pamphlets.project import Project


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The page of a translation, at the address of both, and that of its original."""

    page: Page
    original: Page


class _Beside(PageWriter):
    """Writes the original: its pictures are shown beside it already, its citations are counted on from those there."""

    def __init__(self, page: Page, first: PageWriter, translation: Composition) -> None:
        super().__init__(page, first.to, first.root)
        self.cited, self.translation = first.cited, translation

    def address(self, target: str) -> str:
        """Return where a link leads; '' for a block that was not translated."""
        return bilingual.address(target, self.translation)

    def picture(self, src: str, focus: tuple[float, float] | None = None, within: bool = False) -> str:
        """Return nothing."""
        return ""


def plan(every: Iterable[Page], project: Project) -> Iterator[Job]:
    """Yield a job for each page of a translation that is asked for beside its original."""
    known = {(page.view.edition.pamphlet.name, page.view.edition.language): page for page in every}
    first = project.practice.languages[0]
    for (name, language), page in known.items():
        _, both = page.beside
        if both and language != first:
            one = replace(page, template="web/bilingual.html", path=both[0].path, leaflets=())
            content = Bilingual(one, known[name, first])
            made = pages.job(one, project)
            yield replace(made, content=content, digest=digest(content.original, made.digest))


def render(pair: Bilingual, job: Job) -> Result:
    """Make one page."""
    page, own = pair.page, theme.of(job.folders.templates)
    writer = PageWriter(page, pages.relative(page), job.folders.root)
    made = compose.compose(page.view, own, writer=writer)
    beside = bilingual.beside(pair.original.view, made, own, _Beside(pair.original, writer, made))
    made = replace(made, sources=beside.sources)
    names = pages.names(page, made, writer.to, {}, job.folders)
    more = {
        "head": Head(f"{made.title} · {beside.title}", made.summary),
        "policy": pages.POLICY.format(script=""),
        "draft": page.draft or pair.original.draft,
        "switch": [
            {"code": one.code, "name": one.name, "href": writer.to(one.path), "current": False} for one in page.versions
        ],
        "rows": bilingual.rows(made, beside),
    }
    html = own.render(page.template, **{**names, **more}, back=writer.back(), beside=beside)
    return Result((Rendering(job.paths[0], html.encode()),))
