"""Makes the waiting-room screen: for each pamphlet and language slides, and a page that shows them in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast

from pamphlets import compose
from pamphlets.channels.slides import faces, screens, thoughts
from pamphlets.channels.slides.screens import Screen, script
from pamphlets.channels.whole import Gathering, Whole
from pamphlets.digests import digest
from pamphlets.localized import quotes
from pamphlets.model import Edition, Job, Result, SlidesReport, Target
from pamphlets.project import Project

__all__ = ["gather", "plan", "render", "script"]


def plan(editions: Sequence[Edition], project: Project, *_others: object) -> Iterator[Job]:
    """Plan the slides of each pamphlet and language."""
    templates = project.templates_digest("slides", "posts", "assets")
    first = project.practice.sites[0].id
    for edition in (one for one in editions if one.site == first):  # like posts, slides are those of all sites
        screen = _screen(edition, project)
        folder = f"slides/{project.practice.folder(edition.language)}{edition.pamphlet.address}"
        paths = (*(f"{folder}/{number:02}.png" for number in range(1, len(screen.slides) + 1)), f"{folder}/index.html")
        yield Job(
            channel="slides",
            name=folder,
            paths=paths,
            content=screen,
            digest=digest(screen, templates),
            folders=project.folders,
            pamphlet=edition.pamphlet.name,
            language=edition.language,
            edition=edition.id,
            output="slides",
            blocks=screen.blocks,
        )


def _screen(edition: Edition, project: Project) -> Screen:
    view = compose.view(edition, Target(("slides",), (edition.site,), edition.language), project)
    cards = {
        block.id: quotes.text(card, edition.language)
        for block in edition.blocks
        if (card := next((post.card for post in block.posts if post.card), ""))
    }
    told = tuple(thoughts.of(view, cards))
    every = [thoughts.opening(view), *(thought for one in told for thought in one.thoughts)]
    shown, crowded = faces.of(every, view)
    lost = {one.block for one in crowded}
    named = {block.id: thoughts.heading(block, view) or block.id for block in view.edition.blocks}
    without = [*(one.block for one in told if one.problem), *(one.block for one in crowded)]
    return Screen(
        view=view,
        slides=shown,
        blocks=tuple(dict.fromkeys(one.block for one in every if one.block and one.block not in lost)),
        shorter=tuple(named[one.block] for one in told if one.shorter and one.block not in lost),
        left_out=tuple(named[one] for one in dict.fromkeys(filter(None, without))),  # the first slide is of none
        problems=(*(one.problem for one in told if one.problem), *map(thoughts.too_wide, crowded)),
    )


def render(job: Job) -> Result:
    """Make the slides of one pamphlet, and the page that shows them."""
    return screens.render(cast("Screen", job.content), job)


def gather(whole: Whole) -> Iterator[Gathering]:
    """Yield, for each language, the page that shows the slides of all its texts in turn; drafts are for nobody."""
    project = whole.project
    drafts = {(one.name, one.language) for one in whole.manifest.pamphlets if one.draft}
    for language in project.practice.languages:
        reports = [job.report for job in whole.manifest.jobs
                   if job.language == language and (job.pamphlet, language) not in drafts]  # fmt: skip
        slides = tuple(one for report in reports if isinstance(report, SlidesReport) for one in report.slides)
        if slides:
            path = f"slides/{project.practice.folder(language)}index.html"
            words = project.words_in(language)
            make = partial(screens.show, path, slides, language, project.practice.name, words, project.folders)
            shared = digest(path, slides, project.practice.name, words, project.templates_digest("slides"))
            yield Gathering(f"{path}", make, language=language, digest=shared)
