"""Shows a project in this computer's browser: builds when a file changes, and tells pages of it and of problems."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pamphlets import builder
from pamphlets.errors import PamphletError, fail
from pamphlets.files import stamp
from pamphlets.model import Location, Problem
from pamphlets.serve.loopback import Server, State

PORT = 8000
_PAUSE = 0.4
"""Seconds between two looks at the files."""

Say = Callable[[str], None]


def watch(root: Path, state: State, say: Say, jobs: int | None = None) -> None:
    """Build now, and again whenever a file has changed, until the state has ended.

    A change while a build runs is seen: the files are looked at before a build, and again after it.
    """
    seen = None
    while not state.ended:
        now = stamp(root, root / "content", root / "templates")
        if now == seen:
            with state.news:
                state.news.wait(_PAUSE)
            continue
        seen = now
        _build(root, state, say, jobs)


def _build(root: Path, state: State, say: Say, jobs: int | None) -> None:
    begun, wrong = time.monotonic(), bool(state.problems)
    try:
        made = builder.build(root, jobs=jobs)
    except PamphletError as error:
        state.tell(error.problems)
        for problem in error.problems:
            say(str(problem))
        return
    except Exception as fault:  # a fault of the program must not end it while somebody writes
        state.tell((Problem("fault", f"{type(fault).__name__}: {fault}", Location(""), "please report this"),))
        say(f"{type(fault).__name__}: {fault}")
        return
    state.tell(())
    again = "it builds again: " if wrong else ""
    if made.ran:
        say(f"{again}made {made.ran} of {len(made.steps)} jobs in {time.monotonic() - begun:.1f} s")
    elif wrong:
        say(f"{again}nothing else has changed")


@contextmanager
def serving(root: Path, port: int | None, say: Say, jobs: int | None = None) -> Iterator[Server]:
    """Serve the project at `root` on `port` (0: any) of 127.0.0.1, from threads of their own, as long as this lasts.

    Without a port it is 8000, or the next that is free. Raises PamphletError if the port is taken.
    """
    if not (root / "content").is_dir():
        builder.plan(root)  # says what is missing
    state = State()
    server = _listen(root / "build", port, state, say)
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True),
        threading.Thread(target=watch, args=(root, state, say, jobs), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        state.end()
        server.shutdown()
        server.server_close()
        for thread in threads:
            thread.join()


def _listen(build: Path, asked: int | None, state: State, say: Say) -> Server:
    port = PORT if asked is None else asked
    try:
        return Server(build, port, state)
    except OSError as fault:
        free = next((other for other in range(port + 1, port + 20) if _is_free(build, other, state)), None)
        why = "is in use" if fault.errno == errno.EADDRINUSE else f"cannot be used: {fault.strerror}"
        if asked is None and free:
            say(f"port {port} {why}; taking {free}")
            return Server(build, free, state)
        hint = f"try --port {free}" if free else "try another with --port"
        raise fail("port", f"port {port} {why}", Location(""), hint) from fault


def _is_free(build: Path, port: int, state: State) -> bool:
    try:
        Server(build, port, state).server_close()
    except (OSError, OverflowError):
        return False
    return True
