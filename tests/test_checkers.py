"""What others say of the pages and the desk: axe-core of their accessibility, the Nu checker of their HTML."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import chromium, served
from test_web import FILES, SAMPLE, SOURCE, built

from pamphlets import builder, library, publish
from pamphlets.project import Project

TOOLS = Path(__file__).parent / "tools" / "node_modules"
AXE, VNU = TOOLS / "axe-core" / "axe.min.js", TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POST = "\n::: post\nRest for ten minutes.\n:::\n\n## On paper"
ALLOWED = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
"""Lets the checker ask this computer."""
VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: ./run test installs it with npm")
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the sample content."""
    out = tmp_path_factory.mktemp("sample")
    built(SAMPLE, out)
    return out / "web"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with all that pages and desk can show: leaflets replaced and withdrawn, a draft, posts."""
    root = tmp_path_factory.mktemp("project")
    practice = FILES["content/practice.yml"].replace("formats: [sheet, tri-fold]", "formats: [sheet]")
    files = {
        **FILES,
        "content/practice.yml": practice + "platforms: [facebook, instagram]\n",
        "content/rest.md": SOURCE.replace("\n## On paper", POST),
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
    return root / "build"


def violations(browser: Any, address: str, width: int, scheme: str) -> list[str]:
    """Return what axe-core finds wrong with a page: the rule, and the first element."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    try:
        page = context.new_page()
        page.goto(address)
        # In a window as high as the page, the line at its foot covers nothing by chance.
        page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("(tags) => axe.run({ runOnly: tags })", RULES)
        assert len(found["passes"]) > 20
        return [
            f"{address} {width} {scheme}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]
        ]
    finally:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_pages_are_accessible(browser: Any, sample: Path, width: int, scheme: str) -> None:
    """WCAG 2.2 AA and axe's best practices, on every page of the sample, served below the address that it has."""
    names = [file.relative_to(sample).as_posix() for file in sorted(sample.rglob("*.html"))]
    assert len(names) == 7 and "404.html" in names
    with served({"harbor-lane": sample}) as home:
        addresses = [f"{home}/harbor-lane/{name}" for name in names]
        assert [fault for address in addresses for fault in violations(browser, address, width, scheme)] == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_pages_that_know_a_leaflet_are_accessible(browser: Any, project: Path, width: int, scheme: str) -> None:
    """A draft, and what is said of a current, a replaced, a withdrawn and an unknown leaflet."""
    file, draft = project / "web/rest/index.html", project / "web/safe/index.html"
    codes = [part.partition('"')[0] for part in file.read_text("utf-8").split('id="edition-')[1:]]
    assert len(codes) == 4
    addresses = [f"{file.as_uri()}?edition={code}" for code in (*codes, "QQQQQQQQ")] + [draft.as_uri()]
    assert [fault for address in addresses for fault in violations(browser, address, width, scheme)] == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_desk_is_accessible(browser: Any, project: Path, width: int, scheme: str) -> None:
    addresses = [(project / "index.html").as_uri() + topic for topic in ("#rest", "#safe")]
    assert [fault for address in addresses for fault in violations(browser, address, width, scheme)] == []


def test_the_html_is_valid(sample: Path, project: Path) -> None:
    """The Nu HTML checker has nothing to say: no error, no warning."""
    if not VNU.is_file():
        pytest.skip("vnu-jar is not installed: ./run test installs it with npm")
    if not shutil.which("java"):
        pytest.skip("there is no Java: ./run test installs it")
    addresses = [f"{folder}/{file.relative_to(root).as_posix()}"
                 for folder, root in (("sample", sample), ("project", project))
                 for file in sorted(root.rglob("*.html"))]  # fmt: skip
    assert len(addresses) == 14
    with served({"sample": sample, "project": project}) as home:
        pages = [f"{home}/{address}" for address in addresses]
        run = subprocess.run(["java", ALLOWED, "-jar", VNU, *pages], capture_output=True, text=True)
    assert run.stderr == ""
    assert run.returncode == 0
