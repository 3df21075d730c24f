"""Turns texts into plain lines: what a post says, and what a block tells whoever keeps a record of it."""

from __future__ import annotations

from collections.abc import Mapping

from pamphlets.compose import markup
from pamphlets.compose.conditions import trim
from pamphlets.compose.filler import Filler
from pamphlets.compose.variables import walk
from pamphlets.compose.views import View
from pamphlets.compose.writer import Behind
from pamphlets.model import Block, Citation, Image, Inline, Markdown, Note


def lines(block: Block, view: View) -> tuple[str, str]:
    """Return a block's heading and text as plain lines, whatever their conditions, without citations."""
    filler = Filler(view)

    def fill(inline: Inline | Behind) -> str:
        return _aside(inline, fill, view.edition.language) if isinstance(inline, Citation | Note) else filler(inline)

    title = markup.text(markup.line(block.title, fill, view.edition.language)) if block.title else ""
    return title, "\n\n".join(markup.text(markup.html(part, fill, view.edition.language)) for part in walk(block.parts))


def text(said: Markdown, view: View, marks: Mapping[str, str] | None = None) -> str:
    """Return a text as plain lines for a post: variables filled in, conditions applied, citations dropped.

    `marks` are characters to put around what stands in a tag (see `markup.text`).
    """
    filler = Filler(view)

    def fill(inline: Inline | Behind) -> str:
        if isinstance(inline, Citation | Note):
            return _aside(inline, fill, view.edition.language)
        return "" if isinstance(inline, Image) else filler(inline)

    return markup.text(markup.html(trim(said, view.target), fill, view.edition.language), marks)


def _aside(inline: Citation | Note, fill: markup.Fill, language: str) -> str:
    """Return a footnote as plain lines have it, in brackets after its word; of a citation nothing."""
    return f" ({markup.line(inline.text, fill, language).strip()})" if isinstance(inline, Note) else ""
