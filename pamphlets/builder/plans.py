"""Turns a folder into the plan of a build: its project, jobs and problems, made once, or kept from an earlier plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.builder import output as store
from pamphlets.errors import PamphletError

if TYPE_CHECKING:
    from pamphlets.builder.slices import Keys, Slice
    from pamphlets.channels.series import Every
    from pamphlets.checks import Findings
    from pamphlets.model import Edition, Job, News, PamphletFacts, Problem
    from pamphlets.project import Project


MANY = 64
"""So many pamphlets are looked at together: of more, what they render would take too much memory."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a build knows before it renders; `problems` are those that need no rendering and no day.

    Jobs that are as in an earlier plan, or are many, are without content. `left` are the names of pamphlets of which
    nothing is known: the plan was narrowed.
    """

    project: Project
    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Findings, ...]
    facts: tuple[PamphletFacts, ...]
    news: tuple[News, ...]
    left: frozenset[str] = frozenset()


def plan(
    root: Path, extras: tuple[str, ...] = (), *, strict: bool = False, folder: Path | None = None, program: str = "",
    names: Collection[str] = (),
) -> Plan:  # fmt: skip
    """Read the project in a folder and plan every job; `extras` are made only when asked for.

    With errors in sources or settings nothing is planned, but all that can be said of the words is said; with `strict`
    what waits for a signature is an error in drafts, too. What the same `program` found before, and left in the build
    `folder`, is taken over where it holds still. With `names` no other pamphlet is looked at that nothing is known of.
    Raises PamphletError if there is no project.
    """
    from pamphlets.builder import slices
    from pamphlets.project import Project

    project = Project.read(root, extras)
    keys = slices.Keys(project, program, strict)
    every = slices.read(folder, keys) if folder else {}
    wanted = [name for name in keys.names if not names or name in names]
    found = _Finding(project, keys, strict)
    every |= found.look_at([name for name in wanted if name not in every])
    if not any(one.findings.errors for one in every.values()):  # what waited for the end of errors
        every |= found.look_at([name for name in wanted if not every[name].planned])
    if folder and found.looked:
        again = slices.Keys(project, program, strict)  # what was replaced meanwhile is looked at anew
        slices.write(folder, [one for one in every.values() if again.of(one.needs, one.pictures) == one.key])
    return _join(found, dict(sorted(every.items())), frozenset(keys.names).difference(every))


def parts(planned: Plan, jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Yield jobs with what they render: at once, or, where many pamphlets must be planned anew for it, by and by."""
    from pamphlets.builder import slices

    todo = list(jobs)
    lacking = sorted({job.pamphlet for job in todo if job.content is None})
    batches = [frozenset(lacking[start : start + MANY]) for start in range(0, len(lacking), MANY)]
    for names in (frozenset[str](), *batches):
        found = _Finding(planned.project, slices.Keys(planned.project, ""), strict=False)
        found.look_at(sorted(names))
        full = {job.name: job for own in found.jobs.values() for job in own}
        mine = [job for job in todo if (job.pamphlet if job.content is None else "") in (names or {""})]
        yield [replace(full[job.name], sizes=job.sizes, digest=job.digest) if names else job for job in mine]


@dataclass(slots=True)
class _Jobs:
    """What is planned of some pamphlets, and what kept that from being done."""

    jobs: list[Job] = field(default_factory=list)
    facts: list[PamphletFacts] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Finding:
    """Looks at pamphlets of a project: what is wrong with them, and the jobs that they make."""

    def __init__(self, project: Project, keys: Keys, strict: bool) -> None:
        self.project, self.keys, self.strict = project, keys, strict
        self.jobs: dict[str, tuple[Job, ...]] = {}
        self.looked = False

    def look_at(self, names: Sequence[str]) -> dict[str, Slice]:
        """Return what is found of some pamphlets, by name; `jobs` has their jobs then.

        Where they are few the jobs have what they render; what many render takes too much memory.
        """
        found: dict[str, Slice] = {}
        self.looked |= bool(names)
        for start in range(0, len(names), MANY):
            found |= self._look_at(names[start : start + MANY])
            if len(names) > MANY:
                self.jobs.clear()
        return found

    def _look_at(self, names: Sequence[str]) -> dict[str, Slice]:
        from pamphlets import checks, library
        from pamphlets.builder import slices
        from pamphlets.channels import series

        read = library.survey(self.project, names)
        own = {name: one for name, one, _ in read.each(names)}
        sound = {name: one.editions for name, one in own.items() if not one.errors}
        every = series.every((edition for editions in sound.values() for edition in editions), self.project)
        findings = checks.of_each(read, self.project, every, names, strict=self.strict)
        led = [one for one in read.editions if not read.wrong([], [one.pamphlet.name])]
        planned = self._plan(sound, every, led)
        found = {}
        for name, one in own.items():
            mine = planned.get(name, _Jobs())
            self.jobs[name] = tuple(mine.jobs)
            said = findings[name]
            if mine.problems:
                said = replace(said, problems=tuple(dict.fromkeys((*said.problems, *mine.problems))), errors=True)
            needs, pictures = read.needs[name].every, slices.pictures_of(one, self.project)
            found[name] = slices.Slice(
                name=name,
                key=self.keys.of(needs, pictures),
                needs=needs,
                pictures=pictures,
                findings=said,
                planned=name in sound and not mine.problems,
                jobs=tuple(map(slices.keep, mine.jobs)),
                facts=tuple(mine.facts),
                news=tuple(mine.news),
            )
        return found

    def _plan(
        self, sound: Mapping[str, Sequence[Edition]], every: Every, linked: Sequence[Edition]
    ) -> dict[str, _Jobs]:
        """Return what is planned of each name: of all at once, or, if one of them fails, one by one."""
        whole = self._try([edition for editions in sound.values() for edition in editions], every, linked)
        if whole.problems and len(sound) > 1:
            mine = {name: tuple(one for one in every if one[0].pamphlet.name == name) for name in sound}
            return {name: self._try(editions, mine[name], linked) for name, editions in sound.items()}
        found = {name: _Jobs(problems=whole.problems) for name in sound}
        for job in whole.jobs:
            found[job.pamphlet].jobs.append(job)
        for facts in whole.facts:
            found[facts.name].facts.append(facts)
        for news in whole.news:
            found[news.pamphlet].news.append(news)
        return found

    def _try(self, editions: Sequence[Edition], every: Every, linked: Sequence[Edition]) -> _Jobs:
        from pamphlets.channels import CHANNELS
        from pamphlets.records import facts, news

        made, project = _Jobs(facts=list(facts.of(editions, self.project))), self.project
        try:
            made.news += news.of(editions, project)
        except PamphletError as error:
            made.problems += error.problems
        for name in filter(CHANNELS.__contains__, _wanted(project)):
            try:
                made.jobs += CHANNELS[name].plan(editions, project, every, linked)
            except PamphletError as error:
                made.problems += error.problems
        return made


def _wanted(project: Project) -> Iterator[str]:
    """Yield the channels of a project: those that the practice wants, and those that it cannot choose."""
    from pamphlets.channels import CHANNELS
    from pamphlets.project import CHANNELS as CHOICE

    return (name for name in CHANNELS if name in project.channels or name not in CHOICE)


def _join(found: _Finding, every: Mapping[str, Slice], left: frozenset[str]) -> Plan:
    """Return the plan of all pamphlets, from what is known of each."""
    from pamphlets import channels, checks, library
    from pamphlets.builder import slices

    project, settings = found.project, library.check_settings(found.project)
    findings = tuple(one.findings for one in every.values())
    problems = list(checks.of_all(findings, settings, project, whole=not left))
    jobs: list[Job] = []
    if not any(one.errors for one in findings) and all(one.severity == "warning" for one in settings):
        folders = project.folders
        own = {
            name: found.jobs[name] if name in found.jobs else tuple(slices.job(kept, folders) for kept in one.jobs)
            for name, one in every.items()
        }
        known = [job for mine in own.values() for job in mine]
        for channel in _wanted(project):
            jobs += (job for job in known if job.channel == channel)
            jobs += (job for job in channels.share(channel, known, project) if job.serves or not left)
    if not any(problem.rule == "address" for problem in problems):
        problems += store.clashes(jobs)
    return Plan(
        project,
        tuple(jobs),
        tuple(dict.fromkeys(problems)),
        findings,
        tuple(facts for one in every.values() for facts in one.facts),
        tuple(news for one in every.values() for news in one.news),
        left,
    )
