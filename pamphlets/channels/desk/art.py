"""Turns the logo, the motifs and the covers of a project into files beside the desk's pages, with what they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import quote

from pamphlets import paper
from pamphlets.channels.web import pictures
from pamphlets.errors import PamphletError
from pamphlets.model import Cover, Rendering
from pamphlets.paper import Logo, fetch
from pamphlets.project import Project, professions

SIDE = 960
"""The most pixels across a picture."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A kind of cover: what to write behind `cover:` to have it, its picture below `build/`, and whether it is in use.

    `drawn` says whether the picture is shown whole, `place` is the class by which it is cut.
    """

    kind: str
    key: str
    picture: str = ""
    used: bool = False
    drawn: bool = False
    place: str = ""


def logo(project: Project, place: str) -> Logo | None:
    """Return the logo in a place with the addresses of its files below `build/`; None if there is none."""
    found = paper.logo(project.brand, project.practice.name, place, project.root)
    return found and replace(found, light=_href(found.light), dark=_href(found.dark))


def motifs(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield the motifs of covers by name, drawn in the colors of the brand; not those that cannot be read."""
    for name in sorted(project.motifs):
        with suppress(PamphletError, OSError, ValueError):  # told when it is used
            url = Cover("motif", name).url
            yield name, fetch.fetch(url, project.folders, dict(project.brand.colors))[0]


def tiles(cover: Cover, project: Project) -> tuple[Tile, ...]:
    """Return the three kinds of cover that a text may have, of which it has one: with what it has, or what suits it."""
    usual = project.practice.cover
    shown = {one.kind: one for one in (usual, cover) if isinstance(one, Cover)}
    shown.setdefault("photo", Cover("photo", ""))
    shown.setdefault("motif", Cover("motif", _motif(project)))
    return tuple(_tile(shown.get(kind, Cover("type", "")), kind == cover.kind) for kind in ("photo", "motif", "type"))


def _motif(project: Project) -> str:
    """Return the motif that suits the profession."""
    fit = (row.motif for row in professions.of(project.practice.profession) if row.motif in project.motifs)
    return next(fit, "plain")


def _tile(cover: Cover, used: bool) -> Tile:
    if cover.kind == "motif":
        return Tile("motif", f"motif {cover.name}", quote(drawing(cover.name)), used)
    if cover.kind == "type":
        return Tile("type", "type", "", used)
    name = cover.name.removeprefix("content/") or "images/photo.jpg"
    return Tile("photo", f"photo {name}", _href(cover.name), used, cover.drawn, pictures.place(cover.focus))


def files(project: Project, covers: Iterable[Cover]) -> tuple[str, ...]:
    """Return the files of the project that the desk shows, as paths in it, sorted."""
    brand, usual = project.brand, project.practice.cover
    shown = (*covers, *([usual] if isinstance(usual, Cover) else ()))
    found = {brand.logo, brand.logos.dark, *(cover.name for cover in shown if cover.kind == "photo")}
    return tuple(sorted(found - {""}))


def renderings(files: Iterable[str], project: Project) -> Iterator[Rendering]:
    """Yield files of the project as the desk shows them, and all motifs."""
    for src in files:
        yield Rendering(_path(src), pictures.lighten(src, project.file(src).read_bytes(), SIDE)[0])
    for name, content in motifs(project):
        yield Rendering(drawing(name), content)


def drawing(name: str) -> str:
    """Return the path of a motif below `build/`."""
    return f"desk/motifs/{name}.svg"


def _path(src: str) -> str:
    return f"desk/{pictures.address(src)}"


def _href(src: str) -> str:
    return src and quote(_path(src))
