"""Finds the size at which a leaflet fills its panels, and what must stay out; never scales, never clips."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from pamphlets import compose
from pamphlets.channels.leaflets import (
    columns,
    dense,
    endings,
    faults,
    heads,
    leaflet,
    narrow,
    overprints,
    panels,
    pictures,
    places,
    posters,
    sharing,
    unbroken,
    units,
)
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.leaflets.sharing import Shared
from pamphlets.compose import theme
from pamphlets.model import Folders, LeafletReport, Problem, Share
from pamphlets.paper import Layout, Manuscript, Page

STEP = 0.1
"""Type grows by this, in pt."""
WORTHWHILE = 0.3
"""Type that could grow by less, in pt, stays as it is: nobody sees it, and each try costs a layout."""
CAREFUL = 0.985
"""What lines lose at their ends when type grows."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A leaflet laid out at the size that suits it, with what it left out and what is worth a remark."""

    layout: Layout
    size: float
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    fillers: tuple[str, ...] = ()


def fit(wanted: Leaflet, folders: Folders) -> Fit:
    """Lay a leaflet out as large as it fits; raise `faults.Unfit`, with by how much and where, if it does not."""
    if not (wanted.paper.sides or wanted.format.pages) and (endless := _endless(wanted, folders)):
        return endless
    out: list[str] = []
    optional = [block.id for block in wanted.view.edition.blocks if block.optional]
    smallest, balanced = wanted.format.smallest, panels.balanced(wanted.paper)
    broken, title = leaflet.breaks(wanted) and not balanced, 0
    head, *others = heads.ways(wanted)
    size, foot = smallest, ""
    while True:
        pages = manuscript(leaflet.html(wanted, folders, frozenset(out), broken, head), wanted, folders)
        lay = _once(pages, partial(lay_out, pages, wanted, title=title, art=heads.css(wanted, head), known={}))
        if first := dense.begin(pages, wanted, folders, lay):
            return _done(first, tuple(out)) if isinstance(first, Shared) else _flow(first, wanted, lay, tuple(out))
        size, foot, layout = _begin(size, foot, wanted, lay)
        columned = columns.has(layout, wanted)
        if columned and (shared := columns.share(layout, wanted, lay)):
            return _done(shared, tuple(out))
        layout = columns.flow(layout, wanted, lay) if columned else layout
        room = _room(wanted, layout)
        over = faults.surplus(layout, room)
        if over and others:
            head, size = others.pop(0), _grown(posters.beside(layout, wanted), wanted)
        elif over and not (balanced or columned) and (closer := sharing.close_up(layout, wanted, room, lay, foot)):
            return _flow(closer, wanted, lay, tuple(out))
        elif overprints.is_crowded(layout, wanted, over) and title < narrow.SMALLEST:
            title = narrow.smaller(title)
        elif balanced and (shared := sharing.share(layout, wanted, folders, lay)):
            return _done(shared, tuple(out))
        elif not over:
            return _flow(layout, wanted, lay, tuple(out), size)
        elif balanced and (closer := sharing.close_up(layout, wanted, room, lay, foot)):
            return _flow(closer, wanted, lay, tuple(out))
        elif broken:
            broken = False
        elif optional:
            out.append(optional.pop())
        else:
            long = faults.too_long(over, layout, wanted, smallest)
            raise faults.Unfit([long, *_errors(faults.problems(layout, wanted))], layout, over)


def _begin(size: float, foot: str, wanted: Leaflet, lay: sharing.Lay) -> tuple[float, str, Layout]:
    """Return the size, the CSS of a foot, which is as high in every try, and the layout that a try begins with."""
    smallest = wanted.format.smallest
    larger = _larger(size, foot, wanted, lay)
    size, layout = (size, larger) if larger else (smallest, lay(smallest, foot))
    own = posters.foot(layout, wanted)
    if not foot and posters.is_foot_other(layout, wanted):
        layout = lay(smallest, own)
    return size, own, layout


def _larger(size: float, foot: str, wanted: Leaflet, lay: sharing.Lay, room: int = 0) -> Layout | None:
    """Return a layout at a size that was reckoned; None if little is won by it, or it turns out wrong.

    `room` is how many pages it may take (0: all that there are).
    """
    worthwhile = size >= wanted.format.smallest + WORTHWHILE
    return layout if worthwhile and _is_right(layout := lay(size, foot), wanted, room) else None


def _flow(layout: Layout, wanted: Leaflet, lay: sharing.Lay, out: tuple[str, ...], size: float = 0) -> Fit:
    """Return a leaflet whose blocks flow from page to page, as large as it fits.

    It is laid out at a size, or at the smallest: then it may grow.
    """
    smallest = wanted.format.smallest
    errors, foot = _errors(faults.problems(layout, wanted)), posters.foot(layout, wanted)
    if size <= smallest:
        size = smallest if "dense" in units.modes(layout) else estimate(layout, wanted)
        larger = _larger(size, foot, wanted, lay, _same(layout, wanted))
        size, layout, errors = (size, larger, []) if larger else (smallest, layout, errors)
    for head in posters.spend(layout, wanted):
        if _is_right(fuller := lay(size, head + foot), wanted):
            layout = fuller
            break
    if errors:
        raise faults.Unfit(errors, layout)
    fill = columns.finish if columns.has(layout, wanted) else sharing.fill
    layout, fillers = fill(layout, wanted, size, lay)
    eased = [number for number, filler in enumerate(fillers) if filler]
    problems = (*faults.problems(layout, wanted), *faults.empty(layout, wanted, eased))
    return Fit(layout, size, out, problems, fillers)


def _endless(wanted: Leaflet, folders: Folders) -> Fit | None:
    """Return a leaflet of any number of pages, unless its largest size is too large for a word or picture."""
    pages = manuscript(leaflet.html(wanted, folders), wanted, folders)
    found = endings.lay_out(wanted, partial(lay_out, pages, wanted))
    return _done(found, ()) if found else None


def _done(shared: Shared, out: tuple[str, ...]) -> Fit:
    return Fit(shared.layout, shared.size, out, shared.problems, shared.fillers)


def manuscript(html: str, wanted: Leaflet, folders: Folders) -> Manuscript:
    """Read a leaflet's HTML once, to be laid out at one size and another."""
    read = Manuscript(html, folders, places.home(wanted), wanted.view.facts.brand)
    unbroken.keep(read.root, compose.speaker(wanted.view.facts.words.plain))
    narrow.mark(read.root)
    pictures.place(read.root, wanted, folders.root)
    if posters.is_poster(wanted):
        posters.part(read.root)
    own = theme.of(folders.templates)
    if not any(map(own.is_own, ("leaflets", "assets/print.css"))):  # of others nobody knows what they number
        read.part(panels.APART, (wanted.templates, wanted.view.files))
    return read


def lay_out(
    pages: Manuscript, wanted: Leaflet, size: float, own: str = "", title: int = 0, art: str = "",
    known: dict[str, int] | None = None, apart: str = "",
) -> Layout:  # fmt: skip
    """Lay a leaflet out on the pages of its format, with its text at a size in pt, and its title so many steps smaller.

    `art` is CSS of its head, `own` what its text has beside, `apart` its cover and back. Tables and titles that are too
    wide are made narrower, as far as it goes; `known` are the steps of tables in smaller type, which are taken at once.
    """
    css = f"{panels.css(wanted.paper)}\nhtml {{ font-size: {size:.1f}pt }}\n{art}\n"
    steps, floor = dict(known or {}), wanted.format.smallest
    layout = pages.layout(css + narrow.css(steps, floor, size, 0.0), f"\n{own}\n", apart)
    first, more = layout, dict(narrow.further(layout, steps))
    more |= {"h1": max(title, more.get("h1", 0))} if title else {}
    while more != steps:
        rules = narrow.css(more, floor, size, narrow.title_size(first))
        layout, steps = pages.layout(css + rules, f"\n{own}\n", apart), more
        more = dict(narrow.further(layout, steps))
    if known is not None and size == floor:
        known |= {table: taken for table, taken in steps.items() if table != "h1"}
    return layout


def _once(pages: Manuscript, lay: Callable[..., Layout]) -> sharing.Lay:
    """Return what lays pages out once at each size, with each CSS, in each mode."""
    known: dict[tuple[float, str, str, str], Layout] = {}

    def again(size: float, own: str, apart: str = "") -> Layout:
        key = size, own, apart, "".join(body.get("class", "") for body in pages.root.iterfind("body"))
        if key not in known:
            known[key] = lay(size, own, apart=apart)
        return known[key]

    return again


def estimate(layout: Layout, wanted: Leaflet) -> float:
    """Return the size at which a layout at the smallest size would about fill its pages."""
    spare = _same(layout, wanted) - len(faults.flow(layout))
    ratios = []
    for run in faults.runs(layout):
        used = len(run) - 1 + _used(layout.pages[run[-1]], wanted)
        ratios.append((len(run) + spare) / used if used else math.inf)
        spare = 0
    return _grown(min(ratios, default=1.0), wanted)


def _used(page: Page, wanted: Leaflet) -> float:
    """Return how full a page is; what is fixed at the foot of a panel counts as if it flowed."""
    if not panels.balanced(wanted.paper):
        return faults.full(page)
    return 1 - (1 - faults.full(page)) * (page.end - page.top) / (page.bottom - page.top)


def _grown(ratio: float, wanted: Leaflet) -> float:
    """Return the size of a text that has so many times the room that it takes at the smallest size."""
    size = wanted.format.smallest * math.sqrt(ratio) * CAREFUL
    return min(wanted.format.largest, max(wanted.format.smallest, round(math.floor(size / STEP) * STEP, 1)))


def report(fitted: Fit, wanted: Leaflet) -> LeafletReport:
    """Return, for the manifest, at which size a leaflet fits, how full its panels are and what it left out."""
    full = [round(faults.full(fitted.layout.pages[page]), 2) for page in faults.flow(fitted.layout)]
    names = [panel.name for panel in panels.flowing(wanted.paper)]
    names = names if wanted.paper.sides else [f"page-{number}" for number in range(1, len(full) + 1)]
    every = zip(names, [*full, *[0.0] * len(names)], [*fitted.fillers, *[""] * len(names)], strict=False)
    alone = bool(wanted.paper.sides)  # on other pages what fills them stands beneath text
    shares = tuple(Share(name, 0.0 if filler and alone else share, filler) for name, share, filler in every)
    return LeafletReport(round(fitted.size, 1), shares, fitted.left_out)


def _room(wanted: Leaflet, layout: Layout) -> int:
    """Return how many pages the blocks may take."""
    if wanted.paper.sides:
        return len(panels.flowing(wanted.paper))
    return wanted.format.pages or len(faults.flow(layout))


def _is_right(layout: Layout, wanted: Leaflet, room: int = 0) -> bool:
    """Say whether all of a leaflet has room, on so many pages (0: all that there are), and nothing is wrong with it."""
    over = faults.surplus(layout, room or _room(wanted, layout))
    return not over and not _errors(faults.problems(layout, wanted))


def _same(layout: Layout, wanted: Leaflet) -> int:
    """Return how many pages a layout may take if its type grows: a sheet no more than it has."""
    return len(faults.flow(layout)) if columns.has(layout, wanted) else _room(wanted, layout)


def _errors(found: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in found if problem.severity == "error"]
