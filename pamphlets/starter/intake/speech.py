"""Finds the languages of a Word file's words, and marks those that are not in the one of most of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element as Node

from pamphlets.starter.intake.archive import local

_OPEN, _SEPARATOR, _CLOSE = "\ue000", "\ue001", "\ue002"
"""Marks in the text, which mammoth hands on; such characters are nobody's, and are taken out of the text before."""
_MARKED = re.compile(f"{_OPEN}([a-z]{{2,3}}){_SEPARATOR}([^{_CLOSE}]*){_CLOSE}")
_AGAIN = re.compile(r'(<span lang="(\w+)">[^<]*)</span><span lang="\2">')


def mark(trees: Sequence[Node], styles: Node | None) -> str:
    """Put marks around words in another language than most are in, and return that of most ('' if none says)."""
    default = next((code for node in (styles.iter() if styles is not None else ()) if (code := _code(node))), "")
    every = [(node, code or default) for tree in trees for node, code in _texts(tree, "")]
    counts = Counter[str]()
    for node, code in every:
        node.text = re.sub(f"[{_OPEN}-{_CLOSE}]", "", node.text or "")
        counts[code] += len(node.text)
    most = counts.most_common(1)[0][0] if counts else ""
    for node, code in every:
        if code and code != most and re.search(r"\w", node.text or ""):
            node.text = f"{_OPEN}{code}{_SEPARATOR}{node.text}{_CLOSE}"
    return most


def spans(html: str) -> str:
    """Return HTML with the marks in it as elements that say the language."""
    html = _MARKED.sub(r'<span lang="\1">\2</span>', html)
    while (merged := _AGAIN.sub(r"\1", html)) != html:
        html = merged
    return html


def _texts(tree: Node, code: str) -> list[tuple[Node, str]]:
    """Return the texts of a tree, each with the language that its run says."""
    found: list[tuple[Node, str]] = []
    for node in tree:
        kind = local(node)
        if kind == "t":
            found.append((node, code))
        elif kind == "r":
            said = next((said for one in node.iter() if (said := _code(one))), "")
            found += _texts(node, said)
        elif kind != "pPr":
            found += _texts(node, code)
    return found


def _code(node: Node) -> str:
    """Return the language that a `w:lang` names, without its region; '' of other elements."""
    if local(node) != "lang":
        return ""
    value = next((value for name, value in node.attrib.items() if name.endswith("}val")), "")
    found = re.match(r"([A-Za-z]{2,3})(?:-|$)", value)
    return found[1].lower() if found else ""
