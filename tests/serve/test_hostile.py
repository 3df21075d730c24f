"""What hostile pages, other people of this computer, careless ones and broken disks try at the desk's server."""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from making.desk import ask, own, send, serving
from making.publishing import SOURCE, copy

from pamphlets import builder, files, serve
from pamphlets.errors import PamphletError
from pamphlets.serve import begin, live, sources, uploads
from pamphlets.serve.aside import Aside
from pamphlets.serve.drafts import Looked
from pamphlets.serve.loopback import Server
from pamphlets.serve.news import State

NAME = "rest.md"
API = "/-/api/"


@pytest.fixture
def root(ready_project: Path, tmp_path: Path) -> Path:
    return copy(ready_project, tmp_path / "project")


@pytest.fixture(scope="module")
def standing(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(copy(ready_project, tmp_path_factory.mktemp("besieged"))) as server:
        yield server


def save(server: Server, name: str, text: str) -> tuple[int, Any]:
    """Save a source as the editor does."""
    file = server.folder.parent / "content" / name
    known = {"If-Match": f'"{sha256(file.read_bytes()).hexdigest()}"'} if file.exists() else {"If-None-Match": "*"}
    return send(server, "PUT", f"{API}sources/{name}", text, **known)


# Bodies and names


@pytest.mark.parametrize(
    ("method", "where"),
    [("POST", "drafts/rest.md"), ("POST", "pages/rest.md"), ("POST", "references"), ("POST", "begin"),
     ("POST", "contrasts"), ("PATCH", "forms/practice"), ("POST", "commands/check")],
)  # fmt: skip
def test_json_of_a_hundred_thousand_brackets_is_refused(standing: Server, method: str, where: str) -> None:
    deep = b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    status, said = send(standing, method, f"{API}{where}", deep, If_Match=f'"{"0" * 64}"')
    assert status in (400, 413, 422) and said["problems"][0]["rule"] == "request"


@pytest.mark.parametrize("name", ["con.md", "AUX.md", "nul.txt.md", "com¹.md", "lpt9 .md", "conin$.md"])
def test_names_that_windows_keeps_are_no_names(root: Path, name: str) -> None:
    with pytest.raises(PamphletError, match="is no name of a source"):
        sources.save(root, name, "# No\n", "")
    assert not files.is_reserved(name.replace(".", "x."))
    (root / "content" / name).write_text(SOURCE, "utf-8")
    assert any(one.rule in ("name", "file-name") and name[:3] in str(one) for one in builder.check(root))


def test_what_is_handed_over_never_has_such_a_name(standing: Server) -> None:
    made = send(standing, "POST", f"{API}import?name=aux.txt", b"Words\n\nand words")[1]
    assert made["paths"] == ["content/aux-1.md"]
    assert send(standing, "POST", f"{API}commands/add", {"title": "CON"})[1]["open"] == "/-/edit/con-1.md"


# The history of saves


def test_undo_reads_nothing_from_elsewhere(root: Path, tmp_path: Path) -> None:
    found, kept = sources.read(root, NAME), root / sources.HISTORY / NAME
    kept.mkdir(parents=True)
    (tmp_path / "secret").write_text("Secret", "utf-8")
    (kept / "000001-aaaaaaaaaaaa").symlink_to(tmp_path / "secret")
    with pytest.raises(PamphletError, match="a link that leads outside the project"):
        sources.undo(root, NAME, found.version)
    os.mkfifo(kept / "000002-aaaaaaaaaaaa")
    with pytest.raises(PamphletError, match="this is a pipe"):  # and nobody waits for what comes out of it
        sources.undo(root, NAME, found.version)
    kept.rename(tmp_path / NAME)
    kept.parent.rmdir()
    kept.parent.symlink_to(tmp_path)
    with pytest.raises(PamphletError, match="is a link"):
        sources.undo(root, NAME, found.version)
    assert sources.read(root, NAME) == found


def test_nothing_is_written_through_a_link_in_the_history(root: Path, tmp_path: Path) -> None:
    (root / sources.HISTORY).mkdir()
    (root / sources.HISTORY / ".gitignore").symlink_to(tmp_path / "new")
    sources.save(root, NAME, "# Mine\n", sources.read(root, NAME).version)
    assert not (tmp_path / "new").exists()


# What hangs, and what goes away


def test_what_hangs_keeps_no_save_waiting(standing: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are 40 threads; a page that is loaded again and again leaves its questions behind."""
    free, asked, gone = threading.Event(), list[str](), 50
    begun = threading.Event()

    def hang(aside: Aside, call: object, root: Path, name: str, *rest: object) -> Looked:
        asked.append(name)
        begun.set()
        assert free.wait(60)
        return Looked()

    monkeypatch.setattr(Aside, "ask", hang)
    question = b'{"number":1,"text":"x"}'
    head = (f"POST {API}drafts/{NAME} HTTP/1.1", f"Host: 127.0.0.1:{standing.port}", f"Content-Length: {len(question)}",
            *(f"{name}: {value}" for name, value in own(standing).items()), "", "")  # fmt: skip
    waiting = [socket_of(standing, "\r\n".join(head).encode() + question) for _ in range(gone)]
    try:
        assert begun.wait(60)
        status, _ = save(standing, NAME, f"{SOURCE}\nSaved.\n")
        assert status == 200 and asked == [NAME]
    finally:
        for one in waiting:
            one.close()
        monkeypatch.setattr(Aside, "ask", lambda aside, call, root, name, *rest: asked.append(name) or Looked())
        assert send(standing, "GET", f"{API}sources/{NAME}")[0] == 200  # they are known to be gone
        free.set()
    status, said = send(standing, "POST", f"{API}drafts/{NAME}", question)
    assert (status, said.get("number")) == (200, 1), said
    assert asked == [NAME, NAME]


def socket_of(server: Server, request: bytes) -> Any:
    """Send a request, and leave its answer."""
    found = socket.create_connection(("127.0.0.1", server.port))
    found.sendall(request)
    return found


def test_many_that_wait_for_news_or_never_end_their_request(standing: Server) -> None:
    """Two hundred pages that wait, two hundred that send half a request: saves go on, and who goes is gone."""
    page = f"GET /-/events?page=/-/edit/{NAME} HTTP/1.1\r\nHost: 127.0.0.1:{standing.port}\r\n"
    cookie = f"Cookie: {own(standing)['Cookie']}\r\n\r\n"
    open_ = [socket_of(standing, text.encode()) for text in [page + cookie] * 200 + [page] * 200]
    state = standing.state
    assert all(one.recv(12) == b"HTTP/1.1 200" for one in open_[:200])
    assert save(standing, NAME, f"{SOURCE}\nSaved again.\n")[0] == 200
    assert len(state.looking) == 200
    for one in open_:
        one.close()
    with state.news:
        assert state.news.wait_for(lambda: not state.looking, 60)


def test_pictures_of_pages_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_BYTES", 10)
    kept = live.Gallery()
    first, second, third = (kept.keep(words, "png") for words in (b"12345", b"1234", b"12345"))
    assert first == third and kept.size == 9
    kept.keep(b"12", "png")
    assert kept.size == 7 and f"/-/api/pictures/{next(iter(kept.every))}" == first != second
    kept.keep(b"1" * 11, "png")
    assert (kept.size, len(kept.every)) == (0, 0)


def test_a_folder_that_goes_and_comes_back(root: Path) -> None:
    """It is synchronised: no project begins in its place, nothing is put there, and what was built stays."""
    with serving(root) as server:
        state, built, version = server.state, sorted(server.folder.rglob("*")), server.state.version
        (root / "content").rename(root.parent / "away")
        with state.news:
            assert state.news.wait_for(lambda: state.version > version and state.problems, 60)
        assert not begin.is_due(root) and ask(server, "/", **own(server)).status == 200
        picture = send(server, "POST", f"{API}images?name=a.png", b"x" * 9)
        new = save(server, NAME, "# New\n")
        assert (picture[0], new[0]) == (422, 422) and not (root / "content").exists()
        assert sorted(server.folder.rglob("*")) == built
        version = state.version
        (root.parent / "away").rename(root / "content")
        with state.news:
            assert state.news.wait_for(lambda: state.version > version and not state.problems, 60)


def test_the_watch_goes_on_after_a_fault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the program, which pages are told without paths of this computer, or of a terminal that is closed."""
    looks = iter([OSError(errno.EIO, "Input/output error", str(root))])
    look = serve.stamp

    def stamp(*folders: Path) -> files.Stamp:
        for fault in looks:
            raise fault
        return look(*folders)

    def say(text: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(serve, "stamp", stamp)
    state, told = State(), list[tuple[dict[str, object], ...]]()
    tell = state.tell
    monkeypatch.setattr(State, "tell", lambda own, *said: (tell(*said), told.append(own.problems)))
    follower = threading.Thread(target=serve.watch, args=(root, state, say, 1))
    follower.start()
    with state.news:
        assert state.news.wait_for(lambda: state.builds, 60)
    state.end()
    follower.join(60)
    assert [one["message"] for one in told[0]] == ["OSError: Input/output error"] and told[-1] == ()


# Disks


def test_a_full_disk_for_what_is_handed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/somewhere")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PamphletError, match="the disk is full") as caught:
        uploads.adopt(root, "a.txt", b"Words\n\nand words")
    assert caught.value.problems[0].location.path == "a.txt"
