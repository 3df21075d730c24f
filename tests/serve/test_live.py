"""What the editor's page asks of unsaved text, through the server."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from making.desk import ask, own, send, serving
from making.publishing import copy
from PIL import Image

from pamphlets.serve.loopback import Server


@pytest.fixture(scope="module")
def served(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(copy(ready_project, tmp_path_factory.mktemp("live"))) as server:
        yield server


@pytest.fixture(scope="module")
def text(served: Server) -> str:
    return (served.folder.parent / "content/rest.md").read_text("utf-8")


def test_problems_of_unsaved_text_come_with_its_number(served: Server, text: str) -> None:
    """At their lines, with what to write instead; the file is as it was."""
    wrong = text.replace("- Rest well.", "- Rest well. {{ practice.fone }}")
    status, answer = send(served, "POST", "/-/api/drafts/rest.md", {"number": 7, "text": wrong})
    (problem,) = (one for one in answer["problems"] if one["severity"] == "error")
    assert (status, answer["number"], answer["counters"]) == (200, 7, None)
    assert problem["path"] == "content/rest.md" and "practice.fone" in wrong.split("\n")[problem["line"] - 1]
    assert problem["fix"] == {"old": "fone", "new": "phone"} or problem["fix"]["new"].endswith("phone")
    status, answer = send(served, "POST", "/-/api/drafts/rest.md", {"number": 8, "text": text, "pass": "words"})
    assert status == 200 and answer["counters"]["words"] > 3
    assert (served.folder.parent / "content/rest.md").read_text("utf-8") == text


def test_pages_of_unsaved_text_are_pictures(served: Server, text: str) -> None:
    names = send(served, "GET", "/-/api/names/rest.md")[1]
    output, edition = names["outputs"][0]["id"], names["editions"][0]
    asked = {"number": 3, "text": text, "output": output, "language": edition["language"], "site": edition["site"]}
    status, answer = send(served, "POST", "/-/api/pages/rest.md", asked)
    assert (status, answer["number"]) == (200, 3)
    (page, *_) = answer["pages"]
    picture = send(served, "GET", page["image"])[1]
    assert Image.open(BytesIO(picture)).size == (page["width"], page["height"])
    assert ask(served, page["image"]).status == 403  # words that nobody has saved are not handed out
    lines = text.split("\n")
    assert all(0 <= one["line"] <= len(lines) and 0 <= one["x"] <= 1 for one in page["blocks"])
    web = send(served, "POST", "/-/api/pages/rest.md", {**asked, "output": "web"})[1]["html"]
    answer_page = ask(served, web, **own(served))
    policy = answer_page.headers["Content-Security-Policy"]
    assert "sandbox" in policy and "allow-scripts" not in policy and b"Rest well." in answer_page.read()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"number": 1}', b'{"number": "x", "text": ""}', b'{"number": 1, "text": 2}', b"\xff\xfe"],
)
def test_what_is_not_asked_well_is_refused(served: Server, body: bytes) -> None:
    status, answer = send(served, "POST", "/-/api/drafts/rest.md", body)
    assert status == 400 and answer["problems"][0]["message"].startswith("This cannot be read")


def test_names_of_no_sources_are_refused(served: Server) -> None:
    assert send(served, "POST", "/-/api/drafts/..%2fpractice.yml", {"number": 1, "text": ""})[0] in (404, 405, 422)
    assert send(served, "GET", "/-/api/pictures/nothing.png")[0] == 404


def test_a_source_that_is_not_there_yet_is_looked_at(served: Server) -> None:
    asked = {"number": 1, "text": "---\ntitle: New\nsummary: New.\n---\n\n## New {#new}\n\nNew.\n", "pass": "words"}
    status, answer = send(served, "POST", "/-/api/drafts/new.md", asked)
    assert status == 200 and [one for one in answer["problems"] if one["rule"] == "fault"] == []
