"""Fills in tables for translators, as translators do, and changes such files as they should not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from making.documents import W

_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_CELLS = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)


def parts(content: bytes) -> dict[str, bytes]:
    """Return what is in a file."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(every: dict[str, bytes]) -> bytes:
    """Return a file of its parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in every.items():
            file.writestr(name, content)
    return made.getvalue()


def changed(content: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """Return a file with another text of one of its parts; the change must be one."""
    every = parts(content)
    before = every[part].decode()
    after = change(before)
    assert after != before, "nothing has changed"
    return packed(every | {part: after.encode()})


def rows(text: str) -> list[str]:
    """Return the rows of the table in a document's XML, without its head."""
    return [found for found in _ROW.findall(text) if "<w:tblHeader/>" not in found]


def cells(row: str) -> list[str]:
    """Return the cells of a row."""
    return _CELLS.findall(row)


def words(cell: str) -> str:
    """Return the words of a cell."""
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", cell))


def with_cell(row: str, inner: str, number: int = 2) -> str:
    """Return a row with other paragraphs in one of its cells."""
    cell = cells(row)[number]
    properties = re.search(r"<w:tcPr>.*?</w:tcPr>", cell)
    assert properties
    return row.replace(cell, f"<w:tc>{properties[0]}{inner}</w:tc>")


def filled(content: bytes, translate: Callable[[str], str] = lambda words: words, empty: bool = True) -> bytes:
    """Return a file whose cells are filled in: with the words on the left, each run translated; or only empty ones."""

    def run(found: re.Match[str]) -> str:
        return f"{found[1]}{translate(found[2])}{found[3]}"

    def row(found: re.Match[str]) -> str:
        if "<w:tblHeader/>" in found[0] or (not empty and words(cells(found[0])[2])):
            return found[0]
        runs = re.search(r"<w:sdtContent>(.*)</w:sdtContent>", cells(found[0])[1], re.DOTALL)
        assert runs
        said = re.sub(r"(<w:t [^>]*>)([^<⟦]+)(</w:t>)", run, runs[1])
        return with_cell(found[0], f"<w:p>{said}</w:p>")

    return changed(content, lambda text: _ROW.sub(row, text))


__all__ = ["W", "cells", "changed", "filled", "packed", "parts", "rows", "with_cell", "words"]
