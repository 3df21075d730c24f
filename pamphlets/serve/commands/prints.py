"""Turns a choice of leaflets and copies into files to print, one for each size of paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphlets.model import printable
from pamphlets.serve.commands.values import refuse

if TYPE_CHECKING:
    from pamphlets.serve.commands.choices import Choices
    from pamphlets.serve.commands.downloads import Downloads

MOST = 500
"""So many copies there may be of a leaflet."""

MOST_PAGES = 5000
"""So many pages are printed at once: what is more no printer's tray holds."""


@dataclass(frozen=True, slots=True)
class Print:
    """A file to print: its name, its address, and how to print it, in words."""

    name: str
    address: str
    lines: tuple[str, ...]


def make(copies: Mapping[str, int], known: Choices, downloads: Downloads) -> list[Print]:
    """Return a file for each size of paper; raises PamphletError for what is no leaflet, and for too much."""
    from pamphlets.paper import pdf

    there = {one.path: one for one in known.leaflets()}
    if not copies:
        raise refuse("no leaflet was chosen", "write how many copies you want of one, at least")
    if absent := [path for path in copies if path not in there or not (known.folder / path).is_file()]:
        raise refuse(f"there is no leaflet '{printable(absent[0])}'", "open the desk again: it may have changed")
    _limit(sum(copies.values()))  # each has a page, at least
    say, found = known.say, list[Print]()
    sheets = [pdf.Sheets((known.folder / path).read_bytes(), there[path].flip, number)
              for path, number in copies.items()]  # fmt: skip
    for one in pdf.collate(sheets):
        _limit(one.pages)
        name = f"print-{one.paper[0]}x{one.paper[1]}.pdf"
        sides = say("desk-one-side") if one.flip == "none" else say("desk-both-sides")
        turn = () if one.flip == "none" else (say(f"desk-{one.flip}"),)
        how = ", ".join((f"{one.paper[0]} × {one.paper[1]} mm", sides, *turn))
        drafts = say("desk-done-print-drafts") if any(there[path].draft for path in copies) else ""
        lines = (say("desk-done-print", pages=one.pages, how=how), say("desk-actual"), drafts)
        found.append(Print(name, downloads.keep(name, one.content), tuple(filter(None, lines))))
    return found


def _limit(pages: int) -> None:
    if pages > MOST_PAGES:
        raise refuse(f"these are {pages:,} pages, and {MOST_PAGES:,} are the most", "print in parts")
