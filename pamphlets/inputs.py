"""Turns the files that a build depends on into digests, without importing what reads them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

_LIBRARIES = (
    "babel", "fonttools", "jinja2", "markdown", "msgspec", "phonenumbers", "pikepdf", "pillow", "pydyf", "pypdfium2",
    "regex", "segno", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip
_SKIPPED = ("__pycache__", ".git")


def file_digest(path: Path | str) -> str:
    """Return SHA-256 of a file's bytes, in hexadecimal."""
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


def folder_digest(*folders: Path) -> str:
    """Return SHA-256 over the names and bytes of all files below some folders; a folder that is missing is empty."""
    total = sha256()
    for folder in folders:
        total.update(b"\0folder\0")
        for name in sorted(_files(str(folder))):
            total.update(f"{name}\0{file_digest(f'{folder}/{name}')}\0".encode())
    return total.hexdigest()


def _files(folder: str, prefix: str = "") -> Iterator[str]:
    """Yield all files below a folder, by their path from there; a link counts as what it shows."""
    if not os.path.isdir(folder):
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in _SKIPPED:
                    yield from _files(entry.path, f"{prefix}{entry.name}/")
            elif entry.is_file() and not entry.name.endswith(".pyc"):
                yield prefix + entry.name


def program_digest() -> str:
    """Return SHA-256 over this package's code and data and the versions of the libraries that shape its outputs."""
    package = str(Path(__file__).parent)
    total = sha256()
    for name in sorted(_files(package)):
        if not name.startswith("templates/"):  # a change there is a change of theme, not of program
            total.update(f"{name}\0{file_digest(f'{package}/{name}')}\0".encode())
    total.update("\0".join(sorted(_versions())).encode())
    return total.hexdigest()


def _versions() -> set[str]:
    """Return the libraries installed, as `name-version`, from the names of their folders."""
    found = set()
    for place in sys.path:
        if place.endswith("-packages") and os.path.isdir(place):
            for entry in os.listdir(place):
                name, _, kind = entry.lower().rpartition(".")
                if kind == "dist-info" and name.partition("-")[0].replace("_", "-") in _LIBRARIES:
                    found.add(name)
    return found


def inputs_digest(root: Path, templates: Path, program: str, extras: tuple[str, ...] = ()) -> str:
    """Return SHA-256 over everything that a build of the project at `root` depends on; `extras` were asked for."""
    own = root / "templates"  # in a checkout of this program, the shipped ones
    folders = folder_digest(root / "content", templates, *([own] if own.is_dir() and own != templates else []))
    return sha256("\0".join((folders, program, *sorted(extras))).encode()).hexdigest()
