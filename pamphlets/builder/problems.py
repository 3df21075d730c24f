"""Turns a project into every problem of it, and writes nothing but what the next plan takes over."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.builder import inputs
from pamphlets.builder.plans import parts, plan
from pamphlets.errors import PamphletError

if TYPE_CHECKING:
    from datetime import date

    from pamphlets.model import Problem


def check(
    root: Path | str, *, fit: bool = False, jobs: int | None = None, today: date | None = None, strict: bool = False
) -> tuple[Problem, ...]:
    """Return every problem of the project in the folder `root`; with `fit` also those that only rendering shows.

    With `today`, dates are compared with it; `strict` asks of drafts what `publish` does.
    """
    from pamphlets import checks
    from pamphlets.builder import workers

    try:
        folder, program = Path(root).resolve() / "build", inputs.program_digest()
        known = folder if folder.is_dir() and not fit else None
        planned = plan(Path(root).resolve(), strict=strict, folder=known, program=program)
        problems = [*planned.problems, *(checks.run_today(planned.findings, planned.project, today) if today else ())]
        if fit and not any(problem.severity == "error" for problem in problems):
            every = parts(planned, planned.jobs)
            for _, result in workers.run_parts(every, len(planned.jobs), jobs or os.cpu_count() or 1):
                problems += result.problems
    except PamphletError as error:
        return error.problems
    return tuple(problems)
