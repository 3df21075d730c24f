"""Rows of formats and platforms -> their ids by every name that people call them; lists of accounts -> mappings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pamphlets.errors import fold
from pamphlets.project.settings.formats import Format, Platform
from pamphlets.project.settings.nodes import Node
from pamphlets.project.settings.words import Words


def names(rows: Mapping[str, Format] | Mapping[str, Platform]) -> dict[str, str]:
    """Return the id of each row by its id, its name and what else it is called, all folded (see `errors.fold`)."""
    found = {fold(name): id for id, row in rows.items() for name in (*_texts(row.name), *row.also)}
    return found | {fold(id): id for id in rows}


def ids(given: Iterable[str], rows: Mapping[str, Format] | Mapping[str, Platform]) -> dict[str, str]:
    """Return the id of the row that each name means, or the name as it is; "all" names no row: they all are made."""
    known = names(rows)
    found = {name: known.get(fold(name), name) for name in given}
    return {} if set(found.values()) == {"all"} else found


def accounts(node: Node) -> Node:
    """Return platforms as a mapping where an item of a list has its account (`- instagram: "@rest"`)."""
    items = [one for one in node.value or () if isinstance(one, Node)] if isinstance(node.value, list) else []
    if node.mapping or not any(item.mapping for item in items):
        return node
    pairs = list[tuple[Node, Node]]()
    for item in items:
        own = [pair for pair in item.value or () if isinstance(pair, tuple)] if item.mapping else []
        pairs += own or [(item, Node(item.line, None))]
    return Node(node.line, pairs, mapping=True)


def _texts(name: Words | str) -> tuple[str, ...]:
    return (name,) if isinstance(name, str) else tuple(text for _, text in name.texts)
