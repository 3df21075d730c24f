"""Lays leaflets of the matrix out, and keeps of each what its look is judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from unittest import mock
from xml.etree.ElementTree import Element

from pamphlets import library
from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import balance, faults, fit, sharing, spending
from pamphlets.errors import PamphletError
from pamphlets.model import Problem, Share
from pamphlets.paper.typeset import Layout, Manuscript
from pamphlets.project.project import Project

FOLDS = ("half-fold", "tri-fold", "z-fold")


@dataclass(frozen=True, slots=True)
class Look:
    """A leaflet as it came out.

    `panels` are those of its flow; `eased` the numbers of those that got a photo that grew, lines or a strip. `parted`
    are the words, headings and pictures that do not stand where they belong; `plan` is what was shared, over which
    panels, how, and in which size it was measured. `screen` is its PDF for a screen, b"" if it was not built: then
    `problems` say why.
    """

    case: str
    format: str
    panels: tuple[Share, ...] = ()
    eased: frozenset[int] = frozenset()
    plan: tuple[tuple[balance.Unit, ...], tuple[balance.Room, ...], balance.Sharing, float] | None = None
    layouts: int = 0
    left_out: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    screen: bytes = b""

    @property
    def name(self) -> str:
        return f"{self.case}: {self.format}"

    @property
    def built(self) -> bool:
        return bool(self.screen)

    @property
    def bare(self) -> dict[str, float]:
        """The inner panels of a folded leaflet that are not full enough, and that nothing eases."""
        inner = enumerate(self.panels[:-1] if self.format in FOLDS else ())
        return {share.name: share.full for at, share in inner if share.full < faults.FULL and at not in self.eased}

    @property
    def uneven(self) -> str:
        """By how much inner panels of a folded leaflet differ, if that is too much and something would be better."""
        full = [share.full for share in self.panels[:-1] if not share.filler and self.format in FOLDS]
        if not full or max(full) - min(full) <= balance.EVEN:
            return ""
        better = cheaper(*self.plan)[:1] if self.plan else "blocks shared over them"
        return f"{max(full) - min(full):.0%}, better is {better}" if better else ""


def looks(case: str, folder: Path) -> Iterator[Look]:
    """Yield how each leaflet of a project comes out; the desk's pictures of them are left out."""
    project = Project.load(folder)
    for job in leaflets.plan(library.read(project).editions, project):
        if job.pamphlet:
            with mock.patch.object(leaflets, "_pictures", lambda *_: ()), _watch() as seen:
                try:
                    result = leaflets.render(job)
                except PamphletError as error:
                    yield Look(case, job.output, layouts=seen.layouts, problems=error.problems)
                    continue
            fitted, spent = seen.fits[-1], seen.spendings[-1] if seen.spendings else None
            filled = {number for number, share in enumerate(result.report.panels) if share.filler}  # type: ignore[union-attr]
            yield Look(
                case,
                job.output,
                result.report.panels,  # type: ignore[union-attr]
                frozenset(filled | (spent.eased if spent else set())),
                seen.plans[-1] if seen.plans and seen.spendings else None,
                seen.layouts,
                fitted.left_out,
                tuple(_parted(fitted.layout)),
                result.problems,
                [made.content for made in result.renderings if made.path.endswith(".pdf")][-1],
            )


def cheaper(
    units: Sequence[balance.Unit], panels: Sequence[balance.Room], shared: balance.Sharing, measured: float
) -> list[tuple[int, ...]]:
    """Return the sharings that cost less, of those where one unit stands on the panel beside."""
    found = []
    for at, step in product(range(1, len(shared.starts)), (-1, 1)):
        starts = list(shared.starts)
        starts[at] += step
        begins = [*starts, len(units)]
        if all(begin < end for begin, end in pairwise(begins)):
            cost = _cost(units, panels, shared, measured, begins)
            if cost is not None and cost < shared.cost - 1e-9:
                found.append(tuple(starts))
    return found


def _cost(
    units: Sequence[balance.Unit], panels: Sequence[balance.Room], shared: balance.Sharing, measured: float,
    begins: Sequence[int],
) -> float | None:  # fmt: skip
    """Return what a sharing costs whose panels begin with those units; None if a panel is too full."""
    between, total = balance.gap(shared.gap, shared.size), balance.EMPTY * (len(panels) - len(begins) + 1)
    for panel, room, (begin, end) in zip(panels, shared.rooms, pairwise(begins), strict=False):
        ratio = shared.size / measured
        used = balance.height(units[begin:end], panel.width, ratio, between, shared.limit)
        if used > room:
            return None
        total += balance._cost(units[begin:end], used / room, panel)
    return total


class _Seen:
    """What happened while a leaflet was made."""

    def __init__(self) -> None:
        self.layouts = 0
        self.plans: list[tuple[Sequence[balance.Unit], Sequence[balance.Room], balance.Sharing, float]] = []
        self.spendings: list[spending.Spending] = []
        self.fits: list[fit.Fit] = []


@contextmanager
def _watch() -> Iterator[_Seen]:
    """Watch how a leaflet is made: what is laid out, planned and spent."""
    seen = _Seen()
    lay, plan, spend, find = Manuscript.layout, balance.plan, spending.spend, fit.fit

    def layout(self: Manuscript, *css: str) -> Layout:
        seen.layouts += 1
        return lay(self, *css)

    def planned(
        units: Sequence[balance.Unit], panels: Sequence[balance.Room], measured: float, *more: object
    ) -> object:
        shared = plan(units, panels, measured, *more)  # type: ignore[arg-type]
        if shared:
            seen.plans.append((tuple(units), tuple(panels), shared, measured))
        return shared

    def spent(*given: object) -> object:
        seen.spendings.append(spend(*given))  # type: ignore[arg-type]
        return seen.spendings[-1]

    def fitted(*given: object) -> fit.Fit:
        seen.fits.append(find(*given))  # type: ignore[arg-type]
        return seen.fits[-1]

    with (
        mock.patch.object(Manuscript, "layout", layout),
        mock.patch.object(sharing.balance, "plan", planned),
        mock.patch.object(sharing.spending, "spend", spent),
        mock.patch.object(fit, "fit", fitted),
    ):
        yield seen


def _parted(layout: Layout) -> Iterator[str]:
    """Yield what is parted from its block: headings from what follows, pictures and tables from what precedes."""
    for block in (one for one in layout.manuscript.root.iter() if "block" in (one.get("class") or "").split()):
        children = [child for child in block if isinstance(child.tag, str)]
        pages = _pages(layout, children)
        for before, after in pairwise(children):
            ends, begins = pages.get(before, [-1])[-1], pages.get(after, [-1])[0]
            glued = before.tag in ("h2", "h3") or after.tag in ("figure", "div") or "pair" in (after.get("class") or "")
            if glued and -1 not in (ends, begins) and ends != begins:
                yield f"'{' '.join(''.join(before.itertext()).split())[:40]}' on {ends}, what follows on {begins}"
        for child in children:
            if child.tag in ("figure", "div") and len(set(pages.get(child, [0]))) > 1:
                yield f"a picture of '{block.get('id')}' is on pages {pages[child]}"


def _pages(layout: Layout, elements: Sequence[Element]) -> dict[Element, list[int]]:
    found: dict[Element, list[int]] = {}
    for part in layout.parts(set(elements)):
        found.setdefault(part.element, []).append(part.page)
    return found
