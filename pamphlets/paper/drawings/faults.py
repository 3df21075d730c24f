"""Turns what is wrong with a drawing into words, each fault once, at the line where it is first met."""

from __future__ import annotations

from dataclasses import dataclass, field

SCRIPT = "save it again as plain SVG, without scripts"
OUTSIDE = "save it with its pictures and fonts inside it"
PLAIN = "export it as plain SVG, with text as paths and effects flattened, or save it as PNG"
AGAIN = "save it again as plain SVG"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a drawing cannot be shown ("it holds a script (<script>)"), the way out, and its line in the file."""

    message: str
    hint: str
    line: int = 1


class Refused(Exception):
    """A drawing, or one value of it, that cannot be shown."""

    def __init__(self, message: str, hint: str = PLAIN, line: int = 1) -> None:
        super().__init__(message)
        self.fault = Fault(message, hint, line)


@dataclass(slots=True)
class Faults:
    """The faults of one drawing, by their message."""

    found: dict[str, Fault] = field(default_factory=dict)

    def add(self, message: str, hint: str, line: int) -> None:
        """Keep a fault, unless the same was met before."""
        self.found.setdefault(message, Fault(message, hint, line))
