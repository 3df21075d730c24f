"""Turns blocks of Markdown into lines, in our own way of writing: `-` and `1.`, empty lines between blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pamphlets.source import Element, blocks

_BREAK = re.compile(r"(?: {2,}|\\)\n *")
_BAR = re.compile(r"(?<!\\)\|")
_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
_OPENING = re.compile(r"(\s*(?:\(?\w{1,9}(?=[.):-]))?)(.)", re.DOTALL)
_ESCAPES = frozenset("\\`*_{}[]()>#+-.!~^=|")
"""What a backslash keeps as it is."""
_ALERTS = {"block warning": "WARNING", "block note": "NOTE"}


def text(elements: Sequence[Element]) -> str:
    """Return blocks as the lines of a source."""
    return "\n\n".join("\n".join(part) for part in parts(elements))


def breaks(words: str) -> str:
    """Return the text of a paragraph with its line breaks as we write them: a backslash at a line's end."""
    lines = _BREAK.sub("\\\\\n", words).split("\n")
    return "\n".join(line.rstrip(" ") for line in lines)


def escape(words: str) -> str:
    """Return the text of a paragraph so that no line of it begins another block."""
    lines = words.split("\n")
    for index in range(len(lines)):
        text = "\n".join(lines[max(0, index - 1) : index + 1])
        found = blocks.parse(text)
        as_is = "\n".join(line.strip(" ") for line in text.split("\n"))
        plain = len(found) == 1 and found[0].tag == "p" and found[0].text == as_is
        if plain and not lines[index].startswith((":::", "![[", "#")):
            continue
        before, sign = _OPENING.match(lines[index]).groups()  # type: ignore[union-attr]
        after = lines[index][len(before) + 1 :]
        lines[index] = f"{before}\\{sign}{after}" if sign in _ESCAPES else f"{before}&#{ord(sign)};{after}"
    return "\n".join(lines)


def parts(elements: Sequence[Element]) -> Iterator[list[str]]:
    """Yield the lines of each element; a list that follows one of its kind has the other sign, or it would go on."""
    before, other = "", False
    for element in elements:
        other = element.tag == before and not other
        before = element.tag if element.tag in ("ul", "ol") else ""
        yield _lines(element, other and bool(before))


def _lines(element: Element, other: bool = False) -> list[str]:
    tag = element.tag
    if tag in ("ul", "ol"):
        return list(_list(element, other))
    if tag == "blockquote":
        return _quote(text(element.children).split("\n"))
    if tag == "div":
        return _quote([f"[!{_ALERTS[element.attributes['class']]}]", *text(element.children).split("\n")])
    if tag == "pre":
        return _code(element)
    if tag == "table":
        return list(_table(element))
    if tag == "dl":
        return list(_definitions(element))
    if tag == "hr":
        return ["---"]
    if tag[0] == "h":
        return [f"{'#' * int(tag[1])} {element.text}".rstrip()]
    return breaks(element.text).split("\n")


def _quote(lines: Sequence[str]) -> list[str]:
    return [f"> {line}".rstrip() for line in lines]


def _code(element: Element) -> list[str]:
    longest = max((len(run) for run in re.findall("`+", element.text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = element.attributes.get("class", "").removeprefix("language-")
    return [fence + language, *element.text.removesuffix("\n").split("\n"), fence]


def _list(element: Element, other: bool) -> Iterator[str]:
    style, number = element.attributes.get("type", "1"), int(element.attributes.get("start", "1"))
    loose = any(item.children and item.children[0].tag == "p" for item in element.children)
    for index, item in enumerate(element.children):
        count = blocks.numeral(number + index, style)
        sign = f"{count}{')' if other or style != '1' else '.'} " if element.tag == "ol" else "* " if other else "- "
        if index and loose:
            yield ""
        yield from _item(item, sign, loose)


def _item(item: Element, sign: str, loose: bool) -> Iterator[str]:
    task = item.attributes.get("class", "")
    box = {"task": "[ ] ", "task done": "[x] "}.get(task, "")
    written = [breaks(item.text).split("\n")] if item.text or not item.children else []
    written += parts(item.children)
    lines = [line for n, part in enumerate(written) for line in ([""] if n and loose else []) + part]
    for index, line in enumerate(lines):
        yield (f"{sign}{box}{line}" if not index else f"{' ' * len(sign)}{line}").rstrip()


def _table(element: Element) -> Iterator[str]:
    rows = [row for part in element.children for row in part.children]
    head = rows[0].children
    yield _row(cell.text for cell in head)
    yield _row(_RULES[cell.attributes.get("class", "")] for cell in head)
    yield from (_row(cell.text for cell in row.children) for row in rows[1:])


def _row(cells: Iterable[str]) -> str:
    escaped = (_BAR.sub(r"\\|", cell) for cell in cells)
    return "|" + "|".join(f" {cell} " if cell else " " for cell in escaped) + "|"


def _definitions(element: Element) -> Iterator[str]:
    for index, child in enumerate(element.children):
        before = element.children[index - 1].tag if index else ""
        if child.tag == "dt":
            yield from ([""] if before == "dd" else []) + [child.text]
            continue
        loose = bool(child.children and child.children[0].tag == "p")
        if loose:
            yield ""
        yield from _item(child, ": ", loose)
