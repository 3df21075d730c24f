"""Turns a name, or a file of another program, into sources of a project; writes sources in our own way of writing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator
from importlib import resources
from pathlib import Path
from unicodedata import normalize

from pamphlets import files
from pamphlets.errors import PamphletError, fail, nearest
from pamphlets.model import Location, Problem
from pamphlets.project import Project
from pamphlets.starter import tidying
from pamphlets.starter.tidying import Rewrite

__all__ = ["Rewrite", "add", "new", "tidy"]

_LONGEST = 60
"""Characters of a file's name: it is part of addresses that people type."""
_HERE = resources.files("pamphlets.starter")


def new(folder: Path) -> Iterator[Path]:
    """Copy the starter project into `folder` and yield each file written.

    Raises PamphletError, before anything is written, if all of it is there already, or a file that says something else.
    """
    with resources.as_file(_HERE / "project") as source:
        wanted = {folder / path.relative_to(source): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    there = [path for path in wanted if os.path.lexists(path)]
    if len(there) < len(wanted):  # the same words are of a `new` that was interrupted
        there = [path for path in there if not path.is_file() or path.read_bytes() != wanted[path]]
    if there:
        message, hint = "the file is there already", "name a folder that is new or empty"
        raise PamphletError(Problem("exists", message, Location(str(path)), hint) for path in sorted(there))
    for path in sorted(wanted):
        files.write(path, wanted[path])
        yield path


def add(root: Path, topic: str) -> Path:
    """Write `content/TOPIC.md`, to be filled in, and return its path.

    Raises PamphletError if there is no project, the topic has no letters or digits, or the file exists.
    """
    if not (root / "content").is_dir():
        raise fail("no-project", "there is no folder 'content' here", Location("content"),
                   "go to the folder of a project, or start one with 'pamphlets new DIR'")  # fmt: skip
    plain = normalize("NFKD", topic.removesuffix(".md")).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:_LONGEST].strip("-")
    if not name:
        hint = "name it in Latin letters; the title in the file can be anything"
        raise fail("name", f"no file name can be made of '{topic}'", Location("content"), hint)
    path = root / "content" / f"{name}.md"
    if os.path.lexists(path):
        raise fail("exists", "the file is there already", Location(f"content/{name}.md"), "choose another topic")
    title = topic if " " in topic else name.replace("-", " ").capitalize()
    text = (_HERE / "source.md").read_text("utf-8").replace('"TITLE"', json.dumps(title, ensure_ascii=False))
    files.write(path, text, f"content/{name}.md")
    return path


def tidy(root: Path, names: Collection[str]) -> tuple[Rewrite, ...]:
    """Return what is to be changed in the sources of these names so that they are in our own way of writing.

    Raises PamphletError if there is no project or no such source.
    """
    project = Project.read(root)
    paths = [f"content/{name}.md" for name in names]
    known = {path.removeprefix("content/").removesuffix(".md") for path in project.sources}
    absent = [name for name in names if name not in known]
    if absent:
        raise PamphletError(
            Problem("missing-file", "there is no such source", Location(f"content/{name}.md"), nearest(name, known))
            for name in absent
        )
    return tidying.changes(project, paths)
