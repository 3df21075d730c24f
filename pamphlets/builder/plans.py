"""Turns a folder into the plan of a build: its project, jobs and problems, made once, or kept from an earlier plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets.builder.outcome import WHOLE, Selection
from pamphlets.errors import PamphletError

if TYPE_CHECKING:
    from pamphlets.builder.slices import Keys, Slice
    from pamphlets.channels.series import Every
    from pamphlets.checks import Findings
    from pamphlets.library import Library
    from pamphlets.model import Edition, Job, News, PamphletFacts, Problem
    from pamphlets.project import Project


MANY = 64
"""So many pamphlets are looked at together: of more, what they render would take too much memory."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a build knows before it renders; `problems` are those that need no rendering and no day.

    Jobs that are as in an earlier plan, or are many, are without content. `left` are the names of pamphlets of which
    nothing is known: the plan was narrowed to a `selection`. Other jobs than it covers may be among the jobs.
    """

    project: Project
    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Findings, ...]
    facts: tuple[PamphletFacts, ...]
    news: tuple[News, ...]
    left: frozenset[str] = frozenset()
    selection: Selection = WHOLE


def plan(
    root: Path, selection: Selection = WHOLE, *, strict: bool = False, folder: Path | None = None, program: str = ""
) -> Plan:
    """Read the project in a folder and plan every job that a `selection` covers.

    With errors in sources or settings nothing is planned, but all that can be said of the words is said; with `strict`
    what waits for a signature is an error in drafts, too. What the same `program` found before, and left in the build
    `folder`, is taken over where it holds still. Of pamphlets that are not covered nothing else is looked at; those
    that are are read in all languages, and looked at in those that are asked for. Raises PamphletError if there is no
    project.
    """
    from pamphlets.builder import slices
    from pamphlets.project import Project

    project = Project.read(root, selection.extras)
    keys = slices.Keys(project, program, strict)
    every = slices.read(folder, keys, selection.part) if folder else {}
    wanted = [name for name in keys.names if not selection.pamphlets or name in selection.pamphlets]
    found = _Finding(project, keys, selection, strict)
    every |= found.look_at([name for name in wanted if name not in every])
    if not any(every[name].findings.errors for name in wanted):  # what waited for the end of errors
        every |= found.look_at([name for name in wanted if not every[name].planned])
    if folder and found.looked:
        again = slices.Keys(project, program, strict)  # what was replaced meanwhile is looked at anew
        slices.write(folder, filter(again.hold, every.values()))
    return _join(found, dict(sorted(every.items())), wanted)


def parts(planned: Plan, jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Yield jobs with what they render: at once, or, where many pamphlets must be planned anew for it, by and by."""
    from pamphlets.builder import slices

    todo = list(jobs)
    lacking = sorted({job.pamphlet for job in todo if job.content is None})
    batches = [frozenset(lacking[start : start + MANY]) for start in range(0, len(lacking), MANY)]
    for names in (frozenset[str](), *batches):
        found = _Finding(planned.project, slices.Keys(planned.project, ""), planned.selection)
        full = {job.name: job for job in (found.plan(sorted(names)) if names else ())}
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

    def __init__(self, project: Project, keys: Keys, selection: Selection, strict: bool = False) -> None:
        self.project, self.keys, self.selection, self.strict = project, keys, selection, strict
        self.posts = not selection.sites and "posts" in (selection.channels or ("posts",))
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

    def plan(self, names: Sequence[str]) -> Iterator[Job]:
        """Yield the jobs of some pamphlets, with what they render."""
        read, sound = self._read(names)
        planned = self._plan(read, sound, self._series(sound))
        yield from (job for one in planned.values() for job in one.jobs)

    def _read(self, names: Sequence[str]) -> tuple[Library, dict[str, Sequence[Edition]]]:
        """Return what is read for some names, and the editions of those without errors."""
        from pamphlets import library

        read = library.survey(self.project, names)
        return read, {name: own.editions for name, own, _ in read.each(names) if not own.errors}

    def _series(self, sound: Mapping[str, Sequence[Edition]]) -> Every | None:
        """Return the series of all posts that are covered; None without such: who needs a card makes it."""
        from pamphlets.channels import series

        every = (one for editions in sound.values() for one in editions if self._speaks(one))
        return series.every(every, self.project) if self.posts else None

    def _speaks(self, edition: Edition) -> bool:
        return not self.selection.languages or edition.language in self.selection.languages

    def _look_at(self, names: Sequence[str]) -> dict[str, Slice]:
        from pamphlets import checks
        from pamphlets.builder import slices

        read, sound = self._read(names)
        every = self._series(sound)
        findings = checks.of_each(read, self.project, every, names, strict=self.strict,
                                  languages=self.selection.languages, posts=self.posts)  # fmt: skip
        planned, part = self._plan(read, sound, every), self.selection.part
        found = {}
        for name, own, _ in read.each(names):
            mine = planned.get(name, _Jobs())
            self.jobs[name] = tuple(mine.jobs)
            said = findings[name]
            if mine.problems:
                said = replace(said, problems=tuple(dict.fromkeys((*said.problems, *mine.problems))), errors=True)
            needs, pictures = read.needs[name].every, slices.pictures_of(own, self.project)
            found[name] = slices.Slice(
                name=name,
                part=part,
                key=self.keys.of(part, needs, pictures),
                needs=needs,
                pictures=pictures,
                findings=said,
                planned=name in sound and not mine.problems,
                jobs=tuple(map(slices.keep, mine.jobs)),
                facts=tuple(mine.facts),
                news=tuple(mine.news),
            )
        return found

    def _plan(self, read: Library, sound: Mapping[str, Sequence[Edition]], every: Every | None) -> dict[str, _Jobs]:
        """Return what is planned of each name: of all at once, or, if one of them fails, one by one."""
        linked = [one for one in read.editions if not read.wrong([], [one.pamphlet.name])]
        whole = self._try([edition for editions in sound.values() for edition in editions], every, linked)
        if whole.problems and len(sound) > 1:
            return {name: self._try(editions, _of(every, name), linked) for name, editions in sound.items()}
        found = {name: _Jobs(problems=whole.problems) for name in sound}
        for job in whole.jobs:
            found[job.pamphlet].jobs.append(job)
        for facts in whole.facts:
            found[facts.name].facts.append(facts)
        for news in whole.news:
            found[news.pamphlet].news.append(news)
        return found

    def _try(self, editions: Sequence[Edition], every: Every | None, linked: Sequence[Edition]) -> _Jobs:
        from pamphlets.channels import CHANNELS, OF_LANGUAGES
        from pamphlets.records import facts, news

        made, project = _Jobs(facts=list(facts.of(editions, self.project))), self.project
        try:
            made.news += news.of(editions, project)
        except PamphletError as error:
            made.problems += error.problems
        mine = [one for one in editions if not self.selection.sites or one.site in self.selection.sites]
        spoken = list(filter(self._speaks, mine))
        for name in _wanted(project, self.selection):
            own, known = (spoken, every) if name in OF_LANGUAGES or spoken == mine else (mine, None)
            try:
                made.jobs += CHANNELS[name].plan(own, project, known, linked)
            except PamphletError as error:
                made.problems += error.problems
        return made


def _of(every: Every | None, name: str) -> Every | None:
    return None if every is None else tuple(one for one in every if one[0].pamphlet.name == name)


def _wanted(project: Project, selection: Selection) -> Iterator[str]:
    """Yield the channels of a project that are covered: those that it wants, and those that it cannot choose."""
    from pamphlets.channels import CHANNELS, OF_SITES
    from pamphlets.project import CHANNELS as CHOICE

    wanted = (name for name in CHANNELS if name in project.channels or name not in CHOICE)
    wanted = (name for name in wanted if name in (selection.channels or CHANNELS))
    return (name for name in wanted if not selection.sites or name in OF_SITES)


def _join(found: _Finding, every: Mapping[str, Slice], wanted: Collection[str]) -> Plan:
    """Return the plan of all pamphlets, from what is known of each."""
    from pamphlets import checks, library
    from pamphlets.builder import collisions

    project, settings, selection = found.project, library.check_settings(found.project), found.selection
    left = frozenset(found.keys.names).difference(every)
    covered = {name: one for name, one in every.items() if name in wanted or one.findings.sound}
    languages = selection.languages
    findings = tuple(one.findings.of(languages) if languages else one.findings for one in covered.values())
    whole = not (selection.pamphlets or selection.part)
    problems = list(checks.of_all(findings, settings, project, whole=whole))
    jobs: list[Job] = []
    if not any(one.errors for one in findings) and all(one.severity == "warning" for one in settings):
        jobs += _jobs(found, covered, share=not left)
    if not any(problem.rule == "address" for problem in problems):
        problems += collisions.of_jobs(jobs)
    return Plan(
        project,
        tuple(jobs),
        tuple(dict.fromkeys(problems)),
        findings,
        tuple(facts for one in every.values() for facts in one.facts),
        tuple(news for one in every.values() for news in one.news),
        left,
        selection,
    )


def _jobs(found: _Finding, every: Mapping[str, Slice], share: bool) -> Iterator[Job]:
    """Yield the jobs of some pamphlets, in order, and what is shared, if the plan knows all that it is made of."""
    from pamphlets import channels
    from pamphlets.builder import slices

    project = found.project
    known: list[Job] = []
    for name, one in every.items():
        known += found.jobs.get(name) or (slices.job(kept, project.folders) for kept in one.jobs)
    for channel in _wanted(project, found.selection):
        yield from (job for job in known if job.channel == channel)
        yield from (job for job in channels.share(channel, known, project) if share or job.serves)
