"""Turns the bytes of a drawing (SVG) into one that is only a picture, the same on paper and in a browser.

The tree is read, only what is listed is kept (`allowed`), stylesheets become values (`styles`), and it is written
again: no script, no foreign content and no address outside is left. What would look otherwise on paper is a fault at
its line.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from pamphlets.model import Location, Problem
from pamphlets.paper import raster
from pamphlets.paper.drawings.faults import OUTSIDE, PLAIN, Fault, Faults, Refused
from pamphlets.paper.drawings.parsing import SVG

__all__ = ["PLAIN", "Drawing", "Fault", "problems", "read", "size"]

_KEPT = 64
"""Drawings that a process remembers: a leaflet, its posts and its page show the same ones."""
_DRAWN = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that has been read: its bytes as we write them (UTF-8), b"" if it has faults.

    `width` and `height` are those of what it shows, 0 if it does not say; `words` are the texts in it and their lines;
    `blank` says that it draws nothing.
    """

    content: bytes
    faults: tuple[Fault, ...] = ()
    width: float = 0
    height: float = 0
    words: tuple[tuple[str, int], ...] = ()
    blank: bool = False


@lru_cache(maxsize=_KEPT)
def read(content: bytes, medium: str = "print") -> Drawing:
    """Read a drawing for a medium: `print` or `screen`, as its stylesheets call them."""
    from pamphlets.paper.drawings import parsing
    from pamphlets.paper.drawings.cleaning import Cleaner
    from pamphlets.paper.drawings.linking import link

    faults = Faults()
    try:
        root, lines = parsing.parse(content)
        cleaner = Cleaner(root, lines, medium, _embed, faults)
        clean = cleaner.clean()
        link(clean, cleaner.lines, faults)
    except Refused as fault:
        return Drawing(b"", tuple(faults.found.values()) or (fault.fault,))
    if faults.found:
        return Drawing(b"", tuple(sorted(faults.found.values(), key=lambda fault: fault.line)))
    box = _finish(clean)
    words = tuple(
        (words, cleaner.lines[element])
        for element in clean.iter()
        if element.tag in ("text", "title", "desc") and (words := " ".join("".join(element.itertext()).split()))
    )
    blank = not any(element.tag in _DRAWN for element in clean.iter())
    return Drawing(tostring(clean), (), box[0], box[1], words, blank)


def size(file: Path, medium: str = "screen") -> tuple[int, int]:
    """Return the width and height of a picture, a drawing or a photo; (0, 0) for one that does not say."""
    if file.suffix.lower() != ".svg":
        return raster.size(file)
    drawing = read(file.read_bytes(), medium)
    return round(drawing.width), round(drawing.height)


def problems(content: bytes, path: str) -> tuple[Problem, ...]:
    """Return what is wrong with the drawing at a path of the project, each fault at its line."""
    return tuple(
        Problem("drawing", f"the drawing {fault.message}", Location(path, fault.line), fault.hint)
        for fault in read(content).faults
    )


def _finish(root: Element) -> tuple[float, float]:
    """Write down what the root needs; return its width and height."""
    root.set("xmlns", SVG)
    sizes = [_pixels(root.get(key, "")) for key in ("width", "height")]
    if "viewBox" not in root.attrib and all(sizes):
        root.set("viewBox", f"0 0 {sizes[0]:g} {sizes[1]:g}")
    box = [float(part) for part in root.get("viewBox", "0 0 0 0").split()]
    for key in ("x", "y"):
        root.attrib.pop(key, None)
    return box[2], box[3]


def _pixels(length: str) -> float:
    try:
        return float(length)
    except ValueError:
        return 0


def _embed(address: str) -> str:
    """Return a picture within a drawing (`data:`) as any other picture is shown: without what it says beside itself."""
    try:
        content = base64.b64decode("".join(address.partition(",")[2].split()), validate=True)
        found = raster.develop(content, side=4000)
    except (binascii.Error, ValueError) as fault:
        raise Refused("holds a picture that cannot be read", OUTSIDE) from fault
    return f"data:{found.kind};base64,{base64.b64encode(found.content).decode()}"
