"""Turns a view of an edition into a letter: HTML with its styles on each element, plain text, subject and preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from pamphlets import compose
from pamphlets.channels.email import pictures
from pamphlets.compose import theme
from pamphlets.model import Folders, Job, LetterReport, Location, Problem, Rendering, Result
from pamphlets.paper import logo

COVER = "letter.png"
"""The name of the picture on top of a letter, beside the page of its pamphlet."""
MOST = 100_000
"""The most bytes of a letter: Gmail shows the first 102 kB, and hides the rest behind a link."""


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a letter is made of."""

    view: compose.View

    @property
    def covered(self) -> bool:
        """Whether it shows the picture of its cover: pictures come from the practice's own address."""
        return bool(self.view.edition.cover.url and self.view.facts.practice.web)


class LetterWriter(compose.Writer):
    """Writes a letter: what it links to and shows is on the practice's pages; boxes to tick are letters."""

    boxes = "☐ ", "☑ "

    def __init__(self, view: compose.View, root: Path) -> None:
        super().__init__(dict(view.facts.pages) if view.facts.practice.web else {})
        self._facts, self._root = view.facts, root

    def cite(self, number: int, aside: bool) -> str:
        """Return the number of a source: many mail programs lead nowhere within a letter."""
        return str(number)

    def address(self, target: str) -> str:
        """Return an address that leads somewhere from any mail program; a part of this text is on its page."""
        if target.startswith("#") and self._facts.practice.web:
            return f"{self._facts.page}{target}"
        return target if urlsplit(target).scheme else ""

    def picture(self, src: str, focus: tuple[float, float] | None = None, within: bool = False) -> str:
        """Return where a picture is, and its size, which some mail programs take from nowhere else."""
        web = self._facts.practice.web
        if not web:
            return ""
        width, height = pictures.size(src, self._root, self._facts.brand)
        return f'src="{escape(f"{web}/{quote(pictures.path(src))}")}" width="{width}" height="{height}"'

    def place(self, location: Location) -> str:
        """Return nothing: readers are not told which file a text comes from."""
        return ""


def render(letter: Letter, job: Job) -> Result:
    """Make one letter."""
    own, view = theme.of(job.folders.templates), letter.view
    writer = LetterWriter(view, job.folders.root)
    composition = compose.compose(view, own, writer=writer)
    names = {
        **compose.names(view, composition),
        "draft": view.edition.pamphlet.draft,
        "cover": f"{view.facts.page}{COVER}" if letter.covered else "",
        "cover_size": pictures.COVER,
        "logo": logo(view.facts.brand, view.facts.practice.name, "page", job.folders.root),
        "picture": writer.picture,
        "plain": compose.text,
    }
    html = _inliner()(own.render("email/letter.html", **names)).encode()
    made = [Rendering(job.paths[0], html), Rendering(job.paths[1], own.render("email/letter.txt", **names).encode())]
    if letter.covered:
        made.append(Rendering(job.paths[2], _cover(view, job.folders)))
    report = LetterReport(composition.title, composition.summary)
    return Result(tuple(made), tuple(_weigh(html, view)), report)


@cache
def _inliner() -> Callable[[str], str]:
    """Return what writes the rules of a style sheet onto the elements that they are for."""
    import css_inline

    return css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False).inline


def _cover(view: compose.View, folders: Folders) -> bytes:
    cover = view.edition.cover
    style = "object-fit:contain" if cover.drawn else f"object-fit:cover;object-position:{cover.position}"
    return pictures.draw(cover.url, pictures.COVER, view.facts.brand, folders, "mist", 0, style)


def _weigh(html: bytes, view: compose.View) -> Iterator[Problem]:
    """Yield a warning if mail programs would hide the end of a letter."""
    if len(html) > MOST:
        message = f"the e-mail has {len(html) // 1000} kB: mail programs show the first {MOST // 1000}"
        hint = 'leave blocks to the web page: {not="email"} on their headings'
        yield Problem("email-size", message, Location(view.edition.pamphlet.path), hint, "warning")
