"""Turns the name of a form into the YAML that it fills in: a settings file, or the front matter of a source."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pamphlets.errors import PamphletError, fail, fold
from pamphlets.model import Location, Problem
from pamphlets.project import FrontMatter, Practice, Project, front_matter, literals, places, schemas
from pamphlets.serve import sources
from pamphlets.source import lines, split_name

Keys = tuple[str | int, ...]
_FILES = {"practice": "practice.yml", "brand": "_brand.yml"}
"""The files of forms of settings, by their names; every other form is that of a source."""
_OTHERS = "additionalProperties"
_SCHEMAS = {"practice": "practice", "brand": "_brand"}


@dataclass(frozen=True, slots=True)
class Blank:
    """What a form fills in: the `yaml` of a file, between what stands `before` and `after` it, and its version."""

    name: str
    file: str
    yaml: str
    version: str
    before: str = ""
    after: str = ""

    @property
    def path(self) -> str:
        """The path of the file in the project."""
        return sources.path(self.file)

    @property
    def is_translation(self) -> bool:
        """Whether it is the front matter of a translation."""
        return self.file == self.name and bool(split_name(self.path)[1])

    @property
    def first_line(self) -> int:
        """The line of the file that the YAML begins on."""
        return self.before.count("\n") + 1

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema of the YAML."""
        return _schema(_SCHEMAS.get(self.name, "front-matter"))

    @property
    def tree(self) -> literals.Value:
        """What the YAML says, scalars as text."""
        return places.values(self.yaml)

    def text(self, yaml: str) -> str:
        """Return the text of the file with another YAML in it."""
        return f"{self.before}{yaml}{self.after}"

    def part(self, keys: Keys) -> Mapping[str, Any]:
        """Return what the schema says of a key; {} for one that it does not know."""
        part: object = self.schema
        for key in keys:
            below = (
                one.get("items") if isinstance(key, int) else {**one.get("properties", {})}.get(key, one.get(_OTHERS))
                for one in self.options(part)
            )
            part = next((one for one in below if isinstance(one, dict)), {})
        return part if isinstance(part, dict) else {}

    def options(self, part: object) -> list[Mapping[str, Any]]:
        """Return the ways in which a value may be written, but for nothing."""
        if not isinstance(part, dict) or part.get("type") == "null":
            return []
        if "$ref" in part:
            return self.options(self.schema["$defs"][part["$ref"].rpartition("/")[2]])
        return [one for way in part["anyOf"] for one in self.options(way)] if "anyOf" in part else [part]

    def order(self, keys: Keys) -> Sequence[str]:
        """Return the keys of a mapping in the order of the schema."""
        known = (one["properties"] for one in self.options(self.part(keys)) if "properties" in one)
        return tuple(next(known, ()))


@cache
def _schema(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(schemas.schema(name))
    return found


def file(name: str) -> str:
    """Return the name of the file that a form of a name fills in."""
    return _FILES.get(name, name)


def blank(root: Path, name: str) -> Blank:
    """Return what the form `practice`, `brand` or that of a source (`rest.md`) fills in.

    Raises PamphletError for a source that is not there, and for front matter that is not YAML between two lines.
    """
    found = sources.read(root, file(name))
    if name in _FILES:
        return Blank(name, file(name), found.text, found.version)
    if not found.version:
        raise fail("missing-file", "there is no such source", Location(sources.path(name)), "it may have a new name")
    every, problems = found.text.split("\n"), list[Problem]()
    start, end = lines.front_matter_range(every, sources.path(name), problems)
    if any(problem.severity == "error" for problem in problems):
        raise PamphletError(problems)
    if not end:
        return Blank(name, name, "", found.version, "---\n", f"---\n\n{found.text}")
    if every[start - 1 if start else 0].rstrip() in ("+++", "{") or every[start].rstrip() == "{":
        way = f"'pamphlets tidy --write {name.removesuffix('.md')}' writes it as YAML"
        raise fail("form", "a form fills in front matter of YAML only", Location(sources.path(name), start + 1), way)
    before, yaml = ("".join(f"{line}\n" for line in part) for part in (every[:start], every[start:end]))
    return Blank(name, name, yaml, found.version, before, "\n".join(every[end:]))


def actual(tree: literals.Value, keys: Keys) -> tuple[Keys, literals.Value]:
    """Return keys as a file spells them (`Phone`), as far as it has them, and the value there, or None."""
    found = list[str | int]()
    value: literals.Value = tree
    for key in keys:
        if isinstance(key, int):
            value = value[key] if isinstance(value, list) and key < len(value) else None
        elif isinstance(value, dict):
            key = key if key in value else next((one for one in value if fold(one) == fold(key)), key)
            value = value.get(key)
        else:
            value = None
        found.append(key)
    return tuple(found), value


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a project says where a form has another text, and what is wrong there then."""

    project: Project
    matter: FrontMatter
    problems: tuple[Problem, ...]

    @property
    def practice(self) -> Practice:
        """The practice."""
        return self.project.practice


def read(root: Path, form: Blank, yaml: str) -> Meaning:
    """Return what is read where a form has this YAML, by those who read it for a build."""
    if form.name in _FILES:
        project = Project.read(root, texts={form.path: yaml} if yaml.strip() else {})
        return Meaning(project, FrontMatter(), project.problems)
    found, problems, _ = front_matter(yaml, form.path, form.first_line)
    return Meaning(Project.read(root), found or FrontMatter(), problems)
