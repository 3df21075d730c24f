"""Turns records and editions into what is new since the last publish: block by block, and setting by setting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict

from pamphlets import records
from pamphlets.compose import variables
from pamphlets.model import Edition
from pamphlets.project import Project, Record

State = Literal["unpublished", "same", "changed", "withdrawn", "mended"]
"""`withdrawn`: this edition must not be used. `mended`: the last one was withdrawn, and this one is not out yet."""


class Block(TypedDict):
    """A block that is not what it was, with its words then and now."""

    kind: str
    title: str
    before: str
    text: str


class Setting(TypedDict):
    """A setting that is not what it was."""

    name: str
    before: str
    after: str


class News(TypedDict):
    """What is new in one edition; `published` is the day of the last one that was, or ''.

    `print` says whether leaflets that are out say something else than those that would be printed now.
    """

    pamphlet: str
    language: str
    site: str
    site_name: str
    edition: str
    state: State
    published: str
    why: str
    blocks: list[Block]
    settings: list[Setting]
    print: bool


def of(editions: Sequence[Edition], project: Project) -> Iterator[News]:
    """Yield the news of each edition, in order."""
    known = records.read(project)
    names = {site.id: site.name for site in project.practice.sites}
    for edition in editions:
        mine = records.of(known, edition)
        out = next((record for record in mine if not record.withdrawn), None) or next(iter(mine), None)
        gone = next((record for record in mine if record.edition == edition.id and record.withdrawn), None) or out
        yield _one(edition, names[edition.site], out, gone, project)


def _one(edition: Edition, site: str, out: Record | None, last: Record | None, project: Project) -> News:
    blocks: list[Block] = []
    settings: list[Setting] = []
    if out:
        title = variables.heading(edition)
        for change in records.changes(out, records.tell(edition, project)):
            heading = change.title or title
            blocks.append({"kind": change.kind, "title": heading, "before": change.before, "text": change.text})
        now = records.settings(edition, project)
        for name, before, after in records.setting_changes(out, now):
            settings.append({"name": name, "before": before, "after": after})
    changed = bool(out and (out.edition != edition.id or blocks or settings))
    gone = last.withdrawn if last else None
    state: State = "same" if out else "unpublished"
    if gone and last:
        state = "withdrawn" if last.edition == edition.id else "mended"
    elif changed:
        state = "changed"
    return {
        "pamphlet": edition.pamphlet.name,
        "language": edition.language,
        "site": edition.site,
        "site_name": site,
        "edition": edition.id,
        "state": state,
        "published": out.published.isoformat() if out else "",
        "why": gone.why if gone else "",
        "blocks": blocks,
        "settings": settings,
        "print": changed or gone is not None,
    }
