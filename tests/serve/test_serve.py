"""`pamphlets serve`: what a browser sees after an edit, and what nobody gets to see."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from making import axe
from making.desk import ask, serving
from making.publishing import FILES, change, copy, write

from pamphlets import builder, channels, files, serve
from pamphlets.builder import stores
from pamphlets.builder.cache import Cache
from pamphlets.errors import PamphletError
from pamphlets.serve.loopback import Server
from pamphlets.serve.news import State


@pytest.fixture
def root(ready_project: Path, tmp_path: Path) -> Path:
    """A small project, built."""
    return copy(ready_project, tmp_path)


@pytest.fixture
def served(root: Path) -> Iterator[Server]:
    with serving(root) as server:
        yield server


@pytest.fixture(scope="module")
def standing(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The project, served for all tests that only ask; links among its outputs lead out of them."""
    root = copy(ready_project, tmp_path_factory.mktemp("standing"))
    with serving(root) as server:
        (root / "build/out").symlink_to(root / "content")
        (root / "build/secret.md").symlink_to(root / "content/rest.md")
        yield server


def test_a_page_is_loaded_again_after_an_edit(served: Server, browser: Any, root: Path) -> None:
    """Without a complaint of the browser: the page's policy lets the server's script in, and nothing else."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{served.address}web/rest/")
    page.get_by_text("Rest well.").wait_for()
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    page.get_by_text("Rest very well.").wait_for(timeout=30_000)
    assert complaints == []
    page.close()


def test_index_and_topic_of_the_desk_are_loaded_again(served: Server, browser: Any, root: Path) -> None:
    index, topic = browser.new_page(), browser.new_page()
    index.goto(served.address)
    topic.goto(f"{served.address}desk/rest.html")
    change(root, "content/rest.md", "title: Rest", "title: Rest better")
    for page in (index, topic):
        page.locator("b, h1").get_by_text("Rest better").first.wait_for(timeout=30_000)
        page.close()


def test_problems_are_shown_in_the_page_with_file_and_line(served: Server, browser: Any, root: Path) -> None:
    """The page stays as it was, and says what is wrong until it is mended."""
    page = browser.new_page()
    page.goto(f"{served.address}web/rest/")
    change(root, "content/rest.md", "- Rest well.", "- Rest [well](vbscript:x). {{ practice.fone }}")
    shown = page.get_by_role("alert")
    shown.wait_for(timeout=30_000)
    assert "content/rest.md:10" in shown.inner_text() and "practice.fone" in shown.inner_text()
    assert "hint: did you mean 'practice.phone'?" in shown.inner_text()
    assert page.get_by_text("Rest well.").is_visible() and not shown.locator("b").count()
    change(root, "content/rest.md", "- Rest [well](vbscript:x). {{ practice.fone }}", "- Rest now.")
    page.get_by_text("Rest now.").wait_for(timeout=30_000)
    assert page.get_by_role("alert").count() == 0
    page.close()


def test_problems_of_the_first_build_are_no_blank_screen(root: Path, browser: Any) -> None:
    shutil.rmtree(root / "build")
    write(root, {"content/practice.yml": "nam: Rest House\n"})
    with serve.serving(root, 0, lambda said: None, jobs=1) as server:
        page = browser.new_page()
        page.goto(server.address)
        shown = page.get_by_role("alert")
        shown.wait_for(timeout=30_000)
        assert "content/practice.yml:1" in shown.inner_text() and "unknown key 'nam'" in shown.inner_text()
        (root / "content/practice.yml").write_text(FILES["content/practice.yml"], "utf-8")
        page.get_by_role("link", name="Rest").first.wait_for(timeout=30_000)
        page.close()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:{port}.evil.example"])
def test_pages_of_other_hosts_get_nothing(standing: Server, host: str) -> None:
    """A name that somebody has pointed to this computer is not this computer's."""
    answer = ask(standing, "/", host.replace("{port}", str(standing.port)))
    assert answer.status == 421 and b"Rest House" not in answer.read()
    assert ask(standing, "/", None).status == 400
    assert ask(standing, "/-/events", "evil.example").status == 421


def test_localhost_is_this_computer(standing: Server) -> None:
    assert ask(standing, "/", f"localhost:{standing.port}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../content/rest.md",
        "/web/../../content/rest.md",
        "/%2e%2e/content/rest.md",
        "/..%2fcontent%2frest.md",
        "/%2e%2e%2fcontent%2frest.md",
        "/..%5ccontent%5crest.md",
        "/web/..%2f..%2fcontent/rest.md",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/web/%00",
        "/%ff",
        "/.next/index.html",
        "/out/rest.md",
        "/secret.md",
        "/web/nothing.html",
        "http://evil.example/../content/rest.md",
        "/-/../content/rest.md",
        "/-/nothing",
        f"/{'a' * 300}",
        f"/{'a/' * 3000}",
    ],
)
def test_nothing_outside_the_outputs_is_served(standing: Server, path: str) -> None:
    """Not by dots, however they are written, and not by a link that leads out."""
    answer = ask(standing, path)
    text = answer.read()
    assert (
        answer.status == (403 if path.startswith("/-/") else 404) and b"Rest well" not in text and b"root:" not in text
    )
    assert str(standing.folder.parent).encode() not in text


def test_answers_say_what_they_are(standing: Server) -> None:
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/desk/desk.js", "text/javascript; charset=utf-8"),
        ("/leaflets/rest/sheet.pdf", "application/pdf"),
        ("/web/assets/fonts/AtkinsonHyperlegibleNext-Bold.woff2", "font/woff2"),
    ):
        answer = ask(standing, path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers
    moved = ask(standing, "/web/rest")
    assert (moved.status, moved.headers["Location"]) == (301, "/web/rest/")
    assert ask(standing, "/", method="POST").status == 403
    assert ask(standing, "/", method="HEAD").read() == b""


def test_only_what_is_served_has_the_script(standing: Server) -> None:
    for page in ("index.html", "desk/rest.html"):
        assert b"/-/live.js" in ask(standing, f"/{page}").read()
        assert "/-/live.js" not in (standing.folder / page).read_text("utf-8")


def test_a_file_deleted_while_served(served: Server, root: Path) -> None:
    (root / "build/leaflets/rest/sheet.pdf").unlink()
    assert ask(served, "/leaflets/rest/sheet.pdf").status == 404


def test_outputs_deleted_while_served(served: Server, root: Path) -> None:
    """The page says so, and comes back with the next change."""
    shutil.rmtree(root / "build")
    answer = ask(served, "/")
    assert answer.status == 404 and b"The outputs were deleted." in answer.read()
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    with served.state.news:
        assert served.state.news.wait_for(lambda: served.state.version > 1, 60)
    assert ask(served, "/").status == 200


def test_a_change_in_the_middle_of_a_build_is_built(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build under way may have read the old words: another one follows."""
    change(root, "content/rest.md", "How to rest.", "How you rest.")
    plan, planned = builder.plan, []

    def then_change(*given: Any, **named: Any) -> Any:
        made = plan(*given, **named)
        if not planned:
            change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
        planned.append(made)
        return made

    monkeypatch.setattr(builder, "plan", then_change)
    with serve.serving(root, 0, lambda said: None, jobs=1) as server, server.state.news:
        assert server.state.news.wait_for(lambda: server.state.made and len(planned) > 1, 60)
        assert "Rest very well." in (root / "build/web/rest/index.html").read_text("utf-8")


def test_the_terminal_says_when_it_builds_again(root: Path) -> None:
    """Also when a fault was taken back, so that nothing is left to make."""
    change(root, "content/rest.md", "How to rest.", "How you rest.")
    said: list[str] = []
    with serve.serving(root, 0, said.append, jobs=1) as server, server.state.news:
        for version, (before, after) in enumerate([("- Rest well.", "- Rest [all](x:y)."), ("[all](x:y)", "well")], 1):
            assert server.state.news.wait_for(lambda version=version: server.state.version >= version, 60)
            change(root, "content/rest.md", before, after)
        assert server.state.news.wait_for(lambda: server.state.version > 2, 60)
        server.state.news.wait_for(lambda: "again" in said[-1], 5)
    assert "links do not" in said[1] or "error" in said[1]
    assert said[-1] == "it builds again: nothing else has changed"


def test_it_listens_to_this_computer_alone(standing: Server) -> None:
    with socket.socket() as other, pytest.raises(ConnectionRefusedError):
        other.connect(("127.0.0.2", standing.port))


def test_a_port_in_use_is_a_problem_that_names_a_free_one(root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PamphletError) as caught, serve.serving(root, port, lambda said: None):
            pass
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"error: port {port} is in use\n")
    assert problem.hint.startswith("try --port ") and int(problem.hint.rpartition(" ")[2]) > port


def test_an_edited_template_is_seen(served: Server, root: Path) -> None:
    """The page is made again from what the template says now, twice in one process."""
    own = root / "templates/web/page.html"
    own.parent.mkdir(parents=True)
    for version, words in enumerate(("First", "Other"), 2):
        own.write_text('{% extends "shipped/web/page.html" %}{% block foot %}' + words + "{% endblock %}", "utf-8")
        with served.state.news:
            assert served.state.news.wait_for(lambda version=version: served.state.version >= version, 60)
        assert words in (root / "build/web/rest/index.html").read_text("utf-8")


def test_a_change_while_a_build_runs_is_seen(root: Path) -> None:
    """The stamp is taken before a build, so that what changed since makes another."""
    before = files.stamp(root, root / "content", root / "templates")
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    assert files.stamp(root, root / "content", root / "templates") != before
    (root / "content/rest.md").unlink()
    assert len(files.stamp(root, root / "content", root / "templates")) == len(before) - 1


def test_what_browsers_show_is_known_until_they_go(standing: Server) -> None:
    """A page by the news that it waits for; a file that was opened by itself by its request, until another is."""
    state = standing.state
    with socket.create_connection(("127.0.0.1", standing.port)) as browser:
        host = f"Host: 127.0.0.1:{standing.port}\r\n"
        browser.sendall(f"GET /-/events?page=%2Fweb%2Frest%2F HTTP/1.1\r\n{host}\r\n".encode())
        with browser.makefile("rb") as answer:
            told = next(line for line in answer if line.startswith(b"data:"))
        assert "web/rest/index.html" in state.looked()
        assert f'"version": "{state.of("web/rest/index.html")}"'.encode() in told
    with state.news:
        assert state.news.wait_for(lambda: not state.looking, 10)
    assert state.looked() == frozenset()
    state.document = "leaflets/rest/sheet.pdf"
    assert state.looked() == {"leaflets/rest/sheet.pdf"}
    state.document = ""


def test_a_save_ends_what_nobody_looks_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is told of first words, then at once of those saved while the first leaflet was made, then of the rest.

    So the second leaflet is made only of the words saved last.
    """
    page, render, events = "web/rest/index.html", channels.CHANNELS["leaflets"].render, list[str]()

    def then_save(job: Any) -> Any:
        if "leaflet" not in events:
            change(root, "content/rest.md", "- Rest very well.", "- Rest now.")
        events.append("leaflet")
        return render(job)

    def note(state: State, *given: Any) -> None:
        tell(state, *given)
        text = (root / "build" / page).read_text("utf-8")
        events.append(next(words for words in ("Rest very well.", "Rest now.") if words in text))

    tell = State.tell
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    state = State(made=builder.read_manifest(root / "build"))
    monkeypatch.setattr(serve, "_PAUSE", 0)
    monkeypatch.setattr(channels.CHANNELS["leaflets"], "render", then_save)
    monkeypatch.setattr(State, "tell", note)
    monkeypatch.setattr(State, "looked", lambda _: frozenset({page}))
    serve.watch(root, state, lambda said: state.end(), jobs=1)
    assert events == ["Rest very well.", "leaflet", "Rest now.", "leaflet", "leaflet", "Rest now."]


def test_a_store_that_is_gone_holds_up_no_save(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at does not wait for it, and what was saved ends the wait; it is told of once."""
    page, events, said, back = "web/rest/index.html", list[str](), list[str](), threading.Event()
    cache, source, first = Cache(str(root.parent / "cache")), root / "content/rest.md", threading.Lock()

    def get(name: str, most: int) -> None:
        if first.acquire(blocking=False):
            events.append("asked")
            files.write(source, source.read_text("utf-8").replace("Rest very well", "Rest now"), "content/rest.md")
        back.wait(20)
        raise stores.Fault("it is gone")

    def note(state: State, *given: Any) -> None:
        tell(state, *given)
        events.append("now" if "Rest now." in (root / "build" / page).read_text("utf-8") else "very")
        if events[-1] == "now":
            back.set()

    def say(text: str) -> None:
        said.append(text.partition("\n")[0])
        if "made" in text:
            state.end()

    tell = State.tell
    change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
    state = State(made=builder.read_manifest(root / "build"))
    monkeypatch.setattr(serve, "_PAUSE", 0)
    monkeypatch.setattr(cache.store, "get", get)
    monkeypatch.setattr(State, "tell", note)
    monkeypatch.setattr(State, "looked", lambda _: frozenset({page}))
    serve.watch(root, state, say, jobs=1, cache=cache)
    assert events == ["very", "asked", "now", "now"]
    gone = "warning: this cache cannot be used: it is gone; the build goes on without it"
    assert [text for text in said if "cache" in text] == [f"{root.parent}/cache: {gone}"]


def test_its_end_waits_for_no_store(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, state, back, answers = Cache(str(root.parent / "cache")), State(), threading.Event(), list[str]()

    def get(name: str, most: int) -> None:
        state.end()
        back.wait(20)
        answers.append(name)

    shutil.rmtree(root / "build")
    monkeypatch.setattr(cache.store, "get", get)
    serve.watch(root, state, lambda said: None, jobs=1, cache=cache)
    assert answers == [] and not (root / "build/manifest.json").exists()
    back.set()


def test_builds_give_and_take(root: Path) -> None:
    """What somebody has rendered is not rendered; others take what this one makes."""
    cache, said, state = str(root.parent / "cache"), list[str](), State()

    def say(text: str) -> None:
        said.append(text)
        state.end()

    shutil.rmtree(root / "build")
    serve.watch(root, state, say, jobs=1, cache=Cache(cache))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channels.CHANNELS["leaflets"], "render", None)
        made = builder.build(root, output=root.parent / "other", jobs=1, cache=Cache(cache))
        shutil.rmtree(root / "build")
        state = State()
        serve.watch(root, state, say, jobs=1, cache=Cache(cache))
    assert made.taken > 2 and [text.split()[0] for text in said] == ["made", "made"]


def test_what_keeps_all_from_being_built_leads_to_where_it_is_mended(small_project: Path, browser: Any) -> None:
    """Errors alone are shown, each by a link to its line, and a screen reader hears them."""
    (small_project / "content/topic.md").write_text(
        "---\ntitle: A\nsummary: B.\n---\n## C {#c}\n\n![[none]]\n", "utf-8"
    )
    with serving(small_project) as server:
        page = axe.context(browser, viewport={"width": 360, "height": 740}).new_page()
        page.goto(server.entry)
        found = page.get_by_role("alert")
        found.wait_for()
        assert "warning:" not in found.inner_text() and axe.violations(page) == []
        found.get_by_role("link", name="content/topic.md:7").first.click()
        page.wait_for_url("**/-/edit/topic.md#7")
        page.context.close()
