"""Turns pamphlets into the names of those that each is made from or leads to: what must be read to make it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from pamphlets.compose import variables
from pamphlets.model import Embed, Link, Pamphlet
from pamphlets.source import split_name


@dataclass(frozen=True, slots=True)
class Needs:
    """The names that a name depends on, whether there are such sources or not.

    `parts` are those whose words it says, itself among them, `ends` all others that these lead to, with their parts.
    """

    parts: frozenset[str]
    ends: frozenset[str] = frozenset()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, sorted."""
        return tuple(sorted(self.parts | self.ends))


def find_embeds(pamphlets: Iterable[Pamphlet]) -> set[str]:
    """Return the names of the sources whose blocks some pamphlets show."""
    return {item.source for one in pamphlets for item in one.items if isinstance(item, Embed)}


def find_links(pamphlets: Iterable[Pamphlet]) -> set[str]:
    """Return the names of the sources that the words of some pamphlets lead to."""
    return {name for one in pamphlets for name in _targets(one)}


def _targets(pamphlet: Pamphlet) -> Iterator[str]:
    for block in pamphlet.blocks:
        for inline in variables.inlines(block, posts=True):
            if isinstance(inline, Link):
                path = inline.address.text.partition("#")[0]
                if path.endswith(".md") and "://" not in path:
                    yield split_name(path)[0]


def of(pamphlets: Collection[Pamphlet]) -> dict[str, Needs]:
    """Return what each name depends on."""
    shows, leads = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for pamphlet in pamphlets:
        shows[pamphlet.name] |= find_embeds([pamphlet])
        leads[pamphlet.name] |= find_links([pamphlet])
    found = {}
    for name in list(shows):
        parts = _reach({name}, shows)
        ends = {end for part in parts for end in leads.get(part, ())}
        found[name] = Needs(frozenset(parts), frozenset(_reach(ends, shows) - parts))
    return found


def _reach(names: Set[str], steps: Mapping[str, Set[str]]) -> set[str]:
    """Return all names that steps lead to from some, these among them."""
    found, todo = set[str](), set(names)
    while todo:
        found |= todo
        todo = {end for name in todo for end in steps.get(name, ())} - found
    return found
