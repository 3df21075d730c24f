"""The printer's copy: the sheet that tests a printer, and fronts and backs for printers that print on one side."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from making.leaflets import files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets.printer_test import FRAMES, PATH, PrinterTest
from pamphlets.model import Job
from pamphlets.project.project import Project

Write = Callable[..., Path]


def jobs(root: Path, extras: tuple[str, ...] = ()) -> dict[str, Job]:
    project = Project.load(root, extras)
    return {job.name: job for job in planned(leaflets, project)}


def made(paper: str, formats: str) -> dict[str, str]:
    found = files(paper=paper)
    found["content/practice.yml"] = found["content/practice.yml"].replace("sheet, tri-fold", formats)
    return found


@pytest.mark.parametrize(("paper", "size", "folds"), [
    ("Letter", (279.4, 215.9), [[(92.07, 185.74), (93.66, 187.32)], [(139.7,), (139.7,)]]),
    ("A4", (297.0, 210.0), [[(97.0, 197.0), (100.0, 200.0)], [(148.5,), (148.5,)]]),
])  # fmt: skip
def test_the_printer_test_has_both_sides_with_the_folds_of_each_format(
    paper: str, size: tuple[float, float], folds: list[list[tuple[float, ...]]], write: Write
) -> None:
    job = jobs(write(made(paper, "sheet, tri-fold, half-fold, poster")))[PATH.removesuffix(".pdf")]
    test = job.content
    assert isinstance(test, PrinterTest)
    assert (test.width, test.height) == size
    assert [fold.name for fold in test.folds] == ["Tri-fold leaflet", "Half-fold leaflet"]
    for fold, sides in zip(test.folds, folds, strict=True):
        for found, wanted in zip(fold.sides, sides, strict=True):
            assert found == pytest.approx(wanted, abs=0.02)
    (rendering,) = leaflets.render(job).renderings
    assert rendering.path == PATH
    with pikepdf.open(BytesIO(rendering.content)) as pdf:
        assert len(pdf.pages) == 2
        assert [float(side) * 25.4 / 72 for side in pdf.pages[0].mediabox[2:]] == pytest.approx(size, abs=0.1)
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    assert FRAMES == (4, 5, 6, 12)


def test_the_printer_test_is_made_where_nothing_is_folded(write: Write) -> None:
    job = jobs(write(made("A4", "sheet")))[PATH.removesuffix(".pdf")]
    assert job.content.folds == ()
    assert leaflets.render(job).renderings


def test_fronts_and_backs_are_two_files_for_a_printer_of_one_side(write: Write) -> None:
    root = write(made("Letter", "sheet, tri-fold, large-print, poster"))
    whole, apart = jobs(root), jobs(root, ("one-sided",))
    assert whole["leaflets/rest/poster"] == apart["leaflets/rest/poster"]
    for format in ("sheet", "tri-fold", "large-print"):
        job = apart[f"leaflets/rest/{format}"]
        assert job.digest != whole[f"leaflets/rest/{format}"].digest
        first = leaflets.render(job).renderings
        outputs = {rendering.path: rendering.content for rendering in first}
        with (
            pikepdf.open(BytesIO(outputs[f"leaflets/rest/{format}.pdf"])) as both,
            pikepdf.open(BytesIO(outputs[f"leaflets/rest/{format}.fronts.pdf"])) as fronts,
            pikepdf.open(BytesIO(outputs[f"leaflets/rest/{format}.backs.pdf"])) as backs,
        ):
            assert len(fronts.pages) == len(backs.pages) == (len(both.pages) + 1) // 2
            for pdf in (fronts, backs):
                assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"
                assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
                assert pdf.pages[0].mediabox == both.pages[0].mediabox
        assert leaflets.render(job).renderings == first
