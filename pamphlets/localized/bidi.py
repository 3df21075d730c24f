"""Turns words that run against the direction of their language into HTML that keeps them in their own.

An address, a name or a dose in Latin letters within Arabic, and a telephone number, which has no letters at all, are
turned round by the rules for mixed text (UAX #9): a line would read "0142-555 (207)". Each becomes an element with a
`dir`: hidden marks would do as well, but whoever copies the text would take them along.
"""

from __future__ import annotations

import re
from html import escape, unescape

from pamphlets.localized import scripts

_RTL = scripts.RIGHT_TO_LEFT
_LETTER = rf"[^\W\d_{_RTL}]"
"""A letter that is written from left to right."""
_RUN = re.compile(
    rf"[+−±$€£#@]?[^\W_{_RTL}](?:[^{_RTL}،\n]*[^\W_{_RTL}])?(?:[ \u00a0]?[%‰°])?",
)
"""From the first letter or figure to the last one before a word that is written from right to left."""
_NUMBER = re.compile(
    r"[+(]?\d[\d()]*(?:[ \u00a0./-][\d()]+)+|\d+ ?/ ?\d+|[+−±$€£]?\d[\d.,]*[ \u00a0]?[%‰°]|[+−±$€£]\d[\d.,]*"
)
"""Numbers whose parts would change places. A range such as 9–17 is read from the right, as the text is."""
_FIGURES = 7
"""Figures of a telephone number or date; fewer with a hyphen between them are a range."""
_TOKEN = re.compile(r"<(/?)([a-z]\w*)([^<>]*)>|[^<]+")
_TAG = re.compile(r"<[^<>]*>")
_BORROWED = "\ufdd0"
"""What words of another language are marked with, which become an element with a direction (see `model.wording`)."""
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_APART = frozenset({"code", "pre"})


def html(made: str, language: str) -> str:
    """Return HTML in a language with what runs against it in elements of its own direction.

    Only a language from right to left needs it: from left to right, words of others keep their order among themselves.
    """
    if scripts.direction(language) == "ltr":
        return made
    out, apart, tokens = list[str](), 0, [*_TOKEN.finditer(made)]
    for at, token in enumerate(tokens):
        closes, tag, rest = token.groups()
        if tag is None:
            out.append(token[0] if apart else _inside(token[0]))
        elif apart and tag not in _VOID:
            out.append(token[0])
            apart += -1 if closes else 1
        elif tag in _APART or " dir=" in (rest or ""):
            out.append(token[0])
            apart = int(tag not in _VOID)
        elif tag == "a" and not closes and _is_foreign_link(tokens[at + 1 : at + 3]):
            out.append(f'<a{rest} dir="ltr">')
            apart = 1
        else:
            out.append(token[0])
    return "".join(out)


def own(made: str, language: str) -> str:
    """Return HTML that is one name, number, address or sentence, in its own direction, whatever surrounds it."""
    words = unescape(_TAG.sub("", made))
    if scripts.direction(language) == "ltr":
        return f'<span dir="rtl">{made}</span>' if is_foreign(words, language) else made
    if is_foreign(words, language) and not _is_plain(words):
        return f'<span dir="ltr">{made}</span>'
    return html(made, language)


def is_foreign(words: str, language: str) -> bool:
    """Say whether all letters of a text are written against the direction of a language."""
    found = {"rtl": re.search(f"[{_RTL}]", words), "ltr": re.search(_LETTER, words)}
    return not found.pop(scripts.direction(language)) and any(found.values())


def _is_plain(words: str) -> bool:
    """Say whether a text has only words, which keep their order in any line."""
    return all(one.isalpha() or one.isspace() for one in words)


def _is_foreign_link(tokens: list[re.Match[str]]) -> bool:
    """Say whether a link has words from left to right alone, which would be turned round."""
    if len(tokens) < 2 or tokens[0][2] or tokens[1][2] != "a":
        return False
    words = unescape(tokens[0][0])
    return bool(re.search(_LETTER, words)) and not re.search(f"[{_RTL}]", words) and not _is_plain(words)


def _inside(text: str) -> str:
    """Return words of a language from right to left, as HTML, with an element around each run of others."""
    words, out, end = unescape(text), list[str](), 0
    for found in () if _BORROWED in text else _RUN.finditer(words):
        start, stop = _take_in(words, *found.span())
        run = words[start:stop]
        if re.search(_LETTER, run):
            places = [] if _is_plain(run) else [(start, stop)]
        else:
            numbers = (number for number in _NUMBER.finditer(run) if _is_turned(number[0]))
            places = [(start + number.start(), start + number.end()) for number in numbers]
        for first, last in places:
            out += [
                escape(words[end:first], quote=False),
                f'<span dir="ltr">{escape(words[first:last], quote=False)}</span>',
            ]
            end = last
    return "".join([*out, escape(words[end:], quote=False)]) if out else text


def _take_in(words: str, start: int, stop: int) -> tuple[int, int]:
    """Return a place with the bracket before it, or after it, whose other one it has."""
    run = words[start:stop]
    if words[:start].endswith("(") and run.count(")") > run.count("("):
        start -= 1
    elif words[stop:].startswith(")") and run.count("(") > run.count(")"):
        stop += 1
    return start, stop


def _is_turned(number: str) -> bool:
    """Say whether a number would be turned round, and is no range."""
    return sum(map(str.isdigit, number)) >= _FIGURES or not re.fullmatch(r"[\d ().\u00a0-]+", number)
