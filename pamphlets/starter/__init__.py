"""Turns a name, or a file of another program, into sources of a project; writes sources in our own way of writing."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from pamphlets import files
from pamphlets.errors import PamphletError, fail, nearest
from pamphlets.model import Location, Problem

if TYPE_CHECKING:
    from pamphlets.project import Project
    from pamphlets.starter.intake import Rest
    from pamphlets.starter.tidying import Rewrite
    from pamphlets.starter.translation import Received

__all__ = [
    "Adopted", "accept", "add", "adopt", "begin", "intake", "languages", "new", "short_name", "sign", "signing",
    "take_in", "tidy", "translate", "translation",
]  # fmt: skip

_LONGEST = 60
"""Characters of a file's name: it is part of addresses that people type."""
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""What stands for Latin letters that are no other letter with an accent."""
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
"""What stands for letters of German, whose readers take `fur` for a slip."""


def new(folder: Path, profession: str = "", languages: Sequence[str] = ("en",)) -> Iterator[Path]:
    """Write a first project of a profession (its id, or '') into `folder`, and yield each file written.

    `languages` are codes, the first is the default; where there is no first text in one, its lines wait to be written.
    Raises PamphletError, before anything is written, if all of it is there already, or a file that says something else.
    """
    from pamphlets.starter import projects

    wanted = {folder / path: text.encode() for path, text in projects.files(profession, languages)}
    there = [path for path in wanted if os.path.lexists(path)]
    if len(there) < len(wanted):  # the same words are of a `new` that was interrupted
        there = [path for path in there if not path.is_file() or path.read_bytes() != wanted[path]]
    if there:
        first, *others = sorted(there)
        more = f", and {len(others)} more" if others else ""
        raise fail(
            "exists", f"the file is there already{more}", Location(str(first)), "name a folder that is new or empty"
        )
    for path in sorted(wanted):
        files.write(path, wanted[path])
        yield path


def add(root: Path, topic: str) -> Path:
    """Write `content/TOPIC.md`, to be filled in, and return its path.

    Raises PamphletError if there is no project, the topic has no letters or digits, or the file exists.
    """
    name = _name(root, topic.removesuffix(".md"))
    path = root / "content" / f"{name}.md"
    if os.path.lexists(path):
        raise fail("exists", "the file is there already", Location(f"content/{name}.md"), "choose another topic")
    return _begin(root, name, topic if " " in topic else name.replace("-", " ").capitalize())


def begin(root: Path, title: str) -> Path:
    """Write a source with a title, to be filled in, under a name in `content/` that is free, and return its path.

    Where no file name can be made of the title it is `topic`. Raises PamphletError if there is no project or no title.
    """
    if not (title := " ".join(title.split())):
        raise fail("title", "there is no title", Location("content"), "say what the text is about")
    try:
        name = _name(root, title)
    except PamphletError as error:
        if error.problems[0].rule != "name":
            raise
        name = "topic"
    names = chain((name,), (f"{name}-{number}" for number in count(2)))
    return _begin(root, next(one for one in names if not os.path.lexists(root / "content" / f"{one}.md")), title)


def _begin(root: Path, name: str, title: str) -> Path:
    from pamphlets.starter import projects

    path = root / "content" / f"{name}.md"
    files.write(path, projects.outline(_language(root), title), f"content/{name}.md")
    return path


def translate(root: Path, name: str, language: str) -> Path:
    """Write the translation of a source, to be filled in, with the ids of its original, and return its path.

    Raises PamphletError if it is there already, or the original cannot be read.
    """
    from pamphlets.project import Project, meant
    from pamphlets.starter import translation

    change = translation.begin(Project.read(root.resolve()), name, meant.language(language.strip()))
    files.write(root / change.path, change.after, change.path)
    return root / change.path


def tidy(root: Path, names: Collection[str]) -> tuple[Rewrite, ...]:
    """Return what is to be changed in the sources of these names so that they are in our own way of writing.

    Raises PamphletError if there is no project or no such source.
    """
    from pamphlets.project import Project
    from pamphlets.starter import tidying

    project = Project.read(root)
    return tidying.changes(project, _paths(project, names))


def sign(root: Path, names: Collection[str], by: str, on: str, until: str = "") -> tuple[Rewrite, ...]:
    """Return what is to be noted in the sources of these names: who has signed them, on which day (ISO 8601), and what.

    They may be used `until` a day; without one that stays as it is, or is a year later. Raises PamphletError if there
    is no project or no such source, or if one cannot be signed as it is.
    """
    from pamphlets.project import Project
    from pamphlets.starter import signing

    project = Project.read(root)
    return signing.sign(project, _paths(project, names), by, on, until)


def accept(project: Project, name: str, language: str, by: str, on: str) -> Rewrite:
    """Return what is to be noted in a translation: who (`by`) says that it is up to date, on which day (ISO 8601).

    Raises PamphletError if there is no such translation, or if it lacks a block of its original.
    """
    from pamphlets import library
    from pamphlets.library import pairs
    from pamphlets.starter import signing

    found, default = library.read(project).pamphlets, project.practice.languages[0]
    pamphlet, original = found.get((name, language)), found.get((name, default))
    if language == default or not pamphlet or not original:
        path = f"content/{name}.{language}.md"
        raise fail(
            "missing-file", "there is no such translation", Location(path), nearest(name, {one for one, _ in found})
        )
    if missing := tuple(pairs.missing(pamphlet, original, found, default)):
        raise PamphletError(replace(problem, severity="error") for problem in missing)
    return signing.accept(project, pamphlet, original, by, on)


def _paths(project: Project, names: Collection[str]) -> list[str]:
    """Return the paths of the sources of these names; raise PamphletError for every name that is none."""
    known = {path.removeprefix("content/").removesuffix(".md") for path in project.sources}
    if absent := [name for name in names if name not in known]:
        raise PamphletError(_absent(project.root, name, known) for name in absent)
    return [f"content/{name}.md" for name in names]


def _absent(root: Path, name: str, known: Collection[str]) -> Problem:
    """Return the problem of a name that no source has, which may be another file or a folder."""
    path = f"content/{name}" if name and (root / "content" / name).exists() else f"content/{name}.md"
    return Problem("missing-file", "there is no such source", Location(path), nearest(name, known))


def _name(root: Path, topic: str) -> str:
    """Return the name of a source about a topic; raise PamphletError if there is no project, or none can be made."""
    if not (root / "content").is_dir():
        raise fail("no-project", "there is no folder 'content' here", Location("content"),
                   "go to the folder of a project, or start one with 'pamphlets new DIR'")  # fmt: skip
    name = short_name(topic, _language(root))
    if not name:
        hint = "name it in Latin letters; the title in the file can be anything"
        raise fail("name", f"no file name can be made of '{topic}'", Location("content"), hint)
    return name


def _language(root: Path) -> str:
    from pamphlets.project import Project

    return Project.read(root.resolve()).practice.languages[0]


def short_name(words: str, language: str = "") -> str:
    """Return words of a language as the name of a file: Latin letters and digits with hyphens between, '' for none."""
    small = normalize("NFC", words.casefold())
    small = small.translate(_GERMAN) if language.partition("-")[0] == "de" else small
    plain = normalize("NFKD", small.translate(_LETTERS)).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST].strip("-")
    return f"{name}-1" if files.is_reserved(name) else name


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was made of a file: the paths that were written, relative to the project, and what was not taken over."""

    paths: tuple[str, ...]
    rest: tuple[Rest, ...]


def adopt(root: Path, file: Path) -> Adopted:
    """Write a draft of what a file of another program says into `content/`, with its pictures; never over another file.

    It is named by its title, for that is part of addresses, and files are named `leaflet v3 final`; by the file, where
    a source has that name. Raises PamphletError, before anything is written, if there is no project, the file cannot
    be read, or both names are taken.
    """
    from pamphlets import source
    from pamphlets.project import Project
    from pamphlets.starter import intake, tidying, translation

    name = _name(root, file.stem)
    draft = intake.read(file)
    if file.suffix.lower() == ".docx" and translation.is_table(translation.load(file)):
        hint = f"take it in with 'pamphlets translation receive {file.name}'"
        raise fail("translation", "this is a translation that has come back", Location(str(file)), hint)
    languages = Project.read(root).practice.languages
    if draft.language and all(language.partition("-")[0] != draft.language for language in languages[:1]):
        draft.leave("language", f"the file says that it is in '{draft.language}', and drafts are in '{languages[0]}'")
    text = tidying.tidy(intake.assembly.source(draft, name, file.name), f"content/{name}.md")
    names = short_name(source.parse(text, f"content/{name}.md")[0].title, languages[0]) or name, name
    name = next((one for one in names if not os.path.lexists(root / f"content/{one}.md")), name)
    path = f"content/{name}.md"
    if os.path.lexists(root / path):
        hint = f"rename '{file.name}', or the source that is there"
        raise fail("exists", "the file is there already", Location(path), hint)
    pictures = list(_pictures(root, name, draft.photos))
    for number, picture in enumerate(pictures):
        text = text.replace(f"({intake.PICTURE.format(number)}", f"({picture.removeprefix('content/')}")
    for photo, picture in zip(draft.photos, pictures, strict=True):
        files.write(root / picture, photo, picture)
    files.write(root / path, text, path)
    return Adopted((path, *pictures), tuple(draft.rest))


def take_in(root: Path, file: Path) -> Adopted | Received:
    """Return what a translator's table makes of a translation, without writing it; of any other file write a draft.

    Raises PamphletError as `adopt` does, and if a table is not as it was sent but for its translation.
    """
    from pamphlets.project import Project
    from pamphlets.starter import translation

    content = translation.load(file)
    if translation.is_table(content):
        return translation.receive(Project.read(root), content, file.name)
    return adopt(root, file)


def _pictures(root: Path, name: str, photos: Sequence[bytes]) -> Iterator[str]:
    """Yield a path for each picture that no file has."""
    from pamphlets.starter.intake import ending

    number = 0
    for photo in photos:
        while os.path.lexists(root / (path := f"content/images/{name}-{(number := number + 1)}.{ending(photo)}")):
            pass
        yield path
