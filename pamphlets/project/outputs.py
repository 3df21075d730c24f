"""Turns what comes with the package, and what a project adds, into its formats and platforms."""

from __future__ import annotations

from collections.abc import Container

from pamphlets.model import Folders, Problem
from pamphlets.project import consistency, disk
from pamphlets.project.package import shipped_formats, shipped_platforms
from pamphlets.project.settings import formats
from pamphlets.project.settings.formats import Format, Platform
from pamphlets.project.settings.nodes import Faults

CHANNELS = ("leaflets", "posts", "web", "slides", "email")
"""The kinds of outputs that a practice can choose."""


def read(
    folders: Folders, kinds: frozenset[str], left: Container[str]
) -> tuple[dict[str, Format], dict[str, Platform], list[Problem]]:
    """Return the formats and platforms, shipped and of the project, and what is wrong with them; names are apart."""

    def read_platforms(text: str, faults: Faults) -> dict[str, Platform]:
        rows = formats.read_platforms(text, faults)
        consistency.check_names(rows, CHANNELS, faults)
        return rows

    def read_formats(text: str, faults: Faults) -> dict[str, Format]:
        rows = formats.read_formats(text, faults)
        consistency.check_names(rows, (*CHANNELS, *every_platform), faults)
        consistency.check_formats(rows, folders, kinds, faults)
        return rows

    own_platforms, problems = disk.settings(folders.root, "content/platforms.yml", read_platforms, left)
    every_platform = shipped_platforms() | own_platforms
    own_formats, of_formats = disk.settings(folders.root, "content/formats.yml", read_formats, left)
    return shipped_formats() | own_formats, every_platform, [*problems, *of_formats]
