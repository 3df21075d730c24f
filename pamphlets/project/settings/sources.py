"""Reads the front matter of a source."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Annotated, ClassVar

from msgspec import Meta, structs

from pamphlets.model import Problem
from pamphlets.project import titles
from pamphlets.project.settings import covers, foreign, hints, meant, shapes
from pamphlets.project.settings.advice import SOURCE
from pamphlets.project.settings.nodes import Faults, Node, parse
from pamphlets.project.settings.shapes import Form, Hashtag, Language, Shape, Slug, Tag, Text, ways

_DATE = Annotated[datetime.date, Meta(title="a date such as 2026-11-20", extra=ways(hints.date, meant.date))]
Date = Annotated[str, Form(_DATE, lambda day, keys, faults: day.isoformat())]
"""A date in ISO 8601."""


def _plain(kind: object, reform: Callable[[Node], Node] | None = None) -> Form:
    """Return how a value of one line loses its marks."""
    return Form(kind, lambda value, keys, faults: titles.words(value), reform)


Line = Annotated[str, _plain(Text)]
_NAMES = Annotated[str, Meta(extra=ways("write the names as one text, with commas", join=", "))]
Names = Annotated[str, _plain(_NAMES, foreign.people)]


Last = Annotated[str, Form(Slug, lambda slug, keys, faults: slug, foreign.last_part)]
Written = Annotated[str, Form(Text, lambda day, keys, faults: foreign.day(day))]
Picture = Annotated[str, Form(str, lambda path, keys, faults: path.strip(), foreign.picture)]


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

    title: Line = ""
    summary: Line = ""
    tags: tuple[Tag, ...] = ()
    condition: Annotated[str, _plain(str)] = ""
    author: Names = ""
    reviewer: Names = ""
    reviewed: Date = ""
    signed: str = ""
    """The digest of the words that the reviewer has read, as `pamphlets sign` writes it."""
    review_by: Date = ""
    translator: Names = ""
    translated: Date = ""
    """In a translation: who brought it up to date with its original last, by role, and when."""
    publish: bool = True
    formats: tuple[Slug, ...] = ()
    platforms: tuple[Slug, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()
    allow: tuple[Allowance, ...] = ()
    slug: Last = ""
    date: Written = ""
    """When it was written; what other programs compute is left out."""
    lang: Language = ""
    cover: covers.Written = ""
    focus: covers.Focus | None = None
    """Of a cover: how many per cent from left and top must stay in view."""
    cover_alt: Line = ""
    fill: Annotated[str, Form(covers.Fill, lambda fill, keys, faults: fill)] = ""
    appointment: bool | None = None
    image: Picture = ""
    """A picture of the whole, as other programs have it: a path in the project, or ''."""
    source: str = ""
    """In a translation: the digest of the title, summary and text before the first heading that it was made from."""
    blanks: ClassVar[Mapping[str, object]] = {
        "tags": (), "condition": "", "author": "", "reviewer": "", "reviewed": "", "signed": "", "review-by": "",
        "translator": "", "translated": "", "allow": (), "slug": "", "date": "", "lang": "", "image": "",
        "cover-alt": "",
    }  # fmt: skip
    advice: ClassVar[Mapping[str, str]] = SOURCE
    foreign: ClassVar[bool] = True


def read(
    text: str, path: str, first_line: int, title: str = "", toml: bool = False
) -> tuple[FrontMatter | None, tuple[Problem, ...], tuple[tuple[str, int], ...]]:
    """Return what the lines between a source's `---` (or `+++`) lines say, their problems, and the line of each key.

    `first_line` is the line of the file that `text` begins on; `title` stands for one that is missing.
    """
    faults = Faults(path, first_line)
    node = parse(foreign.yaml(text, faults) if toml else text, faults)
    node = Node(first_line, [], mapping=True) if node and node.value is None else node
    if toml and faults.problems:
        return None, faults.all(), ()
    found = shapes.read_node(foreign.own(node, title), FrontMatter, faults) if node else None
    lines = tuple((str(keys[0]), line) for keys, line in faults.lines.items() if len(keys) == 1)
    if found and found.reviewer and found.reviewed and node:
        _check_hidden(node, faults)
    if found and found.reviewed and found.review_by and found.review_by < found.reviewed:
        message = f"'review-by' ({found.review_by}) is before 'reviewed' ({found.reviewed})"
        faults.add("wrong-value", message, ("review-by",), "write the later day as 'review-by'")
    return found, faults.all(), lines


def _check_hidden(node: Node, faults: Faults) -> None:
    """Refuse a signed text that another program keeps from readers: a draft is marked as one, this is not."""
    for key, value in (pair for pair in node.value or () if isinstance(pair, tuple)):
        if foreign.hides(str(key.value), value):
            hint = "write 'publish: false' to make nothing of it, or take the line out"
            faults.add(
                "unknown-key", f"'{key.value}: {value.value}' and a signature say opposite things", key.line, hint
            )
