"""Turns slides into pictures for a screen of 1920 × 1080, and pictures into a page that shows them in turn."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from posixpath import dirname, relpath
from urllib.parse import quote

from pamphlets import compose
from pamphlets.channels.slides import looks
from pamphlets.channels.slides.looks import Slide
from pamphlets.compose import plain, theme
from pamphlets.model import Folders, Job, Location, Picture, Problem, Rendering, Result, SlidesReport
from pamphlets.paper import Layout, Manuscript, code, logo, raster
from pamphlets.project import mix

SECONDS = 12
"""How long a slide is shown."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The slides of a pamphlet in one language; the ids of blocks that they shorten, and what they leave out."""

    view: compose.View
    slides: tuple[Slide, ...]
    shorter: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def render(screen: Screen, job: Job) -> Result:
    """Make the slides of one pamphlet, and the page that shows them."""
    view, folders = screen.view, job.folders
    facts, edition = view.facts, view.edition
    colors = dict(facts.brand.colors)
    *paths, page = job.paths
    names = {
        "language": edition.language,
        "colors": colors,
        "disc": mix(colors["paper"], colors["night"], 0.1),
        "practice": facts.practice.name,
        "logo": logo(facts.brand, facts.practice.name, "card", folders.root),
        "file": _address,
        "cover": edition.cover,
        "code": code(facts.page) if facts.page else "",
        "draft": dict(facts.words)["post-draft"] if edition.pamphlet.draft else "",
        "looks": looks,
    }
    pictures = raster.pngs(_lay_out(screen, names, folders).pdf(), looks.WIDTH)
    made = [Rendering(path, picture) for path, picture in zip(paths, pictures, strict=True)]
    shown = tuple(
        Picture(path, looks.WIDTH, looks.HEIGHT, _alt(slide, view))
        for path, slide in zip(paths, screen.slides, strict=True)
    )
    report = SlidesReport(shown, screen.shorter, screen.left_out)
    result = show(page, shown, edition.language, facts.practice.name, facts.words, folders)
    return Result((*made, *result.renderings), screen.problems, report)


def _lay_out(screen: Screen, names: Mapping[str, object], folders: Folders) -> Layout:
    """Lay out the slides; those whose words reach out of their box again in smaller type, as often as it takes."""
    own, place = theme.of(folders.templates), Location(screen.view.edition.pamphlet.path)
    slides = list(screen.slides)
    while True:
        html = own.render("slides/slides.html", **names, slides=slides)
        layout = Manuscript(html, folders, place, screen.view.facts.brand, ()).layout()
        smaller = {n: looks.smaller(slides[n]) for n in _over(layout, slides)}
        if all(slides[n] == slide for n, slide in smaller.items()):
            return layout
        slides = [smaller.get(n, slide) for n, slide in enumerate(slides)]


def _over(layout: Layout, slides: Sequence[Slide]) -> set[int]:
    """Return the numbers of the slides whose words reach out of their box."""
    found = set[int]()
    for line in layout.lines:
        box = slides[line.page].box
        if any(one.get("class") == "said" for one in layout.manuscript.ancestors(line.pieces[0][0])):
            right, bottom = (each * 96 / 25.4 for each in (line.right, line.bottom))
            found |= {line.page} if right > box.x + box.width + 1 or bottom > box.y + box.height + looks.GAP else set()
    return found


def show(
    path: str, slides: Sequence[Picture], language: str, title: str, words: Sequence[tuple[str, str]], folders: Folders
) -> Result:
    """Make a page that shows slides in turn, from a file, without any network."""
    own = theme.of(folders.templates)
    script, style = (own.render(f"slides/show.{kind}", seconds=SECONDS) for kind in ("js", "css"))
    allowed = {name: f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
               for name, text in (("script", script), ("style", style))}  # fmt: skip
    shown = [(quote(relpath(one.path, dirname(path))), one.alt) for one in slides]
    html = own.render("slides/show.html", language=language, title=title, slides=shown, script=script, style=style,
                      allowed=allowed, width=looks.WIDTH, height=looks.HEIGHT,
                      say=compose.speaker(dict(words)))  # fmt: skip
    return Result((Rendering(path, html.encode()),))


def _address(src: str) -> str:
    return f"content:{quote(src.removeprefix('content/'))}"


def _alt(slide: Slide, view: compose.View) -> str:
    """Return what a slide says, and what its picture shows."""
    thought = slide.thought
    items = (f"{number}. {words}" if number else words for number, words in thought.items)
    said = [thought.title, thought.text, *items]
    if slide.layout == "picture" and thought.picture:
        said.append(plain.text(thought.picture.alt, view))
    if slide.layout == "cover":
        said.append(view.edition.cover.alt)
    return "\n".join(filter(None, said))
