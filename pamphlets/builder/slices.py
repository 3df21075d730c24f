"""Turns what a plan finds of each pamphlet into a file of its own below the build folder, and those into what holds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

from msgspec import DecodeError, json

from pamphlets.builder.collector import undisturbed
from pamphlets.checks import Findings
from pamphlets.compose import inlines
from pamphlets.digests import digest, file_digest
from pamphlets.files import oddity, walk
from pamphlets.library import Library
from pamphlets.model import Cover, Folders, Image, Job, News, PageFacts, PamphletFacts
from pamphlets.project import Project
from pamphlets.source import split_name

PLACE = ".plan"
"""The folder of the slices, below the build folder: each in a file that is named by the digest of what it says."""
VERSION = 2
_IMAGES = "images/"
_NAME = re.compile(r"[0-9a-f]{64}\.json(\.part)?")


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
    `pictures`, paths in the project, whether they exist or not. Of a narrowed plan it has a `part`: see `Selection`.
    """

    name: str
    part: str
    key: str
    needs: tuple[str, ...]
    pictures: tuple[str, ...]
    findings: Findings
    planned: bool
    jobs: tuple[KeptJob, ...]
    facts: tuple[PamphletFacts, ...]
    news: tuple[News, ...]


_known: dict[str, Slice] = {}
"""What the last plan of this process has read or written, by the names of the files: `serve` plans again and again."""
_KEPT = tuple(field.name for field in fields(KeptJob))
_values = attrgetter(*_KEPT)
_decode = json.Decoder(Slice).decode


def keep(job: Job) -> KeptJob:
    """Return what is kept of a job."""
    return KeptJob(**{**dict(zip(_KEPT, _values(job), strict=True)), "sizes": tuple(path for path, _ in job.sizes)})


def job(kept: KeptJob, folders: Folders) -> Job:
    """Return a job without its content."""
    given = dict(zip(_KEPT, _values(kept), strict=True))
    return Job(**{**given, "sizes": tuple((path, 0) for path in kept.sizes)}, content=None, folders=folders)


def pictures_of(library: Library, project: Project) -> tuple[str, ...]:
    """Return the paths of the pictures that pamphlets show."""
    blocks = [block for one in library.pamphlets.values() for block in one.blocks]
    each = {id(edition.blocks): edition.blocks for edition in library.editions}  # sites share them
    blocks += [block for own in each.values() for block in own]
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
        for path in project.sources:  # before any is read: what is read later is looked at anew
            self._digest(path)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sources, sorted."""
        return tuple(sorted(self._sources))

    def hold(self, one: Slice) -> bool:
        """Say whether all that a slice depends on is as it was."""
        return one.key == self.of(one.part, one.needs, one.pictures)

    def of(self, part: str, needs: Iterable[str], pictures: Iterable[str]) -> str:
        """Return the digest of the settings, the sources of some names, and some pictures, for a part of a plan."""
        paths = [path for name in sorted(needs) for path in (f"{name}:", *self._sources.get(name, ()))]
        told = "\0".join(f"{path}\0{self._digest(path)}" for path in (*paths, *sorted(pictures)))
        return sha256(f"{self._settings}\0{part}\0{told}".encode("utf-8", "surrogatepass")).hexdigest()

    def _digest(self, path: str) -> str:
        if path not in self._files:
            file = f"{self._root}/{path}"
            try:
                what = path.endswith(":") or oddity(file, self._real)  # a pipe would never end
                self._files[path] = str(what) if what else file_digest(file)
            except OSError as fault:
                self._files[path] = f"fault {fault.errno}"
        return self._files[path]


def read(folder: Path, keys: Keys, part: str = "") -> dict[str, Slice]:
    """Return the slices of a build folder that hold still, by name; none that is cut, was changed or is another's.

    They are of a part of a plan, or of the whole one if nothing is wrong there: it may be so elsewhere.
    """
    with undisturbed():
        known = {file.name: one for file in _files(folder) if (one := _known.get(file.name) or _load(file))}
    _known.clear()
    _known.update(known)
    names = frozenset(keys.names)
    found = (one for one in known.values() if one.part == part or (not one.part and one.findings.sound))
    every = sorted(found, key=lambda one: not one.part)  # the whole ones last
    return {one.name: one for one in every if one.name in names and keys.hold(one)}


def write(folder: Path, slices: Iterable[Slice]) -> None:
    """Keep slices in a build folder, if there is one, and no others; where that fails, the next plan takes longer."""
    place, there, kept = folder / PLACE, {file.name for file in _files(folder)}, set[str]()
    if place.is_symlink():
        return
    with suppress(OSError):
        place.mkdir(exist_ok=True)
        for one in slices:
            content = json.encode(one)
            name = f"{sha256(content).hexdigest()}.json"
            kept.add(name)
            if name not in there or name not in _known:
                (place / f"{name}.part").write_bytes(content)
                os.replace(place / f"{name}.part", place / name)
            _known[name] = one
        for name in there - kept:
            _known.pop(name, None)
            (place / name).unlink()


def _files(folder: Path) -> list[os.DirEntry[str]]:
    """Return the files of slices, and what is left of some, if their folder is one."""
    if os.path.islink(folder / PLACE):
        return []
    try:
        with os.scandir(folder / PLACE) as found:
            return [one for one in found if _NAME.fullmatch(one.name) and one.is_file(follow_symlinks=False)]
    except OSError:
        return []


def _load(file: os.DirEntry[str]) -> Slice | None:
    """Return a slice from its file, if that is what its name says."""
    with suppress(OSError, DecodeError, UnicodeDecodeError, RecursionError):
        content = Path(file.path).read_bytes()
        return _decode(content) if file.name == f"{sha256(content).hexdigest()}.json" else None
    return None
