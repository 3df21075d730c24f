"""Results that builds share: the same bytes, whatever has become of the cache, and never a file that is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from making import cheap
from making.cheap import Work, problems, tree
from making.crashes import Killed, endings

from pamphlets.builder import cache as caches
from pamphlets.builder import inputs, manifest, pruning, shards, stores
from pamphlets.builder.cache import Cache
from pamphlets.builder.shards import Shard
from pamphlets.cli import main
from pamphlets.model import Entry

EVERY = ["leaflets a", "leaflets b", "leaflets c", "leaflets d", "leaflets tight", "web index"]
UNFIT = ["leaflets tight"]
SECRET = "s3cret"


@pytest.fixture
def work(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Work:
    return cheap.work(write, monkeypatch)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a cache; it is not there yet."""
    return tmp_path / "shared/cache"


def said(problem: object) -> str:
    return str(problem).partition("\n")[0]


def warned(made: Any) -> list[str]:
    """Return what a build says of its cache."""
    return [said(one) for one in made.problems if one.rule == "cache"]


def test_a_clone_takes_what_another_has_rendered(work: Work, place: Path) -> None:
    """All files are the same, the manifest with its problems too; only what does not fit is tried again."""
    made = work.build(work.first, Cache(str(place)))
    assert work.rendered == EVERY and made.taken == 0
    made = work.build(work.second, Cache(str(place), read_only=True))
    assert work.rendered == UNFIT and made.taken == 5
    assert tree(work.second / "build") == tree(work.first / "build")
    assert "a word" in str(made.problems) and not warned(made)
    assert len(list((place / "ac").iterdir())) == 5
    assert len(list((place / "cas").iterdir())) == 6  # one is of five jobs, and empty ones are none
    work.build(work.second, Cache(str(place)), force=True)
    assert work.rendered == EVERY


def test_what_depends_on_more_is_not_taken(work: Work, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other words, another version of the program, of a library or of Pango: it is rendered."""
    work.build(work.first, Cache(str(place)))
    (work.second / "content/rest.md").write_text(cheap.SOURCE + "\nLie down.\n", "utf-8")
    work.build(work.second, Cache(str(place)))
    assert work.rendered == EVERY
    monkeypatch.setattr(inputs.natives, "versions", lambda: ["pango 9.99"])
    work.build(work.second, Cache(str(place)))
    assert work.rendered == EVERY
    work.build(work.second, Cache(str(place)), force=True)


def entries(place: Path) -> list[Path]:
    return sorted((place / "ac").iterdir())


def say(place: Path, **values: Any) -> None:
    """Change what all entries say, and seal them anew."""
    for file in entries(place):
        known = json.loads(file.read_bytes())
        del known["sha256"]
        for one in known["outputs"]:
            one.update({key: value for key, value in values.items() if key in one})
        file.write_bytes(manifest.seal(known | {key: one for key, one in values.items() if key in known}))


def swap(place: Path) -> None:
    """Let each entry stand under the key of another."""
    every = entries(place)
    contents = [file.read_bytes() for file in every]
    for file, content in zip(every, [*contents[1:], contents[0]], strict=True):
        file.write_bytes(content)


def each(folder: str, change: Callable[[Path], object]) -> Callable[[Path], None]:
    def act(place: Path) -> None:
        for file in (place / folder).iterdir():
            change(file)

    return act


def become_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def become_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "cut": each("cas", lambda file: file.write_bytes(file.read_bytes()[:-1])),
    "longer": each("cas", lambda file: file.write_bytes(file.read_bytes() + b".")),
    "replaced": each("cas", lambda file: file.write_bytes(b"x" * file.stat().st_size)),
    "gone": each("cas", Path.unlink),
    "a folder": each("cas", become_folder),
    "a pipe": each("cas", become_pipe),
    "entry cut": each("ac", lambda file: file.write_bytes(file.read_bytes()[:-5])),
    "entry changed": each("ac", lambda file: file.write_bytes(file.read_bytes().replace(b"sheet", b"shoot"))),
    "no entry": each("ac", lambda file: file.write_bytes(b"\x80\x04K\x01.")),
    "of another job": swap,
    "of another version": lambda place: say(place, version=manifest.VERSION - 1),
    "elsewhere": lambda place: say(place, path="../../outside"),
    "of the build itself": lambda place: say(place, path=".next/manifest.json"),
    "a name": lambda place: say(place, sha256="../../first/content/rest.md"),
    "very long": lambda place: say(place, bytes=10**30),
    "less than none": lambda place: say(place, bytes=-2),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_was_damaged_is_rendered(work: Work, place: Path, damage: str) -> None:
    """Never a wrong file; and what is rendered then stands in the place of what was damaged, where it can."""
    work.build(work.first, Cache(str(place)))
    DAMAGE[damage](place)
    made = work.build(work.second, Cache(str(place)))
    assert work.rendered == EVERY and tree(work.second / "build") == tree(work.first / "build")
    if damage != "a folder":
        assert not warned(made)
        work.build(work.second, Cache(str(place)), output=place.parent / "third")
        assert work.rendered == UNFIT


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")])
def test_a_folder_that_takes_nothing_is_told_of_once(
    work: Work, place: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    """All is built, the manifest says nothing of it, and --strict does not stop for it."""
    work.build(work.first, Cache(str(place)))
    (place / "ac" / entries(place)[0]).unlink()

    def put(*_: object) -> None:
        raise fault

    monkeypatch.setattr(stores.Folder, "put", put)
    made = work.build(work.second, Cache(str(place)))
    assert len(work.rendered) == 2 and tree(work.second / "build") == tree(work.first / "build")
    (told,) = warned(made)
    assert told == f"{place}: warning: this cache cannot be used: {fault.strerror}; nothing more is written there"
    assert b"cannot be used" not in (work.second / "build/manifest.json").read_bytes()


def test_a_cache_is_no_folder_of_the_project(work: Work) -> None:
    """It would be read as content, and change what the build depends on, or be put online with the pages."""
    wanted = "a cache cannot be among a project's own files, or its outputs\n  hint: name a folder elsewhere"
    for place in (work.first / "content/images", work.first, work.first / "build/web", work.first / "templates"):
        for address in (str(place), place.as_uri(), place.as_uri().replace("file:", "local:")):
            assert wanted in problems(lambda address=address: work.build(work.first, Cache(address)))  # type: ignore[misc]
            assert wanted in problems(lambda address=address: shards.fill(work.first, Shard(1, 1), Cache(address)))  # type: ignore[misc]
    assert not (work.first / "content/images").exists()
    work.build(work.first, Cache((work.first.parent / "a cache").as_uri()))
    assert entries(work.first.parent / "a cache")


@pytest.mark.parametrize("prune", [False, True])
def test_builds_at_once_share_a_cache(work: Work, place: Path, prune: bool) -> None:
    """All are right, and so is one after them, though somebody deletes what they give as fast as it can be done."""
    (place / "ac").mkdir(parents=True)
    over = threading.Event()

    def delete() -> None:
        while not over.wait(0.001):
            pruning.prune(place, time.time() + 2 * pruning.YOUNG, most=0)

    alone = tree(work.build(work.first, output=place.parent / "alone").folder)
    threads = [
        threading.Thread(target=work.build, args=(root, Cache(str(place)))) for root in (work.first, work.second) * 2
    ]
    folders = [place.parent / f"out{number}" for number in range(4)]
    other = threading.Thread(target=delete)
    if prune:
        other.start()
    for folder, thread in zip(folders, threads, strict=True):
        thread._kwargs = {"output": folder}  # type: ignore[attr-defined]
        thread.start()
    for thread in threads:
        thread.join()
    over.set()
    if prune:
        other.join()
    assert [tree(folder) == alone for folder in folders] == [True] * 4
    made = work.build(work.second, Cache(str(place)))
    assert (prune or work.rendered == UNFIT) and tree(work.second / "build") == alone and not warned(made)


def test_what_is_written_is_whole_or_not_there(work: Work, place: Path) -> None:
    """Killed at each operation, with half of a file written, or with a full disk: other builds see all or nothing."""
    held = stores.Folder(place)
    for fault in endings(lambda: None, lambda: held.put("cas/" + "0" * 64, b"whole"), "killed", "torn", "full"):
        assert fault is None or isinstance(fault, Killed | OSError)
        assert held.get("cas/" + "0" * 64, 5) in (b"whole", None)


class Server(BaseHTTPRequestHandler):
    """Takes and gives files, as bazel-remote does; it has a password, and `answer` may be another than its own."""

    files: dict[str, bytes]
    answer = ""
    asked: list[str]

    def _allow(self) -> bool:
        self.asked.append(self.path)
        given = self.headers.get("Authorization", "").removeprefix("Basic ")
        if b64decode(given) != f"me:{SECRET}".encode():
            self.send_error(401)
        elif self.answer.startswith("http"):
            self.send_response(307)
            self.send_header("Location", self.answer)
            self.end_headers()
        elif self.answer == "slow":
            self.server.done.wait(10)  # type: ignore[attr-defined]
        elif self.answer:
            self.send_error(int(self.answer), f"not for {SECRET}" if self.answer == "403" else None)
        else:
            return True
        return False

    def do_GET(self) -> None:
        if not self._allow():
            return
        if self.path in self.files:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.files[self.path])
        else:
            self.send_error(404)

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self._allow():
            self.files[self.path] = content
            self.send_response(200)
            self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(answer: str = "") -> Iterator[tuple[str, type[Server]]]:
    """Serve on this machine; yield the address, with its password, and what was asked for."""
    kind = type("Own", (Server,), {"files": {}, "asked": [], "answer": answer})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        server.done = threading.Event()  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://me:{SECRET}@127.0.0.1:{server.server_port}/team?token={SECRET}", kind
        server.done.set()  # type: ignore[attr-defined]
        server.shutdown()


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def test_a_web_server_keeps_results(work: Work, direct: None) -> None:
    """Under `/ac` and `/cas`, as bazel-remote has them."""
    with serving() as (address, server):
        made = work.build(work.first, Cache(address))
        assert not warned(made)
        assert {path.split("/")[2] for path in server.files} == {"ac", "cas"}
        for path, content in server.files.items():
            if "/cas/" in path:
                assert path == f"/team/cas/{sha256(content).hexdigest()}?token={SECRET}"
        work.build(work.second, Cache(address))
    assert work.rendered == UNFIT and tree(work.second / "build") == tree(work.first / "build")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("500", "it answers 500 Internal Server Error"),
        ("403", "it answers 403 Forbidden"),
        ("http://localhost:1/elsewhere", "it redirects to another server"),
        ("slow", "it is too slow"),
        ("gone", "Connection refused"),
        ("password", "it answers 401 Unauthorized"),
    ],
)
def test_a_server_that_fails_is_told_of_once(
    work: Work, direct: None, monkeypatch: pytest.MonkeyPatch, answer: str, why: str
) -> None:
    """The build goes on without it, asks it no more, and prints no password."""
    monkeypatch.setattr(stores, "SECONDS", 0.05)
    monkeypatch.setattr(caches, "THREADS", 1)
    with serving("" if answer in ("gone", "password") else answer) as (address, server):
        address = address.replace(SECRET, "wr0ng") if answer == "password" else address
        if answer == "gone":
            address = f"http://me:{SECRET}@127.0.0.1:1/team?token={SECRET}"
        made = work.build(work.first, Cache(address))
    assert work.rendered == EVERY
    (told,) = warned(made)
    assert told.endswith(f": warning: this cache cannot be used: {why}; the build goes on without it")
    assert told.startswith("http://127.0.0.1:") and "/team: " in told
    assert SECRET not in str(made.problems) and "wr0ng" not in str(made.problems)
    assert len(set(server.asked)) <= len(EVERY) - 1  # those that were on their way


SHOWN = {
    "/srv/cache": "/srv/cache",
    "s3://bucket/folder": "s3://bucket/folder",
    "https://me:pass@host:80/a?token=x#y": "https://host:80/a",
    "sftp://me@host/a": "sftp://host/a",
    "https://me:p?ss@host/a": "https://…",
    "https://me:p#ss@host/a": "https://…",
    "https://me:p/ss@host/a": "https://…",
    "https://host/?mail=a@b": "https://…",
    "https://me:pa ss@ho st:x/": "https://…",
    "https:/me:pass@host/a": "…",
    "s3:me:pass@host": "…",
}


@pytest.mark.parametrize("address", SHOWN)
def test_no_password_is_printed(address: str) -> None:
    assert stores.shown(address) == SHOWN[address]


@pytest.mark.parametrize(
    "address",
    ["http://", "https://me:pass@:80/", "http://host:port/", "http://host:0/", "https:/me:pass@host/a",
     "s3:me:pass@host", "http:me:pass@host", "host:8080", "file://host/srv"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(address: str) -> None:
    told = problems(lambda: Cache(address))
    assert "this is no address of a cache" in told and "pass" not in told


def test_any_store_that_fsspec_knows(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package may have to be installed; what a store says of its faults is not printed."""
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.makedirs("/team", exist_ok=True)
    work.build(work.first, Cache("memory://team"))
    work.build(work.second, Cache("memory://team"))
    assert work.rendered == UNFIT and tree(work.second / "build") == tree(work.first / "build")
    for path in memory.find("/team/cas"):
        memory.pipe_file(path, b"cut")
    assert not warned(work.build(work.second, Cache("memory://team"), output=work.second.parent / "third"))
    assert work.rendered == EVERY

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"denied to key={SECRET}")

    monkeypatch.setattr(type(memory), "cat_file", fail)
    made = work.build(work.second, Cache("memory://team"), output=work.second.parent / "fourth")
    assert warned(made) == [
        "memory://team: warning: this cache cannot be used: RuntimeError; the build goes on without it"
    ]
    assert "this is no address of a cache" in problems(lambda: Cache(f"nothing://{SECRET}@x/y"))
    assert "this is no address of a cache" in problems(lambda: Cache(f"simplecache::nothing://{SECRET}@x/y"))
    monkeypatch.setattr("fsspec.core.url_to_fs", fail)  # some are reached before anything is asked for
    made = work.build(work.second, Cache(f"memory://{SECRET}@gone"), output=work.second.parent / "fifth")
    assert warned(made)[0].startswith("memory://gone: warning: this cache cannot be used: RuntimeError; the build goes")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    told = problems(lambda: Cache(f"s3://{SECRET}@x/y"))
    assert told == (
        "s3://x/y: error: this cache needs fsspec, which is not here\n"
        "  hint: install it with: pip install 'pamphlets[cache]'"
    )


def fill(place: Path, name: str, used: float, *contents: bytes) -> None:
    """Put a result into a cache that was used so many seconds after 1970."""
    outputs = tuple(manifest.Output(f"a/{n}", sha256(one).hexdigest(), len(one)) for n, one in enumerate(contents))
    values = {"version": manifest.VERSION, **manifest.plain(Entry("web", name, outputs))}
    every = {f"cas/{one.sha256}": content for one, content in zip(outputs, contents, strict=True)}
    for path, content in {**every, f"ac/{sha256(name.encode()).hexdigest()}": manifest.seal(values)}.items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        known = file.stat().st_mtime if file.exists() else 0
        file.write_bytes(content)
        os.utime(file, (max(used, known), max(used, known)))


def left(place: Path) -> set[str]:
    """Return the names of the results that are whole in a cache."""
    found = set()
    for file in entries(place):
        entry = manifest.unseal(Entry, file.read_bytes(), manifest.VERSION)
        assert entry and all((place / "cas" / one.sha256).exists() for one in entry.outputs)
        found.add(entry.name)
    return found


DAY = 86_400.0


def test_what_was_used_longest_ago_is_deleted_first(place: Path) -> None:
    """What two results share stays with either; what nothing names goes, unless it is new; others' files stay."""
    now = 100 * DAY
    fill(place, "old", now - 40 * DAY, b"o" * 10_000, b"shared" * 1000)
    fill(place, "middle", now - 20 * DAY, b"m" * 10_000, b"shared" * 1000)
    fill(place, "new", now - DAY, b"n" * 10_000)
    strays = {"0" * 64: now - 2 * DAY, "1" * 64: now - 60, f"{'2' * 64}.{'a' * 16}.part": now - 2 * DAY}
    for name, used in {**strays, "README": now - 900 * DAY}.items():
        (place / "cas" / name).write_bytes(b"stray")
        os.utime(place / "cas" / name, (used, used))
    done = pruning.prune(place, now, older=30 * DAY)
    assert (done.results, done.gone) == (2, 1) and left(place) == {"middle", "new"}
    assert {"1" * 64, "README"} <= {file.name for file in (place / "cas").iterdir()}
    assert not {"0" * 64, f"{'2' * 64}.{'a' * 16}.part"} & {file.name for file in (place / "cas").iterdir()}
    done = pruning.prune(place, now, most=20_000)
    assert left(place) == {"new"} and done.bytes < 20_000 and done.freed > 16_000
    pruning.prune(place, now, most=0)
    assert left(place) == set() and {file.name for file in (place / "cas").iterdir()} == {"1" * 64, "README"}


def test_what_is_used_meanwhile_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that takes a result, or writes it again, while others are deleted keeps it; two may delete at once."""
    now = 100 * DAY
    fill(place, "one", now - 40 * DAY, b"one")
    delete = pruning._delete
    with monkeypatch.context() as patch:
        patch.setattr(pruning, "_delete", lambda *given: fill(place, "one", now, b"one") or delete(*given))
        assert pruning.prune(place, now, most=0).freed == 0
    assert left(place) == {"one"}
    with monkeypatch.context() as patch:
        patch.setattr(pruning, "_delete", lambda root, one: (root / one.name).unlink() or delete(root, one))
        pruning.prune(place, now, most=0)
    assert left(place) == set()
    assert "this is no folder of a cache" in problems(lambda: pruning.prune(place.parent, now, most=0))


def test_taking_a_result_dates_it_anew(work: Work, place: Path) -> None:
    """So that it is not deleted; who only reads changes nothing."""
    work.build(work.first, Cache(str(place)))
    for file in (*entries(place), *(place / "cas").iterdir()):
        os.utime(file, (0, 0))
    work.build(work.second, Cache(str(place), read_only=True))
    assert {file.stat().st_mtime for file in place.rglob("*") if file.is_file()} == {0}
    work.build(work.second, Cache(str(place)), output=place.parent / "y")
    assert 0 not in {file.stat().st_mtime for file in place.rglob("*") if file.is_file()}


def test_the_command(work: Work, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By option or environment; it says what it took, and what of it is left."""

    def run(*words: object, **environment: str) -> str:
        result = CliRunner().invoke(main, list(map(str, words)), env=environment)
        return result.output

    build = ("build", "--jobs", "1", "--project")
    run(*build, work.first, "--cache", place)
    told = run(*build, work.second, "--cache-read-only", PAMPHLETS_CACHE=str(place))
    assert "it is too long" in told and work.rendered == [*EVERY, *UNFIT]
    (work.first / "content/rest.md").write_text(cheap.SOURCE.replace("Sit", "Lie"), "utf-8")
    assert "--cache-read-only needs --cache" in run(*build, work.first, "--cache-read-only", "--force")
    assert "Deleted 5 results" in run("cache", "prune", place, "--most", "0")
    assert "say --most 5GB, or --older-than 30d" in run("cache", "prune", place)
    assert "'5 apples' is not a size: write 500MB or 5GB" in run("cache", "prune", place, "--most", "5 apples")
    assert "'1h' is not an age: write 30d or 4w" in run("cache", "prune", place, "--older-than", "1h")


def test_without_a_cache_nothing_of_it_is_loaded(small_project: Path) -> None:
    """Nor with one in a folder anything of fsspec."""
    code = "import sys; from pamphlets import build; build({0!r}, jobs=1{1}); print(*sys.modules)"
    known = subprocess.run(
        [sys.executable, "-c", code.format(str(small_project), "")], capture_output=True, text=True, check=True
    )
    loaded = set(known.stdout.split())
    assert not {one for one in loaded if one.split(".")[0] in ("fsspec", "distributed", "dask")}
    assert not loaded & {"pamphlets.builder.cache", "pamphlets.builder.stores", "pamphlets.builder.pruning"}
    assert not loaded & {"pamphlets.builder.engine", "pamphlets.builder.remote", "pamphlets.builder.bundles"}
