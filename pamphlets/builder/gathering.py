"""Turns the outputs of many jobs into what channels make of them, where that has changed since the last build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.builder import manifest
from pamphlets.builder import output as store
from pamphlets.builder.outcome import stop
from pamphlets.digests import digest
from pamphlets.model import Entry, Manifest

if TYPE_CHECKING:
    from pamphlets.channels import Whole
    from pamphlets.model import Problem


def gather(
    whole: Whole, problems: Iterable[Problem], unmade: Sequence[Problem], folder: Path, last: Manifest, program: str,
    strict: bool,
) -> tuple[tuple[Entry, ...], list[Problem]]:  # fmt: skip
    """Stage what is made of the outputs of many jobs; return what the manifest says of it, and all problems.

    What has a digest, and is as in the last build, is not made again.
    """
    from pamphlets import channels

    before = {entry.digest: entry for entry in last.gathered if entry.digest}
    gathered: list[Entry] = []
    problems = list(problems)
    for name in channels.CHANNELS:
        kept = tuple(map(manifest.keep, dict.fromkeys([*problems, *unmade])))
        so_far = replace(whole.manifest, gathered=tuple(gathered), problems=kept)
        for made in channels.gather(name, replace(whole, manifest=so_far)):
            known = digest(name, made.digest, program) if made.digest else ""
            entry = before.get(known)
            if not entry or store.altered(folder, entry.outputs):
                result = made.make()
                problems += result.problems
                outputs = tuple(map(manifest.output, result.renderings))
                entry = Entry(
                    name, made.name, outputs, made.pamphlet, made.language, digest=known, report=result.report
                )
                for rendering in result.renderings:
                    store.stage(folder, rendering.path, rendering.content)
            gathered.append(entry)
        problems = list(dict.fromkeys(problems))  # two sites, or two tables, may have one problem
        stop(problems, strict)
    return tuple(gathered), list(dict.fromkeys([*problems, *unmade]))
