"""Texts of a YAML file -> the values of their types, and what is said of one that cannot be."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

from pamphlets.errors import fold, nearest
from pamphlets.project.settings import meant
from pamphlets.project.settings.nodes import Faults, Keys, Node, label

HASHTAG = "a word without '#' and spaces"
"""What messages call a hashtag: the one text that a '#' begins, as it does a comment."""
_NOUNS: dict[object, str] = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


_HINTS: dict[object, str] = {
    int: "digits alone, such as 5",
    float: "digits alone, such as 7 or 7.5",
    bool: "write yes or no",
    str: "write at least a word, or leave the line out",
}
_MEANT: dict[object, Callable[[str], str]] = {bool: meant.boolean, int: meant.number, float: meant.number}


def scalar(node: Node, kind: object, keys: Keys, faults: Faults, name: str = "") -> object:
    """Convert a text by msgspec; a message says what it must be in the words of its type's title."""
    name = name or phrase(keys)
    base = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    about = metas(kind)
    value = _single(node, about)
    try:
        if isinstance(value, str):
            converted = msgspec.convert(_meaning(value.strip(), base, about), kind, strict=False)
            if not isinstance(converted, float) or math.isfinite(converted):
                _check_comment(node, name, base, about, faults)
                return converted
    except msgspec.ValidationError:
        pass
    hint = _hint(node, value, base, about)
    if get_origin(base) is Literal:
        names = [str(name) for name in get_args(base)]
        expected = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
        raise refuse(node, name, faults, expected, hint or nearest(str(value), names))
    titles = [meta.title for meta in about if meta.title]
    raise refuse(node, name, faults, titles[0] if titles else _NOUNS.get(base, "another value"), hint)


def _hint(node: Node, value: object, base: object, about: list[Meta]) -> str:
    """Return how to write a value: as its type says, or as its kind of node tells."""
    if node.value is None:
        return remark(node)
    for meta in about:
        if meta.extra and meta.extra["hint"]:
            hint = meta.extra["hint"]
            return hint if isinstance(hint, str) else str(hint(value.strip() if isinstance(value, str) else ""))
    if node.mapping:
        return "put quotes around a text that contains ': '"
    return "write one text" if isinstance(value, list) else _HINTS.get(base, "")


def metas(kind: object) -> list[Meta]:
    """Return what is said about a type beside its base."""
    return [meta for meta in get_args(kind)[1:] if isinstance(meta, Meta)] if get_origin(kind) is Annotated else []


def _single(node: Node, about: list[Meta]) -> object:
    """Return the text of a node, of the only item of a list, or of all of them where their type joins them."""
    join = next((meta.extra["join"] for meta in about if meta.extra and meta.extra["join"]), "")
    if join and isinstance(node.value, list) and node.value and not node.mapping:
        texts = [one.value for one in node.value if isinstance(one, Node) and isinstance(one.value, str)]
        return join.join(texts) if len(texts) == len(node.value) else node.value
    if isinstance(node.value, list) and len(node.value) == 1 and isinstance(node.value[0], Node):
        return node.value[0].value
    return node.value


def _meaning(value: str, base: object, about: list[Meta]) -> str:
    """Return what a value means in the words of its type; the value itself where that is not clear."""
    for meta in about:
        if meta.extra and meta.extra["meant"]:
            value = meta.extra["meant"](meant.plain(value))
    if get_origin(base) is Literal and value not in get_args(base):
        value = next((one for one in get_args(base) if fold(one) == fold(value)), value)
    return _MEANT[base](value) if base in _MEANT else value


def key_meaning(kind: object) -> Callable[[str], str]:
    """Return what turns a key of a mapping into what it means."""
    base = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return lambda key: _meaning(key.strip(), base, metas(kind))


def is_blank(node: Node, keys: Keys, faults: Faults) -> bool:
    """Say whether "none" is written, alone or as every item of a list; warn of what is not known yet."""
    items = node.value if isinstance(node.value, list) and not node.mapping else [node]
    texts = [one.value for one in items if isinstance(one, Node) and isinstance(one.value, str)]
    words = {text.strip().casefold() for text in texts}
    if not words or len(texts) < len(items) or words - meant.NOTHING - meant.UNKNOWN:
        return False
    if unknown := next((text for text in texts if text.strip().casefold() in meant.UNKNOWN), ""):
        message, hint = f"'{label(keys)}' says '{unknown}': nothing is printed", "fill it in, or leave the line out"
        faults.add("placeholder", message, node.line, hint, "warning")
    return True


def phrase(keys: Keys) -> str:
    """Return how a message names a key, or the file."""
    return f"'{label(keys)}'" if keys else "the file"


def refuse(node: Node, name: str, faults: Faults, expected: str, hint: str = "") -> ValueError:
    """Add the fault of a value that is not what it must be, and return the exception to raise."""
    hint = hint or remark(node) or "fill it in, or leave the line out"
    faults.add("wrong-value", f"{name} must be {expected}, not {node}", node.line, hint)
    return ValueError()


def remark(node: Node) -> str:
    """Return the hint for an empty value that a '#' has made so: '' where it is none, or the comment is one."""
    words = node.comment.split()
    tags = " ".join(words if all(word.startswith("#") for word in words) else words[:1])
    return f"'#' begins a comment: put quotes around it, \"{tags}\"" if node.value is None and len(tags) > 1 else ""


def _check_comment(node: Node, name: str, kind: object, metas: list[Meta], faults: Faults) -> None:
    """Warn of a text that a '#' cuts short."""
    tag = any(meta.title == HASHTAG for meta in metas) and len(node.comment.partition(" ")[0]) > 1
    if node.comment and kind is str and (tag or not any(meta.pattern for meta in metas)):
        message, hint = f"{name} ends before the '#', which begins a comment", "put quotes around the whole text"
        faults.add("comment", message, node.line, f"{hint}, or the comment on a line of its own", "warning")
