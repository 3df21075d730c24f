"""Turns texts into plain lines: what a post says, and what a block tells whoever keeps a record of it."""

from __future__ import annotations

from collections.abc import Mapping

from pamphlets.compose import markup, unmark
from pamphlets.compose.conditions import trim
from pamphlets.compose.filler import Filler
from pamphlets.compose.variables import walk
from pamphlets.compose.views import View
from pamphlets.compose.writer import Behind
from pamphlets.model import Block, Citation, Image, Inline, Markdown, Note


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


def _fill(view: View, silent: tuple[type[Inline], ...] = (Citation,)) -> markup.Fill:
    """Return what fills plain lines: as its output does, but a footnote stands in brackets after its word."""
    filler = Filler(view)

    def fill(inline: Inline | Behind) -> str:
        if isinstance(inline, Note) and Note not in silent:
            return f" ({markup.line(inline.text, fill, view.edition.language).strip()})"
        return "" if isinstance(inline, silent) else filler(inline)

    return fill
