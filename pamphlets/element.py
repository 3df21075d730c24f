"""What a block of Markdown becomes: an element of HTML, with its line and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pamphlets.model import Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a block; `line` counts as its element's does."""

    rule: str
    message: str
    hint: str
    line: int
    severity: Severity = "error"


@dataclass(slots=True)
class Element:
    """A paragraph, list, item, table, …: its text is Markdown of one paragraph; of `pre` it is code."""

    tag: str
    line: int
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all within it, in the order in which they are read."""
        yield self
        for child in self.children:
            yield from child.walk()
