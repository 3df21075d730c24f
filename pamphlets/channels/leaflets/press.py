"""Makes a leaflet's file for a print shop, and says in plain words what a print shop would send back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pamphlets.channels.leaflets import panels, places
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.errors import nearest
from pamphlets.model import Folders, Location, Problem, Severity
from pamphlets.project import THEME, TINTS, Paper, Project

if TYPE_CHECKING:
    from pamphlets.channels.leaflets.fit import Fit
    from pamphlets.paper import Fault, Ink

BLACK, DARK = "[0, 0, 0, 100]", 70
"""What a color for text should be: one ink; and from how much black on a color is one."""
NO_PROFILE = "no profile"
OUT = "9mm"
"""By how much art grows to bleed: from 6 mm within the paper to 3 mm beyond it."""
GRAVE = ("box", "font", "ink")
"""Faults for which there is no file; the others are for the practice and its print shop to judge."""
HINTS = {
    "ink": "draw it in plain colors: gradients and colors beyond RGB cannot be turned into inks here",
    "black": "give this color only black in 'press: colors:' of content/practice.yml, such as [0, 0, 0, 100]",
    "picture": "use a larger picture, or show it smaller",
    "picture-ink": "name your print shop's profile in 'press: profile:' of content/practice.yml: pictures follow it",
}


def profile_digest(project: Project) -> str:
    """Return what a job must know of the press: SHA-256 of its profile, or that there is none; '' if nobody asked."""
    if "press" not in project.extras:
        return ""
    profile = project.practice.press.profile
    return project.file_digest(f"content/{profile}") if profile else NO_PROFILE


def render(wanted: Leaflet, fitted: Fit, folders: Folders) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the sheets for a print shop, of the pages as they fit, with what is worth a remark."""
    from pamphlets.paper import pdf, raster

    manuscript = fitted.layout.manuscript
    own = f"{fitted.layout.css}\n@page {{ bleed: {pdf.BLEED:g}mm }}\n"
    layout = manuscript.layout(own + bleed(wanted.paper))
    if len(layout) != len(fitted.layout):
        layout = manuscript.layout(own)  # a template of the project's own, in which art stands in another way
    pages = {f"page-{number}": number for number in range(len(layout))}
    paper = panels.single(wanted.paper)
    if paper.sides:
        pages = panels.pages(paper, layout.pages)
    inks, problems = _inks(wanted)
    profile = _profile(wanted, folders)
    if profile and (profile[36:40], profile[16:20]) != (b"acsp", b"CMYK"):
        message = "the profile of 'press' is no ICC profile for CMYK"
        hint = "ask the print shop for the .icc file of its paper, or take the line out"
        problems.append(Problem("press", message, _place(wanted), hint))
        profile = b""
    name = wanted.view.facts.practice.press.profile.rpartition("/")[2]
    content, by_formula = pdf.press(
        layout.pdf(), paper, pages, inks, (name, profile) if profile else None,
        (lambda picture, size: raster.cmyk(picture, size, profile)) if profile else None,
    )  # fmt: skip
    problems += _missing(wanted, by_formula)
    problems += (_problem(fault, wanted, folders) for fault in pdf.preflight(content, paper))
    return content, tuple(problems)


def bleed(paper: Paper) -> str:
    """Return the rules with which art and grounds at the edges of the paper reach beyond them, and move nothing.

    What a box gains in padding, it loses in margin. The bar over a ground without art keeps its 3 mm on the paper.
    """
    cover = next((panel for panel in paper.panels if panel.name == "cover"), None)
    if cover and panels.margins(cover, paper)[3 if paper.mirrored else 1] < paper.edge - panels.HAIR:
        return ""  # where its lines end is a fold
    far, corners = f"-{paper.edge + 3:g}mm !important", "border-radius: 0; border-end-start-radius: 2mm"
    beside = f"margin-inline-end: {far}; padding-inline-end: {OUT}"
    above = f"margin-top: {far}; padding-top: {OUT}"
    return f"""
    .cover .field {{ {above}; {beside}; {corners}; box-sizing: content-box }}
    .cover.type .field {{ box-sizing: border-box; border-top-width: 6mm; {corners} }}
    .cover.type .field {{ padding-block: 16mm 6mm; padding-inline: 6mm 15mm }}
    .head > .field {{ margin-top: -{OUT} !important; padding-top: {OUT}; {beside}; {corners} }}
    .head.top > .field {{ {above}; {beside}; margin-inline-start: {far};
      padding-inline-start: {OUT}; border-radius: 0; border-end-start-radius: 0 }}
    .head.type > .words {{ margin: {far}; margin-bottom: 0 !important; border-top-width: 6mm; border-radius: 0 }}
    .head.type > .words {{ padding: 12mm 15mm 6mm !important }}
    .poster .head.type > .words {{ padding-top: 13mm !important }}
    """


def _place(wanted: Leaflet) -> Location:
    """Return where practice.yml speaks of the press."""
    return Location("content/practice.yml", wanted.view.facts.practice.press.line)


def _inks(wanted: Leaflet) -> tuple[dict[str, Ink], list[Problem]]:
    """Return the inks of colors: those of the brand by their names in `press`, others by their value."""
    brand = dict(wanted.view.facts.brand.colors)
    found: dict[str, Ink] = {}
    problems = []
    for name, ink in wanted.view.facts.practice.press.colors:
        if name not in brand and not name.startswith("#"):
            message = f"'press: colors:' names '{name}', which is no color of the brand"
            problems.append(Problem("press", message, _place(wanted), nearest(name, brand), "warning"))
        found[brand.get(name, name).upper()] = ink
    for tint in TINTS:  # so much of the same inks, where they are not given themselves
        color, _, share = tint.partition("-")
        if whole := found.get(brand[color].upper()):
            cyan, magenta, yellow, black = (part * int(share) / 100 for part in whole)
            found.setdefault(brand[tint].upper(), (cyan, magenta, yellow, black))
    return found, problems


def _profile(wanted: Leaflet, folders: Folders) -> bytes:
    path = wanted.view.facts.practice.press.profile
    return (folders.root / "content" / path).read_bytes() if path else b""


def _missing(wanted: Leaflet, by_formula: Mapping[str, Ink]) -> Iterator[Problem]:
    """Yield the colors that became inks by a formula: of the brand they are errors, of drawings remarks.

    A tint has its share of the inks of its color; without those, that is told of its color.
    """
    colors = wanted.view.facts.brand.colors
    tints = {value.upper() for name, value in colors if name in TINTS}
    for color, ink in sorted((color, ink) for color, ink in by_formula.items() if color not in tints):
        names = [name for name, value in colors if value.upper() == color]
        values = f"[{', '.join(f'{part:g}' for part in ink)}]"
        if names:
            name = next((name for name in names if name not in THEME and not name.startswith("dark-")), names[0])
            message = f"'press: colors:' has no inks for '{name}' ({color}), a color of the brand"
            hint = f"ask your print shop, or begin with {name}: {BLACK if ink[3] >= DARK else values}"
            yield Problem("press", message, _place(wanted), hint)
        else:
            message = f"{color}, a color of drawings, becomes the inks {values} by a formula"
            hint = f"to settle it, write it into 'press: colors:' as \"{color}\": {values}"
            yield Problem("press", message, _place(wanted), hint, "warning")


def _problem(fault: Fault, wanted: Leaflet, folders: Folders) -> Problem:
    place = _place(wanted) if fault.rule == "black" else places.home(wanted)
    severity: Severity = "error" if fault.rule in GRAVE else "warning"
    message = fault.message if fault.rule == "black" else f"{wanted.format.id} for the press: {fault.message}"
    if path := _picture(fault.pixels, wanted, folders):
        place = Location(path)
    return Problem(f"press-{fault.rule}", message, place, HINTS.get(fault.rule, ""), severity)


def _picture(pixels: tuple[int, int], wanted: Leaflet, folders: Folders) -> str:
    """Return the path of the picture that has so many pixels; '' if none has, or several have."""
    from pamphlets.paper import fetch, raster

    paths = [path for path, _ in wanted.view.files if any(pixels) and not path.endswith(".svg")]
    photos = ((path, raster.develop((folders.root / path).read_bytes(), fetch.SIDE, fetch.MOST)) for path in paths)
    found = [path for path, photo in photos if (photo.width, photo.height) == pixels]
    return found[0] if len(found) == 1 else ""
