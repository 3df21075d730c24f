"""Reads `professions.yml`, of this package: what a kind of practice may say of itself, and what it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar

from msgspec import Meta, field

from pamphlets.errors import PamphletError, fold, nearest
from pamphlets.project.settings import shapes
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.shapes import Id, Shape, Slug, Text, ways
from pamphlets.project.settings.words import Said, Words

_FILE = Path(__file__).parent.parent / "professions.yml"
NAMES = (
    "massage", "physiotherapy", "chiropractic", "osteopathy", "acupuncture", "dental", "medical", "nursing", "pharmacy",
    "optometry", "podiatry", "psychology", "nutrition", "veterinary", "beauty", "fitness", "other",
)  # fmt: skip
"""The ids of the rows, with which an editor completes."""
Name = Annotated[Text, Meta(examples=list(NAMES), extra=ways(split=r"[,;\n]+"))]


class Profession(Shape, frozen=True, kw_only=True):
    """A kind of practice. `verbs` are those of the claims that it may make, by the rules that `scope` names.

    `service` is what it offers; `topic` is the first text of a project.
    """

    id: Id = ""
    name: Text
    also: tuple[Text, ...] = ()
    schema: Text
    verbs: tuple[Slug, ...] = ()
    scope: Text
    service: Said
    topic: Slug
    motif: Slug
    license: Said = Words()
    hashtags: tuple[Text, ...] = field(default_factory=tuple)
    others: ClassVar[frozenset[str]] = frozenset()


@cache
def rows() -> Mapping[str, Profession]:
    """Return the professions by their ids."""
    faults = Faults(_FILE.name)
    found = shapes.read(_FILE.read_text("utf-8"), dict[Slug, Profession], faults) or {}
    if faults.problems:
        raise PamphletError(faults.all())
    return {key: row.replace(id=key) for key, row in found.items()}


def find(name: str) -> str:
    """Return the id of a profession by any of its names, `dentist` or `Physical Therapy`; '' for none."""
    known = {fold(word): key for key, row in rows().items() for word in (*row.also, row.name, key)}
    return known.get(fold(name), "")


def of(names: Iterable[str]) -> tuple[Profession, ...]:
    """Return the rows of a practice's professions."""
    return tuple(rows()[name] for name in names if name in rows())


def verbs(names: Iterable[str]) -> frozenset[str]:
    """Return the verbs that a practice may use of itself."""
    return frozenset(verb for row in of(names) for verb in row.verbs)


def service(names: Iterable[str]) -> Words:
    """Return what a practice offers, in the words of its first profession."""
    return next((row.service for row in of(names)), rows()["other"].service)


def check(names: tuple[str, ...], faults: Faults) -> tuple[str, ...]:
    """Return the ids of professions, as they are called in a setting; one that is unknown stays, and is told."""
    found = []
    for index, name in enumerate(names):
        if not (key := find(name)):
            known = (word for row in rows().values() for word in (row.id, row.name, *row.also))
            hint = nearest(fold(name), map(fold, known)) or f"known: {', '.join(NAMES)}"
            faults.add("wrong-value", f"there is no profession '{name}'", ("profession", index), hint)
        found.append(key or name)
    return tuple(dict.fromkeys(found))
