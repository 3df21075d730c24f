"""Turns the bytes of a drawing (SVG) into what is wrong with it: broken, or more than a picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_REACHES_OUT = re.compile(
    rb"""(?:(?:href|src)\s*=\s*["']\s*|url\(\s*["']?\s*)(?!\#|data:)([^"')\s][^"')>]{0,80})|@import|<!ENTITY""", re.I
)
_SCRIPT = re.compile(rb"<(?:\w+:)?script\b|\son[a-z]+\s*=\s*[\"']", re.I)


def reach(content: bytes) -> str:
    """Return the address outside it that a drawing reaches for (or the word that does), or ''."""
    if not (found := _REACHES_OUT.search(content)):
        return ""
    return (found[1] or found[0]).decode("utf-8", "replace")


def fault(content: bytes) -> tuple[str, str]:
    """Return why a drawing cannot be shown, and the way out; '' for one that can."""
    if outside := reach(content):
        return f"reaches for something outside it ({outside})", "save it with its pictures and fonts inside it"
    if _SCRIPT.search(content):
        return "holds a script", "save it again as plain SVG"
    try:
        root = ElementTree.fromstring(content)  # without entities: they reach out
    except (ElementTree.ParseError, ValueError, LookupError):
        return "is a broken drawing", "save it again as SVG"
    return (
        ("", "") if root.tag in ("svg", "{http://www.w3.org/2000/svg}svg") else ("is not a drawing", "save it as SVG")
    )
