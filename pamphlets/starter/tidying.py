"""Turns a source into the same words in our own way of writing; a second time nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pamphlets import library, source
from pamphlets.errors import PamphletError
from pamphlets.library import imprint
from pamphlets.model import Block, Location, Pamphlet, Problem
from pamphlets.project import Project
from pamphlets.source import Element, Vocabulary, attributes, blocks, brackets, headings, ids, lines, notes
from pamphlets.starter import matter, writing

_FENCE = re.compile(r":{3,}[ \t]*(.*?)[ \t]*:*[ \t]*$")
_ROUNDS = 8
_PAIRS = ("only", "not", "break", "source", "consent", "platforms", "card", "card-layout", "lang")


@dataclass(slots=True)
class _Body:
    """The body of a source on its way: its lines as they are and as they are read, and what is written so far."""

    raw: Sequence[str]
    read: Sequence[str]
    first: int
    heads: dict[int, tuple[int, str]]
    """For the first line of each heading its last line, and how it is written; '' is left out."""
    out: list[str] = field(default_factory=list)
    fences: int = 0
    glued: bool = True
    """Whether what comes next stands straight under the line before it."""

    def add(self, written: Sequence[str], glued: bool = False) -> None:
        """Write lines as a part of their own: after an empty line, but at the edges of fences."""
        if written:
            self.out += [*([] if self.glued or glued else [""]), *written]
            self.glued = False


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A source as it is, and as it is to be."""

    path: str
    before: str
    after: str


def changes(project: Project, paths: Sequence[str]) -> tuple[Rewrite, ...]:
    """Return what is to be written anew so that the sources at `paths` are tidy.

    Translations that note what they were made from, and sources that note what was signed, note the same words as they
    are written now. Raises PamphletError for sources that cannot be read.
    """
    before, after, problems = dict[str, str](), dict[str, str](), list[Problem]()
    names = library.vocabulary(project)
    for path in dict.fromkeys(paths):
        try:
            before[path] = project.read_text(path)
            after[path] = _signed(before[path], tidy(before[path], path), path, names)
        except PamphletError as fault:
            problems += fault.problems
    if problems:
        raise PamphletError(problems)
    for path in tuple(before):
        name, language = source.split_name(path)
        pairs = zip(_digests(before[path], path), _digests(after[path], path), strict=False)
        renamed = {old: new for old, new in pairs if old != new}
        for other in project.sources if renamed and not language else ():
            if other != path and source.split_name(other)[0] == name:
                text = after.get(other) or before.setdefault(other, project.read_text(other))
                after[other] = _replaced(text, renamed)
    return tuple(Rewrite(path, before[path], after[path]) for path in after if before[path] != after[path])


def _signed(before: str, after: str, path: str, names: Vocabulary) -> str:
    """Return a tidy source that notes the signature of its words as written now, if they were signed as they were."""
    was, now = (source.parse(text, path, names)[0] for text in (before, after))
    same = was.signed and was.signed == imprint.signature(was)
    return _replaced(after, {was.signed: imprint.signature(now)}) if same else after


def _replaced(text: str, renamed: Mapping[str, str]) -> str:
    return re.sub("|".join(renamed), lambda found: renamed[found[0]], text)


def _digests(text: str, path: str) -> list[str]:
    """Return what translations note of a source: the digests of its first words, and of each block."""
    pamphlet, _ = source.parse(text, path)
    return [pamphlet.digest, *(block.digest for block in pamphlet.blocks)]


def tidy(text: str, path: str) -> str:
    """Return the text of a source, which stands at `path` in its project, in our own way of writing.

    Raises PamphletError if nobody can say where its front matter ends.
    """
    before = ""
    for _ in range(_ROUNDS):  # an empty line may end code that hid what is next
        if text == before:
            break
        text, before = _round(text, path), text
    return text


def _round(text: str, path: str) -> str:
    every = matter.usual(lines.split(text), path)
    start, end = matter.bounds(every, path)
    body = every[end:]
    shown = _shown(every, end, path)
    found = [*headings.find(shown, end)]
    title = headings.title(found, shown, end)
    head, taken = matter.tidy(every[start : max(start, end - 1)], title, body, path)
    if taken:
        del body[found[0].line - end : found[0].last + 1 - end]
    while body and not body[0].strip():
        del body[0]
    whole, first = ["---", *head, "---", "", *body], len(head) + 3
    pamphlet, _ = source.parse("\n".join(whole), path)
    shown = _shown(whole, first, path)
    state = _Body(whole, shown, first, _heads(whole, shown, first, pamphlet))
    _write(state)
    made = "\n".join([*whole[: first - 1], "", *state.out]).rstrip("\n") + "\n"
    same = _outline(source.parse(made, path)[0]) == _outline(pamphlet)
    if not same:  # code or a comment begins in one block and ends in another
        made = "\n".join(whole).rstrip("\n") + "\n"
    return made


def _outline(pamphlet: Pamphlet) -> list[object]:
    """Return what a source is made of: for each block its kind, condition and posts, for each embed what it shows."""
    return [
        (one.kind, one.optional, one.condition, len(one.posts)) if isinstance(one, Block) else (one.source, one.block)
        for one in pamphlet.items
    ]


def _shown(every: list[str], start: int, path: str) -> list[str]:
    """Return the lines as they are read, from a line on: without comments, notes and addresses."""
    return notes.take(lines.without_comments(every, start, path, []), start, path, [])[0]


def _heads(raw: list[str], shown: list[str], first: int, pamphlet: Pamphlet) -> dict[int, tuple[int, str]]:
    """Return how headings are written: at the levels at which they are read, those of blocks with their ids."""
    found = [*headings.find(shown, first)]
    leveled, _ = headings.level(found, shown, first, pamphlet.title, pamphlet.path)
    names = {
        block.location.line - 1: block.id for block in pamphlet.blocks if block.title and ids.ID.fullmatch(block.id)
    }
    heads = {}
    for one in found:
        as_it_is = "\n".join(raw[one.line : one.last + 1]).rstrip()
        same = raw[one.line : one.last + 1] == shown[one.line : one.last + 1]
        written = leveled[one.line] or (as_it_is if one.words else "")
        if leveled[one.line].startswith("## ") and one.line in names:
            written = _heading(written, names[one.line])
        heads[one.line] = one.last, written if same else as_it_is
    return heads


def _heading(line: str, name: str) -> str:
    """Return the heading of a block with its id, kind, and what else stands in its braces."""
    braces = headings.BRACES.search(line)
    words = line[: braces.start()] if braces else line
    found = attributes.parse(braces[1] if braces else "", Location(""))
    if found.problems or re.search(r"(?<!\{)\{(?!\{)", words):
        return line
    found.id = name
    return f"{words.rstrip()} {{{_braces(found)}}}"


def _write(state: _Body) -> None:
    begin, code, done = state.first, "", 0
    for index in range(state.first, len(state.raw)):
        line = state.read[index]
        if index < done:
            continue
        if index in state.heads:
            _write_text(begin, index, state)
            last, written = state.heads[index]
            state.add(written.split("\n") if written else [])
            begin = done = last + 1
        elif code:
            code = "" if brackets.ending(code).match(line) else code
        elif opened := brackets.FENCE.match(line):
            code = opened[1]
        elif line == state.raw[index] and (written := _construct(line)):
            _write_text(begin, index, state)
            begin = index + 1
            closing = written == ":::"
            state.fences += -1 if closing else written.startswith(":::")
            state.add([written], glued=closing)
            state.glued = written.startswith(":::") and not closing
    _write_text(begin, len(state.raw), state)


def _construct(line: str) -> str:
    """Return how a line is written that is a fence, an embed or a list of contents; '' for any other."""
    if not (fence := _FENCE.match(line)):
        return line.rstrip() if line.startswith("![[") or lines.CONTENTS.match(line) else ""
    if not fence[1]:
        return ":::"
    found = attributes.fence(fence[1], Location(""))
    plain = not found.pairs and not found.id and len(found.classes) == 1
    words = found.classes[0] if plain else f"{{{_braces(found)}}}"
    return f"::: {fence[1] if found.problems or found.title else words}"


def _braces(found: attributes.Attributes) -> str:
    """Return attributes as they stand between braces: id, kind, flags, then keys."""
    classes = sorted(found.classes, key=lambda name: name in ("optional", "decorative"))
    keys = sorted(found.pairs, key=lambda key: _PAIRS.index(key) if key in _PAIRS else len(_PAIRS))
    quoted = (
        f"{key}='{found.pairs[key]}'" if '"' in found.pairs[key] else f'{key}="{found.pairs[key]}"' for key in keys
    )
    return " ".join([*([f"#{found.id}"] if found.id else []), *(f".{name}" for name in classes), *quoted])


def _write_text(begin: int, end: int, state: _Body) -> None:
    """Write the lines between two constructs; where they would be read as something else, as they are."""
    raw, read = state.raw[begin:end], state.read[begin:end]
    if not any(line.strip() for line in raw):
        return
    elements = blocks.parse("\n".join(read))
    parts = list(_text_parts(elements, raw, read, not state.fences))
    joined = "\n\n".join("\n".join(part) for part in parts)
    shown = _shown(joined.split("\n"), 0, "")
    again = [part for part in blocks.parse("\n".join(line for line in shown if not _FENCE.match(line)))]
    same = _meaning(again) == _meaning(_unboxed(elements) if ":::" in joined else elements)
    for part in parts if same else [_trimmed(raw)]:
        state.add(part)


def _text_parts(
    elements: Sequence[Element], raw: Sequence[str], read: Sequence[str], boxes: bool
) -> Iterator[list[str]]:
    """Yield the lines of each block, and of comments and notes between them."""
    starts = [element.line for element in elements]
    yield from _between(raw[: starts[0] if starts else len(raw)])
    for element, start, stop, written in zip(
        elements, starts, [*starts[1:], len(raw)], writing.parts(elements), strict=False
    ):
        end = next(n for n in range(stop, start, -1) if read[n - 1].strip())
        if raw[start:end] != read[start:end] or any(_is_odd(one, raw[one.line]) for one in element.walk()):
            yield _trimmed(raw[start:end])
        elif element.tag == "div" and boxes and element.children:
            kind = element.attributes["class"].removeprefix("block ")
            yield [f"::: {kind}", *writing.text(element.children).split("\n"), ":::"]
        elif element.tag[0] == "h" and element.tag != "hr":
            sign = re.match(r"[ ]*(#+)", raw[start])
            yield [f"{sign[1]} {element.text}".rstrip() if sign else raw[start].rstrip()]
        elif _meaning(blocks.parse("\n".join(written))) == _meaning([element]):
            yield written
        else:
            yield _trimmed(raw[start:end])
        yield from _between(raw[end:stop])


def _is_odd(element: Element, line: str) -> bool:
    """Say whether a block, which begins at a line, says more as it is: it has faults, or is a blank to be filled in."""
    faulty = any(fault.severity == "error" or fault.rule in ("heading", "list") for fault in element.faults)
    return faulty or (element.tag == "hr" and "_" in line)


def _between(raw: Sequence[str]) -> Iterator[list[str]]:
    """Yield what stands between blocks: comments and notes, as they are."""
    part: list[str] = []
    for line in [*raw, ""]:
        if line.strip():
            part.append(line)
        elif part:
            yield _trimmed(part)
            part = []


def _trimmed(raw: Sequence[str]) -> list[str]:
    text = "\n".join(raw).strip("\n").rstrip()
    return text.split("\n")


def _unboxed(elements: Sequence[Element]) -> list[Element]:
    return [one for element in elements for one in (element.children if element.tag == "div" else [element])]


def _meaning(elements: Sequence[Element]) -> list[object]:
    """Return what blocks say, without where they stand and how their lines break."""
    return [
        (one.tag, writing.breaks(one.text), sorted(one.attributes.items()), _meaning(one.children)) for one in elements
    ]
