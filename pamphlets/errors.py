"""Turns problems into the one exception that this package raises.

Exception
└── PamphletError      carries every Problem that was found, in order
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pamphlets.model import Location, Problem


class PamphletError(Exception):
    """A fault in content, settings, templates or files; `problems` holds all that were found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def fail(rule: str, message: str, location: Location, hint: str = "") -> PamphletError:
    """Return the error for one problem, to be raised."""
    from pamphlets.model import Problem

    return PamphletError([Problem(rule, message, location, hint)])


class Hint(str):
    """A hint on its way to its problem: `meant` has what is written, and what to put in its place."""

    meant: tuple[str, str]

    def __new__(cls, text: str, old: str, new: str) -> Self:
        """Return a text that knows what was meant."""
        made = super().__new__(cls, text)
        made.meant = str(old), str(new)
        return made


def fold(name: str) -> str:
    """Return a name without what people write differently: capitals, accents, hyphens, spaces, brackets."""
    from unicodedata import normalize

    return "".join(letter for letter in normalize("NFKD", name.casefold()) if letter.isalnum())


def nearest(name: str, names: Iterable[str], asking: str = "did you mean '{}'?") -> str:
    """Return a hint that names the nearest of `names`, or lists them if none is near and they are few."""
    from difflib import get_close_matches

    known = sorted(names)
    if close := get_close_matches(name, known, 1, 0.6):
        return Hint(asking.format(close[0]), name, close[0])
    return f"known: {', '.join(known)}" if 0 < len(known) <= 12 else ""


def nearest_dotted(name: str, known: Iterable[str]) -> str:
    """Return the hint for a dotted name: of those that begin alike, the nearest, or all."""
    first, _, rest = name.partition(".")
    alike = [one.partition(".")[2] for one in known if one.startswith(f"{first}.")]
    if not alike:
        return nearest(name, known)
    hint = nearest(rest, alike, f"did you mean '{first}.{{}}'?")
    return hint if isinstance(hint, Hint) else hint.replace("known: ", f"known after '{first}.': ")
