"""Turns the sources of a project into editions: embeds resolved, translations paired, images and links looked up."""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from pamphlets import markup, reader, variables
from pamphlets.attributes import Vocabulary
from pamphlets.errors import PamphletError, nearest
from pamphlets.model import Axis, Block, Edition, Embed, Image, Link, Location, Pamphlet, Problem, Variable, walk
from pamphlets.project import CHANNELS, Project
from pamphlets.settings import Site

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Key = tuple[str, str]
"""A pamphlet's name and language."""
Read = Mapping[Key, Pamphlet | None]
"""Every source; None for one that could not be read, of which nothing more is said."""


@dataclass(frozen=True, slots=True)
class Library:
    """Every pamphlet of a project, by name and language, its editions, and the warnings found on the way."""

    pamphlets: Mapping[tuple[str, str], Pamphlet]
    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...] = ()

    def uses(self) -> Iterator[tuple[Pamphlet, Block, tuple[Location, ...]]]:
        """Yield each block with the pamphlet that holds it and the places of the embeds that show it."""
        for pamphlet in self.pamphlets.values():
            for block in pamphlet.blocks:
                places = (
                    embed.location
                    for other in self.pamphlets.values()
                    if other.language == pamphlet.language
                    for embed in other.items
                    if isinstance(embed, Embed) and (embed.source, embed.block) == (pamphlet.name, block.id)
                )
                yield pamphlet, block, tuple(places)


def read(project: Project) -> Library:
    """Read all sources of a project.

    Raises PamphletError with every problem of every source; warnings are kept in the library.
    """
    vocabulary = _vocabulary(project)
    default = project.practice.languages[0]
    problems: list[Problem] = []
    every: dict[Key, Pamphlet | None] = {}
    for path in project.sources:
        name, language = reader.split_name(path)
        key = (name, language or default)
        every[key] = None
        try:
            pamphlet = replace(reader.read(project.read_text(path), path, vocabulary), language=key[1])
        except PamphletError as error:
            problems += error.problems
            continue
        problems += _check_name(pamphlet, project)
        every[key] = pamphlet
    found = {key: pamphlet for key, pamphlet in every.items() if pamphlet}
    problems += _check_pairs(every, default)
    resolved = {key: _resolve(pamphlet, every, problems) for key, pamphlet in found.items()}
    for pamphlet in found.values():
        problems += _check_marks(pamphlet)
        problems += _check_files(pamphlet, project)
        problems += _check_links(pamphlet, every)
    problems.sort(key=lambda problem: (problem.location.path, problem.location.line))
    if any(problem.severity == "error" for problem in problems):
        raise PamphletError(problems)
    editions = tuple(_editions(found, resolved, project))
    if empty := list(dict.fromkeys(_empty_variables(editions, project))):
        raise PamphletError(empty)
    return Library(found, editions, tuple(problems))


def _vocabulary(project: Project) -> Vocabulary:
    axes: dict[str, Axis] = {site.id: "site" for site in project.practice.sites}
    axes |= dict.fromkeys(project.practice.languages, "language")
    axes |= dict.fromkeys((*CHANNELS, *project.formats, *project.platforms), "output")
    return Vocabulary(axes, project.kinds, variables.NAMES, frozenset(project.references), frozenset(project.platforms))


def _check_name(pamphlet: Pamphlet, project: Project) -> Iterator[Problem]:
    place = Location(pamphlet.path)
    if pamphlet.address in (*project.practice.languages, "assets") or pamphlet.address.startswith("at-"):
        yield Problem("name", f"a pamphlet cannot be named '{pamphlet.address}'", place,
                      "languages, sites and assets have folders of such names; rename the file")  # fmt: skip
    elif not _NAME.fullmatch(pamphlet.name):
        yield Problem("name", f"the file's name '{pamphlet.name}' cannot be part of an address", place,
                      "rename it: small letters from a to z, digits, and hyphens between them")  # fmt: skip
    if pamphlet.language not in project.practice.languages:
        yield Problem("name", f"the practice has no language '{pamphlet.language}'", place,
                      "add it to languages in content/practice.yml, or rename the file")  # fmt: skip
    for key, known in (("formats", project.formats), ("platforms", project.platforms)):
        for name in getattr(pamphlet, key):
            if name not in known:
                message = f"there is no {key[:-1]} '{name}'"
                yield Problem(key[:-1], message, pamphlet.locate(key), nearest(name, known))


def _check_pairs(every: Read, default: str) -> Iterator[Problem]:
    """Check each translation against its original, and that no two pamphlets share an address."""
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
        elif original := every[name, default]:
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


def _resolve(pamphlet: Pamphlet, every: Read, problems: list[Problem]) -> tuple[Block, ...]:
    """Return a pamphlet's blocks with those of other sources in the place of its embeds."""
    blocks: list[Block] = []
    for item in pamphlet.items:
        if isinstance(item, Block):
            blocks.append(item)
            continue
        try:
            block = _find(item, pamphlet.language, every, ((pamphlet.name, item.block),))
        except PamphletError as error:
            problems += error.problems
            continue
        place = replace(block.location, embedded_by=item.location)
        if any(block.id == other.id for other in blocks):
            problems.append(Problem("block-id", f"two blocks are named '{block.id}'", place, "embed it once"))
        blocks.append(replace(block, posts=(), location=place))
    return tuple(blocks)


def _find(embed: Embed, language: str, every: Read, chain: tuple[tuple[str, str], ...]) -> Block:
    """Return the block that an embed names: the source's own, or one that the source embeds in turn."""
    pamphlet = every.get((embed.source, language))
    step = (embed.source, embed.block)
    if (embed.source, language) in every and pamphlet is None:
        raise PamphletError(())  # its own problems are reported already
    if pamphlet is None:
        names = [name for name, code in every if code == language]
        message = f"there is no source '{embed.source}' in '{language}'"
        raise PamphletError([Problem("embed", message, embed.location, nearest(embed.source, names))])
    for block in pamphlet.blocks:
        if block.id == embed.block:
            return block
    if step in chain and len(chain) > 1:  # a source that embeds from itself is a slip, not a circle
        circle = " → ".join(f"{source}#{block}" for source, block in (*chain[chain.index(step) :], step))
        raise PamphletError([Problem("embed", f"embeds go in a circle: {circle}", embed.location, "break it once")])
    for item in pamphlet.items:
        if isinstance(item, Embed) and item.block == embed.block and item is not embed:
            return _find(item, language, every, (*chain, step))
    raise PamphletError([Problem("embed", f"nothing is named '{embed.block}'", embed.location,
                                 _nearest_block(embed, pamphlet))])  # fmt: skip


def _nearest_block(embed: Embed, pamphlet: Pamphlet) -> str:
    places = {block.id: block.location for block in pamphlet.blocks}
    hint = nearest(embed.block, places, "{}")
    return f"did you mean '{hint}' ({places[hint]})?" if hint in places else hint


def _check_marks(pamphlet: Pamphlet) -> Iterator[Problem]:
    for block in pamphlet.blocks:
        title = (block.title,) if block.title else ()
        for text in (*title, *walk(block.parts), *(post.text for post in block.posts)):
            if markup.crosses(text):
                message = "brackets that cross other marks, or reach over several paragraphs or list items"
                yield Problem("markup", message, text.location, "close what was opened last first, in the same place")


def _check_files(pamphlet: Pamphlet, project: Project) -> Iterator[Problem]:
    for block in pamphlet.blocks:
        for inline in variables.inlines(block, posts=True):
            if not isinstance(inline, Image):
                continue
            try:
                project.file(inline.src, inline.location)
            except PamphletError as error:
                hint = nearest(inline.src, project.pictures)
                yield from (replace(problem, hint=problem.hint or hint) for problem in error.problems)


def _check_links(pamphlet: Pamphlet, every: Read) -> Iterator[Problem]:
    """Check links to other sources and to blocks."""
    for block in pamphlet.blocks:
        for inline in variables.inlines(block, posts=True):
            if not isinstance(inline, Link):
                continue
            path, _, anchor = inline.address.text.partition("#")
            if path and not (path.endswith(".md") and "://" not in path):
                continue
            key = (reader.split_name(path)[0] if path else pamphlet.name, pamphlet.language)
            other = every.get(key)
            ids = [item.block if isinstance(item, Embed) else item.id for item in other.items] if other else []
            if key in every and other is None:
                continue  # its own problems are reported already
            if other is None or (path and not other.publish):
                names = {p.name for p in every.values() if p and p.publish and p.language == pamphlet.language}
                message = f"no published pamphlet is named '{key[0]}'"
                yield Problem("link", message, inline.location, nearest(key[0], names))
            elif anchor and anchor not in ids:
                yield Problem("link", f"'{key[0]}' has no block '{anchor}'", inline.location, nearest(anchor, ids))


def _editions(
    found: Mapping[Key, Pamphlet], resolved: Mapping[Key, tuple[Block, ...]], project: Project
) -> Iterator[Edition]:
    order = {language: index for index, language in enumerate(project.practice.languages)}
    for (name, language), pamphlet in sorted(found.items(), key=lambda item: (item[0][0], order[item[0][1]])):
        if not pamphlet.publish:
            continue
        blocks = resolved[name, language]
        paths = {block.location.path for block in blocks} | {pamphlet.path}
        dates = sorted(p.review_by for p in found.values() if p.path in paths and p.review_by)
        languages = tuple(sorted((code for n, code in found if n == name), key=order.__getitem__))
        links = (i.address.text for b in blocks for i in variables.inlines(b) if isinstance(i, Link))
        names = sorted({reader.split_name(link.partition("#")[0])[0] for link in links})
        linked = tuple((n, found[n, language].address) for n in names if (n, language) in found)
        for site in project.practice.sites:
            id_ = _edition_id(pamphlet, blocks, site, dates, project)
            yield Edition(pamphlet, language, site.id, id_, blocks, dates[0] if dates else "", languages, linked)


def _empty_variables(editions: tuple[Edition, ...], project: Project) -> Iterator[Problem]:
    """Yield a problem for each variable that would print nothing."""
    sites = {site.id: site for site in project.practice.sites}
    for edition in editions:
        pamphlet, site = edition.pamphlet, sites[edition.site]
        known = variables.values(project.practice, site, pamphlet, edition.language, edition.id)
        for block in edition.blocks:
            for inline in variables.inlines(block, posts=True):
                if isinstance(inline, Variable) and not known[inline.name]:
                    home = "the front matter" if inline.name.startswith("pamphlet.") else "content/practice.yml"
                    message = f"'{inline.name}' says nothing"
                    yield Problem("variable", message, inline.location, f"fill it in in {home}, or take it out here")


def _edition_id(pamphlet: Pamphlet, blocks: tuple[Block, ...], site: Site, dates: list[str], project: Project) -> str:
    """Return six characters of base32 over what the reader of this edition is told, however it is laid out.

    That is: the blocks after embeds and before `only`, their variables filled in (all but `edition.…`), the site's
    contact details, the review dates. Words of posts, templates and brand do not count.
    """
    known = variables.values(project.practice, site, pamphlet, pamphlet.language, "")
    filled = [(name, known[name]) for name in variables.used(blocks) if not name.startswith("edition.")]
    told = [replace(block, posts=(), digest="", source="") for block in blocks]
    text = repr((told, filled, site, pamphlet.reviewed, dates))
    return b32encode(sha256(text.encode("utf-8", "surrogatepass")).digest()).decode()[:6]
