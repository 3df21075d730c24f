"""Hours that are written as a mapping of days -> the lines in which they are printed."""

from __future__ import annotations

import re
from dataclasses import replace

from pamphlets.project.settings.nodes import Node

_CODE = re.compile(r"[a-z]{2,3}(-\w+)*")


def lines(node: Node) -> Node:
    """Return hours as a list of lines where days are keys (`Mon-Thu: 8 am-5 pm`), at every depth."""
    if not isinstance(node.value, list):
        return node
    pairs = [pair for pair in node.value if isinstance(pair, tuple)]
    if pairs and any(_is_days(str(key.value)) for key, _ in pairs):
        return Node(node.line, [_line(key, value) for key, value in pairs])
    if pairs:
        return replace(node, value=[(key, lines(value)) for key, value in pairs])
    items = [one for one in node.value if isinstance(one, Node)]
    return replace(node, value=[one for item in items for one in (_items(lines(item)) if item.mapping else [item])])


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
