"""A small project that is ready to publish, and what tests ask it and change in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from pamphlets import builder, library
from pamphlets import publish as publishing
from pamphlets.project.project import Project

PRACTICE = """name: Rest House
web: https://www.example.org/rest
phone: "+1 207-555-0142"
formats: [sheet]
platforms: [x]
sites:
- {id: harbor, name: Harbor}
- {id: river, name: River, phone: "+1 207-555-0187"}
channels: [leaflets, posts, web]
"""
SOURCE = """---
title: Rest
summary: How to rest.
reviewer: Clinical lead
reviewed: 2026-11-20
review-by: 2027-11-20
---
## In short {#short .key-points}

- Rest well.

## See a doctor {#doctor .warning}

See a doctor if it [hurts]{not="web"}. Call {{ site.phone }}.
"""
FILES = {"content/practice.yml": PRACTICE, "content/rest.md": SOURCE}
DAY = "2026-11-22"
"""The day on which it is published."""


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder, over those of the same names."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def build(root: Path) -> None:
    """Write the project into a folder, and build it."""
    write(root, FILES)
    builder.build(root, jobs=1)


def publish(before: Path, root: Path, files: Mapping[str, str] = FILES) -> None:
    """Copy the project with what is built of it, write files into the copy, and publish it."""
    write(copy(before, root), files)
    publishing.publish(root, DAY, jobs=1)


def copy(project: Path, root: Path) -> Path:
    """Copy a project with what is built of it, as it stands, into a folder, and return that."""
    return Path(shutil.copytree(project, root, symlinks=True, dirs_exist_ok=True))


def ids(root: Path) -> dict[str, str]:
    """Return the edition that each site has now."""
    return {edition.site: edition.id for edition in library.read(Project.load(root)).editions}


def change(root: Path, path: str, old: str, new: str) -> None:
    """Put words in the place of others, which must be there."""
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")
