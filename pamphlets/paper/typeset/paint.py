"""Turns drawings of the templates into drawings in the colours of the brand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pamphlets.project import mix

_PAINT = re.compile(rb"var\(--([a-z]+(?:-[a-z]+)*)(?:-([0-9]{1,2}))?, (#[0-9A-Fa-f]{6})\)")


def symbol(content: bytes, query: str, colors: Mapping[str, str]) -> bytes:
    """Draw a symbol in the colour that its address asks for: `asset:symbols/phone.svg?color=leaf`, or `=2C6A5B`."""
    if not query:
        return content
    name = query.removeprefix("color=")
    color = colors.get(name) or (f"#{name}" if re.fullmatch("[0-9A-Fa-f]{6}", name) else "")
    if not color or name == query:
        raise ValueError(f"'{query}' names no colour of the brand")
    return content.replace(b"currentColor", color.encode())


def motif(content: bytes, colors: Mapping[str, str]) -> bytes:
    """Draw a motif in the colours of the brand, where it names them.

    `var(--night, #27406B)` is the brand's night, `var(--night-25, #C9D3E2)` a quarter of it on paper.
    """

    def paint(found: re.Match[bytes]) -> bytes:
        name, share, color = found[1].decode(), int(found[2] or 100), found[3].decode()
        whole = colors.get(name, "")
        known = colors.get(f"{name}-{share}") if found[2] else whole
        return (known or (mix(whole, colors["paper"], share / 100) if whole else color)).encode()

    return _PAINT.sub(paint, content)
