"""Turns the files that a build depends on into digests, without importing what reads them."""

from __future__ import annotations

import os
import sys
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
        for path in _files(str(folder)):
            total.update(os.path.relpath(path, folder).replace(os.sep, "/").encode() + b"\0")
            total.update(file_digest(path).encode())
    return total.hexdigest()


def _files(folder: str) -> list[str]:
    """Return all files below a folder, sorted; a link to elsewhere counts as the file it shows."""
    found: list[str] = []
    for place, names, files in os.walk(folder):
        names[:] = [name for name in names if name not in _SKIPPED]
        found += (os.path.join(place, name) for name in files if not name.endswith(".pyc"))
    return sorted(path for path in found if os.path.isfile(path))


def program_digest() -> str:
    """Return SHA-256 over this package's code and data and the versions of the libraries that shape its outputs."""
    package = Path(__file__).parent
    total = sha256()
    for path in _files(str(package)):
        if not path.startswith(str(package / "templates")):  # a change there is a change of theme, not of program
            total.update(os.path.relpath(path, package).encode() + b"\0" + file_digest(path).encode())
    for name in sorted(_versions()):
        total.update(name.encode() + b"\0")
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


def inputs_digest(root: Path, templates: Path, program: str) -> str:
    """Return SHA-256 over everything that a build of the project at `root` depends on."""
    folders = folder_digest(root / "content", root / "templates", templates)
    return sha256(f"{folders}\0{program}".encode()).hexdigest()
