"""Turns the marks of stress in a text (`*`, `**`, `_`, `~~`, `==`, `~`, `^`) into elements around its words.

CommonMark's rule of delimiter runs (https://spec.commonmark.org/0.31.2/#delimiter-run), and one of people: a mark that
nothing else closes is closed before a word, too, as in `**Note:**ask us`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category
from xml.etree.ElementTree import Element, SubElement

from pamphlets.source import brackets

Span = tuple[int, int, int, str]
"""Where a mark begins and where its closing one does, how long both are, and the element that they make."""
_ANY = re.compile(r"[*_~^]|==")
_RUN = re.compile(r"\*+|_+")
_DEEPEST = 20
"""Marks inside one another; what stands deeper is printed as it is."""
_PAIRS = {
    "del": re.compile(r"(?<!~)(~~)(?=[^\s~])(?:[^~]|~(?!~)){1,1000}?(?<=\S)~~(?!~)"),
    "mark": re.compile(r"(?<!=)(==)(?=[^\s=])(?:[^=]|=(?!=)){1,1000}?(?<=\S)==(?!=)"),
    "sub": re.compile(r"(?<!~)(~)[^\s~]{1,100}~(?!~)"),
    "sup": re.compile(r"(?<!\^)(\^)[^\s^]{1,100}\^(?!\^)"),
}


@dataclass(slots=True)
class _Run:
    """A run of one sign: where what is left of it begins, how long that is, and how long it was."""

    start: int
    length: int
    sign: str
    opens: bool
    closes: bool
    whole: int


def fill(parent: Element, text: str, groups: Mapping[int, int]) -> None:
    """Write a text into an element, with elements for its marks.

    `groups` are the places where links and the like begin, with those where they end: no mark reaches over these.
    """
    if not _ANY.search(text):
        parent.text = text
        return
    code = brackets.code(text) if "`" in text else ()
    literal = [*code, *_escapes(text, code)]
    spans: list[Span] = []
    for begin, end in [*groups.items(), (-1, len(text))]:
        inner = [(a, b + 1) for a, b in groups.items() if begin < a and b < end]
        spans += _spans(text, begin + 1, end, _masked(text, [*literal, *inner]))
    _build(parent, text, 0, len(text), deque(_nested(spans)))


def _escapes(text: str, code: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"\\.", text, re.DOTALL) if "\\" in text else ():
        if not brackets.holds(code, found.start()):
            yield found.span()


def _masked(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length that has no marks in some ranges."""
    out, last = [], 0
    for begin, end in sorted(ranges):
        if end > last:
            out += [text[last:begin], "x" * (end - max(begin, last))]
            last = end
    return "".join([*out, text[last:]])


def _spans(text: str, begin: int, end: int, masked: str) -> Iterator[Span]:
    """Yield what is marked between two places; `masked` is the text without what is no mark."""
    runs = [_run(text, found) for found in _RUN.finditer(masked, begin, end)]
    yield from _stressed(runs)
    for tag, pattern in _PAIRS.items():
        for found in pattern.finditer(masked, begin, end):
            yield found.start(), found.end() - len(found[1]), len(found[1]), tag
    left = [run for run in runs if run.length]
    for here, after in pairwise(left):  # what only its neighbours keep from closing
        inner = text[here.start + here.length : after.start]
        alike = here.sign == after.sign == "*" and here.length == after.length < 3 and here.opens
        if alike and not inner[-1:].isspace() and any(map(str.isalnum, inner)):
            yield here.start, after.start, here.length, "strong" if here.length == 2 else "em"
            here.length = after.length = 0


def _run(text: str, found: re.Match[str]) -> _Run:
    before, after = text[: found.start()][-1:] or " ", text[found.end() : found.end() + 1] or " "
    space, spaced = before.isspace(), after.isspace()
    kinds = category(before), category(after)
    sign, signed = (kind[0] in "PS" for kind in kinds)
    ours, ours_after = (kind == "Co" for kind in kinds)  # the bracket of a span, or a variable's words: either may be
    left = not spaced and (not signed or space or sign or ours)
    right = not space and (not sign or spaced or signed or ours_after)
    opens, closes = left, right
    if found[0][0] == "_":
        opens, closes = left and (not right or sign or ours), right and (not left or signed or ours_after)
    return _Run(found.start(), len(found[0]), found[0][0], opens, closes, len(found[0]))


def _stressed(runs: Sequence[_Run]) -> Iterator[Span]:
    """Yield what is stressed: each run that closes is met with the nearest before it that opens."""
    stack: list[_Run] = []
    bottom: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.length:
            key = (run.sign, run.opens, run.whole % 3)
            floor = bottom.get(key, 0)
            at = next((n for n in range(len(stack) - 1, floor - 1, -1) if _meet(stack[n], run)), None)
            if at is None:
                bottom[key] = len(stack)
                break
            opener = stack[at]
            del stack[at + 1 :]
            bottom = {key: min(place, at + 1) for key, place in bottom.items()}
            size = 2 if opener.length > 1 and run.length > 1 else 1
            opener.length -= size
            yield opener.start + opener.length, run.start, size, "strong" if size == 2 else "em"
            run.start += size
            run.length -= size
            if not opener.length:
                stack.pop()
        if run.opens and run.length:
            stack.append(run)


def _meet(opener: _Run, closer: _Run) -> bool:
    if opener.sign != closer.sign:
        return False
    both = opener.closes or closer.opens
    return not both or (opener.whole + closer.whole) % 3 != 0 or opener.whole % 3 == closer.whole % 3 == 0


def _nested(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans in order, without those that cross another, or stand too deep in others."""
    kept: list[tuple[int, int]] = []
    chosen: list[Span] = []
    for begin, close, size, tag in spans:
        end = close + size
        if not any(a < begin < b < end or begin < a < end < b for a, b in kept):
            kept.append((begin, end))
            chosen.append((begin, close, size, tag))
    around: list[int] = []
    for span in sorted(chosen, key=lambda one: (one[0], -one[1])):
        while around and around[-1] <= span[0]:
            around.pop()
        if len(around) < _DEEPEST:
            around.append(span[1] + span[2])
            yield span


def _build(parent: Element, text: str, begin: int, end: int, spans: deque[Span]) -> None:
    """Write the text between two places into an element, and the spans in it as elements."""
    last: Element | None = None
    while spans and spans[0][0] < end:
        start, close, size, tag = spans.popleft()
        _write(parent, last, text[begin:start])
        last = SubElement(parent, tag)
        _build(last, text, start + size, close, spans)
        begin = close + size
    _write(parent, last, text[begin:end])


def _write(parent: Element, last: Element | None, words: str) -> None:
    if last is None:
        parent.text = words
    else:
        last.tail = words
