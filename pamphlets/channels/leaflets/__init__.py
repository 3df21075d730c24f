"""Makes the leaflets: for each edition and format the pages for a screen and, if it folds, sheets for the printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import cast

from pamphlets import compose
from pamphlets.channels import bilingual
from pamphlets.channels.leaflets import leaflet, press, printer_test, staff
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.proofs import Proof
from pamphlets.digests import digest
from pamphlets.localized import names
from pamphlets.model import Edition, Job, Pamphlet, Picture, Rendering, Result, Target
from pamphlets.project import Project

__all__ = ["report"]

_TEMPLATES = ("leaflets", "blocks", "assets")
SCREEN, SHEET, COLORS = 360, 720, 128
"""Of the desk's pictures: the widths in pixels of a page and of a side of a sheet, and the number of colours."""


def plan(
    editions: Sequence[Edition], project: Project, _every: object = None, linked: Sequence[Edition] = ()
) -> Iterator[Job]:
    """Plan a job for each edition and format; `linked` has those in other languages, too."""
    templates = project.templates_digest(*_TEMPLATES)
    pages = {(one.pamphlet.name, one.language): compose.page(one, project) for one in (*linked, *editions)}
    titles = staff.titles((*linked, *editions), project)
    for edition in editions:
        others = tuple(
            (code, pages[edition.pamphlet.name, code])
            for code in edition.languages
            if code != edition.language and pages.get((edition.pamphlet.name, code))
        )
        words = _name if len(others) >= leaflet.MANY else _in_language
        translations = tuple((code, words(code, project), page) for code, page in others)
        own = project.formats_of(edition.pamphlet)
        for name in own:
            target = Target(("leaflets", name), (edition.site,), edition.language)
            format = project.formats[name]
            beside = bilingual.original(edition, (*linked, *editions), target, project) if format.bilingual else None
            if format.bilingual and not beside:
                continue
            view = compose.view(leaflet.choose(edition, format), target, project)
            one_sided = "one-sided" in project.extras and format.flip != "none"
            siblings = tuple(project.formats[other] for other in own if other != name) if format.flip != "none" else ()
            content = Leaflet(
                view, format, project.practice.paper, translations, press.profile_digest(project), one_sided, siblings,
                templates=templates, staff=staff.line(edition, titles, project), beside=beside,
            )  # fmt: skip
            yield _job(content, project)


def share(_jobs: object, project: Project) -> Iterator[Job]:
    """Plan the sheet that tests the printer, and what shows no text, such as cards for appointments."""
    practice, templates = project.practice, project.templates_digest(*_TEMPLATES)
    if project.sources:
        yield printer_test.plan(project, templates)
    formats = [project.formats[name] for name in project.usual if project.formats[name].of == "practice"]
    for format, site, language in product(formats if project.sources else (), practice.sites, practice.languages):
        none = Pamphlet("", language, "", format.name.of(language), practice.name, ())
        edition = Edition(none, language, site.id, "", (), "", ())
        view = compose.view(edition, Target(("leaflets", format.id), (site.id,), language), project)
        content = Leaflet(view, format, practice.paper, press=press.profile_digest(project), templates=templates)
        yield _job(content, project)


def _in_language(language: str, project: Project) -> str:
    """Return the words before the address of a text in another language, in that language: its name at least."""
    return project.languages[language].words.get("in-this-language") or f"{_name(language, project)}:"


def _name(language: str, project: Project) -> str:
    """Return what a language calls itself."""
    return project.languages[language].name or names.menu(language, project.practice.languages)


def render(job: Job) -> Result:
    """Make one leaflet, or the printer's test; raises PamphletError if a text does not fit."""
    if isinstance(job.content, printer_test.PrinterTest):
        return printer_test.render(job.content, job)
    from pamphlets.channels.leaflets import booklets, fit, panels, places
    from pamphlets.paper import pdf

    content = booklets.bind(cast("Leaflet", job.content), job.folders)
    fitted = booklets.finish(fit.fit(content, job.folders), content)
    layout, flip = fitted.layout, content.format.flip
    screen = pdf.finish(layout.pdf("pdf/ua-1"), layout.marks, flip, places.home(content), content.paper.bound)
    sheets = b""
    if content.paper.sides:
        sheets = pdf.impose(screen, content.paper, panels.pages(content.paper, layout.pages), flip)
    sides = pdf.fronts_and_backs(sheets or screen) if content.one_sided else ()
    files = (sheets or screen, *sides, *[screen] * (len(job.paths) - 1 - len(sides)))
    made = [Rendering(path, file, content.format.id) for path, file in zip(job.paths, files, strict=True)]
    problems = fitted.problems
    if content.press:
        pressed, found = press.render(content, fitted, job.folders)
        made[-1] = Rendering(job.paths[-1], pressed, content.format.id)
        problems += found
    pictures = _pictures(job, screen, sheets)
    sizes = tuple(Picture(picture.path, *_size(picture.content)) for picture in pictures)
    return Result((*made, *pictures), problems, replace(fit.report(fitted, content), pictures=sizes))


def proof(job: Job) -> Proof:
    """Return the pages of one leaflet as pictures, even if it does not fit; raises PamphletError for other faults."""
    from pamphlets.channels.leaflets import proofs

    return proofs.proof(job)


def folder(edition: Edition, project: Project) -> str:
    """Return the folder of an edition's leaflets below `build/leaflets/`: the default language and site have none."""
    site = "" if edition.site == project.practice.sites[0].id else f"at-{edition.site}/"
    return f"{project.practice.folder(edition.language)}{site}{edition.pamphlet.address}"


def _job(content: Leaflet, project: Project) -> Job:
    edition, name = content.view.edition, content.format.id
    own = folder(edition, project)
    stem = f"leaflets/{own}/{name}" if edition.pamphlet.name else f"leaflets/{own}{name}"
    paths: tuple[str, ...] = (f"{stem}.pdf",)
    if content.one_sided:
        paths += (f"{stem}.fronts.pdf", f"{stem}.backs.pdf")
    if content.paper.sides:
        paths += (f"{stem}.screen.pdf",)
    if edition.pamphlet.name and edition.site == project.practice.sites[0].id:
        paths += (f"web/{own}/{name}.pdf",)  # what the web page links to
    if content.press:
        paths += (f"{stem}.press.pdf",)
    return Job(
        channel="leaflets",
        name=stem,
        paths=paths,
        content=content,
        digest=digest(content),
        folders=project.folders,
        pamphlet=edition.pamphlet.name,
        language=edition.language,
        site=edition.site,
        edition=edition.id,
        output=name,
        blocks=tuple(block.id for block in edition.blocks),
    )


def _pictures(job: Job, screen: bytes, sheets: bytes) -> tuple[Rendering, ...]:
    """Return the desk's pictures: each side of the sheet, or each page where there is none."""
    from pamphlets.paper import raster

    name, shown = (f"{job.name}-sheet", sheets) if sheets else (job.name, screen)
    pictures = raster.pngs(shown, width=SHEET if sheets else SCREEN, colors=COLORS, rough=True)
    found = [(f"desk/{name}-{number}.png", picture) for number, picture in enumerate(pictures, 1)]
    return tuple(Rendering(path, picture, job.output) for path, picture in found)


def _size(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, which its first bytes say."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
