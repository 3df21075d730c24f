"""Turns a day or an hour, as people write them in many languages, into what it can mean as ISO 8601."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import babel

from pamphlets.localized.names import LOCALES
from pamphlets.localized.tables import CREOLE_MONTHS

_TIME = re.compile(r"(?<=\d)(?:T|\s+)\d{1,2}:\d{2}\S*(?:\s*[AaPp]\.?[Mm]\.?)?$")
_SIGNS = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?")
_VIETNAMESE = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_BETWEEN = "st nd rd th er re o a º ª de del do of the den der le el il la dne dia am on г р года року"
_HOUR = re.compile(r"(\d{1,2})(?:\s*(?:[:.h]|uhr)\s*(\d{2})?)?\s*(?:(?P<half>[ap])\.?\s*m\.?|uhr|h)?", re.IGNORECASE)


def days(text: str) -> tuple[str, ...]:
    """Return every date, as ISO 8601, that a text can mean: `4/1/2027` is in January or April; none for no date."""
    plain = "".join(str(unicodedata.digit(sign, sign)) for sign in unicodedata.normalize("NFC", text.strip()))
    plain = _TIME.sub("", plain)
    if signs := _SIGNS.fullmatch(plain):
        return _valid([(int(signs[1]), int(signs[2]), int(signs[3]))])
    if written := _VIETNAMESE.fullmatch(plain.casefold()):
        return _valid([(int(written[3]), int(written[2]), int(written[1]))])
    if re.fullmatch(r"\d{8}", plain):
        return _valid([(int(plain[:4]), int(plain[4:6]), int(plain[6:]))])
    if numbers := re.fullmatch(r"(\d+)\s*([-/.\s])\s*(\d+)\s*\2\s*(\d+)\.?", plain):
        return _valid(_orders([numbers[1], numbers[3], numbers[4]], numbers[2]))
    return _valid(_words(plain))


def month(text: str) -> str:
    """Return the first day, as ISO 8601, of a month that is named without a day: `Nov 2028`, `11/2028`; '' for none."""
    plain = unicodedata.normalize("NFC", text.strip().rstrip("."))
    if numbers := re.fullmatch(r"(\d{4})\s*[-/.]\s*(\d{1,2})|(\d{1,2})\s*[-/.]\s*(\d{4})", plain):
        return next(iter(_valid([(int(numbers[1] or numbers[4]), int(numbers[2] or numbers[3]), 1)])), "")
    words = re.sub(r"^(?:(?:the )?end of|until) ", "", plain, flags=re.IGNORECASE)
    found = days(f"1 {words}") if not re.search(r"(?<!\d)\d{1,2}(?!\d)", words) else ()
    return found[0] if len(found) == 1 else ""


def hour(text: str) -> str:
    """Return a time of day as `HH:MM`: `9am`, `9:30 p.m.`, `9h30`, `18 Uhr`, `noon`; '' for none."""
    plain = text.strip()
    if plain.lower() in ("noon", "midday", "midnight"):
        return "00:00" if plain.lower() == "midnight" else "12:00"
    found = _HOUR.fullmatch(plain)
    if not found or plain.isdecimal():  # 9 alone may be of the morning or of the evening
        return ""
    hours, minutes = int(found[1]), int(found[2] or 0)
    if half := found["half"]:
        if not 1 <= hours <= 12:
            return ""
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else ""


def is_weekday(*words: str) -> bool:
    """Say whether one of some words is the name of a day of the week, short or long, in a known language.

    Languages are read until one has such a name: reading all of them takes longer than all other settings.
    """
    asked = {word.casefold().rstrip(".") for word in words}
    return any(not asked.isdisjoint(_weekdays(language)) for language in LOCALES)


def _valid(found: list[tuple[int, int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(day for parts in found for day in _day(*parts)))


def _day(year: int, month: int, day: int) -> Iterator[str]:
    try:
        yield date(year, month, day).isoformat()
    except ValueError:
        return


def _orders(parts: list[str], between: str) -> list[tuple[int, int, int]]:
    """Return year, month and day in every order that is written anywhere."""
    a, b, c = map(int, parts)
    if len(parts[0]) == 4:
        return [(a, b, c)]
    if len(parts[2]) == 4 and between == "." and b <= 12:
        return [(c, b, a)]
    if len(parts[2]) == 4:
        return [(c, a, b), (c, b, a)]
    if len(parts[2]) == 2 and between == "." and b <= 12:
        return [(2000 + c, b, a)]
    return [(2000 + c, a, b), (2000 + c, b, a), (2000 + a, b, c)] if len(parts[2]) == 2 else []


def _words(text: str) -> list[tuple[int, int, int]]:
    """Return what a date with the name of a month can mean: its other words only stand between."""
    numbers, months = [], frozenset[int]()
    for word in _WORDS.findall(text.casefold()):
        if word.isdecimal():
            numbers.append(word)
        elif word in _months():
            if months:
                return []
            months = _months()[word]
        elif word not in _BETWEEN.split() and not is_weekday(word):
            return []
    years = [int(number) for number in numbers if len(number) == 4]
    days_ = [int(number) for number in numbers if len(number) <= 2]
    if len(numbers) != 2 or len(years) != 1 or len(days_) != 1:
        return []
    return [(years[0], month, days_[0]) for month in sorted(months)]


@cache
def _months() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for locale in map(babel.Locale, LOCALES):
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[use][width].items():
                    found[name.casefold().rstrip(".")].add(number)
    for number, name in enumerate(CREOLE_MONTHS, 1):
        found[name].add(number)
    found["sept"].add(9)
    return {name: frozenset(numbers) for name, numbers in found.items() if name.isalpha()}


@cache
def _weekdays(language: str) -> frozenset[str]:
    names = (
        name.casefold().rstrip(".")
        for width in ("wide", "abbreviated")
        for name in babel.Locale(language).days["format"][width].values()
    )
    return frozenset(part for name in names for part in re.findall(r"[^\W\d_]+", name))
