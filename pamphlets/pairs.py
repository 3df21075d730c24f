"""Finds what is wrong between sources that belong together: a translation and its original, two of one address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pamphlets.errors import nearest
from pamphlets.model import Location, Pamphlet, Problem

Key = tuple[str, str]
"""A pamphlet's name and language."""


def check(
    every: Mapping[Key, Pamphlet | None], errors: Mapping[Key, frozenset[str]], default: str
) -> Iterator[Problem]:
    """Check each translation against its original, where neither has errors, and that no two share an address."""
    addresses: dict[Key, Pamphlet] = {}
    for (name, language), pamphlet in every.items():
        if pamphlet is None:
            continue
        other = addresses.setdefault((pamphlet.address, language), pamphlet)
        if other is not pamphlet:
            yield Problem("address", f"two pamphlets have the address '{pamphlet.address}'", pamphlet.locate("slug"),
                          f"the other is {other.path}; give one another slug")  # fmt: skip
        if language == default:
            continue
        if (name, default) not in every:
            yield Problem("translation", f"there is no content/{name}.md that this translates",
                          Location(pamphlet.path), "name it after the source it translates")  # fmt: skip
        elif (original := every[name, default]) and not (errors[name, language] or errors[name, default]):
            yield from _check_translation(pamphlet, original)


def _check_translation(pamphlet: Pamphlet, original: Pamphlet) -> Iterator[Problem]:
    if pamphlet.source != original.digest:
        message = "title, summary or first words are older than what they translate"
        if not pamphlet.source:
            message = "the source does not say what title, summary and first words were translated from"
        hint = f"bring them up to date, then write source: {original.digest} in the front matter"
        yield Problem("translation", message, pamphlet.locate("source"), hint, "warning")
    theirs = {block.id: block for block in original.blocks if block.id != "lead"}
    if not any(block.source for block in pamphlet.blocks):  # one warning for a new translation
        sources = " ".join(f'{{#{block.id} source="{block.digest}"}}' for block in theirs.values())
        message = "the blocks do not say what they were translated from"
        yield Problem("translation", message, Location(pamphlet.path), f"write {sources}", "warning")
        return
    for block in pamphlet.blocks:
        if block.id == "lead":
            continue
        first = theirs.pop(block.id, None)
        if first is None:
            message, hint = f"the block '{block.id}' is not in {original.path}", nearest(block.id, theirs)
        elif not block.source:
            message = f"the block '{block.id}' does not say what it was translated from"
            hint = f'add source="{first.digest}"'
        elif block.source != first.digest:
            message = f"the block '{block.id}' is older than what it translates ({first.location})"
            hint = f'bring it up to date, then write source="{first.digest}"'
        else:
            continue
        yield Problem("translation", message, block.location, hint, "warning")
    for block in theirs.values():
        message = f"the block '{block.id}' of {original.path} is not translated"
        yield Problem("translation", message, Location(pamphlet.path), f"see {block.location}", "warning")
