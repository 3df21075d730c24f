"""Turns leaflets, and how many copies of each, into files to print: one for each size of paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from pamphlets.paper.pdf.files import POINT, print_as_is, save
from pamphlets.project import Flip

_MARKS = ("/StructParents", "/Annots", "/B", "/Tabs")
"""What pages lead to by numbers and areas: nobody clicks on paper, and the tags stay in the leaflets' own files."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a leaflet as a PDF, how they are turned, and how many copies are wanted."""

    content: bytes
    flip: Flip
    copies: int


@dataclass(frozen=True, slots=True)
class PrintSet:
    """A file to print: its PDF, how to turn its sheets, the shorter and the longer side of its paper in mm, its pages.

    `turned` says whether backs were turned around, since some leaflets are turned on the other edge.
    """

    content: bytes
    flip: Flip
    paper: tuple[int, int]
    pages: int
    turned: bool


def collate(leaflets: Iterable[Sheets]) -> Iterator[PrintSet]:
    """Yield a file for each size of paper: all copies of a leaflet, then those of the next, each on sheets of its own.

    Where leaflets turn on different edges, all turn on the long one: the backs of the others stand on their heads,
    which is the same on paper.
    """
    papers: dict[tuple[int, int], list[Sheets]] = {}
    for one in leaflets:
        with pikepdf.open(BytesIO(one.content)) as pdf:
            papers.setdefault(_size(pdf), []).append(one)
    for paper, every in papers.items():
        flips = {one.flip for one in every} - {"none"}
        flip: Flip = "none" if not flips else flips.pop() if len(flips) == 1 else "long-edge"
        with pikepdf.new() as whole:
            for one in every:
                _add(whole, one, flip)
            whole.Root.ViewerPreferences = pikepdf.Dictionary()
            print_as_is(whole, flip)
            turned = any(one.flip not in (flip, "none") for one in every)
            yield PrintSet(save(whole), flip, paper, len(whole.pages), turned)


def _size(pdf: pikepdf.Pdf) -> tuple[int, int]:
    left, bottom, right, top = map(float, pdf.pages[0].mediabox)
    shorter, longer = sorted((right - left, top - bottom))
    return round(shorter / POINT), round(longer / POINT)


def _add(whole: pikepdf.Pdf, leaflet: Sheets, flip: Flip) -> None:
    """Add the copies of a leaflet, all of which share what its pages show."""
    first = len(whole.pages)
    with pikepdf.open(BytesIO(leaflet.content)) as pdf:
        for number, page in enumerate(pdf.pages):
            for name in _MARKS:
                if name in page:
                    del page[name]
            whole.pages.append(page)
            own = whole.pages[-1]
            if number % 2 and leaflet.flip not in (flip, "none"):
                own.rotate(180, relative=True)
            alone = leaflet.flip == "none" or (number == len(pdf.pages) - 1 and not number % 2)
            if alone and flip != "none":
                left, bottom, right, top = map(float, own.mediabox)
                whole.add_blank_page(page_size=(right - left, top - bottom))
    pages = [whole.pages[index] for index in range(first, len(whole.pages))]
    for _ in range(leaflet.copies - 1):
        whole.pages.extend(pages)
