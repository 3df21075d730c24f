"""Turns a value that cannot be understood into a hint at the way to write it."""

from __future__ import annotations

import calendar
import re
from datetime import date as Date

COUNTRY = "write its two letters, such as US, CA, GB, AU or IE, or its name in English"
SLUG = "only small letters from a to z, digits, and hyphens between them"
EMAIL = "write one address, like hello@example.org"
PHONE = "write one number; others may be lines of 'address', such as 'Fax (207) 555-0199'"
PAPER = "Letter in the United States and Canada, A4 elsewhere"


def date(value: str) -> str:
    """Return the dates that a value may mean, each as it must be written, or how dates are written."""
    from pamphlets.localized import days

    if meanings := days.days(value):
        ways = (f"{day} for {calendar.month_name[(on := Date.fromisoformat(day)).month]} {on.day}" for day in meanings)
        return f"write {', or '.join(ways)}"
    if first := days.month(value):
        on = Date.fromisoformat(first)
        last = on.replace(day=calendar.monthrange(on.year, on.month)[1])
        return f"write {last} for the end of {calendar.month_name[on.month]} {on.year}, or another day"
    found = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", value) or re.fullmatch(
        r"()(\d{1,2})\.(\d{1,2})\.(\d{4})", value
    )
    if found and not found[1]:
        year, month, day = int(found[4]), int(found[3]), int(found[2])
    elif found:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    if found and 1 <= month <= 12 and year and 28 < day <= 31:
        return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"
    return "write year-month-day, such as 2026-11-20"


def language(value: str) -> str:
    """Return how a language is named."""
    from pamphlets.localized import names

    spoken = names.main_language(names.country(value))
    near = names.nearest_language(value)
    if guess := spoken or near:
        return f"for {names.english(guess)} write {guess}"
    return "write its code, such as en, es or pt-BR, or its name in English"


def address(value: str) -> str:
    """Return what a web address looks like, or the one that stands among marks of markdown."""
    if found := re.fullmatch(r"\[.*\]\((https?://[^\s()\[\]]+)\)", value):
        return f"write the address alone: {found[1]}"
    if re.match(r"https?:/?/?\S", value, re.IGNORECASE) and " " not in value.strip():
        return "write it as a browser shows it, like https://www.example.org, without what begins with '?' or '#'"
    return "write it without spaces, like https://www.example.org"


def secure(value: str) -> str:
    """Return the address that tools take pictures from."""
    return f"write https://{value[7:]}, if it opens there" if value.startswith("http://") else address(value)


def hashtag(value: str) -> str:
    """Return how words become hashtags."""
    words = [word.lstrip("#") for word in re.split(r"[\s,;]+", value) if word.strip("#")]
    if len(words) > 1:
        return f"write {''.join(word[:1].upper() + word[1:] for word in words)}, or [{', '.join(words)}]"
    return "leave it out if there is none"


def length(value: str) -> str:
    """Return a length with the units that there are."""
    number = re.fullmatch(r"\d+(\.\d+)?", value)
    return f"write {value}mm, or {value}in" if number else "a number with mm, cm, in or pt, such as 97mm"


def color(value: str) -> str:
    """Return how a brand has a color."""
    digits = value.removeprefix("#")
    if re.fullmatch(r"[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3}", digits):
        return f'write it as "#{digits}", in quotes'
    return 'write it as in "#7A1F5C", in quotes'
