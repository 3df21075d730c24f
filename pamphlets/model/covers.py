"""What stands on the cover of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on a cover: a motif, a photo or drawing of the project, or words alone (`type`).

    `name` is the motif's, or the picture's path relative to the project; `focus` is how many per cent from its left and
    top must stay in view. `alt` says what it shows, '' for decoration; `width` and `height` are a picture's, in pixels.
    """

    kind: Literal["motif", "photo", "type"] = "motif"
    name: str = "plain"
    focus: tuple[float, float] | None = None
    alt: str = ""
    width: int = 0
    height: int = 0

    @property
    def url(self) -> str:
        """The address of its picture on paper and cards, which `paper` knows to open; '' for words alone."""
        if self.kind == "motif":
            return f"asset:motifs/{quote(self.name)}.svg"
        return f"content:{quote(self.name.removeprefix('content/'))}" if self.kind == "photo" else ""

    @property
    def position(self) -> str:
        """Its focus, as CSS places a picture that is cut."""
        x, y = self.focus or (50, 50)
        return f"{x:g}% {y:g}%"

    @property
    def drawn(self) -> bool:
        """Whether it is a drawing of the project, which is shown whole."""
        return self.kind == "photo" and self.name.lower().endswith(".svg")


PLAIN = Cover()
"""That of a project that says nothing."""
