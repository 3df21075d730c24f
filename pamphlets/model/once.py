"""Turns values into their `repr` once each, where many digests are taken over the same ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_MOST = 1_000
_told: dict[int, tuple[object, str]] = {}
"""By the identity of each value, and with the value, so that no other comes to have that."""


def tell(value: T, make: Callable[[T], str]) -> str:
    """Return the text that is made of a frozen value, as long as it is one of the last of which one was."""
    if id(value) not in _told:
        if len(_told) >= _MOST:
            _told.clear()
        _told[id(value)] = value, make(value)
    return _told[id(value)][1]


def tell_once(kind: type[T]) -> type[T]:
    """Let each value of a frozen class tell its `repr` so."""
    make = kind.__repr__

    def told(self: object) -> str:
        return tell(self, make)

    kind.__repr__ = told  # type: ignore[method-assign]
    return kind
