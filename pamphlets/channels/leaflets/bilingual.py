"""Turns a translation and its original into rows: each block of one beside that of the other, by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pamphlets import compose
from pamphlets.channels.leaflets.writer import PaperWriter
from pamphlets.compose import Composition, Shown, Theme, View
from pamphlets.model import Edition, Target
from pamphlets.project import Project


class _Beside(PaperWriter):
    """Writes a text whose pictures are shown beside it already: their captions stand for them."""

    def picture(self, src: str, focus: tuple[float, float] | None = None, within: bool = False) -> str:
        """Return nothing."""
        return ""


def original(edition: Edition, every: Iterable[Edition], target: Target, project: Project) -> View | None:
    """Return what stands beside a translation: the same text at the same site in the practice's first language."""
    first, name = project.practice.languages[0], edition.pamphlet.name
    if edition.language == first:
        return None
    found = (one for one in every if (one.pamphlet.name, one.language, one.site) == (name, first, edition.site))
    theirs = next(found, None)
    return compose.view(theirs, replace(target, language=first), project) if theirs else None


def compose_beside(view: View, composition: Composition, theme: Theme, leave_out: frozenset[str]) -> Composition:
    """Compose an original beside its translation: its sources have the same numbers, its blocks other ids."""
    kept = (block for block in view.edition.blocks if block.id not in leave_out)
    blocks = tuple(replace(block, id=_id(block.id, view.edition.language)) for block in kept)
    own = replace(view, edition=replace(view.edition, blocks=blocks))
    return compose.compose(own, theme, writer=_Beside(view.facts), cited=composition.sources)


def rows(composition: Composition, beside: Composition) -> list[tuple[Shown, Shown | None]]:
    """Return each block with the one of its id beside it, if there is one."""
    known = {one.id: one for one in beside.blocks}
    return [(one, known.get(_id(one.id, beside.language))) for one in composition.blocks]


def _id(id: str, language: str) -> str:
    return f"{id}-{language.lower()}"
