"""Turns a folder into what stands in it: files that may be read, and in words what else there is."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

FOLDER, OUTSIDE, MISSING = "a folder", "a link that leads outside the project", "not there"
_SKIPPED = ("__pycache__", ".git")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.I | re.S)
_KINDS = (
    (stat.S_ISDIR, FOLDER),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

Stamp = tuple[tuple[str, int, int, int], ...]


def oddity(path: Path | str, within: Path | str) -> str:
    """Return what a path is, if it is no file that can be read inside a folder ('a pipe'); '' for such a file.

    `within` is a real path: without links. Nothing is read, and nothing outside is looked at.
    """
    try:
        if not f"{os.path.realpath(path)}{os.sep}".startswith(f"{str(within).rstrip(os.sep)}{os.sep}"):
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


def is_reserved(name: str) -> bool:
    """Say whether Windows keeps the name of a file for itself, whatever it ends in: `aux.md` is a device.

    Microsoft, "Naming Files, Paths, and Namespaces".
    """
    return bool(_RESERVED.fullmatch(name))


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


def touched(known: os.stat_result) -> int:
    """Return when a file was last written, renamed or given another time, in nanoseconds: nobody can set that.

    Windows does not note it: there it may always have been just now, and whoever asks reads the file.
    """
    return sys.maxsize if sys.platform == "win32" else max(known.st_mtime_ns, known.st_ctime_ns)
