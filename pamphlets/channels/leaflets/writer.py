"""Says how paper writes what a text names: a link says where it leads, short, unless the leaflet says it anyway."""

from __future__ import annotations

import re
from html import escape, unescape

from pamphlets import compose
from pamphlets.channels import bilingual
from pamphlets.compose import linking

WORD_JOINER, MAY_BREAK = "\u2060", "\u200b"
LONG = 22
"""A part of an address with more characters has no room beside the QR code of a folded leaflet."""


class PaperWriter(compose.Writer):
    """Writes one leaflet, each address once."""

    def __init__(self, facts: compose.Facts) -> None:
        super().__init__(dict(facts.pages))
        self._country, self._say = facts.practice.country, compose.speaker(facts.words.plain)
        printed = (facts.page, facts.site.booking, f"tel:{facts.site.phone}")
        self._said = {linking.label(target, self._country) for target in printed}

    def cite(self, number: int, aside: bool) -> str:
        """Return the number of a source, to be announced as one."""
        return f'<a href="#source-{number}" title="{escape(self._say("source", number=number))}">{number}</a>'

    def behind(self, address: str, words: str) -> str:
        """Return where a link leads, if nothing has said it yet."""
        shown = linking.label(address, self._country)
        outside = re.match("https?:|mailto:|tel:", address)
        if not outside or shown in self._said or _plain(shown) in _plain(unescape(re.sub("<[^<>]*>", "", words))):
            return ""
        self._said.add(shown)
        behind = escape(breaking(shown))
        return f' <span class="leads">{behind if behind.startswith("(") else f"({behind})"}</span>'


class BesideWriter(PaperWriter):
    """Writes a text whose pictures are shown beside it already: their captions stand for them."""

    def __init__(self, facts: compose.Facts, translation: compose.Composition) -> None:
        super().__init__(facts)
        self.translation = translation

    def address(self, target: str) -> str:
        """Return where a link leads; '' for a block that was not translated."""
        return bilingual.address(target, self.translation)

    def picture(self, src: str, focus: tuple[float, float] | None = None, within: bool = False) -> str:
        """Return nothing."""
        return ""


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
