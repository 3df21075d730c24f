"""Lays out words and tags of blocks as lines of markdown: paragraphs, headings, lists within lists, tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_OURS = re.compile(r"#{1,6}[ \t]|:::")
"""Begins a heading or a fence of ours, which ends what is open."""
_MARGIN = re.compile(r"(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_LINE, _GAP = 1, 2
"""What comes next begins a line, or a paragraph."""
_BREAK = "<br>"
_DEEPEST = 15
"""Lists within one another: more than can be read, and few enough to be laid out."""


@dataclass(slots=True)
class _List:
    """A list that is open: its element, the number of its next item, and the columns of its last item's sign."""

    tag: str
    count: int
    width: int = 0
    items: int = 0


@dataclass(slots=True)
class _Table:
    """A table that is open: its line, its rows (line, cells), the words beside them, how many tables are within it."""

    line: int
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    beside: str = ""
    within: int = 0
    cell: bool = False


class MarkdownLines:
    """The lines so far, each with the line of the source that it is from; `number` is the one that is read."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._lines, self._numbers = [""], [number]
        self._lists: list[_List] = []
        self._table: _Table | None = None
        self._next, self._sign, self._base = 0, "", ""
        self._opens = self._heading = False

    def finish(self) -> tuple[list[str], list[int]]:
        """Return the lines and their numbers; what is open ends."""
        self._end()
        return self._lines, self._numbers

    def add(self, text: str) -> None:
        """Take in words, with the ends of their lines."""
        for index, piece in enumerate(text.split("\n")):
            if index:
                self.number += 1
                if (self._lists or self._table) and _OURS.match(piece):
                    self._end()
                if self._table or (self._heading and piece.strip()):
                    self._words(" ")
                elif self._lists and not self._lines[-1].strip():
                    self._next = self._next or _GAP  # an empty line within an item
                else:
                    self._heading = False
                    self._push()
                    self._base = self._base if self._lists else ""
            self._words(piece)

    def go_to(self, number: int, text: str) -> None:
        """Go on at a line of the source, to which a tag of several lines led; begin one where `text` allows it."""
        self.number = max(self.number, number)
        last = self._lines[-1]
        if not last.strip() and not self._table:
            self._numbers[-1] = self.number
        ends = last.strip() and last[-1] == " " and not (self._table or self._heading or self._next)
        if ends and self.number > self._numbers[-1] and (text[:1].isalpha() or text[:2].strip() in ("[", "![")):
            self._lines[-1] = last.rstrip()
            self._push()

    def end_line(self) -> None:
        """Take in the end of a line within a paragraph."""
        if self._table or not self._next:
            self._words(" " if self._heading else _BREAK)

    def tag(self, name: str, end: bool, attributes: Mapping[str, str]) -> None:
        """Take in a tag that begins or ends a block."""
        if self._table:
            self._table_tag(self._table, name, end)
        elif self._lines[-1].lstrip().startswith("|") and not (self._lists or self._next):  # a row of a table
            self._words(" " if end or self._lines[-1].rstrip().endswith("|") else _BREAK)
        elif name == "table" and not end:
            self._block(True)
            self._table = _Table(self.number)
        elif name in ("ul", "ol"):
            self._list_tag(name, end, attributes)
        elif name == "li":
            self._item(end)
        else:
            self._block(not end)
            if re.fullmatch("h[1-6]", name) and not (end or self._lists):
                self._sign, self._heading = f"{'#' * int(name[1])} ", True
            elif name == "hr":
                self._words("* * *")
                self._block(False)

    def _block(self, opens: bool) -> None:
        if self._heading:
            self._sign, self._heading = "", False
        if not self._lists and not self._next and self._lines[-1].strip():
            self._base = re.sub(r"[^>\s]", " ", _margin(self._lines[-1]))
        elif not self._lists and not self._lines[-1].strip():
            self._base = self._lines[-1] or self._base
        self._next, self._opens = self._next if self._sign else _GAP, opens

    def _list_tag(self, name: str, end: bool, attributes: Mapping[str, str]) -> None:
        if not end:
            nested = bool(self._lists)
            self._block(True)
            self._next = _LINE if nested else _GAP
            start = attributes.get("start", "")
            if len(self._lists) == _DEEPEST:
                return  # its items go on in the list around it
            self._lists.append(_List(name, int(start) if re.fullmatch("[0-9]{1,6}", start) else 1))
        elif any(one.tag == name for one in self._lists):
            while self._lists.pop().tag != name:
                pass
            self._sign, self._next = "", _GAP

    def _item(self, end: bool) -> None:
        if not self._lists:
            self._block(not end)
            self._next, self._sign = _LINE, "" if end else "- "
            return
        last = self._lists[-1]
        if self._sign:  # the item before it has no words
            self._sign = self._sign[: -last.width] if last.width else self._sign
        if end:
            self._next = max(self._next, _LINE)
            return
        sign = f"{last.count}. " if last.tag == "ol" else "- "
        self._next, self._opens = _LINE if last.items else max(self._next, _LINE), True
        last.count, last.width, last.items = last.count + 1, len(sign), last.items + 1
        self._sign += sign

    def _table_tag(self, table: _Table, name: str, end: bool) -> None:
        if name == "table":
            table.within += -1 if end else 1
            if table.within < 0:
                self._end_table()
                return
        outer = not table.within
        if outer and name in ("tr", "caption"):
            table.cell = False
            if name == "tr" and not end:
                table.rows.append((self.number, []))
        elif outer and name in ("td", "th"):
            table.cell = not end
            if not end:
                table.rows = table.rows or [(self.number, [])]
                table.rows[-1][1].append("")
        elif table.cell:
            words = table.rows[-1][1][-1].rstrip()
            self._words("" if words.endswith(_BREAK) else _BREAK)

    def _end_table(self) -> None:
        table, self._table = self._table, None
        assert table
        number = self.number
        rows = [(line, [_cell(cell) for cell in cells]) for line, cells in table.rows if any(map(str.strip, cells))]
        width = max((len(cells) for _, cells in rows), default=0)
        self.number = table.line
        self._words(" ".join(table.beside.split()))
        self._block(True)
        for index, (line, cells) in enumerate(rows):
            self.number = line
            if width == 1:
                self._words(cells[0])
                self._next = _GAP
                continue
            self._words(f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |")
            self._next = _LINE
            if not index:
                self._words(f"|{' --- |' * width}")
                self._next = _LINE
        self.number = number
        self._next = _GAP

    def _end(self) -> None:
        if self._table:
            self._end_table()
        if self._lists:
            self._lists.clear()
            self._next, self._sign = _GAP, ""

    def _push(self, line: str = "") -> None:
        self._lines.append(line)
        self._numbers.append(self.number)

    def _words(self, text: str) -> None:
        if table := self._table:
            if table.cell:
                table.rows[-1][1][-1] += text
            else:
                table.beside += text
            return
        starts = not self._lines[-1].strip()
        if not text.strip() and (self._next or (starts and self._lists)):
            if not self._lists and starts and not self._opens:
                self._lines[-1] += text
            return
        if self._next:
            text = self._begin(text, starts)
        elif self._lists and starts:
            self._lines[-1], text = self._margin(), text.lstrip()
        self._lines[-1] += text

    def _begin(self, text: str, starts: bool) -> str:
        """Begin the line or the paragraph that is due, and return the words without what they are indented by."""
        if not starts and _margin(self._lines[-1]) == self._lines[-1]:  # the sign of an item or a quotation
            self._lines[-1] += self._sign
            self._next, self._sign, self._opens = 0, "", False
            return text.lstrip()
        own = starts and not self._opens and not self._lists and not self._base
        before = self._lines[-2] if starts and len(self._lines) > 1 else "" if starts else self._lines[-1]
        if self._next == _GAP and before.strip("> "):
            kept = self._lines[-1] if own else ""
            if not starts:
                self._push(self._base.rstrip())
            self._push(kept)
        elif not starts:
            self._push()
        if not own:
            margin = self._margin()
            margin = margin[: len(margin) - len(self._sign)] if self._lists else margin
            self._lines[-1] = margin + self._sign
            text = text.lstrip()
        self._numbers[-1] = self.number
        self._next, self._sign, self._opens = 0, "", False
        return text

    def _margin(self) -> str:
        return self._base + " " * sum(one.width for one in self._lists)


def _margin(line: str) -> str:
    found = _MARGIN.match(line)
    return found[0] if found else ""


def _cell(text: str) -> str:
    words = re.sub(rf"^(?:\s|{_BREAK})+|(?:\s|{_BREAK})+$", "", " ".join(text.split()))
    return re.sub(r"(?<!\\)\|", r"\\|", words)
