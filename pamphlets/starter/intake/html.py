"""Turns a page of HTML into a draft; what stands around its text, such as its navigation, is left out."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes
from xml.etree.ElementTree import Element as Node

from pamphlets.starter.intake import archive, editors
from pamphlets.starter.intake.draft import Draft
from pamphlets.starter.intake.nodes import text
from pamphlets.starter.intake.page import Page, note_name

_NOTE = re.compile(r"(?:.*-)?(?:foot|end)note-\w+")
_DATA = re.compile(r"data:[\w.+/-]*(?:;[\w=.-]+)*?(?P<base64>;base64)?,", re.IGNORECASE)
_LARGEST = 40_000_000


def read(content: bytes, find: Callable[[str], bytes | None]) -> Draft:
    """Return what a page says; `find` returns the picture at an address, or None."""
    import tinyhtml5

    parse: Callable[..., Node] = tinyhtml5.parse
    try:
        content.decode()
        root = parse(content, namespace_html_elements=False, override_encoding="utf-8")
    except UnicodeDecodeError:  # it says itself what it is, or is what Windows wrote
        root = parse(content, namespace_html_elements=False)
    for node in root.iter():
        if isinstance(node.tag, str):  # drawings and formulas have a namespace
            node.tag = node.tag.rpartition("}")[2]
    draft = Draft()
    head, body = root.find("head"), root.find("body")
    if head is not None:
        draft.title = " ".join((head.findtext("title") or "").split())
        named = {meta.get("name", "").lower(): meta.get("content", "") for meta in head.iter("meta")}
        draft.summary = " ".join(named.get("description", "").split())
    draft.language = root.get("lang", "").partition("-")[0].lower()
    if body is None:
        return draft
    archive.check(text(body))
    found = {node.get("id", ""): node for node in body.iter("li") if _NOTE.fullmatch(node.get("id", ""))}
    found |= editors.plain(root, body, draft)
    draft.words = text(body)
    page = Page(draft, find, draft.language, frozenset(found))
    for name, node in found.items():
        draft.notes[note_name(name)] = _note(node, page)
        node.clear()
    main = _main(body)
    if main is not body:
        around = text(body)
        draft.leave("around the text", around.replace(text(main), " … ", 1))
    draft.elements = page.flow(main)
    return draft


def _main(body: Node) -> Node:
    """Return the element that holds the text: the only `main`, or else `article`, of a page."""
    mains = [one for one in body.iter() if one.tag == "main" or one.get("role") == "main"]
    articles = list(body.iter("article"))
    return next((found[0] for found in (mains, articles) if len(found) == 1), body)


def _note(node: Node, page: Page) -> str:
    """Return the words of a footnote, without the arrow that leads back."""
    for one in node.iter():
        for child in list(one):
            if child.tag == "a" and child.get("href", "").startswith("#") and not re.search(r"\w", text(child)):
                one.remove(child)
    return " ".join(element.text.replace("\\\n", " ") for element in page.flow(node) if element.text).strip()


def finder(folder: Path) -> Callable[[str], bytes | None]:
    """Return what finds a page's pictures by their addresses: those in the address, and files below a folder."""

    def find(address: str) -> bytes | None:
        if found := _DATA.match(address):
            rest = address[found.end() :]
            try:
                return b64decode(unquote(rest)) if found["base64"] else unquote_to_bytes(rest)
            except ValueError:
                return None
        if not address or re.match(r"[A-Za-z][\w+.-]+:|/|\\", address):
            return None
        file = folder / unquote(address.partition("?")[0])
        try:
            within = file.resolve().is_relative_to(folder.resolve()) and file.is_file()
            return file.read_bytes() if within and file.stat().st_size <= _LARGEST else None
        except (OSError, ValueError):
            return None

    return find
