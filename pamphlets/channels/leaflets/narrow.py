"""Turns what was too wide in one try into CSS for the next: tables closer together, titles in smaller type.

Nothing here makes text smaller than the floor of its format: there a table stays too wide, and is told of.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from pamphlets.channels.leaflets import wide
from pamphlets.paper import Layout

SHORT, BRIEF = 12, 8
"""Cells of so many characters stay on one line; the brief ones ("4 on", "Call 911") whatever happens."""
TENS = 10
"""A list that reaches this has figures of two digits."""
TABLE = (
    "{table} td, {table} th {{ padding-inline-end: 0.4rem }}",
    "{table} .short {{ white-space: normal }}",
    "{table} {{ font-size: {floor:g}pt }}",
)
"""What makes a table narrower, a step at a time."""
TITLE = (1.0, 0.88, 0.76, 0.67, 0.6)
"""What makes a title narrower: parts of the size that its template gives it."""
SMALLEST = len(TITLE) - 1
LEAST = 1.4
"""A title is at least so much larger than the text, or it is no title."""

Steps = Mapping[str, int]
"""How many steps each table (by its number) and the title (`h1`) have taken."""


def mark(root: Element) -> None:
    """Number the tables of a leaflet, and mark what its words tell: cells that stay on a line, lists that pass nine."""
    for ordered in root.iter("ol"):
        if int(ordered.get("start", "1")) + len(ordered) > TENS:
            ordered.set("class", "tens")
    for number, table in enumerate(root.iter("table")):
        table.set("data-table", str(number))
        lengths = {cell: len("".join(cell.itertext()).strip()) for cell in (*table.iter("td"), *table.iter("th"))}
        first = {row[0] for row in table.iter("tr") if len(row)}
        worded = any(length > SHORT for cell, length in lengths.items() if cell not in first)
        for cell, length in lengths.items():
            kind = "brief" if length <= BRIEF else "short" if length <= SHORT else ""
            names = (cell.get("class") or "").split()
            if worded and "short" in names:  # for pages, which scroll; on paper it would squeeze the words beside it
                names.remove("short")
            cell.set("class", " ".join(dict.fromkeys([*names, *filter(None, [kind])])))


def further(layout: Layout, steps: Steps) -> Steps:
    """Return the steps of the next try: one more for each that is too wide, and for a title as many as it takes."""
    more = dict(steps)
    for line in wide.lines(layout):
        thing = wide.whole(line, layout)
        if thing is not None and thing.tag == "table":
            key = str(thing.get("data-table"))
            more[key] = min(steps.get(key, 0) + 1, len(TABLE))
        elif thing is not None and thing.tag == "h1":
            taken = steps.get("h1", 0)
            room = line.room / (line.right - line.x)
            enough = [n for n, part in enumerate(TITLE) if part <= TITLE[taken] * room]
            more["h1"] = max(more.get("h1", 0), enough[0] if enough else SMALLEST)
    return more


def smaller(title: int) -> int:
    """Return the step of the next try for a title that leaves too little room for what is below it."""
    return min(title + 2, SMALLEST)


def css(steps: Steps, floor: float, size: float, title: float) -> str:
    """Return the rules of some steps; `floor`, `size` and `title` are of the format, its text, its title, in pt."""
    rules = [
        rule.format(table=f'[data-table="{number}"]', floor=floor)
        for number, taken in steps.items() if number != "h1"
        for rule in TABLE[:taken]
    ]  # fmt: skip
    if taken := steps.get("h1", 0):
        smaller = max(title * TITLE[taken], min(title, LEAST * size))
        rules.append(f"h1 {{ font-size: {smaller:.1f}pt !important; line-height: 1.12 !important }}")
    return "\n".join(rules)


def title_size(layout: Layout) -> float:
    """Return the size of the title, in pt; 0 if no page has one."""
    found = (line for line in layout.lines if (whole := wide.whole(line, layout)) is not None and whole.tag == "h1")
    return next((line.size for line in found), 0.0)
