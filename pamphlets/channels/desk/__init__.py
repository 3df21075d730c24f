"""Makes the page that staff open, from the manifest: what there is to print, to post and to check, for each pamphlet.

It is made last and knows no day: whether a pamphlet is out of date is judged in the browser, when the page is opened.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pamphlets import compose
from pamphlets import localized as wording
from pamphlets.channels.desk import preview
from pamphlets.channels.web import assets
from pamphlets.channels.whole import Gathering, Whole
from pamphlets.compose import Theme, theme
from pamphlets.localized import names as tongues
from pamphlets.model import Edition, Folders, Job, Rendering, Result
from pamphlets.project import Brand, Platform, Project
from pamphlets.records import facts, news

# `file:` beside 'self': a page opened by double click has no origin that 'self' could mean in every browser. Nothing of
# the desk asks for anything once it is there; `connect-src` is for `serve`.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "font-src 'self' file:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
PRINTER_TEST = "leaflets/printer-test.pdf"
EXTENDED = (
    "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
"""The letters of files named `…-Extended.woff2`: browsers load those only where a page has one of them."""


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
    """A pamphlet in all its languages, with everything that was made of it. The default language stands for it."""

    name: str
    language: str
    title: str
    review_by: str
    draft: bool
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

    @property
    def again(self) -> bool:
        """Whether a leaflet that is out must be printed again."""
        return any(one["print"] for one in self.news)


def plan(editions: Sequence[Edition], project: Project) -> Iterable[Job]:
    """Return nothing: the desk is made of what the other channels' jobs have made."""
    return ()


def render(job: Job) -> Result:
    """Render nothing, for no job is planned."""
    return Result(())


def gather(whole: Whole) -> Iterator[Gathering]:
    """Yield the desk."""
    yield Gathering({}, partial(_pages_of, whole))


def _pages_of(whole: Whole) -> Result:
    manifest = {**whole.facts, "jobs": whole.entries, "gathered": whole.gathered, "problems": whole.problems}
    return Result(renderings(manifest, whole.project.folders, whole.project))


def renderings(manifest: Mapping[str, Any], folders: Folders, project: Project) -> tuple[Rendering, ...]:
    """Return the desk: one page in the practice's first language, its stylesheet, script, icon and fonts."""
    own = theme.of(folders.templates)
    brand = project.brand
    colors = dict(brand.colors)
    fonts = tuple(_faces(brand, own))
    html = own.render("desk/index.html", **_names(manifest, project))
    style = own.render("desk/desk.css", brand=brand, colors=colors, faces=fonts, fonts="fonts/", display="swap")
    return (
        Rendering("index.html", html.encode()),
        Rendering("desk/desk.css", style.encode()),
        *(Rendering(f"desk/{name}", own.find(f"desk/{name}").read_bytes()) for name in ("desk.js", "posted.js")),
        Rendering("desk/icon.svg", own.render("web/icon.svg", colors=colors).encode()),
        *(Rendering(f"desk/fonts/{file}", own.find(f"assets/fonts/{file}").read_bytes()) for file, *_ in fonts),
    )


def _faces(brand: Brand, own: Theme) -> Iterator[tuple[str, int, str]]:
    """Yield the files of the brand's font: name, weight, and characters (or all).

    They are taken as they are: the desk is made in every build, and posts may have any letter.
    """
    for stem, weight in assets.fonts(brand):
        yield f"{stem}.woff2", weight, ""
        if own.has(f"assets/fonts/{stem}-Extended.woff2"):
            yield f"{stem}-Extended.woff2", weight, EXTENDED


def _names(manifest: Mapping[str, Any], project: Project) -> dict[str, Any]:
    practice = project.practice
    language = practice.languages[0]
    say = compose.speaker({key: text.of(language) for key, text in project.words.items()})
    topics = tuple(_topics(manifest, project))
    paths = {output["path"] for job in manifest["jobs"] for output in job["outputs"]}
    own = {problem["path"] for topic in topics for problem in topic.problems}
    return {
        "language": language,
        "say": say,
        "date": lambda iso: wording.date(iso, language, practice.country),
        "policy": POLICY,
        "practice": practice,
        "languages": [(code, _tongue(project, code)) for code in practice.languages],
        "sites": [(site.id, site.name) for site in practice.sites],
        "platforms": [{"id": id, "hint": _hint(platform, say)}
                      for id, platform in project.platforms.items()],
        "topics": topics,
        "command": _command(project.root),
        "due": _due(topics),
        "problems": [problem for problem in manifest.get("problems", ()) if problem["path"] not in own],
        "printer_test": PRINTER_TEST if PRINTER_TEST in paths else "",
    }  # fmt: skip


def _command(root: Path) -> tuple[str, bool]:
    """Return the command that is this program as it was called, and whether it stands outside the project's folder.

    The folder itself the page knows in the browser: what is written is the same wherever the project is.
    """
    name = os.environ.get("PAMPHLETS_COMMAND", "pamphlets")
    return shlex.quote(name), os.sep not in name or Path(name).resolve().parent != root


def _due(topics: Iterable[Topic]) -> list[tuple[str, facts.PamphletFacts]]:
    """Return every text with the name of its topic: the first to be checked again first, those without a day last."""
    texts = [(topic.name, text) for topic in topics for text in topic.texts]
    return sorted(texts, key=lambda one: (not one[1]["review_by"], one[1]["draft"], one[1]["review_by"]))


def _tongue(project: Project, code: str) -> str:
    own = dict(project.words["web-language"].texts)
    return own.get(code) or tongues.menu(code, project.practice.languages)


def _hint(platform: Platform, say: Callable[..., str]) -> str:
    """Return what staff must know to post on a platform."""
    hints = [say(f"desk-link-{platform.link}")] if platform.link != "text" else []
    hints += [] if platform.phone else [say("desk-no-phone")]
    hints += [] if platform.published else [say("desk-unpublished")]
    return " ".join(hints)


def _topics(manifest: Mapping[str, Any], project: Project) -> Iterator[Topic]:
    """Return every pamphlet with what the manifest says was made of it."""
    names = dict.fromkeys(text["name"] for text in manifest.get("pamphlets", ()))
    for name in names:
        texts = tuple(text for text in manifest["pamphlets"] if text["name"] == name)
        jobs = [job for job in manifest["jobs"] if job["pamphlet"] == name]
        posts = tuple(preview.posts(jobs, project))
        used = {post.platform for post in posts}
        paths = {text["path"] for text in texts}
        languages = {text["language"] for text in texts}
        yield Topic(
            name=re.sub(r"\s+", "-", name),
            language=texts[0]["language"],
            title=texts[0]["title"],
            review_by=texts[0]["review_by"],
            draft=texts[0]["draft"],
            texts=texts,
            missing=tuple((c, _tongue(project, c)) for c in project.practice.languages if c not in languages),
            leaflets=tuple(_leaflets(jobs, project)),
            platforms=tuple((id, platform.name) for id, platform in project.platforms.items() if id in used),
            posts=posts,
            carousels=tuple(preview.carousels(jobs)),
            files=preview.files(jobs, [o for o in manifest.get("gathered", ()) if o["pamphlet"] == name]),
            pages=tuple(_pages(jobs, project)),
            problems=tuple(_problems(manifest, jobs, paths)),
            news=tuple(one for one in manifest.get("news", ()) if one["pamphlet"] == name),
        )


def _problems(
    manifest: Mapping[str, Any], jobs: Iterable[Mapping[str, Any]], paths: set[str]
) -> Iterator[Mapping[str, Any]]:
    """Return what was found in a pamphlet's own sources, and while its outputs were made."""
    seen: list[Mapping[str, Any]] = []
    for problem in (
        *(problem for problem in manifest.get("problems", ()) if problem["path"] in paths),
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
