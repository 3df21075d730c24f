"""Turns hours that are written as mappings, of days or of their parts, into the lines in which they are printed."""

from __future__ import annotations

import re
from dataclasses import replace

from pamphlets.project.settings.nodes import Node

_CODE = re.compile(r"[a-z]{2,3}(-\w+)*")
_PARTS = {
    "day": "days", "days": "days", "from": "from", "open": "from", "opens": "from", "to": "to", "until": "to",
    "close": "to", "closes": "to",
}  # fmt: skip
"""How people name the parts of a line, where each has a key."""


def lines(node: Node) -> Node:
    """Return hours as a list of lines where keys are days (`Mon-Thu: 8 am-5 pm`) or name parts, at every depth."""
    if not isinstance(node.value, list):
        return node
    pairs = [pair for pair in node.value if isinstance(pair, tuple)]
    names = [_PARTS.get(name := str(key.value).lower(), name) for key, _ in pairs]
    if "days" in names:
        return _row(node, {name: _texts(value) for name, (_, value) in zip(names, pairs, strict=True)})
    if pairs and any(_is_days(str(key.value)) for key, _ in pairs):
        return Node(node.line, [_line(key, value) for key, value in pairs])
    if pairs:
        return replace(node, value=[(key, lines(value)) for key, value in pairs])
    items = [one for one in node.value if isinstance(one, Node)]
    return replace(node, value=[one for item in items for one in (_items(lines(item)) if item.mapping else [item])])


def _row(node: Node, parts: dict[str, list[str]]) -> Node:
    """Return the line of `{days: Mon-Thu, from: 8 am, to: 5 pm}`; the mapping as it is if its values are no texts."""
    if not all(map(all, parts.values())):
        return node
    days = Node(node.line, ", ".join(parts.pop("days")))
    if parts.keys() == {"from", "to"} and len(parts["from"]) == len(parts["to"]):
        hours = [f"{begin} - {end}" for begin, end in zip(parts["from"], parts["to"], strict=True)]
    else:  # `closed: true`, `hours: 9-12`, `from: 9 am`
        hours = [_said(name, ", ".join(texts)) for name, texts in parts.items()]
    return Node(node.line, [_line(days, Node(node.line, ", ".join(hours)))])


def _said(name: str, text: str) -> str:
    return text if name in ("hours", "times") else name if text in ("true", "yes") else f"{name} {text}"


def _texts(node: Node) -> list[str]:
    """Return a text, or the texts of a list; '' stands for what is none."""
    rows = node.value if isinstance(node.value, list) and not node.mapping else [node]
    return [row.value if isinstance(row, Node) and isinstance(row.value, str) else "" for row in rows]


def _items(node: Node) -> list[Node]:
    """Return the lines of an item that was a mapping of days; a mapping of languages stays one."""
    if node.mapping or not isinstance(node.value, list):
        return [node]
    return [one for one in node.value if isinstance(one, Node)]


def _line(key: Node, value: Node) -> Node:
    hours = value.value
    if isinstance(hours, list):
        hours = ", ".join(str(one.value) for one in hours if isinstance(one, Node))
    words = f"{key.value} {hours}" if hours else None
    return Node(key.line, words and re.sub(r"(?<=\w)\s*-\s*(?=\w)", "–", words))


def _is_days(key: str) -> bool:
    """Say whether a key names days: it is neither a language's code nor its name."""
    from pamphlets.localized import days, names

    if days.is_weekday(key):
        return True
    return not _CODE.fullmatch(key.replace("_", "-")) and not (len(key) > 3 and names.language(key))
