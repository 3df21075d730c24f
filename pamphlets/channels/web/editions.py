"""Turns records into what a page says of every leaflet that may be in a reader's hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pamphlets import records
from pamphlets.model import Edition
from pamphlets.project import Project, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A leaflet that is out, or may be: dates are ISO 8601, or empty; `until` is of what may still be used."""

    id: str
    site: str
    state: Literal["current", "replaced", "withdrawn"]
    now: bool = False
    """Whether this is what would be printed now."""
    published: str = ""
    until: str = ""
    withdrawn: str = ""
    why: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    """Of each block that has changed since: what became of it, its id (empty if the page has none), its heading."""
    contact: bool = False
    """Whether the contact details have changed since."""
    checked: str = ""
    """When the text was checked again since."""


def history(
    editions: Sequence[Edition], shown: frozenset[str], known: Sequence[Record], project: Project
) -> Iterator[Printed]:
    """Yield the editions of a pamphlet in one language as they are now, then those that were recorded before.

    `editions` are those of each site, in order; `shown` are the ids of the blocks on the page.
    """
    names = {site.id: site.name for site in project.practice.sites}
    first = editions[0]
    mine = [one for one in known if (one.pamphlet, one.language) == (first.pamphlet.name, first.language)]
    dates = {one.edition: one.published.isoformat() for one in mine}
    withdrawn = {one.edition for one in mine if one.withdrawn}
    for edition in editions:
        if edition.id not in withdrawn:
            yield Printed(id=edition.id, site=names[edition.site], state="current", now=True, until=edition.review_by,
                          published=dates.get(edition.id, ""))  # fmt: skip
    now = {edition.site: edition for edition in editions}
    current = {edition.id for edition in editions} - withdrawn
    for record in mine:
        if record.edition not in current:
            name = names.get(record.site) or (record.settings or {}).get("site.name") or record.site
            past = _past(record, name, now.get(record.site, first), shown, project)
            yield replace(past, now=record.edition in {edition.id for edition in editions})


def _past(record: Record, site: str, now: Edition, shown: frozenset[str], project: Project) -> Printed:
    """Return what is said of a leaflet that must not be used any more."""
    published = record.published.isoformat()
    if record.withdrawn:
        return Printed(id=record.edition, site=site, state="withdrawn", published=published,
                       withdrawn=record.withdrawn.on.isoformat(), why=record.withdrawn.why)  # fmt: skip
    changes = tuple(
        (one.kind, one.id if one.id in shown else "", one.title)
        for one in records.changes(record, records.tell(now, project))
        if one.title
    )
    settings = records.setting_changes(record, records.settings(now, project))
    reviewed = now.pamphlet.reviewed
    again = reviewed and record.reviewed and reviewed != record.reviewed.isoformat()
    return Printed(
        id=record.edition,
        site=site,
        state="replaced",
        published=published,
        changes=changes,
        contact=any(one.name.startswith("site.") for one in settings),
        checked=reviewed if again else "",
    )
