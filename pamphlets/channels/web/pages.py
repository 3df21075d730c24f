"""Plans and renders the pages: one for each pamphlet and language, an index for each language, and "not found"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from posixpath import dirname, relpath
from urllib.parse import urlsplit

from pamphlets import compose, localized, paper, records
from pamphlets.channels.cards import Card
from pamphlets.channels.web import anchors, cards, feed, hero, lettering, metadata, pictures
from pamphlets.channels.web.editions import history
from pamphlets.channels.web.page import Page, Version
from pamphlets.channels.web.writer import PageWriter
from pamphlets.compose import Composition, text, theme, variables
from pamphlets.digests import digest
from pamphlets.errors import PamphletError
from pamphlets.localized import names as tongues
from pamphlets.localized import quotes
from pamphlets.model import Edition, Folders, Job, Location, PageFacts, Problem, Rendering, Result, Target
from pamphlets.project import Project, Record

# `file:` beside 'self': a page opened by double click has no origin that 'self' could mean in every browser.
POLICY = (
    "default-src 'none'; style-src 'self' file:; img-src 'self' file: data:; font-src 'self' file:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; script-src 'self' file:{script}"
)
"""`script` allows the one inline script there is, which says in JSON what the page is about, and is never run.

Nothing of a page asks for anything once it is there; `connect-src` lets checkers (robots.txt) and `serve` do so.
"""


def plan(
    editions: Sequence[Edition], project: Project, drawn: Mapping[tuple[str, str], Card], linked: Sequence[Edition] = ()
) -> Iterator[Job]:
    """Return a job for each page; `drawn` are the cards of pamphlets and languages, `linked` what pages lead to.

    Raises PamphletError for links that lead nowhere on the pages.
    """
    own, others = _groups(editions), _groups(linked)
    known = records.read(project)
    made = [_pamphlet(group, own | others, known, project) for group in own.values()]
    ends = [view(group[0], project) for key, group in others.items() if key not in own]
    if lost := tuple(anchors.check([page.view for page in made], ends)):
        raise PamphletError(lost)
    for page in made:
        page = replace(page, picture=_picture(page, drawn), feed=feed.path(known, project))
        yield replace(job(page, project), shown=_shown(page))


def _groups(editions: Sequence[Edition]) -> dict[tuple[str, str], tuple[Edition, ...]]:
    """Return editions by pamphlet and language."""

    def order(edition: Edition) -> tuple[str, str]:
        return edition.pamphlet.name, edition.language

    return {key: tuple(group) for key, group in groupby(sorted(editions, key=order), order)}


def job(page: Page, project: Project) -> Job:
    """Return the job for a page."""
    edition = page.view.edition
    return Job(
        channel="web",
        name=f"web {page.path}",
        paths=(f"web/{page.path}",),
        content=page,
        digest=digest(page, project.templates_digest("web", "blocks", "assets"), POLICY),
        folders=project.folders,
        pamphlet=edition.pamphlet.name,
        language=edition.language,
        edition=edition.id,
        output="web",
        blocks=tuple(block.id for block in edition.blocks),
        sizes=tuple((f"web/{path}", 0) for _, _, path in page.leaflets),
    )


def _shown(page: Page) -> PageFacts:
    """Return what a page tells those that are made of all."""
    edition, logo = page.view.edition, page.view.facts.brand.logo
    pamphlet, cover = edition.pamphlet, edition.cover
    return PageFacts(
        name=pamphlet.name,
        language=edition.language,
        path=page.path,
        title=variables.heading(edition),
        summary=quotes.text(pamphlet.summary, edition.language),
        reviewed=pamphlet.reviewed,
        draft=page.draft,
        picture=next((src for src in pictures.used(edition.blocks) if src != logo), ""),
        versions=tuple((version.code, version.path) for version in page.versions),
        characters="".join(sorted(filter(str.isprintable, {*repr(page)}))),
        files=page.view.files,
        photo=cover.name if cover.kind == "photo" and not cover.drawn else "",
        size=(cover.width, cover.height),
        focuses=tuple(sorted((float(x), float(y)) for x, y in pictures.focuses(edition.blocks, cover))),
        beside=any(page.beside),
    )


def _picture(page: Page, drawn: Mapping[tuple[str, str], Card]) -> tuple[str, str]:
    card = drawn.get((page.view.edition.pamphlet.name, page.view.edition.language))
    return (cards.path(page.path), card.alt) if card else ("", "")


def path(language: str, address: str, project: Project) -> str:
    """Return the path of a page below `web/`; the address of an index is ''."""
    folder = project.practice.folder(language)
    return f"{folder}{address}/index.html" if address else f"{folder}index.html"


def version(language: str, address: str, project: Project) -> Version:
    """Return the page in one language; the address of an index is ''."""
    name = project.languages[language].name or tongues.menu(language, project.practice.languages)
    return Version(language, name, path(language, address, project))


def view(edition: Edition, project: Project) -> compose.View:
    """Return what a page shows of an edition, with every site."""
    sites = tuple(site.id for site in project.practice.sites)
    return compose.view(edition, Target(("web",), sites, edition.language), project)


def _pamphlet(
    group: Sequence[Edition],
    groups: Mapping[tuple[str, str], Sequence[Edition]],
    known: Sequence[Record],
    project: Project,
) -> Page:
    """Return the page of a pamphlet in one language, from its editions for all sites."""
    order = [site.id for site in project.practice.sites]
    edition, *_ = ordered = sorted(group, key=lambda e: order.index(e.site))
    pamphlet, language = edition.pamphlet, edition.language
    shown = view(edition, project)
    own = path(language, pamphlet.address, project)

    def page_of(name: str) -> str:
        found = groups.get((name, language)) or groups[name, project.practice.languages[0]]
        return path(found[0].language, found[0].pamphlet.address, project)

    return Page(
        view=shown,
        template="web/page.html",
        path=own,
        versions=tuple(
            version(code, groups[pamphlet.name, code][0].pamphlet.address, project)
            for code in project.practice.languages
            if (pamphlet.name, code) in groups
        ),
        home=path(language, "", project),
        editions=tuple(history(ordered, frozenset(block.id for block in shown.edition.blocks), known, project)),
        leaflets=tuple(
            (name, project.formats[name].name.of(language), f"{dirname(own)}/{name}.pdf")
            for name in project.formats_of(pamphlet)
        ),
        linked=tuple((name, page_of(name)) for name, _ in shown.facts.pages),
        beside=_beside(edition, groups, project),
    )


def _beside(
    edition: Edition, groups: Mapping[tuple[str, str], Sequence[Edition]], project: Project
) -> tuple[str, tuple[Version, ...]]:
    """Return what it is called that two languages stand side by side, and the pages that show this one so.

    A translation stands beside its original, and that beside each translation that has a leaflet of both.
    """
    pamphlet, (first, *others) = edition.pamphlet.name, project.practice.languages
    called, found = "", list[Version]()
    for code in others if edition.language == first else (edition.language,):
        translation, *_ = groups.get((pamphlet, code), (edition,))
        formats = [name for name in project.formats_of(translation.pamphlet) if project.formats[name].bilingual]
        if formats and translation.language != first and (pamphlet, first) in groups:
            own = dirname(path(code, translation.pamphlet.address, project))
            shown = version(code if edition.language == first else first, "", project)
            found.append(replace(shown, path=f"{own}/{formats[0]}.html"))
            called = called or project.formats[formats[0]].name.of(edition.language)
    return called, tuple(found)


def render(page: Page, job: Job, root: str = "") -> Result:
    """Make one page; what it shows and leads to has addresses below `root`, or from its own place on."""
    own_theme = theme.of(job.folders.templates)
    to = f"{root}{{}}".format if root else relative(page)
    writer = PageWriter(page, to, job.folders.root)
    values = names(page, compose.compose(page.view, own_theme, writer=writer), to, dict(job.sizes), job.folders)
    html = own_theme.render(page.template, **values, back=writer.back())
    return Result((Rendering(f"web/{page.path}", html.encode()),), tuple(_withdrawn(page)))


def _withdrawn(page: Page) -> Iterator[Problem]:
    """Yield a warning for each edition that the text still makes although it was withdrawn."""
    pamphlet = page.view.edition.pamphlet
    for one in page.editions:
        if one.state == "withdrawn" and one.now:
            message = f"edition {one.id} ({one.site}) was withdrawn: {one.why}"
            hint = "mend the text, then publish it; until then, print no leaflet of it"
            yield Problem("withdrawn", message, Location(pamphlet.path), hint, "warning")


def relative(page: Page) -> Callable[[str], str]:
    """Return the function that turns a path below `web/` into what this page writes to reach it.

    The page "not found" is shown at any address, so it writes where the pages will be; the others only say how to get
    from here to there, so that they work anywhere.
    """
    if page.path == "404.html":
        base = urlsplit(page.view.facts.practice.web).path.rstrip("/")
        return lambda path: f"{base}/{path}"
    return lambda path: relpath(path, dirname(page.path) or ".")


def names(
    page: Page, made: Composition, to: Callable[[str], str], bytes: Mapping[str, int], folders: Folders
) -> dict[str, object]:
    """Return what the templates of the pages know beside the names that all templates know."""
    head, country = metadata.head(page, made), page.view.facts.practice.country
    brand, language = page.view.facts.brand, page.view.edition.language
    return {
        **compose.names(page.view, made),
        "policy": POLICY.format(script=head.allowed),
        "to": to,
        "head": head,
        "feed": page.feed,
        "fonts": [f"assets/fonts/{name}" for name in lettering.early(language, brand, folders)],
        "home": to(page.home),
        "contents": [(block.id, text(block.title)) for block in made.blocks if block.title],
        "editions": page.editions,
        "leaflets": [(name, to(path), localized.size(bytes[f"web/{path}"], language, country))
                     for _, name, path in page.leaflets if f"web/{path}" in bytes],
        "large_print": next((to(path) for format, _, path in page.leaflets
                             if format == "large-print" and f"web/{path}" in bytes), ""),
        "switch": [
            {"code": v.code, "name": v.name, "href": to(v.path), "current": v.code == language}
            for v in (page.versions if len(page.versions) > 1 else ())
        ],
        "logo": _logo(page, to, folders),
        "art": hero.art(page.view.edition.cover, to, folders, dict(brand.colors)),
        "both": page.beside[0],
        "pairs": [replace(one, path=to(one.path)) for one in page.beside[1]],
        "ways": [replace(way, path=to(way.path)) for way in page.ways],
        "topics": [replace(topic, path=to(topic.path), picture=topic.picture and to(pictures.href(topic.picture)))
                   for topic in page.topics],
    }  # fmt: skip


def _logo(page: Page, to: Callable[[str], str], folders: Folders) -> paper.Logo | None:
    """Return the logo of the practice with the addresses of its files, and its size in whole pixels."""
    facts = page.view.facts
    if not (found := paper.logo(facts.brand, facts.practice.name, "page", folders.root)):
        return None
    light, dark = (path and to(pictures.href(path)) for path in (found.light, found.dark))
    return replace(found, light=light, dark=dark, width=round(found.width), height=round(found.height))
