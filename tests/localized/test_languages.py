"""A project in languages that templates do not speak, or that are a part of others, or that have no texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from making.planning import planned

from pamphlets.channels import leaflets, web
from pamphlets.channels.desk import topics
from pamphlets.channels.web.page import Page
from pamphlets.project.project import Project

Write = Callable[..., Path]
TEXT = "---\ntitle: Rest\nsummary: How to rest.\n---\n\n## Rest {#rest}\n\nSit down.\n"


def test_a_language_without_texts_has_no_page_and_no_entry(write: Write) -> None:
    """The default language has an index in any case; others once there is something to read."""
    root = write({"content/practice.yml": "name: a\nweb:\nlanguages: [en, es, ht]\n", "content/rest.md": TEXT,
                  "content/rest.ht.md": TEXT})  # fmt: skip
    project = Project.load(root)
    every = [job.content for job in planned(web, project)]
    made = {
        one.path: [(version.code, version.name) for version in one.versions] for one in every if isinstance(one, Page)
    }
    assert made == {
        "rest/index.html": [("en", "English"), ("ht", "Kreyòl ayisyen")],
        "ht/rest/index.html": [("en", "English"), ("ht", "Kreyòl ayisyen")],
        "index.html": [("en", "English"), ("ht", "Kreyòl ayisyen")],
        "ht/index.html": [("en", "English"), ("ht", "Kreyòl ayisyen")],
        "404.html": [],
    }


def test_the_desk_names_a_language_whose_regions_alone_are_spoken(write: Write) -> None:
    root = write({"content/practice.yml": "name: a\nlanguages: [en, zh-Hans, es-MX]\n", "content/rest.md": TEXT})
    project = Project.load(root)
    assert [topics.tongue(project, code) for code in ("zh-Hans", "zh", "es")] == ["简体中文", "中文", "Español"]


def test_a_leaflet_names_other_languages_by_their_own_names(write: Write) -> None:
    """An address in a language is not announced as one in English; a part of a language has its words."""
    root = write({
        "content/practice.yml": "name: a\nweb: example.org\nlanguages: [fr-CA, ht, es-MX]\nformats: [sheet]\n",
        "content/rest.md": TEXT, "content/rest.ht.md": TEXT, "content/rest.es-MX.md": TEXT,
    })  # fmt: skip
    project = Project.load(root)
    content = [job.content for job in planned(leaflets, project) if job.language == "fr-CA"]
    assert {other for one in content for other in getattr(one, "translations", ())} == {
        ("ht", "An kreyòl:", "https://example.org/ht/rest/"),
        ("es-MX", "En español:", "https://example.org/es-MX/rest/"),
    }


def test_a_part_of_a_language_has_its_words(write: Write) -> None:
    """Nothing is missing for `es-MX` and `en-GB`; a language that there is not is told with the one that was meant."""
    root = write({"content/practice.yml": "name: a\nweb:\nlanguages: [en-GB, es-MX, cn]\n"})
    found = [(problem.message, problem.hint) for problem in Project.read(root).problems]
    assert found == [("no language has the code 'cn'", "for Chinese write zh")]
