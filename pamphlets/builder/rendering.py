"""Turns the jobs of a plan that changed into staged files and entries: as the cache has them, or rendered now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pamphlets.builder import manifest
from pamphlets.builder import output as store
from pamphlets.builder.outcome import Progress, Selection, Step
from pamphlets.builder.plans import Plan, parts
from pamphlets.builder.steps import decide, measure, merge
from pamphlets.model import Entry, Job, Problem, Rendering, Result

if TYPE_CHECKING:
    from pathlib import Path

    from pamphlets.builder import Order

FIT = {"fit", "wide", "tall", "edge", "lost", "font-character"}
"""The rules of leaflets that do not fit, or cite a source whose letters no font has: the others are made."""


@dataclass(slots=True)
class Outcome:
    """What has come of the jobs: the entries that stand, those not made, what each step did, what was wrong."""

    entries: dict[str, Entry]
    problems: list[Problem]
    unmade: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


def render(asked: Order, planned: Plan, mine: Mapping[str, Job]) -> Outcome:
    """Render and stage the jobs that changed, those last that say how large others' outputs are.

    What the cache has is not rendered. A leaflet that does not fit holds back no other job: it is in no entry, and so
    its old files go.
    """
    before = {entry.name: entry for entry in asked.last.jobs}
    made, found = Outcome(_kept(before, mine, asked.selection), []), dict[str, tuple[Problem, ...]]()
    for late in (False, True):
        jobs = [*measure((job for job in mine.values() if bool(job.sizes) is late), made.entries.values())]
        steps = list(decide(jobs, before, asked.folder, asked.program, asked.force))
        todo = {job.name: job for job, step in zip(jobs, steps, strict=True) if step.ran}
        told = _further(asked.progress, made.steps)
        taken = _take(asked, todo, made, found, told)
        left = [job for name, job in todo.items() if name not in taken]
        _run(asked, planned, left, made, found, _after(told, len(taken), len(todo)))
        made.steps += (Step(one.name, one.ran, one.why, one.name in taken) for one in steps)
    order = merge([job.name for job in planned.jobs], before)
    kept = {name: map(manifest.problem, entry.problems) for name, entry in made.entries.items() if name not in found}
    made.problems = [*planned.problems, *(one for name in order for one in found.get(name) or kept.get(name) or ())]
    return made


def wrong(result: Result) -> frozenset[str]:
    """Return the rules of what is wrong with a result, so that it cannot stand."""
    return frozenset(problem.rule for problem in result.problems if problem.severity == "error")


def _take(
    asked: Order, todo: Mapping[str, Job], made: Outcome, found: dict[str, tuple[Problem, ...]], told: Progress
) -> frozenset[str]:
    """Stage what the cache has of some jobs; return their names."""
    taken = set[str]()
    cache = None if asked.force or asked.selection.jobs else asked.cache  # who looks at them waits for no store
    for job, known in cache.find(todo.values(), asked.program) if cache else ():
        if known:
            taken.add(job.name)
            made.entries[job.name] = known.entry
            found[job.name] = tuple(map(manifest.problem, known.entry.problems))
            _stage(asked.folder, known.renderings)
            told(len(taken), len(todo), job.name)
    return frozenset(taken)


def _run(
    asked: Order, planned: Plan, jobs: list[Job], made: Outcome, found: dict[str, tuple[Problem, ...]], told: Progress
) -> None:
    """Render and stage some jobs, and give the cache what came of them."""
    from pamphlets.builder import workers

    for job, result in workers.run_parts(parts(planned, jobs), len(jobs), asked.workers, told, asked.engine):
        if (rules := wrong(result)) and not result.renderings and rules <= FIT:
            made.entries.pop(job.name, None)
            made.unmade[job.name] = result.problems
            continue
        made.entries[job.name] = manifest.entry(job, result, asked.program)
        found[job.name] = result.problems
        if asked.cache and not rules:
            asked.cache.give(job, made.entries[job.name], result.renderings)
        _stage(asked.folder, result.renderings)


def _stage(folder: Path, renderings: Iterable[Rendering]) -> None:
    for rendering in renderings:
        store.stage(folder, rendering.path, rendering.content)


def _further(progress: Progress, steps: Iterable[Step]) -> Progress:
    """Return what tells of further jobs, after those of some steps."""
    before = sum(step.ran for step in steps)
    return lambda done, of, name: progress(before + done, before + of, name)


def _after(progress: Progress, before: int, every: int) -> Progress:
    """Return what tells of further jobs among those of which some are done."""
    return lambda done, of, name: progress(before + done, every, name)


def _kept(before: Mapping[str, Entry], mine: Mapping[str, Job], selection: Selection) -> dict[str, Entry]:
    """Return the entries of the last build that stay: jobs still planned, and all that this build does not cover."""
    kept = {name: entry for name, entry in before.items() if name in mine or not selection.covers(entry)}
    return {name: manifest.refresh(entry, mine[name]) if name in mine else entry for name, entry in kept.items()}
