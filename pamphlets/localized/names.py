"""Turns what people call a language or a country into its code, and a language's code into its own name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from unicodedata import combining, normalize

import babel
from babel.core import get_global
from babel.languages import get_official_languages

LOCALES = (
    "en", "es", "fr", "de", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "el", "ru", "uk", "tr",
    "ar", "he", "fa", "hi", "vi", "id", "zh", "ja", "ko",
)  # fmt: skip
"""The languages in which names of languages, countries and months are known."""
# What CLDR lacks, or has in words that nobody there uses.
_OWN = {"ht": "Kreyòl ayisyen", "tl": "Tagalog", "fil": "Filipino", "hmn": "Hmoob", "haw": "ʻŌlelo Hawaiʻi",
        "nv": "Diné bizaad", "sm": "Gagana Sāmoa", "ty": "Reo Tahiti", "ch": "Chamoru", "mh": "Kajin M̧ajeļ",
        "ay": "Aymar aru", "gn": "Avañeʼẽ", "nah": "Nāhuatl", "pap": "Papiamentu"}  # fmt: skip
_LANGUAGES = {"chinese": "zh", "mandarin": "zh", "creole": "ht", "kreyol": "ht", "farsi": "fa", "tagalog": "tl",
              "castellano": "es", "castilian": "es", "hmong": "hmn"}  # fmt: skip
_COUNTRIES = {"america": "US", "united states of america": "US", "estados unidos de america": "US", "eeuu": "US",
              "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
              "britain": "GB", "holland": "NL", "czech republic": "CZ", "eire": "IE",
              "republic of ireland": "IE"}  # fmt: skip


def language(name: str) -> str:
    """Return the code of a language by its name or by its code in another form (`en_US`, `eng`), or ''."""
    parts = re.split(r"[-_]", name.strip())
    if found := _code(parts):
        return found
    if code := _languages().get(_fold(name)):
        return code
    if several := re.fullmatch(r"([^(,]+?)\s*[(,]\s*([^()]+?)\)?", name.strip()):
        speech, where = _languages().get(_fold(several[1]), ""), country(several[2])
        return f"{speech}-{where}" if speech and where and "-" not in speech else ""
    return ""


def is_language(code: str) -> bool:
    """Say whether a code's first part stands for a language."""
    first = code.partition("-")[0]
    return first in _OWN or first in babel.Locale("en").languages


def country(name: str) -> str:
    """Return the two letters of a country by its name or by its code in another form (`usa`, `U.S.`), or ''."""
    letters = re.sub(r"[.\s]", "", name).upper()
    aliases = get_global("territory_aliases").get(letters, ())
    code = aliases[0] if len(aliases) == 1 else letters
    if code in babel.Locale("en").territories and re.fullmatch("[A-Z]{2}", code):
        return code
    return _countries().get(_fold(name), "")


def countries(language: str) -> list[tuple[str, str]]:
    """Return the code of each country and its name in a language, by the alphabet."""
    try:
        named = babel.Locale.parse(language, sep="-").territories
    except (ValueError, babel.UnknownLocaleError):
        named = babel.Locale("en").territories
    found = (
        (code, str(name)) for code, name in named.items() if re.fullmatch("(?!ZZ|XA|XB|EU|EZ|UN|QO)[A-Z]{2}", code)
    )
    return sorted(found, key=lambda one: _fold(one[1]))


def endonym(code: str) -> str:
    """Return what speakers of a language call it, as a menu begins it: "Español", "Português (Brasil)"."""
    first, _, rest = code.partition("-")
    if first in _OWN:
        return _OWN[first]
    try:
        locale = babel.Locale.parse(code, sep="-") if rest else babel.Locale(first)
    except (ValueError, babel.UnknownLocaleError):
        name = babel.Locale("en").languages.get(first, code)
        return f"{name[:1].upper()}{name[1:]}"
    name = locale.get_display_name() or babel.Locale("en").languages.get(first) or code
    return f"{name[:1].upper()}{name[1:]}"


def main_language(country_code: str) -> str:
    """Return the language that most people of a country read, or ''."""
    found = get_official_languages(country_code)
    return found[0].replace("_", "-") if found else ""


def main_country(code: str) -> str:
    """Return the country in which most people read who read a language, or that of a region's; '' if nobody knows."""
    found = [*code.split("-"), *str(get_global("likely_subtags").get(code.replace("-", "_"), "")).split("_")]
    return next((part for part in found[1:] if re.fullmatch("[A-Z]{2}", part)), "")


def _code(parts: list[str]) -> str:
    """Return the parts of a code as it is written, if its language is one."""
    first = parts[0].lower()
    first = str(get_global("language_aliases").get(first, first)) if len(first) == 3 else first  # ISO 639-2
    if not re.fullmatch("[a-z]{2,3}", first) or not is_language(first):
        return ""
    found = [first]
    for part in parts[1:]:
        if re.fullmatch("[A-Za-z]{4}", part) and len(found) == 1:
            found.append(part.title())
        elif region := country(part) if len(part) == 2 else part if part in babel.Locale("en").territories else "":
            found.append(region)
        else:
            return ""
    return "-".join(found)


@cache
def _languages() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for locale in map(babel.Locale, reversed(LOCALES)):
        names |= {_fold(name): str(code).replace("_", "-") for code, name in locale.languages.items()}
    return names | {_fold(name): code for code, name in _OWN.items()} | _LANGUAGES


@cache
def _countries() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for locale in map(babel.Locale, reversed(LOCALES)):
        names |= {_fold(name): code for code, name in locale.territories.items() if re.fullmatch("[A-Z]{2}", code)}
    return names | _COUNTRIES


def _fold(name: str) -> str:
    """Return a name without capitals, accents, "the" and punctuation."""
    letters = "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    words = re.sub(r"[^\w\s]", "", letters).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def english(code: str) -> str:
    """Return the English name of a language."""
    known, first = babel.Locale("en").languages, code.partition("-")[0]
    return str(known.get(code.replace("-", "_")) or known.get(first) or _OWN.get(first, ""))


def display(code: str, language: str) -> str:
    """Return what a language is called in another: "Arabic", "árabe"; else in English, or in itself."""
    try:
        every = babel.Locale.parse(language, sep="-").languages
    except (ValueError, babel.UnknownLocaleError):
        every = babel.Locale("en").languages
    known = every.get(code.replace("-", "_")) or every.get(code.partition("-")[0])
    return str(known or english(code) or endonym(code))


def nearest_language(name: str) -> str:
    """Return the code of the language whose English name begins like a word or is nearly it, or ''."""
    from difflib import get_close_matches

    found = {_fold(text): str(code) for code, text in babel.Locale("en").languages.items() if "_" not in str(code)}
    widely = [text for text, code in found.items() if code in LOCALES]
    begins = [text for text in widely if len(name) > 1 and text.startswith(_fold(name))]
    near = begins if len(begins) == 1 else get_close_matches(_fold(name), list(found), 1, 0.75)
    return found[near[0]] if near else ""


def menu(code: str, codes: Iterable[str]) -> str:
    """Return what a menu of languages calls one: its country is named where the menu has the language twice."""
    first = code.partition("-")[0]
    alone = sum(other.partition("-")[0] == first for other in codes) < 2
    return endonym(first if alone and first != "zh" else code)
