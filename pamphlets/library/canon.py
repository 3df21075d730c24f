"""Turns blocks and texts into plain values that are the same however their markdown was typed: into what ids are of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import assert_never
from unicodedata import normalize

from pamphlets.model import (
    Abbreviation,
    Block,
    Citation,
    Condition,
    End,
    Image,
    Inline,
    Link,
    Markdown,
    Note,
    Part,
    Span,
    Variable,
)
from pamphlets.source import brackets, scans

_ALIKE = {ord(curly): plain for plain, many in (('"', "“”„‟"), ("'", "‘’‚‛")) for curly in many}
_GOES_ON = re.compile(r" {0,3}[^\W_](?!\w{0,8}[.)](?:\s|$))[^|]*")
_ENDS = re.compile(r" {4}|\t|\s*$|\s*[#|]|.*(?:  |\\|\|)$|[-=*_ ]+$|.*\|")


def block(block: Block, say: Mapping[str, str]) -> dict[str, object]:
    """Return what a block tells; `say` has the value of each variable."""
    return {
        "kind": block.kind,
        "title": text(block.title, say) if block.title else [],
        "parts": [_part(part, say) for part in block.parts],
        "shown": _condition(block.condition),
    }


def _part(part: Part, say: Mapping[str, str]) -> object:
    if isinstance(part, Markdown):
        return text(part, say)
    return {
        "kind": part.kind,
        "language": part.language,
        "parts": [_part(inner, say) for inner in part.parts],
        "shown": _condition(part.condition),
    }


def _condition(condition: Condition) -> dict[str, list[str]]:
    return {
        "only": sorted({f"{axis}={name}" for axis, name in condition.only}),
        "not": sorted({f"{axis}={name}" for axis, name in condition.unless}),
    }


def text(text: Markdown, say: Mapping[str, str]) -> list[object]:
    """Return a text as its words, with each construct in its place; values of variables are words."""
    out: list[object] = [""]
    for piece, inline in scans.pieces(_unwrap(text.text), text.inlines):
        if inline is None or isinstance(inline, Variable):
            words = piece if inline is None else say.get(inline.name, "")
            out[-1:] = [out[-1] + words] if isinstance(out[-1], str) else [out[-1], words]
        else:
            out.append(_construct(inline, say))
    return [normalize("NFC", one).translate(_ALIKE) if isinstance(one, str) else one for one in out if one]


def _construct(inline: Inline, say: Mapping[str, str]) -> dict[str, object]:
    match inline:
        case Citation(keys):
            return {"cites": list(keys)}
        case Image(src, alt, caption, decorative):
            shown = text(caption, say) if caption else []
            return {
                "picture": normalize("NFC", src),
                "alt": text(alt, say),
                "caption": shown,
                "decorative": decorative,
            }
        case Link(address):
            return {"link": text(address, say)}
        case Span(condition, language):
            return {"span": _condition(condition), "language": language}
        case End():
            return {"end": True}
        case Note(said):
            return {"note": text(said, say)}
        case Abbreviation(short, meaning):
            return {"short": words(short), "means": words(meaning)}
        case Variable(name):
            return {"value": say.get(name, "")}
        case _:
            assert_never(inline)


@lru_cache(1_000)
def _unwrap(text: str) -> str:
    """Return markdown in which a paragraph is one line, wherever its lines were broken; code stays as it is."""
    out, fence = [""], ""
    for line in text.split("\n"):
        begun = brackets.FENCE.match(line)
        if fence:
            fence = "" if brackets.ending(fence).match(line) else fence
            out += [line, ""]
        elif begun:
            fence = begun[1]
            out += [line, ""]
        elif out[-1].strip() and not _ENDS.match(out[-1]) and _GOES_ON.fullmatch(line):
            out[-1] = f"{out[-1]} {' '.join(line.split())}" + ("  " if line.endswith("  ") else "")
        else:
            indent, ending = re.match(r"\s*", line), "  " if line.strip() and line.endswith("  ") else ""
            out.append((indent[0] if indent else "") + " ".join(line.split()) + ending)
    return re.sub(r"\n\s*\n+", "\n\n", "\n".join(out)).strip("\n")


def words(text: str) -> str:
    """Return a text as it counts: composed, with plain quotes and single spaces."""
    return " ".join(normalize("NFC", text).translate(_ALIKE).split())
