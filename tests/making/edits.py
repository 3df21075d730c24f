"""Edits a source in a browser's page and outside it at once, at random places, and says what was written."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from pamphlets import files
from pamphlets.serve.loopback import Server
from pamphlets.serve.news import State

_MOST = 120
"""Seconds that one edit may take, with all that it waits for."""


@contextmanager
def served(root: Path) -> Iterator[Server]:
    """Serve a project that is not built, and tell its pages when a file changes."""
    server, ended = Server(root, 0, State()), threading.Event()

    def follow() -> None:
        before: files.Stamp = ()
        while not ended.wait(0.05):
            now = files.stamp(root, root / "content")
            if now != before:
                before = now
                server.state.wake()

    follower = threading.Thread(target=follow)
    server.start()
    follower.start()
    try:
        yield server
    finally:
        ended.set()
        follower.join()
        server.state.end()
        server.close()


def write_outside(file: Path, words: str, random: Random) -> None:
    """Write a line at a random place of a source, as other programs do: into the file, or in its place.

    It is read and written while no other program does: what such a program loses by itself is not the editor's.
    """
    with files.lock(file.parent):
        lines = file.read_text("utf-8").split("\n")
        lines.insert(random.randrange(8, len(lines)), f"\n{words}\n")
        text = "\n".join(lines)
        if random.random() < 0.5:
            file.write_text(text, "utf-8")
        else:
            other = file.with_name("other.tmp")
            other.write_text(text, "utf-8")
            other.replace(file)


def edit(page: Any, file: Path, number: int, seed: int) -> tuple[str, ...]:
    """Make so many edits, half of them in the page of a source and half outside, and return what each has written."""
    random, others = Random(seed), Random(seed + 1)
    outside = [f"Outside {seed}-{one}." for one in range(number // 2)]
    inside = [f"Inside {seed}-{one}." for one in range(number - len(outside))]
    done = threading.Event()

    def write() -> None:
        for words in outside:
            write_outside(file, words, others)
            if done.wait(others.uniform(0, 0.4)):
                others.random()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for words in inside:
            _settle(page)
            page.locator(".cm-content").first.focus()
            page.keyboard.press(random.choice(["Control+Home", "Control+End", "PageDown", "PageUp", "ArrowDown"]))
            for _ in range(random.randrange(4)):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Control+End" if random.random() < 0.5 else "End")
            page.keyboard.insert_text(f"\n\n{words}\n")
            if random.random() < 0.6:
                page.keyboard.press("Control+s")
    finally:
        done.set()
        writer.join()
    _settle(page)
    while page.locator("#saved").get_attribute("data-state") != "saved":
        page.keyboard.press("Control+s")
        _settle(page)
    return (*inside, *outside)


def _settle(page: Any) -> None:
    """Wait until nothing is being saved; where two versions are shown, save that which has both."""
    end = time.monotonic() + _MOST
    while time.monotonic() < end:
        if page.locator("dialog#merge[open]").count():
            page.locator("dialog#merge button.main").click()
        elif page.locator("#saved").get_attribute("data-state") != "saving":
            return
        page.wait_for_timeout(20)
    raise AssertionError("an edit waits without an end")
