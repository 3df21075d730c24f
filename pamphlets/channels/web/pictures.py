"""The pictures of the pages: where they are, and how much room to keep for them while they load."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pamphlets.model import Block, Image
from pamphlets.variables import inlines

_IMG = re.compile(r'<img src="([^"]*)"')
_VIEW_BOX = re.compile(r'<svg[^>]*\sviewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')


def used(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the pictures that blocks show, as paths of the project, in order."""
    return tuple(inline.src for block in blocks for inline in inlines(block) if isinstance(inline, Image))


def address(src: str) -> str:
    """Return the path below `web/` of a picture of the project."""
    return f"assets/{src.removeprefix('content/')}"


def size(file: Path) -> tuple[int, int]:
    """Return the width and height of a drawing; (0, 0) for other pictures and a drawing that does not say."""
    if file.suffix.lower() != ".svg":
        return 0, 0
    found = _VIEW_BOX.search(file.read_text("utf-8")[:4000])
    return (round(float(found[1])), round(float(found[2]))) if found else (0, 0)


def reserve(html: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Write the size of each picture into a page, so that the text does not jump when it comes."""

    def room(found: re.Match[str]) -> str:
        width, height = sizes.get(found[1], (0, 0))
        return f'{found[0]} width="{width}" height="{height}"' if width and height else found[0]

    return _IMG.sub(room, html)
