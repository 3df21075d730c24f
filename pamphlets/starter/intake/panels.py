"""Turns the pages of a leaflet that is to be folded, or sewn, into its panels, as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pamphlets.starter.intake.columns import Item, least


def read(pages: Sequence[tuple[float, float, Sequence[Item]]]) -> list[tuple[int, list[Item]]] | None:
    """Return the items of pages as a leaflet is read that is folded of them, with the number of each page.

    A page is its width, height and items. The cover is the last panel of the first page, and has the largest letters;
    None if there is none.
    """
    if len(pages) < 2 or len(pages) % 2 or any(width < 1.15 * height for width, height, _ in pages):
        return None
    for count in (3, 2) if len(pages) == 2 else (2,):
        apart = [_apart(width, found, count) for width, _, found in (pages[:1] if count == 3 else pages)]
        if not all(apart) or not _is_cover([one for one in apart if one]):
            continue
        if count == 3:
            first = apart[0] or []
            return [(0, first[2]), (1, list(pages[1][2])), (0, first[0]), (0, first[1])]
        return _sewn([one for one in apart if one])
    return None


def _sewn(pages: Sequence[Sequence[list[Item]]]) -> list[tuple[int, list[Item]]]:
    """Return the halves of pages as they follow one another in a booklet, or a leaflet that is folded once."""
    last = 2 * len(pages)
    order = dict[int, tuple[int, list[Item]]]()
    for number, (left, right) in enumerate(pages):
        early, late = number + 1, last - number
        order |= {late: (number, left), early: (number, right)} if number % 2 == 0 else {
            early: (number, left), late: (number, right)}  # fmt: skip
    return [order[number] for number in sorted(order)]


def _apart(width: float, items: Sequence[Item], count: int) -> list[list[Item]] | None:
    """Return the items of each of so many panels beside one another; None if something crosses a fold."""
    found, folds = [list[Item]() for _ in range(count)], [width * number / count for number in range(1, count)]
    for item in items:
        number = sum((item.box.left + item.box.right) / 2 > fold for fold in folds)
        found[number].append(item)
    gaps = [
        min((item.box.left for item in after), default=width) - max((item.box.right for item in before), default=0.0)
        for before, after in pairwise(found)
    ]
    return found if all(found) and all(gap >= least(items) for gap in gaps) else None


def _is_cover(pages: Sequence[Sequence[Sequence[Item]]]) -> bool:
    """Say whether the largest letters of all are in the last panel of the first page."""
    cover = _largest(pages[0][-1])
    return all(_largest(panel) < cover for page in pages for panel in page if panel is not pages[0][-1])


def _largest(items: Sequence[Item]) -> float:
    return max((run.size for item in items for run in item.runs if len(run.text) > 2), default=0.0)
