"""Turns a batch of jobs into their results in a worker, which may be on a machine that has nothing of the project."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pamphlets.builder import bundles, inputs
from pamphlets.model import Job, Result

LACKS, OTHER, DONE = "lacks", "other", "done"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a worker says: the results, that it lacks the files, or which other versions it has."""

    what: str
    results: bytes = b""
    versions: tuple[str, ...] = ()


@cache
def program() -> tuple[str, tuple[str, ...]]:
    """Return the digest of the program as this process has loaded it, and its versions, for people."""
    return inputs.program_digest(), inputs.versions()


def pack(jobs: Sequence[Job]) -> bytes:
    """Return jobs as a worker takes them: it looks at versions before it unpacks any."""
    return pickle.dumps(tuple(jobs))


def results(answer: Delivery) -> tuple[Result, ...]:
    """Return the results that a worker has sent; only those of our own workers are unpacked."""
    found: tuple[Result, ...] = pickle.loads(answer.results)
    return found


def work(digest: str, jobs: bytes, files: str, bundle: bytes | None) -> Delivery:
    """Render jobs with a program of a digest, from files of a digest, if this worker has both."""
    known, versions = program()
    if known != digest:
        return Delivery(OTHER, versions=versions)
    folders = bundles.unpack(files, bundle) if bundle is not None else bundles.place(files)
    if not folders:
        return Delivery(LACKS)
    from pamphlets.builder import workers

    todo: tuple[Job, ...] = pickle.loads(jobs)
    made = tuple(workers.render(replace(job, folders=folders)) for job in todo)
    return Delivery(DONE, pickle.dumps(made))
