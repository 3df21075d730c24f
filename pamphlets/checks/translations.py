"""Turns stale translations into what has changed in their originals since these were published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pamphlets import records
from pamphlets.checks.claims import Checker
from pamphlets.checks.prose import Prose
from pamphlets.library import Library
from pamphlets.model import Block, Pamphlet, Problem
from pamphlets.project import Project

MOST = 3
"""Changes that are shown of a block."""


def explain(library: Library, prose: Prose, checker: Checker) -> Iterator[Problem]:
    """Yield the library's problems; those of stale blocks say what has changed since it was published.

    A warning of a block that warns, or tells of medicines, becomes an error.
    """
    stale = {block.location: (original, first) for block, original, first in _stale(library, prose)}
    told = _tell(library, prose.project) if stale else {}
    for problem in library.problems:
        if problem.rule == "translation" and problem.location in stale:
            original, first = stale[problem.location]
            since = _since(told.get((original.path, first.id), ()))
            hint = f"{since}; {problem.hint}" if since else problem.hint
            urgent = _matters(first, original, prose, checker)
            yield replace(problem, hint=hint, severity="error" if urgent else problem.severity)
        else:
            yield problem


def _stale(library: Library, prose: Prose) -> Iterator[tuple[Block, Pamphlet, Block]]:
    """Yield each block that is older than what it translates, with the original pamphlet and block."""
    default = prose.project.practice.languages[0]
    for (name, language), pamphlet in library.pamphlets.items():
        original = library.pamphlets.get((name, default))
        if language == default or original is None:
            continue
        theirs = {block.id: block for block in original.blocks}
        for block in pamphlet.blocks:
            first = theirs.get(block.id)
            if first and block.source and block.source != first.digest:
                yield block, original, first


def _tell(library: Library, project: Project) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Return what each block of an original says now, and said in the editions that were published: day and text."""
    default, found = project.practice.languages[0], dict[tuple[str, str], tuple[tuple[str, str], ...]]()
    sources: dict[tuple[str, str], tuple[str, str]] = {}
    for edition in library.damage.sound(library.editions):
        if edition.language == default and edition.site == project.practice.sites[0].id:
            for block, now in zip(edition.blocks, records.tell(edition, project), strict=True):
                sources[edition.pamphlet.name, block.id] = key = (block.location.path, block.id)
                found[key] = (("", now.text),)
    for record in records.read(project):
        for then in record.blocks:
            if record.language == default and (key := sources.get((record.pamphlet, then.id), ("", ""))) in found:
                found[key] += ((record.published.isoformat(), then.text),)
    return found


def _since(texts: Sequence[tuple[str, str]]) -> str:
    """Say what has changed since the latest edition that says something else than now."""
    for day, before in texts[1:]:
        if before != texts[0][1]:
            return f"since {day}: {_difference(before.split(), texts[0][1].split())}"
    return ""


def _difference(before: Sequence[str], now: Sequence[str]) -> str:
    """Return the first changes between two texts, in words."""
    found = []
    for kind, first, last, start, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        was, is_ = " ".join(before[first:last]), " ".join(now[start:end])
        said = {"replace": f"“{was}” is now “{is_}”", "delete": f"“{was}” is gone", "insert": f"“{is_}” is new"}
        if kind in said:
            found.append(said[kind])
    return ", ".join([*found[:MOST], *(["…"] if len(found) > MOST else [])])


def _matters(block: Block, pamphlet: Pamphlet, prose: Prose, checker: Checker) -> bool:
    said = (piece.text for variant in prose.body(pamphlet, block) for piece in variant)
    return block.kind == "warning" or checker.speaks(pamphlet.language, said, "medicine-says")
