"""Turns a source into one that notes who has signed it, or who has compared it with its original, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pamphlets import library, source
from pamphlets.errors import PamphletError
from pamphlets.library import imprint
from pamphlets.model import Pamphlet
from pamphlets.project import Project
from pamphlets.starter import matter
from pamphlets.starter.tidying import Rewrite

_HEADING = re.compile(r"^(##[ \t]+.*?)[ \t]*(?:\{([^{}]*)\})?[ \t]*$")


def sign(project: Project, paths: Iterable[str], by: str, on: str) -> tuple[Rewrite, ...]:
    """Return what is to be written so that sources note who has read them, on which day, and the digest of their words.

    Raises PamphletError, with every problem, if one of them cannot be read, or would be wrong once it is signed.
    """
    wanted, names = tuple(dict.fromkeys(paths)), library.vocabulary(project)
    others = {*project.sources} - {*wanted}
    problems = {one: None for one in library.survey(project).errors if one.location.path not in others}
    done = list[Rewrite]()
    for path in wanted:
        try:
            pamphlet, faults = source.parse(project.read_text(path), path, names)
            note = {"reviewer": matter.scalar(by), "reviewed": on, "signed": imprint.signature(pamphlet)}
            done.append(Rewrite(path, before := _text(project, path), after := matter.note(before, path, note)))
        except PamphletError as error:
            problems |= dict.fromkeys(error.problems)
            continue
        problems = {one: None for one in problems if one not in faults}  # the note may have mended them
        problems |= {one: None for one in source.parse(after, path, names)[1] if one.severity == "error"}
    if problems:
        raise PamphletError(problems)
    return tuple(done)


def accept(project: Project, translation: Pamphlet, original: Pamphlet, by: str, on: str) -> Rewrite:
    """Return a translation with the digests of its original as it is now, and who compared them when.

    That is no review: `reviewer` and `reviewed` stay as they are. Raises PamphletError if nothing can be noted in it.
    """
    before = _text(project, translation.path)
    digests, lines = {block.id: block.digest for block in original.blocks}, before.split("\n")
    for block in translation.blocks:
        index = block.location.line - 1
        if block.title and block.id in digests and (heading := _HEADING.match(lines[index])):
            lines[index] = _with_source(heading, block.id, digests[block.id])
    front = {"translator": matter.scalar(by), "translated": on, "source": original.digest}
    return Rewrite(translation.path, before, matter.note("\n".join(lines), translation.path, front))


def _text(project: Project, path: str) -> str:
    """Return a source as it stands, but for its line ends: what is not noted stays, to the letter."""
    return project.file(path).read_text("utf-8-sig")


def _with_source(heading: re.Match[str], id_: str, digest: str) -> str:
    braces, found = re.subn(r'source="[^"]*"', f'source="{digest}"', heading[2] or f"#{id_}")
    whole = braces if found else f'{braces.strip()} source="{digest}"'
    return f"{heading[1].rstrip()} {{{whole}}}"
