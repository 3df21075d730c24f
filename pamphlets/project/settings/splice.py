"""Turns one changed value of a YAML text into the text with just that value replaced: all else stays as it was.

What comes out is read again as a build reads it: it must have the new value, and every other value as it was; else
nothing is changed, and a Problem says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import yaml

from pamphlets.errors import PamphletError, fail
from pamphlets.model import Location
from pamphlets.project.settings.literals import STEP, Value, block, entry, inline, is_inline, literal
from pamphlets.project.settings.nodes import Faults, Keys, label, parse
from pamphlets.project.settings.places import Script, Unsafe, is_flow, pair, plain, tree

Order = Callable[[Keys], Sequence[str]]
"""Says in which order a mapping, named by its keys, has its own: where a new one is put."""
LONGEST = 100_000
"""Characters of a text that is changed: PyYAML takes some seconds for the nodes of more."""


def change(
    text: str, keys: Keys, value: Value, path: str, order: Order = lambda keys: (), first_line: int = 1
) -> str:  # fmt: skip
    """Return a YAML text in which a key, named by those above it and itself, has another value; None takes it out.

    Raises PamphletError, which names the file as `path`, if that cannot be done without touching something else;
    `first_line` is the line of the file that the text begins on.
    """
    ways = [lambda quotes=quotes: _set(Script(text), keys, value, order, quotes) for quotes in (False, True)]
    return _try(text, keys, path, first_line, lambda old: _expected(old, keys, value), ways)


def move(text: str, keys: Keys, path: str) -> str:
    """Return a YAML text in which an item of a list changes places with the one before it; raises as `change` does."""

    def swap(old: Value) -> Value:
        *above, at = keys
        items = old
        for key in above:
            items = items[key]  # type: ignore[index]
        if not isinstance(items, list) or not isinstance(at, int) or not 0 < at < len(items):
            raise Unsafe("there is nothing before it")
        return _expected(old, tuple(above), [*items[: at - 1], items[at], items[at - 1], *items[at + 1 :]])

    return _try(text, keys, path, 1, swap, [lambda: _swap(Script(text), keys)])


def _try(
    text: str, keys: Keys, path: str, first_line: int, expect: Callable[[Value], Value],
    ways: Sequence[Callable[[], Script]],
) -> str:  # fmt: skip
    """Return the text of the first way that changes what is asked for and nothing else."""
    faults, why = Faults(path, first_line), "something else would change with it"
    if len(text) > LONGEST:
        raise fail("too-long", f"the file is longer than {LONGEST:,} characters", Location(path), _ELSEWHERE)
    node = parse(text, faults)
    if wrong := next((one for one in faults.problems if one.severity == "error"), None):
        raise PamphletError([wrong])
    try:
        wanted = expect(tree(node) if node else None)
        for way in ways:
            found, again = way().text, Faults(path, first_line)
            after = parse(found, again)
            if after and (tree(after) or None) == wanted and len(again.problems) <= len(faults.problems):
                return found
    except Unsafe as refusal:
        why = str(refusal)
    except (AssertionError, ValueError, LookupError, TypeError, yaml.YAMLError):
        why = "the file is written in another way than this knows"
    raise fail("form", f"'{label(keys)}' is not changed: {why}", Location(path, first_line), _ELSEWHERE)


_ELSEWHERE = "change it in the file itself"


def _expected(old: Value, keys: Keys, value: Value) -> Value:
    """Return what a file holds when it is changed; a mapping whose last key is taken out goes with it."""
    if not keys:
        return _as_text(value)
    key, rest = keys[0], keys[1:]
    if isinstance(key, int):
        if not isinstance(old, list | None) or not 0 <= key <= len(old or ()):
            raise Unsafe("it is no item of a list there")
        items = old or []
        new = _expected(items[key] if key < len(items) else None, rest, value)
        return [*items[:key], *([] if new is None else [new]), *items[key + 1 :]]
    if not isinstance(old, dict | None):
        raise Unsafe("what it belongs to is written in another way")
    found = dict(old or {})
    if any(name.startswith(f"{key}\0") for name in found):
        raise Unsafe("it is given twice")
    if (new := _expected(found.get(key), rest, value)) is not None:
        return found | {key: new}
    found.pop(key, None)
    return found or None


def _as_text(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {key: _as_text(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(one) for one in value]
    return literal(value) if isinstance(value, bool | int | float) else value


def _set(text: Script, keys: Keys, value: Value, order: Order, quotes: bool) -> Script:
    """Return the text with a value: within lists and mappings only what differs is written."""
    path = text.path(keys)
    there = max(0, len(path) - 1)
    if not path or there < len(keys):
        return text if value is None else _add(text, path, keys, there, value, order, quotes)
    old = plain(path[-1])
    if value is None:
        return _remove(text, path, keys)
    if old == _as_text(value):
        return text
    if isinstance(old, dict) and isinstance(value, Mapping) and old and value:
        for key in (*value, *(key for key in old if key not in value)):
            if key not in old or key not in value or old[key] != _as_text(value[key]):
                text = _set(text, (*keys, key), value.get(key), order, quotes)
        return text
    if isinstance(old, list) and isinstance(value, list | tuple) and old and value:
        return _set_items(text, keys, old, value, order, quotes)
    return _replace(text, path, keys, value, quotes)


def _set_items(text: Script, keys: Keys, old: list[Value], new: Sequence[Value], order: Order, quotes: bool) -> Script:
    """Return the text with other items of a list: what both begin and end with is left alone."""
    wanted = [_as_text(one) for one in new]
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != wanted[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != wanted[-1 - at]), least - head)
    both = least - tail
    for at in range(head, both):
        text = _set(text, (*keys, at), new[at], order, quotes)
    for at in reversed(range(both, len(old) - tail)):
        text = _remove(text, text.path((*keys, at)), (*keys, at))
    for at in range(both, len(new) - tail):
        text = _insert(text, text.path(keys), at, new[at], quotes)
    return text


def _replace(text: Script, path: Sequence[yaml.Node], keys: Keys, value: Value, quotes: bool) -> Script:
    """Return the text with another value in the place of the last node of a path."""
    if not keys:
        if path:
            text = text.cut(text.start(path[0].start_mark.index), text.stop(text.end(path[0])))
        return text.line(len(text.text.rstrip("\n")), block(value, 0, quotes=quotes))
    node, parent = path[-1], path[-2]
    start, end, style = node.start_mark.index, text.end(node), getattr(node, "style", None)
    if is_flow(path[:-1]):
        gap = " " if text.text[start - 1 : start] == ":" else ""
        return text.put(start, end, gap + inline(value, style, brackets=True, quotes=quotes))
    behind = text.behind(parent, keys[-1])
    apart = "\n" in text.text[behind:start]
    if is_inline(value) or (isinstance(value, list | tuple) and getattr(node, "flow_style", False)):
        new = inline(value, style, quotes=quotes)
        if not apart:
            return text.put(max(behind, start), end, new if start > behind else f" {new}")
        return text.put(text.stop(behind), text.stop(end), "").put(behind, behind, f" {new}")
    lines = block(value, parent.start_mark.column + STEP, quotes=quotes)
    if apart:
        return text.put(text.start(start), text.stop(end), "\n".join(lines))
    if isinstance(parent, yaml.SequenceNode):
        return text.put(behind, end, " " + "\n".join(lines).lstrip(" "))
    return text.line(text.stop(end), lines).put(behind, end, "")


def _add(
    text: Script, path: Sequence[yaml.Node], keys: Keys, there: int, value: Value, order: Order, quotes: bool
) -> Script:  # fmt: skip
    """Return the text with a key, and those above it that are not there: `there` many are."""
    key = keys[there]
    for inner in reversed(keys[there + 1 :]):
        value = {str(inner): value} if isinstance(inner, str) else [value]
    node = path[-1] if path else None
    if not isinstance(node, yaml.CollectionNode) or not node.value:
        if node is not None and plain(node):
            raise Unsafe("what it belongs to is written in another way")
        return _replace(text, path, keys[:there], {key: value} if isinstance(key, str) else [value], quotes)
    if isinstance(node, yaml.SequenceNode):
        return _insert(text, path, int(key), value, quotes)
    assert isinstance(node, yaml.MappingNode) and isinstance(key, str)
    known, names = list(order(keys[:there])), [str(one.value) for one, _ in node.value]
    before = known[: known.index(key)] if key in known else names
    last = next((name for name in reversed(before) if name in names), "")
    column, flow = node.start_mark.column, is_flow(path)
    new = f"{literal(key, brackets=True)}: {inline(value, brackets=True, quotes=quotes)}" if flow else ""
    if last:
        found = pair(node, last)
        assert found
        if flow:
            return text.put(text.end(found[1]), text.end(found[1]), f", {new}")
        return text.line(text.below(found[1], column), entry(key, value, column, quotes=quotes))
    first = node.start_mark.index + 1 if flow else node.start_mark.index
    if flow:
        return text.put(first, first, f"{new}, ")
    lines = "\n".join(entry(key, value, column, quotes=quotes)).lstrip(" ")
    return text.put(first, first, f"{lines}\n{' ' * column}")


def _insert(text: Script, path: Sequence[yaml.Node], at: int, value: Value, quotes: bool) -> Script:
    """Return the text with a new item of a list that has some."""
    items = path[-1]
    assert isinstance(items, yaml.SequenceNode) and items.value
    if is_flow(path):
        new = inline(value, brackets=True, quotes=quotes)
        if at:
            end = text.end(items.value[at - 1])
            return text.put(end, end, f", {new}")
        start = items.value[0].start_mark.index
        return text.put(start, start, f"{new}, ")
    column = items.start_mark.column
    lines = block([value], column, quotes=quotes)
    if at:
        return text.line(text.below(items.value[at - 1], column), lines)
    start = text.dash(items, 0)
    return text.put(start, start, "\n".join(lines).lstrip(" ") + f"\n{' ' * column}")


def _remove(text: Script, path: Sequence[yaml.Node], keys: Keys) -> Script:
    """Return the text without a key or an item; a mapping that has no other goes with it."""
    if not keys:
        return text.put(path[0].start_mark.index, text.end(path[0]), "{}")
    parent, node = path[-2], path[-1]
    assert isinstance(parent, yaml.CollectionNode)
    if len(parent.value) == 1:
        return _remove_last(text, path, keys)
    if isinstance(parent, yaml.SequenceNode):
        at, firsts = int(keys[-1]), parent.value
        ends = firsts
    else:
        at = next(n for n, one in enumerate(parent.value) if one[0].value == keys[-1])
        firsts, ends = [key for key, _ in parent.value], [one for _, one in parent.value]
    flow = is_flow(path[:-1])
    if flow:
        start = text.end(ends[at - 1]) if at else firsts[0].start_mark.index
        end = text.end(node) if at else firsts[1].start_mark.index
        if "#" in text.text[text.end(node) : end] + text.text[start : firsts[at].start_mark.index]:
            raise Unsafe("a comment stands between the brackets")
        return text.put(start, end, "")
    start = text.dash(parent, at) if isinstance(parent, yaml.SequenceNode) else firsts[at].start_mark.index
    end = text.below(node, parent.start_mark.column)
    if text.text[text.start(start) : start].strip(" "):  # on the line of a hyphen: the next takes its place
        after = text.dash(parent, 1) if isinstance(parent, yaml.SequenceNode) else firsts[1].start_mark.index
        if text.text[end:after].strip():
            raise Unsafe("a comment stands below it")
        return text.put(start, after, "")
    return text.cut(text.start(start), end)


def _remove_last(text: Script, path: Sequence[yaml.Node], keys: Keys) -> Script:
    """Return the text without the only key of a mapping, or the only item of a list."""
    if isinstance(path[-2], yaml.SequenceNode):
        return _replace(text, path[:-1], keys[:-1], [], quotes=False)
    if len(keys) > 1 and isinstance(keys[-2], int):
        raise Unsafe("nothing would be left of it")
    return _remove(text, path[:-1], keys[:-1])


def _swap(text: Script, keys: Keys) -> Script:
    """Return the text with an item of a list, and the comments above it, before the item that is before it."""
    items, at = text.path(keys[:-1])[-1], int(keys[-1])
    assert isinstance(items, yaml.SequenceNode)
    if items.flow_style or not at:
        raise Unsafe("it stands between brackets")
    column = items.start_mark.column
    starts = [text.above(text.dash(items, one)) if one else text.start(text.dash(items, 0)) for one in (at - 1, at)]
    stops = [text.below(items.value[one], column) for one in (at - 1, at)]
    first, second = (text.text[start:stop] for start, stop in zip(starts, stops, strict=True))
    assert stops[0] < starts[1] or stops[0] + 1 == starts[1]
    return text.put(starts[1], stops[1], first).put(starts[0], stops[0], second)
