"""Turns a project and a build that were let alone since a build found nothing to do into the lines that it printed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

FILE = ".idle"
SETTLED = 2_000_000_000
"""Nanoseconds between the last change of a file and what is noted of it: no file system is coarser (FAT: 2 s)."""
_LARGEST = 64_000_000
"""Bytes of what is noted; more is not read."""
_NEW, _END = "\x1e", "\x1d"
"""Stand between the parts of what is noted: no line that is printed has them."""

Line = tuple[str, str]
"""What a problem is, '' for other lines, and its text, which names commands as `pamphlets`."""


def state(root: Path, build: Path) -> str:
    """Return path, size, times and number of every file that a build depends on or made, and what it runs on.

    '' where it cannot be told by that whether something changes: a link may lead anywhere, and what was changed just
    now may be changed again at what a coarse file system takes for the same time.
    """
    if os.name == "nt":  # it does not note when a file was changed: see `files.touched`
        return ""
    from pamphlets import natives

    package = Path(os.path.realpath(__file__)).parent.parent
    places = (root / "content", root / "templates", package, package.parent / "templates", build)
    settled = time.time_ns() - SETTLED
    try:
        files = "\n".join(line for place in places for line in _files(str(place), settled))
        libraries = [f"{path} {os.stat(path).st_mtime_ns}" for path in sys.path if path.endswith("-packages")]
    except (OSError, ValueError):
        return ""
    return "\n".join((files, *libraries, sys.version, *natives.versions()))


def recall(build: Path, now: str, today: str) -> list[Line] | None:
    """Return what the last build with nothing to do printed, if all is in the state that it was `now`; else None.

    `today` is the day, as 2026-11-29: texts fall due.
    """
    try:
        if not now or os.lstat(build / FILE).st_size > _LARGEST:
            return None
        days, told, before = (build / FILE).read_bytes().decode("utf-8", "surrogateescape").split(_END)
        since, until = days.split()
    except (OSError, ValueError):
        return None
    if before != now or not since <= today <= until:
        return None
    lines = (line.partition(":") for line in told.split(_NEW)[1:])
    return [(severity, text) for severity, _, text in lines]


def note(build: Path, before: str, lines: Sequence[Line], since: str, until: str) -> None:
    """Note what a build with nothing to do printed, the state that all was in before, and the days of which it is so.

    The state after it may be another: then the next build finds that out, and notes its own.
    """
    told = "".join(f"{_NEW}{severity}:{text}" for severity, text in lines)
    content = _END.join((f"{since} {until}", told, before)).encode("utf-8", "surrogateescape")
    part = build / f"{FILE}.part"
    with suppress(OSError):  # the next build takes longer
        part.write_bytes(content)
        os.replace(part, build / FILE)
    with suppress(OSError):
        part.unlink()


def _files(folder: str, settled: int) -> Iterator[str]:
    """Yield a line for each file below a folder, in a fixed order; raise ValueError for one that tells nothing."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(entry.path, settled)
        elif not entry.name.startswith(FILE):
            known = entry.stat(follow_symlinks=False)
            if entry.is_symlink() or max(known.st_mtime_ns, known.st_ctime_ns) >= settled:
                raise ValueError(f"'{entry.path}' may have changed")
            yield f"{entry.path} {known.st_size} {known.st_mtime_ns} {known.st_ctime_ns} {known.st_ino}"
