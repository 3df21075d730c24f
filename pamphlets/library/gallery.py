"""Turns a picture that a project shows into what is wrong with it, before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from pamphlets.errors import Hint, PamphletError, nearest
from pamphlets.model import Image, Location, Problem, Severity
from pamphlets.paper import drawings, logos, raster
from pamphlets.project import Project

_SLIMMEST, _WIDEST = 0.4, 9
"""Ratios of logos: on a cover they are then at least 8 mm wide and 6 mm high."""
_STRIP, _COLUMN, _PANORAMA = 0.4, 75, 5
"""Ratio of an upright photo of which a square shows hardly more than a third; the millimetres of a column, and the
ratio of a photo that is 15 mm high there."""
UPRIGHT, WIDE = (50.0, 20.0), (50.0, 40.0)
"""Where the heads are on an upright photo, and on others: what stays in view where nothing is said."""
_EDGE = 5
"""Per cent from the edges of a picture: what lies nearer to two of them lies in its corner."""


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


def check_view(image: Image, project: Project) -> Iterator[Problem]:
    """Yield warnings for a picture of which little would be seen: a strip, or one that keeps a corner in view."""
    cornered = tuple(check_focus(image.focus, image.location, 'focus="46 20"'))
    yield from cornered
    file = project.root / image.src
    width, height = (0, 0) if image.src.lower().endswith(".svg") else raster.size(file)
    if 0 < width < _STRIP * height and not image.whole:
        message = (
            f"'{image.src}' is {height / width:.1f} times as high as wide: cut to a square, it shows "
            f"{width / height:.0%} of itself"
        )
        hint = "cut it to what matters, or write {.whole} behind it to show it all, small"
        yield Problem("picture", message, image.location, hint, "warning")
    elif 0 < width < height and not image.whole and not cornered:
        yield from _check_square(image, file)
    elif 0 < _PANORAMA * height < width:
        high = _COLUMN * height / width
        message = f"'{image.src}' is {width / height:.0f} times as wide as high: in a leaflet it is {high:.0f} mm high"
        hint = "cut it to what matters: two or three times as wide as high"
        yield Problem("picture", message, image.location, hint, "warning")


def _check_square(image: Image, file: Path) -> Iterator[Problem]:
    """Yield a warning for an upright photo that shows nothing where it is cut to a square."""
    with suppress(OSError, ValueError):  # told by `check`
        if where := raster.outside(file.read_bytes(), 1, image.focus or UPRIGHT):
            message = f"of '{image.src}', cut to a square, a part is shown with nothing on it"
            hint = f'say what must stay in view, in per cent from left and top: {{focus="{where[0]} {where[1]}"}}'
            yield Problem("blank", message, image.location, hint, "warning")


def check_focus(focus: tuple[float, float] | None, place: Location, form: str) -> Iterator[Problem]:
    """Yield a warning for a focus in a corner of its picture, such as shares of one instead of per cent."""
    if focus and all(min(share, 100 - share) < _EDGE for share in focus):
        x, y = focus
        shares = any(0 < share < 1 for share in focus)
        message = f"the focus, {x:g} and {y:g} per cent, is a corner of the picture: what matters is hardly there"
        hint = f"write where the middle of it is, in per cent from left and top: {form}"
        hint = f"it is per cent, not shares of one: write {x * 100:g} and {y * 100:g}" if shares else hint
        yield Problem("picture", message, place, hint, "warning")


def check_logo(project: Project) -> Iterator[Problem]:
    """Yield what is wrong with the files of the logo, and with a shape that would be too small to be read."""
    place = Location("content/_brand.yml")
    for path in filter(None, project.brand.logos[:2]):
        problems = tuple(check(path, place, project))
        yield from problems
        if any(problem.severity == "error" for problem in problems):
            continue
        content, drawn = project.file(path).read_bytes(), path.lower().endswith(".svg")
        if drawings.read(content, "screen").blank if drawn else raster.blank(content):
            hint = "save it again with something in it, or leave the logo out"
            yield Problem("logo", f"the logo '{path}' draws nothing", place, hint)
            continue
        ratio = logos.ratio(project.file(path))
        if not ratio:
            message, hint = "does not say how wide and high it is", "save it with a viewBox, such as '0 0 350 100'"
            yield Problem("logo", f"the logo '{path}' {message}: it is shown as a square", place, hint, "warning")
        elif not _SLIMMEST <= ratio <= _WIDEST:
            width, height = logos.size(ratio, "cover")
            many = f"{ratio:.0f} times as wide as it is high" if ratio > 1 else f"{1 / ratio:.0f} times as high as wide"
            message = f"the logo '{path}' is {many}: on a cover it is {width:.0f} × {height:.0f} mm"
            hint = "name one that is between half and eight times as wide as it is high"
            yield Problem("logo", message, place, hint, "warning")


def _hint(src: str, project: Project) -> str:
    """Return the way out for a picture that is not there: how the one that is meant is named."""
    known = project.pictures
    meant = nearest(unquote(src), known, "{}")
    written, named = src.removeprefix("content/"), meant.removeprefix("content/")
    if meant in known and " " in meant:
        return Hint(f"did you mean <{named}>, with the angle brackets?", written, f"<{named}>")
    return Hint(f"did you mean '{meant}'?", written, named) if meant in known else meant
