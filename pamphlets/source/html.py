"""Turns raw HTML in the lines of a source into markdown: elements that have a markdown become it, of others words stay.

What nobody is to read goes: scripts, styles, frames, drawings, fields of forms. No attribute gets through but where a
link leads, a picture's file and words, and the first number of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote

from pamphlets.model import Location, Problem
from pamphlets.source import brackets, leftovers, links, placeholders
from pamphlets.source.layout import MarkdownLines

_MARKS = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "sup": "^", "sub": "~", "del": "~~", "s": "~~", "strike": "~~",
    "mark": "==", "a": "[",
}  # fmt: skip
_READ = "p div center ul ol li table thead tbody tfoot tr th td h1 h2 h3 h4 h5 h6 hr caption"
_LEFT = """
section article aside header footer blockquote dl dt dd figure figcaption details summary address nav main pre
form fieldset legend body
"""
_FIELDS = "input select textarea button datalist output meter progress"
_SILENT = frozenset(["u", "span", "wbr", "br", "col", "colgroup", *_READ.split()])
_BLOCKS = frozenset([*_READ.split(), *_LEFT.split()])
_GONE = frozenset(["script", "style", "template", "iframe", "object", "embed", "applet", "svg", *_FIELDS.split()])
_EMPTY = ("input", "embed")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)")
_SKIPPED = re.compile(r"\]\(\s*\Z|^ {0,3}\[[^\]\n]*\]:[ \t]*\Z", re.MULTILINE)
_UNSAFE = re.compile(r"[\s()<>\\\"']")
_SPACE = re.compile(r"(?:\s|&nbsp;)+")
_BLANK = re.compile(r"\n[ \t]*\n")
_BEFORE = 80
_DEEPEST = 20
"""Marks of a line within one another."""


@dataclass(slots=True)
class _Piece:
    """A piece of a text: words as they are, or a tag, of which `text` is what stands for it."""

    text: str
    number: int
    """The line on which it begins."""
    name: str = ""
    end: bool = False
    source: str = ""
    attributes: dict[str, str] | None = None


class _Attributes(HTMLParser):
    """Reads the attributes of one tag."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(tag if tag.endswith(">") else f"{tag}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the first of each name."""
        for name, value in reversed(attrs):
            self.found[name] = " ".join((value or "").split())


def read(lines: Sequence[str], start: int, path: str, problems: list[Problem]) -> tuple[list[str], list[int]]:
    """Return the lines with the HTML from line `start` (from 0) as markdown, and the source's line of each, from 1.

    What is left out is a problem, once for each kind of element when `leftovers.once` has seen them.
    """
    text = "\n".join(lines[start:])
    pieces = [*_pieces(text, start + 1, path, problems)] if "<" in text else []
    if not any(piece.name for piece in pieces):
        return [*lines], [*range(1, len(lines) + 1)]
    _pair(pieces, path, problems)
    layout = MarkdownLines(start + 1)
    for piece in _trimmed(pieces):
        layout.go_to(piece.number + (piece.source.count("\n") if piece.name not in _BLOCKS else 0), piece.text)
        if piece.name in _BLOCKS:
            layout.tag(piece.name, piece.end, piece.attributes or {})
        elif piece.name == "br":
            layout.end_line()
        else:
            holds_open = not piece.name and _SPACE.fullmatch(piece.text)  # a paragraph or a cell without words
            layout.add(piece.text.replace("&nbsp;", " ") if holds_open else piece.text)
        layout.number = max(layout.number, piece.number + (piece.source.count("\n") if piece.name else 0))
    shown, numbers = layout.finish()
    return [*lines[:start], *shown], [*range(1, start + 1), *numbers]


def _pieces(text: str, number: int, path: str, problems: list[Problem]) -> Iterator[_Piece]:
    """Yield the words and tags of a text, but those in code; of what goes nothing but the tag that begins it."""
    code = dict(brackets.code(text))
    last, index, never, told = 0, 0, set[str](), dict[Problem, None]()
    places = sorted({*code, *(found.start() for found in re.finditer(r"[<\\]", text))})
    for place in places:
        if place < index:
            continue
        found = None
        if place in code:
            index = code[place]
        elif text[place] == "\\":
            index = place + 2
        elif auto := links.AUTOLINK.match(text, place):
            index = auto.end()
        elif not _SKIPPED.search(text[max(0, place - _BEFORE) : place]):
            found = placeholders.tag(text, place)
        if not found:
            continue
        if place > last:
            yield _Piece(text[last:place], number)
        number += text.count("\n", last, place)
        end, name = found[1], _name(text, place)
        closed = name in _GONE and text[place + 1] != "/" and _closing(text, name, end, never)
        piece = _Piece("", number, name or "!", text[place + 1] == "/", text[place : closed or end])
        if piece.name in ("a", "img", "ol") and not piece.end:
            piece.attributes = _Attributes(text[place:end]).found
            piece.text = _picture(piece.attributes) if name == "img" else ""
        last = index = closed or end
        told |= _tell(piece, bool(closed), Location(path, number))
        yield piece
        number += piece.source.count("\n")
    if last < len(text):
        yield _Piece(text[last:], number)
    problems += told


def _name(text: str, place: int) -> str:
    found = _TAG.match(text, place)
    return found[2].lower() if found else ""


def _closing(text: str, name: str, end: int, never: set[str]) -> int:
    """Return where the content of an element ends, whose tag ends at `end`; 0 where it is never closed."""
    if name in _EMPTY or text[end - 2 : end] == "/>":
        return end
    found = None if name in never else re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(text, end)
    if not found:
        never.add(name)
    return found.end() if found else 0


def _tell(piece: _Piece, closed: bool, place: Location) -> dict[Problem, None]:
    """Return what is told of a tag, if anything."""
    name = piece.name
    if piece.end or name in _MARKS or name in _SILENT or (name == "img" and (piece.attributes or {}).get("src")):
        return {}
    sign = f"<{name}>"
    message = f"{sign} and what it holds are left out" if closed else f"the tag {sign} is left out, its words are kept"
    return {Problem(leftovers.RULE, message, place, f"take {sign} away: markdown has none", "warning"): None}


def _picture(found: dict[str, str]) -> str:
    words = re.sub(r"[\[\]\\]", r"\\\g<0>", escape(found.get("alt", ""), quote=False))
    file = found.get("src", "").partition(",")[0] if found.get("src", "").startswith("data:") else found.get("src", "")
    if not file:
        return words
    address = f"<{file}>" if re.search(r"[\s()]", file) else file
    decorative = "{.decorative}" if "alt" in found and not words and not re.match(r"\w+:|//", file) else ""
    return f"![{words}]({re.sub('[<>]', '', file) if '<' in file else address}){decorative}"


def _pair(pieces: list[_Piece], path: str, problems: list[Problem]) -> None:
    """Put marks where a tag of a line is closed in its paragraph, around words; other tags stand for nothing."""
    open_: list[tuple[int, str]] = []
    for index, piece in enumerate(pieces):
        if piece.name in _BLOCKS or (not piece.name and _BLANK.search(piece.text)):
            open_.clear()
        elif piece.name in _MARKS and not piece.end and len(open_) < _DEEPEST:
            open_.append((index, piece.name))
        elif piece.name in _MARKS and any(name == piece.name for _, name in open_):
            while open_[-1][1] != piece.name:
                open_.pop()
            first = open_.pop()[0]
            within = (pieces[n].text.strip() for n in range(first + 1, index))
            if any(within) if piece.name not in ("sup", "sub") else _is_word(pieces, first, index):
                _mark(pieces[first], piece, path, problems)
    for piece in pieces:
        if piece.name == "a" and not piece.text and not piece.end and (piece.attributes or {}).get("href"):
            message, hint = "a link that is not closed is left out, its words are kept", "write [words](address)"
            problems.append(Problem(leftovers.RULE, message, Location(path, piece.number), hint, "warning"))


def _is_word(pieces: list[_Piece], first: int, last: int) -> bool:
    """Say whether what stands between two tags can be raised or lowered: a word."""
    return len("".join(pieces[n].text for n in range(first + 1, last)).split()) == 1


def _mark(first: _Piece, last: _Piece, path: str, problems: list[Problem]) -> None:
    if first.name != "a":
        first.text = last.text = _MARKS[first.name]
        return
    address = (first.attributes or {}).pop("href", "")
    leads = links.target(address, path)
    if re.fullmatch(r"\{\{[ \w.-]+\}\}", address):
        first.text, last.text = "[", f"]({address.replace(' ', '')})"
    elif isinstance(leads, tuple):
        problems.append(Problem(leftovers.RULE, leads[0], Location(path, first.number), leads[1], "warning"))
    elif address:
        first.text = "["
        last.text = f"]({_UNSAFE.sub(lambda sign: quote(sign[0]), address)})"


def _trimmed(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces that stand for something, with the spaces within marks outside of them, and some stops, too."""
    kept = [piece for piece in pieces if piece.text or piece.name in _BLOCKS or piece.name == "br"]
    out: list[_Piece] = []
    for piece in reversed(kept):
        after = out[-1] if out else None
        out.append(piece)
        if piece.name in _MARKS and not piece.end and after and not after.name:
            words = after.text.lstrip()
            space = after.text[: len(after.text) - len(words)]
            after.text, after.number = words, after.number + space.count("\n")
            out.append(_Piece(space, piece.number))
    kept, out = out[::-1], []
    for index, piece in enumerate(kept):
        before = out[-1] if out else None
        out.append(piece)
        if piece.name in _MARKS and piece.end and before and not before.name:
            follows = kept[index + 1].text[:1] if index + 1 < len(kept) else ""
            words = before.text.rstrip()
            words = words.rstrip(".,:;!?…") if words == before.text and follows.isalnum() else words
            if words:
                moved, before.text = before.text[len(words) :], words
                piece.number -= moved.count("\n")
                out.append(_Piece(moved, piece.number))
    return out
