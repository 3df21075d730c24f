"""A text in many languages: a leaflet says the names of the others, its page leads to all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from making.browser import opened, overflow
from making.leaflets import files
from making.pages import built
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit
from pamphlets.channels.leaflets.leaflet import MANY, Leaflet, html
from pamphlets.model import Job
from pamphlets.project.project import Project

OTHERS = {
    "es": "Español", "fr": "Français", "pt": "Português", "vi": "Tiếng Việt", "tl": "Tagalog", "ht": "Kreyòl ayisyen",
    "ru": "Русский", "ar": "العربية", "pl": "Polski", "so": "Af-Soomaali",
}  # fmt: skip


@pytest.fixture
def project(write: Callable[..., Path]) -> Callable[..., Path]:
    """Write a project with a text in English and some of the others, the same words in all."""

    def project(*others: str) -> Path:
        made = files()
        practice = made["content/practice.yml"].replace("[sheet, tri-fold]", "[half-fold, tri-fold]")
        practice = re.sub(r"(?m)^(tagline|hours):.*\n", "", practice)
        made["content/practice.yml"] = practice.replace("[en, es]", f"[{', '.join(('en', *others))}]")
        return write(made | {f"content/rest.{code}.md": made["content/rest.md"] for code in others})

    return project


def jobs(root: Path) -> dict[str, Job]:
    return {job.name: job for job in planned(leaflets, Project.load(root))}


def test_a_leaflet_names_many_languages_and_fits(project: Callable[..., Path]) -> None:
    """Each name leads to the text in that language; the address is that of the code alone."""
    made = jobs(project(*OTHERS))
    for job in (made["leaflets/rest/tri-fold"], made["leaflets/ar/rest/half-fold"]):
        fitted = fit.fit(cast("Leaflet", job.content), job.folders)
        assert [problem for problem in fitted.problems if problem.severity == "error"] == []
    text = html(cast("Leaflet", made["leaflets/rest/tri-fold"].content), made["leaflets/rest/tri-fold"].folders)
    found = re.findall(r'<a href="https://www.example.org/(\w+)/rest/?" lang="(\w+)" dir="\w+">([^<]+)</a>', text)
    assert found == [(code, code, name) for code, name in OTHERS.items()]


def test_a_leaflet_says_the_addresses_of_a_few(project: Callable[..., Path]) -> None:
    job = jobs(project(*list(OTHERS)[: MANY - 1]))["leaflets/rest/tri-fold"]
    text = re.sub("<[^<>]*>|[\u200b\u2060]", "", html(cast("Leaflet", job.content), job.folders))
    assert "En español: example.org/es/rest" in text and "Français" not in text


def test_the_languages_of_a_page_have_room(browser: Any, project: Callable[..., Path], tmp_path: Path) -> None:
    built(project(*OTHERS), tmp_path / "out")
    for width in (360, 1200):
        address = (tmp_path / "out/web/ar/rest/index.html").as_uri()
        with opened(browser, address, viewport={"width": width, "height": 800}) as page:
            assert overflow(page) <= 0
            assert page.locator(".languages li").count() == len(OTHERS) + 1
