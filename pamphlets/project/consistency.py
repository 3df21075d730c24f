"""Finds what is wrong between settings that are right alone: names, templates, languages, numbers, files' names."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from pamphlets import localized
from pamphlets.errors import nearest
from pamphlets.model import Folders, Location, Problem
from pamphlets.project.settings import hints
from pamphlets.project.settings.formats import Format
from pamphlets.project.settings.nodes import Faults, Keys
from pamphlets.project.settings.practice import Practice

_ENDINGS = re.compile(r"(.+)\.(?:(md|yml)(?:\.txt)?|(markdown|mdown|mkd)|(yaml))", re.IGNORECASE)
_SETTINGS = ("practice.yml", "_brand.yml", "references.yml", "formats.yml", "platforms.yml", "claims.yml")
_REFERENCES = ("references.json", "references.bib", "references.ris")
_DOCUMENTS = "doc docx docm dot dotx odt ott rtf pages pub wpd wps pdf html htm epub tex ppt pptx odp key indd gdoc"


def check_names(rows: Collection[str], taken: Collection[str], faults: Faults) -> None:
    """Find rows that have the names of other outputs: `only` could not tell them apart."""
    for name in sorted(set(rows) & set(taken)):
        faults.add("ambiguous-name", f"'{name}' is already the name of another output", (name,), "choose another")


def check_formats(rows: Mapping[str, Format], folders: Folders, kinds: Collection[str], faults: Faults) -> None:
    """Find formats whose template there is not, or that show kinds of blocks that there are not."""
    files = (path.name for folder in folders.templates for path in (folder / "leaflets").glob("[!_.]*.html"))
    found = [f"leaflets/{name}" for name in files]
    for name, row in rows.items():
        if not any(os.path.isfile(folder / row.template) for folder in folders.templates):
            meant = nearest(row.template, found) if row.template != f"leaflets/{name}.html" else ""
            hint = meant or "name one with 'template', or put it into templates/"
            faults.add("template", f"there is no template '{row.template}' for '{name}'", (name, "template"), hint)
        for number, kind in enumerate(row.shows):
            if kind not in kinds:
                message = f"no kind of block is named '{kind}'"
                faults.add("unknown-kind", message, (name, "shows", number), nearest(kind, kinds))


def check(practice: Practice, faults: Faults) -> None:
    """Find numbers that nobody can call, a country that there is not, and an address that is left out."""
    faulty = faults.faulty()
    if not localized.is_country(practice.country):
        faults.add("country", f"no country has the code '{practice.country}'", ("country",), hints.COUNTRY)
    elif not faulty & {"country", "sites"}:
        _check_phones(practice, faults)
    if ("web",) not in faults.lines:
        message = "there is no 'web': leaflets have no QR code, and posts no link"
        hint = "add 'web: https://…', the address that the pages will have; an empty 'web:' if they will have none"
        faults.add("web", message, (), hint, "warning")


def _check_phones(practice: Practice, faults: Faults) -> None:
    numbers: dict[Keys, str] = {("phone",): practice.phone}
    numbers |= {("sites", index, "phone"): site.phone for index, site in enumerate(practice.sites)}
    for keys, number in numbers.items():
        if keys in faults.lines and number and not localized.is_phone(number, practice.country):
            hint = f"write it like {localized.example_phone(practice.country)}"
            faults.add("phone", f"'{number}' is not a telephone number with its area code", keys, hint)


def misnamed(root: Path) -> Iterator[Problem]:
    """Yield the files of `content/` that nothing reads, with what to do that it be read."""
    for path in sorted((root / "content").glob("[!.~]*")):
        if os.path.isfile(path) and (hint := _unread(path.name)):
            yield Problem("file-name", "nothing reads this file", Location(f"content/{path.name}"), hint, "warning")
        elif os.path.isdir(path) and path.name not in ("images", "editions") and any(path.glob("*.md")):
            hint = "move its texts into the folder content itself"
            yield Problem("file-name", "nothing reads this folder", Location(f"content/{path.name}"), hint, "warning")


def _unread(name: str) -> str:
    """Return what to do with a file that is meant to be read and is not; '' for one that is, or that is no text."""
    stem, _, ending = name.rpartition(".")
    if (found := _ENDINGS.fullmatch(name)) and not name.endswith(".yml"):
        wanted = f"{found[1]}.{(found[2] or ('yml' if found[4] else 'md')).lower()}"
        return f"rename it to {wanted}" if wanted != name else ""
    if ending.lower() == "txt":
        return f"if it is a text to publish, rename it to {stem}.md; else move it out of content"
    if ending == "yml" and name not in _SETTINGS:
        hint = nearest(name, _SETTINGS, "rename it to {}, if that is what it says")
        return hint if hint.startswith("rename") else f"settings are read from {', '.join(_SETTINGS)}"
    if ending.lower() in ("bib", "ris", "json"):
        return "" if name in _REFERENCES else f"if it holds references, rename it to references.{ending.lower()}"
    if ending.lower() == "nbib":
        return "rename it to references.ris"
    if ending.lower() in ("enl", "enlx", "enw", "ctv6", "ctv7", "rdf"):
        return "export it from its program as BibTeX, RIS or CSL JSON, and name that references.bib, .ris or .json"
    if ending.lower() in ("docx", "docm", "pub", "html", "htm", "rtf"):
        path = f'"content/{name}"' if " " in name else f"content/{name}"
        return f"make a draft of it with 'pamphlets import {path}', then move it out of content"
    if ending.lower() in _DOCUMENTS.split():
        return f"copy its words into a text file {stem or 'topic'}.md, which begins with a title and a summary"
    return ""
