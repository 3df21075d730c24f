"""Turns a source into a table for a translator who works in Word, and that table, filled in, into a translation.

What is sent is the source as it is: the table that comes back is laid over that, and what changes meanwhile is behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from pamphlets import library, source
from pamphlets.errors import PamphletError, fail, nearest
from pamphlets.localized import names, scripts
from pamphlets.model import Location, Problem
from pamphlets.project import Project, wider
from pamphlets.source import ids, placeholders
from pamphlets.starter import matter
from pamphlets.starter.intake.archive import Unreadable
from pamphlets.starter.tidying import Rewrite
from pamphlets.starter.translation import blocks, document, faults, phrases, reply, rows, weave
from pamphlets.starter.translation.blocks import Key, key
from pamphlets.starter.translation.phrases import Run
from pamphlets.starter.translation.rows import Passage, Passages
from pamphlets.starter.translation.weave import Group

__all__ = ["Received", "Sent", "begin", "is_table", "load", "receive", "send", "waiting"]

_RULE = "translation"
_MOST = 60_000_000
"""Bytes of a file that came back."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file for a translator: its bytes, what it is ("Rest, English to Arabic"), its rows, and what was left out."""

    content: bytes
    title: str
    rows: int
    path: str
    left: tuple[str, ...] = ()
    """The blocks that are written in another way in the translation: nobody can say what stands for what."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a file makes of a translation, and what came back as it was: blocks that are behind as before.

    `flat` says in which rows no word is bold or italic, though some are in the original.
    """

    change: Rewrite
    rows: int
    still: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    flat: str = ""


def begin(project: Project, name: str, language: str) -> Rewrite:
    """Return a translation to fill in: the ids of its original, and its words after `TODO:`, which `publish` refuses.

    Raises PamphletError if it is there already, or the original cannot be read.
    """
    original, path = _original(project, name), _path(project, name, language)
    _check_language(project, language, "content/practice.yml")
    if path in project.sources:
        raise fail("exists", "the file is there already", Location(path), "go on in it")
    return Rewrite(path, "", waiting(original, path))


def waiting(original: Passages, path: str) -> str:
    """Return the text of a source at `path` with the ids of another, and its words after `TODO:`."""
    every = (one for row in original.rows for one in (row, *row.inner))
    wait = (one for one in every if one.phrase.says and one.kind not in weave.LISTS)
    said = {key(one): (Run(f"{placeholders.TODO} "), *one.phrase.runs) for one in wait}
    return weave.start(original, said, {}, path, weave.LISTS)


def send(project: Project, name: str, language: str, everything: bool = False) -> Sent:
    """Return the file of what is new or behind in a translation, or of everything; without rows if that is nothing.

    Raises PamphletError if the sources cannot be read, or one of them cannot be put into a table.
    """
    original, path = _original(project, name), _path(project, name, language)
    translation = _translation(project, path)
    every = list(weave.groups(original, translation))
    wanted = [group for group in every if not group.current or (everything and group.whole)]
    left = tuple(group.name for group in every if everything and group.current and not group.whole)
    lines = tuple(
        document.Task(row.kind, row.phrase.runs, before, bool(before) and not group.current)
        for group in wanted
        for row in group.rows
        for before in (group.before.get(key(row), ()),)
    )
    codes = (project.practice.languages[0], language)
    commission = document.Commission(
        original.pamphlet.title,
        path.removeprefix("content/").removesuffix(".md"),
        codes,
        (names.english(codes[0]) or codes[0], names.english(codes[1]) or codes[1]),
        scripts.direction(language) == "rtl",
        original.text,
        tuple(group.name for group in wanted),
        lines,
        project.practice.paper,
    )
    title = f"{commission.title}, {commission.called[0]} to {commission.called[1]}"
    return Sent(document.file(commission), title, len(lines), path, left)


def load(file: Path) -> bytes:
    """Return the bytes of a file that came back; raises PamphletError if it cannot be read, or is far too large."""
    try:
        if file.stat().st_size > _MOST:
            raise fail(_RULE, "the file is too large", Location(str(file)), "take out what was put into it")
        return file.read_bytes()
    except OSError as fault:
        hint = "is the name right? may it be read?"
        raise fail("missing-file", f"cannot be read: {fault.strerror or fault}", Location(str(file)), hint) from fault


def is_table(content: bytes) -> bool:
    """Say whether the bytes of a file are a table that was sent to a translator, whatever was done to it since."""
    try:
        reply.read(content)
    except Unreadable:
        return False
    return True


def receive(project: Project, content: bytes, place: str) -> Received:
    """Return what a file that came back makes of a translation; nobody signs anything by it.

    Raises PamphletError, with every problem and the numbers of the rows, for a file that is not as it was sent but for
    its translation. `place` is how the file is called.
    """
    try:
        table = reply.read(content)
    except Unreadable as fault:
        raise fail(_RULE, fault.message, Location(place), fault.hint) from fault
    name, language = ids.split_name(f"{table.name}.md")
    _check_language(project, language, place)
    path, sent = _path(project, name, language), _sent(project, table, name, place)
    translation = _translation(project, path)
    wanted = _wanted(table, list(weave.groups(sent, translation)), translation is None, path, place)
    expected = [row for group in wanted for row in group.rows]
    _refuse(faults.of_rows(table.rows, expected), place)
    said = {key(row): _lines(cells[2].runs, row) for row, cells in zip(expected, table.rows, strict=True)}
    said |= {
        key(row): group.before.get(key(row), ())
        for group in wanted
        for row in group.rows
        if row.kind in rows.OPTIONAL and not said[key(row)]
    }
    changed = [group for group in wanted if any(said[key(row)] != group.before.get(key(row), ()) for row in group.rows)]
    numbers = {key(row): number for number, row in enumerate(expected, 1)}
    touched = [row for group in changed for row in group.rows]
    marked = (faults.of_marks(numbers[key(row)], said[key(row)], row.phrase) for row in touched)
    _refuse((*faults.of_words(table.rows, expected), *chain.from_iterable(marked)), place)
    before = after = translation.text if translation else ""
    if changed:
        after = _woven(project, sent, translation, said, changed, path, numbers, place)
    still = tuple(group.name or "title" for group in wanted if group not in changed and not group.current)
    flat = [numbers[key(row)] for row in touched if _has_look(row.phrase.runs) and not _has_look(said[key(row)])]
    return Received(
        Rewrite(path, before, after), len(touched), still, table.comments, faults.say_rows(flat) if flat else ""
    )


def _has_look(runs: Iterable[Run]) -> bool:
    return any(run.bold or run.italic for run in runs)


def _wanted(table: reply.Reply, every: Sequence[Group], new: bool, path: str, place: str) -> list[Group]:
    """Return the groups that a table has; refuse a part of a translation that is not there."""
    by_name = {group.name: group for group in every}
    wanted = [by_name[one] for one in table.blocks if one in by_name]
    if len(wanted) < len(table.blocks) or (new and len(wanted) < len(every)):
        message = f"{path} is not there any more, and the file has only a part of it"
        raise fail(_RULE, message, Location(place), "put it back, or send all of it again")
    return wanted


def _lines(runs: tuple[Run, ...], row: Passage) -> tuple[Run, ...]:
    """Return what a cell says, whose paragraphs are one where that on its left is."""
    if any("\n" in run.text for run in row.phrase.runs):
        return runs
    return phrases.plain([replace(run, text=run.text.replace("\n", " ")) for run in runs])


def _woven(
    project: Project,
    sent: Passages,
    translation: Passages | None,
    said: Mapping[Key, tuple[Run, ...]],
    changed: Sequence[Group],
    path: str,
    numbers: Mapping[Key, int],
    place: str,
) -> str:
    """Return the text of a translation, which says in each row what was received."""
    kept = {one: raw for group in changed for one, raw in group.raws.items() if said[one] == group.before[one]}
    words: dict[Key, tuple[Run, ...] | str] = {**said, **kept}
    try:
        if translation:
            made = weave.merge(sent, translation, words, changed, path)
        else:
            digests = {block.id: block.digest for block in sent.pamphlet.blocks} | {"": sent.pamphlet.digest}
            made = weave.start(sent, words, digests, path)
        _check_text(project, path, made, translation.text if translation else "")
        wrong = weave.differs(rows.read(made, path), changed, words)
    except blocks.Unclear as fault:
        wrong = fault.row
    if wrong:
        message = f"row {numbers[key(wrong)]}: its words would be read as something else"
        hint = "write it in plain words, as on the left: whole words bold or italic, no braces"
        raise fail(_RULE, message, Location(place), hint)
    return made


def _refuse(found: Iterable[tuple[str, str]], place: str) -> None:
    problems = [Problem(_RULE, message, Location(place), hint) for message, hint in found]
    if problems:
        raise PamphletError(problems)


def _path(project: Project, name: str, language: str) -> str:
    """Return the path of a translation; refuse a language that is none, or that of the originals."""
    default = project.practice.languages[0]
    if language == default or not names.is_language(language):
        message = f"'{language}' is {'the language of the originals' if language == default else 'no language'}"
        raise fail(_RULE, message, Location(f"content/{name}.{language}.md"), "name another, such as es or ar")
    return f"content/{name}.{language}.md"


def _check_language(project: Project, language: str, place: str) -> None:
    """Refuse a language that the practice does not have: a source in it would be an error."""
    if language == project.practice.languages[0]:
        message = f"the originals are in '{language}' ({names.english(language) or 'unknown'}) here"
        raise fail(_RULE, message, Location(place), "is it of another project?")
    if not any(language in wider(one) for one in project.practice.languages):
        message = f"the practice has no language '{language}' ({names.english(language) or 'unknown'})"
        raise fail(_RULE, message, Location(place), "add it to languages in content/practice.yml, then do this again")


def _original(project: Project, name: str) -> Passages:
    """Return the source of a name in the first language of the practice; refuse one that nothing can be noted in."""
    default = project.practice.languages[0]
    paths = {
        source.split_name(path)[0]: path for path in project.sources if source.split_name(path)[1] in ("", default)
    }
    if name not in paths:
        message = f"there is no source '{name}' in {names.english(default) or default}"
        raise fail("missing-file", message, Location(f"content/{name}.md"), nearest(name, paths))
    text = project.read_text(paths[name])
    matter.note(text, paths[name], {"source": ""})
    return _read(project, text, paths[name])


def _translation(project: Project, path: str) -> Passages | None:
    """Return a translation as it stands, but for its line ends; None if there is none yet."""
    return _read(project, project.file(path).read_text("utf-8-sig"), path) if path in project.sources else None


def _read(project: Project, text: str, path: str) -> Passages:
    """Return a source; raises PamphletError with its errors."""
    _, problems = source.parse(text, path, library.vocabulary(project))
    if wrong := [one for one in problems if one.severity == "error"]:
        raise PamphletError(wrong)
    return rows.read(text, path)


def _sent(project: Project, table: reply.Reply, name: str, place: str) -> Passages:
    """Return the source that was sent: as the file has it, or as it still is; refuse one that nobody has any more."""
    try:
        now = _original(project, name)
    except PamphletError as error:
        if error.problems[0].rule != "missing-file":
            raise
        message = f"there is no source '{name}' here, of which this would be the translation"
        raise fail(_RULE, message, Location(place), error.problems[0].hint or "is it of another project?") from error
    if ids.text_digest(table.text) == table.digest:
        return rows.read(table.text, now.path)
    if ids.text_digest(now.text) != table.digest:
        message = f"what was sent is not in the file any more, and {now.path} has changed since"
        raise fail(_RULE, message, Location(place), "save it in Word or LibreOffice, or send it again and copy it over")
    return now


def _check_text(project: Project, path: str, after: str, before: str) -> None:
    """Refuse what would put an error into a translation that it has not had."""
    known = library.vocabulary(project)
    old = {(one.rule, one.message) for one in source.parse(before, path, known)[1]} if before else set()
    new = source.parse(after, path, known)[1] if after else ()
    if wrong := [one for one in new if one.severity == "error" and (one.rule, one.message) not in old]:
        raise PamphletError(wrong)
