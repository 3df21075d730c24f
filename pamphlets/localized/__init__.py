"""Turns dates, sizes, telephone numbers, names of languages and quotes into what a language and a country write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date
from functools import cache

import babel.dates
import babel.units
import phonenumbers

from pamphlets.localized.tables import CREOLE_MONTHS

__all__ = ["addresses", "bidi", "days", "hours", "names", "phrases", "quotes", "scripts", "sentences", "spacing"]


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as it is shown to people and as it is dialled (`tel:` with the country's code)."""

    shown: str
    dial: str


def date(iso: str, language: str, country: str = "") -> str:
    """Return an ISO 8601 date in words: "November 20, 2027", "20 de noviembre de 2027"; '' stays ''.

    A language without a country of its own is written as in `country`: "20 November 2027" in GB.
    """
    if not iso or language.startswith("ht"):
        return _creole(iso, "{2} {1} {0}")
    return str(babel.dates.format_date(Date.fromisoformat(iso), "long", locale=locale(language, country)))


def month(iso: str, language: str, country: str = "") -> str:
    """Return the month of an ISO 8601 date in words: "November 2027", "noviembre de 2027"; '' stays ''."""
    if not iso or language.startswith("ht"):
        return _creole(iso, "{1} {0}")
    return str(babel.dates.format_skeleton("yMMMM", Date.fromisoformat(iso), locale=locale(language, country)))


def partial(iso: str, language: str, country: str = "") -> str:
    """Return an ISO 8601 date of which day or month may be missing in words; other words stay as they are."""
    try:
        whole = len(iso) != len("2027-11")
        return date(iso, language, country) if whole else month(f"{iso}-01", language, country)
    except ValueError:  # a year, a season, words
        return iso


def first_weekday(language: str, country: str = "") -> int:
    """Return the day with which a week begins: 0 is Sunday, 1 is Monday."""
    return (locale(language, country).first_week_day + 1) % 7


def size(count: int, language: str, country: str = "") -> str:
    """Return a number of bytes in words: "95 kB", "1.2 MB"; '' for none."""
    number, unit = (round(count / 1e6, 1), "megabyte") if count >= 999_500 else (max(1, round(count / 1e3)), "kilobyte")
    found = locale("en" if language.startswith("ht") else language, country)
    return str(babel.units.format_unit(number, f"digital-{unit}", "short", locale=found)) if count else ""


def _creole(iso: str, form: str) -> str:
    """Return a date in Haitian Creole, for which CLDR has the words of French; '' stays ''."""
    if not iso:
        return ""
    day = Date.fromisoformat(iso)
    return form.format(day.year, CREOLE_MONTHS[day.month - 1], day.day)


@cache
def locale(language: str, country: str = "") -> babel.Locale:
    """Return the locale of a language, as it is used in a country if it names none itself."""
    tags = (f"{language}-{country}",) if country and not re.search(r"-([A-Z]{2}|[0-9]{3})$", language) else ()
    for tag in (*tags, language, language.partition("-")[0]):
        try:
            return babel.Locale.parse(tag, sep="-")
        except (ValueError, babel.UnknownLocaleError):
            continue
    return babel.Locale("en")


@cache
def phone(number: str, country: str) -> Phone:
    """Return a number as people of `country` (two letters) write it, and as a telephone dials it from anywhere.

    A number that is none, such as 911, is shown and dialled as it was written; words in one stand beside its digits.
    """
    parsed = _parse(number, country)
    if parsed is None:
        return Phone(number, "".join(c for c in number if c in "+0123456789*#"))
    form = phonenumbers.PhoneNumberFormat
    home = phonenumbers.country_code_for_region(country) == parsed.country_code
    dial = phonenumbers.format_number(parsed, form.E164) + (f";ext={parsed.extension}" if parsed.extension else "")
    if phonenumbers.is_alpha_number(number):
        return Phone(f"{number} ({phonenumbers.format_number(parsed, form.INTERNATIONAL)})", dial)
    return Phone(phonenumbers.format_number(parsed, form.NATIONAL if home else form.INTERNATIONAL), dial)


def is_phone(number: str, country: str) -> bool:
    """Say whether a number could be dialled from anywhere; one that is kept for examples can."""
    return _parse(number, country) is not None


def _parse(number: str, country: str) -> phonenumbers.PhoneNumber | None:
    """Return a number that could be dialled from anywhere, without what nobody hears: 1-800-MATTRESS is too long."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_alpha_number(number):
        phonenumbers.truncate_too_long_number(parsed)
    possible = phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
    return parsed if possible else None


def is_country(code: str) -> bool:
    """Say whether two letters stand for a country."""
    return code in phonenumbers.SUPPORTED_REGIONS


def example_phone(country: str) -> str:
    """Return a number of a country, as it may be written."""
    number = phonenumbers.example_number(country)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL) if number else "+1 …"


def phones(text: str, country: str) -> tuple[str, ...]:
    """Return the telephone numbers in a text, as they are written there."""
    found = phonenumbers.PhoneNumberMatcher(text, country, leniency=phonenumbers.Leniency.POSSIBLE)
    return tuple(match.raw_string for match in found)


def phone_places(text: str, country: str) -> tuple[tuple[int, int, str], ...]:
    """Return the place of each telephone number in a text, and the number as it is dialled from anywhere.

    A number is told from any other by its parts, its plus sign, or its ten figures.
    """
    found = phonenumbers.PhoneNumberMatcher(text, country, leniency=phonenumbers.Leniency.POSSIBLE)
    dial = phonenumbers.PhoneNumberFormat.E164
    return tuple(
        (match.start, match.end, phonenumbers.format_number(match.number, dial))
        for match in found
        if any(sign in match.raw_string for sign in "+ ().-/") or len(match.raw_string) >= 10
    )
