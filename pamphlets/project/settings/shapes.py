"""Nodes -> the typed shape of a file, key by key, so that every fault is found.

A shape is a class that says what a file may hold; its JSON Schema, for editors, comes from the same class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, ClassVar, Self, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from pamphlets.errors import fold
from pamphlets.model import tell
from pamphlets.project.settings import hints, meant
from pamphlets.project.settings.nodes import Faults, Keys, Node, label, parse
from pamphlets.project.settings.scalars import HASHTAG, is_blank, key_meaning, metas, phrase, refuse, remark, scalar

T = TypeVar("T")


class Shape(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What a mapping of a settings file may hold.

    `others` are keys that it may have and that nothing reads, `aliases` other names of its keys; `blanks` what a key
    holds for which "none" is written; `advice` the hint for keys that people look for here; `foreign` whether other
    programs keep keys of their own here, `open` whether any do, of whatever name.
    """

    others: ClassVar[frozenset[str]] = frozenset()
    aliases: ClassVar[Mapping[str, str]] = {}
    blanks: ClassVar[Mapping[str, object]] = {}
    advice: ClassVar[Mapping[str, str]] = {}
    foreign: ClassVar[bool] = False
    open: ClassVar[bool] = False

    def __repr__(self) -> str:
        return tell(self, msgspec.Struct.__repr__)

    def replace(self, **values: object) -> Self:
        """Return the same with other values of some attributes."""
        return msgspec.structs.replace(self, **values)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """Another type in which a value is `written`; `make` turns that, its keys and the faults into the value.

    `reform` gives another node for a node first.
    """

    written: object
    make: Callable[..., object]
    reform: Callable[[Node], Node] | None = None


UNWRITTEN = object()
"""Marks the type of an attribute that is no key of the file."""
Id = Annotated[str, UNWRITTEN]
Unread = object
"""What a standard has and nothing here needs."""


def ways(
    hint: Callable[[str], str] | str | None = None, meant: Callable[[str], str] | None = None,
    split: str | tuple[str, ...] = "", join: str = "",
) -> dict[str, object]:  # fmt: skip
    """Return the ways out for another value: `meant` gives what it can only mean, `hint` says how to write it.

    `split` is where one text is cut into the values of a list (of several, the first that cuts it); `join` is what a
    list is put together with into one text.
    """
    return {"hint": hint, "meant": meant, "split": split, "join": join}


def pattern(
    noun: str, regex: str, hint: Callable[[str], str] | str | None = None, meant: Callable[[str], str] | None = None,
    split: str | tuple[str, ...] = "",
) -> Meta:  # fmt: skip
    """Describe a kind of text: `noun` is what a message calls it, `regex` what it must match, whole; see `ways`."""
    return Meta(title=noun, pattern=f"^(?:{regex})$", extra=ways(hint, meant, split))


Text = Annotated[str, Meta(title="a text", min_length=1)]
Tag = Annotated[Text, Meta(extra=ways(split=r"[,;\n]+"))]
Slug = Annotated[
    str,
    pattern("small letters, digits and single hyphens", r"[a-z0-9]+(-[a-z0-9]+)*", hints.SLUG, meant.slug, r"[,;\n]+"),
]
Language = Annotated[
    str,
    pattern(
        "a language code such as en, es or pt-BR",
        r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?",
        hints.language,
        meant.language,
        r"[,;/&\n]+|\s+and\s+",
    ),
]
HOST = r"""[^\s/?#:@\[\]<>"'\\℀℁℅℆⁇-⁉⩴︓︖﹕﹖﹟﹫＃／：？＠]+(:\d{1,5})?"""
"""A host and its port: without brackets, and without signs that are '/', '?', '#', '@' or ':' to a browser."""
WEB = "a web address such as https://www.example.org"
Address = Annotated[str, pattern(WEB, rf"https?://{HOST}([/?#]\S*)?", hints.address, meant.address)]
Hashtag = Annotated[str, pattern(HASHTAG, r"[^\s#]+", hints.hashtag, meant.hashtag, (r"[,;\n]+|(?=[#＃])", r"\s+"))]


def pairs(given: Mapping[str, T], keys: Keys, faults: Faults) -> tuple[tuple[str, T], ...]:
    """Make a mapping one that cannot be changed."""
    return tuple(given.items())


def read(source: str, shape: type[T], faults: Faults) -> T | None:
    """Return what a YAML file holds, as its shape; a value with a fault is left out, and the fault added."""
    node = parse(source, faults)
    return None if node is None else read_node(node, shape, faults)


def read_node(node: Node, shape: type[T], faults: Faults) -> T | None:
    """Return what the whole of a file holds, as its shape."""
    if node.value is None:
        node = Node(faults.first_line, [], mapping=True)
    try:
        return cast(T, convert(node, shape, (), faults))
    except ValueError:
        return None
    finally:
        faults.once()


# `convert` raises ValueError when there is no value; the fault has been added by then.


def convert(node: Node, kind: object, keys: Keys, faults: Faults) -> object:
    """Return the value of a node as a type: a Shape, a mapping, a list, a tuple, a union of these, or a scalar."""
    faults.lines.setdefault(keys, node.line)
    if kind is Unread:
        return None
    if isinstance(kind, type) and issubclass(kind, Shape):
        return _shape(node, kind, keys, faults)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return convert(node, _choose(node, [one for one in arguments if one is not NoneType]), keys, faults)
    if origin is Annotated and isinstance(form := arguments[1], Form):
        node = form.reform(node) if form.reform else node
        return form.make(convert(node, form.written, keys, faults), keys, faults)
    if origin is dict:
        return _mapping(node, arguments, keys, faults)
    if origin is tuple:
        return _list(node, arguments, keys, faults)
    return scalar(node, kind, keys, faults)


def _choose(node: Node, kinds: list[object]) -> object:
    """Return the kind of a union that looks like the node, or its first."""
    keys = {fold(str(pair[0].value)) for pair in node.value or () if isinstance(pair, tuple)}

    def fits(kind: object) -> bool:
        origin = get_origin(kind)
        shape = isinstance(kind, type) and issubclass(kind, Shape)
        if node.mapping and isinstance(kind, type) and issubclass(kind, Shape) and dict in map(get_origin, kinds):
            return not keys.isdisjoint(spellings(kind))
        if node.mapping:
            return shape or origin is dict
        return origin is tuple if isinstance(node.value, list) else not shape and origin not in (dict, tuple)

    lists = [kind for kind in kinds if get_origin(kind) is tuple and isinstance(node.value, str)]
    return next((kind for kind in kinds if fits(kind)), lists[0] if lists else kinds[0])


def _pairs(
    node: Node, keys: Keys, faults: Faults, known: Callable[[str], str], example: str = "key"
) -> Iterator[tuple[Node, str, Node]]:
    """Yield the pairs of a mapping, with the key as it is `known`; one that is no text, or given twice, is a fault."""
    if not node.mapping or not isinstance(node.value, list):
        hint = f"write each below it, as in '{example}: …'" if keys else f"write '{example}: …', without '- ' before it"
        raise refuse(node, phrase(keys), faults, "'key: value' lines", "" if node.value is None else hint)
    seen: dict[str, int] = {}
    for pair in node.value:
        key, value = pair if isinstance(pair, tuple) else (node, node)
        if not isinstance(key.value, str):
            faults.add("yaml", f"a key must be a text, not {key}", key.line, "write a word before the ':'")
            continue
        name = known(key.value)
        if name in seen:
            hint = f"the first is on line {seen[name]}: delete one of them"
            faults.add("duplicate-key", f"'{label((*keys, name))}' is given twice", key.line, hint)
        else:
            seen[name] = key.line
            faults.lines[(*keys, name)] = key.line
            yield key, name, value


@cache
def fields(shape: type[Shape]) -> Mapping[str, tuple[str, object, bool]]:
    """Return the keys of a shape: the attribute, its type, and whether it must be given."""
    hints = get_type_hints(shape, include_extras=True)
    found = (one for one in msgspec.structs.fields(shape) if UNWRITTEN not in get_args(hints[one.name]))
    return {one.encode_name: (one.name, hints[one.name], one.required) for one in found}


@cache
def spellings(shape: type[Shape]) -> Mapping[str, str]:
    """Return the keys of a shape by what people write for them, without capitals and hyphens."""
    return {fold(name): name for name in (*shape.others, *fields(shape))} | dict(shape.aliases)


def _shape(node: Node, shape: type[Shape], keys: Keys, faults: Faults) -> Shape:
    own, values, known, strangers = fields(shape), {}, set[str](), list[tuple[Node, str, Node]]()
    spelled = spellings(shape)
    for key, name, value in _pairs(node, keys, faults, lambda key: spelled.get(fold(key), key), next(iter(own))):
        known.add(name)
        if name not in own:
            if name not in shape.others:
                strangers.append((key, name, value))
            continue
        attribute, kind, required = own[name]
        try:
            if name in shape.blanks and is_blank(value, (*keys, name), faults):
                values[attribute] = shape.blanks[name]
            elif value.value is not None:
                values[attribute] = convert(value, kind, (*keys, name), faults)
            elif required:
                hint = remark(value) or "it must be filled in"
                faults.add("missing-key", f"'{label((*keys, name))}' is empty", key.line, hint)
            elif hint := remark(value):
                faults.add("comment", f"'{label((*keys, name))}' is empty", key.line, hint, "warning")
        except ValueError:
            continue
    known |= _refuse(strangers, shape, keys, known, faults)
    for name, (_, _, required) in own.items():
        if required and name not in known:
            own_name = values.get("name") if name == "id" else ""
            said = meant.slug(own_name) if isinstance(own_name, str) else ""
            message, hint = f"'{label((*keys, name))}' is missing", f"add a line '{name}: {said or '…'}'"
            faults.add("missing-key", message, node.line, hint)
    if any(required and attribute not in values for attribute, _, required in own.values()):
        raise ValueError
    return shape(**values)


def _refuse(
    strangers: list[tuple[Node, str, Node]], shape: type[Shape], keys: Keys, known: set[str], faults: Faults
) -> set[str]:
    """Tell of keys that a shape does not have, and return those that they were meant for."""
    from pamphlets.project.settings import elsewhere, foreign

    found, harmless = set[str](), list[tuple[Node, str]]()
    for key, name, _ in strangers:
        hint = elsewhere.hint(name, shape, faults.path)
        near = next((one for one in fields(shape) if hint in (f"write '{one}'", f"did you mean '{one}'?")), "")
        if shape.foreign and not foreign.misspelt(name, near):
            useful = near not in known and hint.startswith(("write", "it belongs in content/practice.yml"))
            harmless.append((key, hint if useful else ""))
            continue
        if near in known:
            hint = f"'{near}' is given already: delete one of them"
        found |= {near} - known
        where = f" in '{label(keys)}'" if keys else ""
        faults.add("unknown-key", f"unknown key '{name}'{where}", key.line, hint)
    if harmless:
        faults.add("unknown-key", *foreign.keys(harmless), "warning")
    return found


def _mapping(node: Node, arguments: tuple[object, ...], keys: Keys, faults: Faults) -> dict[str, object]:
    found = {}
    for key, name, value in _pairs(node, keys, faults, key_meaning(arguments[0])):
        try:
            scalar(replace(key, value=name), arguments[0], keys, faults, f"a key of {phrase(keys)}")
            empty = value.value is None and NoneType in get_args(arguments[1])
            found[name] = None if empty else convert(value, arguments[1], (*keys, name), faults)
        except ValueError:
            continue
    return found


def _list(node: Node, arguments: tuple[object, ...], keys: Keys, faults: Faults) -> tuple[object, ...]:
    items = _items(node, arguments[0])
    if items is None:
        hint = "begin each with '- ', on a line of its own"
        if node.mapping and arguments[0] == Text:
            hint += ", without the words before ':'"
        raise refuse(node, phrase(keys), faults, "a list", "" if node.value is None else hint)
    kinds = [arguments[0]] * len(items) if arguments[-1] is Ellipsis else list(arguments)
    if len(kinds) != len(items):
        raise refuse(node, phrase(keys), faults, f"{len(kinds)} values", f"{len(items)} are given")
    found = []
    for number, (item, kind) in enumerate(zip(items, kinds, strict=True)):
        try:
            found.append(convert(item, kind, (*keys, number), faults))
        except ValueError:
            continue
    if arguments[-1] is not Ellipsis and len(found) != len(kinds):
        raise ValueError
    return tuple(found)


def _items(node: Node, kind: object) -> list[Node] | None:
    """Return the nodes of a list: those of a list, one mapping that is meant as its only item, or a text, cut."""
    if get_origin(kind) is Annotated and isinstance(form := get_args(kind)[1], Form):
        kind = form.written
    if isinstance(node.value, str):
        text = "\n".join(node.rows) or node.value
        split = next((meta.extra["split"] for meta in metas(kind) if meta.extra and meta.extra["split"]), r"\n+")
        parts = [text]
        for at in (split,) if isinstance(split, str) else split:
            parts = [part.strip() for part in re.split(at, text) if part.strip()] if len(parts) < 2 else parts
        return [replace(node, value=part, comment=node.comment if part is parts[-1] else "") for part in parts]
    if node.mapping and isinstance(kind, type) and issubclass(kind, Shape):
        names = {fold(str(pair[0].value)) for pair in node.value or () if isinstance(pair, tuple)}
        return [node] if names <= {fold(name) for name in fields(kind)} else None
    if node.mapping or not isinstance(node.value, list):
        return None
    return [one for one in node.value if isinstance(one, Node)]
