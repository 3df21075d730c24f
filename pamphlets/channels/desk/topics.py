"""Turns rows of the manifest into what the desk shows of a topic: leaflets, posts, pages, problems, news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pamphlets.channels.desk import preview
from pamphlets.channels.whole import Whole
from pamphlets.localized import names as tongues
from pamphlets.project import Project
from pamphlets.records import facts, news

_SHOWN = ("channel", "language", "site", "edition", "output", "report", "problems")
"""What of a job's entry the page of its topic is made of."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet of one edition: what to print, what to read on a screen, and how to print it in words.

    `size` says at how many points it fits, `full` how full each panel is, `left_out` which blocks have no room.
    """

    language: str
    site: str
    site_name: str
    edition: str
    format: str
    name: str
    paper: str
    flip: str
    folding: str
    print: str
    screen: str
    pictures: tuple[preview.Picture, ...]
    size: str = ""
    full: tuple[str, ...] = ()
    left_out: str = ""
    fronts: str = ""
    backs: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A web page: its file below `build/` and its public address."""

    language: str
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A pamphlet in all its languages, with everything that was made of it. The default language stands for it.

    `name` begins the ids of its parts.
    """

    name: str
    language: str
    title: str
    texts: tuple[facts.PamphletFacts, ...]
    missing: tuple[tuple[str, str], ...]
    leaflets: tuple[Leaflet, ...]
    platforms: tuple[tuple[str, str], ...]
    posts: tuple[preview.Post, ...]
    carousels: tuple[preview.Carousel, ...]
    files: tuple[preview.File, ...]
    pages: tuple[Page, ...]
    problems: tuple[Mapping[str, Any], ...]
    news: tuple[news.News, ...] = ()

    @property
    def formats(self) -> list[tuple[str, str]]:
        """The formats that it has leaflets in, by id and name."""
        return list(dict.fromkeys((leaflet.format, leaflet.name) for leaflet in self.leaflets))


@dataclass(frozen=True, slots=True)
class Source:
    """A pamphlet in all its languages and all rows of the manifest that are about it."""

    name: str
    texts: tuple[facts.PamphletFacts, ...]
    jobs: Sequence[Mapping[str, Any]]
    gathered: Sequence[Mapping[str, Any]]
    problems: tuple[Mapping[str, Any], ...]
    news: tuple[news.News, ...]

    @property
    def id(self) -> str:
        """What the ids of its parts begin with."""
        return re.sub(r"\s+", "-", self.name)

    @property
    def shown(self) -> tuple[object, ...]:
        """All that its page is made of."""
        jobs = [([job[key] for key in _SHOWN], [output["path"] for output in job["outputs"]]) for job in self.jobs]
        gathered = [(row["language"], row["platform"], row["path"], row.get("report")) for row in self.gathered]
        return self.texts, jobs, gathered, self.problems, self.news

    @property
    def words(self) -> str:
        """The words that it is found by: its titles, its name, the headings of its posts."""
        headings = (row["title"] for job in self.jobs for row in job["report"].get("posts", ()))
        return " ".join(dict.fromkeys((*(text["title"] for text in self.texts), self.name, *headings)))


def sources(whole: Whole) -> Iterator[Source]:
    """Return every pamphlet with what was made of it."""
    jobs, gathered = _by_pamphlet(whole.entries), _by_pamphlet(whole.gathered)
    fresh = _by_pamphlet(whole.facts["news"])
    for name, texts in _by_pamphlet(whole.facts["pamphlets"], "name").items():
        own = jobs.get(name, [])
        problems = _problems(whole.problems, own, {text["path"] for text in texts})
        yield Source(name, tuple(texts), own, gathered.get(name, []), tuple(problems), tuple(fresh.get(name, ())))


def topic(source: Source, project: Project) -> Topic:
    """Return what the page of a topic says."""
    posts = tuple(preview.posts(source.jobs, source.gathered, project))
    used = {post.platform for post in posts}
    return Topic(
        name=source.id,
        language=source.texts[0]["language"],
        title=source.texts[0]["title"],
        texts=source.texts,
        missing=missing(source, project),
        leaflets=tuple(_leaflets(source.jobs, project)),
        platforms=tuple((id, platform.name) for id, platform in project.platforms.items() if id in used),
        posts=posts,
        carousels=tuple(preview.carousels(source.jobs)),
        files=preview.files(source.jobs, source.gathered),
        pages=tuple(_pages(source.jobs, project)),
        problems=source.problems,
        news=source.news,
    )


def missing(source: Source, project: Project) -> tuple[tuple[str, str], ...]:
    """Return the languages that there is no text in, with their names."""
    there = {text["language"] for text in source.texts}
    return tuple((code, tongue(project, code)) for code in project.practice.languages if code not in there)


def tongue(project: Project, code: str) -> str:
    """Return the name of a language, in itself."""
    own = dict(project.words["web-language"].texts)
    return own.get(code) or tongues.menu(code, project.practice.languages)


def _by_pamphlet(rows: Iterable[Mapping[str, Any]], key: str = "pamphlet") -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row[key], []).append(row)
    return grouped


def _problems(
    problems: Sequence[Mapping[str, Any]], jobs: Iterable[Mapping[str, Any]], paths: set[str]
) -> Iterator[Mapping[str, Any]]:
    """Return what was found in a pamphlet's own sources, and while its outputs were made."""
    seen: list[Mapping[str, Any]] = []
    for problem in (
        *(problem for problem in problems if problem["path"] in paths),
        *(problem for job in jobs for problem in job["problems"]),
    ):
        if problem not in seen:
            seen.append(problem)
            yield problem


def _leaflets(jobs: Iterable[Mapping[str, Any]], project: Project) -> Iterator[Leaflet]:
    language = project.practice.languages[0]
    sites = {site.id: site.name for site in project.practice.sites}
    for job in jobs:
        if job["channel"] != "leaflets" or job["output"] not in project.formats:
            continue
        format = project.formats[job["output"]]
        paths = (output["path"] for output in job["outputs"])
        files = {path.rpartition("/")[2]: path for path in paths if path.startswith("leaflets/")}
        printed = files.get(f"{format.id}.pdf")
        if printed is None:
            continue
        pictures = [preview.Picture(**picture) for picture in job["report"].get("pictures", ())]
        sheets = [picture for picture in pictures if "-sheet-" in picture.path]
        yield Leaflet(
            language=job["language"],
            site=job["site"],
            site_name=sites.get(job["site"], job["site"]),
            edition=job["edition"],
            format=format.id,
            name=format.name.of(language),
            paper=project.practice.paper,
            flip=format.flip,
            folding=format.folding.of(language),
            print=printed,
            screen=files.get(f"{format.id}.screen.pdf", printed),
            pictures=tuple(sheets or pictures),
            size=f"{job['report'].get('size', 0):g}" if job["report"].get("panels") else "",
            full=tuple(f"{panel['full']:.0%}" for panel in job["report"].get("panels", ())),
            left_out=", ".join(job["report"].get("left_out", ())),
            fronts=files.get(f"{format.id}.fronts.pdf", ""),
            backs=files.get(f"{format.id}.backs.pdf", ""),
            press=files.get(f"{format.id}.press.pdf", ""),
        )


def _pages(jobs: Iterable[Mapping[str, Any]], project: Project) -> Iterator[Page]:
    web = project.practice.web.rstrip("/")
    for job in jobs:
        for output in job["outputs"] if job["channel"] == "web" else ():
            if output["path"].endswith("/index.html"):
                address = output["path"].removeprefix("web/").removesuffix("index.html")
                yield Page(job["language"], output["path"], f"{web}/{address}" if web else "")
