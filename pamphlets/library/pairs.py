"""Finds what is wrong between sources that belong together: translations and originals, two of one address, drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pamphlets.errors import nearest
from pamphlets.model import Block, Embed, Location, Pamphlet, Problem, Severity
from pamphlets.source import split_name

Key = tuple[str, str]
"""A pamphlet's name and language."""


def check(
    key: Key, every: Mapping[Key, Pamphlet | None], errors: Mapping[Key, frozenset[str]], default: str
) -> Iterator[Problem]:
    """Check a translation against its original, where neither has errors."""
    (name, language), pamphlet = key, every[key]
    if pamphlet is None or language == default:
        return
    if (name, default) not in every and not split_name(pamphlet.path)[1]:
        return  # its front matter says its language: it translates nothing
    if (name, default) not in every:
        yield Problem("translation", f"there is no content/{name}.md that this translates",
                      pamphlet.locate("title"), "name it after the source it translates")  # fmt: skip
    elif (original := every[name, default]) and not (errors[name, language] or errors[name, default]):
        yield from _check_translation(pamphlet, original)
        yield from missing(pamphlet, original, every, default)


def clashes(addresses: Iterable[tuple[str, str, Location]]) -> Iterator[Problem]:
    """Yield a problem where two pamphlets share an address: that, the language, and where it is said."""
    known: dict[tuple[str, str], Location] = {}
    for address, language, place in addresses:
        other = known.setdefault((address, language), place)
        if other != place:
            yield Problem("address", f"two pamphlets have the address '{address}'", place,
                          f"the other is {other.path}; give one another slug")  # fmt: skip


def _check_translation(pamphlet: Pamphlet, original: Pamphlet) -> Iterator[Problem]:
    """Yield what a translation does not say, has too much, or older than its original."""

    def problem(message: str, place: Location, hint: str) -> Problem:
        return Problem("translation", message, place, hint, "warning")

    accept = f"'pamphlets translation accept {pamphlet.name} --language {pamphlet.language} --by ROLE'"
    new = not pamphlet.source and not any(block.source for block in pamphlet.blocks)
    if new:  # one warning, not one a block
        message = f"nobody has said yet that this says the same as {original.path}"
        yield problem(message, pamphlet.locate("title"), f"compare them, then: {accept}")
    elif pamphlet.source != original.digest:
        message = "title, summary or first words are older than what they translate"
        if not pamphlet.source:
            message = "the source does not say what title, summary and first words were translated from"
        yield problem(message, pamphlet.locate("source"), f"bring them up to date, then: {accept}")
    theirs = {block.id: block for block in original.blocks if block.id != "lead"}
    mine = {block.id: block for block in pamphlet.blocks if block.id != "lead"}
    for id_, block in mine.items():
        first = theirs.get(id_)
        if first is None:
            hint = nearest(id_, theirs.keys() - mine.keys()) or "take it out here, too"
            yield problem(f"the block '{id_}' is not in {original.path}", block.location, hint)
        elif block.source != first.digest and not new:
            message = f"the block '{id_}' does not say what it was translated from"
            if block.source:
                message = f"the block '{id_}' is older than what it translates ({first.location})"
            yield problem(message, block.location, f"bring it up to date, then: {accept}")


def missing(
    pamphlet: Pamphlet, original: Pamphlet, every: Mapping[Key, Pamphlet | None], default: str
) -> Iterator[Problem]:
    """Yield a problem for each block, own or shared, that an original shows and its translation does not.

    A warning that a translation leaves out is an error: its readers would not know.
    """

    def problem(message: str, hint: str, block: Block) -> Problem:
        severity: Severity = "error" if block.kind == "warning" else "warning"
        return Problem("translation", message, pamphlet.locate("title"), hint, severity)

    shown = {(embed.source, embed.block) for embed in pamphlet.items if isinstance(embed, Embed)}
    mine = {block.id for block in pamphlet.blocks}
    for block in original.blocks:
        if block.id not in mine:
            name = "text before the first heading" if block.id == "lead" else f"block '{block.id}'"
            yield problem(f"the {name} of {original.path} is not translated", f"translate {block.location}", block)
    for embed in (item for item in original.items if isinstance(item, Embed)):
        home = every.get((embed.source, default))
        first = next((block for block in home.blocks if block.id == embed.block), None) if home else None
        if first is None or (embed.source, embed.block) in shown or embed.block in mine:
            continue  # that there is no such block is told where the original names it
        name = f"{embed.source}#{embed.block}"
        message = f"the shared block '{name}', which {original.path} shows ({embed.location}), is not shown here"
        yield problem(message, f"write ![[{name}]] where it belongs", first)


def drafts(
    key: Key, found: Mapping[Key, Pamphlet], resolved: Mapping[Key, tuple[Block, ...]], default: str
) -> tuple[str, ...]:
    """Return the paths of the other sources that a pamphlet is made from and that nobody has signed off.

    It is made from its original, from those whose blocks either of them shows, and from the originals of these.
    """
    homes = {pamphlet.path: key for key, pamphlet in found.items()}
    versions = [one for one in (key, (key[0], default)) if one in found]
    shown = {block.location.path for one in versions for block in resolved[one]}
    parts = {*versions, *(homes[path] for path in shown)}
    parts |= {(name, default) for name, _ in parts if (name, default) in found}
    return tuple(sorted(found[one].path for one in parts - {key} if found[one].draft))
