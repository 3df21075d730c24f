"""A language is never named without its direction: in templates, in what is composed, in any page of a build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from making import ROOT

from pamphlets.localized import scripts

NAMED = re.compile(r"""(?<![\w:-])lang\s*=""")
TAG = re.compile(r"<[a-z][^<>]*>")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("es-MX", 'lang="es-MX" dir="ltr"'),
        ("ar", 'lang="ar" dir="rtl"'),
        ("ur-PK", 'lang="ur-PK" dir="rtl"'),
        ("pa-Arab", 'lang="pa-Arab" dir="rtl"'),
        ('x"><b>', 'lang="x&quot;&gt;&lt;b&gt;" dir="ltr"'),
    ],
)
def test_an_element_says_its_language_with_its_direction(code: str, said: str) -> None:
    """What is in no list is written from left to right, and nothing in a code breaks the page."""
    assert scripts.attributes(code) == said


def test_templates_and_composing_name_a_language_in_one_way() -> None:
    """All use the one name that says both; a page that is always English says both itself."""
    files = [
        *ROOT.glob("templates/**/*.html"),
        *ROOT.glob("pamphlets/compose/*.py"),
        *ROOT.glob("pamphlets/channels/**/*.py"),
    ]
    alone = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in files
        for line in file.read_text("utf-8").splitlines()
        if NAMED.search(line) and 'lang="en" dir="ltr"' not in line
    ]
    assert len(files) > 50
    assert alone == []


def test_each_page_of_a_build_says_the_direction_of_each_language(ready_project: Path, sample: Path) -> None:
    """Feeds have only a language: XML knows no direction."""
    pages = [*(ready_project / "build").rglob("*.html"), *sample.rglob("*.html")]
    tags = [tag for page in pages for tag in TAG.findall(page.read_text("utf-8")) if NAMED.search(tag)]
    said = {re.sub(r'.*?\slang="([^"]*)"( dir="[^"]*")?.*', r"\1\2", tag, flags=re.DOTALL) for tag in tags}
    assert len(tags) >= len(pages) > 10
    assert said == {'en dir="ltr"', 'es dir="ltr"'}
