"""Turns lines with bars into tables, with or without their line of hyphens, and into lines of verse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pamphlets.source import brackets
from pamphlets.source.blocks.element import Element, Fault

_RULE = re.compile(r" *+\|? *+:?-++:? *+(?:[|+] *+:?-++:? *+)*+\|? *+$")
_BAR = re.compile(r"\\.|\|")
_ALIGN = {(True, True): "center", (True, False): "left", (False, True): "right"}


def cells(row: str) -> list[str]:
    """Return the cells of a row: bars in code, or after a backslash, divide nothing."""
    row = row.strip()
    code = brackets.code(row) if "`" in row else []
    bars = [found.start() for found in _BAR.finditer(row) if found[0] == "|"]
    cuts = [bar for bar in bars if not code or not brackets.holds(code, bar)]
    parts = [row[a:b].strip() for a, b in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(row)], strict=True)]
    if len(parts) > 1 and row.startswith("|"):
        del parts[0]
    if len(parts) > 1 and cuts[-1] == len(row) - 1:
        del parts[-1]
    return [part.replace("\\|", "|") for part in parts]


def begins(lines: Sequence[str], index: int) -> bool:
    """Say whether a table begins at a line: its head, with a line of hyphens under it."""
    if index + 1 >= len(lines) or "|" not in lines[index] or not re.search("[|+]", lines[index + 1]):
        return False
    return bool(_RULE.match(lines[index + 1])) and not _RULE.match(lines[index])


def has_bar(line: str) -> bool:
    """Say whether a line begins with a bar: a row, or a line of verse."""
    return line.lstrip().startswith("|")


def table(rows: Sequence[str], line: int) -> Element:
    """Return the table of a head, its line of hyphens and its rows."""
    head, rule = cells(rows[0]), cells(rows[1].replace("+", "|"))
    made = _table(head, [_ALIGN.get((cell.startswith(":"), cell.endswith(":")), "") for cell in rule], line)
    if len(head) != len(rule):
        message = f"a table whose head has {len(head)} cells, and its line of hyphens {len(rule)}"
        made.faults.append(Fault("table", message, "write as many --- as the head has cells", line + 1))
    _add_rows(made, rows[2:], len(head), line + 2)
    return made


def verse(rows: Sequence[str], line: int) -> Element:
    """Return lines that begin with a bar and have no line of hyphens: a table if they have cells, lines if not."""
    first = cells(rows[0])
    if len(first) == 1 or len(rows) == 1:
        made = Element("p", line, "  \n".join(_verse(row) for row in rows))
        if len(first) > 1:
            hint = "write a head, a line | --- | --- | under it, and the rows"
            made.faults.append(Fault("table", "a single row with bars is printed as it stands", hint, line, "warning"))
        return made
    made = _table(first, [""] * len(first), line)
    hint = f"write |{' --- |' * len(first)} under the head"
    message = "a table without its line of hyphens: the first row is taken as its head"
    made.faults.append(Fault("table", message, hint, line, "warning"))
    _add_rows(made, rows[1:], len(first), line + 1)
    return made


def _verse(row: str) -> str:
    return "\N{NO-BREAK SPACE}" if row.strip() == "|" else row.strip() if len(cells(row)) > 1 else cells(row)[0]


def _table(head: Sequence[str], align: Sequence[str], line: int) -> Element:
    made = Element("table", line)
    thead = Element("thead", line, children=[_row("th", head, [*align, *[""] * len(head)], line)])
    made.children = [thead]
    return made


def _row(tag: str, texts: Sequence[str], align: Sequence[str], line: int) -> Element:
    sides = [{"class": side} if side else {} for side in align]  # no style: pages allow none within them
    row = [Element(tag, line, text, side) for text, side in zip(texts, sides, strict=False)]
    return Element("tr", line, children=row)


def _add_rows(made: Element, rows: Sequence[str], width: int, line: int) -> None:
    align = [cell.attributes.get("class", "") for cell in made.children[0].children[0].children]
    body = Element("tbody", line)
    for number, row in enumerate(rows, line):
        texts = cells(row)
        if len(texts) > width:
            message = f"a row of {len(texts)} cells in a table of {width} columns"
            made.faults.append(Fault("table", message, "write \\| for a bar that is a word of its own", number))
        body.children.append(_row("td", [*texts, *[""] * (width - len(texts))], align, number))
    if body.children:
        made.children.append(body)
