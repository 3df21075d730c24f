"""Turns the shapes of the settings files into JSON Schemas, with which an editor completes and checks as one types."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from pamphlets.project.settings import brand, claims, formats, practice, references, sources
from pamphlets.project.settings.shapes import Shape

SHAPES: dict[str, Any] = {
    "_brand": brand.BrandFile,
    "claims": claims.ClaimsFile,
    "formats": formats.FormatsFile,
    "front-matter": sources.Source,
    "platforms": formats.PlatformsFile,
    "practice": practice.PracticeFile,
    "references": references.ReferencesFile,
}


def schema(name: str) -> str:
    """Return the JSON Schema of a settings file, as text."""
    (found,), parts = msgspec.json.schema_components([SHAPES[name]], ref_template="#/$defs/{name}")
    for shape in _shapes(Shape):
        if shape.__name__ in parts:
            parts[shape.__name__]["properties"] |= dict.fromkeys(sorted(shape.others), True)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "$defs": parts}
    return json.dumps(_as_written(whole), indent=2, ensure_ascii=False) + "\n"


def _shapes(base: type[Shape]) -> list[type[Shape]]:
    return [one for shape in base.__subclasses__() for one in (shape, *_shapes(shape))]


def _as_written(part: Any) -> Any:
    """Let a text be written as YAML has numbers, since scalars are read as text; leave out defaults that are empty."""
    if isinstance(part, list | tuple):
        return [_as_written(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _as_written(one) for key, one in part.items() if key != "default" or isinstance(one, str | float)}
    if found.get("default") == "":
        del found["default"]
    if found.get("type") == "string" and not {"pattern", "format"} & set(found):
        found["type"] = ["string", "number"]
    if "enum" in found:
        found["enum"] += [int(name) for name in found["enum"] if str(name).isdecimal()]
    return found
