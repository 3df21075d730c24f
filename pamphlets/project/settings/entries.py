"""Turns the text of a file of references into its entries, as plain values: CSL in YAML or JSON, BibTeX, RIS.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

from pamphlets.errors import fold, nearest
from pamphlets.project.settings import exchange
from pamphlets.project.settings.nodes import Faults, Node, parse

Entry = tuple[int, object]
"""A line, and what stands there: texts, None, lists and dicts of them."""

LISTS = ("references", "items")
"""The keys under which programs write their list: Pandoc, and Zotero's Better BibTeX."""
_LIST = re.compile(rf'\s*(?:\{{.*?"(?:{"|".join(LISTS)})"\s*:\s*)?\[', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_END = re.compile(r"\n(?:---|\.\.\.)\s*$")
_AGAIN = "export it again as CSL JSON, and put that there"


def read(text: str, faults: Faults) -> list[Entry]:
    """Return the entries of a file, by its ending and by how it begins; a file that cannot be read is a fault."""
    ending = PurePosixPath(faults.path).suffix
    if not text.strip():
        return []
    for begin, reader in exchange.READERS.items():
        if begin.match(text):
            return reader(text, faults)
    if ending in (".bib", ".ris"):
        what, sign = ("BibTeX", "@article{…}") if ending == ".bib" else ("RIS", "TY  - JOUR")
        faults.add("references", f"this is not {what}: it does not begin with {sign} or the like", 1, _AGAIN)
        return []
    if ending == ".json" or text.lstrip()[:1] in ("[", "{"):
        try:
            return _json(text)
        except (ValueError, RecursionError) as error:
            if ending == ".json":
                line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
                what = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deep"
                faults.add("json", f"this is not JSON: {what}", line, _AGAIN)
                return []
    node = parse(_END.sub("\n", text), faults)
    return _entries(node, faults) if node else []


def _json(text: str) -> list[Entry]:
    """Return the entries of a list in JSON, each with its line; numbers stay texts."""
    decoder = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)
    found = _LIST.match(text)
    if not found:
        return [(1, decoder.decode(text))]
    entries, line, last, at = list[Entry](), 1, 0, found.end()
    while (at := _step(text, at)) < len(text) and text[at] != "]":
        value, end = decoder.raw_decode(text, at)
        line, last = line + text.count("\n", last, at), at
        entries.append((line, value))
        at = end
    if at == len(text):
        raise json.JSONDecodeError("the list is never closed", text, at)
    return entries


def _step(text: str, at: int) -> int:
    """Return where the next value begins."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _entries(node: Node, faults: Faults) -> list[Entry]:
    """Return the entries of a file in YAML: a list, one under its key, a mapping by ids, or one entry alone."""
    if node.mapping and isinstance(node.value, list):
        pairs = [pair for pair in node.value if isinstance(pair, tuple)]
        keys = {fold(str(key.value)): (key, value) for key, value in pairs}
        if found := next((keys[name][1] for name in LISTS if name in keys), None):
            node = found
        elif {"title", "type", "id"} & keys.keys():
            return [(node.line, _plain(node))]
        elif keys and not all(value.mapping for _, value in keys.values()):
            key, _ = next(iter(keys.values()))
            hint = nearest(str(key.value), LISTS[:1]) or "begin the list with 'references:'"
            faults.add("unknown-key", f"unknown key '{key.value}'", key.line, hint)
            return []
    if node.mapping and isinstance(node.value, list):
        pairs = [pair for pair in node.value if isinstance(pair, tuple)]
        return [(key.line, {"id": key.value, **_mapping(value)}) for key, value in pairs]
    if isinstance(node.value, list):
        return [(one.line, _plain(one)) for one in node.value if isinstance(one, Node)]
    if node.value is not None:
        faults.add("wrong-value", f"the file must be a list of references, not {node}", node.line, _AGAIN)
    return []


def _plain(node: Node) -> object:
    if node.mapping:
        return _mapping(node)
    if isinstance(node.value, list):
        return [_plain(one) for one in node.value if isinstance(one, Node)]
    return node.value


def _mapping(node: Node) -> dict[str, object]:
    pairs = [pair for pair in node.value or () if isinstance(pair, tuple)] if node.mapping else []
    return {str(key.value): _plain(value) for key, value in pairs}
