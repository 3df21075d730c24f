"""Turns an address into a QR code, as a drawing."""

from __future__ import annotations

from functools import cache


@cache
def code(address: str) -> str:
    """Return a QR code as the address of a drawing (`data:`), with the quiet zone around it."""
    import segno

    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=4, xmldecl=False, omitsize=True))
