"""Turns a value that is written in another way into the one it must be, where it can mean one thing only."""

from __future__ import annotations

import re
import unicodedata

_NOTHING = """
    none nil null nothing n/a n.a. n.a - -- --- – — (none) ninguno ninguna nada keine kein keins aucun aucune néant
    nenhum nenhuma nessuno nessuna geen ingen
"""
_UNKNOWN = "tbd tba tbc todo to-do ? ?? ??? … ... xxx pending"
_YES = "yes y on true 1 sí si ja oui sim wi"
_NO = "no n off false 0 nein non não nee nej"
NOTHING = frozenset(_NOTHING.split())
"""What people write for a setting that they have not."""
UNKNOWN = frozenset(_UNKNOWN.split())
"""What people write for a setting that they do not know yet."""

_LETTER = frozenset(("letter", "ansia", "carta", "85x11", "85x11in", "216x279", "216x279mm"))
_A4 = frozenset(("a4", "210x297", "210x297mm"))
_AROUND = " <>\"'“”„‟‘’‚‛«»‹›「」"
"""What stands around an address that was copied from a text."""
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def plain(value: str) -> str:
    """Return a text without invisible signs and spaces around it, as a copy from a page or a chat brings them."""
    return _INVISIBLE.sub("", value).strip()


def boolean(value: str) -> str:
    """Return `true` or `false` for yes and no, on and off."""
    word = value.casefold().rstrip(".")
    return "true" if word in _YES.split() else "false" if word in _NO.split() else value


def number(value: str) -> str:
    """Return a number without its unit and with a point: `90%`, `12 pt`, `2,200`, `30,5`."""
    digits = re.sub(r"\s*(%|pt|points?|px)$", "", value, flags=re.IGNORECASE)
    if re.fullmatch(r"\d{1,3}([, '\u00a0\u202f]\d{3})+", digits):
        return re.sub(r"\D", "", digits)
    return re.sub(r"^0*(\d+)(?:,(\d{1,2}))?$", lambda found: ".".join(filter(None, found.groups())), digits)


def date(value: str) -> str:
    """Return a date as ISO 8601, if a text can mean one date only."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    from pamphlets.localized import days

    meanings = days.days(value)
    return meanings[0] if len(meanings) == 1 else value


def language(value: str) -> str:
    """Return the code of a language: `English`, `en_US`, `EN`."""
    if re.fullmatch("[a-z]{2}", value):
        return value
    from pamphlets.localized import names

    return names.language(value) or value


def country(value: str) -> str:
    """Return the two letters of a country: `USA`, `Canada`, `UK`."""
    from pamphlets.localized import names

    return names.country(value) or value


def paper(value: str) -> str:
    """Return Letter or A4: `letter`, `US Letter`, `A4 paper`, `8.5 x 11`."""
    words = re.sub(
        r"[.,\"″”'’]|\b(us|usa|paper|papier|papel|size|sized|din|iso|format|tamaño|inch(es)?)\b", "", value.casefold()
    )
    word = re.sub(r"[\s_-]", "", words).replace("×", "x").replace("½", "5")
    return "Letter" if word in _LETTER else "A4" if word in _A4 else value


def slug(value: str) -> str:
    """Return small letters, digits and hyphens: `Google Business` as `google-business`; a path stays as it is."""
    if value.startswith((".", "/", "\\")):
        return value
    letters = unicodedata.normalize("NFKD", value.casefold())
    plain_letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[\s_./&+()–—-]+", "-", re.sub("['’]", "", plain_letters)).strip("-")
    return words if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", words) else value


def hashtag(value: str) -> str:
    """Return a hashtag without its sign."""
    return "" if value.casefold() in NOTHING | UNKNOWN else value.lstrip("#＃")


def email(value: str) -> str:
    """Return an address without `mailto:` and brackets."""
    return re.sub(r"^(?:mailto:|e-?mail:)\s*", "", value.strip(_AROUND), flags=re.IGNORECASE)


def phone(value: str) -> str:
    """Return a telephone number without the words before it."""
    return re.sub(r"^(?:tel|phone|telephone|call|ph|t|p)[.:]+\s*(?=[+(\d])", "", value, flags=re.IGNORECASE)


def address(value: str) -> str:
    """Return a web address with its `https://` and without quotes: `www.example.org`, `“https://example.org/book”`."""
    link = value.strip(_AROUND)
    if re.match(r"https?://", link, re.IGNORECASE):
        return link[:8].lower() + link[8:]
    host = r"([^\W_]([\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
    return f"https://{link}" if re.fullmatch(rf"{host}(:\d+)?([/?#]\S*)?", link) else value


def length(value: str) -> str:
    """Return a length with its unit as CSS has it: `8.5 inches`, `8,5 in`, `97 MM`."""
    found = re.fullmatch(
        r"(\d+(?:[.,]\d+)?)\s*(mm|cm|in|pt|inch(?:es)?|millimet(?:er|re)s?|″|”|\")\.?", value.casefold()
    )
    if not found:
        return value
    unit = {"i": "in", "m": "mm", "c": "cm", "p": "pt"}.get(found[2][0], "in")
    return f"{found[1].replace(',', '.')}{unit}"
