"""Turns a folder into a lock that other processes of this program respect, on POSIX and on Windows."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

_PAUSE = 0.05
"""Seconds between two looks at a lock that another holds, where a system cannot wait for it without an end."""


@contextmanager
def lock(folder: Path, *, wait: bool = True) -> Iterator[Callable[[], None]]:
    """Hold a folder against others that would hold it; yields what flushes its names to the disk.

    They wait, or have a BlockingIOError. Where a file system has no locks nothing is held.
    """
    descriptor = _open(folder)

    def flush() -> None:
        with suppress(OSError):  # Windows, and some file systems, flush no folders
            os.fsync(descriptor)

    try:
        try:
            _take(descriptor, wait)
        except BlockingIOError:
            raise
        except OSError:  # some network folders
            pass
        yield flush
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        """Return a file that stands for a folder, which cannot be opened: among the temporary ones, by its path."""
        path = os.path.realpath(folder, strict=True)
        name = sha256(os.path.normcase(path).encode("utf-8", "surrogatepass")).hexdigest()
        return os.open(os.path.join(tempfile.gettempdir(), f"pamphlets-{name[:32]}.lock"), os.O_RDWR | os.O_CREAT)

    def _take(descriptor: int, wait: bool) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                return
            except PermissionError as fault:
                if not wait:
                    raise BlockingIOError(fault.errno, fault.strerror) from fault
                time.sleep(_PAUSE)
else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def _take(descriptor: int, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
