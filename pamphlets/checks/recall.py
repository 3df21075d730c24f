"""Turns the records of what went out into a list of what to take back: every output that carries a block, or words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields

from pamphlets import records
from pamphlets.checks.text import folded, plain
from pamphlets.library import Library
from pamphlets.model import Pamphlet
from pamphlets.project import Project
from pamphlets.settings.records import Record


@dataclass(frozen=True, slots=True)
class Carrier:
    """One thing that went out: what to do with it, where it is, and the edition it belongs to."""

    do: str
    where: str
    block: str
    edition: str
    pamphlet: str
    language: str
    site: str
    published: str
    withdrawn: str


def of_block(name: str, library: Library, project: Project) -> Iterator[Carrier]:
    """Yield what carries a block: its id, or `source#id` for the block of one source alone."""
    source, _, id_ = name.rpartition("#")
    for record in records.read(project):
        if any(block.id == id_ for block in record.blocks) and _is_from(record, source, id_, library):
            yield from _carriers(record, (id_,), library, project)


def of_text(words: str, library: Library, project: Project) -> Iterator[Carrier]:
    """Yield what carries these words, whatever their case, accents and line breaks."""
    wanted = _flat(words)
    for record in records.read(project):
        ids = tuple(block.id for block in record.blocks if wanted in _flat(f"{block.title}\n{block.text}"))
        front = wanted in _flat(f"{record.title}\n{record.summary}")
        if ids or front:
            yield from _carriers(record, ids or ("",), library, project)


def _flat(text: str) -> str:
    return " ".join(folded(plain(text)).split())


def _is_from(record: Record, source: str, id_: str, library: Library) -> bool:
    """Say whether a record's block came from a source, as far as the library still knows."""
    if not source:
        return True
    for edition in library.editions:
        if (edition.pamphlet.name, edition.language) == (record.pamphlet, record.language):
            for block in edition.blocks:
                if block.id == id_:
                    held = library.pamphlets.get((source, record.language))
                    return held is not None and block.location.path == held.path
    return True


def _carriers(record: Record, ids: tuple[str, ...], library: Library, project: Project) -> Iterator[Carrier]:
    withdrawn = record.withdrawn.on.isoformat() if record.withdrawn else ""

    def carrier(do: str, where: str) -> Carrier:
        return Carrier(
            do, where, " ".join(ids), record.edition, record.pamphlet, record.language, record.site,
            record.published.isoformat(), withdrawn,
        )  # fmt: skip

    for output in record.outputs:
        yield carrier("take off the rack", output.path)
    pamphlet = library.pamphlets.get((record.pamphlet, record.language))
    practice = project.practice
    address = pamphlet.address if pamphlet else record.pamphlet
    if practice.web and record.site == practice.sites[0].id:
        folder = "" if record.language == practice.languages[0] else f"{record.language}/"
        yield carrier("put the new page online", f"{practice.web}/{folder}{address}/")
        for platform in _posted(pamphlet, ids, project):
            yield carrier("look for the post, and delete it", platform)


def _posted(pamphlet: Pamphlet | None, ids: tuple[str, ...], project: Project) -> Iterator[str]:
    """Yield the platforms on which a post about one of these blocks may be."""
    for block in pamphlet.blocks if pamphlet else ():
        if block.id in ids and block.posts:
            for name in pamphlet.platforms or [name for name, _ in project.practice.platforms] if pamphlet else ():
                yield f"{project.platforms[name].name}: {block.id}"


def table(carriers: Iterable[Carrier]) -> str:
    """Return carriers as CSV, a row each."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(field.name for field in fields(Carrier))
    rows.writerows(astuple(carrier) for carrier in carriers)
    return out.getvalue()
