"""Sets the spaces of a language: none beside the wide signs of Chinese and Japanese, and in French those that hold.

A plain space before a sign lets a line begin with it; whoever types French types one (Imprimerie nationale, Lexique des
règles typographiques: a narrow space before ; ! ? and within « », a wide one before the colon).
"""

from __future__ import annotations

import re

from pamphlets.localized import scripts, sentences

NARROW, WIDE = "\u202f", "\u00a0"
"""Spaces at which no line ends."""
_SIGNS = {
    ",": {"zh": "，", "ja": "、", "ar": "،", "fa": "،", "ur": "،"},
    ":": {"zh": "：", "ja": "：", "fr": f"{WIDE}:"},
}
"""Signs of languages that have another than English."""
_FULL = "、。！（），：；？「」『』【】《》〈〉〔〕"
"""Signs as wide as a Han letter, which have their space in them."""
_SQUARE = f"{scripts.HAN_OR_KANA}{_FULL}"
_INLINE = r"((?:</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time)\b[^<>]*>)*)"
_WIDE_SIGN = re.compile(f"[{_FULL}]")
_BESIDE = re.compile(rf"(?<=[、。！），：；？」』】》〉〕]){_INLINE}\s+|\s+{_INLINE}(?=[（「『【《〈〔])")
_ACROSS = re.compile(rf"(?<=[{_SQUARE}]){_INLINE}[ \t]*\n[ \t]*{_INLINE}(?=[{_SQUARE}“‘])")
_KEPT = re.compile(r"(<(?:pre|textarea|script|style)\b.*?</(?:pre|textarea|script|style)>)", re.DOTALL)
_TYPED = re.compile(
    r"<(?:pre|code|script|style)\b.*?</(?:pre|code|script|style)>|<[^<>]*>"
    rf"|(?<=[^\s<])[ {WIDE}](?P<sign>[:;?!»])|«(?P<open>[ {WIDE}])",
    re.DOTALL,
)


def sign(mark: str, language: str) -> str:
    """Return how a language writes a full stop, a comma or a colon."""
    if mark == ".":
        return sentences.full_stop(language)
    return _SIGNS.get(mark, {}).get(language.partition("-")[0], mark)


def text(words: str, language: str) -> str:
    """Return plain words with the spaces of their language."""
    if language.partition("-")[0] == "fr":
        return _TYPED.sub(_hold, words)
    return _BESIDE.sub("", words) if "\n" not in words and _WIDE_SIGN.search(words) else words


def html(made: str, language: str) -> str:
    """Return HTML of our own making with the spaces of its language: the end of a line between two Han letters or kana
    is none (CSS Text 3, 4.1.3).
    """
    if language.partition("-")[0] == "fr":
        return _TYPED.sub(_hold, made)
    return close_up(made if made.isascii() or "\n" not in made else _take_out(_ACROSS, made))


def close_up(made: str) -> str:
    """Return HTML without the spaces beside signs that have their space in them."""
    return _take_out(_BESIDE, made) if _WIDE_SIGN.search(made) else made


def _hold(found: re.Match[str]) -> str:
    if found["open"]:
        return f"«{NARROW}"
    return f"{WIDE if found['sign'] == ':' else NARROW}{found['sign']}" if found["sign"] else found[0]


def _take_out(spaces: re.Pattern[str], made: str) -> str:
    """Return HTML without some spaces, but where all are kept."""
    parts = _KEPT.split(made)
    parts[::2] = (spaces.sub(lambda found: "".join(filter(None, found.groups())), part) for part in parts[::2])
    return "".join(parts)
