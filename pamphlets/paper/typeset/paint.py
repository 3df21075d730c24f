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

    `var(--night, #27406B)` is the brand's night, `var(--night-25, #C9D3E2)` a quarter of it on paper. While the brand's
    night is the motif's own, its tints are the motif's own, too: they were chosen by eye.
    """
    own = {name: color for name, share, color in _PAINT.findall(content) if not share}

    def paint(found: re.Match[bytes]) -> bytes:
        color = colors.get(found[1].decode(), "").encode()
        if not color or (found[2] and own.get(found[1], b"").upper() == color.upper()):
            return found[3]
        return mix(color.decode(), colors["paper"], int(found[2]) / 100).encode() if found[2] else color

    return _PAINT.sub(paint, content)
