"""Turns the last build of a project, and its records, into what the desk's buttons offer: texts, leaflets, posts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pamphlets import compose, localized, records
from pamphlets.builder import read_manifest
from pamphlets.channels import Whole, desk
from pamphlets.errors import PamphletError
from pamphlets.model import Manifest, News, PostsReport
from pamphlets.project import Flip, Project, Record
from pamphlets.serve import sources
from pamphlets.source import parse, split_name


@dataclass(frozen=True, slots=True)
class Editable:
    """A source: the file that is opened to edit it, its language and that language's name, its title."""

    name: str
    file: str
    language: str
    tongue: str
    title: str
    draft: bool
    reviewer: str
    until: str
    kept: str
    """The version of the file, if an earlier one is kept that can be put back; else ''."""


@dataclass(frozen=True, slots=True)
class Printable:
    """A file to print: what it is, and on which edge its sheets are turned."""

    path: str
    topic: str
    name: str
    flip: Flip
    draft: bool


@dataclass(frozen=True, slots=True)
class Postings:
    """The posts of a topic: the title of each, and the day and hour for which it is planned (ISO 8601), or ''."""

    name: str
    title: str
    posts: tuple[tuple[str, str], ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """A project, read as far as it can be, and what was built of it last."""

    project: Project
    made: Manifest
    folder: Path

    @property
    def say(self) -> Callable[..., str]:
        """The function by which the desk's language is spoken."""
        return compose.speaker(self.project.words_in(self.project.desk_language).plain)

    def date(self, iso: str) -> str:
        """Return a day in the words of the desk's language."""
        return localized.date(iso[:10], self.project.desk_language, self.project.practice.country)

    @property
    def first_weekday(self) -> int:
        """The day with which a week begins in the practice's country: 0 is Sunday."""
        return localized.first_weekday(self.project.desk_language, self.project.practice.country)

    def tongue(self, code: str) -> str:
        """Return the name of a language, in itself."""
        return desk.topics.tongue(self.project, code)

    def site(self, id_: str) -> str:
        """Return the name of a site."""
        return next((site.name for site in self.project.practice.sites if site.id == id_), id_)

    def texts(self, topic: str = "") -> Iterator[Editable]:
        """Yield the sources, be they built or not; with a `topic`, its own in all languages, the practice's first."""
        known = {one.path: one for one in self.made.pamphlets}
        first, *others = self.project.practice.languages
        every = ((*split_name(path.removeprefix("content/")), path) for path in self.project.sources)
        for name, code, path in sorted(every, key=lambda one: (one[0], one[1] in others and 1 + others.index(one[1]))):
            file = path.removeprefix("content/")
            if topic not in ("", name):
                continue
            facts, kept = known.get(path), os.path.isdir(self.project.root / sources.HISTORY / file)
            yield Editable(
                name, file, code or first, self.tongue(code or first),
                facts.title if facts else self._title(path) or name, not facts or facts.draft,
                facts.reviewer if facts else "", facts.review_by if facts else "",
                sources.version(self.project.root, file) if kept else "",
            )  # fmt: skip

    def _title(self, path: str) -> str:
        """Return the title of a source that is not published, or not built yet; '' if it cannot be read."""
        try:
            return parse(self.project.read_text(path), path)[0].title
        except PamphletError:  # the build says what is wrong
            return ""

    def hints(self) -> Iterator[str]:
        """Yield the hints that the pages of the desk show."""
        every = (*self.made.problems, *(one for job in self.made.jobs for one in job.problems))
        yield from (one.hint for one in every)

    def missing(self, topic: str) -> tuple[tuple[str, str], ...]:
        """Return the languages of the practice in which a topic has no text, with their names."""
        there = {text.language for text in self.texts(topic)}
        return tuple((code, self.tongue(code)) for code in self.project.practice.languages if code not in there)

    def others(self, topic: str) -> tuple[tuple[str, str, bool], ...]:
        """Return the languages into which a topic is translated, or can be: names, and whether there is such a text."""
        there = {text.language for text in self.texts(topic)}
        first, *others = self.project.practice.languages
        return tuple((code, self.tongue(code), code in there) for code in others) if first in there else ()

    def news(self, topic: str) -> tuple[News, ...]:
        """Return what `publish` would record of a topic: an edition each."""
        return tuple(one for one in self.made.news if one.pamphlet == topic)

    def out(self, topic: str) -> tuple[Record, ...]:
        """Return the editions of a topic that are out, the latest first; none if a record cannot be read."""
        try:
            known = records.read(self.project)
        except PamphletError:  # the build says what is wrong
            return ()
        return tuple(one for one in known if one.pamphlet == topic and not one.withdrawn)

    def leaflets(self, topic: str = "") -> Iterator[Printable]:
        """Yield all that can be printed; with a `topic`, only what was made of it."""
        several = len(self.project.practice.sites) > 1
        for source in desk.topics.sources(self.made):
            texts = {text.language: text for text in source.texts}
            for one in desk.topics.leaflets(source.jobs, self.project) if topic in ("", source.name) else ():
                names = (one.name, self.tongue(one.language) if len(texts) > 1 else "", one.site_name * several)
                text = texts[one.language]
                yield Printable(one.print, source.texts[0].title, ", ".join(filter(None, names)), one.flip, text.draft)
        if topic:
            return
        flips = {f"{one.name}.pdf": self.project.formats[one.output].flip
                 for one in self.made.jobs if one.output in self.project.formats}  # fmt: skip
        for path, name, _ in desk.cards(Whole(self.project, self.made, lambda path: b"")):
            yield Printable(path, self.say("desk-practice"), name, flips[path], False)

    def series(self, topic: str = "") -> Iterator[Postings]:
        """Yield the posts of each topic, in the language that has most of them."""
        for source in desk.topics.sources(self.made):
            reports = [(one.language, one.report) for one in source.jobs if isinstance(one.report, PostsReport)]
            rows = [(language, row) for language, report in reports for row in report.rows]
            if topic not in ("", source.name) or not rows:
                continue
            planned = {block: when for one in source.gathered if isinstance(one.report, PostsReport)
                       for block, when in one.report.planned.items()}  # fmt: skip
            ready = [one for one in rows if not one[1].draft] or rows
            every = [{row.block: row.title for code, row in ready if code == language}
                     for language in dict.fromkeys(code for code, _ in ready)]  # fmt: skip
            posts = tuple((title, planned.get(block, "")) for block, title in max(every, key=len).items())
            yield Postings(source.name, source.texts[0].title, posts, all(row.draft for _, row in rows))

    @property
    def hour(self) -> str:
        """The hour for which posts are planned, or would be."""
        return next((when[11:] for one in self.series() for _, when in one.posts if when), "09:00")


def choices(root: Path) -> Choices:
    """Return what there is to choose from now; raises PamphletError if the settings cannot be read."""
    folder = root.resolve() / "build"
    return Choices(Project.read(root), read_manifest(folder) or Manifest(), folder)
