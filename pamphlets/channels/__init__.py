"""Turns editions into jobs, and jobs into renderings: a channel is a kind of output.

A channel is a module with two functions:

    plan(editions: Sequence[Edition], project: Project) -> Iterable[Job]    called once a build
    render(job: Job) -> Result                                              called in any process

`plan` is cheap and sees all editions, so that it can plan an index too. `render` needs nothing but its job. A new
channel is a module with these two and a row here. It may have a third, called once after all jobs:

    gather(entries, read, project, schedules) -> Iterable[(entry, result)]    what is made of all that its jobs made
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol

from pamphlets.model import Edition, Job, Result
from pamphlets.project import Project

__all__ = ["CHANNELS", "Channel", "gather"]


class Channel(Protocol):
    """What a channel's module offers."""

    def plan(self, editions: Sequence[Edition], project: Project) -> Iterable[Job]:
        """Return the jobs that make this channel's outputs; raises PamphletError."""

    def render(self, job: Job) -> Result:
        """Make what one job promises; raises PamphletError."""


CHANNELS: Mapping[str, Channel] = {
    name: import_module(f"pamphlets.channels.{name}") for name in ("leaflets", "posts", "web")
}


def gather(
    entries: Sequence[Mapping[str, Any]], read: Callable[[str], bytes], project: Project, schedules: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, Any], Result]]:
    """Yield what channels make of all that their jobs have made, with the entry (of the manifest) that it belongs to.

    `read` returns the bytes of an output; `schedules` says when posts go out, by pamphlet.
    """
    for name, channel in CHANNELS.items():
        if own := getattr(channel, "gather", None):
            yield from own([entry for entry in entries if entry["channel"] == name], read, project, schedules)
