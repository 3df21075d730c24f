"""Turns the lists of a Word file that go on after other words into lists that begin with the number Word prints."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element as Node

from pamphlets.starter.intake.archive import local

_SIGN = "\ue000"
_FIRST = re.compile(rf"<ol>(<li>(?:<p>)?){_SIGN}(\d+){_SIGN}")
_MARK = re.compile(rf"{_SIGN}\d+{_SIGN}")


def mark(body: Node, numbering: Node | None) -> None:
    """Write before the first item of each list that goes on its number, between signs that nobody types."""
    lists, anew, counts, before = _lists(numbering), _anew(numbering), dict[str, int](), ""
    for paragraph in body:
        id_, level = _place(paragraph)
        if id_ not in lists:
            before = ""
        elif level == "0":
            abstract, start = lists[id_]
            if id_ in anew:
                counts[abstract] = anew.pop(id_) - 1
            counts[abstract] = counts.get(abstract, start - 1) + 1
            if not before and counts[abstract] != 1:
                paragraph.insert(_words_at(paragraph), _run(paragraph, f"{_SIGN}{counts[abstract]}{_SIGN}"))
            before = id_


def start(made: str) -> str:
    """Return HTML whose lists begin with the numbers that `mark` wrote."""
    return _MARK.sub("", _FIRST.sub(r'<ol start="\2">\1', made))


def _place(paragraph: Node) -> tuple[str, str]:
    """Return the list that a paragraph is an item of, by its id, and at which level; ('', '') of any other."""
    name = paragraph.tag[:-1]
    found = paragraph.find(f"{name}pPr/{name}numPr") if local(paragraph) == "p" else None
    values = {local(one): one.get(f"{name}val", "") for one in found} if found is not None else {}
    return values.get("numId", ""), values.get("ilvl", "0")


def _lists(numbering: Node | None) -> dict[str, tuple[str, int]]:
    """Return by the id of each numbered list whose numbers it shares, and where those begin."""
    numbered = dict[str, int]()
    for abstract in _parts(numbering, "abstractNum"):
        first = next((one for one in abstract if local(one) == "lvl" and _value(one, "ilvl", own=True) == "0"), None)
        if first is not None and _value(first, "numFmt") not in ("", "bullet", "none"):
            numbered[_value(abstract, "abstractNumId", own=True)] = _number(_value(first, "start"))
    pairs = ((_value(one, "numId", own=True), _value(one, "abstractNumId")) for one in _parts(numbering, "num"))
    return {id_: (abstract, numbered[abstract]) for id_, abstract in pairs if abstract in numbered}


def _anew(numbering: Node | None) -> dict[str, int]:
    """Return the lists that begin anew, each with its first number."""
    return {
        _value(one, "numId", own=True): _number(_value(level, "startOverride"))
        for one in _parts(numbering, "num")
        for level in one
        if local(level) == "lvlOverride" and _value(level, "ilvl", own=True) == "0" and _value(level, "startOverride")
    }


def _parts(tree: Node | None, kind: str) -> list[Node]:
    return [one for one in (tree if tree is not None else ()) if local(one) == kind]


def _value(node: Node, name: str, *, own: bool = False) -> str:
    """Return the value of an attribute, or of an element within."""
    space = node.tag.partition("}")[0] + "}"
    found = None if own else node.find(f"{space}{name}")
    return node.get(f"{space}{name}", "") if own else found.get(f"{space}val", "") if found is not None else ""


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else 1


def _words_at(paragraph: Node) -> int:
    """Return where the words of a paragraph begin, behind its properties."""
    return 1 if len(paragraph) and local(paragraph[0]) == "pPr" else 0


def _run(paragraph: Node, words: str) -> Node:
    name = paragraph.tag[:-1]
    run, text = Node(f"{name}r"), Node(f"{name}t")
    text.text = words
    run.append(text)
    return run
