"""Turns web addresses, e-mail addresses and telephone numbers in the words of HTML into links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pamphlets import localized

_TOKEN = re.compile(r"<(/?)([a-z]\w*)[^<>]*>|[^<]+")
_APART = ("a", "code", "pre")
"""Elements whose words are left as they are."""
_ADDRESS = re.compile(
    r"""(?<![\w@/.+-])(?:(?P<web>(?:https?://|www\.(?=[\w-]+\.))(?:[^\s<>&"“”„«»\u200b]|&amp;)+)
        |(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w@])))""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTER = ".,;:!?…'’*_]"
_NUMBER = re.compile(r"\d[\d ().\u00a0/-]{5,}\d")


def html(made: str, country: str) -> str:
    """Return HTML of our own making with links; numbers without a country's code are those of `country` (ISO 3166)."""
    if not _ADDRESS.search(made) and not _NUMBER.search(made):
        return made
    out: list[str] = []
    apart = 0
    for token in _TOKEN.finditer(made):
        if token[2] in _APART:
            apart += -1 if token[1] else 1
        out.append(token[0] if token[2] or apart else _link(token[0], country))
    return "".join(out)


def _link(words: str, country: str) -> str:
    out, end = [], 0
    for start, stop, target in sorted(_places(words, country)):
        if start >= end:
            out += [words[end:start], f'<a href="{target}">{words[start:stop]}</a>']
            end = stop
    return "".join([*out, words[end:]])


def _places(words: str, country: str) -> Iterator[tuple[int, int, str]]:
    for found in _ADDRESS.finditer(words):
        address = _trim(found[0])
        scheme = "mailto:" if found["mail"] else "" if "://" in address else "https://"
        yield found.start(), found.start() + len(address), scheme + address
    if _NUMBER.search(words):
        yield from ((start, end, f"tel:{dial}") for start, end, dial in localized.phone_places(words, country))


def _trim(address: str) -> str:
    """Return an address without what stands after it: punctuation, a bracket that was opened before it."""
    end, more = len(address), address.count(")") - address.count("(")
    while address[end - 1] in _AFTER or (address[end - 1] == ")" and more > 0):
        end -= 1
        more -= address[end] == ")"
    return address[:end]


def label(target: str, country: str = "") -> str:
    """Return what a link leads to as people write it down: "example.org/tea", "(207) 555-0142"."""
    if target.startswith("tel:"):
        return localized.phone(target.removeprefix("tel:"), country).shown
    return re.sub(r"^(?:https?://(?:www\.)?|mailto:)|/$", "", target.partition("?subject=")[0])
