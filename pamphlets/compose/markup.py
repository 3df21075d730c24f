"""Turns Markdown into HTML and into plain text, with our own constructs filled in and the quotes of its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import markdown
from markdown.blockparser import BlockParser
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString, Registry

from pamphlets.compose import standing
from pamphlets.compose.writer import Behind
from pamphlets.localized import quotes
from pamphlets.model import FIRST_MARK, LAST_MARK, Condition, End, Image, Inline, Link, Markdown, Span
from pamphlets.source import blocks

# What Python-Markdown would read and we read ourselves, with line numbers, or refuse.
_OURS = (
    "html", "link", "image_link", "image_reference", "reference", "short_reference", "short_image_ref",
    "autolink", "automail",
)  # fmt: skip
_TAGS = {
    "del": r"(~~)(?=[^\s~])(.{1,1000}?)(?<=\S)~~(?!~)",
    "mark": r"(==)(?=[^\s=])(.{1,1000}?)(?<=\S)==(?!=)",
    "sub": r"(?<!~)(~)([^\s~]{1,100})~(?!~)",
    "sup": r"(?<!\^)(\^)([^\s^]{1,100})\^(?!\^)",
}
"""What pymdown-extensions reads, too; but of its releases for Python 3.11.2 some text makes a stack trace."""
_MARK = re.compile(f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]")
_HIDDEN = "\0"  # no text has it: the reader refuses control characters
_DIGITS = dict.fromkeys(map(ord, "0123456789+-−()"))
_SHIFTED = {
    "sub": str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"),
    "sup": str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾"),
}
_BOX = {"task": "☐ ", "task done": "☑ "}
_BEFORE_CITATION = re.compile(r"\s+<sup(?= class=\"cite\")")
_ESCAPED = re.compile(r"\\[*_`\\]")
_LEFT_OPEN = re.compile(
    r"(?<![\w*])\*{1,3}(?=\w)\w{1,20}|\w{0,20}\*\*(?!\*)|(?<![\w_@/])__?(?=[^\W_])\w{1,20}|(?<!\w)`(?=\w)\w{1,20}"
    r"|(?<!\S)\*[ ][^\W\d][^*\n]{0,60}[ ]\*(?!\S)|[*_]+<(?:em|strong)>\w{0,20}|\w{0,20}\W?</(?:em|strong)>[*_]+"
)
_STRESS = re.compile(r"</?(?:em|strong)>")
_NOT_WORDS = re.compile(r"<code\b.*?</code>|<(?!/?(?:em|strong)>)[^>]*>", re.DOTALL)

Fill = Callable[[Inline | Behind], str]
"""What stands for a construct: HTML, or text. For a Link or Span the opening tag, for Behind what comes after it."""


class _Boxes(Treeprocessor):
    """Puts each table into a box that a page can scroll sideways, by keys, too; the table's head is its name."""

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for at, table in enumerate(list(parent)):
                if table.tag == "table":
                    box = ElementTree.Element("div", {"class": "table", "tabindex": "0", "role": "region"})
                    head = table.find("thead")
                    cells = ("".join(cell.itertext()) for cell in (head.iter("th") if head is not None else ()))
                    shown = (_MARK.sub("", HTML_PLACEHOLDER_RE.sub(self._stashed, cell)).strip() for cell in cells)
                    box.set("aria-label", ", ".join(filter(None, shown)) or "…")
                    box.append(table)
                    parent[at], box.tail, table.tail = box, table.tail, "\n"

    def _stashed(self, found: re.Match[str]) -> str:
        return unescape(str(self.md.htmlStash.rawHtmlBlocks[int(found[1])]))


class _Blocks(BlockParser):
    """Gives Python-Markdown the tree of blocks that we read; it reads the words within them."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree.ElementTree:
        """Return the blocks of a whole text."""
        root = ElementTree.Element(self.md.doc_tag)
        for block in blocks.parse("\n".join(lines)):
            _add(root, block)
        return ElementTree.ElementTree(root)


def _add(parent: ElementTree.Element, block: blocks.Element) -> None:
    made = ElementTree.SubElement(parent, block.tag, block.attributes)
    if block.tag == "pre":
        ElementTree.SubElement(made, "code", made.attrib).text = AtomicString(block.text)
        made.attrib = {}
    else:
        made.text = block.text
    for child in block.children:
        _add(made, child)


@cache
def _converter() -> markdown.Markdown:
    """Return the one converter of this process."""
    converter = markdown.Markdown(output_format="html")
    converter.ESCAPED_CHARS += "~^=|"
    converter.preprocessors = Registry()
    for name in _OURS:
        converter.inlinePatterns.deregister(name)
    for tag, pattern in _TAGS.items():
        converter.inlinePatterns.register(SimpleTagInlineProcessor(pattern, tag), tag, 65)  # before emphasis
    converter.treeprocessors.register(_Boxes(converter), "boxes", 15)  # between inline marks and line ends
    converter.parser = _Blocks(converter)
    return converter


@lru_cache(maxsize=10_000)
def _converted(text: str) -> str:
    """Return Markdown as HTML, its marks left in: the words of a post are the same for most platforms and sites."""
    return _converter().reset().convert(text)


def select(text: Markdown, admit: Callable[[Condition], bool]) -> Markdown:
    """Return the text without the spans whose condition is not admitted, nor the list items that they leave empty."""
    out: list[str] = []
    hidden = 0
    open_: list[bool] = []  # for each open link or span: does it hide what is inside?
    for piece in re.split(f"({_MARK.pattern})", text.text):
        inline = text.inlines[ord(piece) - FIRST_MARK] if _MARK.fullmatch(piece) else None
        if isinstance(inline, Link | Span):
            open_.append(isinstance(inline, Span) and not admit(inline.condition))
            if open_[-1] and not hidden:
                out.append(_HIDDEN)
            hidden += open_[-1]
        if not hidden:
            out.append(piece)
        if isinstance(inline, End) and open_:
            hidden -= open_.pop()
    lines = "".join(out).split("\n")
    kept = [line for line in lines if _HIDDEN not in line or not blocks.empty_item(line.replace(_HIDDEN, ""))]
    return Markdown("\n".join(kept).replace(_HIDDEN, ""), text.inlines, text.location)


def html(text: Markdown, fill: Fill, language: str) -> str:
    """Return a text in a language as HTML blocks; `fill` gives the HTML of each construct of ours."""
    return _html(standing.lift_pictures(_converted(text.text), text), text, fill, language)


def _html(converted: str, text: Markdown, fill: Fill, language: str) -> str:
    made = _BEFORE_CITATION.sub("<sup", fill_in(converted, text, fill))
    return quotes.html(made.replace('</sup><sup class="cite">', "<span>, </span>"), language)


def within(text: Markdown) -> Iterator[Image]:
    """Yield the pictures inside sentences."""
    places = standing.within(standing.lift_pictures(_converted(text.text), text))
    yield from (one for n, one in enumerate(text.inlines) if isinstance(one, Image) and n in places)


def line(text: Markdown, fill: Fill, language: str) -> str:
    """Return a one-line text (a heading, a caption) as HTML without a paragraph around it."""
    made = _html(_converted(text.text), text, fill, language).strip()
    return made[3:-4] if made.startswith("<p>") and made.endswith("</p>") and made.count("<p>") == 1 else made


def fill_in(made: str, text: Markdown, fill: Fill) -> str:
    """Put what `fill` gives in the place of each mark of a text, in what was made of it.

    An End closes the tag that was opened last.
    """
    out: list[str] = []
    begun: list[tuple[Inline, int]] = []  # with the place of the opening tag
    inside = standing.within(made) if any(isinstance(one, Image) for one in text.inlines) else set()
    for piece in re.split(f"({_MARK.pattern})", made):
        inline = text.inlines[ord(piece) - FIRST_MARK] if _MARK.fullmatch(piece) else None
        if isinstance(inline, End) and begun:
            opener, at = begun.pop()
            behind = fill(Behind(opener, "".join(out[at + 1 :]))) if isinstance(opener, Link) else ""
            out.append((f"</{out[at][1:].split()[0].rstrip('>')}>" if out[at] else "") + behind)
        elif inline is None or isinstance(inline, End):
            out.append(piece if inline is None else "")
        else:
            begun += [(inline, len(out))] if isinstance(inline, Link | Span) else []
            shown = replace(inline, within=ord(piece) - FIRST_MARK in inside) if isinstance(inline, Image) else inline
            out.append(fill(shown))
    return "".join(out)


class _Nesting(HTMLParser):
    """Notices an end tag that does not close what was opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.crossed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over what is closed where it is opened."""

    def handle_endtag(self, tag: str) -> None:
        self.crossed |= not self.open or self.open.pop() != tag


def crosses(text: Markdown) -> bool:
    """Say whether a link or span begins inside emphasis, a list item or a line and ends outside it."""
    parser = _Nesting()
    parser.feed(fill_in(_converted(text.text), text, lambda one: {Link: "<a>", Span: "<span>"}.get(type(one), "")))
    return parser.crossed or bool(parser.open)


def open_marks(text: Markdown) -> Iterator[tuple[str, int]]:
    """Yield the marks of emphasis and code that nothing closes, with the word that they stand at, and their line."""
    masked = _ESCAPED.sub("xx", text.text)
    lines = masked.split("\n")
    seen: set[int] = set()
    for found in _LEFT_OPEN.finditer(_NOT_WORDS.sub("\n", _converted(masked))):
        mark = _STRESS.sub("", found[0]).removesuffix(" *")
        line = next((number for number, line in enumerate(lines) if mark in line), 0)
        if line not in seen:  # of two that were meant for each other, the first
            seen.add(line)
            yield mark, text.location.line + line


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
        self.silent = 0  # how deep in a citation
        self.addressed = 0  # where an address ends
        self.code = False
        self.begun = ""  # the sign of the item that was begun last, which its words follow
        self.shifted = 0  # where the text of the last sub or sup begins

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if self.silent or (tag == "sup" and has.get("class") == "cite"):
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
        spaced = re.sub(r"\s+", " ", data) if data.strip() else " " if self.out and data else ""
        self.out.append(data if self.code else spaced)

    def _apart(self, words: str) -> str:  # what follows an address at once would be a part of it
        return f" {words}" if self.addressed and not any(self.out[self.addressed :]) else words

    def _new_line(self) -> None:
        last = next((piece for piece in reversed(self.out) if piece.strip(" ")), "\n")
        if last is not self.begun and not last.rstrip(" ").endswith("\n"):
            self.out.append("\n")


def text(made: str, marks: Mapping[str, str] | None = None) -> str:
    """Return HTML made by `html` as plain text; `marks` are characters to put around what stands in a tag."""
    parser = _Text({"del": "~"} | dict(marks or {}))
    parser.feed(made)
    parser.close()
    joined = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", "".join(parser.out)))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
