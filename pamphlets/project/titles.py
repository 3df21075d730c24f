"""Turns a value of one line (a title, a name, a card's words) into plain words: no marks, no quotes around it."""

from __future__ import annotations

import re
from html import unescape

_QUOTED = re.compile(r"""(?:[“„‟”]([^“”„‟"]*)[“”"]|[«»]\s*([^«»]*?)\s*[«»]|[‘‚]([^‘’‚]*)[‘’]|「([^「」]*)」)""")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*\)")
_MARKS = (
    re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s\\])\1"),
    re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]+(?:_(?=\w)[^_]+)*)(?<=[^\s\\])\1(?!\w)"),
    re.compile(r"(?<!\\)(`+|~~|==)(?=[^`~=])([^`~=]+)\1"),
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]\w*|#\d+|#[xX][0-9a-fA-F]+);")
_ESCAPED = re.compile(r"\\([\\*_`~\[\]#])")
LONGEST = 1_000
"""Characters of a value of one line; a longer one is left as it is."""


def words(value: str) -> str:
    """Return a value without the marks around its words, and the typographic quotes that YAML does not take away."""
    value = " ".join(value.split())
    if len(value) > LONGEST:
        return value
    if quoted := _QUOTED.fullmatch(value):
        value = next(part for part in quoted.groups() if part is not None).strip() or value
    value = _LINK.sub(r"\1", value)
    for mark in (*_MARKS, *_MARKS):  # twice: bold may stand in italics
        value = mark.sub(r"\2", value)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), _ESCAPED.sub(r"\1", value))
