"""Says what stands in a folder, and writes a file of the author's whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE

from pamphlets.errors import PamphletError, fail
from pamphlets.files.locks import lock
from pamphlets.files.walks import FOLDER, MISSING, OUTSIDE, Stamp, is_reserved, oddity, spelt, stamp, touched, walk
from pamphlets.model import Location

__all__ = [
    "FOLDER", "MISSING", "OUTSIDE", "PART", "Changed", "Stamp", "alike", "clear", "exchange", "is_reserved", "lock",
    "oddity", "problem", "replace", "spelt", "stamp", "touched", "walk", "write",
]  # fmt: skip

PART = ".pamphlets.part"
"""The name of a file that is being written, beside the one whose place it takes."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


def write(file: Path, content: str | bytes, shown: str = "") -> None:
    """Write a file, whole or not at all; problems name it as `shown`.

    A text keeps the byte order mark and the line ends of the file whose place it takes, and all keeps its permissions.
    Raises PamphletError if it cannot be written; what was there is then as it was.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace(file, content if isinstance(content, bytes) else alike(file, content))
    except OSError as fault:
        raise problem(fault, shown or str(file), "the file is as it was", "try again") from fault


def replace(file: Path, content: bytes) -> None:
    """Put bytes in the place of a file in one step, flushed to the disk; raises OSError, and changes nothing then."""
    file = Path(os.path.realpath(file))  # a link stays one
    if file.exists() and not file.is_file():  # a terminal or a pipe, which has nothing to lose
        file.write_bytes(content)
        return
    with _part(file, content) as part:
        os.replace(part, file)


class Changed(Exception):
    """A file does not hold what it was thought to hold."""


def exchange(file: Path, content: bytes, before: bytes | None, kept: Path) -> None:
    """Put bytes in the place of a file that holds `before` (None: of none), which stands at `kept` afterwards.

    Raises Changed if it holds something else, and OSError; the file is then as whoever wrote it last has left it.
    """
    file = Path(os.path.realpath(file))
    with _part(file, content) as part:
        if before is None:
            try:
                os.link(part, file)  # unlike a move, this never takes the place of a file
            except FileExistsError as fault:
                raise Changed from fault
            return
        _keep(file, kept)
        if _bytes(kept) == before == _bytes(file):
            os.replace(part, file)
            if (others := _bytes(kept)) == before:
                return
            file.write_bytes(others)  # somebody wrote into it in just this moment
        kept.unlink()
        raise Changed


def _keep(file: Path, kept: Path) -> None:
    """Let a file stand at a second place: the same file, so that what is written into it meanwhile is seen there."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        raise Changed
    try:
        os.link(file, kept)
    except FileExistsError as fault:  # another has just replaced this very version
        raise Changed from fault
    except OSError:  # a file system without such links
        kept.write_bytes(file.read_bytes())


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as fault:
        raise Changed from fault


@contextmanager
def _part(file: Path, content: bytes) -> Iterator[Path]:
    """Hold a file beside another, with bytes that will take its place, flushed to the disk, and with its permissions.

    Raises PermissionError if the other may not be written: a folder where one may write would let it be replaced.
    """
    known = file.stat() if file.exists() else None
    if known and not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
    part = file.with_name(PART)
    with lock(file.parent) as flush:
        part.unlink(missing_ok=True)
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as opened:
                if known and sys.platform != "win32":  # where a file takes the rights of its folder
                    with suppress(PermissionError):
                        os.fchown(opened.fileno(), known.st_uid, known.st_gid)
                    os.fchmod(opened.fileno(), S_IMODE(known.st_mode))
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            yield part
        finally:
            with suppress(OSError):
                part.unlink()
        flush()


def clear(*folders: Path) -> None:
    """Remove what commands that were killed have left in folders; one that is at work is left alone."""
    for folder in folders:
        if os.path.lexists(folder / PART):
            with suppress(OSError), lock(folder, wait=False):
                (folder / PART).unlink(missing_ok=True)


def problem(fault: OSError, place: str, state: str, again: str) -> PamphletError:
    """Return the problem of a file that cannot be written: how things stand now, and what to do again."""
    full = fault.errno in _FULL
    message = "the disk is full" if full else f"cannot write: {fault.strerror or fault}"
    way = (
        f"free some space and {again}" if full else "may you write there? is the folder there, and no file in its way?"
    )
    return fail("disk", message, Location(place), f"{state}; {way}")


def alike(file: Path, text: str) -> bytes:
    """Return a text as bytes with the mark and the line ends of a file: those of its lines that are still there."""
    before = file.read_bytes() if file.is_file() else b""
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    parts = re.split(rb"(\r\n|\r|\n)", before.removeprefix(BOM_UTF8))
    lines, ends, now = parts[::2], [*parts[1::2], b""], text.encode().split(b"\n")
    kinds = set(ends) - {b""}
    if len(kinds) < 2:
        return mark + (kinds.pop() if kinds else b"\n").join(now)
    from difflib import SequenceMatcher

    found, last = list[bytes](), ends[0]
    for kind, first, _, start, stop in SequenceMatcher(None, lines, now).get_opcodes():
        for offset, line in enumerate(now[start:stop]):
            last = (ends[first + offset] if kind == "equal" else b"") or last
            found += [line, last]
    return mark + b"".join(found[:-1])
