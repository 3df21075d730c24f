"""A translation beside its original: a row a block, both languages, one list of sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from making.leaflets import files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit
from pamphlets.channels.leaflets.leaflet import Leaflet, html
from pamphlets.model import Job
from pamphlets.project import Project


@pytest.fixture
def jobs(write: Callable[..., Path]) -> dict[str, Job]:
    """Return the bilingual leaflets of a text in English and Spanish, of which the Spanish lacks a block."""
    made = files(spanish=True)
    made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", "side by side")
    made["content/rest.md"] = made["content/rest.md"].replace("you cannot rest", "you [cannot rest](#is)")
    lines = made["content/rest.es.md"].replace("## What to do", "## Qué hacer")
    made["content/rest.es.md"] = re.sub(r"## [^\n]*\{#is[ }].*?(?=\n## )", "", lines, flags=re.DOTALL)
    made["content/rest.es.md"] += "\n## Sólo en español {#own}\n\nUn bloque más. [@other]\n"
    made["content/references.yml"] += "- {id: other, title: Other, URL: https://www.example.org/other}\n"
    return {job.name: job for job in planned(leaflets, Project.load(write(made))) if job.output}


def test_each_block_stands_beside_the_one_that_it_translates(jobs: dict[str, Job]) -> None:
    """Paired by id, in the order of the translation; what has none stands alone; an original has no such leaflet."""
    assert sorted(jobs) == ["leaflets/es/at-river/rest/bilingual", "leaflets/es/rest/bilingual"]
    job = jobs["leaflets/es/rest/bilingual"]
    text = html(cast("Leaflet", job.content), job.folders)
    rows = re.findall(
        r'<div class="row">\s*<div>(.*?)</div>\s*<div lang="en"[^>]*>(.*?)</div>\s*</div>', text, re.DOTALL
    )
    ids = [tuple((re.findall(r'<section[^>]* id="([\w-]+)"', side) or [""])[0] for side in row) for row in rows]
    assert ids == [("short", "short-en"), ("do", "do-en"), ("help", "help-en"), ("own", "")]
    assert len(set(re.findall(r' id="([^"]+)"', text))) == len(re.findall(r' id="([^"]+)"', text))
    assert [len(re.findall("<img", side)) for side in rows[1]] == [2, 0]  # shown once
    assert re.findall(r'#source-(\d)"', text) == ["1", "1", "1", "1", "2"]
    assert len(re.findall(r'id="source-\d"', text)) == 2


def test_both_languages_read_row_by_row_and_fit(jobs: dict[str, Job]) -> None:
    """Nothing is lost or too wide; beside each heading stands the other, and both begin at one height."""
    job = jobs["leaflets/es/rest/bilingual"]
    fitted = fit.fit(cast("Leaflet", job.content), job.folders)
    assert not fitted.problems
    assert fitted.layout.pdf() and not fitted.layout.problems  # nor where a link leads to what was not translated
    lines = {line.text.strip(): line for line in fitted.layout.lines}
    first, second = lines["Qué hacer"], lines["What to\xa0do"]
    assert first.right < second.x
    assert first.y == pytest.approx(second.y, abs=0.1)


def test_a_translation_from_right_to_left_stands_on_the_right(write: Callable[..., Path]) -> None:
    """Its lines begin at the right edge, and what they translate stands on the left of them."""
    made = files(spanish=True)
    practice = made["content/practice.yml"].replace("sheet, tri-fold", "bilingual")
    made["content/practice.yml"] = practice.replace(" es: ", " ar: ").replace("[en, es]", "[en, ar]")
    made["content/rest.ar.md"] = made.pop("content/rest.es.md").replace("## What to do", "## ماذا تفعل")
    (job,) = (one for one in planned(leaflets, Project.load(write(made))) if one.name == "leaflets/ar/rest/bilingual")
    fitted = fit.fit(cast("Leaflet", job.content), job.folders)
    lines = {line.text.strip(): line for line in fitted.layout.lines}
    first, second = lines["ماذا تفعل"], lines["What to\xa0do"]
    assert first.x > second.right
    assert first.y == pytest.approx(second.y, abs=1.5)
