"""Turns texts into plain lines: what a post says, and what a block tells whoever keeps a record of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pamphlets.compose import markup, unmark
from pamphlets.compose.conditions import trim
from pamphlets.compose.filler import Filler
from pamphlets.compose.variables import walk
from pamphlets.compose.views import View
from pamphlets.compose.writer import Behind
from pamphlets.model import Block, Citation, Image, Inline, Markdown, Note, Target


def lines(block: Block, view: View) -> tuple[str, str]:
    """Return a block's heading and text as plain lines, whatever their conditions, without citations."""
    fill = _fill(view)
    title = unmark.text(markup.line(block.title, fill, view.edition.language)) if block.title else ""
    return title, "\n\n".join(unmark.text(markup.html(part, fill, view.edition.language)) for part in walk(block.parts))


def text(
    said: Markdown, view: View, marks: Mapping[str, str] | None = None,
    silent: tuple[type[Inline], ...] = (Citation, Image),
) -> str:  # fmt: skip
    """Return a text as plain lines for a post: variables filled in, conditions applied, without what is `silent`.

    A silent link leaves its words. `marks` are characters to put around what stands in a tag (see `unmark.text`).
    """
    fill = _fill(view, silent)
    return unmark.text(markup.html(trim(said, view.target), fill, view.edition.language), marks)


class Texts:
    """Texts of a view as plain lines, for one target after another: what several show alike is made once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.words = view.facts.words.plain
        """The words that templates print, by their keys."""
        self._known: dict[tuple[Markdown, tuple[str, ...]], str] = {}

    def text(self, said: Markdown, target: Target, marks: Mapping[str, str]) -> str:
        """Return what `text` does of the view in another target of the same channel."""
        key = trim(said, target), (*marks, *marks.values())
        if key not in self._known:
            self._known[key] = text(said, replace(self.view, target=target), marks)
        return self._known[key]


def _fill(view: View, silent: tuple[type[Inline], ...] = (Citation,)) -> markup.Fill:
    """Return what fills plain lines: as its output does, but a footnote stands in brackets after its word."""
    filler = Filler(view)

    def fill(inline: Inline | Behind) -> str:
        if isinstance(inline, Note) and Note not in silent:
            return f" ({markup.line(inline.text, fill, view.edition.language).strip()})"
        return "" if isinstance(inline, silent) else filler(inline)

    return fill
