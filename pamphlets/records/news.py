"""Turns records and editions into what is new since the last publish: block by block, and setting by setting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pamphlets import records
from pamphlets.compose import variables
from pamphlets.model import Change, ChangedSetting, Edition, News, State
from pamphlets.project import Project, Record


def of(editions: Sequence[Edition], project: Project) -> Iterator[News]:
    """Yield the news of each edition, in order."""
    known = records.group(records.read(project))
    names = {site.id: site.name for site in project.practice.sites}
    for edition in editions:
        mine = known.get((edition.pamphlet.name, edition.language, edition.site), ())
        out = next((record for record in mine if not record.withdrawn), None) or next(iter(mine), None)
        gone = next((record for record in mine if record.edition == edition.id and record.withdrawn), None) or out
        yield _one(edition, names[edition.site], out, gone, project)


def _one(edition: Edition, site: str, out: Record | None, last: Record | None, project: Project) -> News:
    blocks: tuple[Change, ...] = ()
    settings: tuple[ChangedSetting, ...] = ()
    if out:
        title = variables.heading(edition)
        changes = records.changes(out, records.tell(edition, project))
        blocks = tuple(replace(change, title=change.title or title) for change in changes)
        settings = tuple(records.setting_changes(out, records.settings(edition, project)))
    changed = bool(out and (out.edition != edition.id or blocks or settings))
    gone = last.withdrawn if last else None
    state: State = "same" if out else "unpublished"
    if gone and last:
        state = "withdrawn" if last.edition == edition.id else "mended"
    elif changed:
        state = "changed"
    return News(
        pamphlet=edition.pamphlet.name,
        language=edition.language,
        site=edition.site,
        site_name=site,
        edition=edition.id,
        state=state,
        published=out.published.isoformat() if out else "",
        why=gone.why if gone else "",
        blocks=blocks,
        settings=settings,
        print=changed or gone is not None,
    )
