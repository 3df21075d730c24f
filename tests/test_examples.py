"""The example in three languages: sources that lack nothing but a font, drafts that say so, a leaflet that fits."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml
from making import ROOT
from making.planning import planned

from pamphlets import check
from pamphlets.channels import leaflets
from pamphlets.project.project import Project

WAITING_ROOM = ROOT / "docs/examples/waiting-room"


def test_a_waiting_room_lacks_nothing_but_the_letters_that_are_fetched() -> None:
    """Its translations are drafts, whose claims nobody has looked for, and whose words nobody has compared."""
    found = check(WAITING_ROOM)
    assert [(problem.rule, problem.location.path) for problem in found if problem.severity == "error"] == [
        ("font-character", "content/restless-legs.zh-Hans.md")
    ]
    drafts = {problem.location.path for problem in found if "signed this text off" in problem.message}
    assert drafts == {"content/restless-legs.ar.md", "content/restless-legs.zh-Hans.md"}


def test_translations_have_the_blocks_of_their_original() -> None:
    """Same ids, kinds, citations and numbers of posts, in the same order."""
    first, *others = (
        [line.partition("{")[2] for line in file.read_text("utf-8").splitlines() if line.startswith("## ")]
        for file in sorted((WAITING_ROOM / "content").glob("restless-legs*.md"))
    )
    assert len(others) == 2 and others == [first, first]


def test_an_arabic_leaflet_of_a_waiting_room_fits(tmp_path: Path) -> None:
    """Here without the Chinese, for whose letters there is no font."""
    shutil.copytree(WAITING_ROOM, tmp_path, ignore=shutil.ignore_patterns("*.zh-Hans.md"), dirs_exist_ok=True)
    practice = tmp_path / "content/practice.yml"
    practice.write_text(
        yaml.safe_dump(without(yaml.safe_load(practice.read_text("utf-8"))), allow_unicode=True), "utf-8"
    )
    (job,) = (
        job
        for job in planned(leaflets, Project.load(tmp_path))
        if (job.language, job.output, job.pamphlet) == ("ar", "tri-fold", "restless-legs")
    )
    assert leaflets.render(job).problems == ()


def without(said: Any) -> Any:
    """Return settings without their Chinese."""
    if isinstance(said, dict):
        return {key: without(value) for key, value in said.items() if key != "zh-Hans"}
    return [without(one) for one in said if one != "zh-Hans"] if isinstance(said, list) else said
