"""Turns a table of HTML into a table of Markdown; one that only lays out becomes what stands in its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element as Node

from pamphlets.source import Element

if TYPE_CHECKING:
    from pamphlets.starter.intake.page import Page

_WORDS = 40
"""A cell of data says less."""
_COLUMNS = 12


def read(node: Node, page: Page) -> list[Element]:
    """Return the blocks of a table: itself if it holds data, else those of its cells, in the order of reading."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(node)]
    rows = [row for row in rows if row]
    captions = [one for child in node if child.tag == "caption" for one in page.flow(child)]
    if not _is_data(node, rows):
        cells = [page.within(cell) for row in rows for cell in row]
        return [*captions, *(one for cell in cells for one in cell)]
    grid = _grid(rows, page)
    width = max(map(len, grid))
    lines = [[*row, *[""] * (width - len(row))] for row in grid]
    made = Element("table", 0)
    made.children = [Element("thead", 0, children=[_row("th", lines[0])])]
    if lines[1:]:
        made.children.append(Element("tbody", 0, children=[_row("td", line) for line in lines[1:]]))
    shown = [Element("p", 0, picture) for picture in page.pictures]
    page.pictures.clear()
    return [*captions, made, *shown]


def _rows(node: Node) -> Iterator[Node]:
    """Yield the rows of a table, not those of tables in it."""
    for child in node:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _is_data(node: Node, rows: list[list[Node]]) -> bool:
    """Say whether a table holds data: rows and columns of short texts, without headings or tables in them."""
    if node.get("role") in ("presentation", "none") or len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    if max(map(len, rows)) > _COLUMNS:
        return False
    cells = [cell for row in rows for cell in row]
    heavy = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "img", "blockquote", "hr", "pre")
    if any(one.tag in heavy for cell in cells for one in cell.iter()):
        return False
    named = any(cell.tag == "th" for cell in cells)
    return named or all(len(" ".join(cell.itertext()).split()) <= _WORDS for cell in cells)


def _grid(rows: list[list[Node]], page: Page) -> list[list[str]]:
    """Return the texts of all cells; one that spans columns has empty ones after it, rows are filled."""
    grid: list[list[str]] = [[] for _ in rows]
    waiting: dict[tuple[int, int], str] = {}
    for index, row in enumerate(rows):
        for cell in row:
            while (index, len(grid[index])) in waiting:
                grid[index].append(waiting[index, len(grid[index])])
            words, column = _words(cell, page), len(grid[index])
            for below in range(1, min(_span(cell, "rowspan"), len(rows) - index)):
                waiting |= {(index + below, column): words}
            grid[index] += [words, *[""] * (_span(cell, "colspan") - 1)]
        while (index, len(grid[index])) in waiting:
            grid[index].append(waiting[index, len(grid[index])])
    return grid


def _span(cell: Node, name: str) -> int:
    found = cell.get(name, "1")
    return min(max(int(found), 1), _COLUMNS) if re.fullmatch(r"\d{1,4}", found) else 1


def _words(cell: Node, page: Page) -> str:
    """Return what a cell says on one line; parts of it are divided by a semicolon."""
    lines = [line for one in page.flow(cell) for line in _lines(one)]
    return "; ".join(line.replace("\\\n", " ") for line in lines if line)


def _lines(element: Element) -> Iterator[str]:
    yield element.text
    for child in element.children:
        yield from _lines(child)


def _row(tag: str, texts: list[str]) -> Element:
    return Element("tr", 0, children=[Element(tag, 0, text) for text in texts])
