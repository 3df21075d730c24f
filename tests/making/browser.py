"""A real browser for the tests: the Chromium of the system, which opens files and never reaches the network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WIDTHS = (320, 360, 1280)


def program() -> str:
    """Return the path of the browser; a test that has none is skipped and says so."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    return found


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the browser; a test that has none is skipped and says so."""
    found = program()
    sync_api = pytest.importorskip("playwright.sync_api", reason="no browser: playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def lost(request: Any) -> bool:
    """Say whether a request failed by itself: one that is under way when the page is left is only given up.

    A font that is asked for early is refused where pages are files; it is asked for again when it is needed.
    """
    return "ERR_ABORTED" not in str(request.failure) and not font(request.url)


def early(message: Any) -> bool:
    """Say whether a complaint is only about a font of a page that is a file, asked for early."""
    return font(message.location["url"]) or ("file:" in message.text and ".woff2" in message.text)


def font(address: str) -> bool:
    return address.startswith("file:") and address.endswith(".woff2")


@contextmanager
def opened(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """Open a page; it may complain of nothing and ask for nothing that is not a file."""
    context = browser.new_context(**options)
    context.set_default_timeout(5000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if not early(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(f"{request.url} failed") if lost(request) else None)
    page.on("request", lambda request: complaints.append(request.url) if not local(request.url) else None)
    page.goto(address)
    try:
        yield page
        assert complaints == [], complaints
    finally:
        context.close()


def local(address: str) -> bool:
    return address.startswith(("file:", "data:", "blob:"))


def follow(page: Any, link: Any) -> None:
    """Click on a link to another page, and wait until that page is there and its scripts have run."""
    with page.expect_navigation():
        link.click()


def wait_until(page: Any, expression: str) -> None:
    """Wait until an expression is true in a page, 10 s at most.

    Playwright's own wait evaluates it in the page each time but the first, which the page's security policy forbids.
    """
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def overflow(page: Any) -> int:
    """Return by how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@contextmanager
def served(folders: dict[str, Path]) -> Iterator[str]:
    """Serve folders by their names, as a host of static files does; what is in the folder named '' needs no name."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            whole = unquote(urlsplit(path).path).lstrip("/")
            name, _, rest = whole.partition("/")
            return str(folders[name] / rest if name in folders else folders[""] / whole)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
