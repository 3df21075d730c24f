"""Leaflets in Chinese: no space between sentences, no line that begins with a closing sign, text that can be copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from unicodedata import category

import pypdfium2
import pytest
from making.pdf import opened
from making.planning import planned
from making.texts import TEXTS, source
from making.tongues import HAN, TONGUES

from pamphlets.channels import leaflets
from pamphlets.model import Job
from pamphlets.project.project import Project

PRACTICE = """name: Rest House
web: https://www.example.org
phone: +1 207-555-0142
address: [1 Quiet Lane, "Lantern Point, ME 04999"]
hours: [周一至周五，上午9点至下午6点]
languages: [zh-Hans]
formats: [sheet, tri-fold]
cover: motif plain
"""
TONGUE = TONGUES["zh-Hans"]
LINES = (TONGUE.advice, f"（{TONGUE.points[1]}）", f"{TONGUE.points[0]}“{TONGUE.title}”，{TONGUE.question}")
"""Sentences, each typed on a line of its own, one on two."""
TYPED = ["\n".join(LINES[number:] + LINES[:number]).replace("怎样", "怎\n样") for number in (0, 1, 2, 0)]
TEXT = "\n## 今晚 {#tonight}\n\n" + "\n\n".join(TYPED)


@pytest.fixture
def jobs(write: Callable[..., Path]) -> dict[str, Job]:
    """Return the leaflets of a text in Chinese, in a font with few letters."""
    root = write({
        "content/practice.yml": PRACTICE, "content/rest.md": source("zh-Hans") + TEXT,
        "templates/languages/zh-Hans.yml": "font: {family: Few Han, brand: instead}\n",
    })  # fmt: skip
    fonts = root / "templates/assets/fonts"
    fonts.mkdir(parents=True)
    shutil.copy(HAN, fonts / "FewHan-Regular.woff2")
    return {job.output: job for job in planned(leaflets, Project.load(root)) if job.pamphlet}


@pytest.mark.parametrize("format", ["sheet", "tri-fold"])
def test_a_chinese_leaflet_reads_as_it_was_written(jobs: dict[str, Job], format: str) -> None:
    made = leaflets.render(jobs[format])
    assert [problem for problem in made.problems if problem.severity == "error"] == []
    (content,) = (one.content for one in made.renderings if one.path.startswith("web/"))
    text = "\r\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    lines = [line.strip() for line in text.split("\r\n") if line.strip()]
    assert len(lines) > 40
    assert [line for line in lines if line[0] in "，。、：；？！" or category(line[0]) in ("Pe", "Pf")] == []
    found = "".join(lines)
    fonts = {str(font.BaseFont) for page in opened(content).pages for font in page.Resources.Font.values()}
    assert {name.partition("+")[2] for name in fonts} == {"Few-Han"}  # figures, too
    title, summary, first, points, _, second, steps, _ = TEXTS["zh-Hans"]
    whole = [title, summary, first, *points, second, *steps, "".join(LINES), "".join(LINES[1:] + LINES[:1])]
    assert [one for one in whole if one not in found] == []
