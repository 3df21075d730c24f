"""Fills a poster: pictures stand beside their words, what is over goes to its head, and its foot has what it takes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import heads
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.paper import Layout, Line, Part

PICTURES = ("figure", "pair")
"""What a picture stands in: its element, or the class of one with several."""
TALLEST = 104
"""Millimetres that art beside a title is high at most: drawings are cut to 0.65:1, no further."""
EDGE = 6
"""Art ends so many mm below the text beside it."""
GROUND = 16
"""Millimetres that the bar and the padding of the ground without art are high."""
SPARE, KEPT = 10, 8
"""Millimetres between the last block of a poster and its foot: to aim at, and at least."""
FOOT = 58
"""Millimetres that are kept for the foot of a poster before it has been measured: its code is so high."""
SUMMARY, WIDE = (26, 23, 20), 0.45
"""The sizes of a poster's summary in pt, the last beside art; how wide a letter is in it, on average at the most."""
LINE, POINT = 1.3, 25.4 / 72
BETWEEN = 0.7
"""What stands between the blocks of a poster, in rem."""
NARROWER, ART = 0.81, 70
"""A title beside art is so much of its size across the page, and so many mm narrower is its room."""
GROWN, GROWN_ALONE, ABOVE = 1.24, 1.5, 0.25
"""A title grows by this at most where there is room, beside art and without; so much of its size is below it."""


def is_poster(wanted: Leaflet) -> bool:
    """Say whether a leaflet is set as a poster."""
    return "poster" in (wanted.look, wanted.format.id) and wanted.format.pages == 1 and not wanted.paper.sides


def part(root: Element) -> None:
    """Put the words of each block that has pictures into one column, and these into another, in a poster's tree."""
    for block in root.iterfind("body/main/*"):
        shown = [child for child in block if _is_picture(child)]
        words = [child for child in block if not _is_picture(child)]
        if "block" in _classes(block) and shown and words:
            for child in (*shown, *words):
                block.remove(child)
            block.set("class", f"{block.get('class')} pictured")
            for name, children in (("words", words), ("pictures", shown)):
                column = Element("div", {"class": name})
                column.extend(children)
                block.append(column)


def _is_picture(element: Element) -> bool:
    return element.tag in PICTURES or not set(PICTURES).isdisjoint(_classes(element))


def foot(layout: Layout, wanted: Leaflet) -> str:
    """Return the rule that keeps as much room for the foot of a poster as it takes; '' if it has none."""
    page = layout.pages[-1]
    high = page.bottom - page.end
    if not is_poster(wanted) or high < 1:
        return ""
    return f".foot {{ height: {high + KEPT:.1f}mm !important }}\n"


def is_foot_other(layout: Layout, wanted: Leaflet) -> bool:
    """Say whether a poster has other room than the foot that is kept before it has been measured lets it have."""
    if not foot(layout, wanted):
        return False
    end = layout.pages[-1].end
    blocks = _blocks(layout)
    fits = bool(blocks) and not blocks[0].page and blocks[0].y + _height(blocks, wanted) + KEPT <= end
    return abs(layout.pages[-1].bottom - end - FOOT) > 1 and fits != (len(layout) == 1)


def beside(layout: Layout, wanted: Leaflet) -> float:
    """Return how many times the room that it takes a poster has if its art stands beside its title.

    `layout` has it across the page, at the smallest size; of all other leaflets nothing is reckoned.
    """
    page, blocks, title = layout.pages[-1], _blocks(layout), list(_title(layout))
    if not (is_poster(wanted) and blocks and title):
        return 1.0
    high = (title[-1].y - title[0].y) / (len(title) - 1) if len(title) > 1 else title[0].size * POINT
    count = _broken(title, (page.right - page.left - ART) / NARROWER)
    head = max(heads.BESIDE, EDGE + NARROWER * count * high)
    used = head + _height(blocks, wanted) - (blocks[-1].bottom - blocks[-1].reach)
    return (page.end - page.top) / used


def _broken(title: Sequence[Line], room: float) -> int:
    """Return in how many lines about a title stands where they are so many mm wide."""
    count, used = 1, 0.0
    for line in title:
        words = line.text.split()
        letter = (line.right - line.x) / len(" ".join(words))
        for wide in (len(word) * letter for word in words):
            fits = not used or used + letter + wide <= room
            count, used = (count, used + wide + (letter if used else 0)) if fits else (count + 1, wide)
    return count


def _blocks(layout: Layout) -> tuple[Part, ...]:
    return layout.parts(set(layout.manuscript.root.iterfind("body/main/*")))


def _height(parts: Sequence[Part], wanted: Leaflet) -> float:
    """Return how high blocks on one page or more are on one, in mm, in the smallest type."""
    gap = BETWEEN * wanted.format.smallest * POINT
    ends = [*(one.element is not other.element for one, other in pairwise(parts)), True]
    return sum((one.bottom + gap if ends else one.reach) - one.y for one, ends in zip(parts, ends, strict=True)) - gap


def spend(layout: Layout, wanted: Leaflet) -> Iterator[str]:
    """Yield the rules with which the head of a poster takes what is over, the fairest first; none if that is nothing.

    Art across the page grows. Beside art, and in place of it, the title grows, and the summary stands below it.
    """
    title = list(_title(layout))
    parts = layout.parts(set(layout.manuscript.root.iterfind("body/*")))
    head = sum(one.bottom - one.y for one in parts if "head" in _classes(one.element))
    if not (is_poster(wanted) and title and head):
        return
    page, blocks = layout.pages[0], _blocks(layout)
    spare = page.end - SPARE - max(one.bottom for one in (*parts[:1], *blocks))
    kind = wanted.view.edition.cover.kind
    if spare < 1:
        return
    if kind in heads.TOP and title[0].y > page.top + heads.TOP[kind] - EDGE:
        yield heads.css(wanted, "top", heads.TOP[kind] + spare)
    elif kind in heads.TOP:
        high = min(TALLEST, head + spare)
        art = heads.css(wanted, "", high)
        yield from (art + _words(title, layout, high - EDGE, most, SUMMARY[-1:]) for most in (GROWN, 1.0))
        yield art
    else:
        room = title[-1].bottom - title[0].y + spare
        ground = f".head > .words {{ min-height: {head + spare - GROUND:.1f}mm !important }}\n"
        yield from (ground + _words(title, layout, room, most, SUMMARY) for most in (GROWN_ALONE, 1.0))
        yield ground


def _words(title: Sequence[Line], layout: Layout, room: float, most: float, sizes: Sequence[int]) -> str:
    """Return the rules with which a title fills a room in mm, and the summary in the first of sizes in pt that it can.

    The title is larger by `most` at most.
    """
    own = title[0].size
    high = title[-1].bottom - title[0].y + ABOVE * own * POINT
    heights = {size: _summary(layout, title[0].room, size) for size in sizes}
    size = next((size for size in sizes if high + heights[size] <= room), 0)
    wide = min(line.room / (line.right - line.x) for line in title)  # its lines stay as they are
    grown = own * max(1.0, min(most, wide, math.sqrt((room - heights.get(size, 0.0)) / high)))
    rules = f"h1 {{ font-size: {grown:.1f}pt !important }}\n"
    shown = f"display: block !important; font-size: {size}pt !important; margin-top: {ABOVE * grown:.1f}pt !important"
    return rules + (f".head .summary {{ {shown} }}\n" if size else "")


def _summary(layout: Layout, room: float, size: int) -> float:
    """Return about how high the summary of a poster is, in mm, where it is so many mm wide, in a size in pt."""
    summary = layout.manuscript.root.iterfind(".//p[@class='summary filler']")
    words = " ".join(" ".join("".join(one.itertext()).split()) for one in summary)
    return math.ceil(len(words) * WIDE * size * POINT / room) * LINE * size * POINT


def _title(layout: Layout) -> Iterator[Line]:
    for line in layout.lines:
        if any(one.tag == "h1" for one in layout.manuscript.ancestors(line.pieces[0][0])):
            yield line


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
