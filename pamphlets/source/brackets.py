"""Finds what pairs in a text: the ends of code, and the closing bracket of each opening one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

FENCE = re.compile(
    r"^(?:[ \t>]|[-*+•·▪●○][ \t]|\(?(?:\d{1,9}|[A-Za-z]|[ivx]{2,5}|[IVX]{2,5})[.)][ \t])*+(`{3,}(?=[^`\n]*$)|~{3,})",
    re.MULTILINE,
)
"""Begins code, in items and quotations, too."""
_TICKS = re.compile(r"`+")
_SIGN = re.compile(r"[\\\[\]]")
_BLANK = re.compile(r"\n[ \t]*\n")


@lru_cache(maxsize=500)
def code(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of `text` that are code: fenced blocks, then code spans, which end within their paragraph."""
    ranges, end = [], 0
    while fence := FENCE.search(text, end):
        ranges += _code_spans(text, end, fence.start())
        close = ending(fence[1]).search(text, fence.end())
        end = close.end() if close else len(text)
        ranges.append((fence.start(), end))
    return *ranges, *_code_spans(text, end, len(text))


def ending(fence: str) -> re.Pattern[str]:
    """Return what the line matches that ends code which begins with this fence."""
    return re.compile(rf"^[ \t>]*+{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)


def _code_spans(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    runs = [m for m in _TICKS.finditer(text, start, stop) if not text.startswith("\\", max(m.start() - 1, 0))]
    breaks = [m.start() for m in _BLANK.finditer(text, start, stop)]
    ranges, last = [], start
    following: dict[tuple[int, int], list[int]] = {}
    for index, run in enumerate(runs):
        following.setdefault((bisect_right(breaks, run.start()), len(run[0])), []).append(index)
    for index, run in enumerate(runs):
        if run.start() < last:
            continue
        alike = following[bisect_right(breaks, run.start()), len(run[0])]
        place = bisect_right(alike, index)
        if place < len(alike):
            last = runs[alike[place]].end()
            ranges.append((run.start(), last))
    return ranges


def holds(ranges: Sequence[tuple[int, int]], position: int) -> bool:
    """Say whether a character stands in one of some ranges, which are in order."""
    index = bisect_right(ranges, position, key=itemgetter(0)) - 1
    return index >= 0 and position < ranges[index][1]


def pairs(text: str, skip: dict[int, int]) -> dict[int, int]:
    """Return the closing bracket of each opening one, within a paragraph and outside code."""
    if "[" not in text:
        return {}
    found: dict[int, int] = {}
    breaks = {m.start() for m in _BLANK.finditer(text)}
    open_: list[int] = []
    after = 0
    for index in sorted({*(m.start() for m in _SIGN.finditer(text)), *breaks, *skip}):
        if index < after:
            continue
        if index in skip:
            after = skip[index]
        elif index in breaks:
            open_.clear()
        elif text[index] == "\\":
            after = index + 2
        elif text[index] == "[":
            open_.append(index)
        elif open_:
            found[open_.pop()] = index
    return found
