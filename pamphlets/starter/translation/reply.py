"""Turns a Word file that a translator has filled in into what its rows say, whatever program has saved it."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element as Node
from zlib import decompressobj
from zlib import error as ZlibError

from pamphlets.starter.intake import archive
from pamphlets.starter.intake.archive import Unreadable, local
from pamphlets.starter.translation import phrases
from pamphlets.starter.translation.document import PROPERTY
from pamphlets.starter.translation.phrases import Run

_CODE = re.compile(r"([\w-][\w.-]*) · ([A-Z2-7]{8}) · ([a-z0-9 -]+)")
_MOST = 600_000
"""Bytes of a source; a book has about a million."""
_ROWS = 5_000
_GONE = ("del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "Fallback", "pPr", "rPr", "tcPr", "trPr")
_ODD = ("drawing", "pict", "object", "sym", "oMath", "tbl", "footnoteReference", "endnoteReference")
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Cell:
    """A cell: its words, and what is in it that is no text, such as a picture."""

    runs: tuple[Run, ...]
    odd: str = ""


@dataclass(slots=True)
class Reply:
    """What came back: the code of what was sent, its text if the file still has that, rows of cells, comments."""

    name: str
    digest: str
    blocks: tuple[str, ...]
    text: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    comments: tuple[str, ...] = ()


def read(content: bytes) -> Reply:
    """Return what a file says. Raises archive.Unreadable for what is none, too large, or not one that was sent."""
    parts = archive.read(content)
    body = parts.trees[archive.main(parts)]
    none = Unreadable("it is no table for a translator", "take the file that 'pamphlets translation send' has written")
    first, _, text = _text(parts.trees.get("docProps/custom.xml")).partition("\n")
    said = (_words(node) for node in body.iter() if local(node) == "p")
    code = next((found for words in (first, *said) if (found := _CODE.fullmatch(words.strip()))), None)
    table = next((node for node in body.iter() if local(node) == "tbl"), None)
    if not code or table is None:
        raise none
    blocks = tuple("" if name == "-" else name for name in code[3].split())
    rows = [[_cell(cell) for cell in _children(row, "tc")] for row in _children(table, "tr") if not _is_deleted(row)]
    if len(rows) > _ROWS:
        raise none
    archive.check(" ".join(phrases.words(cell.runs) for row in rows for cell in row))
    comments = (_words(one) for one in parts.trees.get("word/comments.xml", ()))
    return Reply(code[1], code[2], blocks, text, rows[1:], tuple(filter(None, comments)))


def _text(properties: Node | None) -> str:
    """Return the code and the source that were sent, from a file's properties; '' if they are not all there."""
    pieces = {
        one.get("name", ""): "".join(one.itertext()).strip()
        for one in (properties if properties is not None else ())
        if one.get("name", "").startswith(f"{PROPERTY}-")
    }
    try:
        packed = b64decode("".join(pieces[name] for name in sorted(pieces)), validate=True)
        unpacked = decompressobj()
        text = unpacked.decompress(packed, _MOST)
        return text.decode() if unpacked.eof else ""
    except (ValueError, ZlibError):
        return ""


def _children(node: Node, kind: str) -> Iterator[Node]:
    """Yield the rows of a table, or the cells of a row, through what stands around them."""
    for child in node:
        if local(child) == kind:
            yield child
        elif local(child) not in _GONE and local(child) not in ("tbl", "tc"):
            yield from _children(child, kind)


def _is_deleted(row: Node) -> bool:
    """Say whether a row was deleted while changes were tracked."""
    return any(local(one) == "del" for part in row if local(part) == "trPr" for one in part)


def _words(node: Node) -> str:
    return phrases.words(_runs(node, Run("")))


def _cell(cell: Node) -> Cell:
    paragraphs = [tuple(_runs(one, Run(""))) for one in _children(cell, "p")]
    runs = tuple(run for number, one in enumerate(paragraphs) for run in ((Run("\n" if number else ""), *one)))
    properties = [one for part in cell if local(part) == "tcPr" for one in part]
    spans = [_value(one) for one in properties if local(one) == "gridSpan"]
    merged = any(local(one) in ("vMerge", "hMerge") for one in properties) or any(one != "1" for one in spans)
    odd = next((local(one) for one in cell.iter() if local(one) in _ODD), "")
    return Cell(phrases.plain(runs), "merged" if merged else odd)


def _runs(node: Node, look: Run) -> Iterator[Run]:
    """Yield the words of a paragraph as they are now: with what was inserted, without what was deleted."""
    for child in node:
        kind = local(child)
        if kind == "r":
            also = _is_on(child, "rtl", "cs")  # then Word shows the properties for complex scripts
            bold = _is_on(child, "b", *["bCs"] * also)
            yield from _runs(child, Run("", bold, _is_on(child, "i", *["iCs"] * also)))
        elif kind == "t":
            yield Run(child.text or "", look.bold, look.italic)
        elif kind in ("br", "cr"):
            yield Run("\n", look.bold, look.italic)
        elif kind in ("tab", "ptab"):
            yield Run(" ", look.bold, look.italic)
        elif kind == "noBreakHyphen":
            yield Run("\u2011", look.bold, look.italic)
        elif kind == "softHyphen":
            yield Run("\xad", look.bold, look.italic)
        elif kind not in _GONE and kind not in _ODD:
            yield from _runs(child, look)


def _is_on(run: Node, *names: str) -> bool:
    """Say whether one of some properties of a run is on."""
    found = (one for part in run if local(part) == "rPr" for one in part if local(one) in names)
    return any(_value(one) not in _OFF for one in found)


def _value(node: Node) -> str:
    return next((value for name, value in node.attrib.items() if name.rpartition("}")[2] == "val"), "true")
