"""Makes the pictures that social networks show where people share a page: the card of its first post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pamphlets.channels.cards import Card
from pamphlets.channels.series import Every
from pamphlets.channels.web.page import Page
from pamphlets.digests import digest
from pamphlets.model import Job, Rendering, Result
from pamphlets.project import Project

SIZE = "1200x630"
"""What networks ask of a picture for `og:image`."""


def of(every: Every) -> Mapping[tuple[str, str], Card]:
    """Return the card of each pamphlet and language that has posts."""
    firsts = (first for _, one, _ in every for first in one.posts[:1])
    return {(first.pamphlet, first.card.language): first.card for first in firsts}


def path(page: str) -> str:
    """Return the path of the picture of a page, both below `web/`."""
    return f"{page.removesuffix('index.html')}card.png"


def plan(pages: Sequence[Page], drawn: Mapping[tuple[str, str], Card], project: Project) -> Iterator[Job]:
    """Yield the job for the picture of each page that has one."""
    templates = project.templates_digest("posts", "assets")
    for page in pages:
        path, edition = page.picture[0], page.view.edition
        if not path:
            continue
        card = drawn[edition.pamphlet.name, edition.language]
        yield Job(
            channel="web",
            name=f"web {path}",
            paths=(f"web/{path}",),
            content=card,
            digest=digest(card, templates, SIZE),
            folders=project.folders,
            pamphlet=edition.pamphlet.name,
            language=edition.language,
            edition=edition.id,
            output="web",
        )


def render(card: Card, job: Job) -> Result:
    """Make one picture."""
    from pamphlets.channels import cards

    (picture,) = cards.draw(card, ((SIZE, 0),), job.folders)
    return Result((Rendering(job.paths[0], picture.content),))
