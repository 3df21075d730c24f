"""Turns a project into files: plan all, find collisions, run the jobs that changed, gather, write."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets import files
from pamphlets.builder import ahead as first
from pamphlets.builder import gathering, inputs, manifest, rendering
from pamphlets.builder import output as store
from pamphlets.builder.ahead import Ahead, version
from pamphlets.builder.collector import undisturbed
from pamphlets.builder.outcome import WHOLE, Build, Left, Progress, Selection, Step, Unmade, stop
from pamphlets.builder.output import read_manifest
from pamphlets.builder.plans import Plan, plan
from pamphlets.builder.problems import check
from pamphlets.builder.rendering import Outcome
from pamphlets.builder.steps import decide, measure, merge
from pamphlets.errors import PamphletError
from pamphlets.files import Stamp
from pamphlets.model import Entry, Manifest

__all__ = [
    "Ahead", "Build", "Order", "Plan", "Progress", "Selection", "Step", "Unmade", "build", "build_what_fits", "cache",
    "check", "engine", "manifest", "plan", "pruning", "read_manifest", "shards", "undisturbed", "version", "workers",
]  # fmt: skip

if TYPE_CHECKING:
    from datetime import date

    from pamphlets.builder import cache, engine, pruning, shards, workers
    from pamphlets.builder.cache import Cache
    from pamphlets.builder.engine import Engine
    from pamphlets.model import Job, Problem, Schedules


def _say_nothing(done: int, of: int, name: str) -> None:
    """Tell nobody of a job that is done."""


def build(
    root: Path | str,
    *,
    output: Path | str | None = None,
    selection: Selection = WHOLE,
    jobs: int | None = None,
    force: bool = False,
    strict: bool = False,
    today: date | None = None,
    schedules: Schedules | None = None,
    wait: bool = False,
    progress: Progress = _say_nothing,
    begin: Callable[[], None] = lambda: None,
    ahead: Ahead | None = None,
    cache: Cache | None = None,
    engine: Engine | None = None,
) -> Build:
    """Build the project in the folder `root`, into `output` (default: `build/` in it), with `jobs` processes.

    `force` renders what is unchanged too; `strict` stops for warnings, those of `today` among them. `schedules` says
    when the posts of a pamphlet go out, by its name ('': every other); without it that is as in the last build. `wait`
    waits for the end of another build; `begin` is called if there is anything to do. What is `ahead` is in its place
    before the rest is made. The `cache` is first asked for what must be rendered; an `engine` renders it elsewhere.
    What `progress` raises ends the build; it is not asked before the first of what is ahead stands. Raises
    PamphletError with every problem found; the last build is then untouched. Where only leaflets do not fit this is
    `Unmade`: all else is built.
    """
    root = Path(root).resolve()
    folder = Path(output).resolve() if output else root / "build"
    if not os.path.isfile(root / "content" / "practice.yml"):
        plan(root)  # says what is missing, before a folder is made
    store.refuse_mess(root, folder)
    if cache:
        cache.refuse_mess(root, folder)
    with store.locked(folder, wait=wait):
        files.clear(root / "content", root / "content" / "editions")
        store.recover(folder)
        last = store.read_manifest(folder) or Manifest()
        moved = schedules is not None and schedules != last.schedules
        last = replace(last, schedules=last.schedules if schedules is None else schedules)
        asked = Order(root, folder, last, inputs.program_digest(), selection, jobs or os.cpu_count() or 1, force,
                       strict, progress, cache, engine)  # fmt: skip
        return _begin(asked, moved, today, begin, ahead)


def build_what_fits(
    root: Path | str,
    *,
    output: Path | str | None = None,
    jobs: int | None = None,
    schedules: Schedules | None = None,
    wait: bool = False,
    progress: Progress = _say_nothing,
    cache: Cache | None = None,
) -> Build:
    """Build as `build` does; leaflets that do not fit are `unmade`, and hold back nothing."""
    try:
        return build(root, output=output, jobs=jobs, schedules=schedules, wait=wait, progress=progress, cache=cache)
    except Unmade as fault:
        return fault.build


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is to do: a project, where to, what was built there last, with which program, and how.

    The `cache` is asked for what must be rendered, and given what was.
    """

    root: Path
    folder: Path
    last: Manifest
    program: str
    selection: Selection
    workers: int
    force: bool
    strict: bool
    progress: Progress
    cache: Cache | None = None
    engine: Engine | None = None

    @property
    def shipped(self) -> Path:
        """The templates of the program."""
        inside = Path(__file__).parent.parent / "templates"
        return inside if inside.is_dir() else inside.parent.parent / "templates"

    def inputs(self) -> str:
        """Return SHA-256 over all that the build depends on, as it is now."""
        return inputs.inputs_digest(self.root, self.shipped, self.program, self.selection.extras)

    def plan(self) -> Plan:
        """Plan the build, from what was found before where that holds still."""
        selection = Selection(extras=self.selection.extras) if self.force else self.selection
        return plan(self.root, selection, strict=self.strict, folder=self.folder, program=self.program)

    def stamp(self) -> Stamp:
        """Return what shows whether a file that the build depends on is changed meanwhile."""
        return files.stamp(self.root, self.root / "content", self.root / "templates", self.shipped)


def _unchanged(asked: Order, now: str) -> Build | None:
    """Return the last build if no input and no output has changed since; nothing of the program is loaded for it."""
    last, selection = asked.last, asked.selection
    whole = last.inputs == now
    if not (whole and selection.knows(last.jobs)) and last.narrowed.get(selection.key) != now:
        return None
    jobs = [job for job in last.jobs if whole or selection.covers(job)]
    outputs = (output for entry in (*jobs, *last.gathered) for output in entry.outputs)
    if store.altered(asked.folder, outputs, settle=whole):
        return None
    steps = tuple(Step(job.name, False, "nothing changed") for job in jobs if selection.covers(job))
    return Build(asked.folder, steps, (), tuple(map(manifest.problem, last.problems)), last)


def _begin(asked: Order, moved: bool, today: date | None, begin: Callable[[], None], ahead: Ahead | None) -> Build:
    """Return the last build if nothing has changed, nor the days of posts `moved`; else build."""
    stamp, now, dated = asked.stamp(), asked.inputs(), None
    if asked.strict and today:
        from pamphlets import checks

        dated = asked.plan()
        stop(checks.run_today(dated.findings, dated.project, today), asked.strict)
    if not asked.force and not moved and (same := _unchanged(asked, now)):
        stop(same.problems, asked.strict)
        return same
    begin()
    if asked.workers > 1 and not (asked.cache or asked.engine) and (asked.force or not asked.last.jobs):
        from pamphlets.builder import workers

        workers.warm_up()
    return _build_all(asked, stamp, now, dated or asked.plan(), ahead)


def _build_all(asked: Order, stamp: Stamp, begun: str, planned: Plan, ahead: Ahead | None) -> Build:
    """Build what is ahead, and then the rest; raise Unmade if some leaflets do not fit."""
    stop(planned.problems, asked.strict)
    asked, before = _go_ahead(asked, stamp, begun, planned, ahead) if ahead else (asked, {})
    try:
        built = _build(asked, stamp, begun, planned)
    except PamphletError as fault:  # what was rendered is there for the next build
        raise PamphletError((*fault.problems, *_end(asked))) from fault
    steps = tuple(before.get(step.name, step) for step in built.steps)
    built = replace(built, steps=steps, problems=(*built.problems, *_end(asked)))
    if built.unmade:
        raise Unmade(built)
    return built


def _end(asked: Order) -> tuple[Problem, ...]:
    """Wait until the cache has what it was given; return what is wrong with it."""
    return asked.cache.end() if asked.cache else ()


def _build(asked: Order, stamp: Stamp, begun: str, planned: Plan) -> Build:
    """Render what changed, gather and write; the inputs were `begun`, and of this stamp, before the plan was made."""
    from pamphlets.builder import collisions

    folder, selection = asked.folder, asked.selection
    unseen = any(entry.pamphlet in planned.left for entry in asked.last.jobs)  # what serves them, too, stays
    mine = {job.name: job for job in planned.jobs if (selection.covers if unseen else selection.includes)(job)}
    try:
        made = rendering.render(asked, planned, mine)
        touched = _touched(made, folder)
        made.entries |= {one.name: replace(one, digest="") for one in touched}
        now, problems = _gather(asked, planned, made)
        if asked.strict or _missed(asked, planned, made.unmade, mine):
            stop(problems, asked.strict)
        now = replace(now, problems=tuple(map(manifest.keep, problems)))
        stop(collisions.of_outputs(now.outputs), asked.strict)
        others = tuple(store.foreign(folder, {output.path: output.sha256 for output in now.outputs}))
        stop(others, strict=False)  # what else they say is of this folder, and true once its files are moved
    except BaseException:
        store.drop(folder)
        raise
    everything = asked.selection.everything
    settled = not made.unmade and stamp == asked.stamp()
    complete = settled and everything and not touched
    narrowed = {key: known for key, known in asked.last.narrowed.items() if known == begun and not complete}
    narrowed |= {asked.selection.key: begun} if settled and not everything else {}
    now = replace(now, inputs=begun if complete else "", narrowed=narrowed)
    removed = store.commit(folder, now)
    left = tuple(Left(name, mine[name].edition, found) for name, found in made.unmade.items())
    return Build(folder, tuple(made.steps), removed, (*problems, *others), now, left, planned)


def _go_ahead(asked: Order, stamp: Stamp, begun: str, planned: Plan, ahead: Ahead) -> tuple[Order, dict[str, Step]]:
    """Build what is looked at, part by part, and tell of it; return the order of the rest, and what was run."""
    before, ran, told = {entry.name: entry for entry in asked.last.jobs}, dict[str, Step](), False

    def changed(names: Collection[str]) -> frozenset[str]:
        jobs = [*measure((job for job in planned.jobs if job.name in names), before.values())]
        steps = decide(jobs, before, asked.folder, asked.program, asked.force)
        return frozenset(step.name for step in steps if step.ran)

    for names in first.parts(asked.last, ahead.looked(), changed):
        part = replace(asked, selection=Selection(jobs=tuple(names)), progress=asked.progress if told else _say_nothing)
        try:
            made = _build(part, stamp, begun, planned)
        except PamphletError as fault:
            errors = [one for one in fault.problems if one.severity == "error"]  # warnings may be of old files
            if any(problem.rule != "collision" for problem in errors):  # what is in the way may be gone soon
                ahead.tell(errors, None)
            continue
        told = True
        ran |= {step.name: step for step in made.steps if step.ran}
        asked = replace(asked, last=made.manifest)
        ahead.tell([problem for left in made.unmade for problem in left.problems], made.manifest)
    return asked, ran


def _touched(made: Outcome, folder: Path) -> list[Entry]:
    """Return the entries kept whose outputs were changed meanwhile, or were not looked at."""
    ran = {step.name for step in made.steps if step.ran}
    return [one for name, one in made.entries.items() if name not in ran and store.altered(folder, one.outputs)]


def _gather(asked: Order, planned: Plan, made: Outcome) -> tuple[Manifest, list[Problem]]:
    """Gather what is made of the outputs of many jobs; return the manifest so far, and all problems."""
    from pamphlets.channels import Whole
    from pamphlets.checks import languages

    last, project = asked.last, planned.project
    facts = (one for one in last.pamphlets if one.name in planned.left)
    news = (one for one in last.news if one.pamphlet in planned.left)
    order = merge([job.name for job in planned.jobs], [entry.name for entry in last.jobs])
    now = Manifest(
        schedules=asked.last.schedules,
        pamphlets=tuple(sorted((*planned.facts, *facts), key=lambda one: one.name)),
        news=tuple(sorted((*planned.news, *news), key=lambda one: one.pamphlet)),
        unchecked=languages.lacking(project),
        jobs=tuple(made.entries[name] for name in order if name in made.entries),
    )
    whole = Whole(project, now, lambda path: store.read(asked.folder, path))
    missing = [one for found in made.unmade.values() for one in found]
    before = Manifest() if asked.force else asked.last
    gathered, problems = gathering.gather(
        whole, made.problems, missing, asked.folder, before, asked.program, asked.strict
    )
    return replace(now, gathered=gathered), problems


def _missed(asked: Order, planned: Plan, unmade: Iterable[str], mine: Mapping[str, Job]) -> bool:
    """Say whether an output that this build does not make again would miss a leaflet that was not made."""
    gone = {path for name in unmade for path in mine[name].paths}
    if gone and planned.selection.part:  # what other channels make is not planned
        planned = replace(asked, selection=replace(asked.selection, channels=(), sites=())).plan()
    return any(path in gone for job in planned.jobs if job.name not in mine for path, _ in job.sizes)
