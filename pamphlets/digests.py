"""Turns the files that a build depends on into digests, without importing what reads them."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

from pamphlets import natives
from pamphlets.files import FOLDER, walk

_LIBRARIES = (
    "babel", "fonttools", "jinja2", "markdown", "msgspec", "phonenumbers", "pikepdf", "pillow", "pydyf", "pypdfium2",
    "regex", "segno", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip


def file_digest(path: Path | str) -> str:
    """Return SHA-256 of a file's bytes, in hexadecimal."""
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


def folder_digest(*folders: Path, within: Path | None = None) -> str:
    """Return SHA-256 over the names and bytes of all files below some folders, and over what else stands there.

    A link counts as what it shows inside `within` (default: inside its folder); a folder that is missing is empty.
    """
    total = sha256()
    for folder in folders:
        total.update(b"\0folder\0")
        inside = within if within and folder.is_relative_to(within) else os.path.realpath(folder)
        for name, what in walk(folder, inside):
            total.update(os.fsencode(f"{name}\0{what or _digest_or_fault(f'{folder}/{name}')}\0"))
    return total.hexdigest()


def _digest_or_fault(path: str) -> str:
    try:
        return file_digest(path)
    except OSError as fault:
        return f"fault {fault.errno}"


def digest(*values: object) -> str:
    """Return SHA-256 over the `repr` of frozen dataclasses, tuples and scalars; where they stand does not count."""
    return sha256("\0".join(map(repr, values)).encode("utf-8", "surrogatepass")).hexdigest()


def program_digest() -> str:
    """Return SHA-256 over this package's code and data and the versions of the libraries that shape its outputs."""
    package = os.path.realpath(Path(__file__).parent)
    total = sha256()
    for name, what in walk(package, package):
        if what != FOLDER and not name.startswith("templates/"):  # a change there is a change of theme, not of program
            total.update(f"{name}\0{file_digest(f'{package}/{name}')}\0".encode())
    total.update("\0".join((*sorted(_versions()), *natives.versions())).encode())
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
    folders = folder_digest(root / "content", *([own] if own != templates else []), templates, within=root)
    return sha256("\0".join((folders, program, *sorted(extras))).encode()).hexdigest()
