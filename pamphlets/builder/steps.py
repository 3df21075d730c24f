"""Says of each job whether it must be rendered, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pamphlets.builder import output as store
from pamphlets.builder.outcome import Step
from pamphlets.digests import digest
from pamphlets.model import Entry, Job


def measure(jobs: Iterable[Job], entries: Iterable[Entry]) -> Iterator[Job]:
    """Yield jobs that know how large the outputs are of which they say that."""
    known = {output.path: output.bytes for entry in entries for output in entry.outputs}
    for job in jobs:
        sizes = tuple((path, known[path]) for path, _ in job.sizes if path in known)
        yield replace(job, sizes=sizes, digest=digest(job.digest, sizes)) if job.sizes else job


def merge(planned: Sequence[str], before: Iterable[str]) -> Iterator[str]:
    """Yield names in the order of a plan; others, of the last build, stand after what they stood after there."""
    followers, known, last = defaultdict[str, list[str]](list), frozenset(planned), ""
    for name in before:
        if name in known:
            last = name
        else:
            followers[last].append(name)
    for name in ("", *planned):
        yield from [name, *followers[name]]


def decide(jobs: Iterable[Job], before: Mapping[str, Entry], folder: Path, program: str, force: bool) -> Iterator[Step]:
    """Say of each job whether it must be rendered, and why."""
    for job in jobs:
        entry = before.get(job.name)
        if force:
            yield Step(job.name, True, "--force")
        elif not entry:
            yield Step(job.name, True, "it was not made before")
        elif not entry.digest:
            yield Step(job.name, True, "an output of it was changed by hand")
        elif entry.program != program:
            yield Step(job.name, True, "the program or a library changed")
        elif entry.digest != job.digest:
            yield Step(job.name, True, "its content, settings or templates changed")
        elif path := store.altered(folder, entry.outputs):
            yield Step(job.name, True, f"{path} is missing or was changed by hand")
        else:
            yield Step(job.name, False, "nothing it depends on changed")
