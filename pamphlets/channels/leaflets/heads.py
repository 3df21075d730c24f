"""Says how the head of a page may be laid out, the fairest way first, and how high its art is at least."""

from __future__ import annotations

from pamphlets.channels.leaflets.leaflet import Leaflet

TOP = {"photo": 56, "motif": 92}
"""Millimetres that art across a poster is high at least: of a photo a strip says enough."""
BESIDE = 52
"""Art beside a title, in mm, at least."""


def ways(wanted: Leaflet) -> tuple[str, ...]:
    """Return how a head may be laid out: across a poster (`top`) or beside its title ('')."""
    kind = wanted.view.edition.cover.kind
    if wanted.paper.sides or wanted.format.pages != 1:
        return ("",)
    return ("top", "") if kind in TOP else ("",)


def css(wanted: Leaflet, head: str, height: float = 0) -> str:
    """Return the rule for the art of a poster's head: of a height in mm, or the least."""
    kind = wanted.view.edition.cover.kind
    if wanted.format.pages != 1 or kind not in TOP:
        return ""
    least = TOP[kind] if head == "top" else BESIDE
    return f".head > .field {{ min-height: {max(height, least):.1f}mm !important }}\n"
