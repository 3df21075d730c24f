"""Cover and back are laid out apart from the text, and the text once for all sites: with the same bytes as at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from making.leaflets import BLOCKS, CHAIR, files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit
from pamphlets.channels.leaflets.leaflet import Leaflet, html
from pamphlets.model import Job
from pamphlets.paper import Manuscript
from pamphlets.paper.typeset import apart, boxes
from pamphlets.project.project import Project

SAME = BLOCKS.replace("Call {{ site.phone }}", "Call us")
"""A text that says the same of every site."""


@pytest.fixture
def jobs(write: Callable[..., Path]) -> Callable[..., list[Job]]:
    """Plan the tri-folds of a small project with two sites, the given files in place of its own."""

    def jobs(text: str = SAME, **more: str) -> list[Job]:
        project = Project.load(write({**files(text), **more}))
        return [job for job in planned(leaflets, project) if job.output == "tri-fold"]

    return jobs


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List, from now on, the names of the pages of each layout."""
    found: list[str] = []
    render = Manuscript._render

    def listed(self: Manuscript, css: str) -> boxes.Document:
        document = render(self, css)
        found.append(" ".join(boxes.name(page) or "-" for page in document.pages))
        return document

    monkeypatch.setattr(Manuscript, "_render", listed)
    apart._flows.clear()
    return found


def test_equal_text_is_laid_out_once_for_all_sites(jobs: Callable[..., list[Job]], laid_out: list[str]) -> None:
    """And every file has the bytes that it has where each leaflet is laid out by itself, as a whole."""
    both = [leaflets.render(job) for job in jobs()]
    around = [pages for pages in laid_out if pages == "cover back"]
    text = laid_out[: len(laid_out) - len(around) // 2]
    assert all(pages.startswith("cover -") or pages == "cover back" for pages in text)
    assert laid_out[len(text) :] == around[len(around) // 2 :]  # of the second site nothing else
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Manuscript, "part", lambda *_: None)
        assert [leaflets.render(job) for job in jobs()] == both
    assert "back" in laid_out[-1] and laid_out[-1].count("-") == 4


def parts(job: Job) -> apart.Composite | None:
    assert isinstance(job.content, Leaflet)
    return fit.manuscript(html(job.content, job.folders), job.content, job.folders)._parts


def test_text_that_differs_is_laid_out_for_each(jobs: Callable[..., list[Job]]) -> None:
    """What names its site, what shows a picture that has changed, and what a changed template makes."""
    taller = CHAIR.replace("7v7", "7v9")
    every = [*jobs(), *jobs(BLOCKS), *jobs(**{"content/images/chair.svg": taller})[:1]]
    every += jobs(**{"templates/assets/strips/1.svg": taller})[:1]
    one, two, *others = (made.flow for made in map(parts, every) if made)
    assert one is two
    assert len({id(flow) for flow in (one, *others)}) == len(others) + 1 == 5


def test_a_template_of_the_projects_own_is_laid_out_as_a_whole(jobs: Callable[..., list[Job]]) -> None:
    """Its style may count pages, or look from the text to the cover; so may what a block brings with it."""
    about = '{% extends "shipped/leaflets/about.html" %}'
    assert (
        parts(jobs(**{"templates/blocks/block.html": "<style>.back { color: red }</style>{{ body|safe }}"})[0]) is None
    )
    assert parts(jobs(**{"templates/leaflets/about.html": about})[0]) is None


def test_what_is_complained_of_is_told_of_each(jobs: Callable[..., list[Job]], laid_out: list[str]) -> None:
    """WeasyPrint says it while it lays out: pages that are kept would keep silence."""
    block = '<section class="block" style="colour: red"><h2>{{ title }}</h2>{{ body|safe }}</section>'
    told = [
        fit.fit(cast("Leaflet", job.content), job.folders).problems
        for job in jobs(**{"templates/blocks/block.html": block})
    ]
    assert len(told) == 2 and told[0] == told[1]
    assert "colour" in str(told[0])
