"""Knows a project's folders and settings, and reads its files: what is outside the folder is out of reach."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pamphlets.digests import digest, file_digest, folder_digest
from pamphlets.errors import PamphletError
from pamphlets.files import FOLDER, MISSING, oddity, spelt, walk
from pamphlets.model import Cover, Folders, Location, Pamphlet, Problem, Wording, printable
from pamphlets.project import consistency, disk, encodings, fonts, languages, outputs, strays, titles
from pamphlets.project.outputs import CHANNELS
from pamphlets.project.package import SHIPPED
from pamphlets.project.settings import brand, practice
from pamphlets.project.settings import references as bibliography
from pamphlets.project.settings.brand import Brand
from pamphlets.project.settings.formats import Format, Platform
from pamphlets.project.settings.languages import Language
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.practice import Practice, Site
from pamphlets.project.settings.references import Reference

_NOBODY = Practice(name="")
_NOBODY = _NOBODY.replace(sites=(Site(id="main", name="").complete(_NOBODY),))
"""Stands for a practice that cannot be read."""
_Spoken = tuple[dict[str, Language], list[Problem]]
"""Languages by their codes, and what is wrong with their files."""
T = TypeVar("T")
P = TypeVar("P", Path, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A folder with a `content/` in it, and all that its settings say, complete."""

    root: Path
    folders: Folders
    practice: Practice
    brand: Brand
    references: Mapping[str, Reference]
    places: Mapping[str, Location]
    """Where each reference stands."""
    formats: Mapping[str, Format]
    platforms: Mapping[str, Platform]
    languages: Mapping[str, Language]
    """English, whose words stand in for others, and the languages of the practice, by their codes."""
    kinds: frozenset[str]
    """The kinds of block: one a template."""
    motifs: frozenset[str]
    """The motifs of covers: one a drawing in `templates/assets/motifs`."""
    sources: tuple[str, ...]
    """The paths of the sources, relative to the project, sorted."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the settings: warnings, and errors if they were only `read`."""
    unsure: frozenset[str] = frozenset()
    """What has errors, so that other names may be there: `sites`, `languages`, `formats`, `platforms`, `references`."""
    extras: tuple[str, ...] = ()
    """What is made only when it is asked for: `press`."""
    unsaved: Mapping[str, str] = field(default_factory=dict)
    """What sources say in an editor and not yet on disk, by their paths: their files are not read."""
    digests: dict[Path | str, str] = field(default_factory=dict, repr=False, compare=False)
    """Of files and folders, as they were when they were first asked for: a project is read anew for each build."""
    _said: dict[str, Wording] = field(default_factory=dict, init=False, repr=False, compare=False)
    _alone: list[Practice] = field(default_factory=list, init=False, repr=False, compare=False)
    _order: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def load(cls, root: Path, extras: tuple[str, ...] = ()) -> Project:
        """Read the settings of the project in a folder; raise PamphletError with every problem if one is an error."""
        found = cls.read(root, extras)
        if any(problem.severity == "error" for problem in found.problems):
            raise PamphletError(found.problems)
        return found

    @classmethod
    def read(cls, root: Path, extras: tuple[str, ...] = (), texts: Mapping[str, str] = {}) -> Project:
        """Read the settings as far as they can be read; raises PamphletError if the folder holds no project.

        `texts` stand for `content/practice.yml` or `content/_brand.yml`, by their paths: what is not saved yet.
        """
        return replace(_read(_folders(Path(root).resolve()), texts), extras=extras)

    def file(self, path: str, at: Location | None = None) -> Path:
        """Return where a file of the project is, from its path relative to the project.

        Raises PamphletError, at `at`, if it does not exist or is outside the project, be it by a symbolic link.
        """
        return disk.file(self.root, path, at)

    def read_text(self, path: str) -> str:
        """Return the text of a file of the project, without BOM, with plain line ends and plain hyphens.

        Raises PamphletError if it is empty, too long, binary or not UTF-8.
        """
        if path in self.unsaved:
            return encodings.decode(self.unsaved[path].encode("utf-8", "surrogatepass"), path)
        return encodings.text(self.file(path), path)

    def with_unsaved(self, path: str, text: str) -> Project:
        """Return the project as it is where a source, which may be a new one, says this text."""
        return replace(self, unsaved={**self.unsaved, path: text}, sources=tuple(sorted({*self.sources, path})))

    @property
    def publisher(self) -> Practice:
        """The practice without its sites."""
        if not self._alone:
            self._alone.append(self.practice.replace(sites=()))
        return self._alone[0]

    def sites(self, ids: Iterable[str]) -> tuple[Site, ...]:
        """Return the sites of these ids, in the order of the practice, without a look at all others."""
        if not self._order:
            self._order.update((site.id, number) for number, site in enumerate(self.practice.sites))
        return tuple(
            self.practice.sites[number] for number in sorted({self._order[one] for one in ids if one in self._order})
        )

    @property
    def channels(self) -> tuple[str, ...]:
        """The kinds of outputs that the practice wants, in the order in which they are made."""
        return tuple(name for name in CHANNELS if name in (self.practice.channels or CHANNELS))

    @property
    def pictures(self) -> tuple[str, ...]:
        """The paths of the files in `content/images/`, relative to the project, sorted."""
        found = (name for name, what in walk(self.root / "content" / "images", self.root) if not what)
        return tuple(f"content/images/{name}" for name in found if not name.startswith("."))

    @property
    def usual(self) -> tuple[str, ...]:
        """The formats that are printed of what names none itself."""
        return self.practice.formats or tuple(name for name, format in self.formats.items() if format.default)

    def formats_of(self, pamphlet: Pamphlet) -> tuple[str, ...]:
        """Return the formats that a pamphlet is printed in."""
        named, known = pamphlet.formats or self.usual, self.formats
        return tuple(name for name in named if name in known and known[name].of == "pamphlet")

    def file_digest(self, path: str) -> str:
        """Return SHA-256, in hexadecimal, of a file of the project."""
        return self._digest(path, lambda path: file_digest(self.file(path)))

    def words_in(self, language: str) -> Wording:
        """Return the words that templates print in a language, by their keys, sorted."""
        if language not in self._said:
            self._said[language] = languages.wording(language, self.languages)
        return self._said[language]

    def language(self, code: str) -> Language:
        """Return what is known of a language, be it the practice's or not."""
        return languages.read(self.folders, (code,), disk.settings)[0][code]

    def lacking(self, language: str) -> tuple[str, ...]:
        """Return the keys of the words, and of the formats, that templates print in English for want of their own."""
        return languages.lacking(language, self.languages)

    @property
    def desk_language(self) -> str:
        """The language that the desk speaks."""
        return languages.of_desk(self.practice.languages[0], self.languages)

    def templates_digest(self, *folders: str) -> str:
        """Return SHA-256 over the files of these folders of the templates, the project's and the shipped."""
        found = (root / folder for root in self.folders.templates for folder in folders)
        below = partial(folder_digest, within=self.root)
        return digest(*(self._digest(folder, below) for folder in found if os.path.isdir(folder)))

    def _digest(self, path: P, of: Callable[[P], str]) -> str:
        if path not in self.digests:
            self.digests[path] = of(path)
        return self.digests[path]


def _folders(root: Path) -> Folders:
    own = root / "templates"
    found = (own, SHIPPED) if os.path.isdir(own) and own.resolve() != SHIPPED else (SHIPPED,)
    return Folders(root, found)


def _read(folders: Folders, texts: Mapping[str, str]) -> Project:
    root = folders.root
    odd = tuple(strays.check(root))
    if absent := _missing(root, odd):
        raise PamphletError(absent)
    left = frozenset(problem.location.path for problem in odd)
    kinds = _names(folders, "blocks/[!_.]*.html")
    every_format, every_platform, of_outputs = outputs.read(folders, kinds, left)
    motifs, missing = _names(folders, "assets/motifs/[!_.]*.svg"), partial(disk.why_missing, root)
    read_practice = partial(
        _read_practice, formats=every_format, platforms=every_platform, motifs=motifs, missing=missing,
        read_languages=partial(languages.read, folders, reader=partial(disk.settings, left=left)),
    )  # fmt: skip

    def read_brand(text: str, faults: Faults) -> Brand:
        return fonts.from_files(brand.read(text, faults, missing), folders, faults)

    (found, unsure, (every_language, of_languages)), of_practice = disk.settings(
        root, "content/practice.yml", read_practice, left, texts=texts
    )
    colors_and_fonts, of_brand = disk.settings(root, "content/_brand.yml", read_brand, left, texts=texts)
    references, places, of_references = _references(root, left)
    tongues = fonts.tongues(found.languages if found else (), every_language, folders)
    problems = (*odd, *of_languages, *of_outputs, *of_practice, *of_brand, *of_references, *consistency.misnamed(root))
    return Project(
        root=root,
        folders=folders,
        practice=titles.typographic(_on_disk(found or _NOBODY, root)),
        brand=colors_and_fonts.on_disk(lambda path: spelt(path, root)).replace(tongues=tuple(tongues)),
        references=references,
        places=places,
        formats=languages.name_formats(every_format, every_language),
        platforms=every_platform,
        languages=every_language,
        kinds=kinds,
        motifs=motifs,
        sources=_sources(root),
        problems=problems,
        unsure=frozenset(unsure | {PurePosixPath(p.location.path).stem for p in problems if p.severity == "error"}),
    )


def _read_practice(
    text: str, faults: Faults, *, formats: Mapping[str, Format], platforms: Mapping[str, Platform],
    motifs: frozenset[str], missing: Callable[[str], str], read_languages: Callable[[Iterable[str]], _Spoken],
) -> tuple[Practice | None, set[str], _Spoken]:  # fmt: skip
    """Return the practice, if it can be read, in what it has errors, and its languages."""
    found = practice.read(text, faults, formats, platforms, CHANNELS, missing, motifs)
    unsure = {str(one) for one in faults.faulty() & {"sites", "languages", "platforms"}}
    spoken = read_languages(found.languages if found and "languages" not in unsure else ())
    if not found:
        return None, unsure | {"sites", "languages"}, spoken
    consistency.check(found, faults)
    if "languages" not in unsure:
        languages.check(found.languages, spoken[0], faults)
    return found, unsure, spoken


def _references(
    root: Path, left: Container[str]
) -> tuple[dict[str, Reference], dict[str, Location], tuple[Problem, ...]]:
    """Return the references of all files of them, and where each stands; of one id, the first that is read."""

    def read(text: str, faults: Faults) -> tuple[dict[str, Reference], dict[str, Location]]:
        found = bibliography.read(text, faults)
        return found, {key: Location(faults.path, faults.line((key,))) for key in found}

    references, places, problems = dict[str, Reference](), dict[str, Location](), tuple[Problem, ...]()
    for ending, most in bibliography.MOST_BYTES.items():
        (found, at), wrong = disk.settings(root, f"content/references{ending}", read, left, most)
        references, places, problems = found | references, at | places, (*problems, *wrong)
    return references, places, problems


def _on_disk(found: Practice, root: Path) -> Practice:
    profile = spelt(f"content/{found.press.profile}", root).removeprefix("content/")
    cover = found.cover
    if isinstance(cover, Cover) and cover.kind == "photo":
        cover = replace(cover, name=spelt(cover.name, root))
    return found.replace(press=found.press.replace(profile=profile), cover=cover)


def _missing(root: Path, odd: Iterable[Problem]) -> list[Problem]:
    hint = "start a project with 'pamphlets new DIR', or go to the folder of one"
    for path, wanted in (("content", FOLDER), ("content/practice.yml", "")):
        if (what := oddity(root / path, root)) != wanted:
            found = [problem for problem in odd if problem.location.path == path]
            if not found and what not in (MISSING, FOLDER):
                found = [Problem("missing-file", f"this is {what}", Location(path), "let this user read it")]
            return found or [Problem("no-project", f"there is no {path} in {root}", Location(path), hint),
                             *consistency.misnamed(root)]  # fmt: skip
    return []


def _names(folders: Folders, files: str) -> frozenset[str]:
    return frozenset(path.stem for folder in folders.templates for path in folder.glob(files))


def _sources(root: Path) -> tuple[str, ...]:
    files = (name for name, what in walk(root / "content", root) if not what and "/" not in name)
    return tuple(f"content/{name}" for name in files if re.fullmatch(r"[^.].*\.md", name) and name == printable(name))
