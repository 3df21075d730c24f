"""Turns an open PDF into bytes, the same each time, and tells printers how to print it; reads what its tags hold."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Name, Object, Pdf

from pamphlets.localized import scripts
from pamphlets.project import Flip

POINT = 72 / 25.4
"""Points in a millimetre."""
DUPLEX = {"short-edge": "/DuplexFlipShortEdge", "long-edge": "/DuplexFlipLongEdge", "none": "/Simplex"}


def save(pdf: Pdf) -> bytes:
    """Return the bytes of a PDF."""
    target = BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def kids(element: Object) -> list[Object]:
    """Return what an element of the structure tree holds: elements, areas to click, numbers of marked content."""
    held = element.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def places(pdf: Pdf) -> dict[int, int]:
    """Return where in the parent tree's list each page and area has its entry."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(number): 2 * index + 1 for index, number in enumerate(numbers[::2])}


def face(pdf: Pdf) -> None:
    """Ask that pages which lie side by side on a screen lie as they do in a bound book of their language.

    Only a book asks for it: PDFium, and so Chrome, then takes each line for one from right to left, and whoever copies
    a telephone number gets its parts the other way round (`CPDF_TextPage`, with `IsDirectionR2L`; seen in 159.0).
    """
    if scripts.direction(str(pdf.Root.get("/Lang", ""))) == "rtl":
        pdf.Root.ViewerPreferences.Direction = Name.R2L


def print_as_is(pdf: Pdf, flip: Flip) -> None:
    """Ask for actual size, and for both sides as the sheet is turned."""
    pdf.Root.ViewerPreferences.PrintScaling = Name("/None")
    pdf.Root.ViewerPreferences.Duplex = Name(DUPLEX[flip])
