"""Names the nouns of the program: what a source becomes on its way to an output, as plain frozen values."""

from __future__ import annotations  # noqa: I001 (the names of `kept`, a line each, would be half of this)

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pamphlets.model.covers import PLAIN, Cover
from pamphlets.model.jobs import Folders, Job, PageFacts, Rendering, Result
from pamphlets.model.kept import (
    Change, ChangedSetting, Entry, KeptProblem, LeafletReport, LetterReport, Manifest, News, Output, PamphletFacts,
    Picture, PostsReport, Report, Row, Schedule, Schedules, Share, SlidesReport, State,
)  # fmt: skip
from pamphlets.model.once import tell, tell_once
from pamphlets.model.problems import Location, Problem, Severity, printable
from pamphlets.model.wording import Wording, as_html, as_plain, borrow

__all__ = [
    "ALWAYS", "FIRST_MARK", "LAST_MARK", "PLAIN", "Abbreviation", "Axis", "Block", "Change", "ChangedSetting",
    "Citation", "Condition", "Cover", "Div", "Edition", "Embed", "End", "Entry", "Folders", "Image", "Inline", "Job",
    "KeptProblem", "LeafletReport", "LetterReport", "Link", "Location", "Manifest", "Markdown", "News", "Note",
    "Output", "PageFacts", "Pamphlet", "PamphletFacts", "Part", "Picture", "Post", "PostsReport", "Problem",
    "Rendering", "Report", "Result", "Row", "Schedule", "Schedules", "Severity", "Share", "SlidesReport", "Span",
    "State", "Target", "Variable", "Wording", "as_html", "as_plain", "borrow", "printable", "tell", "undated",
]  # fmt: skip

Axis = Literal["output", "site", "language"]


def undated(name: str) -> str:
    """Return the name of a source without the day with which blogs begin it: `2024-05-01-sleep`."""
    return re.sub(r"^\d{4}-\d\d-\d\d-(?=.)", "", name)


@dataclass(frozen=True, slots=True)
class Condition:
    """Where a part is shown: names of one axis are *or*, the axes are *and* (`only`), and no name of `unless`."""

    only: tuple[tuple[Axis, str], ...] = ()
    unless: tuple[tuple[Axis, str], ...] = ()

    def admits(self, target: Target) -> bool:
        """Say whether a part with this condition is shown in `target`."""
        if not (self.only or self.unless):
            return True
        if any(name in target.names(axis) for axis, name in self.unless):
            return False
        met = {axis for axis, name in self.only if name in target.names(axis)}
        return met == {axis for axis, _ in self.only}


ALWAYS = Condition()


@dataclass(frozen=True, slots=True)
class Target:
    """What is being made: its outputs (a channel and, within it, a format or platform), sites and language."""

    outputs: tuple[str, ...]
    sites: tuple[str, ...]
    language: str

    def names(self, axis: Axis) -> tuple[str, ...]:
        """Return the names of this target on one axis."""
        return {"output": self.outputs, "site": self.sites, "language": (self.language,)}[axis]


FIRST_MARK, LAST_MARK = 0xF0000, 0xFFFFD  # see `Markdown`


@dataclass(frozen=True, slots=True)
class Variable:
    """`{{ practice.phone }}`: a dotted name, filled in when the output is known."""

    name: str
    location: Location = field(repr=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """`[@a; @b]`: keys of `references.yml`."""

    keys: tuple[str, ...]
    location: Location = field(repr=False)


@dataclass(frozen=True, slots=True)
class Image:
    """`![alt](src "caption"){.decorative}`; `src` is relative to the project; `within` is one inside a sentence."""

    src: str
    alt: Markdown
    caption: Markdown | None
    decorative: bool
    location: Location = field(repr=False)
    within: bool = False
    width: Literal["", "half", "wide"] = ""  # of its column: all of it, half, more
    whole: bool = False  # whether it is never cut
    focus: tuple[float, float] | None = None  # what stays in view where it is: per cent from left and top


@dataclass(frozen=True, slots=True)
class Link:
    """The beginning of `[words](address)`: an absolute address, or a source and block of this project."""

    address: Markdown
    location: Location = field(repr=False)


@dataclass(frozen=True, slots=True)
class Span:
    """The beginning of `[words]{only="web" lang="la"}`."""

    condition: Condition
    language: str
    location: Location = field(repr=False)


@dataclass(frozen=True, slots=True)
class End:
    """The end of the Link or Span that was begun last."""


@dataclass(frozen=True, slots=True)
class Note:
    """`[^1]`: a footnote, with its words."""

    text: Markdown
    location: Location = field(repr=False)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`NHS`, where the source says somewhere `*[NHS]: National Health Service`."""

    short: str
    meaning: str
    location: Location = field(repr=False)


Inline = Variable | Citation | Image | Link | Span | End | Note | Abbreviation


@dataclass(frozen=True, slots=True)
class Markdown:
    """Plain markdown in which each construct of ours is one character of a Unicode private use plane.

    The character `chr(FIRST_MARK + n)` in `text` stands for `inlines[n]`. Line `i` of `text` (from 0) is line
    `location.line + i` of the file, or `lines[i]` where the text was laid out anew.
    """

    text: str
    inlines: tuple[Inline, ...]
    location: Location = field(repr=False)
    lines: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def line(self, number: int) -> int:
        """Return the line of the file that a line of the text is from."""
        return self.lines[number] if number < len(self.lines) else self.location.line + number


@dataclass(frozen=True, slots=True)
class Div:
    """`::: {.kind only="…"}` … `:::`: parts that share a condition, a kind or a language."""

    kind: str
    parts: tuple[Markdown | Div, ...]
    condition: Condition
    language: str
    location: Location = field(repr=False)


Part = Markdown | Div


@dataclass(frozen=True, slots=True)
class Post:
    """`::: post`: a block's written post; no `platforms` means all; `card` is what its picture says, in a `layout`."""

    text: Markdown
    platforms: tuple[str, ...]
    card: str
    location: Location = field(repr=False)
    layout: str = ""


@tell_once
@dataclass(frozen=True, slots=True)
class Block:
    """A named part of a source: from one level-2 heading to the next; `lead` is what stands before the first."""

    id: str
    kind: str
    title: Markdown | None
    parts: tuple[Part, ...]
    posts: tuple[Post, ...]
    condition: Condition
    location: Location = field(repr=False)
    optional: bool = False
    new_panel: bool = False
    source: str = ""
    consent: str = ""
    digest: str = ""
    """Eight characters of base32 over SHA-256 of the block's text, white space folded: what a translation records."""


@dataclass(frozen=True, slots=True)
class Embed:
    """`![[source#block]]`: another source's block, shown here."""

    source: str
    block: str
    location: Location = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pamphlet:
    """A source that has been read: front matter and blocks. `items` holds embeds too, `lines` the line of each key."""

    name: str
    language: str
    path: str
    title: str
    summary: str
    items: tuple[Block | Embed, ...]
    tags: tuple[str, ...] = ()
    condition: str = ""  # the illness that it is about, if it is about one
    author: str = ""
    reviewer: str = ""
    reviewed: str = ""
    signed: str = ""  # the digest of the words that the reviewer has read: `library.imprint.signature`
    review_by: str = ""
    translator: str = ""
    translated: str = ""
    publish: bool = True
    formats: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    allow: tuple[Mapping[str, str], ...] = ()
    slug: str = ""
    date: str = ""  # when it was written, as other programs have it; ISO 8601
    lang: str = ""  # what the front matter says that its language is; `language` is what it is read as
    cover: Cover | None = None  # what it says of its cover: without size, and for the words of a motif
    cover_alt: str = ""
    fill: str = ""  # what stands where a leaflet has room over: `questions`, `appointment`, `notes`, `none`
    appointment: bool | None = None  # whether a leaflet may have lines for the next appointment
    source: str = ""  # what a translation records of its original's `digest`
    digest: str = ""  # a block's, over title, summary and the block `lead`, which has no heading to carry it
    unsigned: tuple[str, ...] = ()  # paths of other sources in it that nobody has signed off; the library finds them
    lines: tuple[tuple[str, int], ...] = field(default=(), repr=False)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of this pamphlet, without embeds that were not resolved."""
        return tuple(item for item in self.items if isinstance(item, Block))

    @property
    def address(self) -> str:
        """The folder name of this pamphlet in every output."""
        return self.slug or undated(self.name)

    @property
    def draft(self) -> bool:
        """Whether nobody has signed this text off yet, or another one that it is made from."""
        return not (self.reviewer and self.reviewed) or bool(self.unsigned)

    def locate(self, key: str) -> Location:
        """Return the place of a front matter key."""
        return Location(self.path, dict(self.lines).get(key, 1))


@dataclass(frozen=True, slots=True)
class Edition:
    """A pamphlet in one of the languages that it exists in, for one site, with embeds resolved, and its short id."""

    pamphlet: Pamphlet
    language: str
    site: str
    id: str
    blocks: tuple[Block, ...]
    review_by: str  # the earliest of all sources that it carries: "use until"; ISO 8601, or empty
    languages: tuple[str, ...]
    linked: tuple[tuple[str, str], ...] = ()  # the pamphlets that its blocks link to: name and address
    cover: Cover = PLAIN
    fill: str = "questions"
    appointment: bool = True
