"""Turns a build into records of what goes out, in `content/editions/`, and marks such records as withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlets import builder, checks, files, library, records
from pamphlets.builder import Build, Progress
from pamphlets.checks import placeholders
from pamphlets.errors import PamphletError, fail, nearest
from pamphlets.library import Library
from pamphlets.localized import names
from pamphlets.model import Edition, Entry, Location, Output, Pamphlet, Problem
from pamphlets.project import Post, Project, Record
from pamphlets.project import records as record_file
from pamphlets.source import leftovers

if TYPE_CHECKING:
    from pamphlets.builder import cache as caches

_NEVER = (leftovers.RULE, "signed-changed")
"""The rules whose warnings are errors of what goes out."""
_NOBODY = ("Your Practice", "TODO:")
"""What a practice says that has not said who it is, or what a reader does in an emergency."""


@dataclass(frozen=True, slots=True)
class Out:
    """An edition that is out, by its id, what it is an edition of, and the channels that made something of it."""

    id: str
    pamphlet: str
    language: str
    site: str
    channels: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.id}: {self.pamphlet}, {self.language}, {self.site}"


@dataclass(frozen=True, slots=True)
class Published:
    """The build as it stands now, the editions that are new, and those that were out already."""

    build: Build
    new: tuple[Out, ...]
    kept: tuple[Out, ...]


def publish(
    root: Path | str,
    day: str,
    *,
    pamphlets: Sequence[str] = (),
    languages: Sequence[str] = (),
    jobs: int | None = None,
    progress: Progress = lambda done, of, name: None,
    cache: caches.Cache | None = None,
) -> Published:
    """Build the project, and record each edition (of some pamphlets and languages, or all) that is not recorded yet.

    To the record of one that is out already only posts and files that were made since are added. `day` is today, in ISO
    8601. The pages are then built again: they name the editions that are out. Raises PamphletError, before anything is
    recorded, for errors, drafts, texts that may be used for ever, leaflets that do not fit, and editions that were
    withdrawn. Leaflets of others may be `unmade`. What the starter left in settings and texts is a warning. The `cache`
    is asked for what must be rendered, and given what was.
    """
    root = Path(root).resolve()
    build = partial(builder.build_what_fits, root, jobs=jobs, wait=True, progress=progress, cache=cache)
    made = build()
    project = Project.read(root)
    read = library.survey(project)
    if read.errors:  # the content changed while it was built
        raise PamphletError(dict.fromkeys(checks.run(read, project)))
    chosen = [*_choose(read.editions, pamphlets, languages)]
    if absent := {*pamphlets} - {edition.pamphlet.name for edition in chosen}:
        raise PamphletError(_absent(sorted(absent), read))
    with records.hold(root):
        known = {record.edition: record for record in records.read(project)}
        _refuse(chosen, known, read, project, made)
        new = {edition.id for edition in chosen if edition.id not in known}
        written = {one.id: _text(one, known.get(one.id), project, day, made) for one in chosen}
        for name, text in filter(itemgetter(1), written.items()):
            files.write(root / records.path(name), text, records.path(name))
    told = tuple(one for one in made.problems if one.rule == "cache")  # once, by the first of two builds
    if any(written.values()):
        made = build()
        made = replace(made, problems=(*made.problems, *told))
    paths = dict.fromkeys(("content/practice.yml", *(edition.pamphlet.path for edition in chosen)))
    unread = _unread(dict.fromkeys(edition.language for edition in chosen), project)
    made = replace(made, problems=(*made.problems, *_placeholders(paths, project), *unread))
    every = [_out(one, made) for one in chosen]
    return Published(
        made, tuple(one for one in every if one.id in new), tuple(one for one in every if one.id not in new)
    )


def _out(edition: Edition, made: Build) -> Out:
    used = frozenset(job.channel for job in made.manifest.jobs if job.edition == edition.id)
    return Out(edition.id, edition.pamphlet.name, edition.language, edition.site, used)


def _choose(editions: Iterable[Edition], pamphlets: Sequence[str], languages: Sequence[str]) -> Iterator[Edition]:
    """Yield the editions of some pamphlets and languages; none named: of all."""
    for one in editions:
        if one.pamphlet.name in (pamphlets or (one.pamphlet.name,)) and one.language in (languages or (one.language,)):
            yield one


def _absent(absent: Iterable[str], read: Library) -> Iterator[Problem]:
    """Yield a problem for each name of which there is nothing to publish."""
    known = {edition.pamphlet.name for edition in read.editions}
    for name in absent:
        message = f"there is nothing of '{name}' to publish"
        yield Problem("nothing", message, Location(f"content/{name}.md"), nearest(name, known - {name}))


def _placeholders(paths: Iterable[str], project: Project) -> Iterator[Problem]:
    for path in paths:
        for line, found in placeholders.blanks(project.read_text(path)):
            hint = "write your own, and publish again, before a leaflet is handed out"
            yield Problem("placeholder", f"'{found}' is a placeholder", Location(path, line), hint, "warning")


def _text(edition: Edition, known: Record | None, project: Project, day: str, made: Build) -> str:
    """Return the record of an edition as it is to be written: new, or with what was made since; '' for nothing."""
    if known is None:
        return record_file.encode(_record(edition, project, day, made))
    posts, outputs = _later(edition, project, day, made, known)
    if not (posts or outputs):
        return ""
    return record_file.amend(project.read_text(records.path(edition.id)), posts, outputs)


def _unread(languages: Iterable[str], project: Project) -> Iterator[Problem]:
    """Yield a warning for each language whose words come with this program, and that no speaker has read."""
    for code in languages:
        name, path = names.english(code) or code, f"templates/languages/{code}.yml"
        if not project.languages[code].checked_by and not code.startswith("en"):
            message = f"no speaker of {name} has read what the templates say in it"
            hint = f"let one read a leaflet and a page, then write their name: 'checked-by: NAME' in {path}"
            yield Problem("words", message, Location(path), hint, "warning")


def _unsaid(languages: Iterable[str], project: Project) -> Iterator[Problem]:
    """Yield an error for each language in which templates would say something in English."""
    for code in languages:
        if missing := project.lacking(code):
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            message = f"a text in '{code}' would say '{missing[0]}'{more} in English"
            hint = f"write these words into templates/languages/{code}.yml; 'pamphlets language' lists them"
            yield Problem("words", message, Location("content/practice.yml"), hint)


def _refuse(chosen: Sequence[Edition], known: dict[str, Record], read: Library, project: Project, made: Build) -> None:
    """Refuse drafts with all that waits for a signature, texts that were changed since, or without an end, what is left
    over or does not fit, what was withdrawn, a practice that is still that of the template; each named once.
    """
    sources = {path for one in chosen for path in (one.pamphlet.path, *(block.location.path for block in one.blocks))}
    left = (one for one in made.problems if one.rule in _NEVER and one.location.path in sources)
    problems = [replace(one, severity="error") for one in left]
    if any(one.pamphlet.draft for one in chosen):
        waiting = (one for one in checks.run(read, project, strict=True) if one.severity == "error")
        problems += (one for one in waiting if one.location.path in sources)
    for path in dict.fromkeys(edition.pamphlet.path for edition in chosen):
        for line, words in placeholders.template_lines(project.read_text(path)):
            message = f"the template still says: '{words}'"
            problems.append(Problem("placeholder", message, Location(path, line), "write your own words there"))
    problems += _unnamed(project)
    ids = {edition.id for edition in chosen}
    problems += _unsaid(dict.fromkeys(edition.language for edition in chosen), project)
    problems += (problem for one in made.unmade if one.edition in ids for problem in one.problems)
    for edition in chosen:
        pamphlet, record = edition.pamphlet, known.get(edition.id)
        if pamphlet.draft:
            problems += _unsigned(pamphlet)
        elif not pamphlet.review_by:
            message = "the text does not say until when it may be used"
            name = pamphlet.path.removeprefix("content/").removesuffix(".md")
            hint = f"sign it again, which says for how long: 'pamphlets sign {name} --by ROLE'"
            problems.append(Problem("unsigned", message, pamphlet.locate("reviewed"), hint))
        elif record and record.withdrawn:
            message = f"edition {edition.id} was withdrawn: {record.withdrawn.why}"
            problems.append(Problem("withdrawn", message, Location(pamphlet.path, 1), "mend the text first"))
    if not chosen:
        problems.append(
            Problem("nothing", "there is nothing to publish", Location("content"), "add a text to content first")
        )
    if problems:
        raise PamphletError(dict.fromkeys(problems))


def _unnamed(project: Project) -> Iterator[Problem]:
    """Yield a problem for each line of the practice's settings in which nobody has said yet who it is."""
    for line, words in placeholders.blanks(project.read_text(placeholders.PRACTICE), ()):
        if words in _NOBODY:
            message, place = f"the template still says: '{words}'", Location(placeholders.PRACTICE, line)
            yield Problem("placeholder", message, place, "write your own words there")


def _unsigned(pamphlet: Pamphlet) -> Iterator[Problem]:
    """Yield a problem for each source that must be signed off before a pamphlet goes out."""
    message, own = "nobody has signed this text off", not (pamphlet.reviewer and pamphlet.reviewed)
    for path in (*([pamphlet.path] if own else []), *pamphlet.unsigned):
        name = path.removeprefix("content/").removesuffix(".md")
        hint = f"have somebody read it, then: 'pamphlets sign {name} --by ROLE'; or name only the others to publish"
        also = "" if path == pamphlet.path else f", and {pamphlet.path} is made from it"
        yield Problem("draft", f"{message}{also}", Location(path, 1), hint)


def _record(edition: Edition, project: Project, day: str, made: Build) -> Record:
    apart = {"leaflets", "web"}.intersection(project.channels)  # what each site has of its own
    if apart and not any(job.edition == edition.id for job in made.manifest.jobs if job.channel in apart):
        raise fail("changed", "the content changed while it was built", Location(edition.pamphlet.path), "try again")
    return records.record(edition, project, day).replace(
        outputs=tuple(_files(edition, made)),
        pages=tuple(_pages(edition, project, made)),
        posts=_posts(edition, project, day, made),
    )


def _files(edition: Edition, made: Build) -> Iterator[record_file.Output]:
    """Yield the files of an edition that go out: leaflets, and of slides and e-mails the page that is shown or sent."""
    for job, one in _outputs(edition, "leaflets", made):
        if not one.path.startswith("desk/"):
            yield record_file.Output(path=one.path, sha256=one.sha256, blocks=job.blocks)
    for channel in ("slides", "email"):
        for job, one in _outputs(edition, channel, made):
            if one.path.startswith(f"{channel}/") and one.path.endswith(".html"):
                yield record_file.Output(path=one.path, sha256=one.sha256, blocks=job.blocks)


def _later(
    edition: Edition, project: Project, day: str, made: Build, out: Record
) -> tuple[tuple[Post, ...], tuple[record_file.Output, ...]]:
    """Return the posts and files of an edition that is out which were made since."""
    known, since = {one.path for one in out.outputs}, date.fromisoformat(day)
    new = (one.replace(published=since) for one in _files(edition, made) if one.path not in known)
    return _posts(edition, project, day, made, out.posts), tuple(new)


def _pages(edition: Edition, project: Project, made: Build) -> Iterator[record_file.Page]:
    """Yield the web pages of an edition, if the practice has an address for them."""
    for job, one in _outputs(edition, "web", made):
        if job.blocks and project.practice.web:
            address = f"{project.practice.web}/{one.path.removeprefix('web/').removesuffix('index.html')}"
            yield record_file.Page(address=address, blocks=job.blocks)


def _outputs(edition: Edition, channel: str, made: Build) -> Iterator[tuple[Entry, Output]]:
    """Yield what a channel made of an edition, with the jobs that made it."""
    for job in made.manifest.jobs:
        if job.edition == edition.id and job.channel == channel:
            yield from ((job, output) for output in job.outputs)


def _posts(edition: Edition, project: Project, day: str, made: Build, out: Sequence[Post] = ()) -> tuple[Post, ...]:
    """Return the posts of an edition that are not out yet, the platforms that have the same words together."""
    found: dict[tuple[str, str], list[str]] = {}
    for job, one in _outputs(edition, "posts", made):
        if one.name in project.platforms and one.path.endswith(".txt"):
            words = (made.folder / one.path).read_text("utf-8").strip()
            name = project.platforms[one.name].name
            if not any((post.block, post.text) == (job.blocks[0], words) and name in post.platforms for post in out):
                found.setdefault((job.blocks[0], words), []).append(name)
    return tuple(
        Post(block=block, platforms=tuple(names), published=date.fromisoformat(day), text=words)
        for (block, words), names in found.items()
    )


def withdraw(root: Path | str, editions: Sequence[str], why: str, day: str) -> tuple[Out, ...]:
    """Mark records as withdrawn on a day, for a reason in words for the public; return those that this changed.

    One that was withdrawn before keeps its day, and has the new reason. Raises PamphletError, before anything is
    written, if an edition is not known, there is no reason, or nothing would change.
    """
    project = Project.load(Path(root).resolve())
    with records.hold(project.root):
        return tuple(_withdraw(project, editions, why, day))


def _withdraw(project: Project, editions: Sequence[str], why: str, day: str) -> Iterator[Out]:
    known = {record.edition: record for record in records.read(project)}
    wanted = tuple(dict.fromkeys(re.sub(r"\s", "", name).upper() for name in editions))
    if not why.strip():
        raise fail("why", "the reason is empty", Location(records.FOLDER), "say in words for the public why")
    problems = [
        Problem("edition", f"no edition '{name}' was published", Location(records.FOLDER), nearest(name, known))
        for name in wanted
        if name not in known
    ]
    if problems:
        raise PamphletError(problems)
    why = " ".join(why.split())
    before = {name: known[name].withdrawn for name in wanted}
    new = [name for name, gone in before.items() if not (gone and gone.why == why)]
    if not new:
        hint = "nothing was changed; 'pamphlets build' makes the pages that say so"
        raise PamphletError(
            Problem("withdrawn", f"it was withdrawn before, on {gone.on}, with this reason",
                    Location(records.path(name)), hint)
            for name, gone in before.items() if gone
        )  # fmt: skip
    for name in new:
        gone, record = before[name], known[name]
        withdrawn = record_file.Withdrawal(on=gone.on if gone else date.fromisoformat(day), why=why)
        text = record_file.amend(project.read_text(records.path(name)), withdrawn=withdrawn)
        files.write(project.root / records.path(name), text, records.path(name))
        yield Out(name, record.pamphlet, record.language, record.site, frozenset(_channels(record)))


def channels(editions: Iterable[Out], made: Build) -> frozenset[str]:
    """Return the channels that made something of editions; web pages tell of all, where there are any."""
    pages = {"web"} if any(job.channel == "web" for job in made.manifest.jobs) else set()
    return frozenset(channel for one in editions for channel in one.channels) | pages


def _channels(record: Record) -> Iterator[str]:
    """Yield the channels of what is recorded."""
    yield from (one.path.partition("/")[0] for one in record.outputs)
    yield from (name for name, found in (("web", record.pages), ("posts", record.posts)) if found)
