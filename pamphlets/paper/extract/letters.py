"""Turns the letters of a PDF's page into runs: pieces of lines in one font, without a wide gap."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple
from unicodedata import bidirectional

from pamphlets.paper.extract.places import Bounds, Upright

_GAP, _BACK, _SHIFT = 0.7, 0.3, 0.08
"""In parts of the size of letters: a gap that is wider is no space between words; how far a letter may stand back over
the one before it, and how far up or down, and still be the next of a run."""
_ASKEW = 8
"""Degrees from level or upright, from which on words are askew."""
_BOLD, _SLANTED = re.compile("bold|black|heavy|semi|demi", re.IGNORECASE), re.compile("italic|oblique", re.IGNORECASE)
_SLANTS = 1 << 6
"""The flag of a slanted font, in its descriptor."""
_HYPHENS = {0x2: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Type(NamedTuple):
    """How letters are set: quarter turns (None: askew), size in points, weight, slant, and where they lead to."""

    turns: int | None
    size: float
    bold: bool
    slanted: bool
    link: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a line: its words, where they stand, on which base line, and how they are set.

    `number` counts the runs of a page in the order of the file; `spaced` says that a space parts it from the one
    before.
    """

    text: str
    box: Bounds
    base: float
    type: Type
    number: int
    spaced: bool

    @property
    def size(self) -> float:
        """The size of its letters, in points."""
        return self.type.size

    def within(self, frame: Upright) -> Snippet:
        """Return the run as it stands in a frame."""
        middle = (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2
        point = (middle[0], self.base) if frame.turns % 2 == 0 else (self.base, middle[1])
        return replace(self, box=frame.turn(self.box), base=frame.base(point))


class _Letter(NamedTuple):
    text: str
    box: Bounds
    along: tuple[float, float]
    """From where to where it stands in the direction of its words."""
    base: float
    type: Type
    spaced: bool


def runs(page: Any) -> tuple[dict[int, list[Snippet]], str, int]:
    """Return the runs of a page by their quarter turns, the words that are askew, and how many letters nothing says.

    Places are the page's own: `top` of a box is its lower edge.
    """
    found, askew, unreadable = dict[int, list[Snippet]](), list[str](), 0
    open_: list[_Letter] = []
    count = 0

    def end() -> None:
        nonlocal count
        if open_ and open_[0].type.turns is not None:
            found.setdefault(open_[0].type.turns, []).append(_run(open_, count))
            count += 1
        open_.clear()

    with closing(page.get_textpage()) as text:
        for letter in _letters(page, text):
            if not letter.text:
                unreadable += 1
            elif letter.type.turns is None:
                askew.append((" " if letter.spaced else "") + letter.text)
            else:
                if open_ and not _follows(open_[-1], letter):
                    end()
                open_.append(letter)
    end()
    return found, "".join(askew).strip(), unreadable


def _run(letters: list[_Letter], number: int) -> Snippet:
    box = letters[0].box
    for letter in letters[1:]:
        box = box.around(letter.box)
    words = "".join((" " if index and one.spaced else "") + one.text for index, one in enumerate(_logical(letters)))
    return Snippet(words, box, letters[0].base, letters[0].type, number, letters[0].spaced)


def _logical(letters: list[_Letter]) -> Iterator[_Letter]:
    """Yield letters as they are read: two of one sign that is read from right to left come the wrong way round."""
    for _, group in groupby(letters, lambda one: one.box):
        sign = list(group)
        yield from reversed(sign) if len(sign) > 1 and all(_is_leftward(one.text) for one in sign) else sign


def _follows(before: _Letter, after: _Letter) -> bool:
    size = before.type.size
    if before.type != after.type or abs(before.base - after.base) > _SHIFT * size:
        return False
    gap = after.along[0] - before.along[1]
    if _is_leftward(before.text) and _is_leftward(after.text):
        gap = 0.0 if before.box == after.box else before.along[0] - after.along[1]
    return -_BACK * size <= gap <= _GAP * size


def _is_leftward(text: str) -> bool:
    return bidirectional(text[-1]) in ("R", "AL", "AN", "NSM")


def _letters(page: Any, text: Any) -> Iterator[_Letter]:
    """Yield the letters of a page in the order of the file; one that no text stands for has none."""
    import pypdfium2.raw as pdfium

    links, types, place = list(_links(page)), dict[int, Type](), pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced, high = False, ""
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a letter
            high = chr(code)
            continue
        sign, high = high + _HYPHENS.get(code, chr(code)), ""
        if len(sign) == 2:
            sign = sign.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        if (code > 2 and sign.isspace()) or 2 < code < 32:
            spaced = True
            continue
        item = ctypes.cast(pdfium.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value or 0
        if item not in types:
            types[item] = _type(text, index)
        pdfium.FPDFText_GetLooseCharBox(text, index, place)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        box = Bounds(place.left, place.bottom, place.right, place.top)
        type = types[item]
        if links and (link := _link(links, box)):
            type = type._replace(link=link)
        broken = code in (0, 0xFFFD, 0xFFFF) or not sign or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
        along, base = _along(box, x.value, y.value, type.turns or 0)
        yield _Letter("" if broken else sign, box, along, base, type, spaced)
        spaced = False


def _along(box: Bounds, x: float, y: float, turns: int) -> tuple[tuple[float, float], float]:
    """Return from where to where a letter stands in the direction of its words, and its base line, which is level."""
    ways = ((box.left, box.right), (box.top, box.bottom), (-box.right, -box.left), (-box.bottom, -box.top))
    return ways[turns], x if turns % 2 else y


def _type(text: Any, index: int) -> Type:
    """Return how the letter of this number is set."""
    import pypdfium2.raw as pdfium

    matrix, flags, name = pdfium.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    font = name.value.decode("utf-8", "replace")
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    turns = round(angle / 90)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    return Type(
        turns % 4 if abs(angle - 90 * turns) <= _ASKEW else None,
        round(size, 1) or 1.0,
        bool(_BOLD.search(font)) or pdfium.FPDFText_GetFontWeight(text, index) >= 600,
        bool(_SLANTED.search(font)) or bool(flags.value & _SLANTS),
    )


def _links(page: Any) -> Iterator[tuple[Bounds, str]]:
    """Yield the addresses that a page leads to, and where."""
    import pypdfium2.raw as pdfium

    at, link, place = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, at, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0) if action else 0
        if 1 < length < 4000 and pdfium.FPDFLink_GetAnnotRect(link, place):
            address = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(page.pdf, action, address, length)
            box = Bounds(place.left, min(place.bottom, place.top), place.right, max(place.bottom, place.top))
            yield box, address.value.decode("utf-8", "replace")


def _link(links: list[tuple[Bounds, str]], box: Bounds) -> str:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return next((to for at, to in links if at.left <= x <= at.right and at.top <= y <= at.bottom), "")
