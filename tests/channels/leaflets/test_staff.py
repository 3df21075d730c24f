"""What staff read on a translation: which leaflet it is, in which language, and who translated it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from making.leaflets import files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets.leaflet import Leaflet, html
from pamphlets.project import Project


@pytest.fixture
def printed(write: Callable[..., Path]) -> Callable[..., dict[str, str]]:
    """Return the HTML of leaflets in English and Spanish by their names; `more` goes into the Spanish front matter."""

    def printed(more: str = "", formats: str = "sheet, poster") -> dict[str, str]:
        made = files(spanish=True)
        made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", formats)
        text = made["content/rest.es.md"].replace("title:", f"{more}title:", 1)
        made["content/rest.es.md"] = text if more else re.sub(r"review(er|ed): .*\n", "", text)
        found = planned(leaflets, Project.load(write(made)))
        contents = {job.name.removeprefix("leaflets/"): job for job in found if job.output}
        return {
            name: html(job.content, job.folders) for name, job in contents.items() if isinstance(job.content, Leaflet)
        }

    return printed


def said(html: str) -> list[str]:
    return [" ".join(words.split()) for words in re.findall(r'<span lang="en"[^>]*>(Rest.*?)</span>', html)]


def test_a_translation_says_in_english_which_leaflet_it_is(printed: Callable[..., dict[str, str]]) -> None:
    """By title, language and translator; a poster, which has no room, without the last; an original says nothing."""
    found = printed("translator: Harbor Translations\ntranslated: 2026-11-20\n")
    assert said(found["es/rest/sheet"]) == ["Rest well: Spanish. Translated by Harbor Translations."]
    assert said(found["es/rest/poster"]) == ["Rest well: Spanish."]
    assert not said(found["rest/sheet"])


def test_a_draft_says_that_nobody_has_checked_it(printed: Callable[..., dict[str, str]]) -> None:
    """Staff who cannot read it must know."""
    (line,) = said(printed()["es/rest/sheet"])
    assert line == "Rest well: Spanish. Nobody has checked this translation yet."
