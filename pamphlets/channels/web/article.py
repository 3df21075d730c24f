"""Turns a page into its article alone, to paste into the HTML box of a site builder: it asks for nothing elsewhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname
from urllib.parse import urlsplit

from pamphlets import compose
from pamphlets.channels.web import metadata, pictures
from pamphlets.channels.web.page import Page
from pamphlets.channels.web.writer import PageWriter
from pamphlets.compose import theme
from pamphlets.digests import digest
from pamphlets.model import Job, Rendering, Result
from pamphlets.paper import drawings, pixels, raster
from pamphlets.project import Project

SIDE, MOST = 800, 60_000
"""The longest side of a photo in pixels, and its most bytes: boxes of site builders take some 400 kB."""


@dataclass(frozen=True, slots=True)
class Article:
    """All that an article is made of."""

    page: Page


class ArticleWriter(PageWriter):
    """Writes an article: its pictures stand within it, and what it leads to has a public address."""

    def href(self, src: str) -> str:
        """Return a picture as an address that holds it."""
        content = (self.root / src).read_bytes()
        if src.lower().endswith(".svg"):
            content, kind = drawings.read(content, "screen").content, "image/svg+xml"
        else:
            try:
                photo = raster.develop(content, SIDE, MOST, "JPEG")
                content, kind = photo.content, photo.kind
            except ValueError:  # told where the picture of the page is made
                kind = "image/jpeg"
        return f"data:{kind};base64,{b64encode(content).decode()}"

    def address(self, target: str) -> str:
        """Return a link that leads somewhere from any site."""
        return target if target.startswith("#") or urlsplit(target).scheme else ""


def plan(pages: Iterable[Page], project: Project) -> Iterator[Job]:
    """Yield a job for the article of each page about a pamphlet."""
    templates = project.templates_digest("web", "blocks", "assets")
    for page in pages:
        if not page.editions:
            continue
        edition, path = page.view.edition, f"{dirname(page.path)}/article.html"
        yield Job(
            channel="web",
            name=f"web {path}",
            paths=(f"web/{path}",),
            content=Article(page),
            digest=digest("article", page, templates),
            folders=project.folders,
            pamphlet=edition.pamphlet.name,
            language=edition.language,
            edition=edition.id,
            output="web",
            sizes=tuple((f"web/{path}", 0) for _, _, path in page.leaflets),
        )


def render(article: Article, job: Job) -> Result:
    """Make one article."""
    page, own = article.page, theme.of(job.folders.templates)
    edition, colors = page.view.edition, dict(page.view.facts.brand.colors)

    def to(path: str) -> str:
        return metadata.address(page.view.facts.practice, path)

    writer = ArticleWriter(page, to, job.folders.root)
    composition = compose.compose(page.view, own, writer=writer)
    focuses = [(pictures.place(one), *one) for one in sorted(pictures.focuses(edition.blocks, edition.cover))]
    style = own.render("web/pasted.css", brand=page.view.facts.brand, colors=colors, focuses=focuses)
    names = {
        **compose.names(page.view, composition),
        "style": pixels(style),  # hosts have roots of any size
        "back": writer.back(),
        "leaflets": [(name, to(path)) for _, name, path in page.leaflets if f"web/{path}" in dict(job.sizes)],
    }
    return Result((Rendering(job.paths[0], own.render("web/article.html", **names).encode()),))
