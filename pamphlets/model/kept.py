"""What a build keeps of what it made, as `manifest.json` has it: for the next build, the desk and the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from pamphlets.model.covers import PLAIN, Cover

State = Literal["unpublished", "same", "changed", "withdrawn", "mended"]
"""`withdrawn`: this edition must not be used. `mended`: the last one was withdrawn, and this one is not out yet."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its path below `build/`, its pixels, and its alternative text where it has one."""

    path: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How full a panel, or a page, of a leaflet is, from 0 to 1; what fills it if it has no text: `questions`, say."""

    name: str
    full: float
    filler: str = ""


@dataclass(frozen=True, slots=True)
class LeafletReport:
    """At which size in pt a leaflet fits, how full its panels are, which blocks it left out; the desk's pictures."""

    size: float
    panels: tuple[Share, ...]
    left_out: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The text of one block for one platform; `origin` says where its words are from."""

    id: str
    pamphlet: str
    block: str
    language: str
    platform: str
    title: str
    text: str
    count: int
    limit: int
    unit: str
    link: str
    hashtags: tuple[str, ...]
    images: tuple[Picture, ...]
    origin: str
    draft: bool


@dataclass(frozen=True, slots=True)
class PostsReport:
    """The texts of a block's posts, or the slides of a carousel, or when the posts of blocks go out (ISO 8601)."""

    rows: tuple[Row, ...] = ()
    slides: tuple[Picture, ...] = ()
    planned: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterReport:
    """What an e-mail is sent with: its subject, and the line that mail programs show beside it."""

    subject: str
    preview: str


@dataclass(frozen=True, slots=True)
class SlidesReport:
    """The slides of a waiting-room screen, and the headings of blocks that are shorter there, or are left out."""

    slides: tuple[Picture, ...]
    shorter: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


Report = LeafletReport | PostsReport | LetterReport | SlidesReport


@dataclass(frozen=True, slots=True)
class KeptProblem:
    """A problem as JSON has it: `path` and `line` are where the text is; the message says what embeds it."""

    rule: str
    severity: Literal["error", "warning"]
    path: str
    line: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was made; `name` is its format or platform."""

    path: str
    sha256: str
    bytes: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of a job: what it is about, the digests of what it depends on, and what came of it."""

    channel: str
    name: str
    outputs: tuple[Output, ...]
    pamphlet: str = ""
    language: str = ""
    site: str = ""
    edition: str = ""
    output: str = ""
    blocks: tuple[str, ...] = ()
    digest: str = ""
    program: str = ""
    report: Report | None = None
    problems: tuple[KeptProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A block that is not what it was: `text` is what it says now, `before` what it said then."""

    kind: Literal["changed", "new", "gone"]
    id: str
    title: str
    before: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ChangedSetting:
    """A setting that is not what it was, with what it said then and says now."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class News:
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
    blocks: tuple[Change, ...]
    settings: tuple[ChangedSetting, ...]
    print: bool


@dataclass(frozen=True, slots=True)
class PamphletFacts:
    """What the desk shows of a pamphlet in one language."""

    name: str
    language: str
    path: str
    title: str
    reviewed: str
    reviewer: str
    review_by: str
    draft: bool
    cover: Cover = PLAIN


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the posts of a series go out, in the practice's own time: the first at `start`, then every so many days.

    Where `days` (ISO 8601) were chosen, the first posts go out on these, at the same hour, and the rest after the
    last of them.
    """

    start: datetime
    every: int
    to: tuple[str, ...]
    days: tuple[str, ...] = ()

    def at(self, index: int) -> datetime:
        """Return when a post goes out, by its place in the series from 0."""
        if not self.days:
            return self.start + timedelta(days=self.every * index)
        left = index - len(self.days) + 1  # posts that were written since
        day = self.days[index] if left <= 0 else max(self.days)
        return datetime.fromisoformat(f"{day}T{self.start:%H:%M}") + timedelta(days=self.every * max(left, 0))

    def after(self, places: int) -> Schedule:
        """Return when the posts of another series go out, if so many of others go out before them.

        Days that were chosen are those of each series.
        """
        return self if self.days else replace(self, start=self.at(places))


Schedules = Mapping[str, Schedule | None]
"""When the posts of a pamphlet go out, by its name; '' stands for every other one."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a build keeps: digests of its inputs, what was found, and an entry for each job.

    `unchecked` names the checks that a language does not have: `claims` (or `other-claims` than the project's own),
    `required` lines, `reading`. `gathered` are the entries of what was made of the outputs of many jobs; `narrowed` has
    the digest of the inputs of builds of a part, by what these were narrowed to.
    """

    inputs: str = ""
    narrowed: Mapping[str, str] = field(default_factory=dict)
    schedules: Schedules = field(default_factory=dict)
    pamphlets: tuple[PamphletFacts, ...] = ()
    news: tuple[News, ...] = ()
    unchecked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[KeptProblem, ...] = ()
    jobs: tuple[Entry, ...] = ()
    gathered: tuple[Entry, ...] = ()

    @property
    def outputs(self) -> Iterator[Output]:
        """Every file that was made, in the order of the entries."""
        return (output for entry in (*self.jobs, *self.gathered) for output in entry.outputs)
