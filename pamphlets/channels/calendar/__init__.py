"""Turns dates into calendars: of a series of posts with their words to copy, and of texts to be looked at again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pamphlets.model import Pamphlet, Row, Schedule

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["posts", "reviews", "schedule"]

_LENGTH = timedelta(minutes=15)
_AHEAD = timedelta(weeks=4)
"""How long before a review its alarm is."""


def posts(
    folder: str, rows: Sequence[Row], schedule: Schedule, names: Mapping[str, str], say: Callable[..., str],
    home: str,
) -> bytes:  # fmt: skip
    """Return an iCalendar file with one event a block; `names` are those of platforms, `home` is the practice's domain.

    Its times are without a zone, those of whoever opens it; nothing in it is from the clock.
    """
    events = []
    for index, block in enumerate(dict.fromkeys(row.block for row in rows)):
        own = [row for row in rows if row.block == block]
        title = say("export-event", title=own[0].title)
        event = _event(f"{folder}/{block}@{home}", schedule.start, schedule.at(index), title, timedelta())
        event.add("dtend", schedule.at(index) + _LENGTH)
        event.add("description", _description(own, names, say("export-files", folder=f"{folder}/{block}/")))
        events.append(event)
    return _write("posts", events)


def reviews(pamphlets: Iterable[Pamphlet], practice: str) -> bytes:
    """Return an iCalendar file with a day for each review, and an alarm four weeks before."""
    events = []
    for one in pamphlets:
        day = date.fromisoformat(one.review_by)
        stamp = datetime.combine(date.fromisoformat(one.reviewed or one.review_by), time())
        name, title = f"{one.name}-{one.language}-{day:%Y%m%d}", f"Review: {one.title} ({one.language})"
        event = _event(f"review-{name}@pamphlets", stamp, day, title, -_AHEAD)
        event.add("description", f"{one.path}. Last by {one.reviewer or chr(8211)}, {one.reviewed}. {practice}")
        events.append(event)
    return _write("due", events)


def _event(uid: str, stamp: datetime, start: date, summary: str, trigger: timedelta) -> Event:
    """Return an event with an alarm, `trigger` after its start."""
    from icalendar import Alarm, Event

    event, alarm = Event(), Alarm()
    event.add("uid", uid)
    event.add("dtstamp", stamp.replace(tzinfo=UTC))
    event.add("dtstart", start)
    event.add("summary", summary)
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", trigger)
    event.add_component(alarm)
    return event


def _write(kind: str, events: Iterable[Event]) -> bytes:
    from icalendar import Calendar

    whole = Calendar()
    whole.add("prodid", f"-//pamphlets//{kind}//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    for event in events:
        whole.add_component(event)
    return bytes(whole.to_ical())


def _description(rows: Sequence[Row], names: Mapping[str, str], where: str) -> str:
    """Return where the files are, and each text once, with the platforms that it is for."""
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row.text, []).append(names[row.platform])
    return "\n\n".join([where, *(f"{', '.join(platforms)}:\n{text}" for text, platforms in texts.items())])
