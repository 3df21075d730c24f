"""Turns the words for a distance between posts into days."""

from __future__ import annotations

import re

TOOLS = ("buffer", "publer", "ics")
"""What a series can be written for: two tools that schedule posts, and calendars."""


def days(distance: str) -> int:
    """Return the days of a distance such as `3d`, `2 weeks` or `daily`; 0 if it is none."""
    word = {"daily": "1d", "day": "1d", "weekly": "1w", "week": "1w"}.get(name := distance.lower().strip(), name)
    found = re.fullmatch(r"(?:every )?([1-9][0-9]{0,2}) ?(d|w|days?|weeks?)", word)
    return int(found[1]) * (7 if found[2][0] == "w" else 1) if found else 0
