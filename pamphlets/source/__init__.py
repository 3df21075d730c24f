"""Turns the text of a source into a Pamphlet: front matter, blocks, fences and embeds, each with its line."""

from __future__ import annotations

import re
from dataclasses import replace

from pamphlets.errors import PamphletError
from pamphlets.model import Embed, Location, Pamphlet, Problem
from pamphlets.project import FrontMatter, front_matter
from pamphlets.source import (
    attributes,
    brackets,
    headings,
    html,
    images,
    inlines,
    leftovers,
    limits,
    links,
    notes,
    parts,
    placeholders,
)
from pamphlets.source.attributes import Vocabulary
from pamphlets.source.blocks import Element
from pamphlets.source.ids import repeats, split_name
from pamphlets.source.lines import CONTENTS, front_matter_range, says, split, without_comments
from pamphlets.source.matter import missing_parts, pamphlet
from pamphlets.source.parts import Reading

__all__ = [
    "Element", "Vocabulary", "attributes", "blocks", "brackets", "headings", "ids", "images", "leftovers", "lines",
    "links", "notes", "parse", "placeholders", "scans", "split_name",
]  # fmt: skip

_HEADING = re.compile(r"(#{2,4}) (.*)")
_GLUED = re.compile(r"#{1,6}[^#\s]")
_DIV = re.compile(r"^:{3,}[ \t]*(.*?)[ \t]*:*[ \t]*$")
_EMBED = re.compile(r"^!\[\[([^\[\]#]*)(?:#([^\[\]#]*))?\]\][ \t]*$")


def read(text: str, path: str, vocabulary: Vocabulary | None = None) -> Pamphlet:
    """Read one source.

    `path` is relative to the project (`content/restless-legs.es.md`); the pamphlet's name and language come from it.
    Names (kinds, variables, references, …) are checked against `vocabulary`, where one is given.

    Raises PamphletError with every problem that the text has, if one of them is an error.
    """
    pamphlet, problems = parse(text, path, vocabulary)
    if any(problem.severity == "error" for problem in problems):
        raise PamphletError(problems)
    return pamphlet


def parse(text: str, path: str, vocabulary: Vocabulary | None = None) -> tuple[Pamphlet, tuple[Problem, ...]]:
    """Return a source as far as it can be read, and every problem that it has.

    Where the front matter has no bounds that is the only one: nobody can say what the lines below were meant as.
    """
    problems: list[Problem] = []
    large = limits.whole(text, path)
    text = "" if large else text
    state = Reading(path, vocabulary or Vocabulary(), problems)
    lines = split(text)
    first, end = front_matter_range(lines, path, problems)
    unbounded = tuple(problem for problem in problems if problem.severity == "error")
    start = end + 1 if end else 0
    shown = without_comments(lines, start, path, problems)
    shown, numbers = html.read(shown, start, path, problems)
    apart = list[Problem]()
    shown, state.apart = notes.take(shown, start, path, apart)
    state.apart.notes = {name: (words, numbers[line - 1]) for name, (words, line) in state.apart.notes.items()}
    problems += _at(numbers, apart)
    found = [*headings.find(shown, start)]
    title = headings.title(found, shown, start)
    toml = first > 0 and lines[first - 1].startswith("+++")
    matter, faults, places = front_matter("\n".join(lines[first:end]), path, first + 1, title, toml)
    problems += [*faults, *(leftovers.values(matter, places, path) if matter else ())]
    shown, told = headings.level(found, shown, start, matter.title if matter else title, path)
    problems += _at(numbers, told)
    _read_lines(lines, shown, numbers, start, state)
    problems += [*repeats(state.items), *state.apart.find_unused(path)]
    if not state.items and all(problem.severity == "warning" for problem in problems):
        state.problem("empty", "the source has no text", 0, "begin a block with ## and write under it")
    made, told = pamphlet(matter or FrontMatter(), places, tuple(state.items), path, state.vocabulary)
    problems += [*told, *(missing_parts(matter, path, dict(places), first + 1 if end else 0, faults) if matter else ())]
    return made, large or unbounded or tuple(leftovers.once(sorted(problems, key=lambda p: p.location.line)))


def _at(numbers: list[int], problems: list[Problem]) -> list[Problem]:
    """Return problems of lines that were laid out anew, at the lines of the source."""
    return [replace(one, location=replace(one.location, line=numbers[one.location.line - 1])) for one in problems]


def _read_lines(lines: list[str], shown: list[str], numbers: list[int], start: int, state: Reading) -> None:
    fence, read = "", start
    for line, number in zip(shown[start:], numbers[start:], strict=True):
        if fence:
            if brackets.ending(fence).match(line):
                fence = ""
            parts.add_text(line, number, state)
        elif opened := brackets.FENCE.match(line):
            fence = opened[1]
            parts.add_text(line, number, state)
        else:
            _read_line(line, number, state)
        if state.block:
            state.block.raw += lines[read:number]
        read = number
    parts.close_block(len(lines), state)


def _read_line(line: str, number: int, state: Reading) -> None:
    if heading := _HEADING.fullmatch(line):
        _read_heading(len(heading[1]), heading[2], number, state)
    elif CONTENTS.match(line):
        state.problem("contents", "a list of contents is left out", number, placeholders.NO_CONTENTS, "warning")
        parts.add_text("", number, state)
    elif line.startswith(":::") and (div := _DIV.match(line)):
        parts.read_fence(div[1], number, state)
    elif (embed := _EMBED.match(line)) and not state.divs:
        if other := placeholders.embed(line.strip()):
            state.problem(leftovers.RULE, other[0], number, other[1], "warning")
            return
        parts.close_block(number, state)
        source, block = embed[1].strip(), (embed[2] or "").strip()
        if not source or not block:
            state.problem("embed", f"cannot read the embed '{line.strip()}'", number, "write ![[source#block]]")
            return
        state.items.append(Embed(source, block, Location(state.path, number)))
        state.after_embed = True
    else:
        if _GLUED.match(line):
            state.problem("heading", "a '#' without a space after it", number, "write \\# for the sign", "warning")
        parts.add_text(line, number, state)


def _read_heading(level: int, title: str, number: int, state: Reading) -> None:
    braces = headings.BRACES.search(title)
    if level > 2:
        if braces:
            hint = 'put heading and text between ::: {only="web"} and :::'
            state.problems += attributes.astray(braces[1], Location(state.path, number), "a heading in a block", hint)
            title = title[: braces.start()].strip()
        parts.add_text(f"{'#' * level} {title}", number, state)
        return
    parts.close_block(number, state)
    location = Location(state.path, number)
    found = attributes.parse(braces[1] if braces else "", location)
    title = title[: braces.start()].strip() if braces else title.strip()
    if "{" in title.replace("{{", "") or "}" in title.replace("}}", ""):
        message = "braces that are not closed, or not at the end of the heading"
        state.problem("attribute", message, number, "write ## Heading {#id .kind}")
    elif not title:
        state.problem("heading", "a heading without words", number, "write ## What the block is about")
    text = inlines.scan(title, location, state.vocabulary, state.problems, state.apart.without_abbreviations())
    if title and not says(text):
        state.problem("heading", "a heading without words", number, "a citation stands at the end of words")
    state.block = parts.OpenBlock(found, text)
    state.after_embed = False
