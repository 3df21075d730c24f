"""Who may ask the desk's server, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making.desk import ask, own, send, serving
from making.publishing import copy

from pamphlets.serve.guard import HEADER, MOST_BYTES
from pamphlets.serve.loopback import Server

SOURCE = "/-/api/sources/rest.md"


@pytest.fixture(scope="module")
def served(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(copy(ready_project, tmp_path_factory.mktemp("guarded"))) as server:
        yield server


def test_the_address_of_the_terminal_opens_the_desk_once_and_for_all(served: Server) -> None:
    """The token goes into a cookie that scripts cannot read, of this port, and out of the address."""
    answer = ask(served, f"/?token={served.tokens.entry}")
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"pamphlets-{served.port}={served.tokens.entry};")
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert ask(served, f"//evil.example/?token={served.tokens.entry}").headers["Location"] == "/"


def test_sources_are_not_open_to_who_has_no_key(served: Server) -> None:
    assert ask(served, SOURCE).status == 403
    assert ask(served, SOURCE, Cookie=f"{served.tokens.cookie}=x").status == 403
    assert ask(served, SOURCE, Cookie=f"pamphlets-1={served.tokens.entry}").status == 403
    assert ask(served, "/?token=x").status == 200  # the outputs are made to be handed out
    assert served.tokens.write.encode() not in ask(served, "/").read()
    assert served.tokens.write.encode() in ask(served, "/", Cookie=own(served)["Cookie"]).read()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ""}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "http://localhost:{port}"}, 403),  # the page is of 127.0.0.1
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Cookie": ""}, 403),
        ({HEADER: ""}, 403),
        ({HEADER: "x"}, 403),
        ({HEADER: "ä"}, 403),
        ({"Content-Encoding": "gzip"}, 415),
        ({"If-Match": ""}, 428),
        ({"If-Match": "*"}, 428),
        ({"If-Match": '"x"'}, 428),
    ],
)
def test_what_another_page_sends_changes_nothing(served: Server, headers: dict[str, str], status: int) -> None:
    file = served.folder.parent / "content/rest.md"
    before = file.read_bytes()
    wrong = {name: value.replace("{port}", str(served.port)) for name, value in headers.items()}
    sent = {**own(served), "If-Match": f'"{"0" * 64}"', **wrong}
    answer = ask(served, SOURCE, method="PUT", body=b"# No", **{name: value for name, value in sent.items() if value})
    assert answer.status == status and answer.read().startswith((b"{", b"<!DOCTYPE"))
    assert file.read_bytes() == before


@pytest.mark.parametrize("left", ["Origin", "Sec-Fetch-Site", "Cookie", HEADER])
def test_each_sign_of_the_own_page_is_asked_for(served: Server, left: str) -> None:
    signs = {name: value for name, value in own(served).items() if name != left}
    assert ask(served, SOURCE, method="PUT", body=b"", **signs).status == 403


def test_long_bodies_are_not_read(served: Server) -> None:
    signs = {**own(served), "If-Match": f'"{"0" * 64}"'}
    assert ask(served, SOURCE, method="PUT", Content_Length=str(MOST_BYTES + 1), **signs).status == 413
    assert ask(served, SOURCE, method="PUT", Content_Length="-1", **signs).status == 400


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_do_nothing(served: Server, method: str) -> None:
    assert send(served, method, SOURCE)[0] == 405
    assert send(served, method, "/")[0] == 405
    assert ask(served, "/", method=method).status == 403


def test_nobody_else_is_let_in_by_the_answers(served: Server) -> None:
    answer = ask(served, SOURCE, method="OPTIONS", Origin="http://evil.example")
    assert answer.status == 403 and not [name for name in answer.headers if name.startswith("Access-Control")]
