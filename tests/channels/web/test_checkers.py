"""What others say of the pages and the desk: axe-core of their accessibility, the Nu checker of their HTML."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making import TESTS, axe
from making.browser import opened, overflow, served
from making.once import once
from making.pages import FILES, SOURCE, built

from pamphlets import builder, library, publish
from pamphlets.project.project import Project

TOOLS = TESTS / "tools" / "node_modules"
VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
POST = "\n::: post\nRest for ten minutes.\n:::\n\n## On paper"
ALLOWED = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
"""Lets the checker ask this computer."""
WIDTHS = (320, 1280)


def build(root: Path) -> None:
    """Build a project with all that pages and desk can show: leaflets replaced and withdrawn, a draft, posts."""
    practice = FILES["content/practice.yml"].replace("formats: [sheet, tri-fold]", "formats: [sheet, bilingual]")
    files = {
        **FILES,
        "content/practice.yml": practice + "platforms: [facebook, instagram]\n",
        "content/rest.md": SOURCE.replace("\n## On paper", POST).replace("<b>sleep</b>", "sleep"),
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    publish.publish(root, "2026-11-22", pamphlets=["rest"], jobs=1)
    editions = library.read(Project.load(root)).editions
    withdrawn = [e.id for e in editions if (e.pamphlet.name, e.language, e.site) == ("rest", "en", "river")]
    (root / "content/rest.md").write_text(files["content/rest.md"].replace("is *good*", "is good"), "utf-8")
    publish.withdraw(root, withdrawn, "The number was wrong.", "2026-12-01")
    builder.build(root, jobs=1)


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was built of that project; nobody may change it."""
    return once(tmp_path_factory, "checkers", build) / "build"


PARTS = ("article.html", "letter.html")
"""A part of a page, and a letter, which mail programs ask to be written as twenty years ago."""


def violations(browser: Any, addresses: list[str], width: int) -> list[str]:
    """Return what axe-core finds wrong with pages, in light and dark: the address, the rule, and the first element."""
    context = axe.context(browser)
    try:
        page, faults = context.new_page(), []
        for address in addresses:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            # In a window as high as the page, the line at its foot covers nothing by chance.
            page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
            faults += [f"{address} {width} {one}" for one in axe.violations(page)]
        return faults
    finally:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible(browser: Any, sample: Path, width: int) -> None:
    """WCAG 2.2 AA and axe's best practices, on every page of the sample, served below the address that it has."""
    pages = (file for file in sorted(sample.rglob("*.html")) if file.name != "article.html")  # a part of a page
    names = [file.relative_to(sample).as_posix() for file in pages]
    assert len(names) == 7 and "404.html" in names
    with served({"harbor-lane": sample}) as home:
        addresses = [f"{home}/harbor-lane/{name}" for name in names]
        assert violations(browser, addresses, width) == []


ARABIC = """---
title: راحة Zebra
summary: اقرأ هذا.
---
## اقرأ {#read .key-points}

- تناول 65 mg في اليوم. [@nhs-1]

## خطوات {#steps .steps}

1. امش.
2. تمدد.

## اتصل {#call .warning}

اتصل على {{ practice.phone }} اليوم، أو اكتب إلى hello@example.org.

| متى | السعر |
|-----|------:|
| صباحاً | $45 |
"""
"""A text for machinery alone."""
RIGHT_TO_LEFT = """name: Rest House
web: https://www.example.org/rest
phone: "+1 207-555-0142"
email: hello@example.org
address: [1 Harbor Lane, "Lantern Point, ME 04999"]
languages: [en, ar]
formats: [sheet, bilingual]
"""
RISES = """[...document.querySelectorAll("a[href^='tel:']")].map((link) => {
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
  while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++) {
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + 1);
    if (/\\d/.test(range.toString())) found.push(range.getBoundingClientRect().x);
  }
  return found.every((x, at) => !at || x > found[at - 1]) && found.length;
})"""


@pytest.mark.parametrize("width", [360, 1200])
def test_a_page_from_right_to_left(browser: Any, write: Callable[..., Path], tmp_path: Path, width: int) -> None:
    """It is accessible and no wider than its window; the figures of its telephone numbers rise from left to right."""
    source = {"content/practice.yml": RIGHT_TO_LEFT, "content/references.yml": FILES["content/references.yml"]}
    english = "---\ntitle: Rest\nsummary: Read.\n---\n## Call {#call .warning}\n\nCall today. [@nhs-1]\n"
    built(write(source | {"content/rest.md": english, "content/rest.ar.md": ARABIC}), tmp_path / "out")
    address, both = ((tmp_path / f"out/web/ar/rest/{name}.html").as_uri() for name in ("index", "bilingual"))
    assert violations(browser, [address, both], width) == []
    with opened(browser, address, viewport={"width": width, "height": 900}) as page:
        assert overflow(page) == 0
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
        rises = page.evaluate(RISES)
        assert sorted(rises) == [0, 0, 10, 10]  # two links have words alone


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_that_know_a_leaflet_are_accessible(browser: Any, project: Path, width: int) -> None:
    """A draft, and what is said of a current, a replaced, a withdrawn and an unknown leaflet."""
    file, draft = project / "web/rest/index.html", project / "web/safe/index.html"
    codes = [part.partition('"')[0] for part in file.read_text("utf-8").split('id="edition-')[1:]]
    assert len(codes) == 4
    addresses = [f"{file.as_uri()}?edition={code}" for code in (*codes, "QQQQQQQQ")] + [draft.as_uri()]
    assert violations(browser, addresses, width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_desk_is_accessible(browser: Any, project: Path, width: int) -> None:
    addresses = [(project / page).as_uri() for page in ("index.html", "desk/rest.html", "desk/safe.html", "brand.html")]
    assert violations(browser, addresses, width) == []


@pytest.mark.parametrize(("scheme", "color"), [("light", "#ccc"), ("dark", "#444")])
def test_pale_letters_are_a_fault_in_each_scheme(browser: Any, tmp_path: Path, scheme: str, color: str) -> None:
    """The judge is awake: letters in nearly the color of their ground are found in the scheme that has them."""
    page = f"""<!DOCTYPE html><html lang="en"><title>Rest</title><main><h1>Rest</h1><p>Rest well.</p></main><style>
    :root {{ color-scheme: light dark; background: #fff; color: #000 }}
    @media (prefers-color-scheme: dark) {{ :root {{ background: #000; color: #fff }} }}
    @media (prefers-color-scheme: {scheme}) {{ p {{ color: {color} }} }}</style></html>"""
    (tmp_path / "index.html").write_text(page, "utf-8")
    address = (tmp_path / "index.html").as_uri()
    (found,) = violations(browser, [address], 320)
    assert found.startswith(f"{address} 320 {scheme}: color-contrast: ")


def test_the_html_is_valid(sample: Path, project: Path) -> None:
    """The Nu HTML checker has nothing to say: no error, no warning."""
    if not VNU.is_file():
        pytest.skip("vnu-jar is not installed: ./run test installs it with npm")
    if not shutil.which("java"):
        pytest.skip("there is no Java: ./run test installs it")
    addresses = [f"{folder}/{file.relative_to(root).as_posix()}"
                 for folder, root in (("sample", sample), ("project", project))
                 for file in sorted(root.rglob("*.html")) if file.name not in PARTS]  # fmt: skip
    assert len(addresses) == 23
    with served({"sample": sample, "project": project}) as home:
        pages = [f"{home}/{address}" for address in addresses]
        run = subprocess.run(["java", ALLOWED, "-jar", VNU, *pages], capture_output=True, text=True)
    told = [line for line in run.stderr.splitlines() if "Content Security Policy" not in line]
    assert told == []  # it knows no hashes of style and script; that nothing is blocked is seen in a browser
