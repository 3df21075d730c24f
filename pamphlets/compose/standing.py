"""Turns HTML in which marks stand for constructs into where they stand: alone, in a row, or in a sentence."""

from __future__ import annotations

import re

from pamphlets.model import FIRST_MARK, Citation, End, Image, Link, Markdown, Note, Span, Variable
from pamphlets.source import scans

_PARAGRAPH = re.compile(rf"<p>((?:{scans.MARK.pattern}|\s|<br\s*/?>)+)</p>")
_RUN = re.compile(rf"(?:<(/?[a-z]\w*)[^<>]*>|\A)((?:{scans.MARK.pattern}|\s)*)(?=<(/?[a-z]\w*)|\Z)")
_OF_ROWS = (Image, Link, Span, End)
_HOLDS = ("blockquote", "dd", "div", "li", "td", "th")
_BESIDE = ("blockquote", "div", "dl", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul")
_BEFORE = frozenset({None, "hr", *_HOLDS, *(f"/{name}" for name in _BESIDE)})
_AFTER = frozenset({None, "hr", *_BESIDE, *(f"/{name}" for name in _HOLDS)})


def lift_pictures(converted: str, text: Markdown) -> str:
    """Return HTML in which pictures with a paragraph of their own, and links around them, stand without it.

    Those that follow each other without words stand in one row, unless one of them is to be wider than its column.
    """
    if not any(isinstance(one, Image) for one in text.inlines):
        return converted

    def unwrap(found: re.Match[str]) -> str:
        inlines = [(mark, text.inlines[ord(mark) - FIRST_MARK]) for mark in scans.MARK.findall(found[1])]
        kinds = {type(inline) for _, inline in inlines}
        if Image not in kinds or Variable in kinds:
            return found[0]
        cited = "".join(mark for mark, one in inlines if isinstance(one, Citation | Note))
        return "".join(mark for mark, _ in inlines if mark not in cited) + (f"<p>{cited}</p>" if cited else "")

    def row(found: re.Match[str]) -> str:
        inlines = [text.inlines[ord(mark) - FIRST_MARK] for mark in scans.MARK.findall(found[2])]
        pictures = [one for one in inlines if isinstance(one, Image)]
        alone = found[1] in _BEFORE and found[3] in _AFTER and all(isinstance(one, _OF_ROWS) for one in inlines)
        if len(pictures) < 2 or not alone or any(one.width == "wide" for one in pictures):
            return found[0]
        before = found[0][: found.start(2) - found.start()]
        return f'{before}<div class="pair">{"".join(found[2].split())}</div>'

    return _RUN.sub(row, _PARAGRAPH.sub(unwrap, converted))


def within(converted: str) -> set[int]:
    """Return the numbers of the constructs that do not stand by themselves between the tags of blocks."""
    alone = (found[2] for found in _RUN.finditer(converted) if found[1] in _BEFORE and found[3] in _AFTER)
    return {ord(mark) - FIRST_MARK for mark in scans.MARK.findall(converted)} - {
        ord(mark) - FIRST_MARK for run in alone for mark in scans.MARK.findall(run)
    }
