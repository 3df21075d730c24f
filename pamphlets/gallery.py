"""Turns a picture that a project shows into what is wrong with it, before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pamphlets import drawings, raster
from pamphlets.errors import PamphletError, nearest
from pamphlets.model import Location, Problem, Severity
from pamphlets.project import Project


def check(src: str, place: Location, project: Project) -> Iterator[Problem]:
    """Yield what is wrong with the picture at a path: a drawing's faults stand in it, a photo's at `place`."""
    try:
        content = project.file(src, place).read_bytes()
    except PamphletError as error:
        hint = nearest(src, project.pictures)
        yield from (replace(problem, hint=problem.hint or hint) for problem in error.problems)
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
