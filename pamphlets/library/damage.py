"""Turns the errors of sources into what can still be judged: blocks that are whole, editions that lack no words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pamphlets.model import Block, Edition, Location, Pamphlet, Problem

_LOSES = frozenset({"comment", "embed", "fence", "front-matter", "post"})
"""The rules of errors after which words may be missing, or stand where they do not belong."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What errors have done to the sources of a library; without errors: nothing.

    `spoilt` are the blocks with errors in them, as path and id ('': the front matter); `lacking` the paths of the
    sources that words may be missing from.
    """

    spoilt: frozenset[tuple[str, str]] = frozenset()
    lacking: frozenset[str] = frozenset()

    def spares(self, block: Block) -> bool:
        """Say whether a block has no errors in it."""
        return (block.location.path, block.id) not in self.spoilt

    def touches(self, pamphlet: Pamphlet) -> bool:
        """Say whether a source has errors."""
        return any(path == pamphlet.path for path, _ in self.spoilt)

    def complete(self, editions: tuple[Edition, ...]) -> tuple[Edition, ...]:
        """Return the editions that lack no words: what these do not say, they do not say."""
        return _without(editions, self.lacking)

    def sound(self, editions: tuple[Edition, ...]) -> tuple[Edition, ...]:
        """Return the editions without an error in any of their sources."""
        return _without(editions, self.lacking | {path for path, _ in self.spoilt})


NONE = Damage()


def _without(editions: tuple[Edition, ...], paths: frozenset[str]) -> tuple[Edition, ...]:
    every = ((one, {one.pamphlet.path, *(block.location.path for block in one.blocks)}) for one in editions)
    return tuple(one for one, own in every if not paths & own) if paths else editions


def of(pamphlets: Iterable[Pamphlet], cut: Iterable[str], problems: Iterable[Problem]) -> Damage:
    """Return the damage that problems tell of; `cut` are the paths of pamphlets that lack an embedded block."""
    errors = [problem for problem in problems if problem.severity == "error"]
    places = {place for problem in errors for place in _places(problem.location)}
    unbounded = {problem.location.path for problem in errors if problem.rule == "front-matter"}
    found: set[tuple[str, str]] = set()
    for pamphlet in pamphlets:
        if pamphlet.path in unbounded:
            found |= {(pamphlet.path, ""), *((pamphlet.path, block.id) for block in pamphlet.blocks)}
        lines = (place.line for place in places if place.path == pamphlet.path)
        found |= {(pamphlet.path, _id_at(pamphlet, line)) for line in lines}
    lacking = (place.path for problem in errors if problem.rule in _LOSES for place in _places(problem.location))
    return Damage(frozenset(found), frozenset(lacking) | frozenset(cut))


def _places(location: Location) -> tuple[Location, ...]:
    """Return a place, and that of the embed which shows it elsewhere."""
    return (location, location.embedded_by) if location.embedded_by else (location,)


def _id_at(pamphlet: Pamphlet, line: int) -> str:
    """Return the id of the block that a line is in, '' for the front matter, the sign of an embed for that."""
    above = [item for item in pamphlet.items if item.location.line <= line]
    return "" if not above else above[-1].id if isinstance(above[-1], Block) else "!"
