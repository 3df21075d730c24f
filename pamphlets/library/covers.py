"""Turns what a pamphlet, its original and the practice say of covers into the cover that an edition has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

from pamphlets.compose import theme
from pamphlets.errors import PamphletError
from pamphlets.library import gallery
from pamphlets.model import PLAIN, Cover, Edition, Location, Pamphlet, Problem
from pamphlets.paper import drawings, paint, raster
from pamphlets.project import Project

_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>")
_FIELD, _COARSE = (82, 110), 150
"""The millimetres that art takes on the cover of a tri-fold, and the dots an inch under which it looks coarse."""


def look(pamphlet: Pamphlet, original: Pamphlet, project: Project) -> tuple[Cover, str, bool]:
    """Return the cover of a pamphlet, what fills panels of its leaflets, and whether they ask for an appointment.

    A translation has what its original has, and the practice's stands for what neither says.
    """
    practice = project.practice
    cover = pamphlet.cover or original.cover or practice.cover or PLAIN
    assert isinstance(cover, Cover)
    asked = (one.appointment for one in (pamphlet, original) if one.appointment is not None)
    return (
        _complete(cover, pamphlet, project),
        pamphlet.fill or original.fill or practice.fill,
        next(asked, practice.appointment),
    )


def _complete(cover: Cover, pamphlet: Pamphlet, project: Project) -> Cover:
    """Return a cover with what its file says: its words in a language, its size, and what of it must stay in view."""
    if cover.kind == "motif":
        said = project.words_in(pamphlet.language).plain.get(f"motif-{cover.name}")
        return replace(cover, alt=said or _title(cover.name, project))
    if cover.kind == "type":
        return cover
    try:
        width, height = drawings.size(project.file(cover.name))
    except (PamphletError, OSError):  # told where it is checked
        width, height = 0, 0
    focus = cover.focus or (gallery.UPRIGHT if height > width else gallery.WIDE)
    return replace(cover, alt=pamphlet.cover_alt, focus=focus, width=width, height=height)


def _title(name: str, project: Project) -> str:
    """Return what a motif says of itself; '' if it is decoration."""
    try:
        text = theme.of(project.folders.templates).find(f"assets/motifs/{name}.svg").read_bytes()
    except (PamphletError, OSError):
        return ""
    found = _TITLE.search(text.decode("utf-8", "replace"))
    return " ".join(unescape(found[1]).split()) if found else ""


def _coarse(cover: Cover, place: Location) -> Iterator[Problem]:
    """Yield a warning for a photo that has too few dots for the cover of a folded leaflet, where it fills its field."""
    dots = min(cover.width / _FIELD[0], cover.height / _FIELD[1]) * 25.4
    if not cover.drawn and 0 < dots < _COARSE:
        message = (
            f"'{cover.name}' has {cover.width} × {cover.height} pixels: on a cover that is {dots:.0f} dots an inch"
        )
        hint = (
            f"{_COARSE} are the least: use the picture as the camera saved it; 1300 pixels across are enough everywhere"
        )
        yield Problem("coarse", message, place, hint, "warning")


def _blank(cover: Cover, place: Location, project: Project) -> Iterator[Problem]:
    """Yield a warning for a photo of which a folded leaflet's cover shows a part with nothing on it."""
    if cover.drawn or not cover.width:
        return
    try:
        where = raster.outside(
            project.file(cover.name).read_bytes(), _FIELD[0] / _FIELD[1], cover.focus or gallery.WIDE
        )
    except (PamphletError, OSError, ValueError):  # told where it is checked
        return
    if where:
        message = f"of '{cover.name}' a cover shows a part with nothing on it"
        hint = f"say what must stay in view, in per cent from left and top: focus: [{where[0]}, {where[1]}]"
        yield Problem("blank", message, place, hint, "warning")


def check(editions: Iterable[Edition], project: Project) -> Iterator[Problem]:
    """Yield what is wrong with the covers that pamphlets name: pictures, and motifs that the project has drawn."""
    for pamphlet in {one.pamphlet.path: one.pamphlet for one in editions}.values():
        if pamphlet.cover:
            key = "cover" if "cover" in dict(pamphlet.lines) else "image"
            yield from _check(_complete(pamphlet.cover, pamphlet, project), pamphlet, key, project)


def check_usual(project: Project) -> Iterator[Problem]:
    """Yield what is wrong with the picture of the cover that pamphlets have which name none."""
    none = Pamphlet("", project.practice.languages[0], "content/practice.yml", "", "", ())
    if isinstance(project.practice.cover, Cover):
        yield from _check(_complete(project.practice.cover, none, project), none, "cover", project)


def _check(cover: Cover, pamphlet: Pamphlet, key: str, project: Project) -> Iterator[Problem]:
    place = pamphlet.locate(key) if pamphlet.name else Location(pamphlet.path)
    if cover.kind == "photo":
        yield from gallery.check(cover.name, place, project)
        yield from _coarse(cover, place)
        focus = pamphlet.locate("focus") if "focus" in dict(pamphlet.lines) else place
        cornered = tuple(gallery.check_focus(cover.focus, focus, "focus: [46, 20]"))
        yield from cornered or _blank(cover, place, project)
    elif (file := project.root / (path := f"templates/assets/motifs/{cover.name}.svg")).is_file():
        yield from drawings.problems(paint.motif(file.read_bytes(), {}), path)
