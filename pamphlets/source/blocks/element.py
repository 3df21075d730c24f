"""Names what a block of Markdown is made of and becomes: an element of HTML with its line and its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines within a container, without its signs and indentation.

    `first` is the line of the first one, `depth` how many containers stand around, `signs` the bullets of their lists.
    """

    lines: Sequence[str]
    parse: Callable[[Lines], list[Element]]
    first: int = 0
    depth: int = 0
    signs: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, index: int) -> str:
        return self.lines[index]

    def within(self, body: Sequence[str], index: int, *signs: str) -> list[Element]:
        """Return the blocks of a container that begins at one of these lines."""
        inner = Lines(body, self.parse, self.first + index, self.depth + 1, (*self.signs, *signs))
        return self.parse(inner)

    def next(self, index: int) -> int:
        """Return the index of the next line that is not empty."""
        while index < len(self.lines) and not self.lines[index].strip():
            index += 1
        return index
