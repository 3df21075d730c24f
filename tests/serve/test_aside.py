"""A process beside this one: what it answers, and what becomes of one that hangs or dies."""

from __future__ import annotations

import atexit
import os
import sys
import time
from collections.abc import Iterator
from multiprocessing.util import Finalize

import pytest

from pamphlets.errors import PamphletError, fail
from pamphlets.model import Location
from pamphlets.serve.aside import MEMORY, Aside


@pytest.fixture
def aside() -> Iterator[Aside]:
    made = Aside(seconds=20)
    yield made
    made.close()


def test_answers_come_from_one_other_process_again_and_again(aside: Aside) -> None:
    first, second = aside.ask(os.getpid), aside.ask(os.getpid)
    assert first == second != os.getpid()


def test_what_is_raised_there_is_raised_here(aside: Aside) -> None:
    with pytest.raises(PamphletError, match="no such thing"):
        aside.ask(_refuse, "no such thing")
    assert aside.ask(len, "abc") == 3


def test_what_hangs_is_ended_and_begun_anew() -> None:
    aside = Aside(seconds=20)
    first = aside.ask(os.getpid)
    aside._seconds = 0.2
    with pytest.raises(PamphletError, match=r"this takes longer than 0\.2 s"):
        aside.ask(time.sleep, 60)
    aside._seconds = 20
    assert aside.ask(os.getpid) != first
    aside.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit the memory of a process")
def test_what_fills_the_memory_is_ended(aside: Aside) -> None:
    with pytest.raises(PamphletError, match="this takes too much memory"):
        aside.ask(bytearray, MEMORY)
    assert aside.ask(abs, -1) == 1


def test_what_dies_is_begun_anew(aside: Aside) -> None:
    with pytest.raises(PamphletError, match="the process that looks at texts has ended"):
        aside.ask(os._exit, 1)
    assert aside.ask(len, "abc") == 3


def _refuse(why: str) -> None:
    raise fail("rule", why, Location("content/a.md", 3))


def test_a_process_that_nobody_asks_is_gone_though_its_end_hangs() -> None:
    """Whoever asked was killed; something that tidies up in the other process waits for ever."""
    made = Aside(seconds=20)
    made.ask(_hang_at_the_end)
    assert made._running
    process, connection = made._running
    connection.close()
    process.join(20)
    assert process.exitcode == 0


def _hang_at_the_end() -> None:
    atexit.register(time.sleep, 600)
    Finalize(None, time.sleep, (600,), exitpriority=1)
