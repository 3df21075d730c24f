"""Turns a choice of leaflets and copies into files to print, and keeps the last of them in memory for the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar

from starlette.responses import Response

from pamphlets.model import printable
from pamphlets.serve.commands.values import refuse
from pamphlets.serve.guard import API, Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

    from pamphlets.serve.commands.choices import Choices

MOST_PAGES = 5000
"""So many pages are printed at once: what is more no printer's tray holds."""
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Print:
    """A file to print: its name, its address, and how to print it, in words."""

    name: str
    address: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prints:
    """The files that were made last, by the digests of their bytes."""

    most: ClassVar[int] = 500
    """So many copies there may be of a leaflet."""
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def make(self, copies: Mapping[str, int], known: Choices) -> list[Print]:
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
            found.append(Print(name, self._keep(name, one.content), tuple(filter(None, lines))))
        return found

    def _keep(self, name: str, content: bytes) -> str:
        key = sha256(content).hexdigest()
        self.files.pop(key, None)
        self.files[key] = name, content
        while len(self.files) > _KEPT:
            del self.files[next(iter(self.files))]
        return f"{API}prints/{key}"

    def answer(self, request: Request) -> Response:
        """Answer with a file that was made before."""
        if request.path_params["name"] not in self.files:
            raise Refusal(HTTPStatus.NOT_FOUND, "This is not kept any longer. Make it again.")
        name, content = self.files[request.path_params["name"]]
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return Response(content, media_type="application/pdf", headers=headers)


def _limit(pages: int) -> None:
    if pages > MOST_PAGES:
        raise refuse(f"these are {pages:,} pages, and {MOST_PAGES:,} are the most", "print in parts")
