"""Names what a build is asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.errors import PamphletError

if TYPE_CHECKING:
    from pamphlets.builder.plans import Plan
    from pamphlets.model import Entry, Job, Manifest, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a build is narrowed to; nothing given means everything. `jobs` are names of jobs.

    `extras` are made only when asked for: `press`.
    """

    channels: tuple[str, ...] = ()
    pamphlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    def covers(self, of: Job | Entry) -> bool:
        """Say whether a job, or what is kept of it, is one of those asked for."""
        return all(not names or getattr(of, key) in names for key, names in self._asked())

    def includes(self, job: Job) -> bool:
        """Say whether a job is one of those asked for, or serves them."""
        serves = job.serves and not self.jobs and job.channel in (self.channels or (job.channel,))
        return serves or self.covers(job)

    def knows(self, jobs: Iterable[Entry]) -> bool:
        """Say whether each name that is asked for is one of some job's: another may be misspelt."""
        every = tuple(jobs)
        return all(set(names) <= {getattr(job, key) for job in every} for key, names in self._asked() if names)

    def _asked(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("channel", self.channels), ("pamphlet", self.pamphlets), ("language", self.languages),
                ("site", self.sites), ("name", self.jobs))  # fmt: skip

    @property
    def part(self) -> str:
        """What tells a plan of some channels, languages and sites from others; '' is one of all of them."""
        named = (self.channels, self.languages, self.sites)
        return ";".join(",".join(sorted({*names})) for names in named) if any(named) else ""

    @property
    def key(self) -> str:
        """What tells this selection from others, in a manifest."""
        return ";".join(",".join(sorted({*names})) for names in (*(one for _, one in self._asked()), self.extras))

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection(extras=self.extras)


WHOLE = Selection()


Progress = Callable[[int, int, str], None]
"""Told of each job that is done: how many are, of how many, and its name."""


@dataclass(frozen=True, slots=True)
class Step:
    """Why a job was run, or was not; what was run may have been `taken` as the cache had it."""

    name: str
    ran: bool
    why: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A leaflet that does not fit, and so was not made: its job, its edition, and what is wrong with it."""

    name: str
    edition: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did: where, its steps, the paths it removed, problems, the manifest as it is now; what is left.

    It has the plan if one was made: where nothing had changed there is none.
    """

    folder: Path
    steps: tuple[Step, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    manifest: Manifest = field(repr=False)
    unmade: tuple[Left, ...] = ()
    plan: Plan | None = field(default=None, repr=False)

    @property
    def ran(self) -> int:
        """The number of jobs that were made anew: rendered, or taken out of the cache."""
        return sum(step.ran for step in self.steps)

    @property
    def taken(self) -> int:
        """The number of jobs that were taken out of the cache."""
        return sum(step.taken for step in self.steps)

    @property
    def fits(self) -> tuple[str, ...]:
        """How each leaflet that was rendered fits: a line for each."""
        if not self.ran:
            return ()
        from pamphlets.channels.leaflets import report

        return tuple(report.lines(self.manifest.jobs, {step.name for step in self.steps if step.ran}))


class Unmade(PamphletError):
    """Some leaflets do not fit: all else was built, and their old files are gone. `names` says which they are."""

    def __init__(self, build: Build) -> None:
        super().__init__(build.problems)
        self.build = build
        self.names = tuple(one.name for one in build.unmade)


def stop(problems: Iterable[Problem], strict: bool) -> None:
    """Raise PamphletError with these problems if one of them is an error, or if there is any and `strict`."""
    found = tuple(problems)
    if any(strict or problem.severity == "error" for problem in found):
        raise PamphletError(found)
