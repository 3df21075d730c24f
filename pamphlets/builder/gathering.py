"""Turns the outputs of many jobs into what channels make of them, where that has changed since the last build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.builder import manifest
from pamphlets.builder import output as store
from pamphlets.builder.manifest import Entry, Manifest
from pamphlets.builder.outcome import stop
from pamphlets.digests import digest

if TYPE_CHECKING:
    from pamphlets.channels import Whole
    from pamphlets.model import Problem


def gather(
    whole: Whole, problems: Iterable[Problem], unmade: Sequence[Problem], folder: Path, last: Manifest, program: str,
    strict: bool,
) -> tuple[list[Entry], list[Problem]]:  # fmt: skip
    """Stage what is made of the outputs of many jobs; return what the manifest says of it, and all problems.

    What has a digest, and is as in the last build, is not made again.
    """
    from pamphlets import channels

    before: dict[str, list[Entry]] = {}
    for output in last.get("outputs", ()):
        before.setdefault(output.get("digest", ""), []).append(output)
    gathered: list[Entry] = []
    problems = list(problems)
    for name in channels.CHANNELS:
        shown = [manifest.shown(problem) for problem in dict.fromkeys([*problems, *unmade])]
        for made in channels.gather(name, replace(whole, gathered=tuple(gathered), problems=shown)):
            known = digest(name, made.digest, program) if made.digest else ""
            outputs = before.get(known, []) if known else []
            if not outputs or store.altered(folder, outputs):
                result = made.make()
                problems += result.problems
                about = {"channel": name, **made.about}
                own = {"digest": known} if known else {}
                outputs = [manifest.output(about, rendering, result.report) | own for rendering in result.renderings]
                for rendering in result.renderings:
                    store.stage(folder, rendering.path, rendering.content)
            gathered += outputs
        problems = list(dict.fromkeys(problems))  # two sites, or two tables, may have one problem
        stop(problems, strict)
    return gathered, list(dict.fromkeys([*problems, *unmade]))
