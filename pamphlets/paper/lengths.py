"""Turns lengths of a style sheet that follow a page's root into pixels, for pages whose root may have any size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

ROOT = 16
"""The size of the root in CSS pixels, where nobody says another."""


def pixels(css: str) -> str:
    """Return a style sheet with each `rem` in pixels; names, strings, addresses and comments stay as they are."""
    import tinycss2

    nodes = tinycss2.parse_component_value_list(css)
    _change(nodes)
    return str(tinycss2.serialize(nodes))


def _change(nodes: Iterable[Any]) -> None:
    for node in nodes:
        if node.type == "dimension" and node.lower_unit == "rem":
            node.value *= ROOT
            node.representation, node.unit, node.lower_unit = f"{node.value:g}", "px", "px"
        _change(getattr(node, "content", None) or getattr(node, "arguments", None) or ())
