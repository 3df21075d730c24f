"""Reads `content/references.yml`: CSL-YAML, as Pandoc reads it."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from msgspec import field

from pamphlets.settings import Reference, shapes
from pamphlets.settings.nodes import Faults
from pamphlets.settings.shapes import Address, Shape, Text, pattern

Key = Annotated[
    str, pattern("a key of letters, digits and . : - _", r"[A-Za-z0-9_][A-Za-z0-9_.:-]*", "write it as [@key] cites it")
]
Doi = Annotated[
    str,
    pattern(
        "a DOI such as 10.5664/jcsm.11390",
        r"(https?://(dx\.)?doi\.org/|doi:)?10\.[0-9]+/\S+",
        "begin it with 10., as the publisher prints it",
    ),
]


class Person(Shape, frozen=True, kw_only=True):
    """An author: a person, or an organization as `literal`."""

    family: str = ""
    given: str = ""
    literal: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    others: ClassVar[frozenset[str]] = frozenset({"comma-suffix", "static-ordering", "parse-names"})


class Date(Shape, frozen=True, kw_only=True):
    """A date, in any of the ways that CSL has."""

    date_parts: tuple[tuple[int, ...] | int, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    literal: str = ""
    raw: str = ""
    others: ClassVar[frozenset[str]] = frozenset({"season", "circa"})


When = Text | Date | tuple[Date, ...]
People = tuple[Text | Person, ...] | Person | Text

# The other variables of the Citation Style Language 1.0.2, and what Pandoc adds: known, and not printed.
_OTHERS = """
    abstract annote archive archive-place archive_collection archive_location authority available-date call-number
    categories chair chapter-number citation-key citation-label citation-number collection-editor collection-number
    collection-title compiler composer container-author container-title-short contributor curator custom dimensions
    director division edition editor editorial-director editor-translator event event-date event-place event-title
    executive-producer first-reference-note-number genre guest host illustrator ISBN ISSN issue interviewer
    journalAbbreviation jurisdiction keyword language license locator medium narrator note number number-of-pages
    number-of-volumes organizer original-author original-date original-publisher original-publisher-place
    original-title page page-first part part-title performer PMCID PMID printing producer publisher-place recipient
    references reviewed-author reviewed-genre reviewed-title scale script-writer section series-creator shortTitle
    source status submitted supplement title-short translator version volume volume-title year-suffix
"""


class Entry(Shape, frozen=True, kw_only=True):
    """One source of a statement."""

    id: Key
    title: Text
    type: Text = "document"
    author: People = ()
    container_title: str = ""
    publisher: str = ""
    issued: When | None = None
    accessed: When | None = None
    url: Address = field(default="", name="URL")
    doi: Doi = field(default="", name="DOI")
    others: ClassVar[frozenset[str]] = frozenset(_OTHERS.split())


class ReferencesFile(Shape, frozen=True, kw_only=True):
    """The sources that pamphlets cite."""

    references: tuple[Entry, ...] = ()


def read(text: str, faults: Faults) -> dict[str, Reference]:
    """Return the references by their ids, in the order of the file."""
    shape = shapes.read(text, ReferencesFile, faults) or ReferencesFile()
    found: dict[str, Reference] = {}
    for index, entry in enumerate(shape.references):
        if entry.id in found:
            first = [one.id for one in shape.references].index(entry.id)
            hint = f"the first is on line {faults.line(('references', first, 'id'))}"
            message, keys = f"two references have the id '{entry.id}'", ("references", index, "id")
            faults.add("duplicate-reference", message, keys, hint)
            continue
        issued = _date(entry.issued)
        found[entry.id] = Reference(
            id=entry.id,
            title=" ".join(entry.title.split()),
            authors=_people(entry.author),
            container=entry.container_title,
            publisher=entry.publisher,
            year=year[0] if (year := re.search(r"\d{4}", issued)) else issued,
            accessed=_date(entry.accessed),
            url=entry.url,
            doi=re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", entry.doi),
        )
    return found


def _date(when: str | Date | tuple[Date, ...] | None) -> str:
    """Return a date as ISO 8601, as far as it goes, or the words it is given in."""
    if isinstance(when, tuple):
        when = when[0] if when else None
    if when is None or isinstance(when, str):
        return when or ""
    first = when.date_parts[0] if when.date_parts else ()
    parts = first if isinstance(first, tuple) else tuple(part for part in when.date_parts if isinstance(part, int))
    if not parts:
        parts = tuple(part for part in (when.year, when.month, when.day) if part is not None)
    return "-".join(f"{part:02}" for part in parts) or when.literal or when.raw


def _people(people: tuple[str | Person, ...] | Person | str) -> tuple[str, ...]:
    """Return each author as medical papers have them: `Winkelman JW`."""
    everyone = people if isinstance(people, tuple) else (people,)
    return tuple(one if isinstance(one, str) else _person(one) for one in everyone)


def _person(person: Person) -> str:
    if person.literal or not person.family:
        return person.literal or person.given
    initials = "".join(name[0] for name in re.split(r"[\s.\-]+", person.given) if name)
    names = (person.dropping_particle, person.non_dropping_particle, person.family, initials, person.suffix)
    return " ".join(name for name in names if name)
