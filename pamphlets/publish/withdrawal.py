"""Turns records of editions into records that say since when and why nobody is to use them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pamphlets import files, records
from pamphlets.errors import PamphletError, fail, nearest
from pamphlets.model import Location, Problem
from pamphlets.project import Project, Record
from pamphlets.project import records as record_file


def withdraw(project: Project, editions: Sequence[str], why: str, day: str) -> Iterator[Record]:
    """Mark the records of editions as withdrawn on a day, and yield each that this changes; raises PamphletError."""
    known = {record.edition: record for record in records.read(project)}
    wanted = tuple(dict.fromkeys(re.sub(r"\s", "", name).upper() for name in editions))
    if not why.strip():
        raise fail("why", "the reason is empty", Location(records.FOLDER), "say in words for the public why")
    problems = [
        Problem("edition", f"no edition '{name}' was published", Location(records.FOLDER), nearest(name, known))
        for name in wanted
        if name not in known
    ]
    if problems:
        raise PamphletError(problems)
    why = " ".join(why.split())
    before = {name: known[name].withdrawn for name in wanted}
    new = [name for name, gone in before.items() if not (gone and gone.why == why)]
    if not new:
        hint = "nothing was changed; 'pamphlets build' makes the pages that say so"
        raise PamphletError(
            Problem("withdrawn", f"it was withdrawn before, on {gone.on}, with this reason",
                    Location(records.path(name)), hint)
            for name, gone in before.items() if gone
        )  # fmt: skip
    for name in new:
        gone, record = before[name], known[name]
        withdrawn = record_file.Withdrawal(on=gone.on if gone else date.fromisoformat(day), why=why)
        text = record_file.amend(project.read_text(records.path(name)), withdrawn=withdrawn)
        files.write(project.root / records.path(name), text, records.path(name))
        yield record
