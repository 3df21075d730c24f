"""Turns the pages of a PDF into the words that stand on them, with place, size and weight, and into pictures and rules.

Measures are in points from the top left corner, as words stand that are read: pages that are turned, and words that
are set upside down or along an edge, are turned upright. The order in which a file keeps its words says nothing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from pamphlets.paper.extract.letters import Snippet, runs
from pamphlets.paper.extract.pictures import Picture, contents
from pamphlets.paper.extract.places import Bounds, Side, Upright

__all__ = ["Bounds", "Locked", "NoPdf", "Picture", "Side", "Snippet", "about", "sides"]


class NoPdf(ValueError):
    """A file that is no PDF, cut off or damaged."""


class Locked(NoPdf):
    """A PDF that asks for a password."""


def about(content: bytes) -> tuple[int, str, str]:
    """Return how many pages a PDF has, its title, and its language (both '' if it does not say).

    Raises NoPdf, and Locked.
    """
    import pypdfium2.raw as pdfium

    with closing(_open(content)) as document:
        words = ctypes.create_string_buffer(64)
        size = pdfium.FPDFCatalog_GetLanguage(
            document, ctypes.cast(words, ctypes.POINTER(ctypes.c_ushort)), len(words) // 2
        )
        language = words.raw[: max(0, size)].decode("utf-16-le", "ignore").partition("\0")[0]
        return len(document), document.get_metadata_value("Title"), language


def sides(content: bytes) -> Iterator[Side]:
    """Yield what stands on the pages, in their order; words of another direction are a side of their own.

    The direction that most words of a page have comes first. Raises NoPdf, and Locked.
    """
    import pypdfium2

    with closing(_open(content)) as document:
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError as fault:
                raise NoPdf(str(fault)) from fault
            with closing(page):
                yield from _sides(page, number)


def _sides(page: Any, number: int) -> Iterator[Side]:
    """Yield the sides of a page; what is no word is on the first of them."""
    found, askew, unreadable = runs(page)
    shown = contents(page)
    turns = sorted(found, key=lambda turn: -sum(len(run.text) for run in found[turn])) or [0]
    for index, turn in enumerate(turns):
        frame = Upright.of(page.get_bbox(), turn)
        placed = [run.within(frame) for run in found.get(turn, ())]
        pictures, rules = ((), ()) if index else shown
        yield Side(
            number, frame.width, frame.height, tuple(placed),
            tuple(picture.within(frame) for picture in pictures), tuple(map(frame.turn, rules)),
            "" if index else askew, 0 if index else unreadable,
        )  # fmt: skip


def _open(content: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        raise (Locked if "assword" in str(fault) else NoPdf)(str(fault)) from fault
