"""Turns the text of a source into a Pamphlet: front matter, blocks, fences and embeds, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pamphlets.errors import PamphletError, nearest
from pamphlets.model import ALWAYS, Block, Div, Embed, Location, Markdown, Pamphlet, Part, Post, Problem, Severity
from pamphlets.project import FrontMatter, front_matter, titles
from pamphlets.source import attributes, blocks, brackets, headings, images, inlines, leftovers, notes, placeholders
from pamphlets.source.attributes import Attributes, Vocabulary
from pamphlets.source.blocks import Element
from pamphlets.source.ids import ID, free, repeats, slug, split_name, text_digest
from pamphlets.source.lines import CONTENTS, block_faults, front_matter_range, says, without_comments
from pamphlets.source.notes import Apart

__all__ = [
    "Element", "Vocabulary", "attributes", "blocks", "brackets", "ids", "images", "leftovers", "lines", "notes",
    "scans", "split_name",
]  # fmt: skip

_HEADING = re.compile(r"(#{2,4}) (.*)")
_GLUED = re.compile(r"#{1,6}[^#\s]")
_DIV = re.compile(r"^:{3,}[ \t]*(.*?)[ \t]*:*[ \t]*$")
_EMBED = re.compile(r"^!\[\[([^\[\]#]*)(?:#([^\[\]#]*))?\]\][ \t]*$")
_DEEPEST = 8


@dataclass(slots=True)
class _Div:
    """A fenced div that is open: what it will become, and its parts so far."""

    attributes: Attributes
    line: int
    fence: str = ""
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """A block that is open: its heading, the raw lines that its digest covers, and its parts so far."""

    attributes: Attributes
    title: Markdown | None
    raw: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """The state of one pass over the lines of a source."""

    path: str
    vocabulary: Vocabulary
    problems: list[Problem]
    items: list[Block | Embed] = field(default_factory=list)
    block: _Block | None = None
    divs: list[_Div] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    text_line: int = 0
    after_embed: bool = False
    apart: Apart = field(default_factory=Apart)

    def problem(self, rule: str, message: str, line: int, hint: str = "", severity: Severity = "error") -> None:
        self.problems.append(Problem(rule, message, Location(self.path, line), hint, severity))


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
    state = _Reading(path, vocabulary or Vocabulary(), problems)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first, end = front_matter_range(lines, path, problems)
    unbounded = tuple(problems)
    start = end + 1 if first else 0
    shown = without_comments(lines, start, path, problems)
    shown, state.apart = notes.take(shown, start, path, problems)
    found = [*headings.find(shown, start)]
    title = headings.title(found, shown, start)
    matter, faults, places = front_matter("\n".join(lines[first:end]), path, first + 1, title)
    problems += [*faults, *(leftovers.values(matter, places, path) if matter else ())]
    shown, told = headings.level(found, shown, start, matter.title if matter else title, path)
    problems += told
    _read_lines(lines, shown, start, state)
    problems += [*repeats(state.items), *state.apart.find_unused(path)]
    if not state.items and all(problem.severity == "warning" for problem in problems):
        state.problem("empty", "the source has no text", 0, "begin a block with ## and write under it")
    name, language = split_name(path)
    matter = matter or FrontMatter(title="", summary="")
    lead = next((item.digest for item in state.items if isinstance(item, Block) and item.id == "lead"), "")
    made = Pamphlet(
        name=name,
        digest=text_digest(f"{matter.title} {matter.summary} {lead}"),
        language=language,
        path=path,
        items=tuple(state.items),
        lines=places,
        **{key: getattr(matter, key) for key in matter.__struct_fields__}
        | {key: tuple(map(state.vocabulary.output, getattr(matter, key))) for key in ("formats", "platforms")},
    )
    return made, unbounded or tuple(leftovers.once(sorted(problems, key=lambda p: p.location.line)))


def _read_lines(lines: list[str], shown: list[str], start: int, state: _Reading) -> None:
    fence = ""
    for index in range(start, len(lines)):
        line, number = shown[index], index + 1
        if fence:
            if brackets.ending(fence).match(line):
                fence = ""
            _add_text(line, number, state)
        elif opened := brackets.FENCE.match(line):
            fence = opened[1]
            _add_text(line, number, state)
        else:
            _read_line(line, number, state)
        if state.block:
            state.block.raw.append(lines[index])
    _close_block(len(lines), state)


def _read_line(line: str, number: int, state: _Reading) -> None:
    if heading := _HEADING.fullmatch(line):
        _read_heading(len(heading[1]), heading[2], number, state)
    elif CONTENTS.match(line):
        state.problem("contents", "a list of contents is left out", number, placeholders.NO_CONTENTS, "warning")
        _add_text("", number, state)
    elif line.startswith(":::") and (div := _DIV.match(line)):
        _read_fence(div[1], number, state)
    elif (embed := _EMBED.match(line)) and not state.divs:
        _close_block(number, state)
        source, block = embed[1].strip(), (embed[2] or "").strip()
        if hint := images.embed(source):
            state.problem("image", f"'{line.strip()}' is how another program shows a picture", number, hint)
            return
        if not source or not block:
            state.problem("embed", f"cannot read the embed '{line.strip()}'", number, "write ![[source#block]]")
        state.items.append(Embed(source, block, Location(state.path, number)))
        state.after_embed = True
    else:
        if _GLUED.match(line):
            state.problem("heading", "a '#' without a space after it", number, "write \\# for the sign", "warning")
        _add_text(line, number, state)


def _read_heading(level: int, title: str, number: int, state: _Reading) -> None:
    braces = headings.BRACES.search(title)
    if level > 2:
        if braces:
            state.problem("attribute", "only block headings (##) have attributes", number, "take the braces away")
        _add_text(f"{'#' * level} {title}", number, state)
        return
    _close_block(number, state)
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
    state.block = _Block(found, text)
    state.after_embed = False


def _read_fence(words: str, number: int, state: _Reading) -> None:
    _close_text(state)
    if not words:
        if state.divs:
            _close_div(state.divs.pop(), state)
        else:
            state.problem("fence", "::: closes nothing", number, "delete it, or open a fence above with ::: {.kind}")
        return
    div = _Div(attributes.fence(words, Location(state.path, number)), number)
    if len(state.divs) == _DEEPEST:  # said once; what is deeper yet belongs to this one
        hint = "end those that are done with a line of three colons: :::"
        state.problem("fence", f"more than {_DEEPEST} fences inside one another", number, hint)
    _open_block(number, state)
    state.divs.append(div)


def _close_div(div: _Div, state: _Reading) -> None:
    """Put a finished div where it belongs: a post into its block, anything else into the parts around it."""
    found = div.attributes
    if len(state.divs) >= _DEEPEST:
        state.divs[-1].parts += div.parts
        return
    if found.flag("post"):
        _close_post(div, state)
        return
    condition = found.condition(state.vocabulary)
    made = Div(found.kind(state.vocabulary, "post"), tuple(div.parts), condition, found.take("lang"), found.location)
    state.problems += found.finish("a fenced div", ("only", "not", "lang"), 'write ::: kind, or ::: {only="…"}')
    _parts(state).append(made)


def _close_post(div: _Div, state: _Reading) -> None:
    found, known = div.attributes, state.vocabulary.platforms
    platforms = tuple(map(state.vocabulary.output, found.take("platforms").replace(",", " ").split()))
    for name in platforms:
        if known is not None and name not in known:
            found.problem("platform", f"there is no platform '{name}'", nearest(name, known))
    card = titles.words(found.take("card"))
    state.problems += found.finish("a post", ("platforms", "card"), 'write ::: {.post platforms="x"}')
    if state.divs:
        state.problem("post", "a post inside another fence", div.line, "close the fence before it with :::")
        _keep_words(div, state)
        return
    if len(div.parts) != 1 or not isinstance(div.parts[0], Markdown):
        state.problem("post", "a post is plain text", div.line, "write its words between ::: post and :::")
        _keep_words(div, state)
        return
    if not says(div.parts[0]):
        state.problem("post", "a post without words", div.line, "a citation stands at the end of words")
    assert state.block is not None  # a fence opens the block `lead` if none is open
    state.block.posts.append(Post(div.parts[0], platforms, card, found.location))


def _keep_words(div: _Div, state: _Reading) -> None:
    """Keep the words of what cannot be a post in its block, where they are looked at."""
    assert state.block is not None
    state.block.parts.append(Div("", tuple(div.parts), ALWAYS, "", div.attributes.location))


def _parts(state: _Reading) -> list[Part]:
    around = state.divs[-1] if state.divs else state.block
    assert around is not None  # text and fences open the block `lead` if none is open
    return around.parts


def _open_block(number: int, state: _Reading) -> None:
    """Open the block `lead` for what stands before the first heading; after an embed that is a fault."""
    if state.block is None:
        if state.after_embed:
            hint = "begin a block of its own with ## before it"
            state.problem("embed", "text between an embed and the next heading", number, hint)
            state.after_embed = False
        state.block = _Block(Attributes(Location(state.path, number), id="lead"), None)


def _add_text(line: str, number: int, state: _Reading) -> None:
    if not state.text:
        if not line.strip():
            return
        _open_block(number, state)
        state.text_line = number
    state.text.append(line)


def _close_text(state: _Reading) -> None:
    """Turn the lines gathered so far into one part."""
    lines, state.text = state.text, []
    while lines and not lines[-1].strip():
        lines.pop()
    if lines:
        location = Location(state.path, state.text_line)
        text = inlines.scan("\n".join(lines), location, state.vocabulary, state.problems, state.apart)
        state.problems += block_faults(text)
        _parts(state).append(text)


def _close_block(number: int, state: _Reading) -> None:
    _close_text(state)
    while state.divs:
        div = state.divs.pop()
        if len(state.divs) < _DEEPEST:
            state.problem("fence", "a fence is never closed", div.line, "end it with a line of three colons: :::")
        whole = not state.divs and len(div.parts) == 1 and isinstance(div.parts[0], Markdown)
        if whole or "post" not in div.attributes.classes:
            _close_div(div, state)
        else:  # that it is open is said; what else it cannot be is not
            _keep_words(div, state)
    block, state.block = state.block, None
    if block:
        state.items.append(_finish_block(block, state))


def _finish_block(block: _Block, state: _Reading) -> Block:
    found = block.attributes
    source, consent, breaks = found.take("source"), found.take("consent"), found.take("break")
    if breaks not in ("", "panel"):
        found.problem("attribute", f'break="{breaks}" is not known', 'write break="panel"')
    optional, condition = found.flag("optional"), found.condition(state.vocabulary)
    name, written = slug(block.title.text if block.title else ""), found.id
    kind, id_, found.id = found.kind(state.vocabulary), written or free(name, state.items), ""
    if id_ != (written or name):
        message, hint = (
            f"'{name}' is another block's id: this one has '{id_}'",
            "write an id of its own: ## Words {#id}",
        )
        state.problem("block-id", message, found.location.line, hint, "warning")
    if not ID.fullmatch(id_):
        found.problem("block-id", f"'{id_}' is not an id", "write {#id}: small letters, digits and hyphens")
    state.problems += found.finish("a block", ("only", "not", "break", "source", "consent"), "take it away")
    return Block(
        id=id_,
        kind=kind,
        title=block.title,
        parts=tuple(block.parts),
        posts=tuple(block.posts),
        condition=condition if block.title else ALWAYS,
        location=found.location,
        optional=optional,
        new_panel=breaks == "panel",
        source=source,
        consent=consent,
        digest=text_digest("\n".join(block.raw)),
    )
