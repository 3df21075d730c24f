"""Turns a source into the same words in our own way of writing; a second time nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pamphlets import source
from pamphlets.model import Block, Location, Pamphlet
from pamphlets.project import Project
from pamphlets.source import Element, attributes, blocks, brackets, ids, lines, notes
from pamphlets.starter import matter, writing

_HEADING = re.compile(
    r" {0,3}#+[ \t\u00a0]+(?P<words>.*?)(?:[ \t]+#+)?(?:[ \t]+\{(?P<braces>[^{}]*)\})?(?:[ \t]+#+)?[ \t]*$"
)
_TITLE = re.compile(r"#[ \t\u00a0]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r":{3,}[ \t]*(.*?)[ \t]*:*[ \t]*$")
_ROUNDS = 8
_PAIRS = ("only", "not", "break", "source", "consent", "platforms", "card", "lang")


@dataclass(slots=True)
class _Body:
    """The body of a source on its way: its lines as they are and as they are read, and what is written so far."""

    raw: Sequence[str]
    read: Sequence[str]
    first: int
    names: dict[int, str]
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

    Translations that note what they were made from, note the same words as they are written now. Raises PamphletError
    for sources that cannot be read.
    """
    before = {path: project.read_text(path) for path in dict.fromkeys(paths)}
    after = {path: tidy(text, path) for path, text in before.items()}
    for path in tuple(before):
        name, language = source.split_name(path)
        pairs = zip(_digests(before[path], path), _digests(after[path], path), strict=False)
        renamed = {old: new for old, new in pairs if old != new}
        for other in project.sources if renamed and not language else ():
            if other != path and source.split_name(other)[0] == name:
                text = after.get(other) or before.setdefault(other, project.read_text(other))
                after[other] = _replaced(text, renamed)
    return tuple(Rewrite(path, before[path], after[path]) for path in after if before[path] != after[path])


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
    every = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, end = matter.bounds(every, path)
    body = every[end:]
    at = next((n for n, line in enumerate(body) if line.strip()), 0)
    title = _TITLE.match(body[at]) if body else None
    head, taken = matter.tidy(every[start : max(start, end - 1)], title[1] if title else "", body, path)
    body = body[at + taken :]
    whole = ["---", *head, "---", "", *body]
    pamphlet, _ = source.parse("\n".join(whole), path)
    first = len(head) + 3
    shown, _ = notes.take(lines.without_comments(whole, first, path, []), first, path, [])
    names = _names([(block.location.line - 1, block.id) for block in pamphlet.blocks if block.title])
    state = _Body(whole, shown, first, names)
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


def _names(found: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Return the id of the block that begins at each line ('' if it can have none); a second of that name counts on."""
    names: dict[int, str] = {}
    taken = {name for _, name in found}
    for line, name in found:
        if name and name in names.values():
            count = next(n for n in range(2, len(found) + 2) if f"{name}-{n}" not in taken)
            name = f"{name}-{count}"
            taken.add(name)
        names[line] = name if ids.ID.fullmatch(name) else ""
    return names


def _write(state: _Body) -> None:
    begin, code = state.first, ""
    for index in range(state.first, len(state.raw)):
        line = state.read[index]
        if code:
            code = "" if brackets.ending(code).match(line) else code
        elif opened := brackets.FENCE.match(line):
            code = opened[1]
        elif line != state.raw[index]:
            continue
        elif written := _construct(line, index, state):
            _write_text(begin, index, state)
            begin = index + 1
            closing = written == ":::"
            state.fences += -1 if closing else written.startswith(":::")
            state.add([written], glued=closing)
            state.glued = written.startswith(":::") and not closing
    _write_text(begin, len(state.raw), state)


def _construct(line: str, index: int, state: _Body) -> str:
    """Return how a line is written that is a heading of a block, a fence or an embed; '' for any other."""
    if index in state.names and (heading := _HEADING.match(line)):
        found = attributes.parse(heading["braces"] or "", Location(""))
        if found.problems or re.search(r"(?<!\{)\{(?!\{)", heading["words"]):
            return line.rstrip()
        found.id = state.names[index]
        braces = _braces(found)
        return f"## {heading['words'].strip()} {{{braces}}}" if braces else f"## {heading['words'].strip()}".rstrip()
    if fence := _FENCE.match(line):
        if not fence[1]:
            return ":::"
        found = attributes.fence(fence[1], Location(""))
        plain = not found.pairs and not found.id and len(found.classes) == 1
        words = fence[1] if found.problems else found.classes[0] if plain else f"{{{_braces(found)}}}"
        return f"::: {words}"
    return line.rstrip() if line.startswith("![[") or lines.CONTENTS.match(line) else ""


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
    shown, _ = notes.take(lines.without_comments(joined.split("\n"), 0, "", []), 0, "", [])
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
