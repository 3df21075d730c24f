"""Turns what comes with this package into values: templates, formats, platforms, what is said in each language."""

from __future__ import annotations

from pamphlets.model import Folders, Wording
from pamphlets.project import disk, languages
from pamphlets.project.settings import formats
from pamphlets.project.settings.formats import Format, Platform
from pamphlets.project.settings.nodes import once

SHIPPED = next(one for one in (disk.PACKAGE / "templates", disk.PACKAGE.parent / "templates") if one.is_dir())
"""The templates that come with this package."""


def shipped_formats() -> dict[str, Format]:
    """Return the formats that come with this package."""
    return disk.settings(disk.PACKAGE, "channels/leaflets/formats.yml", once(formats.read_formats))[0]


def shipped_words(language: str) -> Wording:
    """Return what the templates of this package say in a language, by their keys."""
    found, _ = languages.read(Folders(SHIPPED.parent, (SHIPPED,)), (language,), disk.settings)
    return languages.wording(language, found)


def shipped_platforms() -> dict[str, Platform]:
    """Return the platforms that come with this package."""
    return disk.settings(disk.PACKAGE, "channels/posts/platforms.yml", once(formats.read_platforms))[0]
