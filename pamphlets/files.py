"""Says what stands in a folder, and writes a file of the author's whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from unicodedata import normalize

from pamphlets.errors import PamphletError, fail
from pamphlets.model import Location

PART = ".pamphlets.part"
"""The name of a file that is being written, beside the one whose place it takes."""
_FULL = (errno.ENOSPC, errno.EDQUOT)

FOLDER, OUTSIDE, MISSING = "a folder", "a link that leads outside the project", "not there"
_SKIPPED = ("__pycache__", ".git")
_KINDS = (
    (stat.S_ISDIR, FOLDER),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

Stamp = tuple[tuple[str, int, int, int], ...]


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
    with lock(file.parent) as folder:
        part.unlink(missing_ok=True)
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as opened:
                if known:
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
        with suppress(OSError):  # the file is there; some file systems flush no folders
            os.fsync(folder)


def clear(*folders: Path) -> None:
    """Remove what commands that were killed have left in folders; one that is at work is left alone."""
    for folder in folders:
        if os.path.lexists(folder / PART):
            with suppress(OSError), lock(folder, wait=False):
                (folder / PART).unlink(missing_ok=True)


@contextmanager
def lock(folder: Path, *, wait: bool = True) -> Iterator[int]:
    """Hold a folder, of which this yields the descriptor, against others that would hold it.

    They wait, or have a BlockingIOError. Where a file system has no locks nothing is held.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise
        except OSError:  # some network folders
            pass
        yield descriptor
    finally:
        os.close(descriptor)


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


def oddity(path: Path | str, within: Path | str) -> str:
    """Return what a path is, if it is no file that can be read inside a folder ('a pipe'); '' for such a file.

    `within` is a real path: without links. Nothing is read, and nothing outside is looked at.
    """
    try:
        if not f"{os.path.realpath(path)}/".startswith(f"{str(within).rstrip('/')}/"):
            return OUTSIDE
        real = os.path.realpath(path, strict=True)
        mode = os.stat(real).st_mode
        if stat.S_ISREG(mode):
            open(real, "rb").close()
            return ""
        return next((noun for is_so, noun in _KINDS if is_so(mode)), "no file")
    except ValueError:
        return "a name that no file can have"
    except OSError as fault:
        return _refused(fault, path)


def _refused(fault: OSError, path: Path | str) -> str:
    """Return in words why something cannot be opened."""
    if fault.errno == errno.ELOOP:
        return "a link that goes in a circle"
    if fault.errno in (errno.ENOENT, errno.ENOTDIR):
        return "a link to nothing" if os.path.islink(path) else MISSING
    if fault.errno == errno.ENAMETOOLONG:
        return "a name that is too long"
    return f"closed to this program ({fault.strerror or fault})"


def spelt(path: str, root: Path | str) -> str:
    """Return a path below a folder as its entries are named on disk: a Mac writes accents apart; else as it is."""
    if path.isascii() or os.path.lexists(f"{root}/{path}"):
        return path
    found = str(root)
    for part in path.split("/"):
        try:
            names = [part] if part in (".", "..") else sorted(os.listdir(found))
        except OSError:
            return path
        found += "/" + next((name for name in names if normalize("NFC", name) == normalize("NFC", part)), part)
    return found.removeprefix(f"{root}/")


def walk(folder: Path | str, within: Path | str) -> Iterator[tuple[str, str]]:
    """Yield every entry below a folder: its path from there, and what it is ('' a file; else as `oddity` says).

    Links are followed inside `within` (a real path) and no further, and none into a folder that it stands in. A folder
    that cannot be opened is yielded as such, this one as ''; one that is missing is empty.
    """
    what = oddity(folder, within)
    if what == FOLDER:
        yield from _below(str(folder), "", str(within), ())
    elif what != MISSING:
        yield "", what or "a file"


def _below(folder: str, prefix: str, within: str, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    real = os.path.realpath(folder)
    if real in above:
        yield prefix.rstrip("/"), "a link that goes in a circle"
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as fault:
        yield prefix.rstrip("/"), _refused(fault, folder)
        return
    for entry in entries:
        path = f"{prefix}{entry.name}"
        if entry.name in _SKIPPED or entry.name.endswith(".pyc"):
            continue
        what = "" if entry.is_file(follow_symlinks=False) else oddity(entry.path, within)
        if what == FOLDER:
            yield path, FOLDER
            yield from _below(entry.path, f"{path}/", within, (*above, real))
        else:
            yield path, what


def stamp(inside: Path, *folders: Path) -> Stamp:
    """Return path, size, and times of the last change of words and of file, of every file below some folders.

    Who compares two of them knows whether a file changed between, without reading any; what cannot be seen is left out.
    """
    found = []
    for folder in folders:
        for name, what in walk(folder, inside):
            try:
                known = os.stat(f"{folder}/{name}")
            except OSError:  # it was deleted meanwhile, or is a link to nothing
                continue
            if what != FOLDER:
                found.append((f"{folder}/{name}", known.st_size, known.st_mtime_ns, known.st_ctime_ns))
    return tuple(found)
