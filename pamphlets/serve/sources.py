"""Turns a source and the version that a browser has of it into what stands there now, and a save into bytes on disk.

So it does with the settings files that have a form.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pamphlets import files
from pamphlets.errors import fail
from pamphlets.model import Location, printable
from pamphlets.project import encodings

HISTORY = ".history"
"""The folder of a project that keeps what saves have replaced: a folder a file, numbered."""
MOST_KEPT = 100
"""So many earlier versions of a file are kept."""
SETTINGS = ("practice.yml", "_brand.yml")
"""The settings files that are read and saved as sources are."""
QUIET, EMPTY, LOOKS = 0.1, 2.0, 20
"""Seconds that nobody has written a file which is whole, or empty for good, and how often that is waited for."""
_KEPT = re.compile(r"(\d{6,})-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it stands on disk: its text, with plain line ends and no mark, and its version.

    The version is SHA-256 of its bytes, in hexadecimal; '' of a file that does not exist.
    """

    text: str
    version: str


class Conflict(Exception):
    """A source has changed since a browser read it: what stands there now."""

    def __init__(self, now: Source) -> None:
        super().__init__(now.version)
        self.now = now


def path(name: str) -> str:
    """Return the path in the project of a source, or of one of SETTINGS, that is named by its file.

    Raises PamphletError of another name.
    """
    if name in SETTINGS:
        return f"content/{name}"
    is_one = re.fullmatch(r"[^./\\:*?\"<>|][^/\\:*?\"<>|]*\.md", name) and not files.is_reserved(name)
    if not is_one or name != printable(name) or len(name) > 200:
        message = f"'{printable(name[:60])}' is no name of a source"
        raise fail("file-name", message, Location("content"), "a source is a file in content/ whose name ends in .md")
    return f"content/{name}"


def read(root: Path, name: str) -> Source:
    """Return a source of the project in a folder; raises PamphletError if it cannot be read as text."""
    content = read_bytes(root, path(name))
    if content is None:
        return Source("", "")
    return Source(encodings.verbatim(content, path(name)), _version(content))


def version(root: Path, name: str) -> str:
    """Return the version of a source as it stands on disk now; '' if it is not there."""
    content = read_bytes(root, path(name))
    return "" if content is None else _version(content)


def save(root: Path, name: str, text: str, known: str) -> Source:
    """Write a source whose version is still the `known` one ('' for a new file), in one step, and return it.

    It keeps its byte order mark and line ends; what it replaces is kept in the history. Raises Conflict if it has
    changed elsewhere, and PamphletError if it cannot be written: nothing is written then.
    """
    shown = path(name)
    if "\0" in text or len(text.encode("utf-8", "surrogatepass")) > encodings.MOST_BYTES:
        raise fail("too-long", "this text cannot be saved", Location(shown), "divide it into several files")
    before = read_bytes(root, shown)
    if ("" if before is None else _version(before)) != known:
        raise Conflict(read(root, name))
    file = root / shown
    content = files.alike(file, text)
    if content == before:
        return Source(text, known)
    try:
        files.exchange(file, content, before, _kept(root, name, known))
    except files.Changed:
        raise Conflict(read(root, name)) from None
    except OSError as fault:
        raise files.problem(fault, shown, "the file is as it was", "save again") from fault
    return Source(text, _version(content))


def undo(root: Path, name: str, known: str) -> Source:
    """Put back what the last save of a source has replaced, and return it; what stands there now is kept, too.

    Raises as `save` does, and PamphletError if nothing is kept.
    """
    shown, folder = path(name), _history(root, name)
    kept = _every(folder)
    before = read_bytes(root, f"{HISTORY}/{name}/{kept[-1]}") if kept else None
    if before is None:
        raise fail("history", "nothing is kept of this file", Location(shown), "it was not saved here yet")
    found = save(root, name, encodings.verbatim(before, shown), known)
    with suppress(OSError):
        (folder / kept[-1]).unlink()
    return found


def _history(root: Path, name: str) -> Path:
    """Return the folder that keeps what saves of a file have replaced; raises PamphletError if that is elsewhere."""
    folder = root / HISTORY / name
    if any(os.path.islink(one) for one in (folder, folder.parent)):
        raise fail("history", f"'{HISTORY}' is a link", Location(HISTORY), "delete it: earlier versions are kept there")
    return folder


def _kept(root: Path, name: str, known: str) -> Path:
    """Return where what a save replaces is kept; the oldest makes room for it."""
    folder = _history(root, name)
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder.parent / ".gitignore"
    if not os.path.lexists(ignored):
        files.write(ignored, "*\n", f"{HISTORY}/.gitignore")
    kept = _every(folder)
    for old in kept[: len(kept) - MOST_KEPT + 1]:
        (folder / old).unlink(missing_ok=True)
    last = int(kept[-1].partition("-")[0]) if kept else 0
    return folder / f"{last + 1:06}-{known[:12]}"


def _every(folder: Path) -> list[str]:
    """Return the names of what is kept of a source, the oldest first."""
    try:
        names = [one for one in os.listdir(folder) if _KEPT.fullmatch(one)]
    except OSError:
        return []
    return sorted(names, key=lambda one: int(one.partition("-")[0]))


def read_bytes(root: Path, shown: str) -> bytes | None:
    """Return the bytes of a file of the project, None if there is none; raises PamphletError if it cannot be read.

    One that another program writes at this moment, empty or in part, is waited for.
    """
    what = files.oddity(root / shown, os.path.realpath(root))
    if what == files.MISSING:
        return None
    if what:
        raise fail("missing-file", f"this is {what}", Location(shown), "put the file itself there")
    try:
        for _ in range(LOOKS):
            with open(root / shown, "rb") as file:
                content, age = file.read(), time.time() - os.stat(file.fileno()).st_mtime
            if not 0 <= age < (QUIET if content else EMPTY):
                break
            time.sleep(QUIET)
        return content
    except FileNotFoundError:
        return None


def _version(content: bytes) -> str:
    return sha256(content).hexdigest()
