"""The proof of a leaflet: its pages as pictures, how full they are, where its blocks stand, what has no room."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from making import leaflets as small
from PIL import Image

from pamphlets import library
from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import booklets, fit
from pamphlets.channels.leaflets.leaflet import Leaflet
from pamphlets.channels.proofs import Proof
from pamphlets.model import Job
from pamphlets.paper import Layout, raster
from pamphlets.project import Project


def job(root: Path, format: str) -> Job:
    project = Project.load(root)
    return next(one for one in leaflets.plan(library.read(project).editions, project) if one.output == format)


def laid_out(job: Job) -> Layout:
    """Return the layout of a leaflet, made for itself."""
    wanted = booklets.bind(cast("Leaflet", job.content), job.folders)
    return booklets.finish(fit.fit(wanted, job.folders), wanted).layout


@pytest.mark.parametrize("format", ["sheet", "tri-fold", "booklet"])
def test_each_printed_line_of_a_block_stands_in_its_area(write: Callable[..., Path], format: str) -> None:
    files = small.files()
    files["content/practice.yml"] = files["content/practice.yml"].replace("[sheet, tri-fold]", f"[{format}]")
    wanted = job(write(files), format)
    proof, layout = leaflets.proof(wanted), laid_out(wanted)
    seen = set()
    for line in layout.lines:
        block = layout.manuscript.block(line.pieces[0][0])
        if block is None or not line.text.strip():
            continue
        page = layout.pages[line.page]
        name = block.get("id") or ""
        areas = [one for one in proof.pages[line.page].areas if one.id == name]
        x, y = (line.x + line.right) / 2 / page.width, (line.y + line.bottom) / 2 / page.height
        assert any(one.x <= x <= one.x + one.width and one.y <= y <= one.y + one.height for one in areas), line.text
        seen.add(name)
    assert seen == {"short", "do", "is", "help"}


def test_pages_are_pictures_of_their_size_with_what_stands_there(write: Callable[..., Path]) -> None:
    files = small.files()
    wanted = job(write(files), "tri-fold")
    proof, report = leaflets.proof(wanted), leaflets.render(wanted).report
    pages = [one.name for one in proof.pages]
    assert pages == ["cover", "inside left", "inside center", "inside right", "flap", "back"]
    assert all(one.picture.startswith(b"\x89PNG") and 450 < one.width < 480 for one in proof.pages)
    assert report is not None
    shares = {one.name.replace("-", " "): one.full for one in report.panels}  # type: ignore[union-attr]
    assert {one.name: one.full for one in proof.pages if one.full is not None} == shares
    assert not any(one.over for one in proof.pages)
    lines = files["content/rest.md"].split("\n")
    written = {one.id: lines[one.location.line - 1] for page in proof.pages for one in page.areas if one.id}
    assert all(f"#{name}" in line for name, line in written.items())
    front = [lines[one.location.line - 1] for one in proof.pages[0].areas]
    assert front == ["title: Rest well", "summary: What you can do tonight."]


def test_a_page_is_that_of_the_file_to_the_pixel(write: Callable[..., Path]) -> None:
    wanted = job(write(small.files()), "tri-fold")
    proof, made = leaflets.proof(wanted), leaflets.render(wanted)
    file = next(one.content for one in made.renderings if one.path.endswith(".screen.pdf"))
    pictures = [Image.open(BytesIO(one.picture)).convert("RGB") for one in proof.pages]
    pages = list(raster.pages(file, [picture.width for picture in pictures]))
    assert len(pages) == len(pictures)
    assert all(one.tobytes() == other.tobytes() for one, other in zip(pages, pictures, strict=True))


def test_what_does_not_fit_is_shown_with_its_lines_over(write: Callable[..., Path]) -> None:
    more = "\n## More {#more}\n\n" + "Rest a little, and then walk for a while in the evening. " * 150
    files = small.files(small.BLOCKS + more)
    proof: Proof = leaflets.proof(job(write(files), "tri-fold"))
    assert [one.rule for one in proof.problems] == ["fit"]
    over = sum(one.over for one in proof.pages)
    assert over and f"{over} lines" in proof.problems[0].message
    assert {one.name for one in proof.pages if one.over} == {""}
    assert len(proof.pages) > 6
