"""Turns an edition into what one target shows of it: blocks, facts, files, and nothing else that it would depend on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pamphlets.compose import conditions, variables
from pamphlets.model import ALWAYS, Citation, Edition, Image, Target
from pamphlets.project import Brand, Practice, Project, Reference, Site


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an output says beside the words of its blocks. `practice` is without its sites."""

    practice: Practice
    site: Site
    sites: tuple[Site, ...]
    brand: Brand
    references: tuple[Reference, ...]
    words: tuple[tuple[str, str], ...]
    page: str
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """An edition as one target shows it: nothing in it that the target does not depend on, `repr` alike everywhere.

    `files` are the pictures it shows, as (path relative to the project, SHA-256).
    """

    edition: Edition
    target: Target
    facts: Facts
    files: tuple[tuple[str, str], ...]


def view(edition: Edition, target: Target, project: Project) -> View:
    """Return the edition with only the blocks, divs and spans that `target` shows, and no posts."""
    blocks = tuple(
        replace(block, title=block.title and conditions.trim(block.title, target),
                parts=conditions.parts(block.parts, target), condition=ALWAYS, posts=(), digest="", source="")
        for block in edition.blocks
        if block.condition.admits(target)
    )  # fmt: skip
    edition = replace(edition, blocks=blocks, pamphlet=replace(edition.pamphlet, items=()))
    found = [inline for block in edition.blocks for inline in variables.inlines(block)]
    cited = {key for inline in found if isinstance(inline, Citation) for key in inline.keys}
    sites = tuple(site for site in project.practice.sites if site.id in target.sites)
    default = project.practice.languages[0]
    folder = f"{project.practice.web.rstrip('/')}/" + ("" if edition.language == default else f"{edition.language}/")
    facts = Facts(
        practice=project.practice.replace(sites=()),
        site=sites[0],
        sites=sites,
        brand=project.brand,
        references=tuple(project.references[key] for key in sorted(cited & project.references.keys())),
        words=project.words_in(edition.language),
        page=f"{folder}{edition.pamphlet.address}/" if project.practice.web else "",
        pages=tuple((name, f"{folder}{address}/") for name, address in edition.linked),
    )
    images = {inline.src for inline in found if isinstance(inline, Image)}
    images |= {path for path in project.brand.logos[:2] if path}
    images |= {edition.cover.name} if edition.cover.kind == "photo" else set()
    return View(edition, target, facts, tuple((path, project.file_digest(path)) for path in sorted(images)))
