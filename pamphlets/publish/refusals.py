"""Turns editions that are to go out into what keeps them from it, and into what is to be read before they are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pamphlets import checks
from pamphlets.builder import Build
from pamphlets.checks import placeholders
from pamphlets.errors import PamphletError
from pamphlets.library import Library
from pamphlets.localized import names
from pamphlets.model import Edition, Location, Pamphlet, Problem
from pamphlets.project import Project, Record
from pamphlets.source import leftovers

_NEVER = (leftovers.RULE, "signed-changed")
"""The rules whose warnings are errors of what goes out."""
_NOBODY = ("Your Practice", "TODO:")
"""What a practice says that has not said who it is, or what a reader does in an emergency."""


def refuse(
    chosen: Sequence[Edition], known: Mapping[str, Record], read: Library, project: Project, made: Build
) -> None:
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


def _unsaid(languages: Iterable[str], project: Project) -> Iterator[Problem]:
    """Yield an error for each language in which templates would say something in English."""
    for code in languages:
        if missing := project.lacking(code):
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            message = f"a text in '{code}' would say '{missing[0]}'{more} in English"
            hint = f"write these words into templates/languages/{code}.yml; 'pamphlets language' lists them"
            yield Problem("words", message, Location("content/practice.yml"), hint)


def warnings(chosen: Sequence[Edition], project: Project) -> Iterator[Problem]:
    """Yield what the starter left in settings and texts, and the languages whose words no speaker has read."""
    for path in dict.fromkeys(("content/practice.yml", *(edition.pamphlet.path for edition in chosen))):
        for line, found in placeholders.blanks(project.read_text(path)):
            hint = "write your own, and publish again, before a leaflet is handed out"
            yield Problem("placeholder", f"'{found}' is a placeholder", Location(path, line), hint, "warning")
    yield from _unread(dict.fromkeys(edition.language for edition in chosen), project)


def _unread(languages: Iterable[str], project: Project) -> Iterator[Problem]:
    """Yield a warning for each language whose words come with this program, and that no speaker has read."""
    for code in languages:
        name, path = names.english(code) or code, f"templates/languages/{code}.yml"
        if not project.languages[code].checked_by and not code.startswith("en"):
            message = f"no speaker of {name} has read what the templates say in it"
            hint = f"let one read a leaflet and a page, then write their name behind 'checked-by:' in {path}"
            if not (project.root / path).exists():
                hint += f", which 'pamphlets language add {code}' begins"
            yield Problem("words", message, Location(path), hint, "warning")
