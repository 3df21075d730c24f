"""Turns finished renderings into files of the build folder, so that the last good build stays whole.

Everything is written below `.next/` first, the manifest last and in one step; then it is moved into place. What was
interrupted before the manifest stood there is dropped by the next build, what was interrupted after it is finished.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import TYPE_CHECKING

from pamphlets import files
from pamphlets.builder import manifest
from pamphlets.digests import file_digest
from pamphlets.errors import PamphletError, fail

if TYPE_CHECKING:
    from pamphlets.model import Manifest, Output, Problem

MANIFEST = "manifest.json"
ASIDE = "set-aside"
"""Where files go that stood where outputs go, when nobody knows who made them."""
MANY = 3
"""Files that are each told of, where there is no manifest and all of them have one cause."""
_NEXT = ".next"
_UNTOUCHED = "nothing was changed"
_BEGUN = "some files may be new already, and the next build makes the rest"


def refuse_mess(root: Path, folder: Path) -> None:
    """Refuse to write among the files that outputs are made from, of any project, or where a link leads."""
    from pamphlets.model import Location, Problem

    if is_among_inputs(root, folder):
        hint = "name a folder that is new, or was made by a build"
        raise fail("output", "outputs cannot be written among a project's own files", Location(str(folder)), hint)
    wanted = {folder: Path.is_dir, folder / _NEXT: Path.is_dir, folder / MANIFEST: Path.is_file}
    odd = [one for one, fits in wanted.items() if os.path.lexists(one) and (one.is_symlink() or not fits(one))]
    if odd:
        hint = "move it elsewhere and build again; or say with --output where else to write"
        kinds = {
            one: "a link" if one.is_symlink() else "no file" if one.name == MANIFEST else "no folder" for one in odd
        }
        raise PamphletError(
            Problem("output", f"a build writes here, and this is {kind}", Location(_relative(one, folder)), hint)
            for one, kind in kinds.items()
        )


def is_among_inputs(root: Path, folder: Path) -> bool:
    """Say whether a folder is among the files that outputs are made from, of this project or any, or has such."""
    among = [place.parent for place in (folder, *folder.parents) if place.name.casefold() in ("content", "templates")]
    return root.is_relative_to(folder) or any((place / "content/practice.yml").is_file() for place in (folder, *among))


@contextmanager
def locked(build: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the build folder, which is made if need be; another build at the same time waits, or is a problem."""
    with ExitStack() as stack:
        with _explained(build):
            build.mkdir(parents=True, exist_ok=True)
            try:
                stack.enter_context(files.lock(build, wait=wait))
            except BlockingIOError as fault:
                from pamphlets.model import Location

                hint = "wait until it has ended"
                raise fail("busy", "another build is at work here", Location(build.name), hint) from fault
        yield


@contextmanager
def _explained(build: Path, state: str = _UNTOUCHED) -> Iterator[None]:
    """Turn a fault of the file system into a problem, which says how things stand now."""
    try:
        yield
    except OSError as fault:
        raise files.problem(fault, _relative(fault.filename, build), state, "build again") from fault


def _relative(name: object, build: Path) -> str:
    path = Path(os.fsdecode(name)) if isinstance(name, str | bytes | Path) else build
    return path.relative_to(build.parent).as_posix() if path.is_relative_to(build.parent) else build.name


def recover(build: Path) -> None:
    """Finish a move that was interrupted, or drop what an interrupted build left."""
    now = _read(build / _NEXT / MANIFEST)
    with _explained(build):
        whole = now and all(_is(build / _NEXT / one.path, one.sha256, absent=True) for one in now.outputs)
        if not whole and (build / _NEXT).exists():
            if now:
                (build / _NEXT / MANIFEST).unlink()  # what is dropped in part must not be believed
            shutil.rmtree(build / _NEXT)
    if now and whole:
        with _explained(build, _BEGUN):
            _move(build, now)


def read_manifest(build: Path) -> Manifest | None:
    """Return the manifest of the last build; nothing if there is none that is whole."""
    return _read(build / MANIFEST)


def _read(path: Path) -> Manifest | None:
    try:
        return manifest.load(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def _known(build: Path) -> dict[str, str]:
    """Return what the last build made, as far as its manifest can be read, with the SHA-256 of each."""
    try:
        return manifest.paths((build / MANIFEST).read_bytes())
    except OSError:
        return {}


def _is(file: Path, digest: str, *, absent: bool = False) -> bool:
    """Say whether a file, and no link, has bytes of this SHA-256; what is not there has them if that is `absent`."""
    if file.is_symlink() or not file.is_file():
        return absent and not os.path.lexists(file)
    return file_digest(file) == digest


def altered(build: Path, outputs: Iterable[Output], *, settle: bool = False) -> str:
    """Return the path of the first of some outputs that is missing or no longer what was built, or ''.

    The kernel notes when a file or folder was last written, renamed or given another time (`st_ctime`); nobody can set
    that. What is as long as it was, and was let alone with its folders since the manifest stood there, is what was
    built; all else is read. If these are all outputs, `settle` dates the manifest anew: a copied folder is read once.
    """
    since, again, late = _changed(build / MANIFEST), dict[str, int](), {"": False}

    def is_late(folder: str) -> bool:
        """Say whether something was put into a folder, or one above it, or they were renamed."""
        if folder not in late:
            late[folder] = is_late(folder.rpartition("/")[0]) or _changed(f"{build}/{folder}") >= since
        return late[folder]

    for output in outputs:
        path = output.path
        try:
            found = os.lstat(f"{build}/{path}")
            if not S_ISREG(found.st_mode):
                return path
            late_itself = files.touched(found) >= since or is_late(path.rpartition("/")[0])
            if late_itself or found.st_size != output.bytes:
                again[path] = found.st_ctime_ns
                if file_digest(f"{build}/{path}") != output.sha256:
                    return path
        except OSError:
            return path
    if again and settle:
        with suppress(OSError):
            os.utime(build / MANIFEST)
        return next((path for path, before in again.items() if _changed(f"{build}/{path}") != before), "")
    return ""


def _changed(file: Path | str) -> int:
    """Return when a file was last changed in any way, in nanoseconds; 0 if it is not there."""
    try:
        return os.lstat(file).st_ctime_ns
    except OSError:
        return 0


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
    """Forget what was staged; what cannot be removed now is removed by the next build."""
    with suppress(OSError):
        (build / _NEXT / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(build / _NEXT, ignore_errors=True)


def foreign(build: Path, paths: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each path (with the SHA-256 to be written) where something stands that no build made.

    Where the manifest cannot be believed such files are set aside, with one warning; so is told what stays though it is
    no longer made, because somebody has changed it.
    """
    from pamphlets.model import Location, Problem

    ours = _known(build)
    found = (_in_the_way(build, path, digest, ours) for path, digest in paths.items())
    ways = tuple(dict.fromkeys(filter(None, found)))
    if ways and (build / MANIFEST).exists() and not read_manifest(build):
        message = f"this cannot be read any more; what stood where outputs go is moved to '{build.name}/{ASIDE}'"
        hint = f"look whether anything in '{build.name}/{ASIDE}' is your own, then delete that folder"
        yield Problem("set-aside", message, Location(f"{build.name}/{MANIFEST}"), hint, "warning")
        ways = ()
    if len(ways) > MANY and not ours:
        message = f"{len(ways)} files that no build made stand where outputs go: {', '.join(ways[:MANY])} …"
        hint = f"move what is your own elsewhere, delete '{build.name}', and build again"
        yield Problem("collision", message, Location(build.name), hint)
        ways = ()
    for way in ways:
        hint = "move it elsewhere, or delete it, and build again"
        yield Problem("collision", "a file that no build made stands where an output goes",
                      Location(f"{build.name}/{way}"), hint)  # fmt: skip
    for path in sorted(ours.keys() - paths.keys()):
        if (build / path).is_file() and not _is(build / path, ours[path]):
            message = "this is no longer made, but somebody has changed it, so it stays"
            yield Problem("changed", message, Location(f"{build.name}/{path}"), "delete it", "warning")


def _in_the_way(build: Path, path: str, digest: str, ours: Mapping[str, str]) -> str:
    """Return the path of what no build made and stands in the way of an output, or ''."""
    for folder in map(str, reversed(PurePosixPath(path).parents[:-1])):
        place = build / folder
        if place.is_symlink() or (place.exists() and not place.is_dir() and not _is(place, ours.get(folder, ""))):
            return folder
    file = build / path
    if file.is_dir() and not file.is_symlink():
        within = (one.relative_to(build).as_posix() for one in file.rglob("*") if not one.is_dir())
        return "" if all(one in ours and _is(build / one, ours[one]) for one in within) else path
    return "" if path in ours or _is(file, digest, absent=True) else path


def commit(build: Path, now: Manifest) -> tuple[str, ...]:
    """Move what was staged into place and remove what is no longer made; return the paths removed."""
    try:
        with _explained(build):
            (build / _NEXT).mkdir(exist_ok=True)
            files.replace(build / _NEXT / MANIFEST, manifest.dump(now))
    except PamphletError:
        drop(build)
        raise
    with _explained(build, _BEGUN):
        return _move(build, now)


def _move(build: Path, now: Manifest) -> tuple[str, ...]:
    """Remove what only the last manifest names, move files in the order of this one, then the manifest itself."""
    paths, ours = {output.path: output.sha256 for output in now.outputs}, _known(build)
    gone = tuple(path for path in sorted(ours.keys() - paths.keys()) if _remove(build, path, ours[path]))
    for path, digest in paths.items():
        staged = build / _NEXT / path
        if staged.is_file():
            if way := _in_the_way(build, path, digest, ours):
                _set_aside(build, way)
            (build / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged, build / path)
    os.replace(build / _NEXT / MANIFEST, build / MANIFEST)
    shutil.rmtree(build / _NEXT, ignore_errors=True)
    return gone


def _set_aside(build: Path, path: str) -> None:
    """Move what is of nobody knows whom to where no output goes; `foreign` has told of it."""
    names = (f"{ASIDE}/{path}" if not number else f"{ASIDE}/{number}/{path}" for number in count())
    place = next(build / name for name in names if not os.path.lexists(build / name))
    place.parent.mkdir(parents=True, exist_ok=True)
    os.replace(build / path, place)


def _remove(build: Path, path: str, digest: str) -> bool:
    """Delete a file that is as an earlier build has left it, and the folders that are empty without it."""
    file = build / path
    if any(folder.is_symlink() for folder in file.parents[: len(PurePosixPath(path).parts) - 1]):
        return False  # what a link leads to is nobody's output
    there = _is(file, digest)
    if there:
        file.unlink()
    elif os.path.lexists(file):
        return False
    for folder in file.parents[: len(PurePosixPath(path).parts) - 1]:
        try:
            folder.rmdir()
        except FileNotFoundError:  # somebody has deleted it before
            continue
        except OSError:  # something else is in it
            break
    return there
