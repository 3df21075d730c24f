"""Turns editions into records of what went out, reads such records, and says what has changed since."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from pamphlets import compose, files
from pamphlets.compose import plain, variables
from pamphlets.digests import digest
from pamphlets.errors import PamphletError
from pamphlets.model import (
    Block,
    Change,
    ChangedSetting,
    Citation,
    Edition,
    Image,
    Link,
    Location,
    Problem,
    Span,
    Target,
)
from pamphlets.project import Faults, Project, Record, records

__all__ = ["facts", "news"]

FOLDER = "content/editions"
_PART = re.compile(r"[A-Z2-7]{8}\.part")
"""A record that was half written when this program was killed."""
_NOT_SETTINGS = ("pamphlet.", "edition.", "brand.", "practice.country", "site.id")


def path(edition: str) -> str:
    """Return the path of an edition's record, relative to the project."""
    return f"{FOLDER}/{edition}.json"


@contextmanager
def hold(root: Path) -> Iterator[None]:
    """Hold the records of the project in a folder, to read and to write them; others wait until this has ended."""
    try:
        with files.lock(root):
            for part in (root / FOLDER).glob("*.part"):
                if _PART.fullmatch(part.name):
                    part.unlink()
            yield
    except OSError as fault:
        raise files.problem(fault, FOLDER, "no record was changed", "try again") from fault


def read(project: Project) -> tuple[Record, ...]:
    """Return all records, the latest first; raises PamphletError with every problem that they have."""
    found, problems = [], list[Problem]()
    for file in sorted((project.root / FOLDER).glob("[!.]*.json")):
        name = f"{FOLDER}/{file.name}"
        faults = Faults(name)
        try:
            record = records.read(project.read_text(name), faults)
        except PamphletError as error:
            problems += error.problems
            continue
        problems += faults.all()
        if record and record.edition != file.stem:
            message = f"the file is about edition '{record.edition}'"
            problems.append(Problem("record", message, Location(name), f"name it {record.edition}.json"))
        elif record:
            found.append(record)
    if problems:
        raise PamphletError(problems)
    return tuple(sorted(found, key=lambda one: (-one.published.toordinal(), one.pamphlet, one.language, one.edition)))


def group(known: Iterable[Record]) -> Mapping[tuple[str, str, str], tuple[Record, ...]]:
    """Return records by pamphlet, language and site, in their order."""
    found = defaultdict[tuple[str, str, str], tuple[Record, ...]](tuple)
    for one in known:
        found[one.pamphlet, one.language, one.site] += (one,)
    return found


def tell(edition: Edition, project: Project) -> tuple[records.Told, ...]:
    """Return the blocks of an edition as its reader is told them, whatever their conditions."""
    view = compose.view(replace(edition, id=""), Target(("leaflets",), (edition.site,), edition.language), project)

    def one(block: Block) -> records.Told:
        title, text = plain.lines(block, view)
        return records.Told(id=block.id, title=title, digest=digest(title, text, *_shape(block))[:16], text=text)

    return tuple(map(one, edition.blocks))


def _shape(block: Block) -> Iterator[object]:
    """Yield what plain text does not show of a block; nothing of how this program keeps it."""
    yield block.kind, block.condition.only, block.condition.unless
    for inline in variables.inlines(block):
        match inline:
            case Citation(keys):
                yield keys
            case Image(src):
                yield src
            case Link(address):
                yield address.text
            case Span(condition):
                yield condition.only, condition.unless


def settings(edition: Edition, project: Project) -> dict[str, str]:
    """Return the settings that an edition tells its reader, by name: contact details and the like."""
    return {
        name: value for name, value in sorted(_values(edition, project).items()) if not name.startswith(_NOT_SETTINGS)
    }


def _values(edition: Edition, project: Project) -> Mapping[str, str]:
    (site,) = project.sites((edition.site,))
    return variables.values(project.practice, site, edition.pamphlet, edition.language, "")


def record(edition: Edition, project: Project, day: str) -> Record:
    """Return the record of an edition that goes out on a day (ISO 8601), without what was made of it."""
    pamphlet = edition.pamphlet
    return Record(
        edition=edition.id,
        pamphlet=pamphlet.name,
        language=edition.language,
        site=edition.site,
        title=pamphlet.title,
        summary=pamphlet.summary,
        published=date.fromisoformat(day),
        reviewed=date.fromisoformat(pamphlet.reviewed) if pamphlet.reviewed else None,
        review_by=date.fromisoformat(edition.review_by) if edition.review_by else None,
        blocks=tell(edition, project),
        settings=dict(settings(edition, project)),
    )


def changes(record: Record, now: Sequence[records.Told]) -> Iterator[Change]:
    """Yield what has changed, block by block, in the order of the blocks now; then the blocks that are gone."""
    before = {one.id: one for one in record.blocks}
    for block in now:
        first = before.pop(block.id, None)
        if first is None:
            yield Change("new", block.id, block.title, text=block.text)
        elif first.digest != block.digest:
            yield Change("changed", block.id, block.title, first.text, block.text)
    for gone in before.values():
        yield Change("gone", gone.id, gone.title, gone.text)


def setting_changes(record: Record, now: Mapping[str, str]) -> Iterator[ChangedSetting]:
    """Yield each setting that has changed.

    What a practice and its only site both say is told once.
    """
    found, then = {}, record.settings or {}
    for name in sorted({*then, *now}):
        before, after = then.get(name) or "", now.get(name, "")
        if before != after:
            found[name] = (before, after)
    for name, (before, after) in found.items():
        if not name.startswith("practice.") or found.get(f"site.{name.removeprefix('practice.')}") != (before, after):
            yield ChangedSetting(name, before, after)
