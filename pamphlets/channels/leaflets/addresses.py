"""Turns links of a leaflet into links that say on paper where they lead, short, unless the leaflet says it anyway."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape, unescape

from pamphlets.compose import Composition, Facts, linking

_LINK = re.compile(r'<a href="((?:https?|mailto|tel):[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
WORD_JOINER, MAY_BREAK = "\u2060", "\u200b"
LONG = 22
"""A part of an address with more characters has no room beside the QR code of a folded leaflet."""


def say(composition: Composition, facts: Facts) -> Composition:
    """Return a composition whose links say their address behind their words, each address once."""
    country = facts.practice.country
    printed = (facts.page, facts.site.booking, f"tel:{facts.site.phone}")
    said = {linking.label(target, country) for target in printed}

    def address_behind(found: re.Match[str]) -> str:
        address = linking.label(found[1], country)
        words = unescape(re.sub("<[^<>]*>", "", found[2])).replace(WORD_JOINER, "")
        if address in said or _plain(address) in _plain(words):
            return found[0]
        said.add(address)
        behind = escape(breaking(address))
        return f'{found[0]} <span class="leads">{behind if behind.startswith("(") else f"({behind})"}</span>'

    return replace(
        composition, blocks=tuple(replace(one, html=_LINK.sub(address_behind, one.html)) for one in composition.blocks)
    )


def _plain(text: str) -> str:
    """Return what two ways to write an address or a number have in common."""
    return re.sub(r"[\W_]|^https?://(?:www\.)?|^www\.", "", text.lower())


def breaking(address: str) -> str:
    """Let an address break after a slash but not at a hyphen; before one, or before a point, in a long part.

    Chicago Manual of Style, 7.46: a hyphen at the end of a line would be read as one that the line has added.
    """
    parts = address.split("/")
    kept = [part.replace("-", f"{WORD_JOINER}-{WORD_JOINER}") for part in parts]
    broken = [re.sub(r"[-.@_?=]", rf"{MAY_BREAK}\g<0>{WORD_JOINER}", part) for part in parts]
    return f"/{MAY_BREAK}".join(
        free if len(part) > LONG else whole for part, whole, free in zip(parts, kept, broken, strict=True)
    )
