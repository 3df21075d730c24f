"""Gathers the lines and fences of a source, one by one, into the parts of blocks, and closes what is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from pamphlets.errors import nearest
from pamphlets.model import ALWAYS, Block, Div, Embed, Location, Markdown, Part, Post, Problem, Severity
from pamphlets.project import titles
from pamphlets.source import attributes, inlines
from pamphlets.source.attributes import Attributes, Vocabulary
from pamphlets.source.ids import ID, free, slug, text_digest
from pamphlets.source.lines import block_faults, says
from pamphlets.source.notes import Apart

_DEEPEST = 8
CARD_LAYOUTS = ("question", "steps", "picture", "number", "warning", "quote")


@dataclass(slots=True)
class _Div:
    """A fenced div that is open: what it will become, and its parts so far."""

    attributes: Attributes
    line: int
    fence: str = ""
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class OpenBlock:
    """A block that is open: its heading, the raw lines that its digest covers, and its parts so far."""

    attributes: Attributes
    title: Markdown | None
    raw: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """The state of one pass over the lines of a source."""

    path: str
    vocabulary: Vocabulary
    problems: list[Problem]
    items: list[Block | Embed] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    """The ids of its blocks, and how many of each there are."""
    block: OpenBlock | None = None
    divs: list[_Div] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    text_lines: list[int] = field(default_factory=list)
    after_embed: bool = False
    apart: Apart = field(default_factory=Apart)

    def problem(self, rule: str, message: str, line: int, hint: str = "", severity: Severity = "error") -> None:
        """Record a problem at a line."""
        self.problems.append(Problem(rule, message, Location(self.path, line), hint, severity))


def read_fence(words: str, number: int, state: Reading) -> None:
    """Open the div that `words` after `:::` describe; without words, close the last one."""
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
    if title := titles.words(div.attributes.title):
        hint = f"write **{title}** as a line of its own below the kind"
        state.problem("attribute", f"'{title}' stands after the kind of a fence, as its title", number, hint, "warning")
        add_text(f"**{title}**", number, state)
        _close_text(state)


def _close_div(div: _Div, state: Reading) -> None:
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


def _close_post(div: _Div, state: Reading) -> None:
    found, known = div.attributes, state.vocabulary.platforms
    platforms = tuple(map(state.vocabulary.output, found.take("platforms").replace(",", " ").split()))
    for name in platforms:
        if known is not None and name not in known:
            found.problem("platform", f"there is no platform '{name}'", nearest(name, known))
    card, layout = titles.words(found.take("card")), found.take("card-layout")
    if layout not in ("", *CARD_LAYOUTS):
        hint = nearest(layout, CARD_LAYOUTS) or f"write one of: {', '.join(CARD_LAYOUTS)}"
        found.problem("card-layout", f"no card has the layout '{layout}'", hint)
        layout = ""
    state.problems += found.finish("a post", ("platforms", "card", "card-layout"), 'write ::: {.post platforms="x"}')
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
    state.block.posts.append(Post(div.parts[0], platforms, card, found.location, layout))


def _keep_words(div: _Div, state: Reading) -> None:
    """Keep the words of what cannot be a post in its block, where they are looked at."""
    assert state.block is not None
    state.block.parts.append(Div("", tuple(div.parts), ALWAYS, "", div.attributes.location))


def _parts(state: Reading) -> list[Part]:
    around = state.divs[-1] if state.divs else state.block
    assert around is not None  # text and fences open the block `lead` if none is open
    return around.parts


def _open_block(number: int, state: Reading) -> None:
    """Open the block `lead` for what stands before the first heading; after an embed that is a fault."""
    if state.block is None:
        if state.after_embed:
            hint = "begin a block of its own with ## before it"
            state.problem("embed", "text between an embed and the next heading", number, hint)
            state.after_embed = False
        state.block = OpenBlock(Attributes(Location(state.path, number), id="lead"), None)


def add_text(line: str, number: int, state: Reading) -> None:
    """Take in a line of text; it opens the block `lead` if none is open."""
    if not state.text:
        if not line.strip():
            return
        _open_block(number, state)
    state.text.append(line)
    state.text_lines.append(number)


def _close_text(state: Reading) -> None:
    """Turn the lines gathered so far into one part."""
    lines, state.text = state.text, []
    numbers, state.text_lines = state.text_lines, []
    while lines and not lines[-1].strip():
        lines.pop()
    if lines:
        location, words = Location(state.path, numbers[0]), "\n".join(lines)
        numbers = numbers[: len(lines)] if numbers != [*range(numbers[0], numbers[0] + len(numbers))] else []
        text = inlines.scan(words, location, state.vocabulary, state.problems, state.apart, tuple(numbers))
        state.problems += block_faults(text)
        _parts(state).append(text)


def close_block(number: int, state: Reading) -> None:
    """Turn what is open at a line into a block, if anything is."""
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


def _finish_block(block: OpenBlock, state: Reading) -> Block:
    found = block.attributes
    source, consent, breaks = found.take("source"), found.take("consent"), found.take("break")
    if breaks not in ("", "panel"):
        found.problem("attribute", f'break="{breaks}" is not known', 'write break="panel"')
    optional, condition = found.flag("optional"), found.condition(state.vocabulary)
    name, written = slug(block.title.text if block.title else ""), found.id
    kind, id_, found.id = found.kind(state.vocabulary), written or free(name, state.ids), ""
    state.ids.setdefault(id_, 1)
    if id_ != (written or name) and state.ids[name] == 2:  # said once of each heading
        message = f"'{name}' is another block's id: this one has '{id_}'"
        hint = "write an id of its own: ## Words {#id}"
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
