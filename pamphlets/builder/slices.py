"""Turns what a plan finds of each pamphlet into a file below the build folder, and that into what holds still."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

from pamphlets.builder import manifest
from pamphlets.checks import Findings
from pamphlets.compose import inlines
from pamphlets.digests import digest, file_digest
from pamphlets.files import oddity, walk
from pamphlets.library import Library
from pamphlets.model import Cover, Folders, Image, Job, News, PageFacts, PamphletFacts
from pamphlets.project import Project
from pamphlets.source import split_name

FILE = ".plan.json"
VERSION = 1
_IMAGES = "images/"


@dataclass(frozen=True, slots=True)
class KeptJob:
    """A job without what it renders: see `model.Job`."""

    channel: str
    name: str
    paths: tuple[str, ...]
    digest: str
    pamphlet: str
    language: str
    site: str
    edition: str
    output: str
    blocks: tuple[str, ...]
    sizes: tuple[str, ...]
    shown: PageFacts | None
    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """What a plan finds of one pamphlet in all its languages and for all sites; `planned` says whether it has its jobs.

    `key` is a digest of all that this depends on: the settings, and the sources of the names that it `needs`, and
    `pictures`, paths in the project, whether they exist or not.
    """

    key: str
    needs: tuple[str, ...]
    pictures: tuple[str, ...]
    findings: Findings
    planned: bool
    jobs: tuple[KeptJob, ...]
    facts: tuple[PamphletFacts, ...]
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class _File:
    slices: Mapping[str, Slice]


def keep(job: Job) -> KeptJob:
    """Return what is kept of a job."""
    given = {field.name: getattr(job, field.name) for field in fields(KeptJob)}
    return KeptJob(**{**given, "sizes": tuple(path for path, _ in job.sizes)})


def job(kept: KeptJob, folders: Folders) -> Job:
    """Return a job without its content."""
    given = {field.name: getattr(kept, field.name) for field in fields(KeptJob)}
    return Job(**{**given, "sizes": tuple((path, 0) for path in kept.sizes)}, content=None, folders=folders)


def pictures_of(library: Library, project: Project) -> tuple[str, ...]:
    """Return the paths of the pictures that pamphlets show."""
    blocks = [block for one in library.pamphlets.values() for block in one.blocks]
    blocks += [block for edition in library.editions for block in edition.blocks]
    found = {one.src for block in blocks for one in inlines(block, posts=True) if isinstance(one, Image) and one.src}
    covers = [*(one.cover for one in library.pamphlets.values()), *(one.cover for one in library.editions)]
    return tuple(sorted(found | {one.name for one in covers if one and one.kind == "photo"}))


class Keys:
    """Says what a pamphlet depends on, as it was when this was made: one digest."""

    def __init__(self, project: Project, program: str, *settings: object) -> None:
        root, sources = project.root, dict[str, list[str]]()
        self._root, self._real, self._files = root, os.path.realpath(root), dict[str, str]()
        for path in project.sources:
            sources.setdefault(split_name(path)[0], []).append(path)
        self._sources = sources
        found = []
        for name, what in walk(root / "content", root):
            pictured = name.startswith(_IMAGES)
            if what or pictured or f"content/{name}" not in project.sources:
                found.append((name, what or ("" if pictured else self._digest(f"content/{name}"))))
        cover = project.practice.cover
        shown = [
            *project.brand.logos[:2],
            *([cover.name] if isinstance(cover, Cover) and cover.kind == "photo" else ()),
        ]
        logos = [(path, self._digest(path)) for path in filter(None, shown)]
        templates = project.templates_digest("")
        self._settings = digest(VERSION, program, settings, project.extras, templates, found, logos)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sources, sorted."""
        return tuple(sorted(self._sources))

    def of(self, needs: Iterable[str], pictures: Iterable[str]) -> str:
        """Return the digest of the settings, the sources of some names, and some pictures."""
        paths = [path for name in sorted(needs) for path in (f"{name}:", *self._sources.get(name, ()))]
        told = "\0".join(f"{path}\0{self._digest(path)}" for path in (*paths, *sorted(pictures)))
        return sha256(f"{self._settings}\0{told}".encode("utf-8", "surrogatepass")).hexdigest()

    def _digest(self, path: str) -> str:
        if path not in self._files:
            file = f"{self._root}/{path}"
            try:
                what = path.endswith(":") or oddity(file, self._real)  # a pipe would never end
                self._files[path] = str(what) if what else file_digest(file)
            except OSError as fault:
                self._files[path] = f"fault {fault.errno}"
        return self._files[path]


def read(folder: Path, keys: Keys) -> dict[str, Slice]:
    """Return the slices of a build folder that hold still; none of a file that is cut, was changed or is another's."""
    try:
        known = manifest.unseal(_File, (folder / FILE).read_bytes(), VERSION)
    except OSError:
        return {}
    names = frozenset(keys.names)
    every = known.slices.items() if known else ()
    return {name: one for name, one in every if name in names and keys.of(one.needs, one.pictures) == one.key}


def write(folder: Path, slices: Mapping[str, Slice]) -> None:
    """Keep slices in a build folder, if there is one; where that fails, the next plan takes longer."""
    part = folder / f"{FILE}.part"
    with suppress(OSError):
        part.write_bytes(manifest.seal({"version": VERSION, "slices": dict(sorted(slices.items()))}))
        os.replace(part, folder / FILE)
    with suppress(OSError):
        part.unlink()
