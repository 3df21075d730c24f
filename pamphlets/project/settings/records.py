"""Reads `content/editions/ID.json`: what went out as one edition, and whether it was withdrawn."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta, to_builtins

from pamphlets.project.settings import shapes
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.shapes import Language, Shape, Slug, Text, pattern

Code = Annotated[
    str, pattern("eight capitals or digits from 2 to 7", r"[A-Z2-7]{8}", "take back what was changed in this file")
]
Date = Annotated[datetime.date, Meta(title="a date such as 2026-11-20")]


class Output(Shape, frozen=True, kw_only=True, omit_defaults=True):
    """A file that went out: its path below `build/`, and SHA-256 of its bytes."""

    path: Text
    sha256: Text
    blocks: tuple[Slug, ...] | None = None
    """The blocks that it carries."""
    published: Date | None = None
    """Since when it is out, if that is later than its edition."""


class Page(Shape, frozen=True, kw_only=True):
    """A web page that went out: its address, and the blocks that it carries."""

    address: Text
    blocks: tuple[Slug, ...] = ()


class Post(Shape, frozen=True, kw_only=True):
    """The words of a block's post, the platforms that they were made for, and since when they are out."""

    block: Slug
    platforms: tuple[Text, ...]
    published: Date
    text: Text


class Told(Shape, frozen=True, kw_only=True):
    """A block as it went out: a digest of all that shapes it, and its plain text."""

    id: Slug
    title: str = ""
    digest: Text
    text: str = ""


class Withdrawal(Shape, frozen=True, kw_only=True):
    """When an edition was withdrawn, and why, in words for the public."""

    on: Date
    why: Text


class Record(Shape, frozen=True, kw_only=True):
    """What is known of an edition that went out; `settings` are contact details and the like, by name."""

    edition: Code
    pamphlet: Text
    language: Language
    site: Slug
    title: Text
    summary: str = ""
    published: Date
    reviewed: Date | None = None
    review_by: Date | None = None
    blocks: tuple[Told, ...] = ()
    settings: dict[str, str | None] | None = None
    outputs: tuple[Output, ...] = ()
    pages: tuple[Page, ...] = ()
    posts: tuple[Post, ...] = ()
    withdrawn: Withdrawal | None = None


def read(text: str, faults: Faults) -> Record | None:
    """Return the record that a file holds; JSON is YAML, too."""
    record: Record | None = shapes.read(text, Record, faults)
    return record


def encode(record: Record) -> str:
    """Return a record as its file has it; what is empty is left out."""
    return _dump(to_builtins(record))


def amend(
    text: str, posts: Sequence[Post] = (), outputs: Sequence[Output] = (), withdrawn: Withdrawal | None = None
) -> str:
    """Return the text of a record's file with more posts and files, or withdrawn; all else stays as it stands there."""
    kept = json.loads(text)
    more = {
        name: [*kept.get(name, ()), *to_builtins(added)]
        for name, added in (("posts", posts), ("outputs", outputs))
        if added
    }
    return _dump(kept | more | ({"withdrawn": to_builtins(withdrawn)} if withdrawn else {}))


def _dump(record: Mapping[str, object]) -> str:
    return json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False, indent=1) + "\n"
