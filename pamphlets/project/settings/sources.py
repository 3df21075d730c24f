"""Reads the front matter of a source."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from pamphlets.model import Problem
from pamphlets.project import titles
from pamphlets.project.settings import FrontMatter, hints, meant, shapes
from pamphlets.project.settings.advice import SOURCE
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.shapes import Hashtag, Shape, Slug, Tag, Text, ways

Date = Annotated[datetime.date, Meta(title="a date such as 2026-11-20", extra=ways(hints.date, meant.date))]


Names = Annotated[str, Meta(extra=ways("write the names as one text, with commas", join=", "))]


class Allowed(Shape, frozen=True, kw_only=True):
    """A check that is waived, for a block or the whole source, by somebody, for a reason."""

    rule: Text
    why: Text
    by: Text
    on: Date
    block: str = ""


class Source(Shape, frozen=True, kw_only=True):
    """The front matter of a source."""

    title: Text
    summary: Text
    tags: tuple[Tag, ...] = ()
    condition: str = ""
    author: Names = ""
    reviewer: Names = ""
    reviewed: Date | None = None
    review_by: Date | None = None
    translator: Names = ""
    translated: Date | None = None
    publish: bool = True
    formats: tuple[Slug, ...] = ()
    platforms: tuple[Slug, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()
    allow: tuple[Allowed, ...] = ()
    slug: Slug | None = None
    source: str = ""
    blanks: ClassVar[Mapping[str, Any]] = {
        "tags": (), "condition": "", "author": "", "reviewer": "", "reviewed": None, "review-by": None,
        "translator": "", "translated": None, "allow": (), "slug": None,
    }  # fmt: skip
    advice: ClassVar[Mapping[str, str]] = SOURCE
    foreign: ClassVar[bool] = True


class _Part(Source, frozen=True, kw_only=True):
    """A front matter that may lack what it must have."""

    title: str = ""
    summary: str = ""


def read(
    text: str, path: str, first_line: int
) -> tuple[FrontMatter | None, tuple[Problem, ...], tuple[tuple[str, int], ...]]:
    """Return what the lines between the `---` lines say, their problems, and the line of each key."""
    faults = Faults(path, first_line)
    shape = shapes.read(text, Source, faults)
    lines = tuple((str(keys[0]), line) for keys, line in faults.lines.items() if len(keys) == 1)
    if shape is None:  # without a title or a summary the rest is still looked at
        shape = shapes.read(text, _Part, Faults(path, first_line))
    if shape is None:
        return None, faults.all(), lines
    if shape.reviewed and shape.review_by and shape.review_by < shape.reviewed:
        message = f"'review-by' ({shape.review_by}) is before 'reviewed' ({shape.reviewed})"
        faults.add("wrong-value", message, ("review-by",), "write the later day as 'review-by'")
    allow = (
        {"rule": one.rule, "block": one.block, "why": one.why, "by": one.by, "on": one.on.isoformat()}
        for one in shape.allow
    )
    found = FrontMatter(
        title=titles.words(shape.title),
        summary=titles.words(shape.summary),
        tags=shape.tags,
        condition=titles.words(shape.condition),
        author=titles.words(shape.author),
        reviewer=titles.words(shape.reviewer),
        reviewed=shape.reviewed.isoformat() if shape.reviewed else "",
        review_by=shape.review_by.isoformat() if shape.review_by else "",
        translator=titles.words(shape.translator),
        translated=shape.translated.isoformat() if shape.translated else "",
        publish=shape.publish,
        formats=shape.formats,
        platforms=shape.platforms,
        hashtags=shape.hashtags,
        allow=tuple(allow),
        slug=shape.slug or "",
        source=shape.source,
    )
    return found, faults.all(), lines
