"""Turns the job of a leaflet into its proof: each panel as a picture, how full it is, where its blocks stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import booklets, faults, fit, panels
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.proofs import Area, Proof, ProofPage
from pamphlets.model import Job, Location
from pamphlets.paper import Layout, raster

DOTS = 5.0
"""Pixels to a millimetre: a panel is about 500 wide."""


def proof(job: Job) -> Proof:
    """Lay a leaflet out as `render` does, and return its pages; raises PamphletError if nothing can be shown of it.

    One that does not fit is shown in its smallest size, on as many pages as it takes.
    """
    wanted = booklets.bind(cast("Leaflet", job.content), job.folders)
    shares, over = dict[int, float](), list[int]()
    try:
        fitted = booklets.finish(fit.fit(wanted, job.folders), wanted)
    except faults.Unfit as unfit:
        layout, problems, over = unfit.layout, unfit.problems, [line.page for line in unfit.over]
    else:
        layout, problems = fitted.layout, fitted.problems
        shares = dict(zip(faults.flow(layout), (one.full for one in fit.report(fitted, wanted).panels), strict=False))
    shares = {page: round(faults.full(layout.pages[page]), 2) for page in faults.flow(layout)} | shares
    names, areas = _names(layout, wanted), _areas(layout, wanted)
    pictures = raster.pages(layout.pdf(), [round(page.width * DOTS) for page in layout.pages])
    made = []
    for number, picture in enumerate(pictures):
        shown = raster.compress(picture, 0)
        assert shown is not None
        made.append(ProofPage(shown.content, picture.width, picture.height, names[number], shares.get(number),
                              over.count(number), areas.get(number, ())))  # fmt: skip
    return Proof(tuple(made), tuple(problems))


def _names(layout: Layout, wanted: Leaflet) -> list[str]:
    """Return what each page is called: its panel's name, or its number; what is too much has none."""
    if not wanted.paper.sides or wanted.paper.bound:
        return [f"page {number}" for number in range(1, len(layout) + 1)]
    named = {number: name.replace("-", " ") for name, number in panels.pages(wanted.paper, layout.pages).items()}
    return [named.get(number, "") for number in range(len(layout))]


def _areas(layout: Layout, wanted: Leaflet) -> Mapping[int, tuple[Area, ...]]:
    """Return where the title, the summary and the blocks stand, by the numbers of the pages."""
    known = dict(_places(layout, wanted))
    found: dict[int, list[Area]] = {}
    for part in layout.parts(known):
        page, (name, place) = layout.pages[part.page], known[part.element]
        left, right = max(part.x, 0.0), min(part.right, page.width)
        top, bottom = max(part.y, 0.0), min(part.bottom, page.height)
        if right > left and bottom > top:
            across, down = _parts(left, right, page.width), _parts(top, bottom, page.height)
            found.setdefault(part.page, []).append(Area(name, place, across[0], down[0], across[1], down[1]))
    return {number: tuple(areas) for number, areas in found.items()}


def _parts(begin: float, end: float, whole: float) -> tuple[float, float]:
    """Return where something begins, and how long it is, as parts of a whole."""
    return round(begin / whole, 4), round((end - begin) / whole, 4)


def _places(layout: Layout, wanted: Leaflet) -> Iterator[tuple[Element, tuple[str, Location]]]:
    """Yield the elements that a source has written, each with the id of its block and its place."""
    pamphlet, pages = wanted.view.edition.pamphlet, layout.manuscript
    for element in pages.root.iter():
        classes: Sequence[str] = (element.get("class") or "").split()
        if "block" in classes:
            yield element, (element.get("id") or "", pages.place(element))
        elif element.tag == "h1" or "summary" in classes:
            yield element, ("", pamphlet.locate("title" if element.tag == "h1" else "summary"))
