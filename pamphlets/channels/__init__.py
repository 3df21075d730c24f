"""Turns editions into jobs, and jobs into renderings: a channel is a kind of output.

A channel is a module with two functions:

    plan(editions: Sequence[Edition], project: Project, every: Every, linked: Sequence[Edition]) -> Iterable[Job]
    render(job: Job) -> Result                                                           called in any process

`plan` is cheap, and sees the editions of some pamphlets, each with all its languages and sites, every series of their
posts, which are made once for checks and channels, and the editions that they lead to. In a narrowed build it sees the
languages and sites that are asked for, the others as editions that these lead to. `render` needs nothing but its
job. A new channel is a module with these two and a row here. It may have two more:

    share(jobs: Sequence[Job], project: Project) -> Iterable[Job]   what is made of all that is planned, or of nothing
    gather(whole: Whole) -> Iterable[Gathering]                     what is made of all that was made, after all jobs
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Protocol

from pamphlets.channels.series import Every
from pamphlets.channels.whole import Gathering, Whole
from pamphlets.model import Edition, Job, Result
from pamphlets.project import Project

__all__ = ["CHANNELS", "OF_LANGUAGES", "OF_SITES", "Channel", "Gathering", "Whole", "gather", "share"]


class Channel(Protocol):
    """What a channel's module offers."""

    def plan(
        self,
        editions: Sequence[Edition],
        project: Project,
        every: Every | None = None,
        linked: Sequence[Edition] = (),
        /,
    ) -> Iterable[Job]:
        """Return the jobs that make this channel's outputs of some pamphlets; raises PamphletError."""

    def render(self, job: Job) -> Result:
        """Make what one job promises; raises PamphletError."""


CHANNELS: Mapping[str, Channel] = {
    name: import_module(f"pamphlets.channels.{name}")
    for name in ("leaflets", "posts", "web", "slides", "email", "desk")
}
OF_SITES = frozenset(["leaflets"])
"""The channels whose outputs are each about one site."""
OF_LANGUAGES = frozenset(["leaflets", "posts", "slides"])
"""The channels whose languages have nothing in common: pages and letters share their style and pictures."""


def share(name: str, jobs: Sequence[Job], project: Project) -> Iterator[Job]:
    """Yield a channel's jobs that are about no pamphlet; `jobs` are all others."""
    if own := getattr(CHANNELS[name], "share", None):
        yield from own(jobs, project)


def gather(name: str, whole: Whole) -> Iterator[Gathering]:
    """Yield what a channel makes of all that was made, if it makes anything of that."""
    if own := getattr(CHANNELS[name], "gather", None):
        yield from own(whole)
