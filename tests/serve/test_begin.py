"""A project that begins in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from making import axe
from making.desk import ask, send
from making.edits import served

from pamphlets import serve
from pamphlets.builder import plan
from pamphlets.serve.loopback import Server


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Server]:
    with served(tmp_path) as server:
        yield server


def test_an_empty_folder_becomes_a_project_that_builds(tmp_path: Path, browser: Any) -> None:
    """The desk leads to the page; what it makes is built, and the next page asks who the practice is."""
    with serve.serving(tmp_path, 0, lambda said: None, jobs=1) as server:
        page = axe.context(browser, locale="es-MX", viewport={"width": 360, "height": 740}).new_page()
        page.goto(server.entry)
        assert page.url == f"{server.address}-/begin" and page.get_by_role("heading", name="Empezar").is_visible()
        assert axe.violations(page) == []
        page.get_by_label("¿Qué tipo de consulta es?").select_option("dental")
        page.get_by_label("English").check()
        page.get_by_role("button", name="Empezar").click()
        page.wait_for_url("**/-/forms/practice")
        with server.state.news:
            assert server.state.news.wait_for(lambda: server.state.made, 120)
        page.close()
    planned = plan(tmp_path)
    assert planned.project.practice.languages == ("es", "en") and planned.project.practice.profession == ("dental",)
    assert planned.jobs and (tmp_path / "build/index.html").is_file()


def test_somebody_begins_in_a_language_that_the_desk_does_not_speak(
    empty: Server, tmp_path: Path, browser: Any
) -> None:
    """That of the browser is chosen; others stand behind one word."""
    page = axe.context(browser, locale="de-DE", viewport={"width": 360, "height": 740}).new_page()
    page.goto(empty.entry)
    assert page.get_by_label("Deutsch").is_checked() and not page.get_by_label("English").is_checked()
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Polski").check()
    assert axe.violations(page) == []
    page.get_by_label("What kind of practice is it?").select_option("veterinary")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/-/forms/practice")
    page.close()
    names = {path.name for path in (tmp_path / "content").glob("*.md")}
    assert names == {"pets-in-the-heat.md", "pets-in-the-heat.pl.md"}


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        ({"profession": "magic", "languages": ["en"]}, "there is no profession 'magic'"),
        ({"profession": "dental", "languages": []}, "no language of the list is chosen"),
        ({"profession": "dental", "languages": ["xx"]}, "no language of the list is chosen"),
    ],
)
def test_what_cannot_begin_is_told_and_nothing_is_written(
    empty: Server, tmp_path: Path, choice: dict[str, Any], why: str
) -> None:
    status, answer = send(empty, "POST", "/-/api/begin", choice)
    assert (status, answer["problems"][0]["message"]) == (422, why)
    assert not any(tmp_path.iterdir())


def test_a_project_does_not_begin_twice(empty: Server, tmp_path: Path) -> None:
    choice = {"profession": "", "languages": ["en"]}
    assert send(empty, "POST", "/-/api/begin", choice)[0] == 200
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    status, answer = send(empty, "POST", "/-/api/begin", choice)
    assert status == 422 and answer["problems"][0]["message"] == "there is a project here already"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    looked = {name: ask(empty, f"/desk/{name}") for name in ("desk.css", "motifs/teeth.svg", "icon.svg", "nothing.svg")}
    assert [one.status for one in looked.values()] == [200, 200, 200, 503]  # there is no build yet
    assert looked["motifs/teeth.svg"].headers["Content-Type"] == "image/svg+xml"
    assert ask(empty, "/", Cookie=f"{empty.tokens.cookie}={empty.tokens.entry}").status == 503
