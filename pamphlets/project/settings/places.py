"""Turns a YAML text into the places of its values, by PyYAML's nodes, and such places into another text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from pamphlets.project.settings.literals import Value
from pamphlets.project.settings.nodes import Faults, Keys, Node, parse

_EMPTY = ("", "~", "null")


class Unsafe(Exception):
    """A value cannot be put somewhere: why, in words for people."""


def values(text: str) -> Value:
    """Return what a YAML text holds, scalars as text; None if it is empty or cannot be read."""
    node = parse(text, Faults(""))
    return tree(node) if node else None


def tree(node: Node) -> Value:
    """Return what a node holds, scalars as text; a key that is given again has a sign of its own."""
    if not isinstance(node.value, list):
        return node.value
    if not node.mapping:
        return [tree(one) for one in node.value if isinstance(one, Node)]
    found = dict[str, Value]()
    for one in node.value:
        key, value = one if isinstance(one, tuple) else (one, one)
        name = str(key.value)
        found[name if name not in found else f"{name}\0{len(found)}"] = tree(value)
    return found


def lines(text: str, first_line: int = 1) -> list[tuple[Keys, int]]:
    """Return each key of a YAML text, with those above it, and its line."""

    def below(node: Node, keys: Keys) -> Iterator[tuple[Keys, int]]:
        for at, one in enumerate(node.value if isinstance(node.value, list) else ()):
            begin, value = one if isinstance(one, tuple) else (one, one)
            here = (*keys, str(begin.value) if isinstance(one, tuple) else at)
            yield here, begin.line
            yield from below(value, here)

    node = parse(text, Faults("", first_line))
    return [*below(node, ())] if node else []


@dataclass(frozen=True, slots=True)
class Script:
    """A YAML text, and where things stand in it, counted in characters."""

    text: str

    def root(self) -> yaml.Node | None:
        """Return its nodes; raises Unsafe of what is not changed here, and YAMLError."""
        for event in yaml.parse(self.text, Loader=yaml.SafeLoader):
            merges = isinstance(event, yaml.ScalarEvent) and event.implicit[0] and event.value in ("<<", "=")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or merges:
                raise Unsafe("the file has anchors, aliases or merged keys")
        return yaml.compose(self.text, Loader=yaml.SafeLoader)

    def path(self, keys: Keys) -> list[yaml.Node]:
        """Return the nodes from the root to the last key that is there; raises as `root` does."""
        root = self.root()
        found = [root] if root else []
        for key in keys:
            node = found[-1] if found else None
            if isinstance(key, int) and isinstance(node, yaml.SequenceNode) and key < len(node.value):
                found.append(node.value[key])
            elif isinstance(node, yaml.MappingNode) and (one := pair(node, key)):
                found.append(one[1])
            else:
                break
        return found

    def put(self, start: int, end: int, new: str) -> Script:
        """Return the text with something else from one place to another."""
        return Script(self.text[:start] + new + self.text[end:])

    def line(self, at: int, lines: Sequence[str]) -> Script:
        """Return the text with lines behind the line that ends at a place."""
        new = "\n".join(lines)
        return self.put(at, at, f"\n{new}" if at else f"{new}\n")

    def cut(self, start: int, end: int) -> Script:
        """Return the text without the lines from one place to another, at which a line ends."""
        return self.put(start, end + 1, "") if end < len(self.text) else self.put(max(0, start - 1), end, "")

    def start(self, at: int) -> int:
        """Return where the line of a place begins."""
        return self.text.rfind("\n", 0, at) + 1

    def stop(self, at: int) -> int:
        """Return where the line of a place ends, before its sign."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def end(self, node: yaml.Node) -> int:
        """Return where a node ends, without the comments and empty lines behind it."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
        end = int(node.end_mark.index)
        return len(self.text[:end].rstrip("\n")) if getattr(node, "style", None) in ("|", ">") else end

    def below(self, node: yaml.Node, column: int) -> int:
        """Return where the last line of a node ends, with the comments below it that stand further in than a column."""
        at = self.stop(self.end(node))
        while found := re.compile(rf"\n {{{column + 1},}}#[^\n]*").match(self.text, at):
            at = found.end()
        return at

    def above(self, at: int) -> int:
        """Return where the comments begin that stand right above the line of a place; else where that line begins."""
        at = self.start(at)
        while at and self.text[self.start(at - 1) : at].lstrip(" ").startswith("#"):
            at = self.start(at - 1)
        return at

    def dash(self, items: yaml.SequenceNode, at: int) -> int:
        """Return where the hyphen of an item stands."""
        if not at:
            return int(items.start_mark.index)
        begin = re.compile(rf"^ {{{items.start_mark.column}}}-(?=\s)", re.MULTILINE)
        found = begin.search(self.text, self.stop(self.end(items.value[at - 1])))
        assert found
        return found.end() - 1

    def behind(self, parent: yaml.Node, key: str | int) -> int:
        """Return where a value may begin: behind the colon of its key, or behind the hyphen of its item."""
        if isinstance(parent, yaml.SequenceNode):
            return self.dash(parent, int(key)) + 1
        assert isinstance(parent, yaml.MappingNode)
        found = pair(parent, key)
        assert found
        return self.text.index(":", found[0].end_mark.index) + 1


def pair(node: yaml.MappingNode, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the nodes of a key and of its value."""
    return next((one for one in node.value if one[0].value == key), None)


def plain(node: yaml.Node) -> Value:
    """Return what a node holds, scalars as text."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(one) for one in node.value]
    return None if getattr(node, "style", None) is None and node.value in _EMPTY else str(node.value)


def is_flow(path: Sequence[yaml.Node]) -> bool:
    """Say whether what is below these nodes stands between brackets."""
    return any(bool(getattr(node, "flow_style", False)) for node in path)
