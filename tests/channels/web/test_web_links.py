"""A real build: everything that a page or the desk leads to is there, and is what they say of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import pytest
from making.browser import opened
from making.markup import broken, read

from pamphlets import build, builder
from pamphlets import localized as wording

SOURCE = """---
title: Rest
summary: How to rest.
reviewer: Clinical lead
reviewed: 2026-11-20
review-by: 2027-11-20
formats: [sheet]
---
Rest well.

::: post
Rest well tonight.
:::

## See a doctor {#doctor .warning}

See a doctor if it hurts.
"""


def test_everything_leads_somewhere(write: Callable[..., Path]) -> None:
    root = write({"content/rest.md": SOURCE})
    made = build(root, jobs=1)
    files = sorted(path for path in made.folder.rglob("*.html") if path.name not in ("404.html", "article.html"))
    assert [file.relative_to(made.folder).as_posix() for file in files] == [
        "brand.html",
        "desk/rest.html",
        "email/rest/letter.html",
        "index.html",
        "slides/index.html",
        "slides/rest/index.html",
        "web/index.html",
        "web/rest/index.html",
    ]
    assert broken(made.folder, files) == []
    web = [file for file in files if "web" in file.parts]
    assert broken(made.folder / "web", web) == []


def test_the_desk_has_the_counts_and_the_very_bytes_of_each_post(browser: Any, write: Callable[..., Path]) -> None:
    """What it shows is what posts.json says, and what a click copies is what the file of that post holds."""
    more = "::: post\n“Sleep” – légs & 2 < 3 feet 🦵 don’t rest?\n\n- Walk\n- Stretch\n:::\n\n## See"
    files = {"content/rest.md": SOURCE.replace("## See", f"## Feet\n\nWords.\n\n{more}", 1)}
    practice = (
        "name: Rest House\nweb: https://www.example.org\nplatforms: [facebook, instagram, x, bluesky, whatsapp]\n"
    )
    folder = build(write(files | {"content/practice.yml": practice}), jobs=1).folder
    rows = json.loads((folder / "posts/rest/posts.json").read_text("utf-8"))
    assert {row["platform"] for row in rows} == {"facebook", "instagram", "x", "bluesky", "whatsapp"}
    allowed = ["clipboard-read", "clipboard-write"]
    with opened(browser, (folder / "desk/rest.html").as_uri(), permissions=allowed) as page:
        for row in rows:
            page.locator(f"[data-pick=platform] [value={row['platform']}]").check()
            post = page.locator(f"#rest-{row['block']}-{row['platform']}-en").locator("..")
            assert f"{row['count']} of {row['limit']} characters" in post.locator(".count").inner_text()
            page.evaluate("navigator.clipboard.writeText('')")
            post.get_by_role("button", name="Copy text").click()
            post.locator(".main.done").wait_for()
            kept = (folder / f"posts/rest/{row['block']}/{row['platform']}.txt").read_bytes()
            assert page.evaluate("navigator.clipboard.readText()").encode() == kept.removesuffix(b"\n")


def told(folder: Path) -> str:
    """Return the size that the page should tell of the sheet, as the file now is."""
    return wording.size((folder / "web/rest/sheet.pdf").stat().st_size, "en")


def test_pages_say_how_large_each_leaflet_is(write: Callable[..., Path]) -> None:
    """Also after a change that the page itself does not show; pages alone lead to no leaflet that is not there."""
    root = write({"content/rest.md": SOURCE})
    page = build(root, jobs=1).folder / "web/rest/index.html"
    before = told(root / "build")
    assert f"Sheet PDF, Letter paper, {before}" in read(page).text
    words = " ".join(map("".join, islice(permutations("leaflet", 4), 400)))
    own = '{% extends "shipped/leaflets/sheet.html" %}{% block blocks %}{{ super() }}MORE{% endblock %}'
    more = {"templates/leaflets/sheet.html": own.replace("MORE", f"<p>{words}</p>")}
    steps = build(write(more), jobs=1).steps
    assert [step.name for step in steps if step.ran and not step.name.endswith("test")] == [
        "leaflets/rest/sheet",
        "web rest/index.html",
        "web rest/article.html",
    ]
    assert told(root / "build") != before and f"Sheet PDF, Letter paper, {told(root / 'build')}" in read(page).text
    bytes_ = page.read_bytes()
    builder.build(root, jobs=1, force=True, selection=builder.Selection(channels=("web",)))
    assert page.read_bytes() == bytes_
    builder.build(root, jobs=1, output=root / "pages", selection=builder.Selection(channels=("web",)))
    assert "Sheet PDF" not in read(root / "pages/web/rest/index.html").text


@pytest.mark.parametrize(
    ("count", "english", "spanish"),
    [(0, "", ""), (1, "1 kB", "1 kB"), (95_400, "95 kB", "95 kB"), (999_999, "1 MB", "1 MB"),
     (1_234_567, "1.2 MB", "1,2 MB")],
)  # fmt: skip
def test_sizes_are_told_in_the_language_of_the_page(count: int, english: str, spanish: str) -> None:
    assert (wording.size(count, "en"), wording.size(count, "es")) == (english, spanish)
