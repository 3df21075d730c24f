"""Turns a call into its answer in a process beside this one, so that neither a build nor a page waits for it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, Protocol, TypeVar

from pamphlets.builder import workers
from pamphlets.errors import PamphletError, fail
from pamphlets.model import Location

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 60
"""After so long without an answer the process is ended: texts and files can be made so that none comes."""
MEMORY = 2 << 30
"""So many bytes the process may have, where the system limits that: a PDF of 1 MB can be made that fills eight times
as much."""


class _Line(Protocol):
    """What leads to the other process: of another class on Windows."""

    def send(self, value: Any, /) -> None: ...
    def recv(self) -> Any: ...
    def poll(self, seconds: float, /) -> bool: ...
    def close(self) -> None: ...


class Aside:
    """A process that answers one call at a time, begun with the first; one that has died, or hangs, is begun anew."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._running: tuple[BaseProcess, _Line] | None = None

    def ask(self, call: Callable[P, T], *values: P.args, **named: P.kwargs) -> T:
        """Return what a function of a module returns there, or raise what it raises; whoever asks meanwhile waits.

        Raises PamphletError if the process dies or takes too long.
        """
        with self._turn:
            connection = self._start()
            try:
                connection.send((call, values, named))
                if not connection.poll(self._seconds):
                    raise TimeoutError
                fault, answer = connection.recv()
            except TimeoutError:
                self.close()
                raise _stop(f"this takes longer than {self._seconds:g} s") from None
            except (EOFError, OSError):
                self.close()
                raise _stop("the process that looks at texts has ended") from None
        if isinstance(fault, MemoryError):
            raise _stop("this takes too much memory")
        if fault is not None:
            raise fault
        found: T = answer
        return found

    def close(self) -> None:
        """End the process."""
        running, self._running = self._running, None
        if running:
            process, connection = running
            connection.close()
            process.kill()
            process.join()

    def _start(self) -> _Line:
        if self._running and not self._running[0].is_alive():
            self.close()
        if not self._running:
            here, there = Pipe()
            self._running = workers.start(_answer, there), here
            there.close()
        return self._running[1]


_LATE = 5
"""Seconds after which a process that nobody asks any more is gone."""


def _stop(message: str) -> PamphletError:
    return fail("worker", message, Location(""), "is there too little memory? is the text very long?")


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):  # it has a lower one, or the system knows none
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _answer(connection: _Line) -> None:
    """Answer calls until nobody is there to ask."""
    _limit()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            call, values, named = connection.recv()
            try:
                answer: tuple[Exception | None, object] = None, call(*values, **named)
            except Exception as fault:
                answer = fault, None
            try:
                connection.send(answer)
            except (TypeError, AttributeError, ValueError) as fault:  # a fault that does not travel
                connection.send((RuntimeError(f"{type(fault).__name__}: {fault}"), None))
    late = threading.Timer(_LATE, os._exit, (0,))  # what tidies up at the end may wait for what has ended already
    late.daemon = True
    late.start()
