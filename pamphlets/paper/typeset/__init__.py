"""Turns HTML into pages and PDF, with the project's own fonts and nothing from any network.

A `Manuscript` is HTML parsed once; each `layout` of it is a try, at a size of its own. Only this module knows
WeasyPrint, and imports it when the first page is laid out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element

from pamphlets.errors import PamphletError, fail, nearest
from pamphlets.model import Folders, Location, Problem
from pamphlets.paper import drawings
from pamphlets.paper.typeset import apart, boxes, fetch, foundry, glyphs, marks, tongues
from pamphlets.paper.typeset.measure import Line, Page, Part, Photo, Plate
from pamphlets.paper.typeset.tongues import Fonts
from pamphlets.paper.typeset.tongues import characters as letters
from pamphlets.project import Brand

__all__ = [
    "Fonts",
    "Layout",
    "Line",
    "Manuscript",
    "Page",
    "Part",
    "Photo",
    "Plate",
    "characters",
    "letters",
    "unreadable",
]

MOST_LETTERS = 20
"""So many letters that no font has are named."""
_AT = re.compile(r"(.+?):(\d+)(?: \(embedded at (.+):(\d+)\))?")


class Manuscript:
    """HTML parsed once, to be laid out as often as it takes.

    `stylesheets` are files of `templates/assets/`, parsed once a process. They find the brand's colours as `--ink`, its
    font as `--font`, and a symbol in a colour as `asset:symbols/phone.svg?color=leaf`; motifs name colours themselves.
    `place` is where problems are that have no better place: elements say theirs as `data-at="content/x.md:41"`.
    """

    def __init__(
        self, html: str, folders: Folders, place: Location, brand: Brand, stylesheets: Sequence[str] = ("print.css",)
    ) -> None:
        from weasyprint import HTML

        self._folders = folders
        self._fetcher = fetch.fetcher(folders, dict(brand.colors))
        fonts = Fonts.needed(html, brand, folders)
        self._foundry = foundry.of(fonts, html)
        self._html = HTML(string=html, url_fetcher=self._fetcher)
        self.root: Element = self._html.etree_element
        language = self.root.get("lang") or ""
        known = foundry.properties(brand, fonts.lists(language))
        self._css = f":root{{{''.join(f'{key}:{value};' for key, value in known.items())}}}\n"
        self._css += "".join(fonts.rules(language))
        mine = tongues.of(language, brand.tongues)
        least = mine.line if mine else 0.0
        self._cache: dict[str, object] = {}
        self._place = place
        self._known: list[Problem] = []
        self._sheets = []
        for name in stylesheets:
            sheet, problems = foundry.stylesheet(name, folders, self._foundry, known, least)
            self._sheets.append(sheet)
            self._known += problems
        self._parts: apart.Composite | None = None
        fonts.keep_whole(self.root)
        for counted in self.root.iterfind(".//ol[@start]"):  # WeasyPrint does not read it, and pages allow no style
            counted.set("style", f"counter-reset: list-item {int(counted.get('start')) - 1}")

    @cached_property
    def _parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.root.iter() for child in parent}

    def part(self, names: Collection[str], version: object) -> None:
        """Lay pages of these names out apart, from now on, and what flows between them once for all equal texts.

        `version` changes with every file that a page may show. That is for stylesheets which number no pages, and look
        from none of these elements into another.
        """
        fonts = self._foundry.configuration
        self._parts = apart.part(self.root, names, (version, self._folders, fonts, self._css, *self._sheets))

    def layout(self, css: str = "", flow: str = "", apart: str = "") -> Layout:
        """Lay this out, with some CSS of its own for this try: for all, for what flows alone, for pages apart alone."""
        records: list[logging.LogRecord] = []
        with foundry.listening(records):
            document = self._parts.lay_out(css + flow, css + apart, self._render) if self._parts else None
            if records and self._parts:  # a complaint is heard in each layout, and what flows is not laid out in each
                self._parts.flow.tries.clear()
                document = self._parts = None
                records.clear()
            document = document or self._render(css + apart + flow)
        self._check_family(boxes.pages(document)[0].children[0].style["font_family"])
        return Layout(self, document, css + apart + flow, self.problems(records))

    def _render(self, css: str) -> boxes.Document:
        from weasyprint import CSS

        own = CSS(string=self._css + css, font_config=self._foundry.configuration, url_fetcher=self._fetcher)
        made: boxes.Document = self._html.render(
            font_config=self._foundry.configuration,
            counter_style=self._foundry.counters,
            stylesheets=[*self._sheets, own],
            cache=self._cache,
        )
        return made

    def problems(self, records: Sequence[logging.LogRecord]) -> tuple[Problem, ...]:
        """Return what WeasyPrint logged, and raise if any of it is an error."""
        lacking = dict.fromkeys(of for kind, of in map(boxes.complaint, records) if kind == "letter")
        letters = [self._letters(list(lacking))] if lacking else []
        found = list(dict.fromkeys([*self._known, *letters, *filter(None, map(self._problem, records))]))
        if any(problem.severity == "error" for problem in found):
            raise PamphletError(found)
        return tuple(found)

    def ancestors(self, element: Element | None) -> Iterator[Element]:
        """Yield an element, the one that it stands in, and so on."""
        while element is not None:
            yield element
            element = self._parents.get(element)

    def place(self, element: Element | None) -> Location:
        """Return the place in a source that an element was made from."""
        for one in self.ancestors(element):
            if at := _AT.fullmatch(one.get("data-at") or ""):
                embedded = Location(at[3], int(at[4])) if at[3] else None
                return Location(at[1], int(at[2]), embedded)
        return self._place

    def block(self, element: Element) -> Element | None:
        """Return the element of the block that an element stands in, or None."""
        return next((one for one in self.ancestors(element) if "block" in (one.get("class") or "").split()), None)

    def _check_family(self, asked: Sequence[str]) -> None:
        """Raise if the family that the pages ask for is none of ours: another would be set in its place."""
        if not self._foundry.families.intersection(asked):
            families = self._foundry.families
            place = Location("content/_brand.yml")
            raise fail("font", f"no file of the font '{asked[0]}' is in templates/assets/fonts", place,
                       nearest(asked[0], families))  # fmt: skip

    def _problem(self, record: logging.LogRecord) -> Problem | None:
        message = record.getMessage()
        kind, of = boxes.complaint(record)
        if kind == "letter":
            return None  # told of once, for all of them
        if kind == "picture":
            why = self._fetcher.refused.get(of)
            if not why and fetch.path(of).lower().endswith(".svg"):
                message = "the drawing cannot be drawn on paper"
                return Problem("drawing", message, Location(fetch.path(of), 1), drawings.PLAIN)
            message = f"{fetch.path(of)}: {why or 'it cannot be read as a picture'}"
            hint = "name a picture of this project" if why else "save it again as JPEG, PNG or plain SVG"
            return Problem("image", message, self.place(self._using(of)), hint)
        if kind == "alt":
            return None  # The reader asks for it; a picture without it is decoration, and becomes an artifact.
        severity = "error" if record.levelno >= logging.ERROR else "warning"
        hint = "mend it in the template or its style"
        return Problem("template", message.rstrip("."), self._place, hint, severity)  # type: ignore[arg-type]

    def _letters(self, lacking: Sequence[str]) -> Problem:
        """Return the one problem of all letters that no font has, where the first of them stands."""
        shown = ", ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in lacking[:MOST_LETTERS])
        more = f" and {len(lacking) - MOST_LETTERS} more" if len(lacking) > MOST_LETTERS else ""
        message = f"no font of this leaflet has the character{'s' if len(lacking) > 1 else ''} {shown}{more}"
        hint = "write it in another way, or put a font that has it into templates/assets/fonts"
        place = self._place_in_drawing(lacking[0]) or self.place(self._holding(lacking[0]))
        return Problem("font-character", message, place, hint)

    def _holding(self, text: str) -> Element | None:
        for element in self.root.iter():
            for part, holder in ((element.text, element), (element.tail, self._parents.get(element))):
                if part and text in part:
                    return holder
        return None

    def _place_in_drawing(self, character: str) -> Location | None:
        """Return the place of a character that stands in a drawing, and nowhere else."""
        if self._holding(character) is not None:
            return None
        for element in self.root.iter("img"):
            if (url := element.get("src") or "") and (line := self._fetcher.line(url, character)):
                return Location(fetch.path(url), line)
        return None

    def _using(self, url: str) -> Element | None:
        for element in self.root.iter():
            if url in (element.get("src"), element.get("href")) or url in (element.get("style") or ""):
                return element
        return None


class Layout:
    """A manuscript laid out on pages, with `css` of its own."""

    def __init__(
        self, manuscript: Manuscript, document: boxes.Document, css: str, problems: tuple[Problem, ...]
    ) -> None:
        self.manuscript = manuscript
        self.css = css
        self.problems = problems
        self._document = document
        self._boxes = boxes.pages(document)

    def __len__(self) -> int:
        return len(self._boxes)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages in order."""
        return tuple(map(boxes.page, self._boxes))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of text on all pages, in the order in which they are read."""
        return tuple(
            line for number, box in enumerate(self._boxes) for line in boxes.lines(box, number, box.margin_width())
        )

    def parts(self, wanted: Container[Element]) -> tuple[Part, ...]:
        """Return what stands of some elements on each page, in order."""
        return tuple(chain.from_iterable(boxes.parts(box, page, wanted) for page, box in enumerate(self._boxes)))

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The pictures made of dots on all pages."""
        return tuple(chain.from_iterable(map(boxes.photos, self._boxes)))

    @property
    def marks(self) -> tuple[marks.Mark, ...]:
        """What the tags of a tagged PDF of these pages stand for, in their order: see `pdf.Mark`."""
        return tuple(chain.from_iterable(map(marks.of, self._boxes)))

    def pdf(self, variant: str | None = None) -> bytes:
        """Return the pages as PDF; the same pages give the same bytes."""
        records: list[logging.LogRecord] = []
        with foundry.listening(records):
            self._document.fonts = glyphs.Typefaces()
            content = self._document.write_pdf(finisher=glyphs.drop_empty, pdf_variant=variant, custom_metadata=True)
        self.problems = tuple(dict.fromkeys([*self.problems, *self.manuscript.problems(records)]))
        return content


def characters(folders: Folders, brand: Brand, name: str = "") -> frozenset[str]:
    """Return the characters that the fonts of a brand, its languages and templates have, or the file of a name.

    The fonts are read again when one has changed.
    """
    if name:
        return fetch.characters(fetch.font_files(folders.templates, {name}))
    others = (tongues.characters(one.files, folders) for one in brand.tongues)
    return fetch.characters(fetch.font_files(folders.templates)).union(*others)


def unreadable(folders: Folders, brand: Brand) -> Iterator[Problem]:
    """Yield a problem for each font of the project's own templates that cannot be read, or has another name inside."""
    asked = {file.name: file.family for file in brand.files}
    for path, _, _ in fetch.font_files(folders.templates[:-1]):
        name = Path(path).name
        try:
            family, _ = fetch.face(Path(path))
        except PamphletError as error:
            yield from error.problems
            continue
        if family != asked.get(name, family):
            message = f"inside it is a font named '{family}', not '{asked[name]}'"
            begin = family.replace(" ", "")
            hint = f"write '{family}' in content/_brand.yml, and let the name of the file begin with '{begin}-'"
            yield Problem("font", message, Location(f"templates/assets/fonts/{name}"), hint)
