"""Fit, over generated sources: a leaflet holds every word that its report does not say was left out, or is an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making.leaflets import HEAD, files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit, report
from pamphlets.errors import PamphletError
from pamphlets.model import Entry, LeafletReport, PostsReport, Share
from pamphlets.project.project import Project

WORDS = st.lists(st.text("abcdefghilmnoprstuáñü", min_size=1, max_size=12), min_size=1, max_size=40).map(" ".join)
PARAGRAPH = WORDS.map(lambda text: f"{text}.")
BULLETS = st.lists(WORDS, min_size=1, max_size=6).map(lambda items: "\n".join(f"- {item}" for item in items))
STEPS = st.lists(WORDS, min_size=1, max_size=6).map(lambda items: "\n".join(f"1. {item}" for item in items))
PICTURE = WORDS.map(lambda text: f'![A chair](images/chair.svg "{text[:60].strip()}")')
FORMATS = ["sheet", "half-fold", "tri-fold", "z-fold", "large-print"]
"""All that show every block: a poster shows some."""
KINDS = st.sampled_from(["", ".warning", ".key-points", ".steps", ".questions", ".optional", 'break="panel"'])
BLOCK = st.tuples(KINDS, st.lists(PARAGRAPH | BULLETS | STEPS | PICTURE, min_size=1, max_size=5))


@given(blocks=st.lists(BLOCK, min_size=1, max_size=12), format=st.sampled_from(FORMATS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_is_on_paper_or_the_report_says_so(
    blocks: list[tuple[str, list[str]]], format: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fit", numbered=True)
    parts = [
        f"## T{number} {{#b{number} {kind}}}\n\n" + "\n\n".join(body) for number, (kind, body) in enumerate(blocks)
    ]
    write(folder, HEAD + "\n\n".join(parts) + "\n")
    project = Project.load(folder)
    job = next(job for job in planned(leaflets, project) if job.output == format)
    try:
        fitted = fit.fit(job.content, job.folders)
    except PamphletError as error:
        assert {problem.rule for problem in error.problems} <= {"fit", "wide"}
        return
    shown = " ".join(line.text for line in fitted.layout.lines).split()
    for number, (_, body) in enumerate(blocks):
        if f"b{number}" not in fitted.left_out:
            for text in body:
                words = text.partition('"')[2].rstrip(')"') if text.startswith("!") else text
                missing = [word for word in words.replace("- ", "").replace("1. ", "").split() if word not in shown]
                assert not missing


def write(folder: Path, source: str) -> None:
    made = {**files(), "content/rest.md": source}
    made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", ", ".join(FORMATS))
    for path, content in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")


def test_the_build_says_how_each_leaflet_fits() -> None:
    panels = (Share("inside-left", 0.931), Share("flap", 1.0))
    jobs = [
        Entry("leaflets", "leaflets/rest/tri-fold", (), report=LeafletReport(12.4, panels, ("questions",))),
        Entry("leaflets", "leaflets/rest/sheet", (), report=LeafletReport(12.0, panels)),
        Entry("leaflets", "leaflets/kept/sheet", (), report=LeafletReport(12.4, panels)),
        Entry("posts", "posts/rest", (), report=PostsReport()),
    ]
    assert list(report.lines(jobs, {"leaflets/rest/tri-fold", "leaflets/rest/sheet", "posts/rest"})) == [
        "leaflets/rest/tri-fold  12.4 pt  inside-left 93%, flap 100%; left out: questions",
        "leaflets/rest/sheet       12 pt  inside-left 93%, flap 100%",
    ]


def test_a_cover_without_room_says_so(tmp_path: Path) -> None:
    """Key points that push the practice off a half-fold's cover are a fault of fit, not words that are lost."""
    points = "\n\n".join(["Some words that stand here and say a thing or two about rest. " * 9] * 3)
    write(tmp_path, f"{HEAD}## In short {{#short .key-points}}\n\n{points}\n\n## More {{#more}}\n\nText.\n")
    project = Project.load(tmp_path)
    job = next(job for job in planned(leaflets, project) if job.output == "half-fold")
    with pytest.raises(PamphletError) as raised:
        fit.fit(job.content, job.folders)
    assert {problem.rule for problem in raised.value.problems} == {"fit"}
    assert "the cover has no room for" in raised.value.problems[0].message
