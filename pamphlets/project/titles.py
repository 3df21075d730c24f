"""Turns a value of one line (a title, a name, a card's words) into plain words: no marks, no quotes around it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TypeVar

from pamphlets.localized import quotes
from pamphlets.project.settings.practice import Practice, Site
from pamphlets.project.settings.words import Words

_QUOTED = re.compile(r"""(?:[“„‟”]([^“”„‟"]*)[“”"]|[«»]\s*([^«»]*?)\s*[«»]|[‘‚]([^‘’‚]*)[‘’]|「([^「」]*)」)""")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*\)")
_MARKS = (
    re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s\\])\1"),
    re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]+(?:_(?=\w)[^_]+)*)(?<=[^\s\\])\1(?!\w)"),
    re.compile(r"(?<!\\)(`+|~~|==)(?=[^`~=])([^`~=]+)\1"),
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]\w*|#\d+|#[xX][0-9a-fA-F]+);")
_ESCAPED = re.compile(r"\\([\\*_`~\[\]#])")
Place = TypeVar("Place", Practice, Site)
LONGEST = 1_000
"""Characters of a value of one line; a longer one is left as it is."""


@lru_cache(1_000)
def words(value: str) -> str:
    """Return a value without the marks around its words, and the typographic quotes that YAML does not take away."""
    value = " ".join(value.split())
    if len(value) > LONGEST:
        return value
    if quoted := _QUOTED.fullmatch(value):
        value = next(part for part in quoted.groups() if part is not None).strip() or value
    value = _LINK.sub(r"\1", value)
    for mark in (*_MARKS, *_MARKS):  # twice: bold may stand in italics
        value = mark.sub(r"\2", value)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), _ESCAPED.sub(r"\1", value))


def typographic(found: Practice) -> Practice:
    """Return a practice whose texts are plain words, and its names with typographic quotes, as all around them has."""
    default = found.languages[0]

    def name(said: str, code: str = "") -> str:
        return quotes.text(words(said), code or default)

    def plain(said: Words) -> Words:
        return Words(tuple((code, words(text)) for code, text in said.texts))

    def contact(place: Place) -> Place:
        address, licenses = place.address.plain(words), tuple(map(words, place.licenses))
        hours = tuple(line.replace(given=plain(line.given), said=plain(line.said)) for line in place.hours)
        return place.replace(name=name(place.name), address=address, licenses=licenses, hours=hours)

    emergency = found.emergency.replace(urgent=plain(found.emergency.urgent), now=plain(found.emergency.now))
    tagline = Words(tuple((code, name(text, code)) for code, text in found.tagline.texts))
    sites = tuple(map(contact, found.sites))
    return contact(found).replace(tagline=tagline, emergency=emergency, sites=sites)
