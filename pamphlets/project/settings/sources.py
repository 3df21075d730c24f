"""Reads the front matter of a source."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from msgspec import Meta, structs

from pamphlets.model import Problem
from pamphlets.project import titles
from pamphlets.project.settings import hints, meant, shapes
from pamphlets.project.settings.advice import SOURCE
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.shapes import Form, Hashtag, Shape, Slug, Tag, Text, ways

_TITLE = re.compile(r"^['\"]?title['\"]? *:", re.MULTILINE)
_DATE = Annotated[datetime.date, Meta(title="a date such as 2026-11-20", extra=ways(hints.date, meant.date))]
Date = Annotated[str, Form(_DATE, lambda day, keys, faults: day.isoformat())]
"""A date in ISO 8601."""


def _plain(kind: object) -> Form:
    """Return how a value of one line loses its marks."""
    return Form(kind, lambda value, keys, faults: titles.words(value))


Line = Annotated[str, _plain(Text)]
Names = Annotated[str, _plain(Annotated[str, Meta(extra=ways("write the names as one text, with commas", join=", "))])]


class Allowed(Shape, frozen=True, kw_only=True):
    """A check that is waived, for a block or the whole source, by somebody, for a reason."""

    rule: Text
    why: Text
    by: Text
    on: Date
    block: str = ""


Allowance = Annotated[Mapping[str, str], Form(Allowed, lambda one, keys, faults: structs.asdict(one))]


class FrontMatter(Shape, frozen=True, kw_only=True):
    """What a source says before its first block; dates are ISO 8601, or empty."""

    title: Line
    summary: Line
    tags: tuple[Tag, ...] = ()
    condition: Annotated[str, _plain(str)] = ""
    author: Names = ""
    reviewer: Names = ""
    reviewed: Date = ""
    review_by: Date = ""
    translator: Names = ""
    translated: Date = ""
    """In a translation: who brought it up to date with its original last, by role, and when."""
    publish: bool = True
    formats: tuple[Slug, ...] = ()
    platforms: tuple[Slug, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()
    allow: tuple[Allowance, ...] = ()
    slug: Slug = ""
    source: str = ""
    """In a translation: the digest of the title, summary and text before the first heading that it was made from."""
    blanks: ClassVar[Mapping[str, object]] = {
        "tags": (), "condition": "", "author": "", "reviewer": "", "reviewed": "", "review-by": "",
        "translator": "", "translated": "", "allow": (), "slug": "",
    }  # fmt: skip
    advice: ClassVar[Mapping[str, str]] = SOURCE
    foreign: ClassVar[bool] = True


class _Part(FrontMatter, frozen=True, kw_only=True):
    """A front matter that may lack what it must have."""

    title: Line = ""
    summary: Line = ""


def read(
    text: str, path: str, first_line: int, title: str = ""
) -> tuple[FrontMatter | None, tuple[Problem, ...], tuple[tuple[str, int], ...]]:
    """Return what the lines between a source's `---` lines say, their problems, and the line of each key.

    `first_line` is the line of the file that `text` begins on; `title` stands for one that is missing. Without a title
    or a summary the rest is still read.
    """
    if title and not _TITLE.search(text):
        text, first_line = f"title: {json.dumps(title, ensure_ascii=False)}\n{text}", first_line - 1
    faults = Faults(path, first_line)
    found = shapes.read(text, FrontMatter, faults)
    lines = tuple((str(keys[0]), line) for keys, line in faults.lines.items() if len(keys) == 1)
    found = found or shapes.read(text, _Part, Faults(path, first_line))
    if found and found.reviewed and found.review_by and found.review_by < found.reviewed:
        message = f"'review-by' ({found.review_by}) is before 'reviewed' ({found.reviewed})"
        faults.add("wrong-value", message, ("review-by",), "write the later day as 'review-by'")
    return found, faults.all(), lines
