"""Shows a project in this computer's browser: builds when a file changes, and tells pages of it and of problems."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets import builder
from pamphlets.errors import PamphletError, fail
from pamphlets.files import stamp
from pamphlets.model import Location
from pamphlets.serve import begin
from pamphlets.serve.commands import buttons
from pamphlets.serve.editor import remarks
from pamphlets.serve.loopback import Server
from pamphlets.serve.news import State

if TYPE_CHECKING:
    from pamphlets.builder import cache as caches

PORT = 8000
_PAUSE, _SHORTEST = 0.4, 0.1
"""Seconds between two looks at the files: at most, where they are many, and at least."""

Say = Callable[[str], None]


class _Outdated(Exception):
    """A file has changed while the rest of a build was made, or nobody waits for it any more."""


class _Files:
    """The files of a project, as they were when they were last looked at."""

    def __init__(self, root: Path) -> None:
        self._root, self._seen, self._next = root, tuple[object, ...](), 0.0

    @property
    def noted(self) -> tuple[object, ...]:
        """The files, as they were when that was noted last."""
        return self._seen

    @property
    def pause(self) -> float:
        """How many seconds the next look may wait."""
        return max(0.0, self._next - time.monotonic())

    def have_changed(self, *, note: bool) -> bool:
        """Look at the files, and say whether they are as they were when that was noted last."""
        begun = time.monotonic()
        now = stamp(self._root, self._root / "content", self._root / "templates")
        ended = time.monotonic()
        self._next = ended + min(_PAUSE, 20 * (ended - begun))
        before, self._seen = self._seen, now if note else self._seen
        return now != before


def watch(root: Path, state: State, say: Say, jobs: int | None = None, cache: caches.Cache | None = None) -> None:
    """Build now, and again whenever a file has changed, until the state has ended.

    A change while a build runs is seen: the files are looked at before a build, while what nobody looks at is made, and
    after it. Nothing else ends this, be it a fault of the program or a terminal that is closed: somebody writes.
    """
    files, first = _Files(root), True

    def tell(text: str) -> None:
        with suppress(OSError, ValueError):
            say(text)

    while not state.ended:
        try:
            if (files.have_changed(note=True) or first) and not begin.is_due(root):
                first = False
                state.wake()
                _build(root, state, tell, jobs, files, cache)
                state.settled = files.noted
                state.wake()
                continue
        except Exception as fault:
            problem = remarks.fault(fault)
            state.tell((problem,))
            tell(problem.message)
        with state.news:
            state.news.wait(max(files.pause, _SHORTEST))


def _build(root: Path, state: State, say: Say, jobs: int | None, files: _Files, cache: caches.Cache | None) -> None:
    begun, wrong = time.monotonic(), bool(state.problems)

    def go_on(*_: object) -> None:
        if state.ended or (not files.pause and files.have_changed(note=False)):
            raise _Outdated

    if cache:
        cache.go_on = go_on  # a store that is slow or gone holds up nothing that was saved
    try:
        ahead = builder.Ahead(state.looked, state.tell)
        with state.work:
            made = builder.build(root, jobs=jobs, wait=True, progress=go_on, ahead=ahead, cache=cache)
    except _Outdated:
        return
    except PamphletError as error:
        state.tell(
            [*buttons.name(root, error.problems)], error.build.manifest if isinstance(error, builder.Unmade) else None
        )
        for problem in error.problems:
            say(str(problem))
        return
    state.tell((), made.manifest)
    for problem in made.problems:
        if problem.rule == "cache":
            say(str(problem))
    again = "it builds again: " if wrong else ""
    if made.ran:
        say(f"{again}made {made.ran} of {len(made.steps)} jobs in {time.monotonic() - begun:.1f} s")
    elif wrong:
        say(f"{again}nothing else has changed")


@contextmanager
def serving(
    root: Path, port: int | None, say: Say, jobs: int | None = None, cache: caches.Cache | None = None
) -> Iterator[Server]:
    """Serve the project at `root` on `port` (0: any) of 127.0.0.1, from threads of their own, as long as this lasts.

    Without a port it is 8000, or the next that is free. What the cache has is not rendered, but what somebody looks at
    is: it waits for no store. Where there is no project yet, a page begins one. Raises
    PamphletError if the port is taken.
    """
    state = State()
    server = _listen(root, port, state, say, jobs)
    follower = threading.Thread(target=watch, args=(root, state, say, jobs, cache), daemon=True)
    server.start()
    follower.start()
    try:
        yield server
    finally:
        state.end()
        server.close()
        follower.join()


def _listen(root: Path, asked: int | None, state: State, say: Say, jobs: int | None) -> Server:
    port = PORT if asked is None else asked
    try:
        return Server(root, port, state, jobs)
    except OSError as fault:
        free = next((other for other in range(port + 1, port + 20) if _is_free(root, other, state)), None)
        why = "is in use" if fault.errno == errno.EADDRINUSE else f"cannot be used: {fault.strerror}"
        if asked is None and free:
            say(f"port {port} {why}; taking {free}")
            return Server(root, free, state, jobs)
        hint = f"try --port {free}" if free else "try another with --port"
        raise fail("port", f"port {port} {why}", Location(""), hint) from fault


def _is_free(root: Path, port: int, state: State) -> bool:
    try:
        Server(root, port, state).close()
    except (OSError, OverflowError):
        return False
    return True
