"""Turns all that a build depends on into one digest: program, libraries, settings, sources and templates."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

from pamphlets import natives
from pamphlets.digests import file_digest, folder_digest
from pamphlets.files import FOLDER, walk

_LIBRARIES = (
    "babel", "fonttools", "jinja2", "markdown", "msgspec", "phonenumbers", "pikepdf", "pillow", "pydyf", "pypdfium2",
    "regex", "segno", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip


def program_digest() -> str:
    """Return SHA-256 over this package's code and data and the versions of the libraries that shape its outputs."""
    package = os.path.realpath(Path(__file__).parent.parent)
    total = sha256()
    for name, what in walk(package, package):
        if what != FOLDER and not name.startswith("templates/"):  # a change there is a change of theme, not of program
            total.update(f"{name}\0{file_digest(f'{package}/{name}')}\0".encode())
    total.update("\0".join(versions()).encode())
    return total.hexdigest()


def versions() -> tuple[str, ...]:
    """Return the libraries that shape outputs, with their versions."""
    return (*sorted(_versions()), *natives.versions())


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
