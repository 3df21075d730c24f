"""Turns opening hours as people write them into days and times of day, and says these in a language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from functools import cache
from unicodedata import combining, normalize

import babel
import babel.dates

from pamphlets import localized
from pamphlets.localized.tables import CLOSED, CREOLE_DAYS

CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
"""Days as schema.org writes them."""
LONGEST = 200
"""Characters of a line; nothing is looked for in a longer text."""
Span = tuple[str, str]
"""From when to when: `("09:00", "18:00")`."""
_EXTRA = {"daily": "Mo-Su", "every day": "Mo-Su", "todos los dias": "Mo-Su", "thur": "Th"}
"""What people write for days beside the names of CLDR, whose plurals are read too."""
_ALIKE = (("[*_`]", ""), ("noon|midday|mediodia", "12 pm"), ("midnight|medianoche", "24:00"))
_TO = r"\s*(?:[-–—~～]|(?<=\s)(?:to|through|thru|until|till?|al?|au|bis|ate|tot)(?=\s))\s*"
_AND = r"\s*(?:[,;&+/]|(?<=\s)(?:and|y|e|et|und|en)(?=\s))\s*(?:(?:and|y|e|et|und)\s+)?"
_TIME = r"(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?\s*(?:([ap])\.?(?:\s?m\.?)?|uhr|hrs?|horas?|h)?(?![^\W_])"
_SPAN = rf"(?:(?:from|de(?:\s+las?)?|von|das|van|dalle)\s+)?{_TIME}{_TO}(?:las?\s+)?{_TIME}"


def read(line: str, languages: Sequence[str]) -> tuple[tuple[str, ...], tuple[Span, ...]] | None:
    """Return the days of a line, as `Mo-Fr` or `Sa`, and when it is open then: never where it is closed.

    Days are called as in one of the languages. None for what cannot be told for certain: is "9–5" in the night?
    """
    text = _fold(line)
    if len(text) > LONGEST:
        return None
    for form, other in _ALIKE:
        text = re.sub(form, other, text)
    for language in languages:
        names = _names(language)
        day = rf"(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})s?(?![^\W\d_])\.?"
        days = rf"{day}(?:{_TO}{day})?"
        if found := re.fullmatch(rf"(?:(?:el|los|le|les|am|on)\s+)?({days}(?:{_AND}{days})*)\s*[:,]?\s*(.+)", text):
            spans = () if found[2] in map(_fold, CLOSED.values()) else _spans(found[2])
            if spans is not None:
                return _days(found[1], day, names), spans
    return None


def say(days: Sequence[str], spans: Sequence[Span], language: str, country: str) -> str:
    """Return hours in the words of a language: "Mon–Fri 9 am–6 pm", "Lun–vie 9 a.m.–6 p.m."; "Sun closed"."""
    creole = language.startswith("ht")
    locale = localized.locale("en" if creole else language, country)
    names = dict(enumerate(CREOLE_DAYS)) if creole else locale.days["stand-alone"]["abbreviated"]
    between = locale.interval_formats[None]
    ranges = ([names[CODES.index(day)] for day in part.split("-")] for part in days)
    said = ", ".join(between.format(*one) if len(one) > 1 else one[0] for one in ranges)
    half = "h" in re.sub("'[^']*'", "", locale.time_formats["short"].pattern)
    form = "Hm" if not half else "hm" if any(at[3:] != "00" for span in spans for at in span) else "h"

    def interval(begins: str, ends: str) -> str:
        first, last = (time(int(clock[:2]) % 24, int(clock[3:])) for clock in (begins, ends))
        if ends != "24:00":
            return str(babel.dates.format_interval(first, last, form, locale=locale))
        return str(between.format(*(babel.dates.format_skeleton(form, at, locale=locale) for at in (first, last))))

    said += " " + (", ".join(interval(*span) for span in spans) or CLOSED.get(language.partition("-")[0], "–"))
    said = re.sub(r"\s*–\s*(?=\w)", "–", re.sub(r"[\u00a0\u2009\u202f]", " ", said))
    said = re.sub(r"(?<=\d )[AP]M\b", lambda found: found[0].lower(), said)
    return said[:1].upper() + said[1:]


def weekdays(language: str) -> tuple[str, ...]:
    """Return the names of the days from Monday on, as a table begins its rows with them."""
    if language.startswith("ht"):
        return CREOLE_DAYS
    named = localized.locale(language).days["stand-alone"]["wide"]
    return tuple(f"{named[at][:1].upper()}{named[at][1:]}" for at in range(7))


def is_sayable(language: str) -> bool:
    """Say whether there are names of days in a language."""
    first = language.partition("-")[0]
    return first == "ht" or localized.locale(language).language == first


def _fold(text: str) -> str:
    letters = normalize("NFKD", text.strip().casefold())
    return " ".join("".join(letter for letter in letters if not combining(letter)).split())


@cache
def _names(language: str) -> Mapping[str, str]:
    found = {code.casefold(): code for code in CODES} | _EXTRA
    for use in localized.locale(language).days.values():
        found |= {_fold(name).rstrip("."): CODES[day] for width in use if width != "narrow"
                  for day, name in use[width].items()}  # fmt: skip
    return found | (dict(zip(map(_fold, CREOLE_DAYS), CODES, strict=True)) if language.startswith("ht") else {})


def _days(text: str, day: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return days as `Mo-Fr` and `Sa`."""

    def code(word: str) -> str:
        return names.get(word.rstrip(".")) or names[word.rstrip(".").removesuffix("s")]

    pairs = re.findall(rf"({day})(?:{_TO}({day}))?", text)
    return tuple("-".join(code(word) for word in pair if word) for pair in pairs)


def _spans(text: str) -> tuple[Span, ...] | None:
    """Return when a site is open; None if one time is not certain, or the next begins before the last one ends."""
    if not re.fullmatch(rf"{_SPAN}(?:{_AND}{_SPAN})*", text):
        return None
    out = list[Span]()
    for first, minute, half, last, end, other in re.findall(_SPAN, text):
        begins = _clock(first, minute, half or _half(first, last, other))
        ends = _clock(last, end, other)
        early = not half + other and begins < "06:00" and not first.startswith("0")
        if not begins or not ends or begins >= ends or early or (out and out[-1][1] > begins):
            return None
        out.append((begins, ends))
    return tuple(out)


def _half(first: str, last: str, half: str) -> str:
    """Return the half of the day of the first time where only the last has one: 9–5 pm, 1–5 pm."""
    if half != "p" or int(first) > 12:
        return half if int(first) <= 12 else ""
    return "p" if int(first) % 12 < int(last) % 12 else "a"


def _clock(hour: str, minute: str, half: str) -> str:
    """Return a time of day as "18:00"; '' if it is none."""
    number = int(hour)
    if half and not 1 <= number <= 12:
        return ""
    if half:
        number = number % 12 + (12 if half == "p" else 0)
    found = f"{number:02}:{minute or '00'}"
    return found if int(minute or 0) < 60 and found <= "24:00" else ""
