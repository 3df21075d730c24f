"""Turns a picture that a project shows into what is wrong with it, before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unicodedata import normalize
from urllib.parse import unquote

from pamphlets.errors import PamphletError, nearest
from pamphlets.model import Location, Problem, Severity
from pamphlets.paper import drawings, raster
from pamphlets.project import Project


def check(src: str, place: Location, project: Project) -> Iterator[Problem]:
    """Yield what is wrong with the picture at a path: a drawing's faults stand in it, a photo's at `place`."""
    try:
        content = project.file(src, place).read_bytes()
    except PamphletError as error:
        for problem in error.problems:
            named = _hint(src, project) if problem.rule == "missing-file" else ""
            yield replace(problem, hint=named or problem.hint)
        return
    except OSError as fault:
        message = f"'{src}' cannot be read: {fault.strerror or fault}"
        yield Problem("picture", message, place, "allow it to be read, or save it again")
        return
    if src.lower().endswith(".svg"):
        yield from drawings.problems(content, src)
        return
    for flaw in raster.flaws(content, src):
        severity: Severity = "error" if flaw.grave else "warning"
        yield Problem("picture", f"'{src}' {flaw.message}", place, flaw.hint, severity)


def _hint(src: str, project: Project) -> str:
    """Return the way out for a picture that is not there: how the one that is meant is named."""
    known = project.pictures
    meant = next((one for one in known if normalize("NFC", one) == normalize("NFC", unquote(src))), "")
    meant = meant or nearest(src, known, "{}")
    if meant in known and " " in meant:
        return f"did you mean <{meant.removeprefix('content/')}>, with the angle brackets?"
    return f"did you mean '{meant}'?" if meant in known else meant
