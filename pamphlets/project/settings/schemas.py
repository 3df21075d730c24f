"""Turns the shapes of the settings files into JSON Schemas, with which an editor completes and checks as one types."""

from __future__ import annotations

import json
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from pamphlets.project.settings import brand, claims, formats, practice, references, sources
from pamphlets.project.settings.shapes import Form, Shape, Slug, Unread, fields

SHAPES: dict[str, object] = {
    "_brand": brand.Brand,
    "claims": claims.Claims,
    "formats": dict[Slug, formats.Format],
    "front-matter": sources.FrontMatter,
    "platforms": dict[Slug, formats.Platform],
    "practice": practice.Practice,
    "references": references.References,
}


def schema(name: str) -> str:
    """Return the JSON Schema of a settings file, as text."""
    (found,), parts = msgspec.json.schema_components([_written(SHAPES[name])], ref_template="#/$defs/{name}")
    for shape in _shapes(Shape):
        if shape.__name__ in parts:
            parts[shape.__name__]["properties"] |= dict.fromkeys(sorted(shape.others), True)
            parts[shape.__name__]["additionalProperties"] = shape.open
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "$defs": parts}
    return json.dumps(_as_written(whole), indent=2, ensure_ascii=False) + "\n"


def _written(kind: object) -> Any:
    """Return the type in which a value of a type is written, of which msgspec makes a schema."""
    if isinstance(kind, type) and issubclass(kind, Shape):
        return _struct(kind)
    if kind is Unread:
        return Any
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        first, *rest = arguments
        return _written(rest[0].written) if isinstance(rest[0], Form) else Annotated[(_written(first), *rest)]
    if origin in (Union, UnionType):
        shapes = any(isinstance(kind, type) and issubclass(kind, Shape) for kind in arguments)
        # msgspec knows no union of a struct and a mapping: the struct, which is open, stands for both
        return reduce(or_, (_written(kind) for kind in arguments if not shapes or get_origin(kind) is not dict))
    return origin[tuple(map(_written, arguments))] if origin in (dict, tuple) else kind


@cache
def _struct(shape: type[Shape]) -> type[msgspec.Struct]:
    """Return the keys of a shape as they are written; those that may be left out may be empty."""
    default = {one.name: one.default for one in msgspec.structs.fields(shape)}
    keys = []
    for key, (name, kind, required) in fields(shape).items():
        written = _written(kind)
        plain = written is kind and isinstance(default[name], str | float)
        given = {} if required else {"default": default[name] if plain else None}
        keys.append((name, written if required else written | None, msgspec.field(name=key, **given)))
    text = {"__doc__": (shape.__doc__ or "").partition("\n")[0]}
    return msgspec.defstruct(shape.__name__, keys, namespace=text, kw_only=True, forbid_unknown_fields=True)


def _shapes(base: type[Shape]) -> list[type[Shape]]:
    return [one for shape in base.__subclasses__() for one in (shape, *_shapes(shape))]


def _as_written(part: object) -> Any:
    """Let a text be written as YAML has numbers, since scalars are read as text; leave out defaults that are empty."""
    if isinstance(part, list | tuple):
        return [_as_written(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _as_written(one) for key, one in part.items() if key != "default" or isinstance(one, str | float)}
    if "anyOf" in found:  # a union has no order: which is first depends on what Python has met before
        found["anyOf"] = sorted(found["anyOf"], key=json.dumps)
    if found.get("default") == "":
        del found["default"]
    if found.get("type") == "string" and not {"pattern", "format"} & set(found):
        found["type"] = ["string", "number"]
    if "enum" in found:
        found["enum"] += [int(name) for name in found["enum"] if str(name).isdecimal()]
    return found
