"""Turns entries of the manifest into what the desk shows of a topic: leaflets, posts, pages, problems, news."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pamphlets.channels.desk import art, preview
from pamphlets.localized import names as tongues
from pamphlets.model import (
    Entry,
    KeptProblem,
    LeafletReport,
    LetterReport,
    Manifest,
    News,
    PamphletFacts,
    Picture,
    PostsReport,
    SlidesReport,
)
from pamphlets.project import Flip, Project

Kind = TypeVar("Kind")
MOST = 400_000
"""So many bytes of an article can be copied: the boxes of site builders take no more."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet of one edition: what to print, what to read on a screen, and how to print it in words.

    `size` says at how many points it fits, `full` how full each panel is or what fills it, `left_out` which blocks have
    no room.
    """

    language: str
    site: str
    site_name: str
    edition: str
    format: str
    name: str
    paper: str
    flip: Flip
    folding: str
    print: str
    screen: str
    pictures: tuple[Picture, ...]
    size: str = ""
    full: tuple[str, ...] = ()
    left_out: str = ""
    fronts: str = ""
    backs: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A web page: its file below `build/`, its public address, the file of its article, and that as HTML to copy."""

    language: str
    path: str
    address: str
    article: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Mailing:
    """An e-mail: its files below `build/`, its subject, and the line that mail programs show beside it."""

    language: str
    path: str
    plain: str
    subject: str
    preview: str


@dataclass(frozen=True, slots=True)
class Show:
    """Slides for a screen: the page that shows them below `build/`, their pictures, the blocks that are not whole."""

    language: str
    path: str
    slides: tuple[Picture, ...]
    shorter: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A pamphlet in all its languages, with everything that was made of it. The default language stands for it.

    `name` begins the ids of its parts. `covers` has for each language the source that says what stands on its cover,
    and what may stand there.
    """

    name: str
    language: str
    title: str
    texts: tuple[PamphletFacts, ...]
    missing: tuple[tuple[str, str], ...]
    leaflets: tuple[Leaflet, ...]
    platforms: tuple[tuple[str, str], ...]
    posts: tuple[preview.Post, ...]
    carousels: tuple[preview.Carousel, ...]
    files: tuple[preview.File, ...]
    pages: tuple[Page, ...]
    shows: tuple[Show, ...]
    letters: tuple[Mailing, ...]
    problems: tuple[KeptProblem, ...]
    news: tuple[News, ...] = ()
    covers: tuple[tuple[PamphletFacts, str, tuple[art.Tile, ...]], ...] = ()

    @property
    def formats(self) -> list[tuple[str, str]]:
        """The formats that it has leaflets in, by id and name."""
        return list(dict.fromkeys((leaflet.format, leaflet.name) for leaflet in self.leaflets))


@dataclass(frozen=True, slots=True)
class Source:
    """A pamphlet in all its languages and all entries of the manifest that are about it."""

    name: str
    texts: tuple[PamphletFacts, ...]
    jobs: Sequence[Entry]
    gathered: Sequence[Entry]
    problems: tuple[KeptProblem, ...]
    news: tuple[News, ...]

    @property
    def id(self) -> str:
        """What the ids of its parts begin with."""
        return re.sub(r"\s+", "-", self.name)

    @property
    def shown(self) -> tuple[object, ...]:
        """All that its page is made of."""
        jobs = [(job.channel, job.language, job.site, job.edition, job.output, job.report, job.problems,
                 [(output.path, output.sha256 if _is_article(output.path) else "") for output in job.outputs])
                for job in self.jobs]  # fmt: skip
        gathered = [(entry.language, entry.report, [(output.name, output.path) for output in entry.outputs])
                    for entry in self.gathered]  # fmt: skip
        return self.texts, jobs, gathered, self.problems, self.news

    @property
    def words(self) -> str:
        """The words that it is found by: its titles, its name, the headings of its posts."""
        reports = (job.report for job in self.jobs if isinstance(job.report, PostsReport))
        headings = (row.title for report in reports for row in report.rows)
        return " ".join(dict.fromkeys((*(text.title for text in self.texts), self.name, *headings)))


def sources(manifest: Manifest) -> Iterator[Source]:
    """Return every pamphlet with what was made of it."""
    jobs, gathered = (_group(entries, lambda entry: entry.pamphlet) for entries in (manifest.jobs, manifest.gathered))
    fresh = _group(manifest.news, lambda one: one.pamphlet)
    for name, texts in _group(manifest.pamphlets, lambda text: text.name).items():
        own = jobs.get(name, [])
        problems = _problems(manifest.problems, own, {text.path for text in texts})
        yield Source(name, tuple(texts), own, gathered.get(name, []), problems, tuple(fresh.get(name, ())))


def topic(source: Source, project: Project, read: Callable[[str], bytes]) -> Topic:
    """Return what the page of a topic says; `read` returns the bytes of an output."""
    posts = tuple(preview.posts(source.jobs, source.gathered, project))
    used = {post.platform for post in posts}
    return Topic(
        name=source.id,
        language=source.texts[0].language,
        title=source.texts[0].title,
        texts=source.texts,
        missing=missing(source, project),
        leaflets=tuple(leaflets(source.jobs, project)),
        platforms=tuple((id, platform.name) for id, platform in project.platforms.items() if id in used),
        posts=posts,
        carousels=tuple(preview.carousels(source.jobs)),
        files=preview.files((*source.jobs, *source.gathered)),
        pages=tuple(_pages(source.jobs, project, read)),
        shows=tuple(_shows(source.jobs)),
        letters=tuple(_letters(source.jobs)),
        problems=source.problems,
        news=source.news,
        covers=tuple(_covers(source.texts, project)),
    )


def missing(source: Source, project: Project) -> tuple[tuple[str, str], ...]:
    """Return the languages that there is no text in, with their names."""
    there = {text.language for text in source.texts}
    return tuple((code, tongue(project, code)) for code in project.practice.languages if code not in there)


def tongue(project: Project, code: str) -> str:
    """Return the name of a language, in itself."""
    own = project.languages.get(code)  # what is said of all regions of a language is said of none of them
    return (own and own.name) or tongues.menu(code, project.practice.languages)


def _group(values: Iterable[Kind], key: Callable[[Kind], str]) -> dict[str, list[Kind]]:
    grouped: dict[str, list[Kind]] = {}
    for value in values:
        grouped.setdefault(key(value), []).append(value)
    return grouped


def _problems(problems: Iterable[KeptProblem], jobs: Iterable[Entry], paths: set[str]) -> tuple[KeptProblem, ...]:
    """Return what was found in a pamphlet's own sources, and while its outputs were made."""
    own = (problem for problem in problems if problem.path in paths)
    return tuple(dict.fromkeys((*own, *(problem for job in jobs for problem in job.problems))))


def leaflets(jobs: Iterable[Entry], project: Project) -> Iterator[Leaflet]:
    """Yield the leaflets among entries, with what is said of each in the desk's language."""
    language = project.desk_language
    sites = {site.id: site.name for site in project.practice.sites}
    for job in jobs:
        if not isinstance(report := job.report, LeafletReport) or job.output not in project.formats:
            continue
        format = project.formats[job.output]
        paths = (output.path for output in job.outputs)
        files = {path.rpartition("/")[2]: path for path in paths if path.startswith("leaflets/")}
        printed = files.get(f"{format.id}.pdf")
        if printed is None:
            continue
        yield Leaflet(
            language=job.language,
            site=job.site,
            site_name=sites.get(job.site, job.site),
            edition=job.edition,
            format=format.id,
            name=format.name.of(language),
            paper=project.practice.paper,
            flip=format.flip,
            folding=format.fold_in(language, job.language),
            print=printed,
            screen=files.get(f"{format.id}.screen.pdf", printed),
            pictures=report.pictures,
            size=f"{report.size:g}" if report.panels else "",
            full=tuple(
                project.words_in(language).marked[f"fill-{panel.filler}"] if panel.filler else f"{panel.full:.0%}"
                for panel in report.panels
            ),
            left_out=", ".join(report.left_out),
            fronts=files.get(f"{format.id}.fronts.pdf", ""),
            backs=files.get(f"{format.id}.backs.pdf", ""),
            press=files.get(f"{format.id}.press.pdf", ""),
        )


def _pages(jobs: Sequence[Entry], project: Project, read: Callable[[str], bytes]) -> Iterator[Page]:
    web = project.practice.web.rstrip("/")
    outputs = [(job.language, output) for job in jobs if job.channel == "web" for output in job.outputs]
    articles = {language: output for language, output in outputs if _is_article(output.path)}
    for language, output in outputs:
        if output.path.endswith("/index.html"):
            address = output.path.removeprefix("web/").removesuffix("index.html")
            article = articles.get(language)
            html = read(article.path).decode() if article and article.bytes <= MOST else ""
            yield Page(language, output.path, f"{web}/{address}" if web else "", article.path if article else "", html)


def _is_article(path: str) -> bool:
    return path.startswith("web/") and path.endswith("/article.html")


def _covers(
    texts: Sequence[PamphletFacts], project: Project
) -> Iterator[tuple[PamphletFacts, str, tuple[art.Tile, ...]]]:
    """Yield each text, the source that says what its cover shows (the first may say it for all), and the kinds."""
    first, *_ = texts
    for text in texts:
        own = (text.cover.kind, text.cover.name) != (first.cover.kind, first.cover.name)
        yield text, (text if own else first).path, art.tiles(text.cover, project)


def _shows(jobs: Iterable[Entry]) -> Iterator[Show]:
    for job in jobs:
        if isinstance(report := job.report, SlidesReport):
            less = (", ".join(ids) for ids in (report.shorter, report.left_out))
            yield Show(job.language, job.outputs[-1].path, report.slides, *less)


def _letters(jobs: Iterable[Entry]) -> Iterator[Mailing]:
    for job in jobs:
        if isinstance(report := job.report, LetterReport):
            path, plain = (output.path for output in job.outputs[:2])
            yield Mailing(job.language, path, plain, report.subject, report.preview)
