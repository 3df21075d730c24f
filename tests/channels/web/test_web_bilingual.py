"""A page with a translation beside its original: a row a block, where a leaflet of both languages is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from making.browser import opened, overflow
from making.markup import broken, read
from making.pages import FILES, TRANSLATION, built

PRACTICE = """name: Rest House
web: https://www.example.org/rest
phone: "+1 207-555-0142"
languages: [en, es, ar]
sites: [{id: harbor, name: Harbor}, {id: river, name: River}]
"""
ARABIC = """---
title: راحة
summary: اقرأ هذا.
---
اقرأ. [@nhs-1]

## باختصار {#short .key-points}

- الراحة جيدة. [@nhs-1]

## السلامة {#stop .warning}

توقف.

![كرسي](images/chair.svg)
"""
STOP = "\n## Stop {#stop .warning}\n\nStop: see [in short](#short) or [boats](#boats). ![A chair](images/chair.svg)\n"


def files(asked: str = "bilingual") -> dict[str, str]:
    """Return a text in English, Spanish and Arabic; the leaflet of both languages is asked for, or is not."""
    return {
        **FILES,
        "content/practice.yml": PRACTICE + f"formats: [sheet, {asked}]\n",
        "content/rest.md": FILES["content/rest.md"] + STOP,
        "content/rest.es.md": TRANSLATION + "\n## Alto {#stop .warning}\n\nPare.\n",
        "content/rest.ar.md": ARABIC,
    }


@pytest.fixture
def site(write: Callable[..., Path], tmp_path: Path) -> Path:
    built(write(files()), tmp_path / "out")
    return tmp_path / "out/web"


def test_both_pages_lead_to_the_one_of_both(site: Path) -> None:
    """The original to each translation beside it; the page of both to each language; search engines to none of it."""
    ways = {
        path: [
            a["href"] for a in read(site / path / "index.html").all("a") if a.get("href", "").endswith("bilingual.html")
        ]
        for path in ("rest", "es/rest", "ar/rest", "safe")
    }
    assert ways == {
        "rest": ["../es/rest/bilingual.html", "../ar/rest/bilingual.html"],
        "es/rest": ["bilingual.html"],
        "ar/rest": ["bilingual.html"],
        "safe": [],
    }
    page = read(site / "ar/rest/bilingual.html")
    assert page.faults == [] and broken(site, [site / "ar/rest/bilingual.html"]) == []
    assert [a["hreflang"] for a in page.all("a") if "hreflang" in a] == ["en", "es", "ar"]
    assert page.all("meta", name="robots") and "bilingual" not in (site / "sitemap.xml").read_text()


def test_each_cell_says_its_language(site: Path) -> None:
    """Each block stands beside the one of its id; numbers of sources, names and the only picture stand there once."""
    text = (site / "ar/rest/bilingual.html").read_text("utf-8")
    rows = re.findall(r'<div (lang="ar"[^>]*)>(.*?)</div>\s*<div (lang="en"[^>]*)>(.*?)</div>\s*</div>', text, re.S)
    assert {(one, other) for one, _, other, _ in rows} == {('lang="ar" dir="rtl"', 'lang="en" dir="ltr"')}
    ids = [re.findall(r'<\w+ id="([\w-]+)"', side) for _, one, _, other in rows for side in (one, other)]
    assert [next((id for id in found if "cite" not in id), "") for found in ids] == [
        "lead", "lead-en", "short", "short-en", "stop", "stop-en",
    ]  # fmt: skip
    assert len(re.findall("<figure", text)) == 1 and len(re.findall(r'id="source-\d"', text)) == 2
    every = re.findall(r' id="([^"]+)"', text)
    assert len(set(every)) == len(every)
    assert 'href="#short">in short</a>' in text and "#boats" not in text  # which the translation lacks


BOXES = "[...document.querySelectorAll('.row > div')].map(one => one.getBoundingClientRect().toJSON())"


BEGINS = """() => [...document.querySelectorAll('.rows > .row')]
    .map((row) => [...row.children].map((cell) => cell.querySelector('h2, p').getBoundingClientRect().top))
    .filter((tops) => Math.max(...tops) - Math.min(...tops) > 1)"""
"""The rows whose first words do not begin at one height."""


def test_languages_stand_side_by_side_or_row_by_row(browser: Any, site: Path) -> None:
    """The reader's on the right, if it is read from there; on a telephone and in order, one below the other."""
    address = (site / "ar/rest/bilingual.html").as_uri()
    with opened(browser, address, viewport={"width": 1200, "height": 800}) as page:
        boxes = page.evaluate(BOXES)
        pairs = list(zip(boxes[::2], boxes[1::2], strict=True))
        assert len(pairs) == 4 and overflow(page) <= 0
        assert all(one["top"] == other["top"] and one["left"] > other["right"] for one, other in pairs)
        assert page.evaluate(BEGINS) == []
    with opened(browser, address, viewport={"width": 360, "height": 800}) as page:
        boxes = page.evaluate(BOXES)
        assert overflow(page) <= 0
        assert all(one["bottom"] < other["top"] for one, other in pairwise(boxes))


def test_nothing_changes_where_nobody_asks(write: Callable[..., Path], tmp_path: Path) -> None:
    made = built(write(files("tri-fold")), tmp_path / "out")
    assert not [path for path in made if "bilingual" in path]
    assert ".row" not in made["web/assets/site.css"].decode() and b'class="both"' not in made["web/rest/index.html"]
