"""Finds the addresses in a text that a platform makes into links, by the rules of twitter-text 3.

X counts every link as 23 characters, also a bare `clinic.co.uk`; Mastodon does so for addresses with a protocol. What
is a link is decided by the characters before it, the labels of its domain, its top-level domain and the characters
that a path may end with. (The rules: github.com/twitter/twitter-text, `extractUrlsWithIndices` and its expressions;
Mastodon's changes to them: `config/initializers/twitter_regex.rb`.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

Span = tuple[int, int]

LONGEST_ADDRESS = 4096
LONGEST_LABEL = 63
LONGEST_TCO = 40

_SPACE = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NONCHARACTER = "\ufffe\ufeff\uffff"
_DIRECTION = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_LATIN = (
    "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb"
    "\u0300-\u036f\u1e00-\u1eff"
)
_LETTER = r"[^!'#%&()*+,\\\-./:;<=>?@\[\]^_{|}~$" + _SPACE + _NONCHARACTER + _DIRECTION + "]"
_LABEL = rf"{_LETTER}(?:(?:[_-]|{_LETTER})*{_LETTER})?"
_LAST_LABEL = rf"{_LETTER}(?:(?:-|{_LETTER})*{_LETTER})?"
_BEFORE = rf"(?:[^A-Za-z0-9@\uff20$#\uff03{_NONCHARACTER}]|\A)"
_NO_BARE_AFTER = frozenset("-_./")
_CHUNK = re.compile(rf"[^{_SPACE}.]*+\.[^{_SPACE}]++")
_FULL_STOPS = re.compile("[\u3002\uff0e\uff61]")

_X_PATH = rf"[A-Za-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_X_PATH_END = rf"[+\-A-Za-z\u0400-\u04ff0-9=_#/{_LATIN}]"
_X_QUERY = r"[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]"
_X_QUERY_END = r"[A-Za-z0-9\-_&=#/]"
_MASTODON_PATH = r"[^\s<>()?]"
_MASTODON_PATH_END = r"""[^\s()?!*"'\u300c\u300d<>;:=,.$%\[\]~&|@]"""
_MASTODON_QUERY = r"[A-Za-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@\^\xa0-\U0010fffd]"
_MASTODON_QUERY_END = r"[A-Za-z0-9_&=#/\-\xa0-\U0010fffd]"


@dataclass(frozen=True, slots=True)
class _Rules:
    """How one platform finds links: the whole address, and whether a domain without protocol is one."""

    address: re.Pattern[str]
    bare: bool


def x_links(text: str) -> list[Span]:
    """Return the links that X makes, as (start, end); the text is normalised (NFC) already."""
    return _links(text, _x())


def mastodon_links(text: str) -> list[Span]:
    """Return the links that Mastodon makes, as (start, end)."""
    return _links(text, _mastodon()) if "://" in text else []


def _links(text: str, rules: _Rules) -> list[Span]:
    found = []
    for chunk in _CHUNK.finditer(text):
        if _hit().search(text, *chunk.span()):
            begin = max(chunk.start() - 1, 0)
            for match in rules.address.finditer(text, begin, chunk.end()):
                found += _accept(match, rules)
    return found


def _accept(match: re.Match[str], rules: _Rules) -> list[Span]:
    """Return the links in what looks like an address: none, one, or several domains run together."""
    if not _valid(match):
        return []
    if match["protocol"]:
        tco = _tco().match(match["address"])
        if tco and len(tco[1]) > LONGEST_TCO:
            return []
        return [(match.start("address"), match.start("address") + tco.end() if tco else match.end("address"))]
    before = match.string[max(match.start("address") - 1, match.start()) : match.start("address")]
    if not rules.bare or before in _NO_BARE_AFTER:
        return []
    begin = match.start("domain")
    parts = (part for part in _ascii_domain().finditer(match["domain"]) if _top_level_as_written(part[0]))
    spans = [(begin + part.start(), begin + part.end()) for part in parts]
    if spans and match["path"]:
        rest = match.end("address") - match.end("domain")
        spans[-1] = (spans[-1][0], spans[-1][1] + rest)
    return spans


def _top_level_as_written(domain: str) -> bool:
    """Say whether a domain ends in a known name by itself: Unicode folds a long s to s, addresses do not."""
    last = domain.rpartition(".")[2].lower()
    return last in top_level_domains() or last.startswith("xn--")


def _valid(match: re.Match[str]) -> bool:
    """Say whether an address has a domain that the domain name system could hold, and is not too long."""
    domain = match["domain"]
    if domain.startswith("xn--") and not _ascii_domain().search(domain):
        return False
    if any(_encoded_length(label) > LONGEST_LABEL for label in domain.split(".")):
        return False
    return len(match["protocol"] or "https://") + len(match["address"]) <= LONGEST_ADDRESS


def _encoded_length(label: str) -> int:
    """Return the length of a domain label in punycode; labels that are too long in any case keep their own."""
    if label.isascii() or len(label) > LONGEST_LABEL:
        return len(label)
    parts = _FULL_STOPS.split(label)
    lengths = [len(part) if part.isascii() else len("xn--") + len(part.encode("punycode")) for part in parts]
    return sum(lengths) + len(parts) - 1


@cache
def top_level_domains() -> frozenset[str]:
    """Return every top-level domain in small letters, in its own script."""
    lines = Path(__file__).with_name("top-level-domains.txt").read_text("ascii").lower().splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return frozenset(name[4:].encode().decode("punycode") if name.startswith("xn--") else name for name in names)


@cache
def _top_level() -> str:
    """Return the expression for a top-level domain that ends here; names that begin alike stand together."""
    names = sorted(top_level_domains())
    starts = [
        first + "(?:" + "|".join(sorted((name[1:] for name in group), key=len, reverse=True)) + ")"
        for first, group in groupby(names, key=lambda name: name[0])
    ]
    return rf"(?:(?i:{'|'.join(starts)})(?![0-9A-Za-z@+\-])|(?i:xn--)[\-0-9A-Za-z]+)"


@cache
def _hit() -> re.Pattern[str]:
    return re.compile(r"\." + _top_level())


@cache
def _ascii_domain() -> re.Pattern[str]:
    return re.compile(rf"(?:[\-A-Za-z0-9{_LATIN}]++\.)+{_top_level()}")


@cache
def _tco() -> re.Pattern[str]:
    return re.compile(rf"(?i:https?://t\.co/)([A-Za-z0-9]+)(?:\?{_X_QUERY}*{_X_QUERY_END})?")


@cache
def _x() -> _Rules:
    loose = rf"|@{_X_PATH}+/"
    return _Rules(_address("https?", _X_PATH, _X_PATH_END, loose, _X_QUERY, _X_QUERY_END), bare=True)


@cache
def _mastodon() -> _Rules:
    protocols = "https?|dat|dweb|ipfs|ipns|ssb|gopher|gemini"
    loose = rf"|{_MASTODON_PATH}+/"
    return _Rules(
        _address(protocols, _MASTODON_PATH, _MASTODON_PATH_END, loose, _MASTODON_QUERY, _MASTODON_QUERY_END),
        bare=False,
    )


def _address(protocols: str, path: str, path_end: str, loose: str, query: str, query_end: str) -> re.Pattern[str]:
    """Return the expression for an address: what may stand before it, protocol, domain, port, path and query."""
    parentheses = rf"\((?:{path}+|{path}*\({path}+\){path}*)\)"
    stretch = rf"(?:{path}*(?:{parentheses}{path}*)*(?:{path_end}|{parentheses}){loose})"
    return re.compile(
        rf"{_BEFORE}(?P<address>(?P<protocol>(?i:{protocols})://)?"
        rf"(?P<domain>(?:{_LABEL}\.)*{_LAST_LABEL}\.{_top_level()})"
        rf"(?::[0-9]+)?(?P<path>/(?:{stretch})*)?(?:\?{query}*{query_end})?)"
    )


def shortenings(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the addresses that Bluesky's composer shortens, as (start, end) and what it shows instead.

    It drops the protocol, and cuts path, query and fragment at 13 characters and "..." where they have more than 15.
    (github.com/bluesky-social: atproto `detectFacets`, social-app `toShortUrl`.)
    """
    for match in re.finditer(r"(?:^|\s|\()(?P<address>https?://(?P<host>[^\s/?#]+)(?P<path>\S*))", text, re.I | re.M):
        address, path = match["address"], match["path"]
        end = match.end("address")
        if address[-1] in ".,;!?":
            end, path = end - 1, path[:-1]
        if text[end - 1] == ")" and "(" not in text[match.start("address") : end]:
            end, path = end - 1, path[:-1]
        path = path[1:] if path[:2] in ("/", "/?", "/#") else path
        yield (match.start("address"), end), match["host"].lower() + (path if len(path) <= 15 else path[:13] + "...")
