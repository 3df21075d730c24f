"""What hostile pages, other people of this computer, careless ones and broken disks try at the desk's server."""

from __future__ import annotations

import errno
import os
import re
import socket
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from making.desk import ask, own, send, serving
from making.publishing import SOURCE, copy

from pamphlets import builder, files, serve
from pamphlets.channels.slides import screens
from pamphlets.digests import folder_digest
from pamphlets.errors import PamphletError
from pamphlets.model import Folders, Picture, Wording
from pamphlets.project import SHIPPED
from pamphlets.serve import begin, sources, uploads
from pamphlets.serve.aside import Aside
from pamphlets.serve.editor import live
from pamphlets.serve.editor.drafts import Verdict
from pamphlets.serve.guard import HEADER, OWN
from pamphlets.serve.loopback import Server
from pamphlets.serve.news import State
from pamphlets.serve.outputs import Outputs
from pamphlets.serve.routes import application

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


# Addresses

READS, WRITES = {"GET", "HEAD"}, {"POST"}
ROUTES = {
    f"{OWN}edit/{{name:path}}": READS,  # the page in which a source is written
    f"{OWN}forms/{{name:path}}": READS,  # a form
    f"{OWN}dialogs": READS,  # the buttons of the desk
    f"{OWN}begin": READS,  # the page of an empty folder
    f"{API}sources/{{name:path}}": READS | {"PUT"},  # a source, and saving it
    f"{API}forms/{{name:path}}": READS | {"PATCH", "POST"},  # fields, changing one, undoing that
    f"{API}names/{{name}}": READS,
    f"{API}pictures/{{name}}": READS,
    f"{API}downloads/{{name}}": READS,
    f"{API}drafts/{{name}}": WRITES,  # looks at a text, and keeps nothing
    f"{API}pages/{{name}}": WRITES,  # the same
    f"{API}contrasts": WRITES,  # the same
    f"{API}import": WRITES,
    f"{API}images": WRITES,
    f"{API}references": WRITES,
    f"{API}commands/{{name}}": WRITES,
    f"{API}begin": WRITES,
    f"{OWN}events": READS,  # open to all: what pages are told
    f"{OWN}{{path:path}}": READS,  # nothing
    "/": READS,
    "/{path:path}": READS,  # the outputs
}
"""What may be asked of which address: whatever may be read changes nothing."""


def routes(server: Server) -> dict[str, set[str]]:
    """Return the methods of each address, but for those of scripts and styles."""
    app: Any = application(server.folder.parent, Outputs(server.folder, server.state, server.tokens), live.Live(Path()))
    found = dict[str, set[str]]()
    for one in app.routes:
        if not one.path.endswith((".js", ".css")):
            found.setdefault(one.path, set()).update(one.methods)
    return found


def test_every_address_is_listed_with_what_it_may_do(standing: Server) -> None:
    assert routes(standing) == ROUTES


def test_reading_changes_nothing_and_strangers_read_outputs_alone(standing: Server) -> None:
    """Of each address, for who may write; with no cookie all of the server's own are closed."""
    root, names = standing.folder.parent, {"{name:path}": NAME, "{name}": NAME, "{path:path}": "web/en/rest.html"}
    before = folder_digest(root)
    for path, methods in ROUTES.items():
        for kind, value in names.items():
            path = path.replace(kind, value)
        for method in READS & methods:
            if (path, method) != (f"{OWN}events", "GET"):  # which never ends
                assert ask(standing, f"{path}?name=a&topic=rest", method=method, **own(standing)).read() is not None
            is_open = not path.startswith(OWN) or path == f"{OWN}events"
            if not is_open:
                assert ask(standing, path, method=method).status == 403
        for method in methods - READS:
            assert ask(standing, path, method=method, body=b"{}").status == 403
            assert ask(standing, path, method=method, body=b"{}", Cookie=own(standing)["Cookie"]).status == 403
    assert folder_digest(root) == before


@pytest.mark.parametrize(
    "page", ["edit/rest.md", "forms/practice", "forms/brand", "forms/rest.md", "dialogs", "nothing", "api/names/../x"]
)
def test_pages_of_the_server_say_what_they_may_load(standing: Server, page: str) -> None:
    answer = ask(standing, f"{OWN}{page}", **own(standing))
    kind, said = answer.headers["Content-Type"], answer.headers["Content-Security-Policy"] or ""
    assert kind == "application/json" or "default-src 'none'" in said
    assert "unsafe" not in said and (not said or ("script-src 'self';" in said and "frame-ancestors 'self'" in said))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert str(standing.folder.parent) not in answer.read().decode()


def test_two_servers_of_one_project(root: Path) -> None:
    """Neither opens to the token of the other, and what one has saved the other does not overwrite."""
    with serving(root) as one, serving(root) as two:
        stale = {"If-Match": f'"{sources.version(root, NAME)}"'}
        others = own(two) | {"Origin": own(one)["Origin"]}
        for signs in (others, own(one) | {HEADER: two.tokens.write}, own(one) | {"Cookie": own(two)["Cookie"]}):
            assert ask(one, f"{API}sources/{NAME}", method="PUT", body=b"x", **signs, **stale).status == 403
        assert ask(one, f"/?token={two.tokens.entry}").status == 200  # and no cookie
        assert save(one, NAME, f"{SOURCE}\nOne.\n")[0] == 200
        status, said = send(two, "PUT", f"{API}sources/{NAME}", "# Two\n", **stale)
        assert (status, said["text"]) == (412, f"{SOURCE}\nOne.\n")


MARKUP = """<img src=x onerror="window.ran=1"><script>window.ran=2</script>"'><svg onload=window.ran=3>"""


def test_words_of_a_project_are_words_in_every_page(root: Path, browser: Any) -> None:
    """Titles, names, ids, what is wrong with them, and the words that a project's own templates say."""
    quoted = MARKUP.replace("'", "''")
    content = root / "content"
    practice = (content / "practice.yml").read_text("utf-8").replace("name: Rest House", f"name: '{quoted}'")
    (content / "practice.yml").write_text(practice, "utf-8")
    text = SOURCE.replace("title: Rest", f"title: '{quoted}'").replace(
        "Rest well.", f"{MARKUP} [@{MARKUP}] ![[{MARKUP}]]"
    )
    (content / NAME).write_text(text.replace("## In short", f"## {MARKUP}"), "utf-8")
    (root / "templates/languages").mkdir(parents=True)
    own_words = f"words:\n  desk-do-check: '{quoted}'\n  desk-edit-save: '{quoted}'\n  desk-form-intro: '{quoted}'\n"
    (root / "templates/languages/en.yml").write_text(own_words, "utf-8")
    with serving(root) as server:
        page = browser.new_page()
        page.goto(server.entry)
        for path, ready in {
            "": ".doings", "desk/rest.html": ".doings", "-/edit/rest.md": ".wrong li", "-/forms/practice": "#main",
            "-/forms/rest.md": "#main", MARKUP: "h1",
        }.items():  # fmt: skip
            page.goto(f"{server.address}{quote(path)}")
            page.wait_for_selector(ready, state="attached")
            found = page.evaluate("[window.ran || 0, document.querySelectorAll('[onerror], [onload]').length]")
            assert found == [0, 0], path
        page.goto(f"{server.address}-/forms/practice")
        assert MARKUP in page.inner_text("main")  # it was said
        page.close()


def test_scripts_of_own_templates_do_not_run_where_the_desk_is(standing: Server, browser: Any) -> None:
    """Neither inline nor in files; those that the program brings do."""
    build, page = standing.folder, browser.new_page()
    own = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'><script src='own.js'></script></body>"
    (build / "own.js").write_text("window.ran = 3;", "utf-8")
    desk = re.sub(r"<meta http-equiv=.*?>", "", (build / "index.html").read_text("utf-8"))
    (build / "own.html").write_text(desk.replace("</body>", own), "utf-8")
    keys = ("controls", "previous", "pause", "go", "next", "whole")
    words, folders = Wording((f"slides-{key}", key, "") for key in keys), Folders(build, (SHIPPED,))
    slides = screens.show("own-slides.html", [Picture("x.png", 9, 9, "X")], "en", "X", words, folders)
    (build / "own-slides.html").write_bytes(slides.renderings[0].content)
    page.goto(standing.entry)
    page.goto(f"{standing.address}own.html")
    page.locator(".doings").wait_for()  # which a script of the desk writes
    assert "window.ran = 2" in page.content()
    assert page.evaluate("window.ran || 0") == 0
    page.goto(f"{standing.address}own-slides.html")
    page.locator(".controls").wait_for(state="visible")
    page.close()


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


@pytest.mark.parametrize("asked", [{"keys": ["sites", "x"], "act": "up"}, {"keys": ["sites", 10**30], "act": "down"}])
def test_items_of_a_list_have_numbers(standing: Server, asked: dict[str, object]) -> None:
    known = sources.version(standing.folder.parent, "practice.yml")
    status, said = send(standing, "PATCH", f"{API}forms/practice", asked, If_Match=f'"{known}"')
    assert status in (400, 422) and said["problems"][0]["rule"] in ("form", "request")


@pytest.mark.parametrize("name", ["con.md", "AUX.md", "nul.txt.md", "com¹.md", "lpt9 .md", "conin$.md"])
def test_names_that_windows_keeps_are_no_names(root: Path, name: str) -> None:
    with pytest.raises(PamphletError, match="is no name of a source"):
        sources.save(root, name, "# No\n", "")
    assert not files.is_reserved(name.replace(".", "x."))
    (root / "content" / name).write_text(SOURCE, "utf-8")
    assert any(one.rule in ("name", "file-name") and name[:3] in str(one) for one in builder.check(root))


def test_what_is_handed_over_never_has_such_a_name(standing: Server) -> None:
    made = send(standing, "POST", f"{API}import?name=a.txt", b"Aux\n\nand words")[1]
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

    def hang(aside: Aside, call: object, root: Path, name: str, *rest: object) -> Verdict:
        asked.append(name)
        begun.set()
        assert free.wait(60)
        return Verdict()

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
        monkeypatch.setattr(Aside, "ask", lambda aside, call, root, name, *rest: asked.append(name) or Verdict())
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
        for fault in looks if folders[0] == root else ():
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
        uploads.take_in(root, "a.txt", b"Words\n\nand words")
    assert caught.value.problems[0].location.path == "a.txt"


def test_a_full_disk_at_the_desk(standing: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked for, it says so, and all is as it was."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    root = standing.folder.parent
    picture, reference = (
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        "@book{a, title={A}, year=2020}",
    )
    sign = {"names": ["rest"], "by": "Clinical lead", "on": "", "until": ""}
    known = f'"{sources.version(root, "practice.yml")}"'
    text = (root / "content" / NAME).read_text("utf-8")
    before = {file: file.read_bytes() for file in (root / "content").rglob("*") if file.is_file()}
    monkeypatch.setattr(os, "fsync", full)
    answers = [
        save(standing, NAME, f"{text}\nMore.\n"),
        save(standing, "new.md", text),
        send(standing, "POST", f"{API}images?name=a.svg", picture),
        send(standing, "POST", f"{API}references", {"text": reference}),
        send(standing, "PATCH", f"{API}forms/practice", {"keys": ["name"], "value": "Other"}, If_Match=known),
        send(standing, "POST", f"{API}commands/add", {"title": "Hello"}),
        send(standing, "POST", f"{API}commands/sign", sign),
    ]
    assert {(status, said["problems"][0]["message"]) for status, said in answers} == {(422, "the disk is full")}
    assert {file: file.read_bytes() for file in (root / "content").rglob("*") if file.is_file()} == before
