"""Turns what the desk's buttons ask for into calls of the library, and what came of it into lines in its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pamphlets import builder, files, publish, starter
from pamphlets.builder import Build, manifest
from pamphlets.channels.calendar import schedule
from pamphlets.checks import report
from pamphlets.errors import nearest
from pamphlets.model import Problem, Schedule
from pamphlets.publish import Out
from pamphlets.serve import sources
from pamphlets.serve.commands import buttons, prints
from pamphlets.serve.commands.choices import Choices
from pamphlets.serve.commands.downloads import Downloads
from pamphlets.serve.commands.values import Values, refuse
from pamphlets.serve.guard import EDIT, Refusal
from pamphlets.starter import signing, translation

if TYPE_CHECKING:
    from pamphlets.serve.news import State

_CHANNELS = ("leaflets", "web", "posts", "slides", "email")
_SAID = {"placeholder", "words"}
"""The rules of what is said after publishing: what else a build warns of stands on the desk."""
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command, in words, and what is wrong; an address to open, and files that were made."""

    lines: Sequence[str] = ()
    problems: Iterable[Problem] = ()
    open: str | None = None
    made: Sequence[tuple[str, str]] = ()

    def plain(self, root: Path) -> dict[str, object]:
        """Return it as JSON has it, for the desk of the project at `root`."""
        made = [{"name": name, "address": address} for name, address in self.made]
        problems = [manifest.plain(manifest.keep(one)) for one in buttons.name(root, self.problems)]
        return {"lines": list(self.lines), "problems": problems, "open": self.open, "made": made}


@dataclass(frozen=True, slots=True)
class Acts:
    """What a button does, a method each: in the project at `root`, with what is `known` of it; `jobs` are processes.

    Each raises PamphletError for what is wrong with what was asked, before anything is written.
    """

    root: Path
    state: State
    known: Choices
    downloads: Downloads
    jobs: int | None = None

    def add(self, asked: Values) -> Answer:
        """Write a source with a `title`."""
        path = starter.begin(self.root, asked.text("title"))
        return Answer([self.known.say("desk-done-add", path=_shown(path))], open=f"{EDIT}{path.name}")

    def translate(self, asked: Values) -> Answer:
        """Begin the translation of the source `name` into a `language`."""
        path = starter.translate(self.root, asked.text("name"), asked.text("language"))
        return Answer([self.known.say("desk-done-translate", path=_shown(path))], open=f"{EDIT}{path.name}")

    def send(self, asked: Values) -> Answer:
        """Make a table for a translator of the source `name` into a `language`: of what is new, or of `all`."""
        project, name, language = self.known.project, asked.text("name"), asked.text("language")
        sent = translation.send(project, name, language, asked.flag("all"))
        left = [self.known.say("desk-done-send-left", block=block) for block in sent.left]
        if not sent.rows:
            return Answer([*left, self.known.say("desk-done-send-nothing")])
        file = f"{name}.{language}.docx"
        line = self.known.say("desk-done-send", language=self.known.tongue(language), rows=sent.rows)
        return Answer([*left, line], made=[(file, self.downloads.keep(file, sent.content))])

    def accept(self, asked: Values) -> Answer:
        """Note who (`by`) says, and when (`on`), that a translation of `name` into a `language` is up to date."""
        by = _right(lambda: signing.role(asked.text("by"), "Translator"))
        on = _right(lambda: signing.day(asked.text("on"), date.today())).isoformat()
        change = starter.accept(self.known.project, asked.text("name"), asked.text("language"), by, on)
        files.write(self.root / change.path, change.after, change.path)
        return Answer([self.known.say("desk-done-accept", path=change.path, by=by)])

    def check(self, asked: Values) -> Answer:
        """Find what is wrong; with `fit`, lay out every leaflet, too."""
        with self.state.work:
            found = builder.check(self.root, fit=asked.flag("fit"), jobs=self.jobs, today=date.today())
        return Answer([report.summary(found) or self.known.say("desk-no-problems")], report.group(found))

    def sign(self, asked: Values) -> Answer:
        """Note in the sources `names` who (`by`) answers for them since when (`on`), and `until` when they hold."""
        by = _right(lambda: signing.role(asked.text("by"), "Clinical lead"))
        on = _right(lambda: signing.day(asked.text("on"), date.today())).isoformat()
        until = _right(lambda: signing.until(asked.text("until"), date.today()))
        changes = starter.sign(self.root.resolve(), asked.choice("names", need=True), by, on, until)
        for change in changes:
            files.write(self.root / change.path, change.after, change.path)
        return Answer([self.known.say("desk-done-sign", path=one.path, reviewer=by) for one in changes])

    def publish(self, asked: Values) -> Answer:
        """Build, and record what goes out of the topics `names`, in some `languages` or all."""
        names, languages = asked.choice("names", need=True), asked.choice("languages")
        done = publish.publish(self.root, date.today().isoformat(), pamphlets=names, languages=languages,
                               jobs=self.jobs, progress=self._progress)  # fmt: skip
        self._tell(done.build)
        lines = [self.known.say("desk-done-publish", edition=self._edition(one)) for one in done.new]
        lines = lines or [self.known.say("desk-done-nothing")]
        channels = publish.channels((*done.new, *done.kept), done.build)
        steps = [self.known.say(f"desk-next-{channel}") for channel in _CHANNELS if channel in channels]
        problems = report.order((*(one for one in done.build.problems if one.rule in _SAID), *_unmade(done.build)))
        return Answer([*lines, *steps, self.known.say("desk-next-keep")], problems)

    def withdraw(self, asked: Values) -> Answer:
        """Mark `editions` as withdrawn, for a reason (`why`) in words for the public, and build what says so."""
        gone = publish.withdraw(
            self.root, asked.choice("editions", need=True), asked.text("why"), date.today().isoformat()
        )
        made = builder.build_what_fits(self.root, jobs=self.jobs, wait=True, progress=self._progress)
        self._tell(made)
        lines = [self.known.say("desk-done-withdraw", edition=self._edition(one)) for one in gone]
        channels = publish.channels(gone, made)
        steps = [self.known.say(f"desk-back-{channel}") for channel in _CHANNELS if channel in channels]
        return Answer([*lines, *steps, self.known.say("desk-back-mend")], _unmade(made))

    def plan(self, asked: Values) -> Answer:
        """Lay out the posts of topics over `days`, a list for each topic, at an hour (`at`); an empty one ends that."""
        days = asked.lists("days")
        if not days:
            raise refuse("no topic was named")
        new = {name: self._schedule(name, chosen, asked) for name, chosen in days.items()}
        built = builder.build_what_fits(self.root, jobs=self.jobs, schedules={**self.known.made.schedules, **new},
                                        wait=True, progress=self._progress)  # fmt: skip
        self._tell(built)
        files = [output.path for entry in built.manifest.gathered if entry.pamphlet in days
                 for output in entry.outputs if output.path.endswith((".ics", ".csv"))]  # fmt: skip
        line = self.known.say("desk-done-plan" if files else "desk-done-unplan")
        problems = [one for one in built.problems if one.rule.startswith("export")]
        made = [(path.removeprefix("posts/"), f"/{path}") for path in files]
        return Answer([line], (*problems, *_unmade(built)), made=made)

    def _schedule(self, name: str, days: Sequence[str], asked: Values) -> Schedule | None:
        """Return when the posts of a topic go out; None without days."""
        series = {one.name: one for one in self.known.series()}
        if name not in series:
            raise refuse(f"there are no posts of '{name}'", nearest(name, series))
        if days and len(days) != (number := len(series[name].posts)):
            raise refuse(f"{series[name].title}: {len(days)} days for {number} posts", "choose a day for each")
        at, to = asked.text("at") or "09:00", asked.choice("to")
        if wrong := {*to} - {*schedule.TOOLS}:
            raise refuse(f"nothing is written for '{min(wrong)}'", nearest(min(wrong), schedule.TOOLS))
        return _right(lambda: schedule.choose(days, "1w", at, to, datetime.now())) if days else None

    def print(self, asked: Values) -> Answer:
        """Make one file to print of `copies` of leaflets, by their paths below `build/`."""
        made = prints.make(asked.counts("copies", prints.MOST), self.known, self.downloads)
        return Answer([line for one in made for line in one.lines], made=[(one.name, one.address) for one in made])

    def undo(self, asked: Values) -> Answer:
        """Put back what the last save of the source in the file `name` has replaced, if it still has the `version`."""
        try:
            sources.undo(self.root, asked.text("name"), asked.text("version"))
        except sources.Conflict:
            raise Refusal(HTTPStatus.PRECONDITION_FAILED, "The file has changed meanwhile. Look at it first.") from None
        return Answer([self.known.say("desk-done-undo", path=sources.path(asked.text("name")))])

    def _tell(self, made: Build) -> None:
        self.state.tell([*buttons.name(self.root, _unmade(made))], made.manifest)

    def _progress(self, done: int, of: int, name: str) -> None:
        self.state.say(self.known.say("desk-doing", done=done, count=of, name=name))

    def _edition(self, one: Out) -> str:
        return ", ".join((one.id, one.pamphlet, self.known.tongue(one.language), self.known.site(one.site)))


def _unmade(made: Build) -> Iterable[Problem]:
    return (problem for left in made.unmade for problem in left.problems)


def _right(make: Callable[[], Kind]) -> Kind:
    """Return what is made of words; raises PamphletError for words that are none."""
    try:
        return make()
    except ValueError as fault:
        raise refuse(str(fault)) from fault


def _shown(path: Path) -> str:
    return f"content/{path.name}"
