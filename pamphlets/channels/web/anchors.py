"""Turns links to blocks that no page shows into problems: the reader of a page would land at its head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pamphlets.compose import View, variables
from pamphlets.model import Link, Problem
from pamphlets.source import ids


def check(pages: Sequence[View], others: Sequence[View]) -> Iterator[Problem]:
    """Yield a problem for each link, in what pages show, to a block that the page it leads to leaves out.

    `others` are shown by pages that some links lead to.
    """
    editions = [view.edition for view in pages]
    every = (*editions, *(view.edition for view in others))
    shown = {(one.pamphlet.name, one.language): {block.id for block in one.blocks} for one in every}
    for edition in editions:
        for inline in (inline for block in edition.blocks for inline in variables.inlines(block)):
            if not isinstance(inline, Link):
                continue
            path, _, anchor = inline.address.text.partition("#")
            name = ids.split_name(path)[0] if path else edition.pamphlet.name
            if anchor and anchor not in shown.get((name, edition.language), {anchor}):
                message = f"no page shows the block '{anchor}' of '{name}': it is for other outputs"
                yield Problem("link", message, inline.location, "link to another block, or to the page alone")
