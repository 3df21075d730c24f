"""Turns opening hours into those of each day of a week, and such a week into the rows that a settings file has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pamphlets.localized import hours
from pamphlets.project import literals

Spans = tuple[hours.Span, ...]
Days = tuple[tuple[str, ...], Spans]
"""Days as `Mo-Fr` or `Sa`, and when it is open then."""
MOST = 2
"""So many times a day a form has: before and after noon."""
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")


def week(times: Iterable[Days]) -> dict[str, Spans] | None:
    """Return the times of each day that some name, none where it is closed; None if a line is not certain.

    It is none, too, of more times a day than a form has.
    """
    found = dict[str, Spans]()
    for days, spans in times:
        if not days:
            return None
        for day in _each(days):
            found[day] = tuple(sorted({*found.get(day, ()), *spans})) if spans else ()
    return None if any(len(spans) > MOST for spans in found.values()) else found


def rows(days: Mapping[str, Spans], before: Sequence[tuple[literals.Value, Days]] = ()) -> list[literals.Value]:
    """Return the rows of a week; a row or line of `before` that still holds stays as it is written.

    Days on which it is closed have a row only where they had one. Raises ValueError of times that there are not.
    """
    told = {day for _, (names, spans) in before if not spans for day in _each(names)}
    groups = dict[Spans, list[str]]()
    for day in hours.CODES:
        spans = tuple(days.get(day, ()))
        if any(not _CLOCK.fullmatch(at) for span in spans for at in span) or any(end <= begin for begin, end in spans):
            raise ValueError(day)
        if spans or day in told:
            groups.setdefault(spans, []).append(day)
    kept = {(frozenset(_each(names)), spans): value for value, (names, spans) in before}
    return [kept.get((frozenset(names), spans)) or _row(names, spans) for spans, names in groups.items()]


def _each(days: Iterable[str]) -> list[str]:
    """Return every day of some days, each once."""
    found = list[str]()
    for part in days:
        first, _, last = part.partition("-")
        start, stop = hours.CODES.index(first), hours.CODES.index(last or first)
        found += [hours.CODES[at % 7] for at in range(start, (stop if stop >= start else stop + 7) + 1)]
    return list(dict.fromkeys(found))


def _row(days: Sequence[str], spans: Spans) -> literals.OneLine:
    """Return a row: days that follow each other as `Mo-Fr`, two alone as a list."""
    runs = list[list[str]]()
    for day in days:
        if runs and hours.CODES.index(day) == hours.CODES.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = [part for run in runs for part in ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else run)]
    row = literals.OneLine(days=parts[0] if len(parts) == 1 else parts)
    if not spans:
        return literals.OneLine(row | {"closed": True})
    begins, ends = ([*column] for column in zip(*spans, strict=True))
    return literals.OneLine(row | {"from": _one(begins), "to": _one(ends)})


def _one(texts: list[str]) -> literals.Value:
    return texts[0] if len(texts) == 1 else [*texts]
