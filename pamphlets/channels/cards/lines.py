"""Breaks the words of a card into lines: as large as they go, even, and where the sense breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pamphlets.localized import phrases, sentences

STOPS, PAUSES = frozenset(f"{sentences.ENDS}:："), frozenset(",;\u2013\u2014，、；،؛")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a card, and their type size in pixels."""

    size: int
    lines: tuple[str, ...]


def choose(
    words: Sequence[phrases.Chunk],
    widths: Sequence[float],
    space: float,
    width: float,
    height: float,
    leading: float,
    sizes: Sequence[int],
    most: int = 5,
    *,
    rough: bool = False,
) -> Lines | None:
    """Return the best lines, `most` at most, at one of `sizes`, the largest first; None if the words fit at none.

    Better is larger, but also more even and broken where the sense breaks. `rough` ones, for a first look, are as many,
    each as full as it goes. `widths` and `space` are in parts of the type size; `width` and `height` are the box's, in
    pixels.
    """
    best, best_worth = None if words else Lines(sizes[0], ()), -math.inf
    gaps = [space if word.spaced else 0.0 for word in words]
    for size in sizes if words else ():
        fewest = count(widths, gaps, width / size)
        if fewest is None or fewest > min(most, int(height / (size * leading))):
            continue
        if rough:
            return Lines(size, tuple(_fill(words, widths, gaps, width / size)))
        cost, lines = _even(words, widths, gaps, width / size, fewest)
        if (worth := 1.5 * size / sizes[0] - cost) > best_worth:
            best, best_worth = Lines(size, lines), worth
    return best


def _fill(
    words: Sequence[phrases.Chunk], widths: Sequence[float], gaps: Sequence[float], width: float
) -> Iterator[str]:
    begin, used = 0, 0.0
    for at, (gap, each) in enumerate(zip(gaps, widths, strict=True)):
        if at > begin and used + gap + each > width:
            yield phrases.join(words[begin:at])
            begin, used = at, 0.0
        used += each + (gap if at > begin else 0)
    yield phrases.join(words[begin:])


def count(widths: Sequence[float], gaps: Sequence[float], width: float) -> int | None:
    """Return how few lines the words take; None if a word is wider than a line. `gaps` are what stands before each."""
    lines, used = 0, width
    for gap, each in zip(gaps, widths, strict=True):
        if each > width:
            return None
        if not lines or used + gap + each > width:
            lines, used = lines + 1, each
        else:
            used += gap + each
    return lines


def _even(
    words: Sequence[phrases.Chunk], widths: Sequence[float], gaps: Sequence[float], width: float, count: int
) -> tuple[float, tuple[str, ...]]:
    """Return the words in the best `count` lines, and how bad these are."""
    ideal = (sum(widths) + sum(gaps[1:]) * (len(words) - count) / max(1, len(words) - 1)) / count
    # best[n][i]: the least cost of the first i words in n lines, and where the last of these lines begins
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            used = 0.0
            for end in range(start + 1, len(words) + 1):
                used += widths[end - 1] + (gaps[end - 1] if end - 1 > start else 0)
                if used > width:
                    break
                total = cost + _cost(words, start, end, used - ideal, ideal)
                if end not in row or total < row[end][0]:
                    row[end] = (total, start)
        best.append(row)
    end, found = len(words), []
    for row in reversed(best[1:]):
        start = row[end][1]
        found.append(phrases.join(words[start:end]))
        end = start
    return best[-1][len(words)][0], tuple(reversed(found))


def _cost(words: Sequence[phrases.Chunk], start: int, end: int, off: float, ideal: float) -> float:
    """Return how bad a line is: uneven, a stop inside it, a small word or none but one at its end."""
    cost = 0.5 * (off / ideal) ** 2
    cost += 0.4 * sum(word.text[-1] in STOPS for word in words[start : end - 1])
    cost += 0.1 * (end - start == 1)
    if end == len(words):
        return cost + (0.2 if end - start == 1 and start else 0)
    last = words[end - 1].text
    if last[-1] in STOPS or last[-1] in PAUSES:
        return cost - 0.1
    return cost + (0.1 if len(last) <= 3 and words[end].spaced else 0)
