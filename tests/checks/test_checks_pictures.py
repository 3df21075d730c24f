"""Alternative texts, and addresses outside, which are asked for on this machine alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pamphlets import check
from pamphlets.checks import links
from pamphlets.model import Location

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90"><title>A chair</title></svg>'
HEAD = "---\ntitle: Rest\nsummary: Rest.\nreviewer: Lead\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n---\n\n"
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("alt", "caption", "wrong"),
    [
        ("Image of a chair", "", True),
        ("Una foto de una silla", "", True),
        ("chair.svg", "", True),
        ("A chair by a wall", "A chair by a wall", True),
        ("A chair by a wall", "Sit down", False),
        ("A chair by a wall|300", "", True),
        ("A picture hangs on a wall", "", False),
    ],
)
def test_alternative_texts(write: Callable[..., Path], alt: str, caption: str, wrong: bool) -> None:
    """What a screen reader says by itself, a file's name and the caption again are no alternative texts."""
    title = f' "{caption}"' if caption else ""
    body = f"## Sit {{#sit}}\n\nSit down.\n\n![{alt}](images/chair.svg{title})\n"
    root = write({"content/rest.md": HEAD + body, "content/images/chair.svg": SVG})
    found = [(p.rule, p.location.line) for p in check(root) if p.rule == "alt-words"]
    assert found == ([("alt-words", 13)] if wrong else [])


class Answers(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path))
        status = {"/gone": 404, "/closed": 403, "/get": 404 if self.command == "HEAD" else 200}.get(self.path, 200)
        self.send_response(status)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Answers.asked = []
    with HTTPServer(("127.0.0.1", 0), Answers) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def test_links(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that is gone is found; one that turns programs away is not; what answered is not asked again."""
    monkeypatch.setattr(links, "PAUSE", 0)
    found = {f"{server}/{name}": Location("x.md", line) for line, name in enumerate(("ok", "gone", "closed", "get"), 1)}
    cache: links.Cache = {}
    problems = list(links.check(found, cache, TODAY))
    assert [(p.rule, p.location.line) for p in problems] == [("dead-link", 2)]
    assert "404" in problems[0].message and len(cache) == 3
    Answers.asked.clear()
    list(links.check(found, cache, date(2026, 12, 5)))
    assert {path for _, path in Answers.asked} == {"/gone"}
    list(links.check(found, cache, date(2026, 12, 9)))
    assert ("HEAD", "/ok") in Answers.asked


def test_hosts_that_are_not_there() -> None:
    """A host that cannot be reached is a problem, not a stack trace."""
    found = {"http://127.0.0.1:1/": Location("x.md", 1), "http://[bad": Location("x.md", 2)}
    assert len(list(links.check({next(iter(found)): Location("x.md", 1)}, {}, TODAY))) == 1
    assert [p.location.line for p in links.check(dict(list(found.items())[1:]), {}, TODAY)] == [2]
    assert links.answer("http://exa mple") != ""
