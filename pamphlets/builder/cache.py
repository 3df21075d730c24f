"""Turns the digest of a job into its result, as somebody has rendered it, and a result into what others take.

`ac/KEY` is the entry of a job as JSON, sealed as a manifest is; `cas/SHA256` are the bytes of an output. What is cut,
was changed, cannot be read or is of another version is not there: then the job is rendered. Nothing is ever unpickled.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import monotonic

from pamphlets.builder import manifest, stores
from pamphlets.builder.output import is_among_inputs
from pamphlets.digests import digest
from pamphlets.errors import fail
from pamphlets.model import Entry, Job, Location, Output, Problem, Rendering

VERSION = 1
"""Of what keys are made of and files hold, beside that of a manifest's entries."""
THREADS = 8
AHEAD = 32
"""Results that are on their way at once."""
SECONDS = 60.0
"""So long a result may take on its way; a store that is slower is done without."""
PAUSE = 0.2
"""Seconds between two looks at whether to go on waiting."""
MOST, LARGEST = 1 << 24, 1 << 30
"""Bytes of an entry, and of an output; more is none."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_Work = tuple["Future[Product | None]", Callable[[], "Product | None"]]


@dataclass(frozen=True, slots=True)
class Product:
    """What somebody has made of a job: what a manifest has of it, and its renderings."""

    entry: Entry
    renderings: tuple[Rendering, ...]


class Cache:
    """Results that several builds share, at an address; one that fails is done without, and says so once.

    `go_on` is called again and again while it waits; what that raises ends the wait.
    """

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        """Use the store at an address; raises PamphletError if it is none."""
        self.store, self.shown, self.read_only = stores.store(address), stores.shown(address), read_only
        self.go_on: Callable[[], None] = lambda: None
        self._reads, self._writes, self._problems = True, not read_only, list[Problem]()
        self._queue, self._given, self._threads = SimpleQueue[_Work | None](), deque[Future[Product | None]](), 0

    def refuse_mess(self, root: Path, build: Path) -> None:
        """Refuse a folder among the files that outputs are made from, or among the outputs."""
        folder = self.store.root if isinstance(self.store, stores.Folder) else None
        if folder and (is_among_inputs(root, folder) or folder.is_relative_to(build)):
            message, hint = "a cache cannot be among a project's own files, or its outputs", "name a folder elsewhere"
            raise fail("cache", message, Location(self.shown), hint)

    def find(self, jobs: Iterable[Job], program: str) -> Iterator[tuple[Job, Product | None]]:
        """Yield each job with what somebody has made of it with this program; None if nobody has."""
        waiting = deque[tuple[Job, Future[Product | None]]]()
        for job in jobs:
            waiting.append((job, self._begin(lambda job=job: self._get(job, program))))  # type: ignore[misc]
            if len(waiting) == AHEAD:
                yield self._found(*waiting.popleft())
        while waiting:
            yield self._found(*waiting.popleft())

    def give(self, job: Job, entry: Entry, renderings: Sequence[Rendering]) -> None:
        """Let others take what came of a job."""
        if self._writes:
            self._given.append(self._begin(lambda: self._put(job, entry, renderings)))
        if len(self._given) > AHEAD:
            self._sent()

    def end(self) -> tuple[Problem, ...]:
        """Wait until all that was given is there; return what was wrong since the last end, a warning each."""
        while self._given:
            self._sent()
        while self._threads:
            self._queue.put(None)
            self._threads -= 1
        told, self._problems = tuple(self._problems), []
        return told

    def _get(self, job: Job, program: str) -> Product | None:
        name = f"ac/{key(job, program)}"
        content = self.store.get(name, MOST) if self._reads else None
        entry = manifest.unseal(Entry, content, manifest.VERSION) if content else None
        if not entry or not _is_of(entry, job, program) or not all(map(_is_output, entry.outputs)):
            return None
        renderings = []
        for one in entry.outputs:
            found = self.store.get(f"cas/{one.sha256}", one.bytes) if one.bytes else b""
            if found is None or sha256(found).hexdigest() != one.sha256:
                return None
            renderings.append(Rendering(one.path, found, one.name))
        if not self.read_only:
            for used in (name, *(f"cas/{one.sha256}" for one in entry.outputs if one.bytes)):
                self.store.use(used)
        return Product(manifest.refresh(entry, job), tuple(renderings))

    def _put(self, job: Job, entry: Entry, renderings: Sequence[Rendering]) -> None:
        """Write outputs first: an entry names nothing that is not there."""
        for one, rendering in zip(entry.outputs, renderings, strict=True):
            if rendering.content and self._writes:
                self.store.put(f"cas/{one.sha256}", rendering.content)
        if self._writes:
            content = manifest.seal({"version": manifest.VERSION, **manifest.plain(entry)})
            self.store.put(f"ac/{key(job, entry.program)}", content)

    def _begin(self, work: Callable[[], Product | None]) -> Future[Product | None]:
        """Let a thread do some work: one that hangs holds back neither this program nor its end."""
        future = Future[Product | None]()
        self._queue.put((future, work))
        if self._threads < THREADS:
            self._threads += 1
            Thread(target=_serve, args=(self._queue,), daemon=True).start()
        return future

    def _found(self, job: Job, future: Future[Product | None]) -> tuple[Job, Product | None]:
        return job, self._result(future) if self._reads else None

    def _sent(self) -> None:
        future = self._given.popleft()
        if self._writes:
            self._result(future, writing=True)

    def _result(self, future: Future[Product | None], *, writing: bool = False) -> Product | None:
        """Return what some work came to; the first that fails is told of, and the last."""
        end = monotonic() + SECONDS
        try:
            while not wait([future], PAUSE).done and monotonic() < end:
                self.go_on()
            return future.result(timeout=0)
        except TimeoutError:
            why = "it is too slow"
        except stores.Fault as fault:
            why = str(fault)
        except OSError as fault:
            why = fault.strerror or type(fault).__name__
        self._writes, self._reads = False, writing and self._reads
        way = "nothing more is written there" if writing else "the build goes on without it"
        hint = "may you write there, and is there room? --cache-read-only only reads" if writing else "is it there?"
        self._problems.append(
            Problem("cache", f"this cache cannot be used: {why}; {way}", Location(self.shown), hint, "warning")
        )
        return None


def key(job: Job, program: str) -> str:
    """Return SHA-256 over all that the result of a job depends on."""
    return digest(VERSION, manifest.VERSION, program, job.channel, job.name, job.paths, job.digest)


def _is_of(entry: Entry, job: Job, program: str) -> bool:
    """Say whether an entry is of a job, and not of another under its key."""
    mine = (entry.channel, entry.name, entry.digest, entry.program)
    return mine == (job.channel, job.name, job.digest, program)


def _is_output(one: Output) -> bool:
    """Say whether this may be what an entry says of an output."""
    return bool(manifest.is_below(one.path) and _SHA256.fullmatch(one.sha256) and 0 <= one.bytes <= LARGEST)


def _serve(queue: SimpleQueue[_Work | None]) -> None:
    """Do one piece of work after the other."""
    while one := queue.get():
        future, work = one
        try:
            future.set_result(work())
        except BaseException as fault:  # whoever waits for it decides
            future.set_exception(fault)
