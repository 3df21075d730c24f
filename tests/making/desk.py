"""Asks a server of a project as browsers do, as the desk's own, and as others would."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pamphlets import serve
from pamphlets.serve.guard import HEADER
from pamphlets.serve.loopback import Server


@contextmanager
def serving(root: Path) -> Iterator[Server]:
    """Serve a project, after its first build."""
    with serve.serving(root, 0, lambda said: None, jobs=1) as server:
        with server.state.news:
            assert server.state.news.wait_for(lambda: server.state.version, 60)
        yield server


def ask(
    server: Server, path: str, host: str | None = "", method: str = "GET", body: bytes | None = None, **headers: str
) -> http.client.HTTPResponse:
    """Send a request as it stands, with a Host header of one's own (None: without) and no others than are named."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    if host is not None:
        connection.putheader("Host", host or f"127.0.0.1:{server.port}")
    connection.putheader("Connection", "close")
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    return connection.getresponse()


def own(server: Server) -> dict[str, str]:
    """Return the headers of a request that a page of the desk sends."""
    return {
        "Origin": f"http://127.0.0.1:{server.port}",
        "Sec-Fetch-Site": "same-origin",
        "Cookie": f"{server.tokens.cookie}={server.tokens.entry}",
        HEADER: server.tokens.write,
    }


def send(
    server: Server, method: str, path: str, body: str | bytes | Mapping[str, Any] = b"", **headers: str
) -> tuple[int, Any]:
    """Send what a page of the desk would, and return the status and what JSON says (else the bytes)."""
    raw = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    answer = ask(server, path, method=method, body=None if method == "GET" else raw, **own(server) | headers)
    content = answer.read()
    is_json = (answer.headers["Content-Type"] or "").startswith("application/json")
    return answer.status, json.loads(content) if is_json else content
