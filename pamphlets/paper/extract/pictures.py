"""Turns what a PDF's page shows beside its words into pictures as files, and into level rules."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pamphlets.paper.extract.places import Bounds, Upright
from pamphlets.paper.raster import compress, flaws
from pamphlets.paper.raster.photos import MOST_PIXELS, save

_DEEPEST = 6
"""So many groups within one another are looked into."""
_MOST = 20_000
"""So many drawn things of a page are looked at."""
_LARGEST = 2_000_000
"""Bytes of a picture that lets nothing through."""
_THIN, _LOW, _LONG = 3.0, 80.0, 24.0
"""Points: what is no higher, and at least so wide, is a rule; so is the foot of a box that is low, as cells are."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page: where, its pixels across and down, and `load`, which gives its file (b"" if it cannot)."""

    box: Bounds
    size: tuple[int, int]
    load: Callable[[], bytes]

    def within(self, frame: Upright) -> Picture:
        """Return the picture as it stands in a frame."""
        return replace(self, box=frame.turn(self.box))


def contents(page: Any) -> tuple[tuple[Picture, ...], tuple[Bounds, ...]]:
    """Return the pictures of a page, which can be loaded as long as it is open, and its level rules."""
    import pypdfium2.raw as pdfium

    pictures, rules = list[Picture](), list[Bounds]()
    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]
    for count, item in enumerate(page.get_objects(filter=kinds, max_depth=_DEEPEST)):
        if count > _MOST:
            break
        if (box := _box(item)) is None:
            continue
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(Picture(box, item.get_px_size(), _loader(item)))
        elif box.height <= _LOW and box.width >= _LONG:
            rules.append(box if box.height <= _THIN else box._replace(bottom=box.top))
    return tuple(pictures), tuple(rules)


def _box(item: Any) -> Bounds | None:
    """Return where an item stands on the page: what is in a group is placed by it."""
    import pypdfium2

    try:
        left, bottom, right, top = item.get_bounds()
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        group = item.container
        while group is not None:
            matrix = group.get_matrix()
            corners = [matrix.on_point(x, y) for x, y in corners]
            group = group.container
    except pypdfium2.PdfiumError:
        return None
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return Bounds(min(across), min(up), max(across), max(up))


def _loader(item: Any) -> Callable[[], bytes]:
    def load() -> bytes:
        width, height = item.get_px_size()
        if not 0 < width * height <= MOST_PIXELS:
            return b""
        with suppress(Exception):  # decoders of so many kinds raise whatever they like
            return _file(item)
        return b""

    return load


def _file(item: Any) -> bytes:
    """Return a picture as a file: a JPEG as it stands, all else as PNG, or as JPEG where that is far smaller."""
    turned, masked = _is_turned(item), _has_mask(item)
    if item.get_filters() == ["DCTDecode"] and not (turned or masked):
        content = bytes(item.get_data())
        if not any(flaw.grave for flaw in flaws(content, "x.jpg")):
            return content
    picture = item.get_bitmap(render=turned or masked).to_pil()
    if masked:
        return save(picture, "PNG", {"compress_level": 6})
    found = compress(picture.convert("RGB"), _LARGEST)
    return found.content if found else b""


def _is_turned(item: Any) -> bool:
    matrix = item.get_matrix()
    return bool(matrix.a < 0 or matrix.d < 0 or abs(matrix.b) + abs(matrix.c) > 0.01 * (abs(matrix.a) + abs(matrix.d)))


def _has_mask(item: Any) -> bool:
    """Say whether something shows through a picture; it is drawn small, as it stands on the page."""
    if _is_turned(item):
        return True
    picture = item.get_bitmap(render=True, scale_to_original=False).to_pil()
    return bool(picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] < 128)
