"""A slow, plain reading of the counting rules, character by character: what the fast one is held against."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import regex

from pamphlets.channels.series import links
from pamphlets.channels.series.links import top_level_domains

SPACES = {
    *map(chr, range(9, 14)),
    *" \x85\xa0\u1680\u180e\u2028\u2029\u202f\u205f\u3000",
    *map(chr, range(0x2000, 0x200B)),
}
NO_LETTERS = SPACES | set("!'#%&()*+,\\-./:;<=>?@[]^_{|}~$") | set("\ufffe\ufeff\uffff")
NO_LETTERS |= set("\u202a\u202b\u202c\u202d\u202e\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
ASCII = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
LATIN = {
    *map(
        chr, [*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00)]
    ),
    *"\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb",
}
CYRILLIC = set(map(chr, range(0x400, 0x500)))
PATH = ASCII | CYRILLIC | LATIN | set("!*';:=+,.$/%#[]-\u2013_~@|&")
PATH_END = ASCII | CYRILLIC | LATIN | set("+-=_#/")
QUERY = ASCII | set("!?*'@();:&=+$/%#[]-_.,~|")
QUERY_END = ASCII | set("-_&=#/")
AFTER_TOP_LEVEL = ASCII | set("@+-")


def x_links(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    while at <= len(text):
        match = _first(text, at)
        if match is None:
            break
        bare_before, start, domain, rest, protocol, has_path = match
        at = rest
        if not _possible(text[domain[0] : domain[1]], len(protocol or "https://") + rest - start):
            continue
        if protocol:
            end = _tco(text[start:rest])
            if end is not None:
                rest = start + end
            if end != 0:
                found.append((start, rest))
        elif not bare_before:
            spans = _ascii_domains(text[domain[0] : domain[1]])
            spans = [(domain[0] + a, domain[0] + b) for a, b in spans]
            if spans and has_path:
                spans[-1] = (spans[-1][0], spans[-1][1] + rest - domain[1])
            found += spans
    return found


def _first(text: str, at: int) -> tuple[bool, int, tuple[int, int], int, str, bool] | None:
    """Return the leftmost address from a position on: the character before it is consumed with it."""
    for place in range(at, len(text) + 1):
        starts = []
        if place < len(text) and text[place] not in ASCII | set("@\uff20$#\uff03\ufffe\ufeff\uffff"):
            starts.append(place + 1)
        if place == 0:
            starts.append(0)
        for start in starts:
            for protocol in (_protocol(text, start), ""):
                end = _domain_end(text, start + len(protocol)) if start < len(text) else None
                if end is None:
                    continue
                domain = (start + len(protocol), end)
                rest = _port(text, end)
                path = _path(text, rest)
                bad = start == place + 1 and text[place] in "-_./"
                return bad, start, domain, _query(text, path), protocol, path > rest
    return None


def _protocol(text: str, start: int) -> str:
    for protocol in ("https://", "http://"):
        if text[start : start + len(protocol)].lower() == protocol:
            return text[start : start + len(protocol)]
    return ""


def _domain_end(text: str, start: int) -> int | None:
    """Return the end of the domain with the most labels that begins here."""
    end = start
    while end < len(text) and (text[end] not in NO_LETTERS or text[end] in "-_."):
        end += 1
    labels, best, position = text[start:end].split("."), None, start
    for number, label in enumerate(labels):
        if number:
            previous = labels[number - 1]
            if "_" not in previous and _label(previous):
                best = _top_level_end(text, position, label) or best
        if not _label(label):
            break
        position += len(label) + 1
    return best


def _label(label: str) -> bool:
    return bool(label) and label[0] not in NO_LETTERS and label[-1] not in NO_LETTERS


def _top_level_end(text: str, start: int, label: str) -> int | None:
    for length in range(len(label), 0, -1):
        after = text[start + length : start + length + 1]
        if label[:length].lower() in top_level_domains() and after not in AFTER_TOP_LEVEL:
            return start + length
    if label[:4].lower() == "xn--":
        length = 4
        while length < len(label) and label[length] in ASCII | {"-"}:
            length += 1
        return start + length if length > 4 else None
    return None


def _port(text: str, at: int) -> int:
    end = at + 1
    while end < len(text) and text[end] in "0123456789":
        end += 1
    return end if text[at : at + 1] == ":" and end > at + 1 else at


def _path(text: str, at: int) -> int:
    if text[at : at + 1] != "/":
        return at
    end = place = at + 1
    while place < len(text):
        if text[place] in PATH:
            place += 1
            end = place if text[place - 1] in PATH_END else end
        elif text[place] == "(" and (closing := _parentheses(text, place)):
            end = place = closing
        else:
            break
    return end


def _parentheses(text: str, at: int) -> int | None:
    """Return the end of balanced parentheses that hold something, at most one pair inside them."""
    place, depth, inner = at + 1, 1, 0
    filled = [0, 0, 0]
    while place < len(text):
        character = text[place]
        if character in PATH:
            filled[depth] += 1
        elif character == "(" and depth == 1 and not inner:
            depth, inner = 2, 1
        elif character == ")" and depth == 2 and filled[2]:
            depth = 1
        elif character == ")" and depth == 1 and (filled[1] or inner):
            return place + 1
        else:
            return None
        place += 1
    return None


def _query(text: str, at: int) -> int:
    if text[at : at + 1] != "?":
        return at
    end, place = at, at + 1
    while place < len(text) and text[place] in QUERY:
        place += 1
        end = place if text[place - 1] in QUERY_END else end
    return end


def _tco(address: str) -> int | None:
    """Return how long a t.co address is, 0 if its last part is too long; None if it is none."""
    protocol = _protocol(address, 0)
    rest = address[len(protocol) :]
    if rest[:5].lower() != "t.co/":
        return None
    slug = 0
    while slug < len(rest) - 5 and rest[5 + slug] in ASCII:
        slug += 1
    if not slug:
        return None
    end = len(protocol) + 5 + slug
    return 0 if slug > 40 else _query(address, end)


def _ascii_domains(domain: str) -> list[tuple[int, int]]:
    found, at = [], 0
    while at < len(domain):
        end = _ascii_domain_end(domain, at)
        if end is None:
            at += 1
        else:
            found.append((at, end))
            at = end
    return found


def _ascii_domain_end(domain: str, start: int) -> int | None:
    best, position = None, start
    for number, label in enumerate(domain[start:].split(".")):
        if number:
            best = _top_level_end(domain, position, label) or best
        if not label or not all(character in ASCII | LATIN | {"-"} for character in label):
            break
        position += len(label) + 1
    return best


def _possible(domain: str, length: int) -> bool:
    if domain.startswith("xn--") and not _ascii_domains(domain):
        return False
    for label in domain.split("."):
        encoded = 0
        for part in label.replace("\uff0e", "\u3002").replace("\uff61", "\u3002").split("\u3002"):
            encoded += 1 + (len(part) if part.isascii() else 4 + len(part.encode("punycode")))
        if encoded - 1 > 63:
            return False
    return length <= 4096


@cache
def _is(name: str, character: str) -> bool:
    return bool(regex.fullmatch(rf"\p{{{name}}}", character))


def _emoji_character(text: str, at: int) -> bool:
    return at < len(text) and _is("Emoji", text[at]) and text[at] not in "#*0123456789" and not _flag_letter(text, at)


def _flag_letter(text: str, at: int) -> bool:
    return at < len(text) and 0x1F1E6 <= ord(text[at]) <= 0x1F1FF


def _element(text: str, at: int) -> tuple[int, bool]:
    """Return the end of one emoji, without ZWJ, and whether it is shown as one when alone."""
    if not _emoji_character(text, at):
        return at, False
    after = text[at + 1 : at + 2]
    if after and _is("Emoji_Modifier_Base", text[at]) and _is("Emoji_Modifier", after):
        return at + 2, True
    if after == "\ufe0f":
        return at + 2, True
    return at + 1, _is("Emoji_Presentation", text[at])


def emoji_end(text: str, at: int) -> int:
    """Return the end of the emoji sequence that begins here; `at` if none does."""
    if text[at] in "#*0123456789":
        for rest in ("\ufe0f\u20e3", "\u20e3"):
            if text.startswith(rest, at + 1):
                return at + 1 + len(rest)
        return at
    if _flag_letter(text, at):
        return at + 2 if _flag_letter(text, at + 1) else at + 1
    end, alone = _element(text, at)
    joined = end
    while end > at and text[joined : joined + 1] == "\u200d":
        further, _ = _element(text, joined + 1)
        if further == joined + 1:
            break
        joined = further
    if joined == end and not alone:
        return at
    tag = joined
    while tag < len(text) and 0xE0020 <= ord(text[tag]) <= 0xE007E:
        tag += 1
    return tag + 1 if tag > joined and text[tag : tag + 1] == "\U000e007f" else joined


LISTED = (Path(links.__file__).with_name("emoji-sequences.txt")).read_text("utf-8").splitlines()
LONGEST_SEQUENCE = max(len(line) for line in LISTED if not line.startswith("#"))
SHOWN_AS_TEXT_TOO = set("⌚⌛◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛔⛪⛲⛳⛵⛺⛽❗⬛⬜⭐⭕🀄🈚🈯")


def x_emoji_end(text: str, at: int) -> int:
    """Return the end of what X takes for one emoji, if one begins here: what Unicode lists, or one by itself."""
    for size in range(LONGEST_SEQUENCE, 1, -1):
        if at + size <= len(text) and text[at : at + size] in _listed():
            return at + size
    if text[at] in "#*0123456789":
        return emoji_end(text, at)
    if not _is("Emoji", text[at]):
        return at
    pictured = _is("Emoji_Presentation", text[at])
    after = text[at + 1 : at + 2]
    selected = after == "\ufe0f" and (not pictured or text[at] in SHOWN_AS_TEXT_TOO)
    tone = at + 2 if selected and not pictured else at + 1
    if _is("Emoji_Modifier_Base", text[at]) and tone < len(text) and _is("Emoji_Modifier", text[tone]):
        return tone + 1
    return at + 2 if selected else at + 1 if pictured else at


@cache
def _listed() -> frozenset[str]:
    return frozenset(line for line in LISTED if not line.startswith("#"))


def weighted(text: str) -> int:
    text = unicodedata.normalize("NFC", text)
    starts = dict(x_links(text))
    total = at = 0
    while at < len(text):
        if at in starts:
            total, at = total + 23, starts[at]
        elif (end := x_emoji_end(text, at)) > at:
            total, at = total + 2, end
        else:
            point = ord(text[at])
            light = (
                point <= 0x10FF or 0x2000 <= point <= 0x200D or 0x2010 <= point <= 0x201F or 0x2032 <= point <= 0x2037
            )
            total, at = total + (1 if light else 2), at + 1
    return total


def characters(text: str) -> int:
    total = at = 0
    while at < len(text):
        end = emoji_end(text, at)
        total += len(text[at:end].encode()) if end > at else 1
        at = max(end, at + 1)
    return total


def graphemes(text: str) -> int:
    """Count by the rules of Unicode Standard Annex 29, one pair of neighbours after the other."""
    return sum(at == 0 or _breaks(text, at) for at in range(len(text)))


@cache
def _kind(character: str) -> str:
    for name in (
        "CR",
        "LF",
        "Control",
        "Extend",
        "ZWJ",
        "Regional_Indicator",
        "Prepend",
        "SpacingMark",
        "L",
        "V",
        "T",
        "LV",
        "LVT",
    ):
        if _is(f"GCB={name}", character):
            return name
    return "Other"


def _breaks(text: str, at: int) -> bool:
    left, right = _kind(text[at - 1]), _kind(text[at])
    if (left, right) == ("CR", "LF"):
        return False
    if {left, right} & {"CR", "LF", "Control"}:
        return True
    if (left, right) in {
        ("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"), ("LV", "V"), ("LV", "T"), ("V", "V"), ("V", "T"),
        ("LVT", "T"), ("T", "T"),
    }:  # fmt: skip
        return False
    if right in ("Extend", "ZWJ", "SpacingMark") or left == "Prepend":
        return False
    if _is("InCB=Consonant", text[at]) and _linked_consonant(text, at):
        return False
    if left == "ZWJ" and _is("Extended_Pictographic", text[at]):
        before = at - 2
        while before >= 0 and _kind(text[before]) == "Extend":
            before -= 1
        return before < 0 or not _is("Extended_Pictographic", text[before])
    if left == right == "Regional_Indicator":
        flags = at
        while flags and _kind(text[flags - 1]) == "Regional_Indicator":
            flags -= 1
        return (at - flags) % 2 == 0
    return True


def _linked_consonant(text: str, at: int) -> bool:
    before, linker = at - 1, False
    while before >= 0 and (_is("InCB=Extend", text[before]) or _is("InCB=Linker", text[before])):
        linker |= _is("InCB=Linker", text[before])
        before -= 1
    return linker and before >= 0 and _is("InCB=Consonant", text[before])
