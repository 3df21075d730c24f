"""Turns embeds into the blocks that they name, be they of another source that embeds them in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pamphlets.errors import Hint, PamphletError, nearest
from pamphlets.library.pairs import Key
from pamphlets.model import Block, Embed, Pamphlet, Problem

_HIDES = frozenset({"attribute", "block-id", "comment", "embed", "front-matter", "heading"})
"""The rules of errors after which a block may have another name, or none."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Every source as far as it can be read (None: not at all), and the rules of the errors that each has."""

    pamphlets: dict[Key, Pamphlet | None]
    errors: dict[Key, frozenset[str]]
    unbounded: dict[Key, Pamphlet]
    """Those whose front matter has no bounds: nothing of them can be used, but their words can be read."""

    def unsure(self, key: Key) -> bool:
        """Whether a block may be there that was not found: then its own problems are reported already."""
        return key in self.pamphlets and (self.pamphlets[key] is None or bool(self.errors[key] & _HIDES))


def resolve(pamphlet: Pamphlet, every: Sources) -> tuple[tuple[Block, ...], list[Problem]]:
    """Return a pamphlet's blocks with those of other sources in the place of its embeds, and what is wrong with it."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    for item in pamphlet.items:
        if isinstance(item, Block):
            block = item
        else:
            try:
                found = _find(item, pamphlet.language, every, ((pamphlet.name, item.block),))
            except PamphletError as error:
                problems += error.problems
                continue
            block = replace(found, posts=(), location=replace(found.location, embedded_by=item.location))
        same = [one.location for one in (*blocks, block) if one.id == block.id]
        own = [place for place in same if not place.embedded_by]
        if len(same) > 1 and len(own) < 2:  # the reader tells of two of its own
            hint = f"name the block at {own[0]} otherwise, in braces after its heading" if own else "embed it once"
            problems.append(Problem("block-id", f"two blocks are named '{block.id}'", block.location, hint))
        blocks.append(block)
    return tuple(blocks), problems


def _find(embed: Embed, language: str, every: Sources, chain: tuple[tuple[str, str], ...]) -> Block:
    """Return the block that an embed names: the source's own, or one that the source embeds in turn."""
    key, step = (embed.source, language), (embed.source, embed.block)
    pamphlet = every.pamphlets.get(key)
    if pamphlet is None:
        if key in every.pamphlets or not all(key):
            raise PamphletError(())  # its own problems are reported already
        message = f"there is no source '{embed.source}' in '{language}'"
        raise PamphletError([Problem("embed", message, embed.location, _nearest_source(embed, language, every))])
    for block in pamphlet.blocks:
        if block.id == embed.block:
            return block
    if not embed.block:
        raise PamphletError(())  # nor can it be read
    if step in chain and len(chain) > 1:  # a source that embeds from itself is a slip, not a circle
        raise PamphletError([_circle(chain[chain.index(step) :], language, every)])
    for item in pamphlet.items:
        if isinstance(item, Embed) and item.block == embed.block and item is not embed:
            return _find(item, language, every, (*chain, step))
    if every.unsure(key):
        raise PamphletError(())
    raise PamphletError([Problem("embed", f"nothing is named '{embed.block}'", embed.location,
                                 _nearest_block(embed, pamphlet))])  # fmt: skip


def _circle(steps: tuple[tuple[str, str], ...], language: str, every: Sources) -> Problem:
    """Return the problem of embeds that go in a circle: the same one, from whichever source it is entered."""
    first = steps.index(min(steps))
    steps = (*steps[first:], *steps[:first], steps[first])
    source = every.pamphlets[steps[0][0], language]
    embeds = (item for item in source.items if isinstance(item, Embed)) if source else ()
    place = next(embed.location for embed in embeds if embed.block == steps[0][1])
    circle = " → ".join(f"{name}#{block}" for name, block in steps)
    return Problem("embed", f"embeds go in a circle: {circle}", place, "break it once")


def _nearest_source(embed: Embed, language: str, every: Sources) -> str:
    """Return a hint at the source that is meant: one that is not translated yet, or the nearest name."""
    original = f"content/{embed.source}.md"
    if any(pamphlet and pamphlet.path == original for pamphlet in every.pamphlets.values()):
        return f"write content/{embed.source}.{language}.md, a translation of {original}"
    return nearest(embed.source, [name for name, code in every.pamphlets if code == language])


def _nearest_block(embed: Embed, pamphlet: Pamphlet) -> str:
    places = {block.id: block.location for block in pamphlet.blocks}
    hint = nearest(embed.block, places, "{}")
    return Hint(f"did you mean '{hint}' ({places[hint]})?", embed.block, hint) if hint in places else hint
