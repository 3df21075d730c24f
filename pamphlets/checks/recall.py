"""Turns the records of what went out into a list of what to take back: every output that carries a block, or words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date

from pamphlets import errors, records
from pamphlets.checks.text import fold, plain
from pamphlets.library import Library
from pamphlets.project import Project, Record


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


_ELSEWHERE = {
    "web/": "put the new file online",
    "slides/": "take off the screen, and show the new slides",
    "email/": "tell those who got this e-mail what was wrong",
}
"""What to do with files that are no leaflets, by their folder."""
Holds = Callable[[str, str], bool]
"""Says of a block, by its id and its words, whether it is to be recalled."""


def of_block(name: str, library: Library, project: Project) -> Iterator[Carrier]:
    """Yield what carries a block: its id, or `source#id` for the block of one source alone."""
    wanted = name.rpartition("#")[2]
    for record in _holding(name, library, project):
        yield from _carriers(record, lambda id_, _: id_ == wanted)


def is_known(name: str, library: Library, project: Project) -> bool:
    """Say whether there is, or was, a block of this name; if not, that nothing carries it means nothing."""
    return name in names(name, library) or any(True for _ in _holding(name, library, project))


def names(like: str, library: Library) -> frozenset[str]:
    """Return the names of all blocks that sources have now, each with its source if `like` names one."""
    every = ((pamphlet.name, block.id) for pamphlet in library.pamphlets.values() for block in pamphlet.blocks)
    return frozenset(f"{source}#{id_}" if "#" in like else id_ for source, id_ in every)


def nearest(name: str, library: Library) -> str:
    """Return a hint at the block that is meant, by the same id in another source before all others."""
    known = names(name, library)
    same = [one for one in known if one.endswith(f"#{name.rpartition('#')[2]}")]
    return errors.nearest(name, same or known) or "'pamphlets blocks' lists them"


def _holding(name: str, library: Library, project: Project) -> Iterator[Record]:
    source, _, wanted = name.rpartition("#")
    for record in records.read(project):
        if any(block.id == wanted for block in record.blocks) and _is_from(record, source, wanted, library):
            yield record


def of_text(words: str, project: Project) -> Iterator[Carrier]:
    """Yield what carries these words, whatever their case, accents and line breaks."""
    wanted = _flat(words)
    for record in records.read(project):
        front = wanted in _flat(f"{record.title}\n{record.summary}")
        yield from _carriers(record, lambda _, text: wanted in _flat(text), front)


def _flat(text: str) -> str:
    return " ".join(fold(plain(text)).split())


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
    held = [block.id for block in record.blocks if holds(block.id, f"{block.title}\n{block.text}")]

    def carrier(do: str, where: str, blocks: Iterable[str], day: date = record.published) -> Carrier:
        return Carrier(
            do, where, " ".join(blocks), record.edition, record.pamphlet, record.language, record.site,
            day.isoformat(), withdrawn,
        )  # fmt: skip

    for output in record.outputs:
        mine = [id_ for id_ in held if output.blocks is None or id_ in output.blocks]
        if mine or front:
            yield carrier(_what_to_do(output.path), output.path, mine, output.published or record.published)
    for page in record.pages:
        mine = [id_ for id_ in held if id_ in page.blocks]
        if mine or front:
            yield carrier("put the new page online", page.address, mine)
    posts: dict[tuple[str, date], list[str]] = {}
    for post in record.posts:
        if holds(post.block, post.text):
            posts.setdefault((post.block, post.published), []).extend(post.platforms)
    for (block, day), platforms in posts.items():
        yield carrier(f"look for the post of '{block}', and delete it", ", ".join(platforms), [block], day)


def _what_to_do(path: str) -> str:
    """Say what becomes of a file that carries what is recalled; leaflets alone are on racks."""
    for folder, do in _ELSEWHERE.items():
        if path.startswith(folder):
            return do
    endings = {".screen.pdf": "send the new file", ".press.pdf": "send the print shop the new file"}
    return next((do for ending, do in endings.items() if path.endswith(ending)), "take off the rack")


def table(carriers: Iterable[Carrier]) -> str:
    """Return carriers as CSV, a row each."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(field.name for field in fields(Carrier))
    rows.writerows(astuple(carrier) for carrier in carriers)
    return out.getvalue()
