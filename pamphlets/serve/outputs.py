"""Turns addresses into files of the build folder, and pages among them into pages that wait for news."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.responses import HTMLResponse, RedirectResponse, Response

from pamphlets import files
from pamphlets.channels import desk
from pamphlets.compose import theme
from pamphlets.digests import hash_source
from pamphlets.errors import PamphletError
from pamphlets.project import SHIPPED, Project
from pamphlets.serve.guard import OWN, Refusal, policy

if TYPE_CHECKING:
    from starlette.requests import Request

    from pamphlets.serve.guard import Tokens
    from pamphlets.serve.news import State

TYPES = {
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
_STRANGE = b"// Scripts of a project's own templates do not run at the desk. Open the page from the folder build.\n"
"""What a browser gets of a script that the program did not bring."""


class Message(HTMLResponse):
    """A page that says why there is nothing to see."""

    def __init__(self, why: str, status: HTTPStatus, script: str = "") -> None:
        try:
            html = theme.of((SHIPPED,)).render("serve/message.html", why=why)
        except PamphletError:
            html = f"<!DOCTYPE html><title>pamphlets</title><p>{escape(why)}</p></body>"
        super().__init__(_insert(html, script), status, {"Content-Security-Policy": policy()})


def output(path: str) -> str:
    """Return the path of the output that a browser shows at an address."""
    path = path.removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files of a build folder, nothing beside them, and what is known of them."""

    folder: Path
    state: State
    tokens: Tokens

    def answer(self, request: Request) -> Response:
        """Answer with a file; raises Refusal, which a page turns into a message, for what is no output."""
        try:
            path = unquote(request.scope["raw_path"].decode("ascii"), errors="strict")
        except ValueError:
            path = ""
        if (file := self._file(path)) is None:
            return self._early(path)
        if file.is_dir():
            return RedirectResponse(re.sub(r"^/+", "/", request.url.path) + "/", HTTPStatus.MOVED_PERMANENTLY)
        return self._send(request, file, output(path))

    def script(self, request: Request, version: str) -> str:
        """Return the element that lets a page wait for news; in the browser of the desk it may also write."""
        write = f' data-token="{self.tokens.write}"' if self.tokens.admit(request) else ""
        return f'<script src="{OWN}live.js" data-version="{version}"{write}></script>'

    def _file(self, path: str) -> Path | None:
        """Return the file, or the folder, that an address means; None for what is not there or not below the folder."""
        parts = path.split("/")[1:]
        if not path.startswith("/") or "\0" in path or "\\" in path:
            return None
        if any(part.startswith(".") or not part for part in parts[:-1]) or parts[-1].startswith("."):
            return None
        try:
            file = self.folder.joinpath(*parts).resolve(strict=True)
        except (OSError, RuntimeError):
            return None
        if not path.endswith("/") and file.is_dir():
            return file if file.is_relative_to(self.folder) else None
        file = (file / "index.html").resolve() if file.is_dir() else file
        return file if file.is_file() and file.is_relative_to(self.folder) else None

    def _send(self, request: Request, file: Path, path: str) -> Response:
        version = self.state.of(path)  # before it is read: who gets older words is told of newer ones
        if request.method == "GET" and file.suffix != ".html" and request.headers.get("Sec-Fetch-Dest") == "document":
            self.state.document = path
        try:
            content = file.read_bytes()
        except OSError:  # it was deleted in this moment
            raise self._missing() from None
        if file.suffix == ".html":
            content = _insert(content.decode("utf-8", "replace"), self.script(request, version)).encode()
        if file.suffix == ".js" and hash_source(content) not in _scripts():
            content = _STRANGE
        return Response(content, media_type=_type(path), headers={"Content-Security-Policy": _policy()})

    def _early(self, path: str) -> Response:
        """Answer with what pages share, before the first build has made it; raises Refusal for all else."""
        if (self.folder / "index.html").is_file() or not path.startswith("/desk/"):
            raise self._missing()
        root = self.folder.parent
        try:
            content = _look(root, files.stamp(root, root / "content", root / "templates")).get(path[1:])
        except PamphletError:
            content = None
        if content is None:
            raise self._missing()
        return Response(content, media_type=_type(path))

    def _missing(self) -> Refusal:
        """Return why there is no such file; while nothing has been built yet, with what is wrong."""
        if (self.folder / "index.html").is_file():
            return Refusal(HTTPStatus.NOT_FOUND, "There is no such file among the outputs.")
        if self.state.builds and not self.state.problems:
            return Refusal(HTTPStatus.NOT_FOUND, "The outputs were deleted. Save any text, and they are made again.")
        if not self.state.problems:
            why = "The first build has not ended yet. This page will follow."
            return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, why)
        return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "Nothing has been built yet: something is wrong.")


@lru_cache(maxsize=1)
def _look(root: Path, _stamp: files.Stamp) -> dict[str, bytes]:
    """Return what the pages of a project's desk share, by its path, as the project is now."""
    return {one.path: one.content for one in desk.look(Project.read(root))}


@cache
def _scripts() -> frozenset[str]:
    """Return the hashes of the scripts that the program brings to outputs.

    Others do not run here, where the token of the desk is: whoever makes templates may not do what its user may.
    """
    from pamphlets.channels import slides

    own = theme.of((SHIPPED,))
    files = (own.find(name).read_bytes() for name in ("desk/desk.js", "desk/posted.js", "web/page.js"))
    return frozenset(map(hash_source, (*files, slides.script(own).encode())))


@cache
def _policy() -> str:
    """Return which scripts run in an output; all else that it loads is as in the practice's site."""
    return f"script-src 'self' {' '.join(sorted(_scripts()))}; object-src 'none'; base-uri 'none'"


def _type(path: str) -> str:
    return TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def _insert(html: str, script: str) -> str:
    """Return a page with an element at the end of its body."""
    head, end, rest = html.rpartition("</body>")
    return f"{head}{script}\n{end}{rest}" if end else f"{html}{script}"
