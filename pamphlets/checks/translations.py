"""Turns stale warnings of translations into errors, and a translation that a person has read into an accepted one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pamphlets.checks.prose import Prose
from pamphlets.checks.required import MEDICINE_LINE
from pamphlets.checks.text import folded
from pamphlets.library import Library
from pamphlets.model import Block, Location, Pamphlet, Problem

_HEADING = re.compile(r"^(##[ \t]+.*?)[ \t]*(?:\{([^{}]*)\})?[ \t]*$")


def raised(library: Library, prose: Prose) -> Iterator[Problem]:
    """Yield the library's problems; a warning of a stale block that warns, or tells of medicines, becomes an error."""
    urgent = set(_urgent(library, prose))
    for problem in library.problems:
        stale = problem.rule == "translation" and problem.location in urgent
        yield replace(problem, severity="error") if stale else problem


def _urgent(library: Library, prose: Prose) -> Iterator[Location]:
    default = prose.project.practice.languages[0]
    for (name, language), pamphlet in library.pamphlets.items():
        original = library.pamphlets.get((name, default))
        if language == default or original is None:
            continue
        theirs = {block.id: block for block in original.blocks}
        for block in pamphlet.blocks:
            first = theirs.get(block.id)
            if first and block.source and block.source != first.digest and _matters(first, original, prose):
                yield block.location


def _matters(block: Block, pamphlet: Pamphlet, prose: Prose) -> bool:
    line = MEDICINE_LINE.get(pamphlet.language.split("-")[0])
    said = (folded(piece.text) for variant in prose.body(pamphlet, block) for piece in variant)
    return block.kind == "warning" or any(line.search(text) for text in said if line)


def accepted(text: str, translation: Pamphlet, original: Pamphlet, by: str, on: str) -> str:
    """Return the text of a translation with the digests of its original as it is now, read by somebody on a day."""
    digests = {block.id: block.digest for block in original.blocks}
    lines = text.split("\n")
    for block in translation.blocks:
        index = block.location.line - 1
        if block.title and block.id in digests and (heading := _HEADING.match(lines[index])):
            lines[index] = _with_source(heading, block.id, digests[block.id])
    front = {"reviewer": by, "reviewed": on, "source": original.digest}
    end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
    for key, value in front.items():
        place = next((i for i in range(1, end) if re.match(rf"{key}:", lines[i])), None)
        shown = f"{key}: {_quoted(value)}"
        if place is None:
            lines.insert(end, shown)
            end += 1
        else:
            lines[place] = shown
    return "\n".join(lines)


def _with_source(heading: re.Match[str], id_: str, digest: str) -> str:
    words, braces = heading[1].rstrip(), heading[2] or f"#{id_}"
    if 'source="' in braces:
        braces = re.sub(r'source="[^"]*"', f'source="{digest}"', braces)
    else:
        braces = f'{braces.strip()} source="{digest}"'
    return f"{words} {{{braces}}}"


def _quoted(value: str) -> str:
    return (
        value
        if re.fullmatch(r"[\w][\w ,.()/-]*", value)
        else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
