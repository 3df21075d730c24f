"""Says of an output that a browser shows which others it is made of: what is made first, and whether it has changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pamphlets.digests import digest
from pamphlets.model import Entry, Manifest, Problem


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is made before all else: `looked` returns the paths that are looked at now.

    `tell` is told of each part of it that is in its place, with the manifest, or of what is wrong with it.
    """

    looked: Callable[[], Iterable[str]]
    tell: Callable[[Sequence[Problem], Manifest | None], None]


def version(made: Manifest, path: str) -> str:
    """Return a digest of all that an output shows, itself included; '' for what was not made."""
    found = {(one.path, one.sha256) for entry in _behind(made, path) for one in entry.outputs}
    return digest(*sorted(found)) if found else ""


def parts(
    made: Manifest, paths: Iterable[str], changed: Callable[[Collection[str]], frozenset[str]]
) -> list[frozenset[str]]:
    """Return the names of what each of some outputs waits for, what is soon made first, but files after pages.

    `changed` says of names of jobs which must be run. Pages for which no job must be run wait for none, if they are
    made of all that is planned.
    """
    own = {path: frozenset(entry.name for entry in _behind(made, path)) for path in paths}
    todo = changed(frozenset[str]().union(*own.values()))
    waiting = sorted((not path.endswith(".html"), len(names & todo), path) for path, names in own.items())
    found = tuple(dict.fromkeys(own[path] & todo for _, _, path in waiting))
    gathered = {output.path for entry in made.gathered if not entry.pamphlet for output in entry.outputs}
    return [names for names in found if names] or [own[path] for path in own if path in gathered][:1]


def _behind(made: Manifest, path: str) -> Iterator[Entry]:
    """Yield the entries that an output shows: its own, and for a page those that it shows beside its words."""
    own = next((entry for entry in made.jobs if _has(entry, path)), None)
    if gathered := next((entry for entry in made.gathered if _has(entry, path)), None) if not own else None:
        yield gathered
        yield from (one for one in made.jobs if _is_gathered(one, gathered))
        yield from (one for one in made.gathered if one is not gathered and _is_shared(one, gathered))
    elif own:
        yield own
        yield from (one for one in made.jobs if one is not own and path.endswith(".html") and _is_shared(one, own))


def _has(entry: Entry, path: str) -> bool:
    return any(output.path == path for output in entry.outputs)


def _is_shared(one: Entry, own: Entry) -> bool:
    """Say whether pages of a channel have something in common: their style, say."""
    return one.channel == own.channel and not one.pamphlet


def _is_gathered(one: Entry, gathered: Entry) -> bool:
    """Say whether a page shows what a job made: a topic's all of the topic, another all of its channel."""
    return one.pamphlet == gathered.pamphlet if gathered.pamphlet else one.channel == gathered.channel
