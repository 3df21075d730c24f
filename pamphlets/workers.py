"""Turns jobs into results, in this process or in several."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import ModuleType

from pamphlets import channels
from pamphlets.errors import PamphletError, fail
from pamphlets.model import Job, Location, Result

SMALL = 4
"""So few jobs are done in this process: starting workers would take longer."""


def render(job: Job) -> Result:
    """Render one job; an error that its channel raises becomes the result's problems."""
    try:
        with undisturbed():
            return channels.CHANNELS[job.channel].render(job)
    except PamphletError as error:
        return Result((), error.problems)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector out of a job, and clear up once when it is done.

    A collector that looks through half-made pages again and again finds nothing, and takes a fifteenth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.collect(0)  # all that a job made is of the youngest generation
            gc.enable()


def run(jobs: Sequence[Job], workers: int, done: Callable[[int, Job], None]) -> Iterator[tuple[Job, Result]]:
    """Yield each job with its result as it is ready; `done` is told of it first, and how many are ready now.

    Raises PamphletError if a worker process dies, with the jobs it may have been at.
    """
    if workers <= 1 or len(jobs) <= SMALL:
        for ready, job in enumerate(jobs, 1):
            result = render(job)
            done(ready, job)
            yield job, result
        return
    with ProcessPoolExecutor(min(workers, len(jobs)), _context()) as pool:
        with _unknown_caller():
            waiting: dict[Future[Result], Job] = {pool.submit(render, job): job for job in jobs}
        try:
            for ready, future in enumerate(as_completed(waiting), 1):
                result = future.result()
                done(ready, waiting[future])
                yield waiting[future], result
        except BrokenProcessPool as fault:
            names = ", ".join(job.name for future, job in waiting.items() if not future.done() or future.exception())
            message = f"a worker process ended while it made one of: {names}"
            raise fail("worker", message, Location(""), "is there too little memory? try --jobs 1") from fault
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _unknown_caller() -> Iterator[None]:
    """Keep workers from importing the script that this is called from: without a guard it would build again."""
    caller, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = caller


def warm_up() -> None:
    """Begin to start workers while there is other work to do: importing WeasyPrint takes them most of a second."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()


def _context() -> multiprocessing.context.BaseContext:
    """Return how worker processes start: from a server that has imported WeasyPrint once, where there is such.

    Never by a fork of this process: fonts that WeasyPrint holds here would be deleted by the child that ends first.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pamphlets.workers", "pamphlets.typeset.preload"])
    return context
