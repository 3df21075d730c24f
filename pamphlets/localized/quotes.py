"""Turns straight quotes, hyphens in a row and three full stops into the marks, dashes and ellipses of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape

from pamphlets.localized import spacing

# Marks of a quotation, and of one inside it: Unicode CLDR 48, delimiters. Of a language that is not named, the first.
_MARKS = {
    "“”‘’": "bm-Nkoo en ff-Adlm uz-Arab uz-Cyrl",
    "«»“”": "ast blo bm br ca cv dyo el es-US eu ewo ie it kab kk lij mg mua nnh pms pt-AO pt-CH pt-CV pt-GQ pt-GW"
            " pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL sc sg ti",
    "„“‚‘": "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    "«»‹›": "am az-Arab az-Cyrl fa fr-CH gsw jgo kkj mzn rm sdh wae",
    "«»„“": "bas be bua ky os ru sah tyv uk",
    "””’’": "fi he lag rn se sn sv yi",
    "«»‘’": "dua ksf nb nn no rw",
    "”“’‘": "ar lld ms-Arab syr ur",
    "«»«»": "fr ht hy oc yav",
    "„“„“": "bg lt prg sgs",
    "‘’“”": "fur ia ti-ER tn",
    "「」『』": "ja yue zh-Hant zh-HK zh-MO zh-TW",
    "„”«»": "nmg pl ro", "„”‚’": "agq ff", "„”»«": "hu szl", "»«›‹": "kk-Arab ug", "«»„”": "shi zgh", "„”‘’": "bs",
    "“”«»": "eo", "«»”“": "fr-CA", "„“«»": "ka", "‘’‘’": "nl", "„”’’": "sr", "“’“”": "st", "“”“”": "tk", "“”’‘": "uz",
}  # fmt: skip
_SPACED = ("fr", "fr-CA")
"""The languages that set a narrow space inside their angled marks (Imprimerie nationale, Lexique, "guillemets")."""
APOSTROPHE = "’"
_SHORTENED = {
    "af": "n", "de": "s n ne nen ner nem", "en": "tis twas twere twill twould twixt em til bout cuz coz nuff n",
    "nl": "s t n k m r",
}  # fmt: skip
"""Words that begin with an apostrophe, by language."""
_SIGN = re.compile(r"[\"']|--|\.\.\.")
_AROUND = frozenset("\"'“”„‘’‚«»‹›「」『』")
_OPENING, _CLOSING, _JOINING = frozenset("([{<¿¡/="), frozenset(".,;:!?…)]}>%。，、！？；：）"), frozenset("-–—")
_DASH = {"---": "—", "--": "–", "...": "…"}
_DASHES = re.compile(r"(?<!-)---?(?!-)|(?<!\.)\.\.\.(?!\.)")
_ADDRESS = re.compile(r"://|www\.|\w@\w")
_TOKEN = re.compile(r"<(/?)([A-Za-z][\w-]*)([^<>]*)>|&(?:#\w+|\w+);|[^<&]+|[<&]")
_LANGUAGE = re.compile(r'\slang="([^"]*)"')
_WORDS = frozenset(
    {
        "a", "abbr", "b", "bdi", "cite", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong", "sub",
        "sup",
    }
)  # fmt: skip
_AS_IT_IS = frozenset({"code", "kbd", "pre", "samp", "script", "style"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_EDGE = "\0"
_INSTEAD = {"br": " ", "img": "x"}
_FIGURE = re.compile(r"'\d+'(?!\w)")
_HEBREW = re.compile("[\u0590-\u05ff]")


def marks(language: str) -> tuple[str, str, str, str]:
    """Return the marks that open and close a quotation, and one inside it; `de-AT` has those of `de`."""
    table = _table()
    tags = language.split("-")
    name = next((name for n in range(len(tags), 0, -1) if (name := "-".join(tags[:n])) in table), "en")
    first, last, inner, end = tuple(table[name])
    if name not in _SPACED:
        return first, last, inner, end
    first, inner = (f"{mark}\u202f" if mark == "«" else mark for mark in (first, inner))
    last, end = (f"\u202f{mark}" if mark == "»" else mark for mark in (last, end))
    return first, last, inner, end


@cache
def _table() -> dict[str, str]:
    return {language: row for row, languages in _MARKS.items() for language in languages.split()}


def text(words: str, language: str) -> str:
    """Return plain text with the marks and spaces of a language (BCP 47: `es`, `de-AT`)."""
    words = spacing.text(words, language)
    if not _SIGN.search(words):
        return words
    setting = _Setting()
    setting.add(words, language)
    return setting.set()


def html(made: str, language: str) -> str:
    """Return HTML of our own making with the marks of its language, and of the `lang` that a part of it has.

    Its spaces are those of its language, too.
    """
    made = spacing.html(made, language)
    if not _SIGN.search(made):
        return made
    setting, open_ = _Setting(), [("", language, False)]
    for token in _TOKEN.finditer(made):
        slash, name, rest = token[1], token[2], token[3]
        if not name:
            if token[0].startswith("&") and len(token[0]) > 1:
                setting.keep(token[0], unescape(token[0]))
            elif open_[-1][2]:
                setting.keep(token[0], _SIGN.sub("x", token[0]))
            else:
                setting.add(token[0], open_[-1][1])
            continue
        setting.keep(token[0], "" if name in _WORDS or name in _AS_IT_IS else _INSTEAD.get(name, _EDGE))
        if slash and len(open_) > 1:
            open_.pop()
        elif not slash and name not in _VOID:
            own = _LANGUAGE.search(rest)
            cited = name == "sup" and "cite" in rest
            as_it_is = open_[-1][2] or name in _AS_IT_IS or cited
            open_.append((name, unescape(own[1]) if own and own[1] else open_[-1][1], as_it_is))
            if cited:
                setting.keep("", " ")
    return setting.set()


@dataclass(slots=True)
class _Setting:
    """A text on its way: its pieces, what stands around each quote, and where the quotes are."""

    pieces: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    length: int = 0
    quotes: list[tuple[int, int, str]] = field(default_factory=list)
    """The piece of each straight quote, its place in what stands around, and its language."""

    def keep(self, piece: str, around: str) -> None:
        """Take a piece as it is; `around` is what the quotes beside it see."""
        self.pieces.append(piece)
        self.around.append(around)
        self.length += len(around)

    def add(self, words: str, language: str) -> None:
        """Take words to set."""
        dashed = "".join(
            word if _ADDRESS.search(word) else _DASHES.sub(lambda found: _DASH[found[0]], word)
            for word in re.split(r"(\s+)", words)
        )
        for part in re.split("([\"'])", dashed):
            if part in ('"', "'"):
                self.quotes.append((len(self.pieces), self.length, language))
            self.keep(part, part)

    def set(self) -> str:
        """Return the text with each quote as the mark that it is."""
        around = f"{_EDGE}{''.join(self.around)}{_EDGE}"
        places = [place + 1 for _, place, _ in self.quotes]
        found = zip(self.quotes, _decide(around, places, [language for *_, language in self.quotes]), strict=True)
        for (piece, _, language), kind in found:
            straight = self.pieces[piece]
            first, last, inner, end = marks(language)
            pair = (first, last) if straight == '"' else (inner, end)
            self.pieces[piece] = {"open": pair[0], "close": pair[1], "apostrophe": APOSTROPHE}.get(kind, straight)
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True)
class _Place:
    """A quote and what stands around it: the characters beside it, and those beside all quotes that it stands among."""

    sign: str
    before: str
    after: str
    left: str
    right: str

    @property
    def begins(self) -> bool:
        """Whether it can only open a quotation."""
        return (_blank(self.left) or self.left in _OPENING or self.left in _JOINING) and not _blank(self.right)

    @property
    def ends(self) -> bool:
        """Whether it can only close one."""
        return not _blank(self.left) and (_blank(self.right) or self.right in _CLOSING)

    @property
    def measures(self) -> bool:
        """Whether it could be a sign of feet or inches."""
        return self.before.isnumeric() and not self.after.isalnum()


def _blank(character: str) -> bool:
    return character == _EDGE or character.isspace()


def _look(around: str, at: int) -> _Place:
    left = next((around[at - n] for n in range(1, min(at, 4) + 1) if around[at - n] not in _AROUND), around[at - 1])
    right = next((c for c in around[at + 1 : at + 5] if c not in _AROUND), around[at + 1])
    return _Place(around[at], around[at - 1], around[at + 1], left, right)


def _decide(around: str, places: list[int], languages: list[str]) -> Iterator[str]:
    """Yield what each quote is: "open", "close", "apostrophe" or "straight"."""
    found = [_look(around, at) for at in places]
    ended = _endings(around, places, found)
    short = {at for language in set(languages) for at in _apostrophes(around, language)}
    double = single = False
    last = 0
    for index, (at, place) in enumerate(zip(places, found, strict=True)):
        if _EDGE in around[last:at]:
            double = single = False
        last = at
        if place.sign == '"':
            kind = _double(place, double, ended[index])
            double = kind == "open" or (double and kind != "close")
        else:
            kind = "apostrophe" if at in short else _single(place, single, ended[index], around, at)
            single = kind == "open" or (single and kind != "close")
        yield kind


def _endings(around: str, places: list[int], found: list[_Place]) -> list[bool]:
    """Say of each quote whether one of its sign, in the same paragraph, ends what it may begin, or ends it instead."""
    out, last = [False] * len(places), len(around)
    later = {'"': False, "'": False}
    for index in range(len(places) - 1, -1, -1):
        place, at = found[index], places[index]
        if _EDGE in around[at:last]:
            later = {'"': False, "'": False}
        last = at
        out[index] = later[place.sign]
        if place.sign == '"' and place.begins:
            later['"'] = False
        elif place.ends and not place.measures:
            later[place.sign] = True
    return out


@cache
def _short(language: str) -> re.Pattern[str]:
    words = "|".join(_SHORTENED.get(language.split("-")[0], "n").split())
    return re.compile(rf"(?<![\w'’])(?:'(?=(?:{words})(?![\w'])|\d\ds?(?![\w']))|'(?=n'(?!\w)))", re.IGNORECASE)


def _apostrophes(around: str, language: str) -> Iterator[int]:
    """Yield the apostrophes that would pass for quotes: in 'tis, the '90s, rock 'n' roll."""
    for found in _short(language).finditer(around):
        yield found.start()
        if around[found.start() + 1 : found.start() + 3].lower() == "n'":
            yield found.start() + 2


def _double(place: _Place, is_open: bool, ended: bool) -> str:
    if place.measures and (not is_open or ended):
        return "straight"
    if _HEBREW.match(place.before) and _HEBREW.match(place.after):
        return "straight"  # in an abbreviation
    if _blank(place.left) and _blank(place.right):
        return "close" if is_open else "straight"
    if place.begins and not (is_open and place.left in _JOINING):
        return "open"
    return "close" if place.ends or is_open else "open"


def _single(place: _Place, is_open: bool, ended: bool, around: str, at: int) -> str:
    if place.before.isalnum() and place.after.isalnum():
        measures = place.before.isnumeric() and (place.after.isnumeric() or place.after in "x×")
        return "straight" if measures else "apostrophe"
    if place.measures and not is_open:
        return "straight"
    if place.begins:
        return "open" if ended or _FIGURE.match(around, at) else "apostrophe"
    return "close" if is_open and (place.ends or not place.after.isalnum()) else "apostrophe"
