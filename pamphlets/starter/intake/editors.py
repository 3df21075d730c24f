"""Turns pages as Google Docs and Word save them into plain HTML: titles, weights, footnotes; comments are taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element as Node

from pamphlets.starter.intake.draft import Draft
from pamphlets.starter.intake.nodes import text

_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration:[^;]*line-through", re.IGNORECASE)
_TITLES = frozenset(("title", "MsoTitle"))
_NOTE = re.compile(r"(?:ftnt|_ftn|_edn)\d+")
_COMMENT = re.compile(r"(?:cmnt|_msocom_)\d+")
_THROUGH = {"www.google.com": "q", "google.com": "q", "safelinks.protection.outlook.com": "url", "l.facebook.com": "u"}
"""Hosts that only lead on, and what their addresses call the one that is meant."""


def plain(root: Node, body: Node, draft: Draft) -> dict[str, Node]:
    """Mend a page in place; comments are noted in the draft. Return its footnotes by their names."""
    _weigh("".join(one.text or "" for one in root.iter("style")), body)
    above = {child: parent for parent in body.iter() for child in parent}
    for anchor in list(body.iter("a")):
        anchor.set("href", address(anchor.get("href", "").strip()))
        if _COMMENT.fullmatch(_name(anchor)):
            box = _box(anchor, above)
            _take(anchor, above)
            draft.leave("comment", text(box))
            box.clear()
        elif _COMMENT.fullmatch(anchor.get("href", "").removeprefix("#")):
            _take(anchor, above)
    notes = dict[str, Node]()
    for anchor in [one for one in body.iter("a") if _NOTE.fullmatch(_name(one))]:
        notes[_name(anchor)] = _box(anchor, above)
        _take(anchor, above)
    for anchor in body.iter("a"):
        if anchor.get("href", "").removeprefix("#") in notes:
            anchor[:], anchor.text = [], ""  # its number is given anew
    _take_rules(body, {*map(id, notes.values())})
    return notes


def address(link: str) -> str:
    """Return the address that is meant by one of a host that only leads on, or the address as it is."""
    parts = urlsplit(link) if link.startswith("http") else None
    host = (parts.hostname or "") if parts else ""
    key = next((key for end, key in _THROUGH.items() if host == end or host.endswith(f".{end}")), "")
    found = parse_qs(parts.query).get(key, [""])[0] if parts and key else ""
    return found if found.startswith(("https://", "http://")) else link


def _weigh(css: str, body: Node) -> None:
    """Write what stylesheets say of the weight of words into their elements; titles by class are headings."""
    rules = _RULE.findall(css)
    bold = {name for name, style in rules if _BOLD.search(style)}
    struck = {name for name, style in rules if _STRUCK.search(style)}
    for node in body.iter():
        names = set(node.get("class", "").split())
        if node.tag == "span" and names & struck:
            node.tag = "s"
        elif node.tag == "span" and names & bold and "font-weight" not in node.get("style", ""):
            node.set("style", f"{node.get('style', '')};font-weight:700")
        elif node.tag == "p" and names & _TITLES and text(node):
            node.tag = "h1"
            node.set("class", "title")


def _name(anchor: Node) -> str:
    return anchor.get("id") or anchor.get("name") or ""


def _box(anchor: Node, above: dict[Node, Node]) -> Node:
    """Return the element that holds a note: the division around its paragraph, or that."""
    inner = next((one for one in _around(anchor, above) if one.tag in ("p", "div", "li")), anchor)
    outer = above.get(inner)
    alone = outer is not None and outer.tag == "div" and outer[0] is inner and all(one.tag == "p" for one in outer)
    return outer if outer is not None and alone else inner


def _around(node: Node, above: dict[Node, Node]) -> Iterator[Node]:
    while node in above:
        node = above[node]
        yield node


def _take(node: Node, above: dict[Node, Node]) -> None:
    """Take an element out, and leave the words behind it."""
    parent = above[node]
    at = list(parent).index(node)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    parent.remove(node)


def _take_rules(body: Node, boxes: set[int]) -> None:
    """Take out the line across the page above notes."""
    for parent in body.iter():
        for before, after in zip(list(parent), list(parent)[1:], strict=False):
            if before.tag == "hr" and id(after) in boxes:
                parent.remove(before)
