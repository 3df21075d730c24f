"""Counts a text as the server of a platform counts it.

Each unit is a function of the text; a platform names its unit, and what an address costs, in `platforms.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.channels.series import links
from pamphlets.errors import fail, nearest
from pamphlets.model import Location

if TYPE_CHECKING:
    import regex

    from pamphlets.project import Platform

# X: configuration 3 of twitter-text; code points outside these ranges weigh 2.
_HEAVY = re.compile("[^\\u0000-\\u10ff\\u2000-\\u200d\\u2010-\\u201f\\u2032-\\u2037]")
_JOINED = re.compile("[\u200d\U0001f1e6-\U0001f1ff\U000e007f]")
_LONGEST_HOST = 253


@dataclass(frozen=True, slots=True)
class Count:
    """How long a text is on a platform: `count` of `unit`, of which `limit` are allowed.

    `bytes` is the second measure, in UTF-8 bytes, of platforms that have one; `pasted` is the count once the platform's
    own composer has shortened the links, where it does so.
    """

    count: int
    limit: int
    unit: str
    bytes: int | None = None
    pasted: int | None = None

    @property
    def over(self) -> int:
        """How many units the text is over the limit, or 0."""
        return max(0, self.count - self.limit)


def count(text: str, platform: Platform | str) -> Count:
    """Count a text as a platform's server would; a name is that of a shipped platform.

    Raises PamphletError if there is no platform of that name.
    """
    row = shipped(platform) if isinstance(platform, str) else platform
    return Count(
        count=_measure(text, row),
        limit=row.limit,
        unit=row.unit,
        bytes=len(text.encode("utf-8", "surrogatepass")) if row.bytes else None,
        pasted=_measure(_as_pasted(text), row) if row.shortens else None,
    )


def shipped(name: str) -> Platform:
    """Return the shipped row of a platform; raises PamphletError if there is none."""
    rows = shipped_rows()
    if name not in rows:
        place = Location("pamphlets/channels/posts/platforms.yml")
        raise fail("platform", f"no platform is named {name!r}", place, nearest(name, rows))
    return rows[name]


@cache
def shipped_rows() -> dict[str, Platform]:
    """Return the shipped rows of all platforms, by id."""
    from pamphlets.project import shipped_platforms

    return shipped_platforms()


def weighted(text: str, link_cost: int) -> int:
    """Count as X does: weighted code points after NFC, any emoji 2, any link the same."""
    text = unicodedata.normalize("NFC", text)
    total, end = 0, 0
    for start, stop in links.x_links(text) if link_cost else []:
        total += _weight(text[end:start]) + link_cost
        end = stop
    return total + _weight(text[end:])


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    rest, emoji = _emoji_of_x(bool(_JOINED.search(text))).subn("", text)
    return 2 * emoji + len(rest) + len(_HEAVY.findall(rest))


def graphemes(text: str, link_cost: int = 0) -> int:
    """Count grapheme clusters, as Mastodon (with a cost for links) and Bluesky do."""
    if link_cost:
        text = _placeholders(text, link_cost)
    return len(text) - text.count("\r\n") if text.isascii() else len(_clusters().findall(text))


def _placeholders(text: str, link_cost: int) -> str:
    """Put `link_cost` characters for each link, and `@user` for `@user@host`."""
    pieces, end = [], 0
    for start, stop, instead in sorted(
        [(start, stop, "x" * link_cost) for start, stop in links.mastodon_links(text)]
        + [(*match.span(), match[1]) for match in _mentions(text)]
    ):
        if start >= end:
            pieces += [text[end:start], instead]
            end = stop
    return "".join([*pieces, text[end:]])


def _mentions(text: str) -> Iterator[regex.Match[str]]:
    """Yield the mentions of others' servers that Mastodon makes: the host's name is no longer than names can be."""
    if "@" in text:
        yield from (match for match in _mention().finditer(text) if len(match[2]) <= _LONGEST_HOST)


def characters(text: str) -> int:
    """Count as Threads does: characters, but an emoji costs its UTF-8 bytes."""
    if text.isascii():
        return len(text)
    emoji = _emoji().findall(text)
    return len(text) + sum(len(each.encode()) - len(each) for each in emoji)


def emoji(text: str) -> list[str]:
    """Return the emoji of a text, each sequence as one."""
    return [] if text.isascii() else [str(each) for each in _emoji().findall(text)]


def utf16(text: str) -> int:
    """Count UTF-16 code units, as JavaScript does."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _measure(text: str, platform: Platform) -> int:
    units: dict[str, Callable[[], int]] = {
        "weighted": lambda: weighted(text, platform.link_cost),
        "graphemes": lambda: graphemes(text, platform.link_cost),
        "characters": lambda: characters(text),
        "code points": lambda: len(text),
        "utf-16": lambda: utf16(text),
    }
    return units[platform.unit]()


def _as_pasted(text: str) -> str:
    pieces, end = [], 0
    for (start, stop), instead in links.shortenings(text):
        pieces += [text[end:start], instead]
        end = stop
    return "".join([*pieces, text[end:]])


@cache
def _clusters() -> regex.Pattern[str]:
    """Return the expression for a grapheme cluster (Unicode Standard Annex 29, table 1c).

    Not what the regex module takes for one: against rule GB9c, that joins a consonant to a virama after none.
    """
    import regex

    hangul = r"\p{GCB=L}*+(?:\p{GCB=V}++|\p{GCB=LV}\p{GCB=V}*+|\p{GCB=LVT})\p{GCB=T}*+|\p{GCB=L}++|\p{GCB=T}++"
    flag = r"\p{Regional_Indicator}{2}"
    picture = r"\p{Extended_Pictographic}(?:\p{GCB=Extend}*+\u200D\p{Extended_Pictographic})*+"
    linked = r"[\p{InCB=Extend}\p{InCB=Linker}]*?\p{InCB=Linker}[\p{InCB=Extend}\p{InCB=Linker}]*+\p{InCB=Consonant}"
    conjunct = rf"\p{{InCB=Consonant}}(?:{linked})++"
    control = r"[\p{GCB=Control}\r\n]"
    core = rf"(?:{hangul}|{flag}|{picture}|{conjunct}|(?!{control}).)"
    return regex.compile(
        rf"\r\n|{control}|\p{{GCB=Prepend}}*{core}[\p{{GCB=Extend}}\u200D\p{{GCB=SpacingMark}}]*+", regex.S
    )


@cache
def _mention() -> regex.Pattern[str]:
    """Return the expression for `@user@host`: MENTION_RE of Mastodon's app/models/account.rb, USERNAME_RE in it.

    What may not follow is from twitter-text (end_mention_match).
    """
    import regex

    word = r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]"
    return regex.compile(
        rf"(?<![=/]|{word})(@(?>[A-Za-z0-9_]++(?:[.-]++[A-Za-z0-9_]++)*+))@((?>{word}++(?:[.-]++{word}++)*+))"
        r"(?![#@\uff20\xc0-\u024f]|://)"
    )


@cache
def _emoji_of_x(joined: bool) -> regex.Pattern[str]:
    """Return the expression for what X counts as one emoji: sequences only if Unicode lists them (twemoji-parser).

    U+FE0F is part of an emoji that has a form as text; `joined` says whether there may be sequences at all.
    """
    import regex

    forms = "(?!\\p{Emoji_Presentation})\\p{Emoji}|[⌚⌛◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛔⛪⛲⛳⛵⛺⛽❗⬛⬜⭐⭕🀄🈚🈯]"
    toned = r"(?:\p{Emoji_Modifier_Base}|(?!\p{Emoji_Presentation})\p{Emoji_Modifier_Base}\uFE0F)\p{Emoji_Modifier}"
    single = rf"[#*0-9]\uFE0F?\u20E3|{toned}|(?![#*0-9])(?:{forms})\uFE0F|\p{{Emoji_Presentation}}"
    if not joined:
        return regex.compile(single)
    lines = Path(__file__).with_name("emoji-sequences.txt").read_text("utf-8").splitlines()
    return regex.compile(rf"\L<listed>|{single}", listed=[line for line in lines if not line.startswith("#")])


@cache
def _emoji() -> regex.Pattern[str]:
    """Return the expression for an emoji sequence of Unicode Technical Standard 51, listed or not.

    A keycap, a flag (of two letters), a character that is shown as an emoji by itself, or by a variation selector or
    a skin tone after it, several of those joined by ZWJ, and any of them with tags. Not ©, ® or digits by themselves.
    """
    import regex

    toned = r"\p{Emoji_Modifier_Base}\p{Emoji_Modifier}"
    plain = r"(?![#*0-9\p{Regional_Indicator}])\p{Emoji}"
    one = rf"(?:{toned}|{plain}\uFE0F?)"
    single = rf"(?:{one}(?:\u200D{one})++|{toned}|{plain}\uFE0F|\p{{Emoji_Presentation}})"
    tags = r"(?:[\U000E0020-\U000E007E]++\U000E007F)?+"
    return regex.compile(rf"[#*0-9]\uFE0F?\u20E3|\p{{Regional_Indicator}}{{2}}|{single}{tags}")
