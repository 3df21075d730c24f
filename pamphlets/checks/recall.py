"""Turns the records of what went out into a list of what to take back: every output that carries a block, or words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date

from pamphlets import records
from pamphlets.checks.text import folded, plain
from pamphlets.library import Library
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


Holds = Callable[[str, str], bool]
"""Says of a block, by its id and its words, whether it is to be recalled."""


def of_block(name: str, library: Library, project: Project) -> Iterator[Carrier]:
    """Yield what carries a block: its id, or `source#id` for the block of one source alone."""
    source, _, wanted = name.rpartition("#")
    for record in records.read(project):
        if _is_from(record, source, wanted, library):
            yield from _carriers(record, lambda id_, _: id_ == wanted)


def of_text(words: str, project: Project) -> Iterator[Carrier]:
    """Yield what carries these words, whatever their case, accents and line breaks."""
    wanted = _flat(words)
    for record in records.read(project):
        front = wanted in _flat(f"{record.title}\n{record.summary}")
        yield from _carriers(record, lambda _, text: wanted in _flat(text), front)


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


def _carriers(record: Record, holds: Holds, front: bool = False) -> Iterator[Carrier]:
    """Yield what carries a block of a record, or, where its title or summary is meant, every leaflet and page."""
    withdrawn = record.withdrawn.on.isoformat() if record.withdrawn else ""
    told = {block.id: f"{block.title}\n{block.text}" for block in record.blocks}

    def carrier(do: str, where: str, texts: Mapping[str, str], published: date, always: bool) -> Iterator[Carrier]:
        held = [id_ for id_, text in texts.items() if holds(id_, text)]
        if held or always:
            yield Carrier(
                do, where, " ".join(held), record.edition, record.pamphlet, record.language, record.site,
                published.isoformat(), withdrawn,
            )  # fmt: skip

    for output in record.outputs:
        texts = {id_: told.get(id_, "") for id_ in (told if output.blocks is None else output.blocks)}
        do = "put the new file online" if output.path.startswith("web/") else "take off the rack"
        yield from carrier(do, output.path, texts, record.published, front)
    for page in record.pages:
        texts = {id_: told.get(id_, "") for id_ in page.blocks}
        yield from carrier("put the new page online", page.address, texts, record.published, front)
    for post in record.posts:
        where, texts = ", ".join(post.platforms), {post.block: post.text}
        yield from carrier("look for the post, and delete it", where, texts, post.published, always=False)


def table(carriers: Iterable[Carrier]) -> str:
    """Return carriers as CSV, a row each."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(field.name for field in fields(Carrier))
    rows.writerows(astuple(carrier) for carrier in carriers)
    return out.getvalue()
