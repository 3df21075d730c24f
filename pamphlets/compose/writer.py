"""Says how a channel writes what a text names: a citation, a link, a picture, the place that a block is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from pamphlets.model import Link, Location


@dataclass(frozen=True, slots=True)
class Behind:
    """Where a link ends, and its words as HTML: a channel may have more to say there."""

    link: Link
    words: str


class Writer:
    """Writes as all channels do that say nothing else. `pages` are the addresses of pamphlets, by their names."""

    boxes: tuple[str, str] = ("", "")
    """What stands before the words of an item that is to be ticked, and of one that is; '' where a style draws it."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.pages = pages

    def cite(self, number: int, aside: bool) -> str:
        """Return the number of a source as a link to it; `aside` is one in a footnote, or in words for a picture."""
        return f'<a href="#source-{number}">{number}</a>'

    def address(self, target: str) -> str:
        """Return the address of a link as the channel writes it; '' where it leads nowhere."""
        return target

    def behind(self, address: str, words: str) -> str:
        """Return what stands behind a link of the text, whose words are HTML."""
        return ""

    def picture(self, src: str, focus: tuple[float, float] | None = None, within: bool = False) -> str:
        """Return the attributes by which a picture, a path of the project, is shown, cut around its focus.

        `within` is one inside a sentence, which is never cut. '' where none is shown: then its words stand for it.
        """
        kept = f' style="object-position: {focus[0]:g}% {focus[1]:g}%"' if focus else ""
        return f'src="content:{quote(src.removeprefix("content/"))}"{kept}'

    def place(self, location: Location) -> str:
        """Return what a block says of where it was written; '' for nothing."""
        return str(location)
