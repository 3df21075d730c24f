"""Turns an act that writes files into all the ways in which it can end early: killed, or refused by the disk.

Python tells its audit hooks of each operation on files before it is done; so operations are counted, not listed.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

OPERATIONS = {
    "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate",
    "os.utime",
}  # fmt: skip
Kind = Literal["killed", "torn", "full"]


class Killed(BaseException):
    """Nothing of a process is done after this: each further operation raises it again."""


@dataclass
class Ending:
    """What ends an act, at one operation (from 0): before it, with half a file, or because the disk is full."""

    at: int
    kind: Kind
    count: int = 0
    busy: bool = False

    @property
    def came(self) -> bool:
        return self.count > self.at

    def see(self, event: str, args: tuple[object, ...]) -> None:
        """Count an operation, and end the act at the one that was chosen."""
        opened = event == "open" and isinstance(args[0], str | os.PathLike) and writes(args[2])
        if self.busy or not (opened or event in OPERATIONS):
            return
        self.count += 1
        if self.kind == "full" and self.count == self.at + 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(args[0]))
        if self.kind != "full" and self.came:
            if self.kind == "torn" and opened and self.count == self.at + 1:
                self.busy = True
                Path(str(args[0])).write_bytes(b'{"outputs')
                self.busy = False
            raise Killed


def writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


_now: list[Ending] = []


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _now:
        _now[0].see(event, args)


sys.addaudithook(_hook)


def endings(prepare: Callable[[], object], act: Callable[[], object], *kinds: Kind) -> Iterator[BaseException | None]:
    """Prepare and act, again and again, until no operation is left at which to end; yield what each act raised."""
    for kind in kinds:
        at, came = 0, True
        while came:
            prepare()
            ending, raised = Ending(at, kind), None
            _now.append(ending)
            try:
                act()
            except (Exception, Killed) as fault:
                raised = fault
            finally:
                _now.clear()
            at, came = at + 1, ending.came
            if came:
                yield raised
        assert at > 1, "nothing was written"
