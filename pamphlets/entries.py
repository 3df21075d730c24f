"""Turns a folder into the entries below it, and says of each that is no file to be read what it is instead."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

FOLDER, OUTSIDE, MISSING = "a folder", "a link that leads outside the project", "not there"
_SKIPPED = ("__pycache__", ".git")
_KINDS = (
    (stat.S_ISDIR, FOLDER),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


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
