"""Turns what stands behind the words of a link, `(address "title")` or `[id]`, into the address that it leads to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from pamphlets.errors import Hint

_TITLE = r"""(?:"(?:[^"\\\n]|\\.|\n(?!\s*\n))*+"|'(?:[^'\\\n]|\\.|\n(?!\s*\n))*+'|\((?:[^()\\\n]|\\.)*+\))"""
_SIGN = r"\\.|[^ \t\n()\\]"
_INNER = rf"\((?:{_SIGN}|\((?:{_SIGN})*+\))*+\)"
_FILE = rf"(?:<(?:[^<>\\\n]|\\.)*+>|(?!<)(?:{_SIGN}|{_INNER})*+)"
_ADDRESS = re.compile(rf"\([ \t\n]*+(?P<address>{_FILE})(?:[ \t\n]++{_TITLE})?+[ \t\n]*+\)")
_SPACED = re.compile(r"\([ \t]*(?P<scheme>mailto|tel):(?P<rest>(?:[^()<>\"\n]|\([^()\n]*\))+)\)", re.IGNORECASE)
"""An address for mail or a telephone, with the spaces with which people write such things."""
_BARE = (
    (re.compile(r"www\.[\w-]+\.\S+", re.IGNORECASE), "https://"),
    (re.compile(r"//[\w-]+\.\S+"), "https:"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "mailto:"),
    (re.compile(r"\+?[\d()][\d ().\u00a0-]{5,}\d"), "tel:"),
)
"""What people write for an address, and what must stand before it."""
_PICTURE = re.compile(r"\.(?:svg|png|jpe?g|webp|gif|hei[cf]|avif|tiff?|bmp)$", re.IGNORECASE)
_FILE_ELSEWHERE = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?|pptx?|zip|mp[34]|ics|csv|txt)$", re.IGNORECASE)
_HALF = re.compile(r"https?:(?!//[^/])/*", re.IGNORECASE)
_DEFINITION = re.compile(
    r"[ >]{0,3}\[(?P<label>(?!\^)(?:[^\[\]\\]|\\.)+)\]:[ \t]*+\n?[ \t]*+"
    rf"(?P<address><[^<>\n]*>|[^\s<]\S*)(?:(?:[ \t]+|[ \t]*\n[ \t]*){_TITLE})?[ \t]*(?=\n|\Z)"
)
"""An address that is kept apart from its words; plain letters after a colon are some other text."""
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
AUTOLINK = re.compile(
    r"<((?!(?:o|w|v|st1|mml):)[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]++@[\w-]++(?:\.[\w-]++)++)>"
)
"""An address in angle brackets; some names with a colon are tags of Word."""
WORDS = "write [words](address)"
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = ("http", "https", "mailto", "tel")


def fold(label: str) -> str:
    """Return the name of an address that is kept apart, as all its spellings have it."""
    return " ".join(label.casefold().split())


def definition(lines: Sequence[str]) -> tuple[str, str, int, bool] | None:
    """Return the name and the address that the first of some lines keeps, if it does, how many lines it takes, and
    whether it looks like an address.
    """
    found = _DEFINITION.match("\n".join(lines)) if lines[0].lstrip("> ").startswith("[") else None
    if not found or not found["label"].strip():
        return None
    likely = bool(re.search(r"^<|[/.#@:]", found["address"]))
    return fold(found["label"]), plain(found["address"]), found[0].count("\n") + 1, likely


def plain(address: str) -> str:
    """Return an address without the marks that it is written with: angle brackets, backslashes, entities."""
    return unescape(_ESCAPED.sub(r"\1", address[1:-1] if address.startswith("<") else address))


@dataclass(frozen=True, slots=True)
class Leads:
    """The address of a link, and where the text goes on."""

    address: str
    end: int


def behind(text: str, start: int, close: int, kept: Mapping[str, str]) -> Leads | None:
    """Return where the words between two brackets lead, if anywhere; `kept` are the addresses that stand apart."""
    if found := _ADDRESS.match(text, close + 1):
        return Leads(plain(found["address"]), found.end())
    if found := _SPACED.match(text, close + 1):
        gone = r"[\s().-]" if found["scheme"].lower() == "tel" else r"\s"
        return Leads(f"{found['scheme'].lower()}:{re.sub(gone, '', found['rest'])}", found.end())
    label = _LABEL.match(text, close + 1) if kept else None
    name = label[1] if label and label[1].strip() else text[start + 1 : close]
    address = kept.get(fold(name)) if kept else None
    return None if address is None else Leads(address, label.end() if label else close + 1)


def target(address: str, source: str) -> str | tuple[str, str]:
    """Return where an address in a source leads, relative to the project: 'content/x.md#block', '#block', 'https://…'.

    Or what is wrong with it, and a hint.
    """
    scheme = SCHEME.match(address)
    if not address:
        return ""
    if before := next((before for pattern, before in _BARE if pattern.fullmatch(address)), ""):
        return before + (re.sub(r"[^\d+]", "", address) if before == "tel:" else address)
    if half := _HALF.match(address):
        hint = f"did you mean https://{address[half.end() :]}?"
        return f"cannot tell where '{address}' leads", Hint(hint, address, f"https://{address[half.end() :]}")
    if scheme:
        leads = scheme[1].lower() in _SCHEMES
        return (
            address
            if leads
            else (f"links do not lead to '{scheme[1]}:'", "an address begins with https:, mailto: or tel:")
        )
    name, hash_, block = address.partition("#")
    if not name and block:
        return address
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), name))
    if not path.endswith(".md") or path.startswith(("..", "/")):
        hint = "write an address with https://, or the file of a source and, if you like, a block: NAME.md#BLOCK"
        if _PICTURE.search(path):
            hint = f"a picture is shown by ![what it shows]({address}); no link leads to one"
        elif _FILE_ELSEWHERE.search(path):
            hint = "put the file online, and write its address, with https://"
        return f"cannot tell where '{address}' leads", hint
    return path + hash_ + block
