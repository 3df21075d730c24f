"""Holds what pages are set with: fonts and stylesheets, read once a process."""

from __future__ import annotations

import logging
import os
import re
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pamphlets.compose import theme
from pamphlets.errors import fail
from pamphlets.files import problem
from pamphlets.model import Folders, Location, Problem
from pamphlets.paper.typeset import boxes, fetch, tongues
from pamphlets.paper.typeset.tongues import Fonts
from pamphlets.project import Brand

_FACE = re.compile(r"@font-face\s*\{[^{}]*\}")
"""A font that a text brings in its own style."""


@dataclass(frozen=True, slots=True)
class Foundry:
    """The fonts of one set of template folders, ready for use in this process."""

    configuration: object
    counters: object
    families: frozenset[str]
    sheets: dict[tuple[str, str], tuple[object, tuple[Problem, ...]]] = field(default_factory=dict)


def of(fonts: Fonts, html: str = "") -> Foundry:
    """Return the foundry of some fonts: one a process and set of languages, and another when a font file has changed.

    Fonts of other languages are not in it, nor those that another text brings in its own style: what a text is set in
    depends on nothing that was set before.
    """
    import_quietly()
    templates, brands = fonts.folders.templates, {file.name for file in fonts.brand.files}
    apart = {file.name for one in fonts.brand.tongues for file in one.files} - brands
    files = tuple(one for one in fetch.font_files(templates) if Path(one[0]).name not in apart)
    names = {file.name for one in fonts.tongues for file in one.files} - brands
    files += fetch.font_files(templates, names) if names else ()
    return _foundry(templates, files, "".join(_FACE.findall(html)))


@cache
def import_quietly() -> None:
    """Import WeasyPrint without its remark that this process knows no system fonts: it shall know none."""
    with warnings.catch_warnings(), _no_system_fonts():
        warnings.simplefilter("ignore")
        import weasyprint.text.fonts  # noqa: F401


@contextmanager
def _no_system_fonts() -> Iterator[None]:
    """Hide the system's fonts, so that every machine sets the same pages."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="pamphlets-") as folder:  # an open file cannot be read on Windows
        file = Path(folder) / "fonts.conf"
        file.write_text('<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig/>\n', "utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@cache
def _foundry(templates: tuple[Path, ...], files: tuple[tuple[str, int, int], ...], _own: str) -> Foundry:
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle

    if not files:
        place = Location("templates/assets/fonts")
        raise fail("font", "there is no font in templates/assets/fonts", place, "put .ttf files there, or delete it")
    faces = [fetch.face(Path(path)) for path, _, _ in files]
    with _no_system_fonts():
        foundry = Foundry(boxes.configuration(), CounterStyle(), frozenset(family for family, _ in faces))
    fetcher = fetch.fetcher(Folders(Path(), templates), {})
    try:  # WeasyPrint copies each font to where files are temporary
        CSS(string="".join(css for _, css in faces), font_config=foundry.configuration, url_fetcher=fetcher)
    except OSError as fault:
        raise problem(fault, tempfile.gettempdir(), "nothing was changed", "build again") from fault
    return foundry


def properties(brand: Brand, families: tuple[str, str]) -> dict[str, str]:
    """Return the brand's colours, and the fonts of a text and its headings, as custom properties."""
    return {f"--{name}": value for name, value in (*brand.colors, *zip(("font", "headings"), families, strict=True))}


def stylesheet(
    name: str, folders: Folders, foundry: Foundry, known: Mapping[str, str], least: float
) -> tuple[object, tuple[Problem, ...]]:
    """Return a parsed stylesheet, known by its text, with the problems that it has at their lines.

    The properties that are known are put into the text: to look them up for each element anew would take longer. No
    line is lower than `least`.
    """
    from weasyprint import CSS

    text = theme.of(folders.templates).find(f"assets/{name}").read_text("utf-8")
    text = re.sub(r"var\((--[\w-]+)\)", lambda found: known.get(found[1], found[0]), text)
    text = tongues.raise_lines(text, least) if least else text
    if (name, text) not in foundry.sheets:
        records: list[logging.LogRecord] = []
        with listening(records):
            sheet = CSS(
                string=text,
                font_config=foundry.configuration,
                counter_style=foundry.counters,
                url_fetcher=fetch.fetcher(folders, {}),
            )
        foundry.sheets[name, text] = (sheet, tuple(_fault(name, record.getMessage()) for record in records))
    return foundry.sheets[name, text]


def _fault(name: str, message: str) -> Problem:
    at = re.search(r" at (\d+):\d+", message)
    text = message.replace(at[0], "").rstrip(".") if at else message.rstrip(".")
    place = Location(f"templates/assets/{name}", int(at[1]) if at else 0)
    return Problem("template", text, place, "mend this line of the style, or take it out", "warning")


@contextmanager
def listening(records: list[logging.LogRecord]) -> Iterator[None]:
    """Collect what WeasyPrint logs instead of raising."""
    logger = logging.getLogger("weasyprint")
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append  # type: ignore[method-assign,assignment]
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
