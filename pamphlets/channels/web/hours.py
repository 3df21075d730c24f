"""Turns opening hours as people write them ("Mon–Fri 9 am–6 pm") into those of schema.org ("Mo-Fr 09:00-18:00")."""

from __future__ import annotations

import re

_DAYS = {
    "Mo": "mon(?:days?)?|lun(?:es)?",
    "Tu": "tue(?:s|sdays?)?|mar(?:tes)?",
    "We": "wed(?:s|nesdays?)?|mi[eé](?:rcoles)?",
    "Th": "thu(?:rs?|rsdays?)?|jue(?:ves)?",
    "Fr": "fri(?:days?)?|vie(?:rnes)?",
    "Sa": "sat(?:urdays?)?|s[aá]b(?:ado)?s?",
    "Su": "sun(?:days?)?|dom(?:ingo)?s?",
}
_DAY = "|".join(_DAYS.values())
_TO = r"\s*(?:[-–—]|to|a|until)\s*"
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?(?:m\.?)?"
_LINE = re.compile(rf"({_DAY})(?:{_TO}({_DAY}))?\.?:?,?\s+(?:(?:from|de)\s+)?{_TIME}{_TO}{_TIME}", re.IGNORECASE)


def opening(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hours that can be told apart for certain; none of them if one line cannot be.

    Half of the hours would be worse than none: a reader would take the rest for closed.
    """
    found = tuple(_one(line) for line in lines)
    return found if all(found) else ()


def _one(line: str) -> str:
    match = _LINE.fullmatch(line.strip())
    if not match:
        return ""
    first, last, *times = match.groups()
    begin, end = _time(times[0], times[1], times[2] or _half(times[0], times[3], times[5])), _time(*times[3:])
    if not begin or not end or begin >= end or (not times[5] and begin < "06:00"):
        return ""
    days = _day(first) + (f"-{_day(last)}" if last else "")
    return f"{days} {begin}-{end}"


def _half(first: str, last: str, half: str | None) -> str | None:
    """Return the half of the day of the first time where only the last has one: 9–5 pm, 1–5 pm."""
    if half is None or half.lower() == "a" or int(first) > 12:
        return half if int(first) <= 12 else None
    return "p" if int(first) % 12 < int(last) % 12 else "a"


def _day(word: str) -> str:
    return next(day for day, names in _DAYS.items() if re.fullmatch(names, word, re.IGNORECASE))


def _time(hour: str, minute: str | None, half: str | None) -> str:
    """Return a time of day as "18:00"; '' if it is none."""
    number = int(hour)
    if half and not 1 <= number <= 12:
        return ""
    if half:
        number = number % 12 + (12 if half.lower() == "p" else 0)
    return f"{number:02}:{minute or '00'}" if number <= 24 and int(minute or 0) < 60 else ""
