"""Turns words into the schedule of a series: the day and hour of its first post, and how far apart they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from pamphlets.localized import days as words
from pamphlets.model import Schedule
from pamphlets.project import hints, meant

TOOLS = ("buffer", "publer", "ics")
"""What a series can be written for: two tools that schedule posts, and calendars."""


class NoSchedule(ValueError):
    """Words are no schedule: which of them (`from`, `every`, `at`), and why."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why)
        self.name = name


def days(distance: str) -> int:
    """Return the days of a distance such as `3d`, `2 weeks` or `daily`; 0 if it is none."""
    word = {"daily": "1d", "day": "1d", "weekly": "1w", "week": "1w"}.get(name := distance.lower().strip(), name)
    found = re.fullmatch(r"(?:every )?([1-9][0-9]{0,2}) ?(d|w|days?|weeks?)", word)
    return int(found[1]) * (7 if found[2][0] == "w" else 1) if found else 0


def read(start: str, every: str, at: str, to: Sequence[str], now: datetime) -> Schedule:
    """Return when posts go out, the first at an hour of a day; raises NoSchedule of what is none, or is over `now`."""
    first = datetime.combine(_day(start), _hour(at))
    if first <= now:
        raise NoSchedule("from", f"{first:%Y-%m-%d %H:%M} is in the past: nothing posts then")
    if not days(every):
        raise NoSchedule("every", f"'{every}' is no distance: write 3d or 1w")
    return Schedule(first, days(every), tuple(to) or TOOLS)


def choose(chosen: Sequence[str], every: str, at: str, to: Sequence[str], now: datetime) -> Schedule:
    """Return the schedule of posts that go out on chosen days, one on each, in this order; raises as `read` does."""
    each = tuple(map(_day, chosen))
    known = read(min(each).isoformat(), every, at, to, now)
    first = datetime.combine(each[0], known.start.time())
    return Schedule(first, known.every, known.to, tuple(day.isoformat() for day in each))


def _day(text: str) -> date:
    day = meant.date(text.strip())
    if day not in words.days(day):
        raise NoSchedule("from", f"'{text}' is no day: {hints.date(text.strip())}")
    return date.fromisoformat(day)


def _hour(text: str) -> time:
    if not (hour := words.hour(text)):
        raise NoSchedule("at", f"'{text}' is no hour: write 09:00, or 9 pm")
    return time.fromisoformat(hour)
