"""Turns jobs into results on the workers of an engine: any Executor of concurrent.futures, such as that of Dask.

Jobs go in batches, as bytes. A worker whose program, libraries or Pango are others makes nothing; one that has not the
project's files is sent them once.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import Any, Protocol, Self

from pamphlets.builder import bundles, remote, stores
from pamphlets.errors import PamphletError, fail
from pamphlets.model import Folders, Job, Location, Result, printable

BATCH = 20
"""Jobs that go together at most: one alone costs about 10 ms of the network and the engine, each of these 3."""
AHEAD = 256
"""Batches that are on their way at once, where an engine does not say how many workers it has."""
SECONDS = 10.0
"""So long a scheduler may take to answer first."""
PAUSE = 1.0
"""Seconds between two looks at whether the scheduler is there."""
SILENCE = 3600.0
"""So long all workers may be silent: a queue may hold them back, but not for ever."""
TRIES = 2
"""So often a job may end its worker."""


class _Closes(Protocol):
    def close(self, timeout: float) -> object:
        """Let go of a scheduler, within some seconds."""


@dataclass(slots=True)
class _Batch:
    """Jobs by their place among all; how often they ended a worker when alone; whether they go with the files."""

    jobs: dict[int, Job]
    ended: int = 0
    bundled: bool = False
    alone: bool = False
    by: Executor | None = None
    why: str = ""


class Engine:
    """The workers at an address: `dask://HOST:PORT`, or `module:factory`, which returns an Executor."""

    def __init__(self, address: str) -> None:
        """Name the workers, which are reached when there is work; raises PamphletError if this is no address."""
        self.shown = stores.shown(address)
        self._open = _dask(address) if re.match(r"dask(\+tls)?://", address) else _factory(address)
        self._executor: Executor | None = None
        self._client: _Closes | None = None
        self._bundles: dict[Folders, bundles.Bundle] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def run(self, jobs: Sequence[Job], done: Callable[[int, Job], None]) -> Iterator[tuple[Job, Result]]:
        """Yield each job with its result as it is ready; `done` is told of it first, and how many are ready now.

        Jobs of a worker that dies are made again, alone, and one that ends its workers is named. Raises PamphletError
        then, for workers of another version, and where the engine is gone.
        """
        size, ready = max(1, min(BATCH, len(jobs) // 32)), 0
        every = dict(enumerate(jobs))
        todo = deque(
            _Batch({n: every[n] for n in range(at, min(at + size, len(jobs)))}) for at in range(0, len(jobs), size)
        )
        again, waiting = deque[_Batch](), dict[Future[remote.Delivery], _Batch]()
        try:
            while todo or again or waiting:
                self._submit(todo, again, waiting)
                for future in self._wait(waiting):
                    batch = waiting.pop(future)
                    for number, result in self._take(future, batch, todo, again):
                        ready += 1
                        done(ready, every[number])
                        yield every.pop(number), result
        finally:
            for future in () if self._is_lost() else waiting:
                future.cancel()

    def _wait(self, waiting: Collection[Future[remote.Delivery]]) -> Collection[Future[remote.Delivery]]:
        """Return what is done, when anything is; Dask says nothing to those who wait for a scheduler that is gone."""
        gone, begun = 0.0, monotonic()
        while True:
            finished, _ = wait(waiting, PAUSE, FIRST_COMPLETED)
            if finished:
                return finished
            gone = gone + PAUSE if self._is_lost() else 0.0
            if gone > SECONDS:
                hint = "start it again and build again; with --cache what was rendered is not lost"
                raise self._fault("the scheduler is gone", hint)
            if monotonic() - begun > SILENCE:
                raise self._fault("no worker has done anything for an hour", "look at the engine's own log")

    def _is_lost(self) -> bool:
        return getattr(self._client, "status", "running") != "running"

    def _submit(
        self, todo: deque[_Batch], again: deque[_Batch], waiting: dict[Future[remote.Delivery], _Batch]
    ) -> None:
        """Hand over what may be at work at once; what ended a worker goes alone, when nothing else is at work."""
        ahead = 2 * getattr(self._executor or self._renew(), "_max_workers", AHEAD // 2)
        while todo and len(waiting) < ahead:
            self._hand_over(todo.popleft(), waiting)
        if again and not waiting:
            again[0].alone = True
            self._hand_over(again.popleft(), waiting)

    def _hand_over(self, batch: _Batch, waiting: dict[Future[remote.Delivery], _Batch]) -> None:
        folders = next(iter(batch.jobs.values())).folders
        if folders not in self._bundles:
            self._bundles[folders] = bundles.Bundle(folders)
        bundle = self._bundles[folders]
        given = (remote.program()[0], remote.pack([*batch.jobs.values()]), bundle.digest)
        content = bundle.content if batch.bundled else None
        batch.by, future = self._ask(remote.work, *given, content)
        waiting[future] = batch

    def _ask(self, *work: Any) -> tuple[Executor, Future[remote.Delivery]]:
        """Ask an executor for some work, and another if it broke meanwhile; return it and what it will say."""
        for anew in (False, True):
            executor = self._renew() if anew or not self._executor else self._executor
            try:
                future = executor.submit(*work)
                if not isinstance(future, Future):
                    raise TypeError(f"it returns a {type(future).__name__}")
                return executor, future
            except Exception as fault:  # each engine has its own
                if anew or not isinstance(fault, RuntimeError):
                    raise self._fault(f"they take no work: {_told(fault)}", "look at the engine's own log") from fault
        raise AssertionError

    def _take(
        self, future: Future[remote.Delivery], batch: _Batch, todo: deque[_Batch], again: deque[_Batch]
    ) -> Iterator[tuple[int, Result]]:
        """Yield the results of a batch; or put what must be made again where it waits."""
        hint = "install the same version of pamphlets, and of its libraries, where the workers are"
        try:
            fault = future.exception()
        except CancelledError as error:
            fault = error
        if isinstance(fault, ImportError):
            raise self._fault(f"a worker cannot import what it needs: {printable(str(fault))}", hint) from fault
        if fault:  # each engine has its own for a worker that died
            self._again(batch, fault, again)
            return
        answer = future.result()
        if not isinstance(answer, remote.Delivery):
            raise self._fault(f"a worker answers with a {type(answer).__name__}", hint)
        if answer.what == remote.OTHER:
            raise self._other(answer.versions)
        if answer.what == remote.LACKS:
            batch.bundled = True
            todo.appendleft(batch)
            return
        yield from zip(batch.jobs, remote.results(answer), strict=True)

    def _again(self, batch: _Batch, fault: BaseException, again: deque[_Batch]) -> None:
        """Let jobs that ended a worker wait until they can be made alone; name one that does so again."""
        batch.ended, batch.why = batch.ended + batch.alone, type(fault).__name__
        if isinstance(fault, BrokenExecutor) and batch.by is self._executor:
            self._close()
        if batch.ended >= TRIES:
            (job,) = batch.jobs.values()
            message = f"a worker ended {batch.ended} times while it made {job.name} ({batch.why})"
            raise self._fault(message, "has it too little memory? what does its own log say?")
        again.extend(_Batch({number: job}, batch.ended, bundled=True) for number, job in batch.jobs.items())

    def _other(self, theirs: tuple[str, ...]) -> PamphletError:
        mine = remote.program()[1]
        there = ", ".join(sorted(set(theirs) - set(mine))) or "other code of pamphlets"
        here = ", ".join(sorted(set(mine) - set(theirs))) or "its own"
        message = "a worker has another version of the program, of a library or of Pango"
        return self._fault(
            message, printable(f"there: {there}; here: {here}; install the same, and start the workers again")
        )

    def _fault(self, message: str, hint: str) -> PamphletError:
        return fail("worker", message, Location(self.shown), hint)

    def _renew(self) -> Executor:
        """Open the engine, anew if need be: an executor that is broken takes nothing more."""
        self._close()
        self._executor, self._client = self._open()
        return self._executor

    def _close(self) -> None:
        with suppress(Exception):  # it may be gone
            if self._client:
                self._client.close(timeout=SECONDS / 4)
            elif self._executor:
                self._executor.shutdown(wait=False)
        self._executor = self._client = None


_Opened = tuple[Executor, "_Closes | None"]


def _dask(address: str) -> Callable[[], _Opened]:
    """Return what reaches the scheduler of Dask at an address."""
    kind, _, where = address.partition("://")
    if not re.fullmatch(r"[^\s/@?#]+:\d{1,5}", where):
        hint = "write it as dask://HOST:PORT, without a name or password"
        raise fail("worker", "this is no address of a scheduler", Location(stores.shown(address)), hint)
    try:
        import distributed
    except ImportError as fault:
        hint = "install it with: pip install 'pamphlets[dask]'"
        raise fail("worker", "this needs Dask, which is not here", Location(stores.shown(address)), hint) from fault

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong is told once, here

    class Client(distributed.Client):
        def __del__(self) -> None:
            """Do nothing: it would wait for a scheduler that has not answered, and complain. One that has is closed."""

    def connect() -> _Opened:
        """Return an executor, and the client that it is of."""
        place = f"{'tls' if 'tls' in kind else 'tcp'}://{where}"
        try:
            client: Any = _within(SECONDS, lambda: Client(place, timeout=SECONDS, set_as_default=False))  # type: ignore[no-untyped-call]
        except Exception as fault:  # who speaks something else may cause any
            hint = "is a scheduler there ('dask scheduler'), and may this machine reach it?"
            raise fail("worker", "no scheduler answers", Location(stores.shown(address)), hint) from fault
        return client.get_executor(pure=False), client

    return connect


def _within(seconds: float, make: Callable[[], object]) -> object:
    """Return what is made, in a thread that is left alone if it takes longer; then raises TimeoutError."""
    future = Future[object]()

    def work() -> None:
        try:
            future.set_result(make())
        except BaseException as fault:
            future.set_exception(fault)

    Thread(target=work, daemon=True).start()
    return future.result(seconds)


def _factory(address: str) -> Callable[[], _Opened]:
    """Return what a function of a module makes, if that is an executor."""
    shown, (module, _, name) = stores.shown(address), address.partition(":")
    hint = "write a number, dask://HOST:PORT, or module:function, which returns an Executor of concurrent.futures"
    if not re.fullmatch(r"[\w.]+:\w+", address):  # it may be one of something else, with a password
        raise fail("worker", "this is no address of workers", Location(shown), hint)
    if os.getcwd() not in sys.path:
        sys.path.append(os.getcwd())
    try:
        factory = getattr(import_module(module), name)
    except (Exception, SystemExit) as fault:  # it is somebody's own
        raise fail("worker", f"there are no such workers: {_told(fault)}", Location(shown), hint) from fault

    def make() -> _Opened:
        """Return an executor."""
        try:
            made = factory()
        except (Exception, SystemExit) as fault:
            raise fail("worker", f"this returns no Executor: {_told(fault)}", Location(shown), hint) from fault
        if not isinstance(made, Executor):
            raise fail("worker", f"this returns no Executor, but a {type(made).__name__}", Location(shown), hint)
        return made, None

    return make


def _told(fault: BaseException) -> str:
    return printable(f"{type(fault).__name__}: {fault}")
