"""Calendars of reviews: they parse, say the same each time, and keep every character of what people wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from pamphlets.channels import calendar
from pamphlets.model import Pamphlet

REST = Pamphlet(
    "rest", "en", "content/rest.md", "Rest", "About rest.", (), reviewer="Clinical lead", reviewed="2026-11-20",
    review_by="2027-11-20",
)  # fmt: skip


def test_a_calendar_has_a_day_for_each_review() -> None:
    content = calendar.reviews([REST, replace(REST, title="Walk")], "Rest House")
    assert content == calendar.reviews([REST, replace(REST, title="Walk")], "Rest House")
    first, second = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert (first["uid"], first.decoded("dtstart")) == ("review-rest-en-20271120@pamphlets", date(2027, 11, 20))
    assert [str(one["summary"]) for one in (first, second)] == ["Review: Rest (en)", "Review: Walk (en)"]
    assert str(first["description"]) == "content/rest.md. Last by Clinical lead, 2026-11-20. Rest House"
    (alarm,) = first.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(weeks=-4)


def test_a_text_that_nobody_has_signed_has_its_day_too() -> None:
    content = calendar.reviews([replace(REST, reviewer="", reviewed="")], "")
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert f"{event.decoded('dtstamp'):%Y-%m-%d %H:%M %Z}" == "2027-11-20 00:00 UTC"
    assert "Last by \u2013, ." in str(event["description"])


@pytest.mark.parametrize(
    "title", ["A; b, c: \\d \\n", "Rest; " * 30, "休む" * 40, "👩\u200d🚀" * 20, "\u00e9" * 80, "BEGIN:VEVENT"]
)
def test_lines_are_folded_and_words_stay(title: str) -> None:
    """Lines have 75 bytes at most, each ends as RFC 5545 says, and what is read back is what was written."""
    content = calendar.reviews([replace(REST, title=title)], title)
    assert content.count(b"\r\n") == content.count(b"\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == f"Review: {title} (en)"
