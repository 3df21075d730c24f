"""Turns finished renderings into files of the build folder, so that the last good build stays whole.

Everything is written below `.next/` first, the manifest last; then it is moved into place. What was interrupted before
the manifest stood there is dropped by the next build, what was interrupted after it is finished.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphlets.errors import PamphletError, fail
from pamphlets.inputs import file_digest

if TYPE_CHECKING:
    from pamphlets.model import Problem

MANIFEST = "manifest.json"
_NEXT = ".next"
Manifest = Mapping[str, Any]


def refuse_mess(root: Path, folder: Path) -> None:
    """Refuse to write among the files that outputs are made from."""
    if root.is_relative_to(folder) or any(folder.is_relative_to(root / name) for name in ("content", "templates")):
        from pamphlets.errors import fail
        from pamphlets.model import Location

        hint = "name a folder that is new, or was made by a build"
        raise fail("output", "outputs cannot be written among a project's own files", Location(str(folder)), hint)


@contextmanager
def locked(build: Path) -> Iterator[None]:
    """Hold the build folder, which is made if need be; a second build at the same time is a problem."""
    with _explained(build):
        build.mkdir(parents=True, exist_ok=True)
        folder = os.open(build, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        from pamphlets.model import Location

        os.close(folder)
        raise fail("busy", "another build is at work here", Location(build.name), "wait until it has ended") from fault
    try:
        yield
    finally:
        os.close(folder)


@contextmanager
def _explained(build: Path) -> Iterator[None]:
    """Turn a fault of the file system into a problem."""
    try:
        yield
    except OSError as fault:
        from pamphlets.model import Location

        full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
        message = "the disk is full" if full else f"cannot write: {fault.strerror or fault}"
        hint = "nothing was changed; free some space and build again"
        if not full:
            hint = "nothing was changed; may you write there? is it a folder, and not open in another program?"
        raise fail("disk", message, Location(_relative(fault.filename, build)), hint) from fault


def _relative(name: object, build: Path) -> str:
    path = Path(os.fsdecode(name)) if isinstance(name, str | bytes) else build
    return path.relative_to(build.parent).as_posix() if path.is_relative_to(build.parent) else build.name


def recover(build: Path) -> None:
    """Finish a move that was interrupted, or drop what an interrupted build left."""
    if (build / _NEXT / MANIFEST).is_file():
        with _explained(build):
            _move(build, _read(build / _NEXT / MANIFEST))
    else:
        shutil.rmtree(build / _NEXT, ignore_errors=True)


def read_manifest(build: Path) -> Manifest:
    """Return the manifest of the last build; empty if there is none or it cannot be read."""
    return _read(build / MANIFEST)


def _read(path: Path) -> Manifest:
    try:
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) and isinstance(manifest.get("outputs"), list) else {}


def altered(build: Path, outputs: Iterable[Mapping[str, Any]]) -> str:
    """Return the path of the first of some outputs that is missing or no longer what was built, or ''.

    A file that is as long as it was, and no younger than the manifest, has not been written since; others are read.
    """
    try:
        built = (build / MANIFEST).stat().st_mtime_ns
    except OSError:
        built = 0
    for output in outputs:
        path: str = output["path"]
        try:
            found = os.stat(f"{build}/{path}")
            same = found.st_size == output["bytes"] and found.st_mtime_ns <= built
            if not same and file_digest(f"{build}/{path}") != output["sha256"]:
                return path
        except OSError:
            return path
    return ""


def stage(build: Path, path: str, content: bytes) -> None:
    """Write one rendering below `.next/`; if that fails, nothing of the build so far is kept."""
    file = build / _NEXT / path
    try:
        with _explained(build):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    except PamphletError:
        drop(build)
        raise


def read(build: Path, path: str) -> bytes:
    """Return the bytes of an output: what is staged, else what an earlier build left."""
    staged = build / _NEXT / path
    with _explained(build):
        return (staged if staged.is_file() else build / path).read_bytes()


def drop(build: Path) -> None:
    """Forget what was staged."""
    shutil.rmtree(build / _NEXT, ignore_errors=True)


def clashes(paths: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield a problem for every two jobs that would write one path; names that differ in case alone are one path."""
    from pamphlets.model import Location, Problem

    seen: dict[str, str] = {}
    for path, name in paths:
        first = seen.setdefault(path.casefold(), name)
        if first != name:
            hint = "give one of the two sources another name or slug"
            yield Problem("collision", f"'{first}' and '{name}' are both written to this path", Location(path), hint)


def collisions(outputs: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield a problem for outputs that were not promised by their jobs' paths and stand in each other's way."""
    from pamphlets.model import Location, Problem

    seen: set[str] = set()
    for output in outputs:
        if output["path"].casefold() in seen:
            yield Problem("collision", "two outputs are written to this path", Location(output["path"]))
        seen.add(output["path"].casefold())


def foreign(build: Path, paths: Mapping[str, str], last: Manifest) -> Iterator[Problem]:
    """Yield a problem for each path (with the SHA-256 to be written) where a file stands that no build made."""
    from pamphlets.model import Location, Problem

    ours = {output["path"] for output in last.get("outputs", ())}
    for path, digest in paths.items():
        file = build / path
        if path not in ours and file.exists() and (not file.is_file() or file_digest(file) != digest):
            hint = "move it elsewhere, or delete it, and build again"
            yield Problem("collision", "a file that no build made stands where an output goes",
                          Location(f"{build.name}/{path}"), hint)  # fmt: skip


def commit(build: Path, manifest: Manifest) -> tuple[str, ...]:
    """Move what was staged into place and remove what is no longer made; return the paths removed."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    stage(build, MANIFEST, text.encode())
    with _explained(build):
        return _move(build, manifest)


def _move(build: Path, manifest: Manifest) -> tuple[str, ...]:
    """Move files in the order of the manifest, then remove what only the last manifest names, then the manifest."""
    paths = [output["path"] for output in manifest["outputs"]]
    gone = sorted({output["path"] for output in _read(build / MANIFEST).get("outputs", ())} - set(paths))
    for path in paths:
        staged = build / _NEXT / path
        if staged.is_file():
            (build / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged, build / path)
    for path in gone:
        _remove(build, path)
    os.replace(build / _NEXT / MANIFEST, build / MANIFEST)
    shutil.rmtree(build / _NEXT, ignore_errors=True)
    return tuple(gone)


def _remove(build: Path, path: str) -> None:
    """Delete a file of an earlier build, and the folders that are empty without it."""
    file = build / path
    if ".." in Path(path).parts or not file.resolve().is_relative_to(build.resolve()):
        return  # a manifest that was tampered with
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == build or any(folder.iterdir()):
            break
        folder.rmdir()
