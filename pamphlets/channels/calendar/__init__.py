"""Turns a series and its schedule into a calendar that reminds staff of each post, with its words to copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, timedelta
from typing import Any

from pamphlets.channels.calendar.schedule import Schedule

__all__ = ["Schedule", "schedule"]

_LENGTH = timedelta(minutes=15)


def calendar(
    folder: str, rows: list[Mapping[str, Any]], schedule: Schedule, names: Mapping[str, str], say: Callable[..., str],
    home: str,
) -> bytes:  # fmt: skip
    """Return an iCalendar file with one event a block; `names` are those of platforms, `home` is the practice's domain.

    Its times are without a zone, those of whoever opens it; nothing in it is from the clock.
    """
    from icalendar import Alarm, Calendar, Event

    made = Calendar()
    made.add("prodid", "-//pamphlets//posts//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for index, block in enumerate(dict.fromkeys(row["block"] for row in rows)):
        own = [row for row in rows if row["block"] == block]
        event, alarm = Event(), Alarm()
        event.add("uid", f"{folder}/{block}@{home}")
        event.add("dtstamp", schedule.start.replace(tzinfo=UTC))
        event.add("dtstart", schedule.at(index))
        event.add("dtend", schedule.at(index) + _LENGTH)
        event.add("summary", say("export-event", title=own[0]["title"]))
        event.add("description", _description(own, names, say("export-files", folder=f"{folder}/{block}/")))
        alarm.add("action", "DISPLAY")
        alarm.add("description", say("export-event", title=own[0]["title"]))
        alarm.add("trigger", timedelta())
        event.add_component(alarm)
        made.add_component(event)
    return bytes(made.to_ical())


def _description(rows: list[Mapping[str, Any]], names: Mapping[str, str], where: str) -> str:
    """Return where the files are, and each text once, with the platforms that it is for."""
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row["text"], []).append(names[row["platform"]])
    return "\n\n".join([where, *(f"{', '.join(platforms)}:\n{text}" for text, platforms in texts.items())])
