"""Turns the front matter that other programs read (Jekyll, Hugo, Quarto, Eleventy, Obsidian, Astro) into ours."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pamphlets.errors import fold
from pamphlets.project.settings import meant
from pamphlets.project.settings.nodes import Faults, Node

_NAMES: Mapping[str, str] = {
    "description": "summary", "excerpt": "summary", "abstract": "summary", "authors": "author", "tag": "tags",
    "keywords": "tags", "hashtag": "hashtags", "platform": "platforms", "reviewers": "reviewer",
}  # fmt: skip
"""By a key of theirs, folded, the one of ours that says the same: it stands for it where ours is missing."""
_SHOWN = 12
"""How many keys are named."""
_LONGEST = 20_000
"""Characters of a front matter in TOML: reading it takes time with the square of them."""
_TOML_KEY = re.compile(r"\s*\[*\s*[\"']?([^\s\"'\[\].=]+)[\"']?\s*[\].=]")
_NEAR = frozenset(("translation", "formatted"))
"""Keys of theirs that are spelled nearly like one of ours."""
HIDES = {"draft": "true", "published": "false", "private": "true", "hidden": "true", "unlisted": "true"}
"""The keys with which they keep a text from readers, and the value that does."""


def own(node: Node, title: str) -> Node:
    """Return the front matter with their keys by our names, where these are missing, and a title that was found.

    Blanks of a form (`title: ""`) say nothing.
    """
    if not node.mapping or not isinstance(node.value, list):
        return node
    given = [pair for pair in node.value if isinstance(pair, tuple)]
    pairs = [(key, replace(value, value=None) if value.value == "" else value) for key, value in given]
    named = [(fold(str(key.value)), key, value) for key, value in pairs]
    full = {name for name, _, value in named if value.value is not None}
    theirs = {name: ours for name, ours in reversed([*_NAMES.items()]) if name in full and ours not in full}
    first = {ours: name for name, ours in theirs.items()}  # of several the one that is listed first
    out = [
        (replace(key, value=theirs[name]) if name in first.values() else key, value)
        for name, key, value in named if name not in first and not (title and name == "title" and name not in full)
    ]  # fmt: skip
    if title and "title" not in full:
        out.append((Node(node.line, "title"), Node(node.line, title)))
    return replace(node, value=out)


def yaml(text: str, faults: Faults) -> str:
    """Return TOML as YAML that has each key of the top at its line; what is no TOML is a fault, and ''."""
    if len(text) > _LONGEST:
        hint = f"{_LONGEST:,} characters are the most: put what is no setting below it"
        faults.add("front-matter", "the front matter is too long", faults.first_line, hint)
        return ""
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r" \(at line (\d+), column \d+\)", str(error))
        line = faults.first_line + (int(found[1]) - 1 if found else 0)
        message = re.sub(r" \(at .*", "", str(error)).lower() if str(error).endswith(")") else "it is nested too deep"
        hint = "mend it, or write 'key: value' lines between two lines of three hyphens: ---"
        faults.add("front-matter", f"this is not TOML: {message}", line, hint)
        return ""
    lines = text.split("\n")
    out = [""] * len(lines)
    names = [(found[1], number) for number, line in enumerate(lines) if (found := _TOML_KEY.match(line))]
    first = dict(reversed(names))
    for key, value in values.items():
        out[first.get(key, 0)] += f"{json.dumps(key)}: {json.dumps(value, default=str, ensure_ascii=False)}"
    return "\n".join(out)


def misspelt(key: str, ours: str) -> bool:
    """Say whether a key is one of ours with a slip in it, rather than a word that another program has for its own."""
    key, ours = fold(key), fold(ours)
    if key in _NEAR or ours in key or key in ours:
        return False
    slips = sum(mine != theirs for mine, theirs in zip(key, ours, strict=False))
    like = SequenceMatcher(None, key, ours).ratio()
    return like > 0.8 or sorted(key) == sorted(ours) or (len(key) == len(ours) and slips == 1)


def keys(theirs: Sequence[tuple[Node, str]]) -> tuple[str, int, str]:
    """Return what is said of their keys, each with what is to be written instead: a message, a line and a hint."""
    names = ", ".join(f"'{key.value}'" for key, _ in theirs[:_SHOWN])
    names += f" and {len(theirs) - _SHOWN} more" if len(theirs) > _SHOWN else ""
    hints = [f"'{key.value}': {hint}" if len(theirs) > 1 else hint for key, hint in theirs if hint]
    hint = "; ".join(hints[:_SHOWN]) or "leave it, for other programs, or delete it"
    return f"nothing here reads {names}", theirs[0][0].line, hint


def hides(key: str, value: Node) -> bool:
    """Say whether a key keeps the text from readers in another program."""
    return isinstance(value.value, str) and HIDES.get(fold(key)) == meant.boolean(value.value.strip())


def people(node: Node) -> Node:
    """Return the names of people who are written as mappings, or in lists of them, as one text."""
    if not node.mapping and not (isinstance(node.value, list) and any(_is_mapping(one) for one in node.value)):
        return node
    return Node(node.line, ", ".join(filter(None, _names(node))))


def _is_mapping(node: object) -> bool:
    return isinstance(node, Node) and node.mapping


def _names(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
    elif not node.mapping:
        for one in node.value or ():
            yield from _names(one) if isinstance(one, Node) else ()
    else:
        pairs = [pair for pair in node.value or () if isinstance(pair, tuple)]
        part = {fold(str(key.value)): value for key, value in pairs}
        whole = next((part[key] for key in ("name", "literal", "displayname", "fullname") if key in part), None)
        given = [part[key] for key in ("given", "first", "firstname", "family", "last", "lastname") if key in part]
        if whole:
            yield from _names(whole)
        else:
            yield " ".join(one.value for one in given if isinstance(one.value, str))


def day(value: str) -> str:
    """Return a day as ISO 8601, without its hour; '' for one that is none, such as `today`."""
    found = meant.date(re.sub(r"[T ]\d{1,2}:\d\d.*$", "", value.strip()))
    return found if re.fullmatch(r"\d{4}-\d\d-\d\d", found) else ""


def last_part(node: Node) -> Node:
    """Return the last part of an address that is written as a path: `/sleep/well/`."""
    path = node.value if isinstance(node.value, str) else ""
    return replace(node, value=path.strip("/").rpartition("/")[2]) if path.startswith("/") else node


def picture(node: Node) -> Node:
    """Return the path of a picture that is written as a mapping, or as the first of a list."""
    if node.mapping:
        pairs = [pair for pair in node.value or () if isinstance(pair, tuple)]
        part = {fold(str(key.value)): value for key, value in pairs}
        return next((part[key] for key in ("src", "path", "url", "file", "image") if key in part), Node(node.line, ""))
    if isinstance(node.value, list):
        return next((one for one in node.value if isinstance(one, Node)), Node(node.line, ""))
    return node
