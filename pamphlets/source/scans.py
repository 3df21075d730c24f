"""Keeps what was found so far in a text on its way to Markdown, and turns pieces of it into Markdown of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pamphlets.model import FIRST_MARK, LAST_MARK, Inline, Location, Markdown, Problem, Severity
from pamphlets.source.attributes import Vocabulary
from pamphlets.source.notes import Apart

MARK = re.compile(f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]")


@dataclass(slots=True)
class Scan:
    """One text on its way to Markdown: what was found so far, and where its lines begin."""

    path: str
    first_line: int
    vocabulary: Vocabulary
    problems: list[Problem]
    apart: Apart | None = None
    inlines: list[Inline] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    seen: set[Problem] = field(default_factory=set)
    lines: tuple[int, ...] = ()
    """The line of each of its lines, where the text was laid out anew."""

    def at(self, position: int) -> Location:
        """Return the place of a character of the text."""
        line = bisect_right(self.starts, position) - 1
        return Location(self.path, self.lines[line] if line < len(self.lines) else self.first_line + line)

    def problem(self, rule: str, message: str, position: int, hint: str = "", severity: Severity = "error") -> None:
        """Record a problem at a character of the text; the same one at the same line is said once."""
        found = Problem(rule, message, self.at(position), hint, severity)
        if found not in self.seen:
            self.problems.append(found)
            self.seen.add(found)

    def mark(self, inline: Inline) -> str:
        """Keep a construct and return the character that stands for it."""
        self.inlines.append(inline)
        return chr(FIRST_MARK + min(len(self.inlines) - 1, LAST_MARK - FIRST_MARK))

    def within(self, text: str, position: int) -> tuple[Scan, str]:
        """Return the scan of a piece of the text, and the piece, whose marks are those of that scan."""
        inner = Scan(self.path, self.at(position).line, self.vocabulary, self.problems, self.apart)
        inner.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        return inner, MARK.sub(lambda found: inner.mark(self.inlines[ord(found[0]) - FIRST_MARK]), text)

    def part(self, text: str, position: int) -> Markdown:
        """Return a piece of the text, whose variables are marked already, as Markdown of its own."""
        inner, text = self.within(text, position)
        return Markdown(text, tuple(inner.inlines), self.at(position))


def pieces(text: str, inlines: Sequence[Inline]) -> Iterator[tuple[str, Inline | None]]:
    """Yield what a text is made of: words, of which None says that they are, and marks with what they stand for."""
    for piece in re.split(f"({MARK.pattern})", text):
        yield piece, inlines[ord(piece) - FIRST_MARK] if MARK.fullmatch(piece) else None
