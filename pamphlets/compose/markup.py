"""Turns Markdown into HTML, with our own constructs filled in and the quotes of its language."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import markdown
from markdown.blockparser import BlockParser
from markdown.inlinepatterns import BacktickInlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString, Registry

from pamphlets.compose import emphasis, standing
from pamphlets.compose.writer import Behind
from pamphlets.localized import bidi, quotes
from pamphlets.model import FIRST_MARK, Condition, End, Image, Inline, Link, Markdown, Span
from pamphlets.source import blocks, scans

# What Python-Markdown would read and we read ourselves, with line numbers, or refuse.
_OURS = (
    "html", "link", "image_link", "image_reference", "reference", "short_reference", "short_image_ref",
    "autolink", "automail", "em_strong",
)  # fmt: skip
_CODE = r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<![\\`])(`+)(?!`)(.+?)(?<!`)\2(?!`))"
"""Python-Markdown's own begins in the middle of a run of backticks, too."""
_HIDDEN = "\0"  # no text has it: the reader refuses control characters
_BEFORE_CITATION = re.compile(r"\s+<sup(?= class=\"cite\")")
_TASK = re.compile(r'<li class="task( done)?">\s*(?:<p>)?')
_ESCAPED = re.compile(r"\\[*_`\\]")
_LEFT_OPEN = re.compile(
    r"(?<![\w*])\*{1,3}(?=\w)\w{1,20}|\w{0,20}\*\*(?!\*)|(?<![\w_@/])__?(?=[^\W_])\w{1,20}|(?<!\w)`(?=\w)\w{1,20}"
    r"|(?<!\S)\*[ ][^\W\d][^*\n]{0,60}[ ]\*(?!\S)|[*_]+<(?:em|strong)>\w{0,20}|\w{0,20}\W?</(?:em|strong)>[*_]+"
)
_MARKED = re.compile("[*_`]")
_STRESS = re.compile(r"</?(?:em|strong)>")
_NOT_WORDS = re.compile(r"<code\b.*?</code>|<(?!/?(?:em|strong)>)[^>]*>", re.DOTALL)

_AMOUNT = re.compile(r"(?:[^\W\d_]{0,3}[$€£¥₡₱₹]|[A-Z]{3})? ?\d[\d.,\s–-]*(?:[%°$€£¥₡₱₹]|[^\W\d_]{1,3}\.?)?")
"""A sum, a share, or a number with its unit: `$1,200`, `20 €`, `5–8`, `10 min`."""
_SHORT = 24
"""Characters up to which the first cell of a row stays on one line."""

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
                    cells = head.iter("th") if head is not None else ()
                    box.set("aria-label", ", ".join(filter(None, map(self._words, cells))) or "…")
                    self._columns([list(row) for row in table.iter("tr")])
                    box.append(table)
                    parent[at], box.tail, table.tail = box, table.tail, "\n"

    def _words(self, cell: ElementTree.Element) -> str:
        """Return the words of a cell, without our marks."""
        stash = self.md.htmlStash.rawHtmlBlocks
        words = HTML_PLACEHOLDER_RE.sub(lambda n: unescape(str(stash[int(n[1])])), "".join(cell.itertext()))
        return scans.MARK.sub("", words).strip()

    def _columns(self, rows: Sequence[Sequence[ElementTree.Element]]) -> None:
        """Align columns of amounts at the right, where nothing else is asked, and keep short first cells on a line."""
        for cell in (row[0] for row in rows[1:] if row):
            if len(self._words(cell)) <= _SHORT:
                cell.set("class", f"{cell.get('class', '')} short".strip())
        for column in list(zip(*rows, strict=False))[1:]:
            words = [word for word in map(self._words, column[1:]) if word]
            if words and all(map(_AMOUNT.fullmatch, words)) and not column[0].get("class"):
                for cell in column:
                    cell.set("class", "right")


class _Blocks(BlockParser):
    """Gives Python-Markdown the tree of blocks that we read; it reads the words within them."""

    marks = ""
    """What the marks of the text are: "[" and "]" of those that begin and end a link or span."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree.ElementTree:
        """Return the blocks of a whole text."""
        root = ElementTree.Element(self.md.doc_tag)
        for block in blocks.parse("\n".join(lines)):
            self._add(root, block)
        return ElementTree.ElementTree(root)

    def _add(self, parent: ElementTree.Element, block: blocks.Element) -> None:
        made = ElementTree.SubElement(parent, block.tag, block.attributes)
        if block.tag == "pre":
            ElementTree.SubElement(made, "code", made.attrib).text = AtomicString(block.text)
            made.attrib = {}
        else:
            emphasis.fill(made, block.text, self._groups(block.text) if self.marks else {})
        for child in block.children:
            self._add(made, child)

    def _groups(self, text: str) -> dict[int, int]:
        """Return the places where links and spans begin in a text, with those where they end."""
        found, open_ = dict[int, int](), list[int]()
        for mark in scans.MARK.finditer(text):
            sign = self.marks[ord(mark[0]) - FIRST_MARK]
            if sign == "[":
                open_.append(mark.start())
            elif sign == "]" and open_:
                found[open_.pop()] = mark.start()
        return found


@cache
def _converter() -> markdown.Markdown:
    """Return the one converter of this process."""
    converter = markdown.Markdown(output_format="html")
    converter.ESCAPED_CHARS = [*string.punctuation]
    converter.preprocessors = Registry()
    for name in _OURS:
        converter.inlinePatterns.deregister(name)
    converter.inlinePatterns.register(BacktickInlineProcessor(_CODE), "backtick", 190)
    converter.inlinePatterns.register(SubstituteTagInlineProcessor("\u2028", "br"), "line", 105)
    converter.treeprocessors.register(_Boxes(converter), "boxes", 15)  # between inline marks and line ends
    converter.parser = _Blocks(converter)
    return converter


def _convert(text: Markdown) -> str:
    """Return Markdown as HTML, its marks left in."""
    marks = "".join(
        "[" if isinstance(one, Link | Span) else "]" if isinstance(one, End) else "." for one in text.inlines
    )
    return _convert_words(text.text, marks if "[" in marks else "")


@lru_cache(maxsize=10_000)
def _convert_words(words: str, marks: str) -> str:
    """Return a text as HTML: the words of a post are the same for most platforms and sites."""
    converter = _converter().reset()
    _Blocks.marks = marks
    return converter.convert(words)


def select(text: Markdown, admit: Callable[[Condition], bool]) -> Markdown:
    """Return the text without the spans whose condition is not admitted, nor the list items that they leave empty."""
    if not any(isinstance(one, Span) for one in text.inlines):
        return text
    out: list[str] = []
    hidden = 0
    open_: list[bool] = []  # for each open link or span: does it hide what is inside?
    for piece, inline in scans.pieces(text.text, text.inlines):
        if isinstance(inline, Link | Span):
            open_.append(isinstance(inline, Span) and not admit(inline.condition))
            if open_[-1] and not hidden:
                out.append(_HIDDEN)
            hidden += open_[-1]
        if not hidden:
            out.append(piece)
        if isinstance(inline, End) and open_:
            hidden -= open_.pop()
    lines = enumerate("".join(out).split("\n"))
    kept = [pair for pair in lines if _HIDDEN not in pair[1] or not blocks.empty_item(pair[1].replace(_HIDDEN, ""))]
    numbers = tuple(text.line(number) for number, _ in kept) if text.lines else ()
    shown = "\n".join(line for _, line in kept).replace(_HIDDEN, "")
    return Markdown(shown, text.inlines, text.location, numbers)


def html(text: Markdown, fill: Fill, language: str) -> str:
    """Return a text in a language as HTML blocks; `fill` gives the HTML of each construct of ours."""
    return _html(standing.lift_pictures(_convert(text), text), text, fill, language)


def _html(converted: str, text: Markdown, fill: Fill, language: str) -> str:
    made = _BEFORE_CITATION.sub("<sup", fill_in(converted, text, fill))
    return bidi.html(quotes.html(made.replace('</sup><sup class="cite">', "<span>, </span>"), language), language)


def add_boxes(made: str, boxes: tuple[str, str]) -> str:
    """Return HTML with a box, open or ticked, before the words of each item that has one."""
    return _TASK.sub(lambda item: f'{item[0]}<span class="box">{boxes[bool(item[1])]}</span>', made)


def within(text: Markdown) -> Iterator[Image]:
    """Yield the pictures inside sentences."""
    if not any(isinstance(one, Image) for one in text.inlines):
        return
    places = standing.within(standing.lift_pictures(_convert(text), text))
    yield from (one for n, one in enumerate(text.inlines) if isinstance(one, Image) and n in places)


def line(text: Markdown, fill: Fill, language: str) -> str:
    """Return a one-line text (a heading, a caption) as HTML without a paragraph around it."""
    made = _html(_convert(text), text, fill, language).strip()
    return made[3:-4] if made.startswith("<p>") and made.endswith("</p>") and made.count("<p>") == 1 else made


def fill_in(made: str, text: Markdown, fill: Fill) -> str:
    """Put what `fill` gives in the place of each mark of a text, in what was made of it.

    An End closes the tag that was opened last.
    """
    out: list[str] = []
    begun: list[tuple[Inline, int]] = []  # with the place of the opening tag
    inside = standing.within(made) if any(isinstance(one, Image) for one in text.inlines) else set()
    for piece, inline in scans.pieces(made, text.inlines):
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
    if not any(isinstance(one, Link | Span | End) for one in text.inlines):
        return False
    parser = _Nesting()
    parser.feed(fill_in(_convert(text), text, lambda one: {Link: "<a>", Span: "<span>"}.get(type(one), "")))
    return parser.crossed or bool(parser.open)


def open_marks(text: Markdown) -> Iterator[tuple[str, int]]:
    """Yield the marks of emphasis and code that nothing closes, with the word that they stand at, and their line."""
    if not _MARKED.search(text.text):
        return
    masked = _ESCAPED.sub("xx", text.text)
    lines = masked.split("\n")
    seen: set[int] = set()
    for found in _LEFT_OPEN.finditer(_NOT_WORDS.sub("\n", _convert(replace(text, text=masked)))):
        mark = _STRESS.sub("", found[0]).removesuffix(" *")
        line = next((number for number, line in enumerate(lines) if mark in line), 0)
        if line not in seen:  # of two that were meant for each other, the first
            seen.add(line)
            yield mark, text.line(line)
