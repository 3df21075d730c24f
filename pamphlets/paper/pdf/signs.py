"""Moves the sign of each list item to where its item begins, for whoever copies the text or has it reflowed.

WeasyPrint paints signs after everything else on a page, so that all numbers of a page stand at the end of its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Object, Pdf
from pikepdf.models import ContentStreamInstructions as Instruction

from pamphlets.paper.pdf.files import kids

_KEPT = {"rg": "fill", "g": "fill", "k": "fill", "gs": "state"}
"""What is set once and holds for what is painted later, within its `q` and `Q`."""

_Group = tuple[int, int, tuple[int, ...], tuple[Instruction, ...]]
"""What is painted as one: its first and last instruction, the open `q` around it, and what was set before it."""


def move(pdf: Pdf, items: Sequence[Object]) -> None:
    """Move the signs of the items (elements LI of the structure tree) in front of the first words of each."""
    for page in pdf.pages:
        pairs = [pair for item in items if (pair := _pair(item, page.obj.objgen))]
        if pairs:
            painted = list(pikepdf.parse_content_stream(page))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(_reorder(painted, pairs)))


def _pair(item: Object, page: tuple[int, int]) -> tuple[int, int] | None:
    """Return the marked content of an item's sign and of its first words, if both are on the page."""
    parts = [kid for kid in kids(item) if isinstance(kid, pikepdf.Dictionary)]
    if len(parts) < 2 or parts[0].get("/S") != "/Lbl":
        return None
    sign = next(_contents(parts[0], page), None)
    words = next((number for part in parts[1:] for number in _contents(part, page)), None)
    return None if sign is None or words is None else (sign, words)


def _contents(element: Object, page: tuple[int, int]) -> Iterator[int]:
    """Yield the marked content of an element, but of signs within it: an item may begin with a list."""
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary):
            yield from _contents(kid, page) if kid.get("/S", "/Lbl") != "/Lbl" else ()
        elif "/Pg" in element and element.Pg.objgen == page:
            yield int(kid)


def _reorder(painted: Sequence[Instruction], pairs: Sequence[tuple[int, int]]) -> list[Instruction]:
    groups = _groups(painted)
    before: dict[int, list[Instruction]] = {}
    gone: set[int] = set()
    for sign, words in pairs:
        first, last, around, state = groups.get(sign, (0, 0, (), ()))
        target = groups.get(words)
        if last and target and target[2] == around and target[0] < first and str(painted[first].operator) == "q":
            before.setdefault(target[0], []).extend([painted[first], *state, *painted[first + 1 : last + 1]])
            gone.update(range(first, last + 1))
    return [one for at, shown in enumerate(painted) for one in (*before.get(at, ()), *(() if at in gone else (shown,)))]


def _groups(painted: Sequence[Instruction]) -> dict[int, _Group]:
    """Return what is painted for each marked content, with the `q` and `Q` that are there for it alone."""
    found: dict[int, _Group] = {}
    open_: list[int] = []
    states: list[dict[str, Instruction]] = [{}]
    for at, shown in enumerate(painted):
        operator = str(shown.operator)
        if operator == "q":
            open_.append(at)
            states.append(dict(states[-1]))
        elif operator == "Q" and open_:
            open_.pop()
            states.pop()
        elif operator in _KEPT:
            states[-1][_KEPT[operator]] = shown
        elif operator == "BDC" and "/MCID" in shown.operands[-1]:
            first, depth = at, len(open_)
            last = next(n for n in range(at, len(painted)) if str(painted[n].operator) == "EMC")  # none holds another
            while depth and open_[depth - 1] == first - 1 and str(painted[last + 1].operator) == "Q":
                first, last, depth = first - 1, last + 1, depth - 1
            found[int(shown.operands[-1].MCID)] = (first, last, tuple(open_[:depth]), tuple(states[depth].values()))
    return found
