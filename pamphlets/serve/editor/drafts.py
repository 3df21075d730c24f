"""Turns the unsaved text of a source into what its editor shows: problems, counters, names, its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pamphlets import builder, checks, files, library
from pamphlets.channels import leaflets, posts, web
from pamphlets.channels.proofs import Proof
from pamphlets.checks import counters
from pamphlets.errors import PamphletError, fail
from pamphlets.library import Library, Parsed
from pamphlets.model import Job, Location, Problem
from pamphlets.project import Project
from pamphlets.serve.editor import names, remarks
from pamphlets.serve.editor.names import Names
from pamphlets.source import split_name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Read:
    """A project with an unsaved text, what was read for it, and of that what is of its `name`: `own`."""

    project: Project
    library: Library
    name: str
    own: Library


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a text, and what is counted in it, if its words were looked at."""

    problems: tuple[Problem, ...] = ()
    counters: counters.Counters | None = None


class Drafts:
    """Looks at unsaved texts of the sources of one project, and writes nothing.

    What does not change from key to key is kept: the settings, and other sources as they were read. A change of a
    source drops that one, a change of another file in `content/` or `templates/` all. Sources are named by their paths
    below `content/`. One thread at a time may ask, and none while this process builds: what lays out pages is not made
    for two.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._stamp: files.Stamp = ()
        self._project: Project | None = None
        self._parsed: dict[str, Parsed] = {}
        self._last: _Read | None = None

    def check(self, name: str, text: str, *, words: bool = False) -> Verdict:
        """Return what is wrong with a text: with its structure, or, if its `words` are looked at, with all of it.

        That is told of this source, and of what it shows of others; what reading or a fault of the program stops is the
        only problem. Counters are there if words are looked at.
        """
        path = f"content/{name}"

        def look() -> Verdict:
            now = self._read(path, text)
            if not words:
                return Verdict(_about(path, checks.of_structure(now.library, now.project, [now.name])[now.name]))
            languages = [one.language for one in now.own.pamphlets.values() if one.path == path]
            found = checks.of_each(now.library, now.project, None, [now.name], languages=languages)
            problems = checks.of_all(found.values(), (), now.project, whole=False)
            return Verdict(_about(path, problems), counters.count(now.own, now.project, languages))

        return _safely(look, lambda problems: Verdict(problems))

    def pages(self, name: str, text: str, output: str, language: str, site: str) -> Proof:
        """Return the pages of one output (see `names`) of the edition that a text would make, and what is wrong there.

        While there are errors in what it is made of, these are all.
        """

        def look() -> Proof:
            now = self._read(f"content/{name}", text)
            if now.own.errors:
                return Proof(problems=now.own.errors)
            with builder.undisturbed():
                return _proof(output, language, site, now)

        return _safely(look, lambda problems: Proof(problems=problems))

    def names(self, name: str) -> Names:
        """Return the names that the author of a source, as it is on disk, may write or choose.

        Raises PamphletError if there is no project.
        """
        project = self._open()
        every = library.leaf_through(project, self._parsed)
        self._parsed.update(every.parsed)
        own = library.survey(project, [split_name(name)[0]], self._parsed)
        return names.of(f"content/{name}", project, every, own.editions)

    def _open(self) -> Project:
        """Return the project as it is on disk."""
        now = files.stamp(self._root, self._root / "content", self._root / "templates")
        project, changed = self._project, {one[0].removeprefix(f"{self._root}/") for one in {*now} ^ {*self._stamp}}
        if changed:
            self._last = None
        if project is None or not changed <= {*project.sources} or len(now) != len(self._stamp):
            self._project, self._parsed = None, {}
            project = Project.read(self._root)
        for path in changed:
            self._parsed.pop(path, None)
            project.digests.pop(path, None)
        self._project, self._stamp = project, now
        return project

    def _read(self, path: str, text: str) -> _Read:
        """Return what is read with a text in the place of a source: each text is looked at in several ways."""
        project = self._open()
        if self._last is None or self._last.project.unsaved != {path: text}:
            project, own = project.with_unsaved(path, text), split_name(path)[0]
            others = {other: one for other, one in self._parsed.items() if other != path}
            read = library.survey(project, [own], others)
            self._parsed.update((other, one) for other, one in read.parsed.items() if other != path)
            self._last = _Read(project, read, own, next(mine for _, mine, _ in read.each([own])))
        return self._last


def _safely(look: Callable[[], T], wrong: Callable[[tuple[Problem, ...]], T]) -> T:
    """Return what a look finds; if it fails, what is made of the problems, be they the author's or the program's."""
    try:
        return look()
    except PamphletError as error:
        return wrong(error.problems)
    except Exception as fault:  # somebody writes: the next key may mend it
        return wrong((remarks.fault(fault),))


def _about(path: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of a source, and of what it shows of others."""
    return tuple(one for one in problems if any(place.path == path for place in _places(one.location)))


def _places(location: Location) -> Iterator[Location]:
    yield location
    if location.embedded_by:
        yield from _places(location.embedded_by)


def _proof(output: str, language: str, site: str, now: _Read) -> Proof:
    """Return one output of the edition in a language and for a site."""
    spoken = [one for one in now.own.editions if one.language == language]
    chosen = [one for one in spoken if one.site == site]
    linked = [one for one in now.library.editions if not now.library.wrong([], [one.pamphlet.name])]
    if not chosen:
        hint = "'publish: false' in its front matter keeps a source from that"
        raise fail("output", "this source makes no such edition", Location(""), hint)
    if output == names.WEB:
        job = _pick(web.plan(spoken, now.project, (), linked), lambda one: one.output == "web")
        sizes = ((path, now.project.root / "build" / path) for path, _ in job.sizes)
        built = tuple((path, file.stat().st_size) for path, file in sizes if file.is_file())
        return web.proof(replace(job, sizes=built), "/web/")
    if output == names.CAROUSEL or output.startswith(names.CARD):
        block = (output.removeprefix(names.CARD),) if output != names.CAROUSEL else ()
        return posts.proof(_pick(posts.plan(spoken, now.project), lambda one: one.blocks == block))
    return leaflets.proof(_pick(leaflets.plan(chosen, now.project, None, linked), lambda one: one.output == output))


def _pick(jobs: Iterable[Job], wanted: Callable[[Job], bool]) -> Job:
    """Return the first job that is wanted; none after it is planned. Raises PamphletError if there is none."""
    if job := next(filter(wanted, jobs), None):
        return job
    raise fail("output", "this text makes no such output", Location(""), "choose another one")
