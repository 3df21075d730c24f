"""Turns editions into jobs, and jobs into renderings: a channel is a kind of output.

A channel is a module with two functions:

    plan(editions: Sequence[Edition], project: Project, every: Every) -> Iterable[Job]    called once a build
    render(job: Job) -> Result                                                            called in any process

`plan` is cheap and sees all editions, so that it can plan an index too, and every series of posts, which are made once
for checks and channels. `render` needs nothing but its job. A new
channel is a module with these two and a row here. It may have a third, called once after all jobs, in this order:

    gather(whole: Whole) -> Iterable[Gathering]         what is made of all that was made
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Protocol

from pamphlets.channels.series import Every
from pamphlets.channels.whole import Gathering, Whole
from pamphlets.model import Edition, Job, Result
from pamphlets.project import Project

__all__ = ["CHANNELS", "Channel", "Gathering", "Whole", "gather"]


class Channel(Protocol):
    """What a channel's module offers."""

    def plan(self, editions: Sequence[Edition], project: Project, every: Every | None = None, /) -> Iterable[Job]:
        """Return the jobs that make this channel's outputs; raises PamphletError."""

    def render(self, job: Job) -> Result:
        """Make what one job promises; raises PamphletError."""


CHANNELS: Mapping[str, Channel] = {
    name: import_module(f"pamphlets.channels.{name}")
    for name in ("leaflets", "posts", "web", "slides", "email", "desk")
}


def gather(name: str, whole: Whole) -> Iterator[Gathering]:
    """Yield what a channel makes of all that was made, if it makes anything of that."""
    if own := getattr(CHANNELS[name], "gather", None):
        yield from own(whole)
