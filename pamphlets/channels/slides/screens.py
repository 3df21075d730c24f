"""Turns slides, cards as large as a screen, into pictures, and pictures into a page that shows them in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import quote

from pamphlets import compose
from pamphlets.channels import cards
from pamphlets.channels.cards import Card, shapes
from pamphlets.compose import theme
from pamphlets.digests import hash_source
from pamphlets.model import Folders, Job, Picture, Problem, Rendering, Result, SlidesReport, Wording
from pamphlets.paper import raster

WIDTH, HEIGHT = map(int, shapes.SCREEN.split("x"))
SECONDS = 12
"""How long a slide is shown."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The slides of a pamphlet in one language; the ids of blocks that they show, the headings of those that they
    shorten and leave out.
    """

    view: compose.View
    slides: tuple[Card, ...]
    blocks: tuple[str, ...]
    shorter: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def render(screen: Screen, job: Job) -> Result:
    """Make the slides of one pamphlet, and the page that shows them.

    Raises PamphletError if the letters of the practice's font are so wide that the words of a slide do not fit.
    """
    facts, *paths, page = screen.view.facts, *job.paths
    drawn = cards.pdf([(slide, shapes.SCREEN) for slide in screen.slides], job.folders)
    made = [Rendering(path, picture) for path, picture in zip(paths, raster.pngs(drawn, WIDTH), strict=True)]
    shown = tuple(Picture(path, WIDTH, HEIGHT, slide.alt) for path, slide in zip(paths, screen.slides, strict=True))
    report = SlidesReport(shown, screen.shorter, screen.left_out)
    result = show(page, shown, screen.view.edition.language, facts.practice.name, facts.words, job.folders)
    return Result((*made, *result.renderings), screen.problems, report)


def show(path: str, slides: Sequence[Picture], language: str, title: str, words: Wording, folders: Folders) -> Result:
    """Make a page that shows slides in turn, from a file, without any network."""
    own = theme.of(folders.templates)
    shown_by, style = script(own), own.render("slides/show.css")
    allowed = {"script": hash_source(shown_by.encode()), "style": hash_source(style.encode())}
    shown = [(quote(relpath(one.path, dirname(path))), one.alt) for one in slides]
    html = own.render("slides/show.html", language=language, title=title, slides=shown, script=shown_by, style=style,
                      allowed=allowed, width=WIDTH, height=HEIGHT,
                      say=compose.speaker(words.marked))  # fmt: skip
    return Result((Rendering(path, html.encode()),))


def script(own: theme.Theme) -> str:
    """Return the script that shows slides in turn."""
    return own.render("slides/show.js", seconds=SECONDS)
