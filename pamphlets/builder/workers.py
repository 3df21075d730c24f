"""Turns jobs into results, in this process or in several."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

from pamphlets import channels
from pamphlets.builder.collector import undisturbed
from pamphlets.errors import PamphletError, fail
from pamphlets.model import Job, Location, Result

if TYPE_CHECKING:
    from pamphlets.builder.engine import Engine

SMALL = 4
"""So few jobs are done in this process: starting workers would take longer."""
_ENOUGH = "enough"
"""The name of the note that lets workers begin nothing more."""


def render(job: Job) -> Result:
    """Render one job; an error that its channel raises becomes the result's problems."""
    try:
        with undisturbed():
            return channels.CHANNELS[job.channel].render(job)
    except PamphletError as error:
        return Result((), error.problems)


def run(jobs: Sequence[Job], workers: int, done: Callable[[int, Job], None]) -> Iterator[tuple[Job, Result]]:
    """Yield each job with its result as it is ready; `done` is told of it first, and how many are ready now.

    When a worker process dies, the jobs that were at work are made once more, one at a time, and then what is left.
    Raises PamphletError if one dies again, with the job that it was at.
    """
    if workers <= 1 or len(jobs) <= SMALL:
        for ready, job in enumerate(jobs, 1):
            result = render(job)
            done(ready, job)
            yield job, result
        return
    left, suspects, ended, idle = dict(enumerate(jobs)), set[int](), Counter[int](), 0
    while left:
        alone = sorted(suspects & left.keys())[:1]
        batch = {number: left[number] for number in alone or left}
        with tempfile.TemporaryDirectory(prefix="pamphlets-") as notes:
            for number, result in _run(batch, 1 if alone else workers, notes):
                del left[number]
                done(len(jobs) - len(left), jobs[number])
                yield jobs[number], result
            died = {int(note) for note in os.listdir(notes)} & left.keys()
        if alone and alone[0] in left:
            ended[alone[0]] += 1
            if ended[alone[0]] > 1:  # alone: before, it may have been ended for another's sake
                raise _death(f"a worker process ended twice while it made {left[alone[0]].name}")
        suspects |= died
        idle = idle + 1 if left and not died and not alone else 0
        if idle > 1:
            raise _death("worker processes end before they begin")


def run_parts(
    parts: Iterable[Sequence[Job]],
    of: int,
    workers: int,
    progress: Callable[[int, int, str], None] = lambda *_: None,
    engine: Engine | None = None,
) -> Iterator[tuple[Job, Result]]:
    """Yield each job, of all parts, with its result, made by an `engine` or by so many processes here.

    `progress` is told how many are ready, of so many, and which.
    """
    before = 0
    for jobs in parts:
        done = partial(_tell, progress, before, of)
        yield from engine.run(jobs, done) if engine else run(jobs, workers, done)
        before += len(jobs)


def _tell(progress: Callable[[int, int, str], None], before: int, of: int, ready: int, job: Job) -> None:
    progress(before + ready, of, job.name)


def _death(message: str) -> PamphletError:
    return fail("worker", message, Location(""), "is there too little memory? try --jobs 1")


def _run(jobs: Mapping[int, Job], workers: int, notes: str) -> Iterator[tuple[int, Result]]:
    """Yield the results of jobs; those that a dead worker has not made are left out, and `notes` has what was begun."""
    with ProcessPoolExecutor(min(workers, len(jobs)), _context()) as pool:
        waiting: dict[Future[Result], int] = {}
        try:
            with _unknown_caller(), _uninterrupted():
                for number, job in jobs.items():
                    waiting[pool.submit(_render_noted, job, f"{notes}/{number}")] = number
        except BrokenProcessPool:
            pass  # one died before the last was handed over
        try:
            for future in as_completed(waiting):
                try:
                    result = future.result()
                except BrokenProcessPool:
                    continue
                yield waiting[future], result
        except GeneratorExit:  # nobody wants the rest: what was handed over already is not begun
            open(f"{notes}/{_ENOUGH}", "xb").close()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def start(target: Callable[..., None], *values: object) -> multiprocessing.process.BaseProcess:
    """Return a process that calls something with some values, and ends with this one."""
    with _unknown_caller(), _uninterrupted():
        process = _context().Process(target=target, args=values, daemon=True)  # type: ignore[attr-defined]
        process.start()
    assert isinstance(process, multiprocessing.process.BaseProcess)
    return process


def _render_noted(job: Job, note: str) -> Result:
    """Render a job, unless there was enough of them; a note stands as long as that takes."""
    if os.path.exists(f"{os.path.dirname(note)}/{_ENOUGH}"):
        return Result(())
    open(note, "xb").close()
    try:
        return render(job)
    finally:
        os.unlink(note)


@contextmanager
def _unknown_caller() -> Iterator[None]:
    """Keep workers from importing the script that this is called from: without a guard it would build again."""
    caller, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = caller


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that Ctrl+C does not reach: this one lets them end, and none prints where it was."""
    if sys.platform == "win32":  # it has no such mask
        yield
    else:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def warm_up() -> None:
    """Begin to start workers while there is other work to do: importing WeasyPrint takes them most of a second."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        with _uninterrupted():
            forkserver.ensure_running()


def _context() -> multiprocessing.context.BaseContext:
    """Return how worker processes start: from a server that has imported WeasyPrint once, where there is such.

    Never by a fork of this process: fonts that WeasyPrint holds here would be deleted by the child that ends first.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pamphlets.builder.workers", "pamphlets.paper.typeset.preload"])
    return context
