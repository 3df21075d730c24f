"""Turns references into the entries of a numbered list of sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from pamphlets.compose import linking
from pamphlets.localized import bidi, quotes, sentences
from pamphlets.project import Reference

_MOST_AUTHORS = 3
_TAG = re.compile(r"&lt;(/?su[bp])&gt;")
_SMALL = re.compile(r"<(su[bp])>([^<>]*)</su[bp]>")
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")


@dataclass(frozen=True, slots=True)
class Source:
    """A cited reference or a footnote, by its number in this output."""

    number: int
    id: str
    html: str
    text: str
    note: bool = False
    """Whether it is a footnote, which stands among the sources."""


def source(number: int, reference: Reference, read: str, language: str) -> Source:
    """Return a reference as the list of sources prints it: who, title, where, year, address.

    A page without a year says when it was read, in the words `read`.
    """
    authors = reference.authors
    if len(authors) > _MOST_AUTHORS or "et al" in authors:
        authors = (authors[0], "et al")
    who = ", ".join(authors) or reference.publisher
    where = reference.container or (reference.publisher if authors else "")
    url = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    shown = linking.label(url)
    place = f"{where}," if where and reference.year else sentences.stop(where)
    when = reference.year or f"{read[:1].upper()}{read[1:]}"
    title = quotes.text(reference.title, "en") if bidi.is_foreign(reference.title, language) else reference.title
    parts = (sentences.stop(who), sentences.stop(title), place, sentences.stop(when))
    head = quotes.text(" ".join(part for part in parts if part), language)
    link = f' <a class="address" href="{escape(url)}">{escape(shown)}</a>' if url else ""
    html = bidi.own(_TAG.sub(r"<\1>", escape(head)) + link, language)
    return Source(number, reference.id, html, f"{plain(head)} {shown}".strip())


def plain(text: str) -> str:
    """Return a text of a reference without tags: figures above the line as Unicode has them, others as they are."""
    return _SMALL.sub(lambda found: found[2].translate(_RAISED) if found[1] == "sup" else found[2], text)
