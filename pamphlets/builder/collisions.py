"""Turns the paths of jobs and outputs into problems, where two of them would be one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pamphlets.model import Job, Location, Output, Problem


def of_jobs(jobs: Sequence[Job]) -> Iterator[Problem]:
    """Yield a problem for every two jobs that would write one path; names that differ in case alone are one path."""
    every = [path for job in jobs for path in job.paths]
    if len(set(map(str.casefold, every))) == len(every):
        return
    seen: dict[str, str] = {}
    for path, name in ((path, job.name) for job in jobs for path in job.paths):
        first = seen.setdefault(path.casefold(), name)
        if first != name:
            hint = "give one of the two sources another name or slug"
            yield Problem("collision", f"'{first}' and '{name}' are both written to this path", Location(path), hint)


def of_outputs(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Yield a problem for outputs that were not promised by their jobs' paths and stand in each other's way."""
    seen: set[str] = set()
    for output in outputs:
        if output.path.casefold() in seen:
            hint = "rename one of the two sources or formats: some systems do not tell capitals from small letters"
            yield Problem("collision", "two outputs are written to this path", Location(output.path), hint)
        seen.add(output.path.casefold())
