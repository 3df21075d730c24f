"""Gives every citation of a page a name of its own, so that its source can lead back to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pamphlets.compose import Composition

_CITATION = re.compile(r'<a href="#source-(\d+)">')
_FROM = re.compile(r' data-at="[^"]*"')


@dataclass(frozen=True, slots=True)
class Cited:
    """A composition whose citations have ids, and for each source (by number) the ids that cite it."""

    composition: Composition
    back: Mapping[int, tuple[str, ...]]


def mark(composition: Composition, say: Callable[..., str]) -> Cited:
    """Name each citation, and drop what a page does not tell the public: where the text comes from."""
    seen: Counter[int] = Counter()

    def name(found: re.Match[str]) -> str:
        number = int(found[1])
        seen[number] += 1
        label = say("web-source", number=number)
        return f'<a id="cite-{number}-{seen[number]}" href="#source-{number}" aria-label="{label}">'

    blocks = tuple(replace(block, html=_CITATION.sub(name, _FROM.sub("", block.html))) for block in composition.blocks)
    back = {number: tuple(f"cite-{number}-{n}" for n in range(1, count + 1)) for number, count in seen.items()}
    return Cited(replace(composition, blocks=blocks), back)
