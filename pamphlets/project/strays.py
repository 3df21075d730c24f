"""Finds what stands in `content/` and `templates/` in the place of an input, and is no file that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pamphlets.files import FOLDER, OUTSIDE, walk
from pamphlets.model import Location, Problem, Severity, printable

_INPUT = re.compile(
    r"content/(?:[^./][^/]*\.(?:md|yml)|references\.(?:json|bib|ris)|editions/[^./][^/]*\.json)|templates/.*\.\w+",
    re.DOTALL,
)
_ROOMS = ("content", "content/editions", "content/images", "templates")
_HINTS = (
    ("a link", "put the file itself there, or take the link away"),
    ("closed to this program", "allow it to be read, by its owner's 'chmod -R u+rwX' or in its properties"),
    ("a name", "give it a shorter name"),
)


def stray(path: str, what: str, severity: Severity = "error") -> Problem:
    """Return the problem of an entry (its path in the project) that is something else than a file."""
    if what == OUTSIDE:
        return Problem("outside", f"this is {what}", Location(path), "copy what it shows into the project", severity)
    hint = next((hint for begin, hint in _HINTS if what.startswith(begin)), "rename it, or take it away")
    wanted = "not a folder that can be opened" if path in _ROOMS else "and cannot be read as a file"
    return Problem("no-file", f"this is {what}, {wanted}", Location(path), hint, severity)


def check(root: Path) -> Iterator[Problem]:
    """Yield an error for each entry that has the name of an input and is none, a warning for other links outwards."""
    for room in ("content", "templates"):
        for name, what in walk(root / room, root):
            path = f"{room}/{name}" if name else room
            if not what or what == FOLDER:
                yield from _named(path, bool(what))
            elif path in _ROOMS or _INPUT.fullmatch(path):
                yield stray(path, what)
            elif what == OUTSIDE or what.startswith("closed"):
                yield stray(path, what, "warning")


def _named(path: str, folder: bool) -> Iterator[Problem]:
    """Yield what is wrong with the name of a file or folder, if it is to be read."""
    name = path.rpartition("/")[2]
    if not _INPUT.fullmatch(path):
        return
    if name != printable(name):
        message = "this name holds characters that cannot be printed, or is not UTF-8"
        yield Problem("file-name", message, Location(path), "rename it: small letters from a to z, digits and hyphens")
    elif folder and re.fullmatch(r".*\.(?:md|yml|json|html|css|js|txt|xml|svg|[to]tf|woff2)", name, re.DOTALL):
        yield stray(path, FOLDER)
