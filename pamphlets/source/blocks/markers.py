"""Turns the beginning of a line into the marker of a list item: a bullet, a number, a letter, a pasted sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_SIGNS = "•·▪▫●○◦■‣⁃∙➢►▸\uf0b7\uf0a7□☐☑☒"
_BOXES = "☐□☑☒"
_MARKER = re.compile(
    rf"""(?P<indent>\ *)
    (?: (?P<sign>[-*+]|[o§](?=\ {{2}})|[–—](?=[ \u00a0]))(?P<gap>[ \u00a0]+|$)
      | (?P<pasted>[{_SIGNS}])(?P<space>[ \u00a0]*)
      | \(?(?P<count>\d{{1,9}}|[A-Za-z]|[ivx]{{2,5}}|[IVX]{{2,5}})
          (?P<end>\.\)|[.)]|[-:](?=[ \u00a0]))(?P<rest>[ \u00a0]+|$) )""",
    re.VERBOSE,
)
_TABS = re.compile(r"^([ \t]*[o§])\t")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_LETTER_I = 9
_NEAR = 8
"""Lines in which the next item must follow where the first one alone does not show that it is one."""


@dataclass(frozen=True, slots=True)
class Marker:
    """How an item begins: `indent` and `offset` are the columns of its sign and of its text."""

    indent: int
    offset: int
    sign: str
    """A bullet; of a number what stands after it."""
    count: str
    """The number or letter, as it is written."""
    empty: bool
    roman: bool = False
    """Whether its letters are a Roman numeral."""
    task: str = ""
    """What stands in the box that a sign draws, `x` or a space; '' of a sign that is no box."""

    @property
    def pasted(self) -> bool:
        """Whether the bullet is a word processor's."""
        return not self.count and self.sign not in "-*+"

    @property
    def style(self) -> str:
        """How the first item counts, as HTML names it: `1`, `a`, `A`, `i`, `I`; '' of a bullet."""
        if not self.count:
            return ""
        if self.count.isdigit():
            return "1"
        style = "i" if self.roman else "a"
        return style if self.count.islower() else style.upper()

    def number(self, style: str) -> int:
        """Return the number that the item has in a list that counts so; -1 if it is none of such a list."""
        if style == "1" or self.count.isdigit():
            return int(self.count) if style == "1" and self.count.isdigit() else -1
        if self.count.islower() != style.islower():
            return -1
        if style in "aA":
            return ord(self.count.lower()) - ord("a") + 1 if len(self.count) == 1 else -1
        values = [_ROMAN.get(letter, 0) for letter in self.count.lower()]
        after = [*values[1:], 0]
        return -1 if 0 in values else sum(v if v >= n else -v for v, n in zip(values, after, strict=True))


def numeral(number: int, style: str) -> str:
    """Return a number as a list of that style prints it."""
    if style in ("1", "a", "A"):
        letters = style != "1" and 0 < number <= 26
        return chr(ord(style) + number - 1) if letters else str(number)
    roman = ""
    for sign, value in (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)):
        roman, number = roman + sign * (number // value), number % value
    return roman.upper() if style == "I" else roman


def columns(line: str) -> str:
    """Return a line with its tabs as spaces; the tab after a pasted `o` or `§` stays wide enough to be seen."""
    return _TABS.sub(r"\1    ", line).expandtabs(4)


def marker(line: str) -> Marker | None:
    """Return the marker that a line (without tabs) begins with."""
    found = _MARKER.match(line)
    if not found:
        return None
    sign = found["sign"] or found["pasted"] or found["end"]
    box = sign in _BOXES
    return Marker(
        indent=len(found["indent"]),
        offset=found.end(),
        sign=_BOXES[0] if box else sign,
        count=found["count"] or "",
        roman=len(found["count"] or "") > 1 or found["count"] in ("i", "I"),
        empty=not line[found.end() :].strip(),
        task=("x" if sign in "☑☒" else " ") if box else "",
    )


def alike(first: Marker, style: str, other: Marker) -> bool:
    """Say whether another marker can go on in the list that `first` begins."""
    if bool(first.count) != bool(other.count) or first.sign != other.sign:
        return False
    return not first.count or other.number(style) >= 0


def in_context(lines: Sequence[str], index: int, found: Marker) -> Marker:
    """Return the marker at a line, of which the next item says whether i, v or x is a letter or a numeral."""
    other = replace(found, roman=not found.roman)
    if found.count.lower() not in _ROMAN or _following(lines, index, found) or not _following(lines, index, other):
        return found
    return other


def nests(found: Marker, before: Sequence[Marker], body: Sequence[str]) -> bool:
    """Say whether a Roman numeral counts within the last item of a list of letters.

    "i)" does that after "b)", and not after "h)"; "ii)" does after "i)". `before` are the markers of that list, `body`
    the lines of the item.
    """
    begun, numeral = before[0], found.number("i" if found.count.islower() else "I") if found.count.isalpha() else -1
    if begun.style not in ("a", "A") or found.sign != begun.sign or numeral < 1:
        return False
    if numeral == 1:
        return before[-1].number(begun.style) != _LETTER_I - 1
    last = next((one for line in reversed(body) if (one := marker(line)) and one.indent <= 1), None)
    return bool(last and last.count.isalpha() and last.number("i" if last.count.islower() else "I") == numeral - 1)


def opens(lines: Sequence[str], index: int, found: Marker, after_text: bool) -> bool:
    """Say whether a list begins at a line; straight after a line of text only where it cannot be meant otherwise.

    "1985." and "– Anna" may be words of a sentence, or who said it: there the next item must follow.
    """
    if found.empty:
        return not after_text and (not found.count or _following(lines, index, found) > 0)
    if not found.count:
        return found.sign not in "–—" or _following(lines, index, found) > 0
    found = in_context(lines, index, found)
    number = found.number(found.style)
    if found.sign in "-:":
        return number == 1 and _following(lines, index, found) > 0
    if found.sign == "." and not found.count.isdigit():
        after = _following(lines, index, found)
        return number > 0 and after > 0 and (found.count.islower() or not _names(lines, after))
    if after_text and number != 1:
        return lines[index - 1].rstrip().endswith(":") or _following(lines, index, found) > 0
    return number >= 0 and (number == 1 or lines[index].lstrip()[0] != "(" or _following(lines, index, found) > 0)


def _following(lines: Sequence[str], index: int, found: Marker) -> int:
    """Return the line of the next item, 0 if there is none near."""
    for place, line in enumerate(lines[index + 1 : index + 1 + _NEAR], index + 1):
        other = marker(line)
        if other and abs(other.indent - found.indent) < 2 and alike(found, found.style, other):
            follows = not found.count or other.number(found.style) == found.number(found.style) + 1
            return place if follows else 0
    return 0


def _names(lines: Sequence[str], after: int) -> bool:
    """Say whether two capitals may be initials: neither a third follows, nor does a sentence end between them."""
    second = marker(lines[after])
    ended = not lines[after - 1].strip() or lines[after - 1].rstrip()[-1] in ".;!?"
    return not (ended or (second and _following(lines, after, second)))
