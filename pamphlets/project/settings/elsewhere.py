"""Turns a key that a settings file does not know into a hint at the place where it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

from pamphlets.errors import fold, nearest
from pamphlets.project.settings import schemas
from pamphlets.project.settings.shapes import Form, Shape, fields

_FILES = {
    "practice": "content/practice.yml", "_brand": "content/_brand.yml",
    "front-matter": "the lines between '---' at the top of a source", "references": "content/references.yml",
    "formats": "content/formats.yml", "platforms": "content/platforms.yml", "claims": "content/claims.yml",
}  # fmt: skip
"""The settings files, in the order in which a key is looked for."""


def hint(key: str, shape: type[Shape], path: str) -> str:
    """Return where a key belongs: another name here, another place of the same file, or another file."""
    if advice := shape.advice.get(fold(key)):
        return advice
    here = "front-matter" if path.endswith(".md") else PurePosixPath(path).stem
    for file, above in sorted(_places().get(fold(key), []), key=lambda place: place[0] != here):
        if file == here:
            return f"it belongs under '{above}'" if above else "it belongs in the first column, under no other key"
        return f"it belongs in {_FILES[file]}" + (f", under '{above}'" if above else "")
    return nearest(key, fields(shape)) or "delete it: nothing reads it here"


@cache
def _places() -> Mapping[str, list[tuple[str, str]]]:
    """Return, by key, the file and the key above that know it; the shallowest first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in _FILES:
        for depth in range(2):
            for key, above in _keys(schemas.SHAPES[file], "", depth):
                if (file, above) not in found[fold(key)]:
                    found[fold(key)].append((file, above))
    return found


def _keys(kind: object, above: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the keys at a depth below a type, each with the path of keys above it."""
    if isinstance(kind, Form):
        yield from _keys(kind.written, above, depth)
    elif get_origin(kind) in (Union, UnionType, tuple, dict) or hasattr(kind, "__metadata__"):
        for part in get_args(kind):
            yield from _keys(part, above, depth)
    elif isinstance(kind, type) and issubclass(kind, Shape):
        hints = get_type_hints(kind, include_extras=True)
        for key, (name, _, _) in fields(kind).items():
            if depth == 0:
                yield key, above
            else:
                yield from _keys(hints[name], f"{above}.{key}".lstrip("."), depth - 1)
