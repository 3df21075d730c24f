"""Answers requests of this computer's browser for files of one folder, and tells its pages when they are outdated."""

from __future__ import annotations

import json
import re
import select
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from pamphlets import builder
from pamphlets.builder import manifest
from pamphlets.compose import theme
from pamphlets.errors import PamphletError
from pamphlets.model import Manifest, Problem
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
    """What is known now: `version` counts what was told, `builds` what was built; the condition tells of news.

    `problems` are those told last, `made` is what was built last, `looking` who waits for news of which output, and
    `document` the last file that was opened by itself: no script waits in it.
    """

    version: int = 0
    builds: int = 0
    problems: tuple[dict[str, object], ...] = ()
    made: Manifest | None = None
    looking: dict[socket.socket, str] = field(default_factory=dict)
    document: str = ""
    ended: bool = False
    news: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, problems: Sequence[Problem], made: Manifest | None = None) -> None:
        """Note what was built, and what is wrong, and wake up all that wait for it."""
        with self.news:
            self.version += 1
            self.builds += made is not None
            self.made = made or self.made
            self.problems = tuple(manifest.plain(manifest.keep(one)) for one in problems)
            self.news.notify_all()

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self.news:
            self.ended = True
            self.news.notify_all()

    def looked(self) -> frozenset[str]:
        """Return the paths of the outputs that browsers show now."""
        with self.news:
            found = {path for connection, path in self.looking.items() if _is_there(connection)}
        return frozenset(found | {self.document} - {""})

    def of(self, path: str) -> str:
        """Return what tells the output at a path, with all that it shows, from what was there before."""
        return (self.made and builder.version(self.made, path)) or str(self.builds)

    def dump(self, path: str) -> str:
        """Return what the page at a path is told, as JSON."""
        return json.dumps({"version": self.of(path), "problems": self.problems}, ensure_ascii=False)


def _is_there(connection: socket.socket) -> bool:
    """Say whether a browser still waits: it says nothing more, unless it goes."""
    poll = select.poll()
    try:
        poll.register(connection, select.POLLIN)
    except (OSError, ValueError):  # closed meanwhile
        return False
    return not poll.poll(0)


def _output(path: str) -> str:
    """Return the path of the output that a browser shows at an address."""
    path = path.removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


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
            self._send(file, _output(path))

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

    def _send(self, file: Path, path: str) -> None:
        version = self.server.state.of(path)  # before it is read: who gets older words is told of newer ones
        if self.command == "GET" and file.suffix != ".html" and self.headers.get("Sec-Fetch-Dest") == "document":
            self.server.state.document = path
        try:
            content = file.read_bytes()
        except OSError:  # it was deleted in this moment
            self._missing()
            return
        if file.suffix == ".html":
            content = self._live(content.decode("utf-8", "replace"), version).encode()
        self.send_response(HTTPStatus.OK)
        self._end(content, _TYPES.get(file.suffix.lower(), "application/octet-stream"))

    def _live(self, html: str, version: str) -> str:
        """Return a page with the script that waits for news of it."""
        script = f'<script src="{OWN}live.js" data-version="{version}"></script>'
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
        """Tell a page whenever it, or what is wrong, has changed, until it or the server goes."""
        state, told = self.server.state, ""
        path = _output(unquote(parse_qs(urlsplit(self.path).query).get("page", [""])[0]))
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with state.news:
            state.looking |= {self.connection: path} if self.command == "GET" else {}
        try:
            while self.command == "GET" and not state.ended:
                with state.news:
                    if (news := state.dump(path)) == told:
                        state.news.wait(_BEAT)
                        news = state.dump(path)
                self.wfile.write(f"data: {news}\n\n".encode() if news != told else b": here\n\n")
                self.wfile.flush()
                told = news
        except OSError:
            return
        finally:
            with state.news:
                state.looking.pop(self.connection, None)

    def _missing(self) -> None:
        """Answer that there is no such file; while nothing has been built yet, with what is wrong."""
        state = self.server.state
        if (self.server.folder / "index.html").is_file():
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such file among the outputs.")
        elif state.builds and not state.problems:
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
        self._end((self._live(html, str(self.server.state.builds)) if live else html).encode(), _TYPES[".html"])

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
