"""Answers requests of this computer's browser for files of one folder, and tells its pages when they are outdated."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pamphlets.builder import manifest
from pamphlets.compose import theme
from pamphlets.errors import PamphletError
from pamphlets.model import Problem
from pamphlets.project import SHIPPED

HOST = "127.0.0.1"
OWN = "/-/"
"""Addresses of the server's own: no output can have them."""
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
_BEAT = 10
"""Seconds after which a page that waits is told that the server is still there."""


@dataclass(slots=True)
class State:
    """What is known now: `version` counts builds, `problems` are those of the last one; the condition tells of news."""

    version: int = 0
    problems: tuple[dict[str, object], ...] = ()
    ended: bool = False
    news: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Note the end of a build, and wake up all that wait for it."""
        with self.news:
            self.version += 1
            self.problems = tuple(manifest.plain(manifest.keep(one)) for one in problems)
            self.news.notify_all()

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self.news:
            self.ended = True
            self.news.notify_all()

    def dump(self) -> str:
        """Return what pages are told, as JSON."""
        return json.dumps({"version": self.version, "problems": self.problems}, ensure_ascii=False)


class Server(ThreadingHTTPServer):
    """Serves a folder on a port of 127.0.0.1; raises OSError if the port is taken."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, folder: Path, port: int, state: State) -> None:
        self.folder, self.state = folder.resolve(), state
        super().__init__((HOST, port), Handler)

    @property
    def address(self) -> str:
        """The address of the desk."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request. Nothing outside of the folder, and nothing for another host's pages."""

    server: Server
    server_version, sys_version = "pamphlets", ""
    protocol_version = "HTTP/1.0"
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a file, a page of problems, or news."""
        names = {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}
        if self.headers.get_all("Host") is None or {*self.headers.get_all("Host", ())} - names:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "This server answers to this computer alone.")
            return
        try:
            path = unquote(urlsplit(self.path).path, errors="strict")
        except ValueError:
            path = ""
        if path.startswith(OWN):
            self._own(path.removeprefix(OWN))
        elif (file := self._file(path)) is None:
            self._missing()
        elif file.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", re.sub(r"^/+", "/", urlsplit(self.path).path) + "/")
            self._end(b"", "text/plain")
        else:
            self._send(file)

    do_HEAD = do_GET

    def _file(self, path: str) -> Path | None:
        """Return the file, or the folder, that an address means; None for what is not there or not below the folder."""
        parts = path.split("/")[1:]
        if not path.startswith("/") or "\0" in path or "\\" in path:
            return None
        if any(part.startswith(".") or not part for part in parts[:-1]) or parts[-1].startswith("."):
            return None
        try:
            file = self.server.folder.joinpath(*parts).resolve(strict=True)
        except (OSError, RuntimeError):
            return None
        if not path.endswith("/") and file.is_dir():
            return file if file.is_relative_to(self.server.folder) else None
        file = (file / "index.html").resolve() if file.is_dir() else file
        return file if file.is_file() and file.is_relative_to(self.server.folder) else None

    def _send(self, file: Path) -> None:
        try:
            content = file.read_bytes()
        except OSError:  # it was deleted in this moment
            self._missing()
            return
        if file.suffix == ".html":
            content = self._live(content.decode("utf-8", "replace")).encode()
        self.send_response(HTTPStatus.OK)
        self._end(content, _TYPES.get(file.suffix.lower(), "application/octet-stream"))

    def _live(self, html: str) -> str:
        """Return a page with the script that waits for news of its outputs."""
        script = f'<script src="{OWN}live.js" data-version="{self.server.state.version}"></script>'
        head, end, rest = html.rpartition("</body>")
        return f"{head}{script}\n{end}{rest}" if end else f"{html}{script}"

    def _own(self, name: str) -> None:
        if name == "events":
            self._tell()
        elif name in ("live.js", "live.css"):
            content = theme.of((SHIPPED,)).find(f"serve/{name}").read_bytes()
            self.send_response(HTTPStatus.OK)
            self._end(content, _TYPES[Path(name).suffix])
        else:
            self._missing()

    def _tell(self) -> None:
        """Tell a page of each build that ends, until it or the server goes."""
        state, told = self.server.state, -1
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        while self.command == "GET" and not state.ended:
            with state.news:
                if state.version == told:
                    state.news.wait(_BEAT)
                news = f"data: {state.dump()}\n\n" if state.version != told else ": here\n\n"
                told = state.version
            try:
                self.wfile.write(news.encode())
                self.wfile.flush()
            except OSError:
                return

    def _missing(self) -> None:
        """Answer that there is no such file; while nothing has been built yet, with what is wrong."""
        state = self.server.state
        if (self.server.folder / "index.html").is_file():
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such file among the outputs.")
        elif state.version and not state.problems:
            self._refuse(HTTPStatus.NOT_FOUND, "The outputs were deleted. Save any text, and they are made again.")
        elif not state.problems:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "The first build has not ended yet. This page will follow.")
        else:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Nothing has been built yet: something is wrong.")

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.send_response(status)
        try:
            html = theme.of((SHIPPED,)).render("serve/message.html", why=why)
        except PamphletError:
            html = f"<!DOCTYPE html><title>pamphlets</title><p>{escape(why)}</p></body>"
        live = status != HTTPStatus.MISDIRECTED_REQUEST
        self._end((self._live(html) if live else html).encode(), _TYPES[".html"])

    def _end(self, content: bytes, kind: str) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of requests."""
