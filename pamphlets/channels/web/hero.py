"""Turns the cover of an edition into what stands at the head of its page: a motif drawn in it, or a photo."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from pamphlets.channels.web import pictures
from pamphlets.model import Cover, Folders
from pamphlets.paper import fetch

_LINK = re.compile(r"(^|\()#")


@dataclass(frozen=True, slots=True)
class Hero:
    """A `drawing` as HTML, or the address of a picture; `sizes` are addresses and widths, `place` is a class."""

    drawing: str = ""
    src: str = ""
    sizes: tuple[tuple[str, int], ...] = ()
    place: str = ""


def art(cover: Cover, to: Callable[[str], str], folders: Folders, colors: Mapping[str, str]) -> Hero | None:
    """Return what a page shows of a cover, None for words alone; `to` turns a path below `web/` into what it writes."""
    if cover.kind == "motif":
        try:
            return Hero(_inline(fetch.fetch(cover.url, folders, colors)[0], cover.alt))
        except (ValueError, OSError):  # told where it is checked
            return None
    if cover.kind == "type":
        return None
    src = to(pictures.href(cover.name))
    less = () if cover.drawn else pictures.widths(cover.width, cover.height)
    sizes = [(to(pictures.href(cover.name, width)), width) for width, _ in less]
    if sizes:
        sizes.append((src, round(cover.width * min(1, pictures.SIDE / max(cover.width, cover.height)))))
    return Hero("", src, tuple(sizes), pictures.place(cover.focus))


def _inline(content: bytes, alt: str) -> str:
    """Return a clean drawing as an element of HTML that fills its box; its names are none of the page's."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for key, value in element.attrib.items():
            element.set(key, f"art-{value}" if key == "id" else _LINK.sub(r"\1#art-", value))
    for title in root.findall("title"):
        root.remove(title)
    said = {"role": "img", "aria-label": alt} if alt else {"aria-hidden": "true"}
    box = root.get("viewBox", "0 0 1200 1000")
    size = {"width": "360", "height": "300"}  # where no stylesheet comes
    root.attrib = {**size, "viewBox": box, "preserveAspectRatio": "xMidYMid slice", "focusable": "false", **said}
    return ElementTree.tostring(root, "unicode")
