"""Turns a source into what its author counts: its words, how hard they are, how long each post is on each platform."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pamphlets.channels.series import Every
from pamphlets.checks import posts, prose, reading
from pamphlets.library import Library
from pamphlets.model import Location
from pamphlets.project import Project


@dataclass(frozen=True, slots=True)
class Length:
    """How long a post is on a platform, which has an id and a name: `count` of its units, of which it takes `limit`."""

    id: str
    name: str
    count: int
    limit: int


@dataclass(frozen=True, slots=True)
class PostLength:
    """How long the post of a block is; `location` is where its words are written."""

    block: str
    location: Location
    platforms: tuple[Length, ...]


@dataclass(frozen=True, slots=True)
class Counters:
    """What is counted in one language: words, reading scores by the names of their thresholds, and posts."""

    words: int = 0
    scores: Mapping[str, float] = field(default_factory=dict)
    posts: tuple[PostLength, ...] = ()


def count(own: Library, project: Project, languages: Collection[str]) -> Counters:
    """Count what there is of one pamphlet in some languages, of words those of the first; with errors what is legible.

    All sites read about the same: it is what the first of them shows.
    """
    said = prose.Prose(project)
    editions = (one for one in own.editions if one.language in languages and one.site == said.site)
    words, scores = next((reading.measure(one, said) for one in editions), (0, {}))
    return Counters(words, scores, tuple(_lengths(posts.legible(own.only(languages), project))))


def _lengths(every: Every) -> Iterator[PostLength]:
    for _, series, _ in every:
        for one in series.posts:
            told = ((text, text.count) for text in one.texts)
            lengths = tuple(Length(text.platform, text.name, count.count, count.limit) for text, count in told)
            yield PostLength(one.block, one.texts[0].location, lengths)
