"""Plans and renders the pages: one for each pamphlet and language, an index for each language, and "not found"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from posixpath import dirname, relpath
from urllib.parse import urlsplit

from pamphlets import compose, localized, paper, records
from pamphlets.channels.cards import Card
from pamphlets.channels.web import anchors, assets, cards, feed, hero, metadata, pictures
from pamphlets.channels.web.editions import history
from pamphlets.channels.web.page import Page, Topic, Version, Way
from pamphlets.channels.web.writer import PageWriter
from pamphlets.compose import Composition, text, theme, variables
from pamphlets.digests import digest
from pamphlets.errors import PamphletError
from pamphlets.library import covers
from pamphlets.localized import names as tongues
from pamphlets.localized import quotes
from pamphlets.model import Edition, Folders, Job, Location, Pamphlet, Problem, Rendering, Result, Target
from pamphlets.project import Project, Record

# `file:` beside 'self': a page opened by double click has no origin that 'self' could mean in every browser.
POLICY = (
    "default-src 'none'; style-src 'self' file:; img-src 'self' file: data:; font-src 'self' file:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; script-src 'self' file:{script}"
)
"""`script` allows the one inline script there is, which says in JSON what the page is about, and is never run.

Nothing of a page asks for anything once it is there; `connect-src` lets checkers (robots.txt) and `serve` do so.
"""


def plan(editions: Sequence[Edition], project: Project, drawn: Mapping[tuple[str, str], Card]) -> Iterator[Job]:
    """Return a job for each page; `drawn` are the cards of pamphlets and languages.

    Raises PamphletError for links that lead nowhere on the pages.
    """

    def order(edition: Edition) -> tuple[str, str]:
        return edition.pamphlet.name, edition.language

    groups = {key: tuple(group) for key, group in groupby(sorted(editions, key=order), order)}
    templates = project.templates_digest("web", "blocks", "assets")
    known = records.read(project)
    made = [_pamphlet(group, groups, known, project) for group in groups.values()]
    told = feed.PATH if project.practice.web and any((one.pamphlet, one.language) in groups for one in known) else ""
    if lost := tuple(anchors.check(made)):
        raise PamphletError(lost)
    made = [replace(page, picture=_picture(page, drawn)) for page in made]
    for page in (*made, *_indexes(made, project), _missing(made, project)):
        page = replace(page, feed=told)
        edition = page.view.edition
        yield Job(
            channel="web",
            name=f"web {page.path}",
            paths=(f"web/{page.path}",),
            content=page,
            digest=digest(page, templates, POLICY),
            folders=project.folders,
            pamphlet=edition.pamphlet.name,
            language=edition.language,
            edition=edition.id,
            output="web",
            blocks=tuple(block.id for block in edition.blocks),
            sizes=tuple((f"web/{path}", 0) for _, _, path in page.leaflets),
        )


def _picture(page: Page, drawn: Mapping[tuple[str, str], Card]) -> tuple[str, str]:
    card = drawn.get((page.view.edition.pamphlet.name, page.view.edition.language))
    return (cards.path(page.path), card.alt) if card else ("", "")


def path(language: str, address: str, project: Project) -> str:
    """Return the path of a page below `web/`; the address of an index is ''."""
    folder = project.practice.folder(language)
    return f"{folder}{address}/index.html" if address else f"{folder}index.html"


def _version(language: str, address: str, project: Project) -> Version:
    own = dict(project.words["web-language"].texts)
    name = own.get(language) or tongues.menu(language, project.practice.languages)
    return Version(language, name, path(language, address, project))


def _view(edition: Edition, project: Project) -> compose.View:
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
    view = _view(edition, project)
    own = path(language, pamphlet.address, project)

    def page_of(name: str) -> str:
        found = groups.get((name, language)) or groups[name, project.practice.languages[0]]
        return path(found[0].language, found[0].pamphlet.address, project)

    return Page(
        view=view,
        template="web/page.html",
        path=own,
        versions=tuple(
            _version(code, groups[pamphlet.name, code][0].pamphlet.address, project)
            for code in project.practice.languages
            if (pamphlet.name, code) in groups
        ),
        home=path(language, "", project),
        editions=tuple(history(ordered, frozenset(block.id for block in view.edition.blocks), known, project)),
        leaflets=tuple(
            (name, project.formats[name].name.of(language), f"{dirname(own)}/{name}.pdf")
            for name in project.formats_of(pamphlet)
        ),
        linked=tuple((name, page_of(name)) for name, _ in view.facts.pages),
    )


def _indexes(made: Sequence[Page], project: Project) -> Iterator[Page]:
    """Return the index of each language that there are texts in."""
    versions = _versions(made, project)
    for version in versions:
        pages = [page for page in made if page.view.edition.language == version.code]
        yield Page(
            view=_plain_view(version.code, project),
            template="web/index.html",
            path=version.path,
            versions=versions,
            home=version.path,
            topics=tuple(map(_topic, pages)),
        )


def _topic(page: Page) -> Topic:
    pamphlet = page.view.edition.pamphlet
    logo = page.view.facts.brand.logo
    picture = next((src for src in pictures.used(page.view.edition.blocks) if src != logo), "")
    reviewed = "" if pamphlet.draft else pamphlet.reviewed
    summary = quotes.text(pamphlet.summary, page.view.edition.language)
    return Topic(variables.heading(page.view.edition), summary, reviewed, page.path, picture)


def _versions(made: Sequence[Page], project: Project) -> tuple[Version, ...]:
    """Return the indexes: of the default language, and of each other that has a page to list."""
    default, *others = project.practice.languages
    told = {page.view.edition.language for page in made}
    return tuple(_version(code, "", project) for code in (default, *(code for code in others if code in told)))


def _missing(made: Sequence[Page], project: Project) -> Page:
    versions = _versions(made, project)

    def words(key: str, version: Version) -> str:
        return project.words[f"web-{key}"].of(version.code)

    ways = tuple(
        Way(
            language=v.code,
            title=words("missing", v),
            why=words("missing-why", v),
            leaflet=words("missing-leaflet", v),
            label=words("all-topics", v),
            path=v.path,
        )
        for v in versions
    )
    view = _plain_view(project.practice.languages[0], project)
    view = replace(view, edition=replace(view.edition, pamphlet=replace(view.edition.pamphlet, title=ways[0].title)))
    return Page(view=view, template="web/404.html", path="404.html", versions=(), home=versions[0].path, ways=ways)


def _plain_view(language: str, project: Project) -> compose.View:
    """Return the view of a page about no pamphlet: the practice, its sites and nothing more."""
    practice = project.practice
    none = Pamphlet("", language, "", practice.name, practice.tagline.of(language), ())
    cover, _, _ = covers.look(none, none, project)
    return _view(Edition(none, language, practice.sites[0].id, "", (), "", (), cover=cover), project)


def render(page: Page, job: Job) -> Result:
    """Make one page."""
    own_theme = theme.of(job.folders.templates)
    to = _relative(page)
    writer = PageWriter(page, to, job.folders.root)
    names = _names(page, compose.compose(page.view, own_theme, writer=writer), to, dict(job.sizes), job.folders)
    html = own_theme.render(page.template, **names, back=writer.back())
    return Result((Rendering(f"web/{page.path}", html.encode()),), tuple(_withdrawn(page)))


def _withdrawn(page: Page) -> Iterator[Problem]:
    """Yield a warning for each edition that the text still makes although it was withdrawn."""
    pamphlet = page.view.edition.pamphlet
    for one in page.editions:
        if one.state == "withdrawn" and one.now:
            message = f"edition {one.id} ({one.site}) was withdrawn: {one.why}"
            hint = "mend the text, then publish it; until then, print no leaflet of it"
            yield Problem("withdrawn", message, Location(pamphlet.path), hint, "warning")


def _relative(page: Page) -> Callable[[str], str]:
    """Return the function that turns a path below `web/` into what this page writes to reach it.

    The page "not found" is shown at any address, so it writes where the pages will be; the others only say how to get
    from here to there, so that they work anywhere.
    """
    if page.path == "404.html":
        base = urlsplit(page.view.facts.practice.web).path.rstrip("/")
        return lambda path: f"{base}/{path}"
    return lambda path: relpath(path, dirname(page.path) or ".")


def _names(
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
        "fonts": [f"assets/fonts/{name}" for name, _ in assets.fonts(brand)],
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
