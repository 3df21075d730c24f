"""Turns what a request says into values, each of its kind, or into a problem that says what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pamphlets.errors import PamphletError, fail
from pamphlets.model import Location, printable

MOST = 1000
"""Characters of a text, and entries of a list."""


def refuse(message: str, hint: str = "") -> PamphletError:
    """Return the error for what was asked, to be raised."""
    return fail("request", message, Location(""), hint)


class Values:
    """What a request asks for, by name; each function raises PamphletError for a value of another kind."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """Return a text on one line; '' if there is none."""
        return self._text(name, self._values.get(name, ""))

    def flag(self, name: str) -> bool:
        """Say whether something was chosen."""
        return self._values.get(name) in (True, "on")

    def choice(self, name: str, *, need: bool = False) -> tuple[str, ...]:
        """Return what was chosen, one text or some; () if nothing was to choose, unless there is `need` of it."""
        found = self._values.get(name, [])
        chosen = self._list(name, [found] if isinstance(found, str) else found)
        if not chosen and (need or name in self._values):
            raise refuse("nothing was chosen", "choose one, at least")
        return chosen

    def lists(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Return lists of texts by their names."""
        return {key: self._list(name, value) for key, value in self._map(name).items()}

    def counts(self, name: str, most: int) -> Mapping[str, int]:
        """Return whole numbers from 1 to `most` by their names."""
        found = self._map(name)
        for key, value in found.items():
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
                message = f"'{printable(str(value)[:20])}' is no number of copies of {printable(key)}"
                raise refuse(message, f"from 1 to {most}")
        return {key: value for key, value in found.items() if isinstance(value, int)}

    def _map(self, name: str) -> Mapping[str, object]:
        found = self._values.get(name, {})
        if not isinstance(found, dict) or len(found) > MOST:
            raise refuse(f"'{name}' is no list of names and values")
        return found

    def _list(self, name: str, found: object) -> tuple[str, ...]:
        if not isinstance(found, Sequence) or isinstance(found, str) or len(found) > MOST:
            raise refuse(f"'{name}' is no list of texts")
        return tuple(self._text(name, one) for one in found)

    def _text(self, name: str, found: object) -> str:
        if not isinstance(found, str) or len(found) > MOST or found.encode(errors="replace").decode() != found:
            raise refuse(f"'{name}' is no text")
        if found != printable(found):
            raise refuse(f"'{name}' has signs that cannot be written", "write it on one line")
        return found.strip()
