"""Turns what stands on a page into areas in the order in which they are read: columns are told by the white between.

An area is cut in two where nothing crosses a gutter, or else above and below what has one, and so on with each part
(the recursive X-Y cut: Nagy and Seth, 1984; Ha, Haralick and Phillips, 1995).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median

from pamphlets.paper import extract
from pamphlets.starter.intake import marks

GUTTER = 0.8
"""The least width of a gutter, in parts of the size of letters."""
_ALIKE, _FULL = 0.7, 0.85
"""How many lines of two columns stand on the base lines of the other if they are a table; how wide a line is that fills
its column, in parts of it."""
_LEVEL, _WIDE, _MANY, _FEW = 2.0, 2.5, 6, 3
"""Points by which base lines of one line may differ. A gutter is to be wider by a factor where fewer lines than so many
stand beside others: they may be one text with wide spaces. Words of a line that are none of a text."""
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Item:
    """What is not cut: a picture, or a run with what belongs to it; the box has the height of its letters."""

    box: extract.Bounds
    runs: tuple[extract.Snippet, ...] = ()
    picture: extract.Picture | None = None

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Region:
    """Items that are read line by line; `table`: its lines are rows."""

    items: tuple[Item, ...]
    table: bool = False


def items(runs: Sequence[extract.Snippet], pictures: Sequence[extract.Picture]) -> list[Item]:
    """Return the items of a page: the sign of a list, and what is raised or lowered, are one with what they hang on."""
    beside, taken = marks.hanging(runs), set[int]()
    for run in runs:
        if marks.sign(run.text) and (after := _following(run, runs)) and after.number not in beside:
            beside[run.number] = after
    groups = dict[int, list[extract.Snippet]]()
    for run in runs:
        last = run
        while last.number in beside and last.number not in taken:
            taken.add(last.number)
            last = beside[last.number]
        taken.clear()
        groups.setdefault(last.number, []).append(run)
    found = [Item(reduce(extract.Bounds.around, map(core, group)), tuple(group)) for group in groups.values()]
    return found + [Item(picture.box, picture=picture) for picture in pictures]


def _following(sign: extract.Snippet, runs: Sequence[extract.Snippet]) -> extract.Snippet | None:
    """Return what stands to the right of the sign of a list, on its line."""
    size = sign.size
    level = [run for run in runs if run is not sign and abs(run.base - sign.base) < 0.35 * size]
    near = [run for run in level if -0.2 < (run.box.left - sign.box.right) / size < 3]
    found = min(near, key=lambda run: run.box.left, default=None)
    return None if found is None or marks.sign(found.text) else found


def core(run: extract.Snippet) -> extract.Bounds:
    """Return where the letters of a run stand, without what hangs over: lines that are close do not touch."""
    return extract.Bounds(run.box.left, run.base - 0.6 * run.size, run.box.right, run.base + 0.15 * run.size)


def areas(
    items: Sequence[Item], rules: Sequence[extract.Bounds], *, leftward: bool = False, depth: int = 0
) -> Iterator[Region]:
    """Yield the areas of a page, or of a part of it, in their order; `leftward`: the right column is read first."""
    if depth < _DEEPEST and len(items) > 1:
        for gutter in _gutters(items):
            if sides := _columns(items, gutter):
                if table := _table(items, gutter, rules):
                    yield from _around_table(items, table, rules, leftward=leftward, depth=depth + 1)
                    return
                for side in reversed(sides) if leftward else sides:
                    yield from areas(side, rules, leftward=leftward, depth=depth + 1)
                return
        if parts := _parts(items):
            for part in parts:
                yield from areas(part, rules, leftward=leftward, depth=depth + 1)
            return
    if items:
        yield Region(tuple(items))


def _around_table(
    items: Sequence[Item], table: Sequence[Item], rules: Sequence[extract.Bounds], *, leftward: bool, depth: int
) -> Iterator[Region]:
    """Yield what stands above a table, the table, and what stands below it."""
    box = _around(table)
    above = [item for item in items if item.box.bottom <= box.top and item not in table]
    below = [item for item in items if item not in table and item not in above]
    yield from areas(above, rules, leftward=leftward, depth=depth)
    yield Region(tuple(table), table=True)
    yield from areas(below, rules, leftward=leftward, depth=depth)


def _table(items: Sequence[Item], gutter: tuple[float, float], rules: Sequence[extract.Bounds]) -> list[Item] | None:
    """Return what of two columns is a table, from the first to the last row beside something; None if they are none."""
    bands, middle = _bands(items), sum(gutter) / 2
    both = [n for n, band in enumerate(bands) if len({item.box.left < middle for item in band}) > 1]
    within = [item for band in (bands[both[0] : both[-1] + 1] if both else []) for item in band]
    sides = _columns(within, gutter)
    return within if sides and _is_table(*sides, rules) else None


def least(items: Sequence[Item]) -> float:
    """Return how wide a gutter between items is at least."""
    sizes = [run.size for item in items for run in item.runs]
    return GUTTER * (median(sizes) if sizes else 12)


def _gutters(items: Sequence[Item]) -> list[tuple[float, float]]:
    """Return the white between items from top to bottom, the widest first: from where to where."""
    narrow, found, right = least(items), list[tuple[float, float]](), float("inf")
    for item in sorted(items, key=lambda item: item.box.left):
        if item.box.left - right >= narrow:
            found.append((right, item.box.left))
        right = max(right, item.box.right) if right != float("inf") else item.box.right
    return sorted(found, key=lambda gap: gap[0] - gap[1])


def _columns(items: Sequence[Item], gutter: tuple[float, float]) -> tuple[list[Item], list[Item]] | None:
    """Return what stands on the two sides of a gutter; None if one of them is but the rest of a line of the other."""
    middle = sum(gutter) / 2
    left = [item for item in items if item.box.left < middle]
    right = [item for item in items if item.box.left >= middle]
    if not (left and right):
        return None
    if any(item.picture for item in items):
        return left, right
    ours, theirs = _lines(left), _lines(right)
    few = min(ours, theirs, key=len)
    beside = sum(any(abs(a - b) < _LEVEL for b in (theirs if few is ours else ours)) for a in few) / len(few)
    wide = gutter[1] - gutter[0] >= _WIDE * least(items)
    many = max(len(ours), len(theirs)) >= _MANY and (wide or len(few) > 1)
    sure = many or (len(few) > 1 and (wide or _is_aligned(right)))
    return (left, right) if sure or beside < _ALIKE else None


def _is_aligned(items: Sequence[Item]) -> bool:
    """Say whether lines begin at one edge: words after wide spaces do not."""
    edges = [min(item.box.left for item in row) for row in _rows(items)]
    return len(edges) > 2 and max(edges) - min(edges) < _LEVEL


def _rows(items: Sequence[Item]) -> list[list[Item]]:
    """Return items by the base lines on which their words stand."""
    found, last = list[list[Item]](), -1e9
    for base, item in sorted(((_base(item), item) for item in items if item.runs), key=lambda pair: pair[0]):
        if base - last > _LEVEL:
            found.append([])
        found[-1].append(item)
        last = base
    return found


def _base(item: Item) -> float:
    return max(item.runs, key=lambda run: len(run.text)).base


def _lines(items: Sequence[Item]) -> list[float]:
    """Return the base lines of items."""
    return [_base(row[0]) for row in _rows(items)]


def _is_table(left: Sequence[Item], right: Sequence[Item], rules: Sequence[extract.Bounds]) -> bool:
    """Say whether two columns are those of a table: rules cross the gutter, or short words share their base lines."""
    if any(item.picture for item in (*left, *right)):
        return False
    if len(_crossing(left, right, rules)) > 1:
        return True
    ours, theirs = _lines(left), _lines(right)
    listed = any(marks.sign(item.runs[0].text) for item in (*left, *right))
    return len(ours) > 2 and _share(ours, theirs) >= _ALIKE and not listed and not any(map(_is_prose, (left, right)))


def _crossing(left: Sequence[Item], right: Sequence[Item], rules: Sequence[extract.Bounds]) -> set[int]:
    """Return how far down the rules are that stand between lines of both of two columns."""
    one, other = _around(left), _around(right)
    box = one.around(other)
    level: list[set[int]] = [
        {round(rule.top) for rule in rules if rule.left < side.right and rule.right > side.left and
         box.top < rule.top < box.bottom} for side in (one, other)
    ]  # fmt: skip
    return level[0] & level[1]


def _share(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return which part of the lines of each of two columns stands on base lines of the other, at least."""
    found = ((ours, theirs), (theirs, ours))
    return min(sum(any(abs(a - b) < _LEVEL for b in others) for a in some) / len(some) for some, others in found)


def _is_prose(items: Sequence[Item]) -> bool:
    """Say whether most lines of a column are of several words, and fill it."""
    width, rows = _around(items).width, _rows(items)
    full = sum(_around(row).width >= _FULL * width for row in rows) > 0.4 * len(rows)
    return full and median(sum(len(item.text.split()) for item in row) for row in rows) > _FEW


def _around(items: Sequence[Item]) -> extract.Bounds:
    return reduce(extract.Bounds.around, (item.box for item in items))


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Return items by the strips in which they stand: between two of these is white from left to right."""
    found, bottom = list[list[Item]](), -1e9
    for item in sorted(items, key=lambda item: item.box.top):
        if item.box.top >= bottom:
            found.append([])
        found[-1].append(item)
        bottom = max(bottom, item.box.bottom)
    return found


def _parts(items: Sequence[Item]) -> list[list[Item]]:
    """Return items above, beside and below the longest gutter that does not go from top to bottom; [] without one."""
    bands, narrow = _bands(items), least(items)
    best, span = 0, (0, 0)
    for index, band in enumerate(bands):
        for gutter in _gutters(band):
            first, last, white = index, index, gutter
            while first and (wider := _white(bands[first - 1], white, narrow)):
                first, white = first - 1, wider
            while last + 1 < len(bands) and (wider := _white(bands[last + 1], white, narrow)):
                last, white = last + 1, wider
            first, last = _trim(bands, first, last, white)
            within = [item for one in bands[first : last + 1] for item in one]
            sides = _columns(within, white)
            if sides and len(within) < len(items) and (height := min(len(_lines(side)) or 2 for side in sides)) > best:
                best, span = height, (first, last + 1)
    parts = (bands[: span[0]], bands[slice(*span)], bands[span[1] :]) if best else ()
    return [flat for part in parts if (flat := [item for band in part for item in band])]


def _white(band: Sequence[Item], gutter: tuple[float, float], least: float) -> tuple[float, float] | None:
    """Return what of a gutter stays white in a band; None if that is too narrow."""
    left, right = gutter
    for item in band:
        if item.box.right > left and item.box.left < right:
            before, after = item.box.left - left, right - item.box.right
            left, right = (left, item.box.left) if before > after else (item.box.right, right)
    return (left, right) if right - left >= least else None


def _trim(bands: Sequence[Sequence[Item]], first: int, last: int, gutter: tuple[float, float]) -> tuple[int, int]:
    """Return a span of bands without what only seems to be of its columns.

    That is what is nearer to the line above, and at the end a line at the left that begins something else.
    """
    middle = sum(gutter) / 2
    while first < last and _is_above(bands, first, middle):
        first += 1
    if last + 1 == len(bands):
        return first, last
    steps = [after[0].box.top - before[0].box.top for before, after in pairwise(bands[first : last + 1])]
    usual = median(steps) if steps else 0
    for index in range(last, first, -1):
        if any(item.box.right > middle for item in bands[index]):
            break
        size = max((run.size for item in bands[index] for run in item.runs), default=0)
        below = median([run.size for item in bands[index - 1] for run in item.runs] or [size])
        if bands[index][0].box.top - bands[index - 1][0].box.top > 1.5 * usual or size > 1.1 * below:
            last = index - 1
    return first, last


def _is_above(bands: Sequence[Sequence[Item]], first: int, middle: float) -> bool:
    """Say whether the first band of columns is none of theirs: it is nearer to what stands above."""
    rights = {item.box.left > middle for item in bands[first]}
    if len(rights) > 1 or not first:
        return False
    right = rights.pop()
    own = [item for band in bands[first + 1 :] for item in band if (item.box.left > middle) == right]
    above, top = max(item.box.bottom for item in bands[first - 1]), min(item.box.top for item in bands[first])
    bottom = max(item.box.bottom for item in bands[first])
    return not own or top - above < min(item.box.top for item in own) - bottom
