"""Turns builds and saves into what pages that browsers show are told of them."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pamphlets import builder, files
from pamphlets.builder import manifest
from pamphlets.model import Manifest, Problem

_PAUSE = 0.2
"""Seconds between two looks at whether all is built."""
_BEAT = 10
"""Seconds after which a page that waits is told that the server is still there."""


@dataclass(slots=True)
class State:
    """What is known now: `version` counts what was told, `builds` what was built; the condition tells of news.

    `problems` are those told last, `made` is what was built last, `looking` which output each that waits for news shows
    and how it is woken up, `document` the last file that was opened by itself: no script waits in it, `doing` what is
    being done, in words, and `settled` the files of which the last build, or what it told, is true.
    """

    version: int = 0
    builds: int = 0
    problems: tuple[dict[str, object], ...] = ()
    made: Manifest | None = None
    looking: dict[object, tuple[str, Callable[[], None]]] = field(default_factory=dict)
    document: str = ""
    doing: str = ""
    settled: tuple[object, ...] = ()
    ended: bool = False
    news: threading.Condition = field(default_factory=threading.Condition)
    work: threading.Lock = field(default_factory=threading.Lock)
    """Held by whoever builds or checks: what a process keeps of its plans is of one at a time."""

    def tell(self, problems: Sequence[Problem], made: Manifest | None = None) -> None:
        """Note what was built, and what is wrong, and wake up all that wait for it."""
        with self.news:
            self.version += 1
            self.builds += made is not None
            self.made = made or self.made
            self.problems = tuple(manifest.plain(manifest.keep(one)) for one in problems)
        self.wake()

    def say(self, doing: str) -> None:
        """Note what is being done, in words for people ('': nothing), and tell all that wait."""
        with self.news:
            self.doing = doing
        self.wake()

    async def settle(self, root: Path, seconds: float) -> None:
        """Wait until what the files of a project say is built, or what is wrong with them is told; at most so long."""
        end, places = time.monotonic() + seconds, (root / "content", root / "templates")
        while not self.ended and time.monotonic() < end:
            if self.settled == await asyncio.to_thread(files.stamp, root, *places):
                return
            await asyncio.sleep(_PAUSE)

    def wake(self) -> None:
        """Let all that wait look for news: a file has changed."""
        with self.news:
            self.news.notify_all()
            for _, wake in self.looking.values():
                wake()

    def end(self) -> None:
        """Let nobody wait any longer."""
        self.ended = True
        self.wake()

    def looked(self) -> frozenset[str]:
        """Return the paths of the outputs that browsers show now."""
        with self.news:
            return frozenset({self.document, *(path for path, _ in self.looking.values())} - {""})

    def of(self, path: str) -> str:
        """Return what tells the output at a path, with all that it shows, from what was there before."""
        return (self.made and builder.version(self.made, path)) or str(self.builds)

    def dump(self, path: str, source: str | None = None) -> str:
        """Return what the page at a path is told, as JSON; `source` is the version of the source that it edits."""
        said = {"version": self.of(path), "problems": self.problems} | ({} if source is None else {"source": source})
        said |= {"doing": self.doing} if self.doing else {}
        return json.dumps(said, ensure_ascii=False)

    async def follow(self, path: str, version: Callable[[], str] | None = None) -> AsyncIterator[bytes]:
        """Yield events for the page that shows the output at a path, until it or the server goes.

        `version` says which is the version of the source that it edits.
        """
        loop, woken, me, told = asyncio.get_running_loop(), asyncio.Event(), object(), ""

        def wake() -> None:
            loop.call_soon_threadsafe(woken.set)

        with self.news:
            self.looking[me] = path, wake
        try:
            while not self.ended:
                woken.clear()
                source = await asyncio.to_thread(version) if version else None
                news = self.dump(path, source)
                yield f"data: {news}\n\n".encode() if news != told else b": here\n\n"
                told = news
                try:
                    await asyncio.wait_for(woken.wait(), _BEAT)
                except TimeoutError:
                    continue
        finally:
            with self.news:
                del self.looking[me]
                self.news.notify_all()
