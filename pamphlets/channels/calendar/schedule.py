"""Turns a first day and a distance into the day and hour of each post of a series."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

TOOLS = ("buffer", "publer", "ics")
"""What a series can be written for: two tools that schedule posts, and calendars."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the posts of a series go out, in the practice's own time: the first at `start`, then every so many days."""

    start: datetime
    every: int
    to: tuple[str, ...] = TOOLS

    def at(self, index: int) -> datetime:
        """Return when a post goes out, by its place in the series from 0."""
        return self.start + timedelta(days=self.every * index)

    def after(self, places: int) -> Schedule:
        """Return when the posts of another series go out, if so many of others go out before them."""
        return replace(self, start=self.at(places))

    def kept(self) -> dict[str, object]:
        """Return this as the manifest keeps it."""
        return {"start": self.start.isoformat(timespec="minutes"), "every": self.every, "to": list(self.to)}


def read(kept: dict[str, object]) -> Schedule:
    """Return what the manifest has kept."""
    to = kept["to"]
    assert isinstance(to, list) and isinstance(kept["every"], int)
    return Schedule(datetime.fromisoformat(str(kept["start"])), kept["every"], tuple(to))


def days(distance: str) -> int:
    """Return the days of a distance such as `3d`, `2 weeks` or `daily`; 0 if it is none."""
    word = {"daily": "1d", "day": "1d", "weekly": "1w", "week": "1w"}.get(name := distance.lower().strip(), name)
    found = re.fullmatch(r"(?:every )?([1-9][0-9]{0,2}) ?(d|w|days?|weeks?)", word)
    return int(found[1]) * (7 if found[2][0] == "w" else 1) if found else 0
