"""Turns a sharing of blocks into CSS for the next layout, and spends what is over: on space, photos, lines, strips."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from pamphlets.channels.leaflets import balance
from pamphlets.channels.leaflets.balance import LINE, Room, Sharing
from pamphlets.channels.leaflets.units import WIDE, Portion

RULE, MOST = 9.0, 175.0
"""Lines to write on are so many mm apart, and take at most so many."""
ASKED = {"appointment": 3 * RULE}
"""What a filler has above its lines, beneath its heading, in mm: lines that ask for something."""
HEAD, BENEATH = 22.0, 28.0
"""What the heading of lines takes in mm, on a panel of their own and beneath a text, in 12 pt."""
OVER, OVER_WIDE = 62.0, 48.0
"""A last panel with so many mm over gets lines, and a wide one."""
GROWS, SPARED, GROWN = 10.0, 6.0, 0.85
"""A photo grows where so many mm are over, by a part of them, and leaves so many."""
FREE, STRIP, STRIP_WIDE = 48.0, 37.0, 40.7
"""Panels that all have so many mm over get a strip at their foot, of a height on narrow and on wide panels."""
FOOT = ".about { position: absolute; left: 0; right: 0; bottom: 0 }"
"""The rule that puts what is about a leaflet at the foot of its last panel."""
BARE = 0.4
"""A panel of which so much is over gets one where others do not."""


@dataclass(frozen=True, slots=True)
class Spending:
    """The CSS of a layout that is shared, what fills each panel of the flow ('' for text or nothing), its pages.

    `eased` are the numbers of the panels that got a photo that grew, lines or a strip; `extra` is CSS that is left out
    where something is wrong with it.
    """

    css: str
    fillers: tuple[str, ...]
    pages: int
    eased: frozenset[int]
    extra: str = ""


def spend(
    shared: Sharing, pieces: Sequence[Portion], rooms: Sequence[Room], fillers: Sequence[str], strips: Sequence[str],
    mark: str = "",
) -> Spending:  # fmt: skip
    """Return how a sharing is laid out; `fillers` are those there are, `strips` addresses of drawings.

    `mark` is the ground of all pages, as CSS has it.
    """
    lines, css = space(shared, pieces)
    spare = [rest(shared, pieces, number, lines) for number in range(len(rooms))]
    used, eased = len(shared.starts), set()
    for number in range(used):
        if grown := grow(shared.run(number, pieces), rooms[number], spare[number], shared.limit):
            css.append(grown[0])
            spare[number] -= grown[1]
            eased.add(number)
    filled = fill(used, shared.rooms, shared.size, fillers)
    css += filled.values()
    last = len(rooms) - 1
    if used > last and (written := beneath(rooms[last], spare[last], shared.size, fillers)):
        css += written
        eased.add(last)
    for number in _panels_of_strips(spare[: min(used, last)], shared.rooms, eased) if strips else ():
        css.append(_strip(number, rooms[number], strips, mark))
        eased.add(number)
    pages = used + len(filled)
    css += at_foot(rooms, pages)
    pages += bool(rooms[last].foot) and pages == last
    names = tuple(fillers[number - used] if number in filled else "" for number in range(len(rooms)))
    return Spending("\n".join(css), names, pages, frozenset(eased))


def _panels_of_strips(spare: Sequence[float], rooms: Sequence[float], eased: Container[int]) -> list[int]:
    """Return the numbers of the panels that get a strip: all, if all have room for it, or else those that are bare."""
    free = [number for number, over in enumerate(spare) if over >= FREE]
    bare = [number for number in free if spare[number] > BARE * rooms[number] and number not in eased]
    return free if len(free) == len(spare) else bare


def space(shared: Sharing, pieces: Sequence[Portion]) -> tuple[float, list[str]]:
    """Return how many lines stand between blocks, and the rules for that, for what opens panels, and for pictures."""
    lines = balance.further(shared, [piece.unit for piece in pieces])
    css = [f":root {{ --gap: {lines * LINE:.4f}rem; --within: {min(1, lines) * LINE / 2:.4f}rem }}"]
    css += [f"{pieces[start].selector} {{ break-before: page }}" for start in shared.starts[1:]]
    if shared.limit < math.inf:
        css.append(f":root {{ --picture: {shared.limit:g}mm }}")
    return lines, css


def at_foot(rooms: Sequence[Room], pages: int) -> Iterator[str]:
    """Yield the rule that puts what is about the leaflet at the foot of the last panel, or on it if that is blank."""
    if rooms[-1].foot:
        blank = pages == len(rooms) - 1
        yield ".about { break-before: page }" if blank else FOOT


def fill(used: int, rooms: Sequence[float], size: float, fillers: Sequence[str]) -> dict[int, str]:
    """Return the rules of what stands on the panels after those that are used, by their number."""
    return {
        number: filler(name, rooms[number] - HEAD * size / 12 - ASKED.get(name, 0), "break-before: page")
        for number, name in zip(range(used, len(rooms)), fillers, strict=False)
    }


def beneath(room: Room, over: float, size: float, fillers: Sequence[str]) -> list[str]:
    """Return the rule that shows lines beneath the text of a last panel with so many mm over, if that is enough."""
    enough = over > (OVER_WIDE if room.width >= WIDE else OVER)
    return [filler(fillers[0], over - BENEATH * size / 12)] if fillers and enough else []


def rest(shared: Sharing, pieces: Sequence[Portion], number: int, lines: float) -> float:
    """Return what is over on a panel if so many lines stand between blocks."""
    gaps = sum(1.0 if piece.unit.opens else 0.5 for piece in shared.run(number, pieces)[1:])
    return shared.spare[number] - (lines - shared.gap) * balance.gap(1, shared.size) * gaps


def filler(name: str, room: float, more: str = "", rule: float = RULE, most: float = MOST) -> str:
    """Return the rules that show a filler, with as many lines as a room in mm has place for, so many mm apart."""
    own = f'[data-filler="{name}"]'
    rules = max(0, int(min(room, most) / rule))
    return f"{own} {{ display: block; {more} }} {own} .rules {{ height: {rules * rule:g}mm }}"


def grow(run: Sequence[Portion], room: Room, spare: float, limit: float = math.inf) -> tuple[str, float] | None:
    """Return the rule that lets the photos of a panel grow, as far as they may, and by how much; the first it has.

    `limit` is how high pictures are here at most, before one grows.
    """
    if spare <= GROWS or room.width >= WIDE:
        return None
    for piece in run:
        most = min((float(plate.element.get("data-grows", "0")) for plate in piece.plates), default=0.0)
        was, number = sum(min(picture, limit) for picture in piece.unit.pictures), piece.element.get("data-unit", "")
        high = min(most, was + (spare - SPARED) * GROWN)
        if len(piece.unit.pictures) == 1 and high > was:
            for plate in piece.plates:
                plate.element.set("data-grown", number)
            css = f"height: {high:.1f}mm; max-height: none; object-fit: cover"
            return f'[data-grown="{number}"] {{ {css} }}', high - was
    return None


def _strip(number: int, room: Room, strips: Sequence[str], mark: str) -> str:
    """Return the rule that draws a strip at the foot of a panel of the flow; the cover is the page before it."""
    high = STRIP_WIDE if room.width >= WIDE else STRIP
    strip = f"url({strips[number % len(strips)]}) no-repeat 0 100% / {room.width:.2f}mm {high}mm"
    layers = ", ".join(filter(None, [strip, mark]))
    return (
        f"@page :nth({number + 2}) {{ background: {layers} !important }}"  # before the mark in the leaflet's own style
    )
