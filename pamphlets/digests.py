"""Turns files, folders and values into SHA-256, without importing what reads them."""

from __future__ import annotations

import os
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from pamphlets.files import walk


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


def hash_source(content: bytes) -> str:
    """Return SHA-256 of a script or style as a policy names it (W3C, "Content Security Policy Level 3", 2024)."""
    return f"'sha256-{b64encode(sha256(content).digest()).decode()}'"
