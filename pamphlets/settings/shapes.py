"""Nodes -> the typed shape of a file, key by key, so that every fault is found.

A shape is a class that says what a file may hold; its JSON Schema, for editors, comes from the same class.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from pamphlets.errors import nearest
from pamphlets.settings import Words
from pamphlets.settings.nodes import Faults, Keys, Node, parse

T = TypeVar("T")


class Shape(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What a mapping of a settings file may hold; `others` are keys that it may have and that nothing reads."""

    others: ClassVar[frozenset[str]] = frozenset()


def pattern(noun: str, regex: str, hint: Callable[[str], str] | None = None) -> Meta:
    """Describe a kind of text: `noun` is what a message calls it, `regex` what it must match, whole.

    `hint` says of another text how to write it.
    """
    return Meta(title=noun, pattern=f"^(?:{regex})$", extra={"hint": hint} if hint else None)


Text = Annotated[str, Meta(title="a text", min_length=1)]
Slug = Annotated[str, pattern("small letters, digits and single hyphens", r"[a-z0-9]+(-[a-z0-9]+)*")]
Language = Annotated[
    str, pattern("a language code such as en, es or pt-BR", r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
]
Address = Annotated[str, pattern("a web address such as https://www.example.org", r"https?://[^\s/?#]+[^\s]*")]
Hashtag = Annotated[str, pattern("a word without '#' and spaces", r"[^\s#]+")]
Texts = Text | dict[Language, Text]


def words(texts: str | Mapping[str, str] | None) -> Words:
    """Return a text, or texts by language, as Words."""
    if isinstance(texts, str):
        return Words((("", texts),))
    return Words(tuple((texts or {}).items()))


def label(keys: Keys) -> str:
    """Return how a message names a key: `sites[2].phone`, counted from 1."""
    named = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys)
    return named.removeprefix(".")


def read(source: str, shape: type[T], faults: Faults) -> T | None:
    """Return what a YAML file holds, as its shape; a value with a fault is left out, and the fault added."""
    node = parse(source, faults)
    if node is None:
        return None
    if node.value is None:
        node = Node(faults.first_line, [], mapping=True)
    try:
        value: T = convert(node, shape, (), faults)
        return value
    except ValueError:
        return None


# `convert` raises ValueError when there is no value; the fault has been added by then.


def convert(node: Node, kind: Any, keys: Keys, faults: Faults) -> Any:
    """Return the value of a node as a type: a Shape, a mapping, a list, a tuple, a union of these, or a scalar."""
    faults.lines.setdefault(keys, node.line)
    if kind is Any:
        return None
    if isinstance(kind, type) and issubclass(kind, Shape):
        return _shape(node, kind, keys, faults)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return convert(node, _choose(node, [one for one in arguments if one is not NoneType]), keys, faults)
    if origin is dict:
        return _mapping(node, arguments, keys, faults)
    if origin is tuple:
        return _list(node, arguments, keys, faults)
    return _scalar(node, kind, keys, faults)


def _choose(node: Node, kinds: list[Any]) -> Any:
    """Return the kind of a union that looks like the node, or its first."""

    def fits(kind: Any) -> bool:
        origin = get_origin(kind)
        shape = isinstance(kind, type) and issubclass(kind, Shape)
        if node.mapping:
            return shape or origin is dict
        return origin is tuple if isinstance(node.value, list) else not shape and origin not in (dict, tuple)

    return next((kind for kind in kinds if fits(kind)), kinds[0])


def _named(keys: Keys) -> str:
    return f"'{label(keys)}'" if keys else "the file"


def _refuse(node: Node, name: str, faults: Faults, expected: str, hint: str = "") -> ValueError:
    faults.add("wrong-value", f"{name} must be {expected}, not {node}", node.line, hint or _hidden(node))
    return ValueError()


def _hidden(node: Node) -> str:
    """Return the hint for an empty value that a '#' has made so: '' where it is none, or the comment is one."""
    word = node.comment.partition(" ")[0]
    return f"'#' begins a comment: put quotes around it, \"{word}\"" if node.value is None and len(word) > 1 else ""


def _check_comment(node: Node, name: str, kind: Any, metas: list[Meta], faults: Faults) -> None:
    """Warn of a text that a '#' cuts short."""
    if node.comment and kind is str and not any(meta.pattern for meta in metas):
        message, hint = f"{name} ends before the '#', which begins a comment", "put quotes around the whole text"
        faults.add("comment", message, node.line, f"{hint}, or the comment on a line of its own", "warning")


def _pairs(node: Node, keys: Keys, faults: Faults) -> Iterator[tuple[Node, str, Node]]:
    """Yield the pairs of a mapping, with the key as text; a key that is no text, or given twice, is a fault."""
    if not node.mapping or not isinstance(node.value, list):
        raise _refuse(node, _named(keys), faults, "'key: value' lines")
    seen: dict[str, int] = {}
    for pair in node.value:
        key, value = pair if isinstance(pair, tuple) else (node, node)
        if not isinstance(key.value, str):
            faults.add("yaml", f"a key must be a text, not {key}", key.line)
        elif key.value in seen:
            hint = f"the first is on line {seen[key.value]}"
            faults.add("duplicate-key", f"'{label((*keys, key.value))}' is given twice", key.line, hint)
        else:
            seen[key.value] = key.line
            faults.lines[(*keys, key.value)] = key.line
            yield key, key.value, value


@cache
def _fields(shape: type[Shape]) -> Mapping[str, tuple[str, Any, bool]]:
    """Return the keys of a shape: the attribute, its type, and whether it must be given."""
    hints = get_type_hints(shape, include_extras=True)
    found = msgspec.structs.fields(shape)
    return {one.encode_name: (one.name, hints[one.name], one.required) for one in found}


def _shape(node: Node, shape: type[Shape], keys: Keys, faults: Faults) -> Shape:
    fields, values, known = _fields(shape), {}, set()
    for key, name, value in _pairs(node, keys, faults):
        known.add(name)
        if name not in fields:
            if name not in shape.others:
                where = f" in '{label(keys)}'" if keys else ""
                faults.add("unknown-key", f"unknown key '{name}'{where}", key.line, nearest(name, fields))
            continue
        attribute, kind, required = fields[name]
        try:
            if value.value is not None:
                values[attribute] = convert(value, kind, (*keys, name), faults)
            elif required:
                hint = _hidden(value) or "it must be filled in"
                faults.add("missing-key", f"'{label((*keys, name))}' is empty", key.line, hint)
            elif hint := _hidden(value):
                faults.add("comment", f"'{label((*keys, name))}' is empty", key.line, hint, "warning")
        except ValueError:
            continue
    for name, (_, _, required) in fields.items():
        if required and name not in known:
            message, hint = f"'{label((*keys, name))}' is missing", f"add a line '{name}: …'"
            faults.add("missing-key", message, node.line, hint)
    if any(required and attribute not in values for attribute, _, required in fields.values()):
        raise ValueError
    return shape(**values)


def _mapping(node: Node, arguments: tuple[Any, ...], keys: Keys, faults: Faults) -> dict[str, Any]:
    found = {}
    for key, name, value in _pairs(node, keys, faults):
        try:
            _scalar(key, arguments[0], keys, faults, f"a key of {_named(keys)}")
            empty = value.value is None and NoneType in get_args(arguments[1])
            found[name] = None if empty else convert(value, arguments[1], (*keys, name), faults)
        except ValueError:
            continue
    return found


def _list(node: Node, arguments: tuple[Any, ...], keys: Keys, faults: Faults) -> tuple[Any, ...]:
    if node.mapping or not isinstance(node.value, list):
        hint = f"write {keys[-1]}: [{node.value}]" if keys and isinstance(node.value, str) else ""
        raise _refuse(node, _named(keys), faults, "a list", hint)
    kinds = [arguments[0]] * len(node.value) if arguments[-1] is Ellipsis else list(arguments)
    if len(kinds) != len(node.value):
        raise _refuse(node, _named(keys), faults, f"{len(kinds)} values", f"{len(node.value)} are given")
    found = []
    for number, (item, kind) in enumerate(zip(node.value, kinds, strict=True)):
        try:
            if isinstance(item, Node):
                found.append(convert(item, kind, (*keys, number), faults))
        except ValueError:
            continue
    if arguments[-1] is not Ellipsis and len(found) != len(kinds):
        raise ValueError
    return tuple(found)


_NOUNS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def _scalar(node: Node, kind: Any, keys: Keys, faults: Faults, name: str = "") -> Any:
    """Convert a text by msgspec; a message says what it must be in the words of its type's title."""
    name = name or _named(keys)
    base = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    metas = [meta for meta in get_args(kind)[1:] if isinstance(meta, Meta)]
    try:
        if isinstance(node.value, str):
            value = msgspec.convert(node.value.strip(), kind, strict=False)
            if not isinstance(value, float) or math.isfinite(value):
                _check_comment(node, name, base, metas, faults)
                return value
    except msgspec.ValidationError:
        pass
    ways = [meta.extra["hint"] for meta in metas if meta.extra]
    hint = ways[0](node.value.strip()) if ways and isinstance(node.value, str) else ""
    if get_origin(base) is Literal:
        names = [str(name) for name in get_args(base)]
        expected = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
        raise _refuse(node, name, faults, expected, hint)
    titles = [meta.title for meta in metas if meta.title]
    raise _refuse(node, name, faults, titles[0] if titles else _NOUNS.get(base, "another value"), hint)
