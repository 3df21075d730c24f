"""Makes the pages that staff open: what there is to print, to post and to check of each topic, and an index of topics.

They are made last, of what was made, and know no day: what is out of date is judged in the browser.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path

from pamphlets import compose, localized
from pamphlets.channels.desk import art, preview, topics
from pamphlets.channels.desk.sheet import sheet
from pamphlets.channels.web import assets, lettering, pictures
from pamphlets.channels.whole import Gathering, Whole
from pamphlets.compose import Theme, theme
from pamphlets.digests import digest
from pamphlets.model import Cover, Edition, Job, Manifest, PamphletFacts, Rendering, Result
from pamphlets.paper import webfont
from pamphlets.project import LEAST, Brand, FontFile, Platform, Project

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
class Line:
    """What the index says of a topic: `states` is what is new since the last publish, `problems` how many there are."""

    name: str
    file: str
    texts: tuple[PamphletFacts, ...]
    missing: tuple[tuple[str, str], ...]
    words: str
    states: tuple[str, ...]
    again: bool
    problems: int

    @property
    def title(self) -> str:
        """Its title in the first language that it has."""
        return self.texts[0].title

    @property
    def language(self) -> str:
        """That language."""
        return self.texts[0].language


def plan(_editions: Sequence[Edition], _project: Project, *_others: object) -> Iterable[Job]:
    """Return nothing: the desk is made of what the other channels' jobs have made."""
    return ()


def render(job: Job) -> Result:
    """Render nothing, for no job is planned."""
    return Result(())


def gather(whole: Whole) -> Iterator[Gathering]:
    """Yield the pages of the desk, in the practice's first language: a page for each topic, and what leads to them."""
    project = whole.project
    own = theme.of(project.folders.templates)
    names = _names(project)
    words = project.words_in(project.desk_language)
    shared = digest(project.templates_digest("desk", "web", "assets"), words, project.brand,
                    tuple(project.formats.items()), tuple(project.platforms.items()),
                    *(value for value in names.values() if not callable(value)))  # fmt: skip

    def page(path: str, template: str, more: Callable[[], Mapping[str, object]]) -> Result:
        up, here = ("../", "") if "/" in path else ("", "desk/")
        return Result((Rendering(path, own.render(template, **names, **more(), up=up, here=here).encode()),))

    sources = tuple(topics.sources(_manifest(whole)))
    for source in sources:
        make = partial(page, f"desk/{source.name}.html", "desk/topic.html", partial(_topic, source, whole))
        yield Gathering(f"desk/{source.name}", make, source.name, digest=digest(shared, source.shown))
    index = _index(sources, whole)
    make = partial(page, "index.html", "desk/index.html", lambda: index)
    yield Gathering("desk", make, digest=digest(shared, *index.values()))
    brand = {"sheet": sheet(project), "least": LEAST, "headings": project.brand.headings}
    make = partial(page, "brand.html", "desk/brand.html", lambda: {**brand, "motifs": tuple(art.motifs(project))})
    yield Gathering("desk brand", make, digest=digest(shared, *brand.values()))
    covers = {text.cover for source in sources for text in source.texts}
    files = art.files(project, covers)
    known = [*((file, project.file_digest(file)) for file in files), *_said(project).items()]
    make = partial(_files, own, project, files, covers)
    yield Gathering("desk files", make, digest=digest("files", shared, known, sorted(map(repr, covers))))


def look(project: Project) -> tuple[Rendering, ...]:
    """Return the files that the desk's pages share, as they are while no pages show covers: before the first build."""
    return _files(theme.of(project.folders.templates), project, art.files(project, ()), ()).renderings


def _topic(source: topics.Source, whole: Whole) -> dict[str, object]:
    return {"topic": topics.topic(source, whole.project, whole.read)}


def _files(own: Theme, project: Project, files: Iterable[str], covers: Iterable[Cover]) -> Result:
    """Return the stylesheet, the scripts, the icon, the fonts, and the pictures of the practice and of covers."""
    brand = project.brand
    colors = dict(brand.colors)
    places = sorted({(pictures.place(cover.focus), cover.position) for cover in covers if cover.focus})
    fonts, said = tuple(_faces(brand, own)), _said(project)
    faces = (*fonts, *lettering.faces(said, brand, project.folders))
    names = {"brand": brand, "colors": colors, "faces": faces, "places": places,
             "tongues": [*lettering.style(brand, project.folders)]}  # fmt: skip
    style = own.render("desk/desk.css", **names, fonts="fonts/", display="swap")
    return Result((
        Rendering("desk/desk.css", style.encode()),
        *(Rendering(f"desk/{name}", own.find(f"desk/{name}").read_bytes()) for name in ("desk.js", "posted.js")),
        Rendering("desk/icon.svg", own.render("web/icon.svg", colors=colors).encode()),
        *(Rendering(f"desk/fonts/{file}", own.find(f"assets/fonts/{file}").read_bytes()) for file, *_ in fonts),
        *(Rendering(f"desk/fonts/{lettering.name(file)}", webfont.subset(own.find(f"assets/fonts/{file.name}"), used))
          for file, used in lettering.letters(said, brand, project.folders)),
        *art.renderings(files, project),
    ))  # fmt: skip


def _said(project: Project) -> dict[str, str]:
    """Return the letters of all sources, and of what is said around them, for each language with a font of its own."""
    if not lettering.files(project.brand):
        return {}
    texts = "".join(project.read_text(path) for path in (*project.sources, "content/practice.yml"))
    tongues = "".join(topics.tongue(project, code) for code in project.practice.languages)
    return {one.code: "".join(sorted({*texts, *tongues, *"".join(project.words_in(one.code).plain.values())}))
            for one in project.brand.tongues}  # fmt: skip


def _faces(brand: Brand, own: Theme) -> Iterator[tuple[str, FontFile, str]]:
    """Yield the files of the brand's fonts: name, what it is, and characters (or all).

    They are taken as they are, for posts may have any letter: packed for the web where there is such a file.
    """
    for name, file in assets.fonts(brand):
        yield name if own.has(f"assets/fonts/{name}") else file.name, file, ""
        extended = name.replace(".woff2", "-Extended.woff2")
        if own.has(f"assets/fonts/{extended}"):
            yield extended, file, EXTENDED


def _names(project: Project) -> dict[str, object]:
    """Return what every page of the desk says."""
    practice = project.practice
    language = project.desk_language
    say = compose.speaker(project.words_in(language).marked)
    return {
        "language": language,
        "say": say,
        "date": lambda iso: localized.date(iso, language, practice.country),
        "saved": preview.saved,
        "policy": POLICY,
        "practice": practice,
        "logo": art.logo(project, "page"),
        "own_mark": art.logo(project, "preview"),
        "languages": [(code, topics.tongue(project, code)) for code in practice.languages],
        "sites": [(site.id, site.name) for site in practice.sites],
        "platforms": [{"id": id, "hint": _hint(platform, say)} for id, platform in project.platforms.items()],
        "command": _command(project.root),
    }


def _index(sources: Iterable[topics.Source], whole: Whole) -> dict[str, object]:
    """Return what the first page says: all topics, what is due, what is new, and what checks found."""
    lines = tuple(Line(source.id, source.name, source.texts, topics.missing(source, whole.project), source.words,
                        tuple(dict.fromkeys(one.state for one in source.news if one.state != "same")),
                        any(one.print for one in source.news), len(source.problems))
                   for source in sources)  # fmt: skip
    paths = {output.path for entry in whole.manifest.jobs if not entry.pamphlet for output in entry.outputs}
    own = {problem.path for source in sources for problem in source.problems}
    return {
        "topics": lines,
        "due": _due(lines),
        "fresh": [line for line in lines if line.states],
        "faulty": [line for line in lines if line.problems],
        "problems": [problem for problem in _manifest(whole).problems if problem.path not in own],
        "unchecked": [(topics.tongue(whole.project, code), names) for code, names in whole.manifest.unchecked.items()],
        "printer_test": PRINTER_TEST if PRINTER_TEST in paths else "",
        "cards": tuple(cards(whole)),
        "starts": tuple(_starts(whole)),
    }


def cards(whole: Whole) -> Iterator[tuple[str, str, str]]:
    """Yield what is printed for the practice: a file, what it is, and what to do with it."""
    project, first = whole.project, whole.project.desk_language
    sites = {site.id: site.name for site in project.practice.sites}
    for entry in whole.manifest.jobs:
        path = f"{entry.name}.pdf"
        if entry.output in project.formats and not entry.pamphlet and path in {one.path for one in entry.outputs}:
            format, tongue = project.formats[entry.output], topics.tongue(project, entry.language)
            several = (*([sites[entry.site]] * (len(sites) > 1)), *([tongue] * (len(project.practice.languages) > 1)))
            yield path, " · ".join((format.name.of(first), *several)), format.fold_in(first, entry.language)


def _starts(whole: Whole) -> Iterator[tuple[str, str, str]]:
    """Yield what shows all texts: a file, the key of its name, and its language where there are several."""
    project, entries = whole.project, (*whole.manifest.jobs, *whole.manifest.gathered)
    paths = {output.path for entry in entries if not entry.pamphlet for output in entry.outputs}
    languages = project.practice.languages
    for channel, language in product(("web", "slides"), languages):
        path = f"{channel}/{project.practice.folder(language)}index.html"
        if path in paths:
            yield path, f"desk-start-{channel}", topics.tongue(project, language) if len(languages) > 1 else ""


def _manifest(whole: Whole) -> Manifest:
    """Return what was built; that a language lacks checks is no problem of a text: the index has a line for it."""
    found = whole.manifest.problems
    return replace(whole.manifest, problems=tuple(one for one in found if one.rule != "unchecked-language"))


def _command(root: Path) -> tuple[str, bool]:
    """Return the command that is this program as it was called, and whether it stands outside the project's folder.

    The folder itself the page knows in the browser: what is written is the same wherever the project is.
    """
    name = os.environ.get("PAMPHLETS_COMMAND", "pamphlets")
    return shlex.quote(name), os.sep not in name or Path(name).resolve().parent != root


def _due(lines: Iterable[Line]) -> list[tuple[Line, PamphletFacts]]:
    """Return every text with its topic: the first to be checked again first, those without a day last."""
    texts = [(line, text) for line in lines for text in line.texts]
    return sorted(texts, key=lambda one: (not one[1].review_by, one[1].draft, one[1].review_by))


def _hint(platform: Platform, say: Callable[..., str]) -> str:
    """Return what staff must know to post on a platform."""
    hints = [say(f"desk-link-{platform.link}")] if platform.link != "text" else []
    hints += [] if platform.phone else [say("desk-no-phone")]
    hints += [] if platform.published else [say("desk-unpublished")]
    return " ".join(hints)
