"""Turns an open PDF into bytes, the same each time, and tells printers how to print it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Name, Pdf

from pamphlets.project import Flip

POINT = 72 / 25.4
"""Points in a millimetre."""
DUPLEX = {"short-edge": "/DuplexFlipShortEdge", "long-edge": "/DuplexFlipLongEdge", "none": "/Simplex"}


def save(pdf: Pdf) -> bytes:
    """Return the bytes of a PDF."""
    target = BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def print_as_is(pdf: Pdf, flip: Flip) -> None:
    """Ask for actual size, and for both sides as the sheet is turned."""
    pdf.Root.ViewerPreferences.PrintScaling = Name("/None")
    pdf.Root.ViewerPreferences.Duplex = Name(DUPLEX[flip])
