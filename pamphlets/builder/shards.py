"""Turns one part of a project's jobs into results in a shared cache, so that several machines fill it at once.

A whole build from that cache then renders only what no part has: pages that say how large other files are, and little
more. Nothing else is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.builder import inputs, manifest
from pamphlets.builder.outcome import WHOLE, Progress, Selection, stop
from pamphlets.builder.plans import parts, plan
from pamphlets.builder.rendering import FIT, wrong
from pamphlets.digests import digest
from pamphlets.errors import PamphletError
from pamphlets.model import Job, Problem

if TYPE_CHECKING:
    from pamphlets.builder.cache import Cache
    from pamphlets.builder.engine import Engine
    from pamphlets.model import Result
    from pamphlets.project import Project

MANY = 8
"""With so many sites a shard, or more, each plans its own sites alone; else each plans all and takes jobs of it."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of so many parts, from 1."""

    number: int
    of: int

    def has(self, text: str) -> bool:
        """Say whether something of this name, or digest, is in this part: in just one of them it is."""
        return int(digest(text)[:15], 16) % self.of == self.number - 1


@dataclass(frozen=True, slots=True)
class Fill:
    """What a part came to: the number of jobs that were rendered, and of those that the cache had; problems."""

    rendered: int
    taken: int
    problems: tuple[Problem, ...]


def fill(
    root: Path | str,
    shard: Shard,
    cache: Cache,
    *,
    selection: Selection = WHOLE,
    jobs: int | None = None,
    engine: Engine | None = None,
    progress: Progress = lambda done, of, name: None,
) -> Fill:
    """Render a part of what a selection covers into a cache, on an engine or with `jobs` processes.

    Raises PamphletError if something keeps the project from being built, and, after all else is rendered, if leaflets
    do not fit.
    """
    from pamphlets.builder import workers
    from pamphlets.project import Project

    root, program, rendered, taken = Path(root).resolve(), inputs.program_digest(), 0, 0
    cache.refuse_mess(root, root / "build")
    problems, unmade = dict[Problem, None](), list[Problem]()
    for part, is_mine in _parts(Project.read(root, selection.extras), shard, selection):
        planned = plan(root, part, program=program)
        stop(planned.problems, strict=False)
        mine = [job for job in planned.jobs if part.covers(job) and is_mine(job) and not job.sizes]
        left = [job for job, known in cache.find(mine, program) if not known]
        taken += len(mine) - len(left)
        every, processes = parts(planned, left), jobs or os.cpu_count() or 1
        for job, result in workers.run_parts(every, len(left), processes, progress, engine):
            if _is_unfit(result):
                unmade += result.problems
                continue
            rendered += 1
            problems |= dict.fromkeys(result.problems)
            cache.give(job, manifest.entry(job, result, program), result.renderings)
    found = (*problems, *cache.end())
    if unmade:
        raise PamphletError((*found, *unmade))
    return Fill(rendered, taken, found)


def _is_unfit(result: Result) -> bool:
    """Say whether a leaflet does not fit; raise PamphletError for all else that may be wrong with a job."""
    rules = wrong(result)
    if rules and (result.renderings or not rules <= FIT):
        raise PamphletError(result.problems)
    return bool(rules)


def _parts(project: Project, shard: Shard, asked: Selection) -> Iterator[tuple[Selection, Callable[[Job], bool]]]:
    """Yield what a shard plans, and which jobs of that are its own."""
    from pamphlets.channels import CHANNELS, OF_SITES

    sites = asked.sites or tuple(site.id for site in project.practice.sites)
    channels = asked.channels or tuple(CHANNELS)
    if len(sites) < MANY * shard.of:
        yield asked, lambda job: shard.has(job.digest)
        return
    of_sites = tuple(name for name in channels if name in OF_SITES)
    own = tuple(filter(shard.has, sites))
    if own and of_sites:
        yield replace(asked, sites=own, channels=of_sites), lambda job: True
    others = tuple(name for name in channels if name not in OF_SITES)
    if others and not asked.sites:
        from pamphlets.source import split_name

        names = asked.pamphlets or {split_name(path)[0] for path in project.sources}
        if mine := tuple(sorted(filter(shard.has, names))):
            yield replace(asked, pamphlets=mine, channels=others), lambda job: True
