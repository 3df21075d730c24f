"""Turns the Markdown of a row into words, bold and italic ones among them, with ⟦1⟧ for what is not translated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import groupby
from xml.etree.ElementTree import Element

from pamphlets.compose import emphasis
from pamphlets.model import FIRST_MARK
from pamphlets.source import brackets, images, links, placeholders, scans

SIGN = re.compile(r"⟦\s*(\d{1,4})\s*⟧")
_URL = r"(?:https?://|www\.)[^\s<>\[\]{}*`⟦⟧]*[^\s<>\[\]{}*`⟦⟧.,;:!?)'\"’”]"
_MAIL = r"[A-Za-z0-9][\w.+-]*@[\w-]+\.[\w.-]*[A-Za-z0-9]"
_WHOLE = re.compile(rf"\{{\{{[^{{}}\n]*\}}\}}|{links.AUTOLINK.pattern}|(?<![\w/@.]){_URL}|(?<![\w/@.]){_MAIL}|[⟦⟧]")
_CITES = re.compile(r"\s*-?@|[^@]*\s-?@[\w:]")
_BRACES = re.compile(r"\{[^{}\n]*\}")
_CAPTION = re.compile(r"(?<=\s)[\"'“„«(].*[\"'”“»)](?=\s*\)\s*\Z)", re.DOTALL)
_ESCAPED = re.compile(r"\\([^\w\s])|&(?:[a-zA-Z]\w*|#\d+|#[xX][0-9a-fA-F]+);")
_BREAK = re.compile(r"(?:\\| {2,})\n[ ]*")
_GONE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\U000f0000-\U0010ffff]")
"""What no source may hold; what is not seen, but joins or parts letters, stays."""
_Piece = tuple[str, bool, bool]
"""A word, a mark or space; whether it is bold; whether it is italic."""
_SIGNS = {"del": "~~", "mark": "==", "sub": "~", "sup": "^"}


@dataclass(frozen=True, slots=True)
class Run:
    r"""Words of one look; what is not translated stands in them as ⟦1⟧, the end of a line as `\n`."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What ⟦1⟧ stands for: where it is in its text, what is written for it, and, of an image, its words.

    `begins` is the number of the mark that this one ends, or 0; `alt` and `caption` are places in the text.
    """

    start: int
    end: int
    raw: str
    begins: int = 0
    alt: tuple[int, int] = (0, 0)
    caption: tuple[int, int] = (0, 0)

    @property
    def key(self) -> str:
        """What is the same in every language: without the words of an image."""
        spots = (place for place in (self.caption, self.alt) if place[1])
        raw = self.raw
        for start, end in spots:
            raw = f"{raw[: start - self.start]}{raw[end - self.start :]}"
        return raw


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a row, and its marks: the first is ⟦1⟧."""

    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def says(self) -> bool:
        """Whether there is something to be translated in it."""
        return any(any(map(str.isalnum, SIGN.sub("", run.text))) for run in self.runs)


@dataclass(slots=True)
class _State:
    """A phrase that is being read: marks by their characters in the text, and what is found so far."""

    found: Sequence[tuple[Mark, int]]
    """Each construct, and which of them it ends, from 0; -1 for none."""
    numbers: dict[int, int] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def mark(self, mark: Mark) -> str:
        self.marks.append(mark)
        return f"⟦{len(self.marks)}⟧"


def read(text: str, kept: Mapping[str, str]) -> Phrase:
    """Return what a text of one paragraph says; `kept` are the addresses that stand apart from it, by name."""
    found = list(_constructs(text, kept))
    out, after, groups, open_ = list[str](), 0, dict[int, int](), dict[int, int]()
    length = 0
    for number, (mark, begun) in enumerate(found):
        piece = text[after : mark.start]
        length += len(piece)
        if begun >= 0:
            groups[open_[begun]] = length
        open_[number] = length
        out += [piece, chr(FIRST_MARK + number)]
        length, after = length + 1, mark.end
    out.append(text[after:])
    root, state = Element("p"), _State(found)
    emphasis.fill(root, "".join(out), groups)
    _walk(root, state, Run(""))
    return Phrase(plain(state.runs), tuple(state.marks))


def _walk(node: Element, state: _State, look: Run) -> None:
    _say(node.text or "", state, look)
    for child in node:
        if child.tag in _SIGNS:
            sign = _SIGNS[child.tag]
            _add(state.mark(Mark(0, 0, sign)), state, look)
            number = len(state.marks)
            _walk(child, state, look)
            _add(state.mark(Mark(0, 0, sign, number)), state, look)
        else:
            stress = replace(look, bold=True) if child.tag == "strong" else replace(look, italic=True)
            _walk(child, state, stress)
        _say(child.tail or "", state, look)


def _say(text: str, state: _State, look: Run) -> None:
    for piece in re.split(f"({scans.MARK.pattern})", text):
        if scans.MARK.fullmatch(piece):
            number = ord(piece) - FIRST_MARK
            mark, begun = state.found[number]
            _add(state.mark(replace(mark, begins=state.numbers.get(begun, 0))), state, look)
            state.numbers[number] = len(state.marks)
        else:
            lines = _BREAK.split(piece)
            words = (_ESCAPED.sub(lambda found: found[1] or unescape(found[0]), line) for line in lines)
            _add("\n".join(line.replace("\n", " ") for line in words), state, look)


def _add(text: str, state: _State, look: Run) -> None:
    state.runs.append(replace(look, text=text))


def _constructs(text: str, kept: Mapping[str, str]) -> Iterator[tuple[Mark, int]]:
    """Yield each construct of a text in order; of one that ends another, which: from 0, else -1."""
    whole = dict(brackets.code(text))
    pairs = brackets.pairs(text, whole | {one.start(): one.end() for one in links.AUTOLINK.finditer(text)})
    ends: dict[int, tuple[int, str, int]] = {}
    at = count = 0
    while at < len(text):
        sign, begun = text[at], -1
        if at in whole:
            mark = Mark(at, whole[at], text[at : whole[at]])
        elif at in ends:
            end, raw, begun = ends.pop(at)
            mark = Mark(at, end, raw)
        elif sign == "\\":
            at += 2
            continue
        elif found := _WHOLE.match(text, at):
            mark = Mark(at, found.end(), found[0])
        elif sign == "<" and (tag := placeholders.tag(text, at)):
            mark = Mark(at, tag[1], text[at : tag[1]])
        elif image := _image(text, at, pairs, kept):
            mark = image
        elif opened := _opens(text, at, pairs, kept):
            mark, close = opened
            if close:
                ends[close[0]] = (close[1], close[2], count)
        else:
            at += 1
            continue
        yield mark, begun
        at, count = mark.end, count + 1


def _image(text: str, at: int, pairs: Mapping[int, int], kept: Mapping[str, str]) -> Mark | None:
    if not (text.startswith("![", at) and at + 1 in pairs):
        return None
    close = pairs[at + 1]
    target = images.target(text, close + 1)
    if isinstance(target, images.Target):
        end, caption = target.end, _CAPTION.search(text[close + 1 : target.end]) if target.caption else None
    elif leads := links.behind(text, at + 1, close, kept):
        end, caption = leads.end, None
    else:
        return None
    braces = _BRACES.match(text, end)
    end = braces.end() if braces else end
    place = (close + 1 + caption.start(), close + 1 + caption.end()) if caption else (0, 0)
    return Mark(at, end, text[at:end], alt=(at + 2, close), caption=place)


def _opens(
    text: str, at: int, pairs: Mapping[int, int], kept: Mapping[str, str]
) -> tuple[Mark, tuple[int, int, str] | None] | None:
    """Return what a bracket begins, and where its end is, where that ends, and what is written there."""
    if text.startswith("^[", at) and at + 1 in pairs:
        close = pairs[at + 1]
        return Mark(at, at + 2, "^["), (close, close + 1, "]")
    if text[at] != "[" or at not in pairs:
        return None
    close = pairs[at]
    inner = text[at + 1 : close]
    note = inner.startswith("^") and len(inner.split()) == 1 and len(inner) > 1
    if note or (text[close + 1 : close + 2] not in ("(", "{") and _CITES.match(inner)):
        return Mark(at, close + 1, text[at : close + 1]), None
    if leads := links.behind(text, at, close, kept):
        short = leads.end == close + 1
        return Mark(at, at + 1, "["), (close, leads.end, f"][{inner}]" if short else text[close : leads.end])
    if braces := _BRACES.match(text, close + 1):
        return Mark(at, at + 1, "["), (close, braces.end(), text[close : braces.end()])
    return None


def plain(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs as they are compared: as few as can be, single spaces, and no mark or space at the edge of a look."""
    pieces = list(_pieces(runs))
    for kind in (_is_mark, str.isspace):  # spaces are as what stands beside them
        before = _looks(pieces, kind)
        after = _looks(pieces[::-1], kind)[::-1]
        for index, (words, bold, italic) in enumerate(pieces):
            if kind(words):
                own = (bold, italic) if kind is _is_mark else (True, True)
                bold, italic = (all(three) for three in zip(own, before[index], after[index], strict=True))
                pieces[index] = words, bold, italic
    looks = groupby(pieces, key=lambda one: one[1:])
    return tuple(Run("".join(one[0] for one in group), *look) for look, group in looks)


def _looks(pieces: Sequence[_Piece], kind: Callable[[str], bool]) -> list[tuple[bool, bool]]:
    """Return for each piece the look of the last one before it that is neither space nor of a kind."""
    found, last = list[tuple[bool, bool]](), (False, False)
    for words, bold, italic in pieces:
        found.append(last)
        last = last if kind(words) or words.isspace() else (bold, italic)
    return found


def _pieces(runs: Sequence[Run]) -> Iterator[_Piece]:
    """Yield marks, words and the space between them, each with its look; none at the ends."""
    space = ""
    said = False
    for run in runs:
        for piece in re.split(r"(⟦\s*\d+\s*⟧|\s+)", _GONE.sub("", run.text)):
            if not piece or piece.isspace():
                space += piece
                continue
            if space and said:
                yield "\n" if "\n" in space else re.sub(r"[ \t\r\f\v]+", "", space)[:1] or " ", False, False
            found = SIGN.fullmatch(piece)
            yield f"⟦{int(found[1])}⟧" if found else piece, run.bold, run.italic
            space, said = "", True


def _is_mark(piece: str) -> bool:
    return bool(SIGN.fullmatch(piece))


def numbers(runs: Sequence[Run]) -> list[int]:
    """Return the marks that stand in some runs, in order."""
    return [int(found[1]) for run in runs for found in SIGN.finditer(run.text)]


def words(runs: Iterable[Run]) -> str:
    """Return what runs say, whatever they look like."""
    return "".join(run.text for run in runs)
