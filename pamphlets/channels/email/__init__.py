"""Makes the e-mails: for each pamphlet and language a letter for newsletters, as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from pamphlets import compose
from pamphlets.channels.email import letters, pictures
from pamphlets.channels.email.letters import Letter
from pamphlets.digests import digest
from pamphlets.model import Edition, Job, Result, Target
from pamphlets.project import Project

__all__ = ["plan", "render", "share"]


def plan(editions: Sequence[Edition], project: Project, *_others: object) -> Iterator[Job]:
    """Plan a letter for each pamphlet and language."""
    sites = tuple(site.id for site in project.practice.sites)
    templates = project.templates_digest("email", "blocks", "assets")
    for edition in (one for one in editions if one.site == sites[0]):  # a letter shows every site
        letter = Letter(compose.view(edition, Target(("email",), sites, edition.language), project))
        own = f"{project.practice.folder(edition.language)}{edition.pamphlet.address}"
        paths = [f"email/{own}/letter.html", f"email/{own}/letter.txt"]
        yield Job(
            channel="email",
            name=f"email/{own}",
            paths=(*paths, *([f"web/{own}/{letters.COVER}"] if letter.covered else [])),
            content=letter,
            digest=digest(letter, templates),
            folders=project.folders,
            pamphlet=edition.pamphlet.name,
            language=edition.language,
            edition=edition.id,
            output="email",
            blocks=tuple(block.id for block in letter.view.edition.blocks),
            pictures=pictures.of(letter.view, project.brand),
        )


def share(jobs: Iterable[Job], project: Project) -> Iterator[Job]:
    """Plan the pictures that letters show."""
    for src, sha256 in dict.fromkeys(one for job in jobs if job.channel == "email" for one in job.pictures):
        yield pictures.plan(pictures.Drawn(src, sha256, project.brand, src == project.brand.logo), project)


def render(job: Job) -> Result:
    """Make one letter, or one picture."""
    if isinstance(job.content, pictures.Drawn):
        return pictures.render(job.content, job)
    return letters.render(cast("Letter", job.content), job)
