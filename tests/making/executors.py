"""Executors of several kinds, as `--workers module:function` names them, and jobs that end their workers."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pamphlets.builder import remote
from pamphlets.errors import fail
from pamphlets.model import Folders, Job, Location


class Content:
    """Ends the process that looks at it, as often as `deaths` says, counted by files in a folder; then it is done."""

    def __init__(self, folder: Path, name: str, deaths: int) -> None:
        self.kept = (folder, name, deaths)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        folder, mine, deaths = self.kept
        begun = len(list(folder.glob(f"{mine}.*")))
        (folder / f"{mine}.{begun}").touch()
        if begun < deaths:
            os._exit(9)
        raise fail("done", f"{mine} is done", Location(""))


def deadly(folder: Path, of: int, deaths: dict[str, int]) -> list[Job]:
    """Return jobs of which some end their workers so often."""
    names = [f"job-{number}" for number in range(of)]
    contents = [Content(folder, name, deaths.get(name, 0)) for name in names]
    folders = Folders(folder, (folder / "templates",))
    return [Job("leaflets", name, (), one, "", folders) for name, one in zip(names, contents, strict=True)]


def processes() -> Executor:
    """Return two processes, which have imported what renders."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pamphlets.builder.workers", "pamphlets.paper.typeset.preload"])
    return ProcessPoolExecutor(2, context, _use, (tempfile.gettempdir(),))


def _use(folder: str) -> None:
    """Let a process, which may be killed, leave its files where this one wants them."""
    tempfile.tempdir = folder


class Spy(ThreadPoolExecutor):
    """Two threads; it notes which jobs it was given, and whether with the project's files, and may answer itself."""

    seen: list[tuple[tuple[str, ...], bool]] = []  # noqa: RUF012
    answer: Callable[[tuple[str, ...]], remote.Delivery | Exception | None] = staticmethod(lambda names: None)

    def submit(self, fn: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        """Note, and answer or do it."""
        names = tuple(job.name for job in pickle.loads(given[1]))
        self.seen.append((names, given[3] is not None))
        if isinstance(answer := type(self).answer(names), BrokenExecutor):
            self.shutdown(wait=False)
        if not answer:
            return super().submit(fn, *given)
        future = Future[Any]()
        future.set_exception(answer) if isinstance(answer, Exception) else future.set_result(answer)
        return future


def spy() -> Executor:
    """Return two threads that note what they are given."""
    return Spy(2)


def no_executor() -> object:
    """Return what is no executor."""
    return []


HOURS = 24


def complain() -> object:
    """Return nothing."""
    raise RuntimeError("no cluster today")


def leave() -> object:
    """Return nothing, and end the program."""
    sys.exit(0)
