"""Turns away requests that do not come from this computer's browser, and from pages of this server.

What is open to others on this computer are the outputs, which are made to be handed out. All else asks for a cookie,
which a browser gets with the address that the terminal prints; what changes something asks for more (DNS rebinding and
cross-site requests: OWASP, "Cross-Site Request Forgery Prevention Cheat Sheet", 2025; Jupyter Server, "Security").
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from hmac import compare_digest
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
OWN = "/-/"
"""Addresses of the server's own: no output can have them."""
API = f"{OWN}api/"
"""Those that scripts ask."""
EDIT = f"{OWN}edit/"
"""Those of pages in which a source is written, before the name of its file."""
OPEN = frozenset(f"{OWN}{name}" for name in ("live.js", "live.css"))
"""What of them any page of the outputs may have."""
HEADER = "X-Pamphlets-Token"
MOST_BYTES = 64 * 1024 * 1024
"""The longest body of a request: a photo, or a file to import."""
_ETAG = re.compile(r'"([0-9a-f]{64})"')
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens a server that listens on a port, anew for each start.

    `entry` stands in the address that the terminal prints, and then in a cookie; `write` in pages, and then in a header
    of what they send.
    """

    port: int
    entry: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    write: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies know no ports."""
        return f"pamphlets-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of this server."""
        return f"{HOST}:{self.port}", f"localhost:{self.port}"

    def admit(self, request: Request) -> bool:
        """Say whether a request has the cookie."""
        return _same(request.cookies.get(self.cookie), self.entry)


class Refusal(Exception):
    """A request is not answered: with which status, and why, in words for people."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class Guard:
    """Asks of each request who sends it, before an application sees it; answers say what browsers may do with them."""

    def __init__(self, app: ASGIApp, tokens: Tokens, refuse: type[Response]) -> None:
        self._app, self._tokens, self._refuse = app, tokens, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application do so."""
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                extra = ((name.lower().encode(), value.encode()) for name, value in _HEADERS.items())
                message = {**message, "headers": [*message["headers"], *(one for one in extra if one[0] not in known)]}
            await send(message)

        request = Request(scope)
        try:
            answer: ASGIApp = self._enter(request) or self._app
        except Refusal as refusal:
            answer = self._refuse(refusal.why, refusal.status)
        await answer(scope, _Limit(receive), send_with_headers)

    def _enter(self, request: Request) -> Response | None:
        """Return the answer to whoever shows the key of this start; raises Refusal of who may not ask."""
        tokens, path = self._tokens, request.url.path
        if request.headers.getlist("host") not in [[name] for name in tokens.hosts]:
            raise Refusal(HTTPStatus.MISDIRECTED_REQUEST, "This server answers to this computer alone.")
        reads = request.method in ("GET", "HEAD")
        if reads and _same(request.query_params.get("token"), tokens.entry):
            answer = RedirectResponse(path if path.startswith("/") and not path.startswith("//") else "/", 303)
            answer.set_cookie(tokens.cookie, tokens.entry, httponly=True, samesite="strict")
            return answer
        if path.startswith(OWN) and path not in OPEN and path != f"{OWN}events" and not tokens.admit(request):
            why = "This page opens from the desk. Open the desk by the address that the terminal shows, with its token."
            raise Refusal(HTTPStatus.FORBIDDEN, why)
        if not reads:
            self._may_write(request)
        return None

    def _may_write(self, request: Request) -> None:
        headers, tokens = request.headers, self._tokens
        own = [f"http://{request.headers['host']}"]
        if headers.getlist("origin") != own or headers.getlist("sec-fetch-site") != ["same-origin"]:
            raise Refusal(HTTPStatus.FORBIDDEN, "Another page has sent this: it may not.")
        if not tokens.admit(request) or not _same(headers.get(HEADER), tokens.write):
            raise Refusal(HTTPStatus.FORBIDDEN, "The server was started anew. Open the desk again.")
        if headers.get("content-encoding", "identity") != "identity":
            raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This was sent in a form that cannot be read.")
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"This is longer than {MOST_BYTES >> 20} MB.")


class _Limit:
    """Receives a request, and no more of its body than it may have: one that is sent in chunks names no length."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._left = receive, MOST_BYTES

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"This is longer than {MOST_BYTES >> 20} MB.")
        return message


def policy(nonce: str = "", *, also: Iterable[str] = ()) -> str:
    """Return what a page of this server may load, as a Content-Security-Policy: nothing from elsewhere.

    Styles that a script of the page makes carry its `nonce`.
    """
    style = f"style-src 'self' 'nonce-{nonce}'" if nonce else "style-src 'self'"
    own = (
        "connect-src 'self'",
        "font-src 'self'",
        "frame-src 'self'",
        "img-src 'self' data: blob:",
        "script-src 'self'",
    )
    kept = ("base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'")
    return "; ".join(("default-src 'none'", *own, style, *kept, *also))


def version(request: Request) -> str:
    """Return the version that a browser has of the file that it saves, '' of a new one; raises Refusal without."""
    if request.headers.get("if-none-match") == "*":
        return ""
    found = _ETAG.fullmatch(request.headers.get("if-match", ""))
    if not found:
        raise Refusal(HTTPStatus.PRECONDITION_REQUIRED, "Say which version this was made from.")
    return found[1]


def _same(given: str | None, right: str) -> bool:
    return given is not None and compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())
