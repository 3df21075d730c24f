"""Turns a project into files: plan all, find collisions, run the jobs that changed, gather, write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphlets import files
from pamphlets.builder import gathering, inputs, manifest
from pamphlets.builder import output as store
from pamphlets.builder.outcome import WHOLE, Build, Left, Selection, Step, Unmade, stop
from pamphlets.builder.output import read_manifest
from pamphlets.errors import PamphletError
from pamphlets.model import Entry, Manifest

__all__ = [
    "Build", "Progress", "Selection", "Step", "Unmade", "build", "build_what_fits", "check", "manifest", "plan",
    "read_manifest",
]  # fmt: skip

if TYPE_CHECKING:
    from datetime import date

    from pamphlets.model import Job, Problem, Result, Schedules


FIT = {"fit", "wide", "tall", "edge", "lost", "font-character"}
"""The rules of leaflets that do not fit, or cite a source whose letters no font has: the others are made."""
Progress = Callable[[int, int, str], None]
"""Told of each job that is done: how many are, of how many, and its name."""


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
    progress: Progress = lambda done, of, name: None,
    begin: Callable[[], None] = lambda: None,
) -> Build:
    """Build the project in the folder `root`, into `output` (default: `build/` in it), with `jobs` processes.

    `force` renders what is unchanged too; `strict` stops for warnings, those of `today` among them. `schedules` says
    when the posts of a pamphlet go out, by its name ('': every other); without it that is as in the last build. `wait`
    waits for the end of another build; `begin` is called if there is anything to do. Raises PamphletError with every
    problem found; the last build is then untouched. Where only leaflets do not fit this is `Unmade`: all else is built.
    """
    root = Path(root).resolve()
    folder = Path(output).resolve() if output else root / "build"
    if not os.path.isfile(root / "content" / "practice.yml"):
        plan(root)  # says what is missing, before a folder is made
    store.refuse_mess(root, folder)
    if strict and today:
        stop(_dated(root, today), strict)
    with store.locked(folder, wait=wait):
        files.clear(root / "content", root / "content" / "editions")
        store.recover(folder)
        last = store.read_manifest(folder) or Manifest()
        program = inputs.program_digest()
        moved = schedules is not None and schedules != last.schedules
        last = replace(last, schedules=last.schedules if schedules is None else schedules)
        if not force and not moved and (same := _unchanged(root, folder, last, program, selection)):
            stop(same.problems, strict)
            return same
        begin()
        return _build(root, folder, last, program, selection, jobs or os.cpu_count() or 1, force, strict, progress)


def build_what_fits(root: Path | str, **options: Any) -> Build:
    """Build as `build` does; leaflets that do not fit are `unmade`, and hold back nothing."""
    try:
        return build(root, **options)
    except Unmade as fault:
        return fault.build


def _unchanged(root: Path, folder: Path, last: Manifest, program: str, selection: Selection) -> Build | None:
    """Return the last build if no input and no output has changed since; nothing of the program is loaded for it."""
    now = inputs.inputs_digest(root, _shipped_templates(), program, selection.extras)
    whole = last.inputs == now
    if not (whole and selection.knows(last.jobs)) and last.narrowed.get(selection.key) != now:
        return None
    jobs = [job for job in last.jobs if whole or selection.covers(job)]
    outputs = (output for entry in (*jobs, *last.gathered) for output in entry.outputs)
    if store.altered(folder, outputs, settle=whole):
        return None
    steps = tuple(Step(job.name, False, "nothing changed") for job in jobs if selection.covers(job))
    return Build(folder, steps, (), tuple(map(manifest.problem, last.problems)), last)


def _shipped_templates() -> Path:
    inside = Path(__file__).parent.parent / "templates"
    return inside if inside.is_dir() else inside.parent.parent / "templates"


def _build(
    root: Path, folder: Path, last: Manifest, program: str, selection: Selection, workers: int, force: bool,
    strict: bool, progress: Progress,
) -> Build:  # fmt: skip
    from pamphlets.channels import Whole
    from pamphlets.records import facts, news

    extras = selection.extras
    begun = inputs.inputs_digest(root, _shipped_templates(), program, extras)
    if workers > 1 and (force or not last.jobs):
        from pamphlets.builder import workers as processes

        processes.warm_up()
    planned, problems, project, library = plan(root, extras, strict=strict)
    stop(problems, strict)
    before = {entry.name: entry for entry in last.jobs}
    mine = {job.name: job for job in planned if selection.covers(job)}
    entries = _kept(before, mine, selection)
    steps: list[Step] = []
    unmade: dict[str, tuple[Problem, ...]] = {}
    try:
        for late in (False, True):
            jobs_now = [_told(job, entries) for job in mine.values() if bool(job.sizes) is late]
            decided = list(_decide(jobs_now, before, folder, program, force))
            todo = [job for job, step in zip(jobs_now, decided, strict=True) if step.ran]
            for job, found in _make(todo, entries, folder, program, workers, _further(progress, steps)):
                if job.name in entries:
                    problems += found
                else:
                    unmade[job.name] = found
            steps += decided
        ran = {step.name for step in steps if step.ran}
        kept = (entry for name, entry in entries.items() if name not in ran)
        problems += (manifest.problem(shown) for entry in kept for shown in entry.problems)
        order = {job.name: index for index, job in enumerate(planned)}
        touched = [one for name, one in entries.items() if name not in ran and store.altered(folder, one.outputs)]
        entries |= {one.name: replace(one, digest="") for one in touched}  # changed meanwhile, or not looked at
        jobs = tuple(sorted(entries.values(), key=lambda entry: (order.get(entry.name, len(order)), entry.name)))
        missing = [one for found in unmade.values() for one in found]
        made = Manifest(
            schedules=last.schedules,
            pamphlets=facts.of(library, project),
            news=tuple(news.of(library.editions, project)),
            jobs=jobs,
        )
        whole, before_it = Whole(project, made, lambda path: store.read(folder, path)), Manifest() if force else last
        gathered, problems = gathering.gather(whole, problems, missing, folder, before_it, program, strict)
        if strict or _missed(unmade, planned, mine):
            stop(problems, strict)
        made = replace(made, problems=tuple(map(manifest.keep, problems)), gathered=gathered)
        stop(store.collisions(made.outputs), strict)
        others = tuple(store.foreign(folder, {output.path: output.sha256 for output in made.outputs}))
        stop(others, strict=False)  # what else they say is of this folder, and true once its files are moved
        problems += others
    except BaseException:
        store.drop(folder)
        raise
    settled = not unmade and begun == inputs.inputs_digest(root, _shipped_templates(), program, extras)
    complete = settled and selection.everything and not touched
    narrowed = {key: known for key, known in last.narrowed.items() if known == begun and not complete}
    narrowed |= {selection.key: begun} if settled and not selection.everything else {}
    now = replace(made, inputs=begun if complete else "", narrowed=narrowed)
    removed = store.commit(folder, now)
    left = tuple(Left(name, mine[name].edition, found) for name, found in unmade.items())
    built = Build(folder, tuple(steps), removed, tuple(problems), now, left)
    if left:
        raise Unmade(built)
    return built


def plan(
    root: Path, extras: tuple[str, ...] = (), *, strict: bool = False
) -> tuple[list[Job], list[Problem], Any, Any]:
    """Read a project and plan every job: return the jobs, all problems that need no rendering, project and library.

    With errors in sources or settings nothing is planned, but all that can be said of the words is said; with `strict`
    what waits for a signature is an error in drafts, too. Raises PamphletError if there is no project.
    """
    from pamphlets import checks, library
    from pamphlets.channels import CHANNELS, series
    from pamphlets.project import Project

    project = Project.read(root, extras)
    read = library.survey(project)
    every = None if read.errors else series.every(read.editions, project)
    problems = list(checks.run(read, project, every, strict=strict))
    jobs: list[Job] = []
    for channel in CHANNELS.values() if not read.errors else ():
        try:
            jobs += channel.plan(read.editions, project, every)
        except PamphletError as error:
            problems += (problem for problem in error.problems if problem not in problems)
    problems += store.clashes((path, job.name) for job in jobs for path in job.paths)
    return jobs, problems, project, read


def check(
    root: Path | str, *, fit: bool = False, jobs: int | None = None, today: date | None = None, strict: bool = False
) -> tuple[Problem, ...]:
    """Return every problem of the project in the folder `root`; with `fit` also those that only rendering shows.

    With `today`, dates are compared with it; `strict` asks of drafts what `publish` does.
    """
    from pamphlets import checks

    try:
        planned, problems, project, read = plan(Path(root).resolve(), strict=strict)
        problems += checks.run_today(read, project, today) if today else ()
        if fit and not any(problem.severity == "error" for problem in problems):
            for _, result in _run(planned, jobs or os.cpu_count() or 1, lambda *_: None):
                problems += result.problems
    except PamphletError as error:
        return error.problems
    return tuple(problems)


def _dated(root: Path, today: date) -> Iterator[Problem]:
    """Yield the problems of this day, where the project can be read."""
    from pamphlets import checks, library
    from pamphlets.project import Project

    project = Project.read(root)
    return checks.run_today(library.survey(project), project, today)


def _decide(
    planned: Iterable[Job], before: Mapping[str, Entry], folder: Path, program: str, force: bool
) -> Iterator[Step]:
    """Say of each job whether it must be rendered, and why."""
    for job in planned:
        entry = before.get(job.name)
        if force:
            yield Step(job.name, True, "--force")
        elif not entry:
            yield Step(job.name, True, "it was not made before")
        elif not entry.digest:
            yield Step(job.name, True, "an output of it was changed by hand")
        elif entry.program != program:
            yield Step(job.name, True, "the program or a library changed")
        elif entry.digest != job.digest:
            yield Step(job.name, True, "its content, settings or templates changed")
        elif path := store.altered(folder, entry.outputs):
            yield Step(job.name, True, f"{path} is missing or was changed by hand")
        else:
            yield Step(job.name, False, "nothing it depends on changed")


def _run(jobs: Sequence[Job], workers: int, progress: Progress) -> Iterator[tuple[Job, Result]]:
    from pamphlets.builder import workers as processes

    yield from processes.run(jobs, workers, lambda ready, job: progress(ready, len(jobs), job.name))


def _make(
    jobs: Sequence[Job], entries: dict[str, Entry], folder: Path, program: str, workers: int, progress: Progress
) -> Iterator[tuple[Job, tuple[Problem, ...]]]:
    """Render jobs, stage what comes out, note it in `entries`, and yield what was wrong with each.

    A leaflet that does not fit holds back no other job: it is in no entry, and so its old files go.
    """
    for job, result in _run(jobs, workers, progress):
        entries[job.name] = manifest.entry(job, result, program)
        for rendering in result.renderings:
            store.stage(folder, rendering.path, rendering.content)
        wrong = {problem.rule for problem in result.problems if problem.severity == "error"}
        if wrong and not result.renderings and wrong <= FIT:
            del entries[job.name]
        yield job, result.problems


def _missed(unmade: Iterable[str], planned: Iterable[Job], mine: Mapping[str, Job]) -> bool:
    """Say whether an output that this build does not make again would miss a leaflet that was not made."""
    gone = {path for name in unmade for path in mine[name].paths}
    return any(path in gone for job in planned if job.name not in mine for path, _ in job.sizes)


def _further(progress: Progress, steps: Iterable[Step]) -> Progress:
    """Return what tells of further jobs, after those of some steps."""
    before = sum(step.ran for step in steps)
    return lambda done, of, name: progress(before + done, before + of, name)


def _told(job: Job, entries: Mapping[str, Entry]) -> Job:
    """Return a job that knows how large the outputs are of which it says that."""
    if not job.sizes:
        return job
    from pamphlets.digests import digest

    known = {output.path: output.bytes for entry in entries.values() for output in entry.outputs}
    sizes = tuple((path, known[path]) for path, _ in job.sizes if path in known)
    return replace(job, sizes=sizes, digest=digest(job.digest, sizes))


def _kept(before: Mapping[str, Entry], mine: Mapping[str, Job], selection: Selection) -> dict[str, Entry]:
    """Return the entries of the last build that stay: jobs still planned, and all that this build does not cover."""
    kept = {name: entry for name, entry in before.items() if name in mine or not selection.covers(entry)}
    return {name: manifest.refresh(entry, mine[name]) if name in mine else entry for name, entry in kept.items()}
