"""Turns plain text, or RTF, into blocks: its lists, tables and headings are read as people type them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pamphlets.source import Element, blocks
from pamphlets.starter.intake.archive import check
from pamphlets.starter.intake.draft import Draft, clean, escape

_GROUP = re.compile(
    r"\{\\\*?\\?(?P<name>header[lrf]?|footer[lrf]?|annotation|footnote|shptxt|deleted)\b|[{}]|\\.", re.DOTALL
)
_NAMES = {"annotation": "comment", "footnote": "footnote", "shptxt": "text box"}
_WHOLE = re.compile(r"^([*_]{1,3})(?=\S)([^*_]+)(?<=\S)\1$")
"""Marks around a whole line."""
_HEADING = 80
"""Characters of a line that is a heading, if it stands alone and is no sentence."""


def add(text: str, draft: Draft) -> None:
    """Add the blocks of a plain text to a draft."""
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n\n"))
    check(text)
    draft.words += text
    lines = text.split("\n")
    if not any(not line.strip() for line in lines):  # each line is a paragraph
        lines = [part for line in lines for part in (line, *([] if blocks.item(line) else [""]))]
    draft.elements += [_escaped(element) for element in _with_headings(list(blocks.parse("\n".join(lines))))]


def _with_headings(elements: list[Element]) -> Iterator[Element]:
    """Yield the blocks; a short line that is no sentence, with more below it, is a heading."""
    for index, one in enumerate(elements):
        after = elements[index + 1].tag if index + 1 < len(elements) else ""
        words = _WHOLE.sub(r"\2", one.text.strip())
        short = one.tag == "p" and 2 < len(words) <= _HEADING and "\n" not in words and words[-1] not in ".,;:!…"
        if one.tag == "h3":  # a line that is underlined
            yield Element("h2" if index else "h1", 0, one.text)
        elif short and after and not re.search(r"@|\d{4}|https?:|\t|___|^\|", words):
            yield Element("h2" if index else "h1", 0, words)
        else:
            yield one


def _escaped(element: Element) -> Element:
    """Return a block whose words are plain: nothing in them is a mark."""
    text = (
        element.text if element.tag == "pre" else "\\\n".join(escape(line.strip()) for line in element.text.split("\n"))
    )
    children = [_escaped(child) for child in element.children]
    return Element(element.tag, 0, text, dict(element.attributes), children)


def from_rtf(content: bytes, draft: Draft) -> str:
    """Return the words of an RTF file; what is no body of it is noted in the draft."""
    text = content.decode("latin-1")
    for name, group in _groups(text):
        draft.leave(_NAMES.get(name, name[:6]), _words("{\\rtf1" + re.sub(r"^\{(?:\\\*)?\\\w+ ?", "{", group) + "}"))
    return re.sub(r"^(?![|]).*\|$", lambda row: f"| {row[0]}", _words(text), flags=re.MULTILINE)


def _words(text: str) -> str:
    from striprtf import striprtf

    convert: Callable[..., str] = striprtf.rtf_to_text
    return convert(text, errors="replace")


def _groups(text: str) -> Iterator[tuple[str, str]]:
    """Yield the groups of an RTF file that are no body, each with its name."""
    depth, start, name = 0, 0, ""
    for found in _GROUP.finditer(text):
        if found[0][0] == "\\":
            continue
        if found[0][0] == "{":
            if not name and found["name"]:
                depth, start, name = 0, found.start(), found["name"]
            depth += 1
        else:
            depth -= 1
            if name and not depth:
                yield name, text[start : found.end()]
                name = ""
