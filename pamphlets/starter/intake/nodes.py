"""Turns elements of an HTML page into what they say to readers, and in which language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element as Node

from pamphlets.starter.intake.draft import clean

_NAMES = """
address article aside blockquote body caption center colgroup dd details div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
thead tr ul
"""
BLOCKS = frozenset(_NAMES.split())
"""What stands by itself, and not in a line."""
SILENT = ("script", "style", "template", "head", "link", "meta", "base", "title", "param", "source", "track", "wbr")
"""What says nothing to readers."""


def text(node: Node) -> str:
    """Return all that an element says to readers, on one line."""
    return " ".join("".join(_texts(node)).split())


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node.tag, str) and node.tag not in SILENT:
        edge = " " if node.tag in BLOCKS or node.tag in ("br", "option") else ""
        yield edge + clean(node.text or "")
        for child in node:
            yield from _texts(child)
            yield clean(child.tail or "")
        yield edge


def only_language(node: Node) -> str:
    """Return the language in which the spans of a paragraph say all that it says, and take it from them."""
    spans = [one for one in node.iter("span") if language(one)]
    codes = {language(one) for one in spans}
    if len(codes) != 1 or text(node) != " ".join(" ".join(map(text, spans)).split()):
        return ""
    for one in spans:
        del one.attrib["lang"]
    return codes.pop()


def is_hidden(node: Node) -> bool:
    """Say whether a browser does not show an element."""
    return "hidden" in node.attrib or bool(re.search(r"display:\s*none", node.get("style", ""), re.IGNORECASE))


def language(node: Node) -> str:
    """Return the code of the language that an element names, without a region; '' if it names none."""
    code = node.get("lang", "")
    return code.partition("-")[0].lower() if re.match(r"[A-Za-z]{2,3}(?:-|$)", code) else ""
