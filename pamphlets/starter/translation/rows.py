"""Turns the text of a source into the rows of a table: each paragraph, heading, item, picture, post, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from pamphlets import source
from pamphlets.errors import PamphletError, fail
from pamphlets.model import Block, Location, Pamphlet
from pamphlets.source import Element, attributes, blocks, brackets, headings, lines, notes
from pamphlets.starter.translation import phrases
from pamphlets.starter.translation.phrases import Mark, Phrase, Run

FRONT = ("title", "summary", "cover-alt", "tags", "condition", "author", "hashtags")
"""What is translated of a front matter; tags and hashtags are lists."""
OPTIONAL = FRONT[2:]
"""What a translation may do without: a cell may stay empty."""
_FENCE = re.compile(r":{3,}[ \t]*(.*?)[ \t]*:*[ \t]*$")
_CARD = re.compile(r"""(?<=\scard=|\{card=)(?:"[^"]*"|'[^']*')""")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(?=\S)")
_SHORT = re.compile(r"^ {0,3}\*\[[^\]\n]+\]:[ \t]*(?=\S)")
_BEGINS = re.compile(f"{_NOTE.pattern}|{_SHORT.pattern}")
_KINDS = {"li": "item", "td": "cell", "th": "cell", "dt": "term"}


@dataclass(frozen=True, slots=True)
class Passage:
    """What is translated at once: what it is, the block it is in ('' for the front matter), and where it stands.

    `inner` are the words of images in it. A row of the front matter has no place; its kind is the key.
    """

    kind: str
    block: str
    start: int
    end: int
    phrase: Phrase
    inner: tuple[Passage, ...] = ()
    raws: tuple[tuple[int, int], ...] = ()
    """Where its marks stand in the source; (0, 0) for those that are written otherwise."""


@dataclass(slots=True)
class _Piece:
    """A line of a row: where it stands, the words as they are read, and how long they are where they stand."""

    line: int
    column: int
    words: str
    width: int = -1

    def __post_init__(self) -> None:
        if self.width < 0:
            self.width = len(self.words)


@dataclass(slots=True)
class Passages:
    """The text of a source, and how it is read: its lines, where they begin, what stands apart."""

    path: str
    text: str
    raw: list[str]
    body: int
    """The first line below the front matter, from 0."""
    read: list[str] = field(default_factory=list)
    apart: notes.Apart = field(default_factory=notes.Apart)
    heads: dict[int, headings.Heading] = field(default_factory=dict)
    title: int = -1
    """The line of a heading that only repeats the title; -1 for none."""
    starts: list[int] = field(default_factory=list)
    pamphlet: Pamphlet = field(default_factory=lambda: Pamphlet("", "", "", "", "", ()))
    rows: list[Passage] = field(default_factory=list)

    def place(self, line: int) -> int:
        """Return where a line begins, or the end of the text."""
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def chunks(self) -> Iterator[tuple[str, int, int]]:
        """Yield the id of each block ('' for an embed), and where it begins and ends, up to what is next."""
        every = [(one.id if isinstance(one, Block) else "", one.location.line - 1) for one in self.pamphlet.items]
        ends = [line for _, line in every[1:]]
        for (name, line), end in zip(every, [*ends, len(self.raw)], strict=True):
            yield name, self.place(line), self.place(end)

    def of(self, block: str) -> list[Passage]:
        """Return the rows of a block in their order; of '' those of the front matter and of what has no heading."""
        names = ("", "lead") if block == "" else (block,)
        return [one for row in self.rows if row.block in names for one in (row, *row.inner) if one.phrase.says]


def read(text: str, path: str) -> Passages:
    """Return a source with its rows. Raises PamphletError if part of it cannot be put into rows."""
    raw = text.split("\n")
    _, end = lines.front_matter_range(raw, path, [])
    body = end + 1 if end else 0
    found = Passages(path, text, raw, body)
    shown = lines.without_comments(raw, body, path, [])
    found.read, found.apart = notes.take(shown, body, path, [])
    found.pamphlet, _ = source.parse(text, path)
    found.starts = [0]
    for line in raw[:-1]:
        found.starts.append(found.starts[-1] + len(line) + 1)
    heads = [*headings.find(found.read, body)]
    leveled, _ = headings.level(heads, found.read, body, found.pamphlet.title, path)
    found.heads = {one.line: one for one in heads}
    found.title = heads[0].line if heads and not leveled[heads[0].line] and heads[0].words else -1
    _check_headings(found)
    found.rows = [*_front(found.pamphlet)]
    found.rows += sorted([*_body(found), *_apart(found, shown)], key=lambda row: row.start)
    names = [(name, start, end) for name, start, end in found.chunks()]
    found.rows = [row if row.kind in FRONT else _named(row, names) for row in found.rows]
    return found


def _named(row: Passage, names: Sequence[tuple[str, int, int]]) -> Passage:
    """Return a row with the block it stands in; what stands before all of them is of the first."""
    block = next((name for name, start, end in names if start <= row.start < end), names[0][0] if names else "")
    return replace(row, block=block, inner=tuple(replace(one, block=block) for one in row.inner))


def _check_headings(found: Passages) -> None:
    """Refuse headings that nothing can be noted in."""
    for block in found.pamphlet.blocks:
        if block.title and block.location.line - 1 not in found.heads:
            hint = "write it as ## Words, on a line of its own"
            raise fail("translation", "a heading in HTML cannot be sent", block.location, hint)


def _front(pamphlet: Pamphlet) -> Iterator[Passage]:
    for key in FRONT:
        said = getattr(pamphlet, key.replace("-", "_"))
        words = ", ".join(said) if isinstance(said, tuple) else said
        if words:
            yield Passage(key, "", 0, 0, Phrase(phrases.plain([Run(words)])))


def _body(found: Passages) -> Iterator[Passage]:
    """Yield the rows of headings, cards, and of the text between constructs."""
    begin, code, fences, done = found.body, "", list[bool](), 0
    for index in range(found.body, len(found.read)):
        line = found.read[index]
        head = found.heads.get(index)
        if index < done:
            continue
        if not head and not code and not line.startswith((":::", "![[")) and not brackets.FENCE.match(line):
            continue
        if code:
            code = "" if brackets.ending(code).match(line) else code
        elif not head and (opened := brackets.FENCE.match(line)):
            code = opened[1]
        else:
            yield from _elements(found, begin, index, any(fences))
            begin = done = head.last + 1 if head else index + 1
            if head and index != found.title:
                fences = [] if head.names else fences
                yield from _heading(found, head)
            elif fence := None if head else _FENCE.match(line):
                yield from _fence(found, index, fence[1], fences)
    yield from _elements(found, begin, len(found.read), any(fences))


def _heading(found: Passages, head: headings.Heading) -> Iterator[Passage]:
    braces = headings.BRACES.search(head.words)
    words = (head.words[: braces.start()] if braces else head.words).strip()
    at = found.raw[head.line].find(words)
    if at < 0 or head.last > head.line + 1:
        raise _unfit(found, head.line)
    yield from _row(found, "heading", [_Piece(head.line, at, words)])


def _fence(found: Passages, index: int, words: str, fences: list[bool]) -> Iterator[Passage]:
    """Open or close a fence, and yield the words of its card or title."""
    if not words:
        del fences[-1:]
        return
    made = attributes.fence(words, Location(""))
    fences.append("post" in made.classes)
    line = found.raw[index]
    if made.pairs.get("card") and (card := _CARD.search(line)):
        said = Phrase(phrases.plain([Run(card[0][1:-1])]))
        yield Passage("card", "", found.place(index) + card.start(), found.place(index) + card.end(), said)
    elif made.title and (at := line.rfind(made.title)) >= 0:
        yield from _row(found, "text", [_Piece(index, at, made.title)])


def _elements(found: Passages, begin: int, end: int, post: bool) -> Iterator[Passage]:
    """Yield the rows of the blocks of Markdown between two lines."""
    cursors: dict[int, int] = {}
    for element in blocks.parse("\n".join(found.read[begin:end])):
        for one in element.walk():
            if one.text and one.tag not in ("pre", "hr"):
                kind = "heading" if one.tag[0] == "h" else _KINDS.get(one.tag, "post" if post else "text")
                yield from _row(found, kind, list(_pieces(found, one, begin, cursors)))


def _pieces(found: Passages, element: Element, begin: int, cursors: dict[int, int]) -> Iterator[_Piece]:
    """Yield each line of an element's text, with its place."""
    cell = element.tag in ("td", "th")
    for number, written in enumerate(element.text.split("\n"), begin + element.line):
        line, words = found.read[number] if number < len(found.read) else "", written.strip()
        ways = (words, words.replace("|", "\\|"), words.removeprefix("**").removesuffix("**"))
        end, since = line.rstrip(), cursors.get(number, 0)
        if not cell and end.endswith(words):
            at, width = len(end) - len(words), len(words)
        else:
            at, width = next(((line.find(one, since), len(one)) for one in ways if line.find(one, since) >= 0), (-1, 0))
        if at < 0:
            raise _unfit(found, number)
        cursors[number] = at + width
        kept = written.lstrip() or written
        yield _Piece(number, at, kept if width in (len(words), len(ways[1])) else ways[2], width)


def _row(found: Passages, kind: str, pieces: Sequence[_Piece]) -> Iterator[Passage]:
    """Yield the row of a text whose lines stand at these places."""
    text = "\n".join(piece.words for piece in pieces)
    phrase = phrases.read(text, found.apart.links)
    changed = kind == "cell" and "|" in text
    for piece in pieces:  # a comment in the line is no part of what is read
        raw, read = found.raw[piece.line], found.read[piece.line]
        changed |= raw != read and bool(read)
        if not raw.startswith(read[: piece.column]):
            raise _unfit(found, piece.line)
    last = pieces[-1]
    read, raw = found.read[last.line], found.raw[last.line]
    rest = read[last.column + last.width :]
    if not raw.endswith(rest):
        raise _unfit(found, last.line)
    end = found.place(last.line) + len(raw) - len(rest)
    lengths = accumulate(len(piece.words) + 1 for piece in pieces)
    offsets = [0, *lengths][: len(pieces)]

    def place(at: int) -> int:
        offset, piece = next(one for one in reversed([*zip(offsets, pieces, strict=True)]) if one[0] <= at)
        return found.place(piece.line) + piece.column + at - offset

    raws = [(place(mark.start), place(mark.end)) if mark.end and not changed else (0, 0) for mark in phrase.marks]
    inner = tuple(one for mark in phrase.marks for one in _images(found, mark, text, place))
    if inner and changed:
        raise _unfit(found, last.line)
    yield Passage(kind, "", place(0), end, phrase, inner, tuple(raws))


def _images(found: Passages, mark: Mark, text: str, place: Callable[[int], int]) -> Iterator[Passage]:
    """Yield the rows of what an image shows, and of its caption."""
    for kind, (start, end) in (("picture", mark.alt), ("caption", mark.caption)):
        if end > start:
            words = text[start:end]
            said = re.sub(r"\\([\"'])", r"\1", words[1:-1]) if kind == "caption" else words
            phrase = phrases.read(said, found.apart.links)
            yield Passage(kind, "", place(start), place(end), phrase, raws=((0, 0),) * len(phrase.marks))


def _apart(found: Passages, shown: Sequence[str]) -> Iterator[Passage]:
    """Yield the rows of footnotes and of what abbreviations stand for."""
    for index in range(found.body, len(shown)):
        if found.read[index] == shown[index] or not (begun := _NOTE.match(shown[index]) or _SHORT.match(shown[index])):
            continue
        end = index + 1
        while end < len(shown) and shown[end].strip() and not found.read[end] and not _BEGINS.match(shown[end]):
            end += 1
        pieces = [_Piece(index, begun.end(), shown[index][begun.end() :].rstrip())]
        for line in range(index + 1, end):
            words = shown[line].strip()
            pieces.append(_Piece(line, shown[line].index(words), words))
        if begun.re is _NOTE and begun[1] in found.apart.notes:
            said = " ".join(" ".join(piece.words for piece in pieces).split())
            if found.apart.notes[begun[1]][0] != said:
                raise _unfit(found, index)
        kind = "footnote" if begun.re is _NOTE else "abbreviation"
        yield from _row(found, kind, pieces)


def _unfit(found: Passages, line: int) -> PamphletError:
    hint = f"'pamphlets tidy {found.path.removeprefix('content/').removesuffix('.md')}' shows a way to write it"
    return fail("translation", "this line cannot be put into a table", Location(found.path, line + 1), hint)
