"""Makes the web pages: one for each pamphlet and language, an index, and what they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from pamphlets.channels import series
from pamphlets.channels.cards import Card
from pamphlets.channels.proofs import Proof
from pamphlets.channels.series import Every
from pamphlets.channels.web import article, assets, bilingual, cards, feed, indexes, lettering, pages, pictures, sitemap
from pamphlets.channels.web.page import Page
from pamphlets.model import Edition, Job, Result
from pamphlets.project import Project

__all__ = ["assets", "lettering", "pictures"]


def plan(
    editions: Sequence[Edition], project: Project, every: Every | None = None, linked: Sequence[Edition] = ()
) -> Iterator[Job]:
    """Plan the page of each pamphlet and language, its card, its article, and those with two languages side by side.

    `linked` are the editions that they lead to.
    """
    drawn = dict[tuple[str, str], Card]()
    if project.practice.web:
        drawn |= cards.of(series.every(editions, project) if every is None else every)
    planned = tuple(pages.plan(editions, project, drawn, linked))
    yield from planned
    made = tuple(job.content for job in planned if isinstance(job.content, Page))
    yield from bilingual.plan(made, project)
    yield from article.plan(made, project)
    yield from cards.plan(made, drawn, project)


def share(jobs: Iterable[Job], project: Project) -> Iterator[Job]:
    """Plan the indexes, what all pages show, the feed, and the list of pages for search engines."""
    shown = tuple(job.shown for job in jobs if job.shown)
    shared = tuple(indexes.plan(shown, project))
    yield from shared
    yield from feed.plan(shown, project)
    yield assets.plan(shown, (job.content for job in shared), project)
    yield sitemap.plan(shown, project)


def proof(job: Job, root: str) -> Proof:
    """Return the HTML of one page as it is read at any address of a server; `root` is that of all pages: `/web/`."""
    made = pages.render(cast("Page", job.content), job, root)
    return Proof((), made.problems, made.renderings[0].content.decode())


def render(job: Job) -> Result:
    """Make one page, or what the pages share."""
    match job.content:
        case Page() as page:
            return pages.render(page, job)
        case article.Article() as content:
            return article.render(content, job)
        case bilingual.Bilingual() as content:
            return bilingual.render(content, job)
        case assets.Assets() as content:
            return assets.render(content, job)
        case Card() as card:
            return cards.render(card, job)
        case feed.Feed() as content:
            return feed.render(content, job)
        case content:
            return sitemap.render(cast("sitemap.Sitemap", content), job)
