"""A value that is wrong -> a hint at the way to write it."""

from __future__ import annotations

import calendar
import re

_COUNTRIES = {
    "USA": "US", "UNITED STATES": "US", "AMERICA": "US", "UK": "GB", "UNITED KINGDOM": "GB", "ENGLAND": "GB",
    "CAN": "CA", "CANADA": "CA", "AUS": "AU", "AUSTRALIA": "AU", "IRELAND": "IE", "GERMANY": "DE",
}  # fmt: skip


def date(value: str) -> str:
    """Return a date as it must be written, or how dates are written."""
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", value)
    year, month, day = map(int, found.groups()) if found else _year_last(value)
    if not (year and 1 <= month <= 12 and 1 <= day <= 31):
        return "write year-month-day, such as 2026-11-20"
    last = calendar.monthrange(year, month)[1]
    return (
        f"write {year:04}-{month:02}-{day:02}"
        if day <= last
        else f"{calendar.month_name[month]} {year} has {last} days"
    )


def _year_last(value: str) -> tuple[int, int, int]:
    """Return year, month and day of 11/20/2026 and 20.11.2026; zeros for others: 3/4/2026 may be in March or April."""
    if not (found := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", value)):
        return 0, 0, 0
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12:
        return year, second, first
    return (year, first, second) if second > 12 or first == second else (0, 0, 0)


def country(value: str) -> str:
    """Return the code of a country that was written in another way."""
    code = _COUNTRIES.get(value.upper(), value.upper())
    return f"write {code}" if re.fullmatch("[A-Z]{2}", code) and code != value else "two letters: US, CA, GB, AU, IE, …"


def email(_: str) -> str:
    """Return what an address looks like."""
    return "write it like hello@example.org"


def paper(_: str) -> str:
    """Return which paper is used where."""
    return "Letter in the United States and Canada, A4 elsewhere"


def color(value: str) -> str:
    """Return a color of a style sheet (`7A1F5C`, `rgb(1, 2, 3)`, `purple`) as a brand has it."""
    digits = value.removeprefix("#")
    if re.fullmatch(r"[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3}", digits):
        return f'write it as "#{digits}", in quotes'
    if found := re.fullmatch(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)", value):
        return 'write it as "#{:02X}{:02X}{:02X}", in quotes'.format(*(min(int(part), 255) for part in found.groups()))
    return 'write it as in "#7A1F5C", in quotes'
