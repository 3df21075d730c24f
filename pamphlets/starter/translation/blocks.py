"""Turns the words of rows into lines of a source: what is not translated stays as it is, headings note their ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pamphlets.source import headings
from pamphlets.starter import writing
from pamphlets.starter.translation import markdown, phrases
from pamphlets.starter.translation.phrases import Run
from pamphlets.starter.translation.rows import Passage, Passages

Key = tuple[str, int]
"""What a row is known by: its kind, and where it stands."""
Said = Mapping[Key, tuple[Run, ...] | str]
"""What rows say; a text is written as it is."""
_BAR = re.compile(r"(?<!\\)\|")
_SOURCE = re.compile(r'[ ]*\bsource=(?:"[^"]*"|\'[^\']*\'|[^\s{}]+)')


class Unclear(Exception):
    """Words that cannot be written so that they are read again as what they are: those of a row."""

    def __init__(self, row: Passage) -> None:
        self.row = row
        super().__init__(row.kind)


def key(row: Passage) -> Key:
    """Return what a row is known by in its source."""
    return row.kind, row.start


def chunk(found: Passages, said: Said, digests: Mapping[str, str], begin: int, end: int) -> str:
    """Return what stands between two places of a source with other words, and with ids and digests in its headings.

    A block that is not in `digests` notes none. Raises Unclear.
    """
    return _edited(found.text, list(_edits(found, said, digests, begin, end)), begin, end)


def _edits(
    found: Passages, said: Said, digests: Mapping[str, str], begin: int, end: int
) -> Iterator[tuple[int, int, str]]:
    """Yield what is written in the place of what between two places."""
    own = {block.location.line - 1: block.id for block in found.pamphlet.blocks if block.title}
    titles = {line for line in (*own, found.title) if line >= 0}
    for row in found.rows:
        within = row.end and begin <= row.start < end
        if within and bisect_right(found.starts, row.start) - 1 not in titles:
            yield row.start, row.end, _written(row, found, said)
    for line, id_ in own.items():
        if begin <= found.place(line) < end:
            head = found.heads[line]
            yield found.place(line), found.place(head.last + 1), _heading(head, id_, found, said, digests.get(id_, ""))
    if found.title >= 0 and begin <= found.place(found.title) < end:
        head = found.heads[found.title]
        yield found.place(head.line), found.place(head.last + 1), ""


def _edited(text: str, edits: Sequence[tuple[int, int, str]], begin: int, end: int) -> str:
    out = []
    for start, stop, words in sorted(edits):
        out += [text[begin:start], words]
        begin = stop
    return "".join([*out, text[begin:end]])


def _heading(head: headings.Heading, id_: str, found: Passages, said: Said, digest: str) -> str:
    """Return the line of a block's heading with its id, and with the digest of what it is made from."""
    start, stop = found.place(head.line), found.place(head.last + 1)
    rows = [row for row in found.rows if row.end and start <= row.start < stop]
    braces = headings.BRACES.search(head.words)
    inner = _SOURCE.sub("", braces[1]).strip() if braces else ""
    inner = inner if re.search(r"(?:^|\s)#[\w-]", inner) else f"#{id_} {inner}".strip()
    words = _written(rows[0], found, said) if rows else (head.words[: braces.start()] if braces else head.words)
    note = f' source="{digest}"' if digest else ""
    return f"## {words.strip()} {{{inner}{note}}}\n"


def _written(row: Passage, found: Passages, said: Said) -> str:
    """Return a row as its source has it, with what is said in it; raises Unclear."""
    runs = said.get(key(row), row.phrase.runs)
    if isinstance(runs, str):
        return runs
    inner = [(one.start, one.end, _written(one, found, said)) for one in row.inner]

    def raw(start: int, end: int) -> str:
        return _edited(found.text, [one for one in inner if start <= one[0] < end], start, end)

    if phrases.plain(runs) == row.phrase.runs:
        return raw(row.start, row.end)
    if row.kind == "card":
        return _card(row, phrases.words(runs))
    marks = [
        replace(mark, raw=raw(*place)) if place[1] else mark
        for mark, place in zip(row.phrase.marks, row.raws, strict=True)
    ]
    made = markdown.write(runs, marks, found.apart.links)
    if made is None:
        raise Unclear(row)
    return _in_place(made, row, found)


def _card(row: Passage, words: str) -> str:
    """Return the words of a card between quotes."""
    if re.search(r"[{}\n]", words) or ('"' in words and "'" in words):
        raise Unclear(row)
    return f"'{words}'" if '"' in words else f'"{words}"'


def _in_place(made: str, row: Passage, found: Passages) -> str:
    """Return words as they stand in a cell, in quotes, on a line of their own, or as a paragraph."""
    if row.kind == "caption":
        return '"' + made.replace("\\\n", " ").replace('"', '\\"') + '"'
    if row.kind == "cell":
        return _BAR.sub(r"\\|", made.replace("\\\n", "<br>"))
    if row.kind not in ("text", "item", "post", "footnote"):
        return made.replace("\\\n", " ")
    if row.kind == "footnote":
        return made.replace("\\\n", "<br>")
    line = found.text.rfind("\n", 0, row.start) + 1
    margin = re.sub(r"[^>|\s]", " ", found.text[line : row.start])
    made = made.replace("\\\n", "\n") if "|" in margin else made  # lines of verse break by themselves
    return writing.escape(made).replace("\n", f"\n{margin}")
