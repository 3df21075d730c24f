"""Turns HTML of our own making into plain text, as it is pasted into posts, kept in records, and read out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from pamphlets.source import blocks

_DIGITS = dict.fromkeys(map(ord, "0123456789+-−()"))
_SHIFTED = {
    "sub": str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"),
    "sup": str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾"),
}
_SILENT = {("sup", "cite"), ("span", "box")}
_PARAGRAPHS = re.compile(r"[^<&]*|(?:<p>[^<&]*</p>\s*)+")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Those at which a line may end: others hold a number to its unit, or a sign to its word."""
_ENDS, _STRESS = re.compile("</?p>"), re.compile("</?(?:em|strong)>")
_BOX = {"task": "☐ ", "task done": "☑ "}


class _Text(HTMLParser):
    """Gathers HTML of our own making as plain text: paragraphs, "- " and "1. " items, links as "words: address".

    `marks` are characters to put around the text of a tag, for those who read them: `*` around bold. What is struck out
    stands between `~`, raised and lowered digits are characters of their own: without them other words would be said.
    """

    def __init__(self, marks: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.marks = marks
        self.out: list[str] = []
        self.lists: list[tuple[str, int]] = []  # how each open list counts, and its next number
        self.links: list[tuple[str, int]] = []
        self.silent = 0  # how deep in a citation, or in a box of which the class of its item tells
        self.addressed = 0  # where an address ends
        self.code = False
        self.begun = ""  # the sign of the item that was begun last, which its words follow
        self.shifted = 0  # where the text of the last sub or sup begins

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if self.silent or (tag, has.get("class")) in _SILENT:
            self.silent += 1
        elif tag in self.marks:
            self.out.append(self._apart(self.marks[tag]))
        elif tag in ("sub", "sup"):
            self.shifted = len(self.out)
        elif tag in ("ul", "ol"):
            self.lists.append(((has.get("type") or "1") if tag == "ol" else "", int(has.get("start") or 1)))
        elif tag == "li":
            self._new_line()
            sign, box = self._sign(), _BOX.get(has.get("class") or "", "")
            self.begun = box if box and sign == "- " else sign + box
            self.out.append(self.begun)
        elif tag == "br":
            self.out.append("\n")
        elif tag == "a":
            self.links.append((has.get("href") or "", len(self.out)))
        elif tag in ("td", "th"):
            self.out.append(" ")
        elif tag in ("p", "pre", "dt", "dd", "div", "table", "blockquote", "h3", "h4", "h5", "h6"):
            self._new_line()
            self.code |= tag == "pre"

    def _shift(self, tag: str) -> None:
        """Write what is raised or lowered by the characters that there are for it; other letters as they are."""
        words = "".join(self.out[self.shifted :])
        shifted = words.translate(_SHIFTED[tag])
        self.out[self.shifted :] = [shifted if words.translate(_DIGITS) == "" else words]

    def _sign(self) -> str:
        """Return what stands before an item."""
        style, number = self.lists.pop() if self.lists else ("", 1)
        self.lists.append((style, number + 1))
        return f"{blocks.numeral(number, style)}{'.' if style == '1' else ')'} " if style else "- "

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent -= 1
            return
        self.out.append(self.marks.get(tag, ""))
        if tag in ("sub", "sup"):
            self._shift(tag)
        if tag == "a" and self.links:
            address, start = self.links.pop()
            words = "".join(self.out[start:])
            plain = address.removeprefix("mailto:").removeprefix("tel:")
            if plain and plain not in words and not address.startswith("tel:"):
                self.out.append(f": {plain}")
            self.addressed = len(self.out) if plain else 0
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self._new_line()
            self.out.append("" if self.lists else "\n")
        elif tag in ("p", "h3", "h4", "h5", "h6", "pre", "table", "blockquote", "figcaption", "dl"):
            self.out.append("\n" if self.lists else "\n\n")
            self.code &= tag != "pre"
        elif tag in ("tr", "dt"):
            self.out.append("\n")
        elif tag == "li":
            self.begun = ""  # an item without words has a line of its own

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        data = self._apart(data) if data[:1].isalnum() else data
        spaced = _SPACES.sub(" ", data) if data.strip() else " " if self.out and data else ""
        self.out.append(data if self.code else spaced)

    def _apart(self, words: str) -> str:  # what follows an address at once would be a part of it
        return f" {words}" if self.addressed and not any(self.out[self.addressed :]) else words

    def _new_line(self) -> None:
        last = next((piece for piece in reversed(self.out) if piece.strip(" ")), "\n")
        if last is not self.begun and not last.rstrip(" ").endswith("\n"):
            self.out.append("\n")


def text(made: str, marks: Mapping[str, str] | None = None) -> str:
    """Return HTML made by `html` as plain text; `marks` are characters to put around what stands in a tag."""
    if plain := _PARAGRAPHS.fullmatch(made if marks else _STRESS.sub("", made)):  # as most are: nothing to parse
        return "\n\n".join(filter(None, (_SPACES.sub(" ", one).strip(" ") for one in _ENDS.split(plain[0]))))
    parser = _Text({"del": "~"} | dict(marks or {}))
    parser.feed(made)
    parser.close()
    joined = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", "".join(parser.out)))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
