"""Says how pages write what a text names: citations lead to their sources and back, pictures keep their room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from pamphlets import compose
from pamphlets.channels.web import pictures
from pamphlets.channels.web.page import Page
from pamphlets.model import Location
from pamphlets.paper import drawings


class PageWriter(compose.Writer):
    """Writes one page. `to` turns a path below `web/` into what the page writes; pictures are below `root`."""

    def __init__(self, page: Page, to: Callable[[str], str], root: Path) -> None:
        super().__init__({name: to(path) for name, path in page.linked})
        self._say = compose.speaker(page.view.facts.words.plain)
        self.to, self.root = to, root
        self.cited = Counter[int]()

    def cite(self, number: int, aside: bool) -> str:
        """Return a citation with a name of its own, so that its source can lead back to it."""
        if aside:
            return super().cite(number, aside)
        self.cited[number] += 1
        label = self._say("web-source", number=number)
        return f'<a id="cite-{number}-{self.cited[number]}" href="#source-{number}" aria-label="{label}">{number}</a>'

    def back(self) -> Mapping[int, tuple[str, ...]]:
        """Return the names of the citations of each source."""
        return {number: tuple(f"cite-{number}-{n + 1}" for n in range(count)) for number, count in self.cited.items()}

    def picture(self, src: str, focus: tuple[float, float] | None = None, within: bool = False) -> str:
        """Return where a picture is, its size, so that the text does not jump when it comes, and how it is cut."""
        width, height = drawings.size(self.root / src)
        upright = 0 < width <= height and not within and not src.lower().endswith(".svg")
        classes = " ".join(filter(None, ("upright" if upright else "", pictures.place(focus))))
        room = f' width="{width}" height="{height}"' if width and height else ""
        return f'src="{escape(self.href(src))}"{room}' + (f' class="{classes}"' if classes else "")

    def href(self, src: str) -> str:
        """Return where a picture of the project is."""
        return self.to(pictures.href(src))

    def place(self, location: Location) -> str:
        """Return nothing: pages do not tell the public which file a text comes from."""
        return ""
