"""Turns a source into one that notes who has signed it, or who has compared it with its original, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from pamphlets import library, source
from pamphlets.errors import PamphletError
from pamphlets.library import imprint
from pamphlets.model import Pamphlet
from pamphlets.project import Project, hints, meant
from pamphlets.starter import matter
from pamphlets.starter.tidying import Rewrite

_HEADING = re.compile(r"^(##[ \t]+.*?)[ \t]*(?:\{([^{}]*)\})?[ \t]*$")


def sign(project: Project, paths: Iterable[str], by: str, on: str, until: str = "") -> tuple[Rewrite, ...]:
    """Return what is to be written so that sources note who has read them, on which day, and the digest of their words.

    With `until` they note the day until which they may be used, too; without it that is a year later, where a source
    says no day yet. Raises PamphletError, with every problem, if one of them cannot be read, or would be wrong once it
    is signed.
    """
    wanted, names = tuple(dict.fromkeys(paths)), library.vocabulary(project)
    others = {*project.sources} - {*wanted}
    problems = {one: None for one in library.survey(project).errors if one.location.path not in others}
    done = list[Rewrite]()
    for path in wanted:
        try:
            pamphlet, faults = source.parse(project.read_text(path), path, names)
            last = until or ("" if pamphlet.review_by else usual(date.fromisoformat(on)).isoformat())
            note = {"reviewer": matter.scalar(by), "reviewed": on, **({"review-by": last} if last else {}),
                    "signed": imprint.signature(pamphlet)}  # fmt: skip
            done.append(Rewrite(path, before := _text(project, path), after := matter.note(before, path, note)))
        except PamphletError as error:
            problems |= dict.fromkeys(error.problems)
            continue
        problems = {one: None for one in problems if one not in faults}  # the note may have mended them
        problems |= {one: None for one in source.parse(after, path, names)[1] if one.severity == "error"}
    if problems:
        raise PamphletError(problems)
    return tuple(done)


def accept(project: Project, translation: Pamphlet, original: Pamphlet, by: str, on: str) -> Rewrite:
    """Return a translation with the digests of its original as it is now, and who compared them when.

    That is no review: `reviewer` and `reviewed` stay as they are. Raises PamphletError if nothing can be noted in it.
    """
    before = _text(project, translation.path)
    digests, lines = {block.id: block.digest for block in original.blocks}, before.split("\n")
    for block in translation.blocks:
        index = block.location.line - 1
        if block.title and block.id in digests and (heading := _HEADING.match(lines[index])):
            lines[index] = _with_source(heading, block.id, digests[block.id])
    front = {"translator": matter.scalar(by), "translated": on, "source": original.digest}
    return Rewrite(translation.path, before, matter.note("\n".join(lines), translation.path, front))


def role(by: str, example: str) -> str:
    """Return a role on one line; raises ValueError of one that is empty, or that a hint has as its placeholder."""
    if (role := " ".join(by.split())) in ("", "ROLE"):
        raise ValueError(f"say who it was, such as {example}")
    return role


def day(text: str, today: date) -> date:
    """Return a day that is not in the future, or today; raises ValueError, in words, of what is none."""
    day = _day(text) if text else today
    if day > today:
        raise ValueError(f"{day} is in the future")
    return day


def until(text: str, today: date) -> str:
    """Return a day that is yet to come, as ISO 8601, or '' for ''; raises ValueError, in words, of what is none."""
    if text and _day(text) <= today:
        raise ValueError(f"{_day(text)} is not in the future: until when may the text be used?")
    return _day(text).isoformat() if text else ""


def usual(day: date) -> date:
    """Return until when a text may be used that was read on a day, if nobody says it."""
    return day + timedelta(days=365)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(meant.date(text.strip()))
    except ValueError as fault:
        raise ValueError(f"'{text}' is no date: {hints.date(text.strip())}") from fault


def _text(project: Project, path: str) -> str:
    """Return a source as it stands, but for its line ends: what is not noted stays, to the letter."""
    return project.file(path).read_text("utf-8-sig")


def _with_source(heading: re.Match[str], id_: str, digest: str) -> str:
    braces, found = re.subn(r'source="[^"]*"', f'source="{digest}"', heading[2] or f"#{id_}")
    whole = braces if found else f'{braces.strip()} source="{digest}"'
    return f"{heading[1].rstrip()} {{{whole}}}"
