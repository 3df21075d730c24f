"""Keeps the collector of garbage, and the kernel, out of work that makes many values, of which most stay."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

_TRIM, _MMAP = -1, -3
"""What mallopt(3) calls M_TRIM_THRESHOLD and M_MMAP_THRESHOLD."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector out of some work, and clear up once when it is done.

    A collector that looks through half-made pages again and again finds nothing, and takes a fifteenth of the time of
    a job; of reading a large manifest it takes a third.
    """
    _keep_memory()
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.collect(0)  # all that was made is of the youngest generation
            gc.enable()


@cache
def _keep_memory() -> None:
    """Let this process keep the memory that it frees, for what it makes next, if its C library can.

    Memory that goes back to the kernel after each picture, and comes again as zeros, takes a twentieth of the time of
    a build; what a process takes at most is the same.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # that of Alpine has no such choice
            ctypes.CDLL(None).mallopt(_MMAP, 1 << 25)
            ctypes.CDLL(None).mallopt(_TRIM, 1 << 28)
