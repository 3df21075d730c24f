"""Opens the files of a folder, none outside it, and turns a settings file into typed values with its faults."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pamphlets.errors import PamphletError, fail
from pamphlets.files import MISSING, OUTSIDE, oddity, spelt
from pamphlets.model import Location, Problem
from pamphlets.project import encodings
from pamphlets.project.settings.nodes import Faults

PACKAGE = Path(__file__).resolve().parent.parent
T = TypeVar("T")


def settings(
    root: Path, path: str, read: Callable[[str, Faults], T], left: Container[str] = (),
    most: int = encodings.MOST_BYTES, texts: Mapping[str, str] = {},
) -> tuple[T, tuple[Problem, ...]]:  # fmt: skip
    """Return what a settings file below a folder says, and what is wrong with it.

    One that does not exist, that cannot be read, or that is `left` alone, says nothing; of `texts`, by their paths, one
    may stand for it.
    """
    faults = Faults(path if root != PACKAGE else f"{PACKAGE.name}/{path}")
    wrong: tuple[Problem, ...] = ()
    if path in texts or (os.path.lexists(root / path) and path not in left):
        try:
            if path in texts:
                text = encodings.decode(texts[path].encode("utf-8", "surrogatepass"), path, most)
            else:
                text = encodings.text(file(root, path, None), path, most)
            return read(text, faults), tuple(faults.all())
        except PamphletError as error:
            wrong = error.problems
    return read("", Faults(path)), wrong


def file(root: Path, path: str, at: Location | None) -> Path:
    """Return where a file below a folder is; raises PamphletError, at `at`, if there is none or it is outside."""
    place = at or Location(path)
    parts = PurePosixPath(path)
    what = OUTSIDE if parts.is_absolute() else oddity(root / parts, root)
    if not what:
        return (root / parts).resolve()
    if what == OUTSIDE:
        raise fail("outside", f"'{path}' is outside the project", place, "copy it into the folder 'content'")
    if what == MISSING:
        raise fail("missing-file", f"there is no file '{path}'", place, "put it there, or name one that is there")
    message = f"'{path}' is no file that can be read: it is {what}"
    raise fail("missing-file", message, place, "put the file itself there")


def why_missing(root: Path, path: str) -> str:
    """Return what is wrong with the path of a file in a setting, or ''."""
    try:
        file(root, spelt(path, root), None)
    except PamphletError as error:
        return error.problems[0].message
    return ""
