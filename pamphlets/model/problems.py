"""Says what is wrong, where, and what to do about it: a problem, its place, and how both are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return a text on one line, with `\x1b` and the like in the place of characters that must not be printed."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: a posix path in the project ('': none), a line from 1 (0: all), the embed that shows it."""

    path: str
    line: int = 0
    embedded_by: Location | None = None

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place} (embedded at {self.embedded_by})" if self.embedded_by else place


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault that an author, a settings file, a template or a printer can cause, with a place and a way out."""

    rule: str
    message: str
    location: Location
    hint: str = ""
    severity: Severity = "error"
    meant: tuple[str, str] | None = field(default=None, repr=False, compare=False)
    """What is written, and what to put in its place, where the hint (an `errors.Hint`) asks whether that was meant."""

    def __post_init__(self) -> None:
        if type(self.hint) is not str:
            object.__setattr__(self, "meant", getattr(self.hint, "meant", None))
            object.__setattr__(self, "hint", str(self.hint))

    def __str__(self) -> str:
        text = printable(f"{self.location}: {self.severity}: {self.message}").removeprefix(": ")
        return f"{text}\n  hint: {printable(self.hint)}" if self.hint else text
