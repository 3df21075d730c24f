"""Turns the files that jobs may read into one archive, and that into folders on a machine that has none of them."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from multiprocessing.util import Finalize
from pathlib import Path

from pamphlets.builder import manifest
from pamphlets.digests import file_digest
from pamphlets.files import walk
from pamphlets.model import Folders

LARGEST = 1 << 31
"""Bytes of all files; more is not unpacked."""
_LEFT_OUT = (".md", ".json", ".part")
"""Endings of files of `content/` that only a plan reads: sources, records."""
_OWN, _SHIPPED = "project", "shipped"

_kept: dict[str, Folders] = {}
"""What this process has unpacked, by digest; the folders go with it."""


class Bundle:
    """Pictures and templates of a project, and the templates of the program."""

    def __init__(self, folders: Folders) -> None:
        self._files = dict(_files(folders))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and bytes of all files."""
        told = "".join(f"{name}\0{file_digest(path)}\0" for name, path in sorted(self._files.items()))
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def content(self) -> bytes:
        """The archive."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:  # pictures and fonts are packed already
            for name, path in sorted(self._files.items()):
                archive.writestr(name, Path(path).read_bytes())
        return made.getvalue()


def _files(folders: Folders) -> Iterator[tuple[str, str]]:
    """Yield the name of each file in the archive, and its path."""
    *own, shipped = folders.templates
    for folder, name in ((folders.root / "content", f"{_OWN}/content"), *((one, f"{_OWN}/templates") for one in own)):
        for path, what in walk(folder, folders.root):
            read = not what and not (name.endswith("content") and path.endswith(_LEFT_OUT))
            if read and manifest.is_below(path):
                yield f"{name}/{path}", f"{folder}/{path}"
    for path, what in walk(shipped, os.path.realpath(shipped)):
        if not what and manifest.is_below(path):
            yield f"{_SHIPPED}/{path}", f"{shipped}/{path}"


def place(digest: str) -> Folders | None:
    """Return the folders that this process has unpacked of a bundle, if it has."""
    return _kept.get(digest)


def unpack(digest: str, content: bytes) -> Folders:
    """Unpack a bundle into a folder of its own, unless that is done; raises ValueError if it is not what it must be."""
    if known := place(digest):
        return known
    root = Path(tempfile.mkdtemp(prefix="pamphlets-")).resolve()
    Finalize(None, shutil.rmtree, (root,), {"ignore_errors": True}, exitpriority=1)  # at the end of a worker, too
    _write(root, content)
    own = root / _OWN / "templates"
    folders = Folders(root / _OWN, (*([own] if own.is_dir() else []), root / _SHIPPED))
    folders.root.mkdir(exist_ok=True)
    if Bundle(folders).digest != digest:
        raise ValueError("this is no bundle of files")
    if len(_kept) > 1:  # an earlier state of the project: nobody asks for it any more
        shutil.rmtree(_kept.pop(next(iter(_kept))).root.parent, ignore_errors=True)
    _kept[digest] = folders
    return folders


def _write(root: Path, content: bytes) -> None:
    """Write the files of an archive below a folder, and nowhere else."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        every = archive.infolist()
        if sum(one.file_size for one in every) > LARGEST or not all(manifest.is_below(one.filename) for one in every):
            raise ValueError("this is no bundle of files")
        for one in every:
            file = root / one.filename
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(archive.read(one))
