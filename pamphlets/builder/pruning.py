"""Turns the folder of a cache into a smaller one: what was used last stays, and nothing is deleted while it is new."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pamphlets.builder import manifest, stores
from pamphlets.builder.cache import MOST
from pamphlets.errors import fail
from pamphlets.model import Location

YOUNG = 3600
"""Seconds: a file that nothing names may be of a build that is about to name it; then it is no older."""
_NAME = re.compile(rf"[0-9a-f]{{64}}(\.[0-9a-f]{{16}}{re.escape(stores.PART)})?")


@dataclass(frozen=True, slots=True)
class Pruning:
    """What is left of a cache and what was deleted: results, and bytes of all files."""

    results: int
    bytes: int
    gone: int
    freed: int


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    bytes: int
    used: float

    @property
    def part(self) -> bool:
        """Whether this is being written, or was left so."""
        return self.name.endswith(stores.PART)


def prune(root: Path, now: float, *, most: int | None = None, older: float | None = None) -> Pruning:
    """Delete results until a cache has `most` bytes, those used longest ago first, and all `older` than so many
    seconds.

    `now` is in seconds since 1970. Outputs that no result names go, too. Builds and other such calls may be at work:
    what they would have found they render. Raises PamphletError if this is no folder of a cache.
    """
    if not (root / "ac").is_dir():
        raise fail("cache", "this is no folder of a cache", Location(str(root)), "name the folder that --cache names")
    found = sorted(_files(root, "ac"), key=lambda one: (-one.used, one.name))
    blobs = {one.name: one for one in _files(root, "cas")}  # later: what an entry names was there before it
    entries = [one for one in found if not one.part]
    named, known, kept, size = set[str](), set[str](), 0, 0
    for entry in entries:
        outputs = _outputs(root, entry)
        known |= outputs
        own = entry.bytes + sum(blobs[name].bytes for name in outputs - named if name in blobs)
        if (older is not None and now - entry.used > older) or (most is not None and size + own > most):
            break
        kept, size, named = kept + 1, size + own, named | outputs
    rest = known.union(*(_outputs(root, entry) for entry in entries[kept + 1 :])) - named
    others = [one for one in (*found, *blobs.values()) if one.part or one.name.startswith("cas/")]
    stray = [one for one in others if one.name not in named | rest and now - one.used > YOUNG]
    left = [*entries[kept:], *(blobs[name] for name in sorted(rest & blobs.keys())), *stray]
    freed = sum(one.bytes for one in left if _delete(root, one))
    total = sum(one.bytes for one in (*found, *blobs.values()))
    return Pruning(kept, total - freed, len(entries) - kept, freed)


def _files(root: Path, folder: str) -> Iterator[_File]:
    """Yield the files of a cache in one of its folders, and no others."""
    with suppress(OSError), os.scandir(root / folder) as found:
        for one in found:
            if _NAME.fullmatch(one.name):
                with suppress(OSError):
                    known = one.stat(follow_symlinks=False)
                    yield _File(f"{folder}/{one.name}", known.st_size, known.st_mtime)


def _outputs(root: Path, one: _File) -> frozenset[str]:
    """Return the names of the outputs of an entry, of any version; none if it cannot be read."""
    content = stores.Folder(root).get(one.name, MOST) or b""
    return frozenset(f"cas/{digest}" for digest in manifest.paths(content).values())


def _delete(root: Path, one: _File) -> bool:
    """Delete a file, unless somebody has used it, or written it again, since it was looked at."""
    try:
        if (root / one.name).lstat().st_mtime > one.used:
            return False
        (root / one.name).unlink()
    except OSError:
        return False
    return True
