"""Turns a translation and its original into rows: each block of one beside that of the other, by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pamphlets import compose
from pamphlets.compose import Composition, Shown, Theme, View, Writer
from pamphlets.model import Edition, Target
from pamphlets.project import Project

__all__ = ["address", "beside", "original", "rows"]


def original(edition: Edition, every: Iterable[Edition], target: Target, project: Project) -> View | None:
    """Return what stands beside a translation: the same text at the same site in the practice's first language."""
    first, name = project.practice.languages[0], edition.pamphlet.name
    if edition.language == first:
        return None
    found = (one for one in every if (one.pamphlet.name, one.language, one.site) == (name, first, edition.site))
    theirs = next(found, None)
    return compose.view(theirs, replace(target, language=first), project) if theirs else None


def beside(
    view: View, composition: Composition, theme: Theme, writer: Writer, leave_out: frozenset[str] = frozenset()
) -> Composition:
    """Compose an original beside its translation: its sources have the same numbers, its blocks other ids."""
    kept = (block for block in view.edition.blocks if block.id not in leave_out)
    blocks = tuple(replace(block, id=_id(block.id, view.edition.language)) for block in kept)
    own = replace(view, edition=replace(view.edition, blocks=blocks))
    return compose.compose(own, theme, writer=writer, cited=composition.sources)


def rows(composition: Composition, other: Composition) -> list[tuple[Shown, Shown | None]]:
    """Return each block with the one of its id beside it, if there is one."""
    known = {one.id: one for one in other.blocks}
    return [(one, known.get(_id(one.id, other.language))) for one in composition.blocks]


def address(target: str, composition: Composition) -> str:
    """Return where a link of the original leads, beside this translation: '' for a block that was not translated."""
    known = {f"#{one.id}" for one in composition.blocks}
    return "" if target.startswith("#") and target not in known else target


def _id(id: str, language: str) -> str:
    return f"{id}-{language.lower()}"
