"""The article of a page alone, as it is pasted into the HTML box of a site builder."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from making.browser import opened
from making.markup import Page, read
from making.pages import FILES, built
from PIL import Image

SHARED = "content/practice.yml"


@pytest.fixture
def article(write: Callable[..., Path], tmp_path: Path) -> Callable[..., Page]:
    """Make the pages of a project, and return the article of its pamphlet `rest`."""

    def article(files: dict[str, str | bytes] | None = None) -> Page:
        built(write(FILES | (files or {})), tmp_path / "b")
        return read(tmp_path / "b/web/rest/article.html")

    return article


def test_an_article_stands_alone(article: Callable[..., Page]) -> None:
    """It is one box without a head and a script; its style holds in the box alone, and has no root to measure by."""
    page = article()
    assert page.faults == [] and page.tags[0] == ("div", {"class": "pamphlet", "lang": "en", "dir": "ltr"})
    assert not {tag for tag, _ in page.tags} & {"html", "head", "body", "meta", "link", "script"}
    style = re.search(r"<style>\n(.*?)</style>", page.html, re.DOTALL)
    assert style and style[1].strip().startswith(".pamphlet {") and style[1].strip().endswith("}")
    assert not re.search(r"\drem\b|@import|@font-face|&gt;", style[1])
    assert len(page.ids) == len(set(page.ids)) and "Rest well." in page.text and "Unseen" not in page.text


def test_an_article_asks_for_nothing(article: Callable[..., Page]) -> None:
    """Its pictures stand within it, large photos as small ones; addresses are public, or parts of itself."""
    target = BytesIO()
    Image.linear_gradient("L").resize((2000, 1500)).save(target, "JPEG")
    text = FILES["content/rest.md"] + "\n## Sit {#sit}\n\n![A chair](images/a.jpg)\n\n![B](images/chair.svg)\n"
    page = article({"content/rest.md": text, "content/images/a.jpg": target.getvalue()})
    sources = [a["src"] for a in page.all("img")]
    assert [source.partition(",")[0] for source in sources] == ["data:image/jpeg;base64", "data:image/svg+xml;base64"]
    assert max(map(len, sources)) < 100_000
    links = [a["href"] for a in page.all("a") if "href" in a]
    assert "https://www.example.org/rest/safe/#lift" in links and "https://www.example.org/rest/rest/sheet.pdf" in links
    assert all(re.match(r"#|https:|tel:|mailto:", link) for link in links)


def test_without_an_address_it_leads_to_no_other_page(article: Callable[..., Page]) -> None:
    page = article({SHARED: FILES[SHARED].replace("web: https://www.example.org/rest\n", "")})
    assert "about safety" in page.text and not [a for a in page.all("a") if "safe" in a.get("href", "")]
    assert not [a for a in page.all("a") if a.get("href", "").endswith(".pdf")]


@pytest.mark.parametrize("root", [10, 20])
def test_it_keeps_its_look_on_a_strange_page(
    root: int, article: Callable[..., Page], browser: Any, tmp_path: Path
) -> None:
    """Whatever the size of the root there; and the page keeps its own look."""
    style = f"<style>html {{ font-size: {root}px }} h2 {{ color: rgb(1, 2, 3) }}</style>"
    host = f"<!DOCTYPE html><title>H</title>{style}{article().html}<h2 id=own>Ours</h2>"
    (tmp_path / "host.html").write_text(host, "utf-8")
    with opened(browser, (tmp_path / "host.html").as_uri(), viewport={"width": 360, "height": 800}) as page:
        measure = "id => { const s = getComputedStyle(document.getElementById(id).closest('h2') || \
            document.querySelector('#' + id + ' h2')); return [s.fontSize, s.color]; }"
        assert page.evaluate(measure, "short") == ["24px", "rgb(39, 64, 107)"]
        assert page.evaluate(measure, "own") == [f"{1.5 * root:g}px", "rgb(1, 2, 3)"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
