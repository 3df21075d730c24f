"""Turns references into the entries of a numbered list of sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from pamphlets import markup
from pamphlets.settings import Reference

_MOST_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A cited reference, by its number in this output."""

    number: int
    id: str
    html: str
    text: str


def source(number: int, reference: Reference, read: str) -> Source:
    """Return a reference as the list of sources prints it: who, title, where, year, address.

    A page without a year says when it was read, in the words `read`.
    """
    few = reference.authors if len(reference.authors) <= _MOST_AUTHORS else (reference.authors[0], "et al")
    who = ", ".join(few) or reference.publisher
    where = reference.container or (reference.publisher if reference.authors else "")
    title = reference.title if reference.title.endswith(("?", "!", ".")) else f"{reference.title}."
    url = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    shown = re.sub(r"^https?://(?:www\.)?|/$", "", url)
    when = f"{reference.year}." if reference.year else f"{read[:1].upper()}{read[1:]}." if read else ""
    place = f"{where}{',' if reference.year else '.'}" if where else ""
    head = " ".join(part for part in (f"{who}." if who else "", title, place, when) if part)
    head = markup.typographic(head)
    html = escape(head) + (f' <a class="address" href="{escape(url)}">{escape(shown)}</a>' if url else "")
    return Source(number, reference.id, html, f"{head} {shown}".strip())
