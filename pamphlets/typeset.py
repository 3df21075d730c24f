"""Turns HTML into pages and PDF, with the project's own fonts and nothing from any network.

A `Manuscript` is HTML parsed once; each `layout` of it is a try, at a size of its own. Only this module knows
WeasyPrint, and imports it when the first page is laid out.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pamphlets import fetch, theme
from pamphlets.errors import PamphletError, fail, nearest
from pamphlets.model import Folders, Location, Problem

MM = 25.4 / 96
"""Millimetres in a CSS pixel."""


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text on one line of a page, in mm from the page's top left corner."""

    page: int
    text: str
    x: float
    y: float
    width: float
    height: float
    element: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size and its content area in mm, and how far down its content reaches."""

    name: str
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    reach: float


@dataclass(frozen=True, slots=True)
class _Foundry:
    """The fonts of one set of template folders, ready for use in this process."""

    configuration: Any
    counters: Any
    families: frozenset[str]
    sheets: dict[tuple[str, str], tuple[Any, tuple[Problem, ...]]] = field(default_factory=dict)


class Manuscript:
    """HTML parsed once, to be laid out as often as it takes.

    `stylesheets` are files of `templates/assets/`, parsed once a process. `place` is where problems are that have no
    better place: elements say theirs as `data-at="content/x.md:41"`.
    """

    def __init__(
        self, html: str, folders: Folders, place: Location, stylesheets: Sequence[str] = ("print.css",)
    ) -> None:
        import_quietly()
        from weasyprint import HTML

        self._foundry = _foundry(folders.templates, fetch.font_files(folders.templates))
        self._fetcher = _fetcher(folders)
        self._cache: dict[str, Any] = {}
        self._place = place
        self._known: list[Problem] = []
        self._sheets = []
        for name in stylesheets:
            sheet, problems = _stylesheet(name, folders, self._foundry, self._fetcher)
            self._sheets.append(sheet)
            self._known += problems
        self._html = HTML(string=html, url_fetcher=self._fetcher)
        self.root = self._html.etree_element
        self._parents = {child: parent for parent in self.root.iter() for child in parent}

    def layout(self, css: str = "") -> Layout:
        """Lay this out, with some CSS of its own for this try."""
        from weasyprint import CSS

        records: list[logging.LogRecord] = []
        with _listening(records):
            own = [CSS(string=css, font_config=self._foundry.configuration, url_fetcher=self._fetcher)] if css else []
            document = self._html.render(
                font_config=self._foundry.configuration,
                counter_style=self._foundry.counters,
                stylesheets=[*self._sheets, *own],
                cache=self._cache,
            )
        self._check_family(document)
        return Layout(self, document, self.problems(records))

    def problems(self, records: Sequence[logging.LogRecord]) -> tuple[Problem, ...]:
        """Return what WeasyPrint logged, and raise if any of it is an error."""
        found = list(dict.fromkeys([*self._known, *filter(None, map(self._problem, records))]))
        if any(problem.severity == "error" for problem in found):
            raise PamphletError(found)
        return tuple(found)

    def place(self, element: Any) -> Location:
        """Return the place in a source that an element was made from."""
        while element is not None:
            if at := element.get("data-at"):
                path, _, line = at.rpartition(":")
                return Location(path, int(line))
            element = self._parents.get(element)
        return self._place

    def block(self, element: Any) -> str:
        """Return the id of the block that an element stands in."""
        while element is not None:
            if "block" in (element.get("class") or "").split():
                return str(element.get("id") or "")
            element = self._parents.get(element)
        return ""

    def _check_family(self, document: Any) -> None:
        """Raise if the family that the pages ask for is none of ours: another would be set in its place."""
        asked = document.pages[0]._page_box.children[0].style["font_family"]
        if not self._foundry.families.intersection(asked):
            families = self._foundry.families
            place = Location("content/_brand.yml")
            raise fail("font", f"no file of the font '{asked[0]}' is in templates/assets/fonts", place,
                       nearest(asked[0], families))  # fmt: skip

    def _problem(self, record: logging.LogRecord) -> Problem | None:
        message = record.getMessage()
        if message.startswith(".notdef"):
            character = str(record.args[0]) if isinstance(record.args, tuple) else "?"
            return Problem(
                "font-character",
                f"no font of this leaflet has the character {character!r} (U+{ord(character):04X})",
                self.place(self._holding(character)),
                "write it in another way, or put a font that has it into templates/assets/fonts",
            )
        if message.startswith("Failed to load image") and isinstance(record.args, tuple):
            url = str(record.args[0])
            why = self._fetcher.refused.get(url) or "it cannot be read as a picture"
            return Problem("image", f"{fetch.shown(url)}: {why}", self.place(self._using(url)))
        severity = "error" if record.levelno >= logging.ERROR else "warning"
        return Problem("template", message.rstrip("."), self._place, severity=severity)  # type: ignore[arg-type]

    def _holding(self, text: str) -> Any:
        for element in self.root.iter():
            for part, holder in ((element.text, element), (element.tail, self._parents.get(element))):
                if part and text in part:
                    return holder
        return None

    def _using(self, url: str) -> Any:
        for element in self.root.iter():
            if url in (element.get("src"), element.get("href")) or url in (element.get("style") or ""):
                return element
        return None


class Layout:
    """A manuscript laid out on pages."""

    def __init__(self, manuscript: Manuscript, document: Any, problems: tuple[Problem, ...]) -> None:
        self.manuscript = manuscript
        self.problems = problems
        self._document = document

    def __len__(self) -> int:
        return len(self._document.pages)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages in order."""
        return tuple(_page(page._page_box) for page in self._document.pages)

    def lines(self) -> Iterator[Line]:
        """Yield every piece of text on the pages, in the order in which it is read."""
        from weasyprint.formatting_structure.boxes import TextBox

        for number, page in enumerate(self._document.pages):
            for box in page._page_box.descendants(placeholders=True):
                if isinstance(box, TextBox):
                    x, y, width, height = (
                        side * MM for side in (box.position_x, box.position_y, box.width, box.height)
                    )
                    yield Line(number, box.text, x, y, width, height, box.element)

    def pdf(self, variant: str | None = None) -> bytes:
        """Return the pages as PDF; the same pages give the same bytes."""
        records: list[logging.LogRecord] = []
        with _listening(records):
            content: bytes = self._document.write_pdf(pdf_variant=variant, custom_metadata=True)
        self.problems = tuple(dict.fromkeys([*self.problems, *self.manuscript.problems(records)]))
        return content


def layout(
    html: str, folders: Folders, place: Location, stylesheets: Sequence[str] = ("print.css",), css: str = ""
) -> Layout:
    """Lay HTML out on pages."""
    return Manuscript(html, folders, place, stylesheets).layout(css)


def pdf(
    html: str,
    folders: Folders,
    place: Location,
    stylesheets: Sequence[str] = ("print.css",),
    css: str = "",
    variant: str | None = None,
) -> bytes:
    """Turn HTML into PDF."""
    return layout(html, folders, place, stylesheets, css).pdf(variant)


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
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
        file.write('<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig/>\n')
        file.flush()
        os.environ["FONTCONFIG_FILE"] = file.name
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@cache
def _foundry(templates: tuple[Path, ...], files: tuple[tuple[str, int, int], ...]) -> _Foundry:
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

    class Configuration(FontConfiguration):  # type: ignore[misc]
        """Leaves the fonts of another process alone: a forked child must not delete its parent's."""

        process = os.getpid()

        def __del__(self) -> None:
            if os.getpid() == self.process:
                super().__del__()

    if not files:
        raise fail("font", "there is no font in templates/assets/fonts", Location("templates/assets/fonts"))
    faces = [fetch.face(Path(path)) for path, _, _ in files]
    with _no_system_fonts():
        foundry = _Foundry(Configuration(), CounterStyle(), frozenset(family for family, _ in faces))
    fetcher = _fetcher(Folders(Path(), templates))
    CSS(string="".join(css for _, css in faces), font_config=foundry.configuration, url_fetcher=fetcher)
    return foundry


def _stylesheet(name: str, folders: Folders, foundry: _Foundry, fetcher: Any) -> tuple[Any, tuple[Problem, ...]]:
    """Return a parsed stylesheet, known by its text, with the problems that it has at their lines."""
    from weasyprint import CSS

    text = theme.of(folders.templates).find(f"assets/{name}").read_text("utf-8")
    if (name, text) not in foundry.sheets:
        records: list[logging.LogRecord] = []
        with _listening(records):
            sheet = CSS(
                string=text,
                font_config=foundry.configuration,
                counter_style=foundry.counters,
                url_fetcher=fetcher,
            )
        foundry.sheets[name, text] = (sheet, tuple(_fault(name, record.getMessage()) for record in records))
    return foundry.sheets[name, text]


def _fault(name: str, message: str) -> Problem:
    at = re.search(r" at (\d+):\d+", message)
    text = message.replace(at[0], "").rstrip(".") if at else message.rstrip(".")
    return Problem("template", text, Location(f"templates/assets/{name}", int(at[1]) if at else 0), severity="warning")


@contextmanager
def _listening(records: list[logging.LogRecord]) -> Iterator[None]:
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


def _fetcher(folders: Folders) -> Any:
    """Return what WeasyPrint may fetch: `asset:` from the templates, `content:` from the project, and `data:`."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Refuses every address but those, and remembers why."""

        def __init__(self) -> None:
            self._fail_on_errors = False
            self.refused: dict[str, str] = {}

        def fetch(self, url: str, headers: object = None) -> Any:
            try:
                content, kind = fetch.fetch(url, folders)
            except (ValueError, OSError) as error:
                self.refused[url] = str(error)
                raise
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return Fetcher()


def _page(box: Any) -> Page:
    children = [child for child in box.children if not child.is_absolutely_positioned()] if box.children else []
    content = [leaf for child in children for leaf in _leaves(child)]
    bottom = box.content_box_y() + box.height
    reach = max((leaf.position_y + leaf.margin_height() for leaf in content), default=box.content_box_y())
    return Page(
        name=str(box.page_type.name or ""),
        width=box.margin_width() * MM,
        height=box.margin_height() * MM,
        left=box.content_box_x() * MM,
        top=box.content_box_y() * MM,
        right=(box.content_box_x() + box.width) * MM,
        bottom=bottom * MM,
        reach=reach * MM,
    )


def _leaves(box: Any) -> Iterator[Any]:
    """Yield the boxes that show something: lines and pictures."""
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox, ReplacedBox

    if isinstance(box, MarginBox):
        return
    if isinstance(box, LineBox | ReplacedBox):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _leaves(child)
