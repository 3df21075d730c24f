"""Finds what is wrong with a table that came back: rows gone, moved or merged, marks lost, cells left empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pamphlets.starter.translation import phrases
from pamphlets.starter.translation.phrases import Phrase, Run
from pamphlets.starter.translation.reply import Cell
from pamphlets.starter.translation.rows import OPTIONAL, Passage

Fault = tuple[str, str]
"""What is wrong, and a hint."""
_UNDO = "undo that in the file, or send it again and copy the translation over"
_LONGEST = 10_000
"""Characters of a row; the longest paragraph of a leaflet has about a thousand."""
_STRAY = re.compile(r"[⟦⟧]")
_KINDS = {"tbl": "a table", "footnoteReference": "a footnote", "endnoteReference": "a footnote", "oMath": "a formula"}


def of_rows(cells: Sequence[Sequence[Cell]], expected: Sequence[Passage]) -> Iterator[Fault]:
    """Yield what is wrong with the shape of a table, whose rows should be as many, in order, each of three cells."""
    numbers = [_number(row) for row in cells]
    last = 0
    for number, row in zip(numbers, cells, strict=True):
        if len(row) != 3 or any(cell.odd == "merged" for cell in row):
            where = f"row {number}" if number else f"the row after row {last}"
            yield f"{where}: cells were merged or divided", _UNDO
        last = number or last
    if gone := [number for number in range(1, len(expected) + 1) if number not in numbers]:
        yield f"{say_rows(gone)} {'is' if len(gone) == 1 else 'are'} missing", _UNDO
    for number, count in Counter(numbers).items():
        if number == 0 or number > len(expected):
            yield (f"{count} row{'s' if count > 1 else ''} that nobody sent" if not number
                   else f"row {number}: nobody sent it"), f"take it out: {_UNDO}"  # fmt: skip
        elif count > 1:
            yield f"row {number} stands {'twice' if count == 2 else f'{count} times'}", _UNDO
    known = [number for number in numbers if number]
    moved = next((one for one, after in pairwise(known) if one > after), 0)
    if moved:
        yield f"row {moved} stands before row {known[known.index(moved) + 1]}: rows were moved", _UNDO


def _number(row: Sequence[Cell]) -> int:
    """Return the number that a row begins with; 0 for none."""
    found = re.match(r"\s*(\d{1,5})(?!\d)", phrases.words(row[0].runs)) if row else None
    return int(found[1]) if found else 0


def of_words(cells: Sequence[Sequence[Cell]], expected: Sequence[Passage]) -> Iterator[Fault]:
    """Yield what is wrong with the words of a table of the right shape, but for marks."""
    for number, (row, wanted) in enumerate(zip(cells, expected, strict=True), 1):
        if _text(row[1].runs) != _text(wanted.phrase.runs):
            yield f"row {number}: the words on the left are not those that were sent", _UNDO
        if len(phrases.words(row[2].runs)) > _LONGEST:
            yield f"row {number}: far more words than a row can have", "cut it to what stands on its left"
        if row[2].odd:
            what = _KINDS.get(row[2].odd, "a picture or a symbol")
            yield f"row {number}: there is {what} in the translation", "write it in words"
    numbered = enumerate(zip(cells, expected, strict=True), 1)
    if empty := [
        number
        for number, (row, wanted) in numbered
        if not Phrase(row[2].runs).says and not (wanted.kind in OPTIONAL and not row[2].runs)
    ]:
        yield (
            f"{say_rows(empty)} {'has' if len(empty) == 1 else 'have'} no translation",
            "write it into the right column",
        )


def _text(runs: Iterable[Run]) -> str:
    return "".join(phrases.words(runs).split())


def of_marks(number: int, runs: Sequence[Run], phrase: Phrase) -> Iterator[Fault]:
    """Yield what is wrong with the marks of a row that says something: each must stand once, an end after its begin."""
    if not Phrase(tuple(runs)).says:
        return
    found = phrases.numbers(runs)
    wanted, counts = range(1, len(phrase.marks) + 1), Counter(found)
    gone = [one for one in wanted if one not in counts]
    twice = sorted(one for one, count in counts.items() if count > 1 and one in wanted)
    other = sorted(one for one in counts if one not in wanted)
    hint = "each ⟦…⟧ of the left stands once in the translation: copy it from there"
    if gone:
        yield f"row {number}: {_marks(gone)} {'is' if len(gone) == 1 else 'are'} missing", hint
    if twice:
        yield f"row {number}: {_marks(twice)} {'stands' if len(twice) == 1 else 'stand'} more than once", hint
    if other:
        yield f"row {number}: {_marks(other)} {'is' if len(other) == 1 else 'are'} not on the left", hint
    if _STRAY.search(phrases.SIGN.sub("", phrases.words(runs))):
        yield f"row {number}: a ⟦ or ⟧ without its number", hint
    if not (gone or twice or other):
        yield from _crossed(number, found, phrase)


def _crossed(number: int, found: Sequence[int], phrase: Phrase) -> Iterator[Fault]:
    """Yield a fault where what one mark begins does not end with its own."""
    open_: list[int] = []
    ends = {mark.begins: end for end, mark in enumerate(phrase.marks, 1) if mark.begins}
    for one in found:
        begins = phrase.marks[one - 1].begins
        if begins and (not open_ or open_[-1] != begins):
            hint = f"write what belongs together between them: {_mark(begins)} … {_mark(one)}"
            yield f"row {number}: {_mark(one)} does not end what {_mark(begins)} begins", hint
            return
        if begins:
            open_.pop()
        elif one in ends:
            open_.append(one)


def _mark(number: int) -> str:
    return f"⟦{number}⟧"


def _marks(every: Sequence[int]) -> str:
    return _joined([_mark(one) for one in every])


def say_rows(every: Sequence[int]) -> str:
    """Return rows by their numbers: "row 7", "rows 3 to 5 and 9"."""
    spans: list[list[int]] = []
    for one in every:
        if spans and one == spans[-1][-1] + 1:
            spans[-1].append(one)
        else:
            spans.append([one])
    parts = ([f"{span[0]} to {span[-1]}"] if len(span) > 2 else map(str, span) for span in spans)
    said = [one for part in parts for one in part]
    return f"row{'s' if len(every) > 1 else ''} {_joined(said)}"


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
