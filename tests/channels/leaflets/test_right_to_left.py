"""Leaflets of languages from right to left open the other way. The Arabic here is for machinery alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from making.paper import BRAND, PLACE
from making.pdf import opened
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit
from pamphlets.channels.leaflets.printer_test import PATH, PrinterTest
from pamphlets.errors import PamphletError
from pamphlets.model import Folders
from pamphlets.paper import pdf, typeset
from pamphlets.project import SHIPPED, mirror
from pamphlets.project.project import Project

PRACTICE = """name: Rest House
web: https://www.example.org
phone: "+1 207-555-0142"
address: [12 Harbor Lane, "Lantern Point, ME 04999"]
languages: [LANGUAGES]
formats: [tri-fold]
cover: motif plain
"""
HEAD = "---\ntitle: {}\nsummary: {}\nreviewer: A. Nurse\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n---\n\n"
TEXT = """## اقرأ Quagga {#first}

تناول 65 mg في اليوم، أو 120 / 80 mmHg.

## خطوات {#steps .steps break="panel"}

1. امش.
2. تمدد.

## اتصل {#call .warning break="panel"}

اتصل على {{ practice.phone }} اليوم.
"""
PHONE = "(207) 555-0142"


@pytest.fixture
def project(write: Callable[..., Path]) -> Callable[..., Project]:
    """Make a project with a text in Arabic."""

    def project(languages: str = "ar", text: str = TEXT) -> Project:
        source = HEAD.format("راحة Zebra", "اقرأ هذا.") + text
        return Project.load(write({
            "content/practice.yml": PRACTICE.replace("LANGUAGES", languages), "content/rest.md": source,
        }))  # fmt: skip

    return project


def places(page: pypdfium2.PdfPage, words: str) -> list[tuple[float, float]]:
    """Return where each letter and figure of words begins and ends, in points from the left.

    PDFium looks at a line as a whole, and says words of another direction in it the other way round: each is sought.
    """
    text, boxes = page.get_textpage(), []
    for word in re.findall(r"\w[\w-]*", words):
        found = text.search(word).get_next()
        assert found, f"'{word}' is not there"
        boxes += [text.get_charbox(found[0] + number) for number in range(len(word))]
    return [(left, right) for left, _, right, _ in boxes]


def test_a_folded_leaflet_opens_the_other_way(project: Callable[..., Project]) -> None:
    """The cover is on the left of side 1, behind it the first inside panel; numbers and addresses rise."""
    job = next(job for job in planned(leaflets, project()) if job.name.endswith("tri-fold"))
    made = {one.path: one.content for one in leaflets.render(job).renderings}
    sheet = pypdfium2.PdfDocument(made["leaflets/rest/tri-fold.pdf"])
    third = sheet[0].get_width() / 3
    assert all(right < third for _, right in places(sheet[0], "Zebra"))
    assert all(left > 2 * third for left, _ in places(sheet[1], "Quagga"))
    assert all(third < left < 2 * third for left, _ in places(sheet[0], "Lantern"))
    for page, words in (
        (sheet[0], PHONE),
        (sheet[1], PHONE),
        (sheet[0], "12 Harbor Lane"),
        (sheet[1], "120 / 80 mmHg"),
    ):
        assert all(one < other for (one, _), (other, _) in pairwise(places(page, words))), words
    sheet.close()


@pytest.mark.parametrize(("language", "bound", "told"), [("ar", True, True), ("ar", False, False), ("en", True, False)])
def test_a_book_is_opened_from_its_own_side_on_a_screen(language: str, bound: bool, told: bool) -> None:
    """Only a book asks for it: programs then take each line for one of that direction."""
    page = f'<html lang="{language}"><title>x</title><p>x</p></html>'
    layout = typeset.Manuscript(page, Folders(Path(), (SHIPPED,)), PLACE, BRAND).layout()
    with opened(pdf.finish(layout.pdf("pdf/ua-1"), layout.marks, bound=bound)) as file:
        assert ("/Direction" in file.Root.ViewerPreferences) == told


def test_a_word_that_is_too_wide_reaches_beyond_the_left(project: Callable[..., Project]) -> None:
    """There lines end: it is found there, and told as anywhere."""
    job = next(job for job in planned(leaflets, project(text=f"## اقرأ {{#first}}\n\nاقرأ {'ab' * 40} اليوم.\n")))
    with pytest.raises(PamphletError, match=r"'abab.*…' is 1\d\d mm too wide, in block 'first'"):
        fit.fit(job.content, job.folders)


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_same_panels_stand_behind_each_other(paper: str, project: Callable[..., Project]) -> None:
    """Whatever the format: what is printed behind a panel, once the sheet is turned, is what it always is."""
    formats = project().formats
    for format in formats.values():
        one = format.paper(paper)
        turned = mirror(one)
        wide = {panel.name: panel.width for panel in turned.panels}
        names = dict(zip((panel.name for panel in one.panels), wide, strict=True))
        for side, other in zip(one.sides, turned.sides, strict=True):
            assert [names[place.panel] for place in reversed(side)] == [place.panel for place in other]
            assert [place.shift for place in reversed(side)] == [-place.shift for place in other]
            ends = [place.x + wide[place.panel] for place in other]
            assert [one.width - place.x for place in reversed(side)] == pytest.approx(ends, abs=0.001)
        assert mirror(turned) == one


def test_what_a_mirrored_panel_is_called_says_where_it_is(project: Callable[..., Project]) -> None:
    """The first inside panel of a tri-fold stands on the right, that of a booklet, too."""
    formats = project().formats
    tri, booklet = (mirror(formats[name].paper("Letter")) for name in ("tri-fold", "booklet"))
    assert [panel.name for panel in tri.panels[:4]] == ["cover", "inside-right", "inside-center", "inside-left"]
    assert [[place.panel for place in side] for side in tri.sides] == [
        ["cover", "back", "flap"], ["inside-left", "inside-center", "inside-right"],
    ]  # fmt: skip
    assert [[place.panel for place in side] for side in booklet.sides[:2]] == [["cover", "back"], ["page-7", "page-2"]]


def test_the_printer_test_has_the_folds_of_both_ways(project: Callable[..., Project]) -> None:
    """A tri-fold is folded at other places; the sheet says which are whose. Staff read how to fold it."""
    found = project("en, ar")
    job = next(job for job in planned(leaflets, found) if job.name == PATH.removesuffix(".pdf"))
    assert isinstance(job.content, PrinterTest)
    folds = {fold.name: fold.sides[0] for fold in job.content.folds}
    assert [*folds] == ["Tri-fold leaflet", "Tri-fold leaflet (العربية)"]
    assert folds["Tri-fold leaflet (العربية)"] == pytest.approx((93.66, 187.32), abs=0.02)
    tri = found.formats["tri-fold"]
    assert "Fold the right panel over the middle" in tri.fold_in("en", "es")
    assert "Fold the left panel over the middle" in tri.fold_in("en", "ar")
    assert tri.fold_in("ar", "ar") == tri.folding.of("ar")
