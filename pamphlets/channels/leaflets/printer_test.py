"""Makes the sheet that tests a printer: rulers, the edge that it leaves blank, and fold lines on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pamphlets import compose
from pamphlets.compose import theme
from pamphlets.digests import digest
from pamphlets.localized import names, scripts, spacing
from pamphlets.model import Job, Location, Rendering, Result, Wording
from pamphlets.project import Brand, Paper, Place, Project, mirror

PATH = "leaflets/printer-test.pdf"
FRAMES = (4, 5, 6, 12)
"""Millimetres from the edge of the paper: what printers leave blank, and where text begins."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A folded format: its name, and for each side of the sheet where its folds are, in mm from the left."""

    name: str
    sides: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class PrinterTest:
    """All that the sheet depends on: its size in mm, the folded formats that are printed on it, words and brand."""

    width: float
    height: float
    folds: tuple[Fold, ...]
    language: str
    words: Wording
    brand: Brand


def plan(project: Project, templates: str) -> Job:
    """Plan the sheet for the formats that the practice folds, all on one sheet of its paper."""
    practice = project.practice
    language = practice.languages[0]
    named = [(project.formats[name], project.formats[name].paper(practice.paper)) for name in project.usual]
    folded = [(format, paper) for format, paper in named if any(_folds(side, paper) for side in paper.sides)]
    first = folded[0][1] if folded else named[0][1]
    size = (max(first.width, first.height), min(first.width, first.height))
    content = PrinterTest(
        *size,
        folds=tuple(
            fold
            for format, paper in folded
            if (paper.width, paper.height) == size
            for fold in _ways(format.name.of(language), paper, practice.languages)
        ),
        language=language,
        words=Wording(one for one in project.words_in(language) if one[0].startswith("test-")),
        brand=project.brand,
    )
    return Job(
        channel="leaflets",
        name=PATH.removesuffix(".pdf"),
        paths=(PATH,),
        content=content,
        digest=digest(content, templates),
        folders=project.folders,
        language=language,
    )


def render(test: PrinterTest, job: Job) -> Result:
    """Make the sheet: two pages, for both sides of one paper."""
    from pamphlets.paper import Manuscript, pdf

    say = compose.speaker(test.words.marked)
    html = theme.of(job.folders.templates).render(
        "leaflets/printer-test.html",
        test=test,
        frames=FRAMES,
        language=test.language,
        say=say,
        sign=lambda mark: spacing.sign(mark, test.language),
    )
    layout = Manuscript(html, job.folders, Location("content/practice.yml"), test.brand).layout()
    return Result((Rendering(PATH, pdf.finish(layout.pdf("pdf/ua-1"), layout.marks, "short-edge")),))


def _ways(name: str, paper: Paper, languages: Sequence[str]) -> Iterator[Fold]:
    """Yield the folds of a format, and, where they differ, those of a language that opens it the other way."""
    known = set[tuple[tuple[float, ...], ...]]()
    for code in languages:
        opened = mirror(paper) if scripts.direction(code) == "rtl" else paper
        found = tuple(_folds(side, opened) for side in opened.sides)
        if found not in known:
            yield Fold(f"{name} ({names.endonym(code)})" if known else name, found)
            known.add(found)


def _folds(side: tuple[Place, ...], paper: Paper) -> tuple[float, ...]:
    """Return where the upright folds of a side are."""
    found = {round(place.x, 2) for place in side if 1 < place.x < paper.width - 1}
    return tuple(sorted(found))
