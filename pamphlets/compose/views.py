"""Turns an edition into what one target shows of it: blocks, facts, files, and nothing else that it would depend on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pamphlets.compose import conditions, variables
from pamphlets.model import ALWAYS, Block, Citation, Condition, Edition, Image, Target, Wording
from pamphlets.project import Brand, Practice, Project, Reference, Site


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an output says beside the words of its blocks. `practice` is without its sites."""

    practice: Practice
    site: Site
    sites: tuple[Site, ...]
    brand: Brand
    references: tuple[Reference, ...]
    words: Wording
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


@dataclass(frozen=True, slots=True)
class _Shown:
    """A block as a target shows it, with the references that it cites and the paths of its pictures."""

    block: Block
    cited: frozenset[str]
    pictures: frozenset[str]


_KEPT = 2_000
"""Blocks of which it is known what targets show: more than those of the editions that are planned together."""
_known: dict[int, tuple[Block, tuple[Condition, ...], dict[tuple[bool, ...], _Shown]]] = {}
"""By the identity of each block: most have no conditions, and show the same wherever they are shown."""


def _shown(block: Block, target: Target) -> _Shown:
    if id(block) not in _known:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[id(block)] = block, tuple({*conditions.every(block.title, block.parts)}), {}
    _, every, known = _known[id(block)]
    met = tuple(condition.admits(target) for condition in every)
    if met not in known:
        known[met] = _trim(block, target)
    return known[met]


def _trim(block: Block, target: Target) -> _Shown:
    title, parts = block.title and conditions.trim(block.title, target), conditions.parts(block.parts, target)
    block = replace(block, title=title, parts=parts, condition=ALWAYS, posts=(), digest="", source="")
    found = [*variables.inlines(block)]
    cited = frozenset(key for inline in found if isinstance(inline, Citation) for key in inline.keys)
    return _Shown(block, cited, frozenset(inline.src for inline in found if isinstance(inline, Image)))


def page(edition: Edition, project: Project) -> str:
    """Return the address of an edition's web page, or ''."""
    return f"{_folder(edition, project)}{edition.pamphlet.address}/" if project.practice.web else ""


def _folder(edition: Edition, project: Project) -> str:
    default, web = project.practice.languages[0], project.practice.web.rstrip("/")
    return f"{web}/" if edition.language == default else f"{web}/{edition.language}/"


def view(edition: Edition, target: Target, project: Project) -> View:
    """Return the edition with only the blocks, divs and spans that `target` shows, and no posts."""
    shown = [_shown(block, target) for block in edition.blocks if block.condition.admits(target)]
    blocks = tuple(one.block for one in shown)
    edition = replace(edition, blocks=blocks, pamphlet=replace(edition.pamphlet, items=()))
    cited = frozenset[str]().union(*(one.cited for one in shown))
    sites = project.sites(target.sites)
    folder = _folder(edition, project)
    facts = Facts(
        practice=project.publisher,
        site=sites[0],
        sites=sites,
        brand=project.brand,
        references=tuple(project.references[key] for key in sorted(cited & project.references.keys())),
        words=project.words_in(edition.language),
        page=page(edition, project),
        pages=tuple((name, f"{folder}{address}/") for name, address in edition.linked),
    )
    images = {path for one in shown for path in one.pictures}
    images |= {path for path in project.brand.logos[:2] if path}
    images |= {edition.cover.name} if edition.cover.kind == "photo" else set()
    return View(edition, target, facts, tuple((path, project.file_digest(path)) for path in sorted(images)))
