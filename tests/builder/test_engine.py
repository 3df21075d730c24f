"""Engines of others: the same bytes, whatever ends their workers, and a clear problem where they cannot be right."""

from __future__ import annotations

import gc
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from making import cheap
from making.cheap import Work, problems, tree
from making.executors import Spy, deadly

from pamphlets.builder import bundles, plans, remote, workers
from pamphlets.builder import engine as engines
from pamphlets.builder.cache import Cache
from pamphlets.builder.engine import Engine
from pamphlets.cli import main
from pamphlets.model import Folders

SPY = "making.executors:spy"


@pytest.fixture
def work(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Work:
    monkeypatch.setattr(Spy, "seen", [])
    monkeypatch.setattr(bundles, "_kept", {})
    return cheap.work(write, monkeypatch)


def test_any_executor_makes_the_same(work: Work) -> None:
    """Its workers are sent the files of a project when they ask for them, and once."""
    work.build(work.first)
    with Engine(SPY) as engine:
        made = work.build(work.second, engine=engine)
    assert [one.name for one in made.unmade] == ["leaflets tight"]
    assert tree(work.second / "build") == tree(work.first / "build")
    assert Spy.seen[0] == (("leaflets a",), False) and (("leaflets a",), True) in Spy.seen
    assert Spy.seen[-1] == (("web index",), False)


def test_the_files_are_all_that_a_job_reads(small_project: Path) -> None:
    """Rendered from them, with the project gone, all is the same: pictures, templates and fonts of its own, too."""
    text = "---\ntitle: Rest\nsummary: Rest.\nformats: [sheet]\nplatforms: [x]\ncover: photo chair.svg\n---\n"
    text += "\n## Sit {#sit}\n\nSit down.\n\n![A chair](images/chair.svg)\n\n::: post\nSit.\n:::\n"
    (small_project / "content/rest.md").write_text(text.replace("cover: photo chair.svg\n", ""), "utf-8")
    (small_project / "templates/web").mkdir(parents=True)
    jobs = [job for job in plans.plan(small_project).jobs if not job.sizes]
    assert {job.channel for job in jobs} >= {"leaflets", "posts", "web"}
    right = [workers.render(job) for job in jobs]
    bundle = bundles.Bundle(jobs[0].folders)
    content, digest = bundle.content, bundle.digest
    shutil.rmtree(small_project / "content")
    assert remote.work(remote.program()[0], remote.pack(jobs), digest, None).what == remote.LACKS
    answer = remote.work(remote.program()[0], remote.pack(jobs), digest, content)
    made = remote.results(answer)
    assert [one.renderings == two.renderings for one, two in zip(made, right, strict=True)] == [True] * len(jobs)
    assert not any(problem.severity == "error" for one in made for problem in one.problems)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = {name for name in archive.namelist() if name.startswith("project/content")}
    assert "project/content/images/chair.svg" in names and not [name for name in names if name.endswith(".md")]


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../b", "project/content/more.png"])
def test_files_that_were_not_sent_are_not_unpacked(small_project: Path, name: str) -> None:
    bundle = bundles.Bundle(Folders(small_project, (small_project / "templates",)))
    made = BytesIO(bundle.content)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(ValueError, match="this is no bundle of files"):
        bundles.unpack(bundle.digest, made.getvalue())
    assert not bundles.place(bundle.digest) and not (small_project.parent / "outside").exists()


def test_what_ends_a_worker_is_made_alone_and_named(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are made; what was made before is in the cache, so that the next build goes on from there."""
    place = str(work.first.parent / "cache")

    def answer(names: tuple[str, ...]) -> Exception | None:
        return BrokenProcessPool("killed") if "leaflets c" in names else None

    monkeypatch.setattr(Spy, "answer", staticmethod(answer))
    with Engine(SPY) as engine:
        told = problems(lambda: work.build(work.first, Cache(place), engine=engine))
    assert told == (
        f"{SPY}: error: a worker ended 2 times while it made leaflets c (BrokenProcessPool)\n"
        "  hint: has it too little memory? what does its own log say?"
    )
    assert not (work.first / "build/manifest.json").exists()
    monkeypatch.setattr(Spy, "answer", staticmethod(lambda names: None))
    made = work.build(work.first, Cache(place))
    work.build(work.second)
    assert made.taken >= 2 and tree(work.second / "build") == tree(work.first / "build")


def test_an_engine_that_breaks_is_opened_again(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """As often as it takes, if each job comes through at last."""
    dice, begun = random.Random(1), set[str]()

    def answer(names: tuple[str, ...]) -> Exception | None:
        if dice.random() < 0.7 and not begun.issuperset(names):
            begun.update(names)
            return dice.choice([BrokenExecutor("killed"), ConnectionResetError("gone")])
        return None

    monkeypatch.setattr(Spy, "answer", staticmethod(answer))
    work.build(work.first)
    with Engine(SPY) as engine:
        work.build(work.second, engine=engine)
    assert begun and tree(work.second / "build") == tree(work.first / "build")


def test_ten_processes_that_are_killed_cost_their_jobs_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of ten jobs ends its worker once; all is made, each job told of once."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told: list[int] = []
    jobs = deadly(tmp_path, 30, {f"job-{number}": 1 for number in range(0, 30, 3)})
    with Engine("making.executors:processes") as engine:
        made = {job.name: result for job, result in engine.run(jobs, lambda ready, job: told.append(ready))}
    assert {result.problems[0].message for result in made.values()} == {f"job-{n} is done" for n in range(30)}
    assert told == list(range(1, 31))


OTHERS = {
    ("pango 9.99",): "there: pango 9.99; here: ",
    (): "there: other code of pamphlets; here: its own",
}


@pytest.mark.parametrize("more", OTHERS)
def test_a_worker_of_another_version_makes_nothing(
    work: Work, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    mine = remote.program()[1]
    theirs = (*(one for one in mine if not (more and one.startswith("pango "))), *more)
    monkeypatch.setattr(Spy, "answer", staticmethod(lambda names: remote.Delivery(remote.OTHER, versions=theirs)))
    with Engine(SPY) as engine:
        told = problems(lambda: work.build(work.first, engine=engine))
    assert "a worker has another version of the program, of a library or of Pango" in told and OTHERS[more] in told
    assert work.rendered == [] and remote.work("0" * 64, b"", "", None).what == remote.OTHER


def test_a_worker_without_the_program_is_told_of(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = ModuleNotFoundError("No module named 'pamphlets'")
    monkeypatch.setattr(Spy, "answer", staticmethod(lambda names: fault))
    with Engine(SPY) as engine:
        told = problems(lambda: work.build(work.first, engine=engine))
    assert "a worker cannot import what it needs: No module named 'pamphlets'" in told


def test_workers_that_say_nothing_are_given_up(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or whose scheduler is gone: who waits is not told."""
    monkeypatch.setattr(engines, "SILENCE", 0.01)
    monkeypatch.setattr(engines, "wait", lambda waiting, seconds, when: (set(), waiting))
    with Engine(SPY) as engine:
        assert "no worker has done anything for an hour" in problems(lambda: work.build(work.first, engine=engine))
    monkeypatch.setattr(engines, "SECONDS", 0.01)
    with Engine(SPY) as engine:
        made = engine._open()[0]
        client = SimpleNamespace(status="connecting", close=lambda timeout: made.shutdown())
        monkeypatch.setattr(engine, "_open", lambda: (made, client))
        assert "the scheduler is gone" in problems(lambda: work.build(work.first, engine=engine))


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nothing", "nothing: error: this is no address of workers"),
        ("tcp://me:s3cret@host:1", "tcp://host:1: error: this is no address of workers"),
        ("dask:me:s3cret@host", "…: error: this is no address of workers"),
        ("no_such_module:make", "there are no such workers: ModuleNotFoundError: No module named 'no_such_module'"),
        ("making.executors:nothing", "there are no such workers: "),
        ("making.executors:no_executor", "this returns no Executor, but a list"),
        ("making.executors:complain", "this returns no Executor: RuntimeError: no cluster today"),
        ("making.executors:leave", "this returns no Executor: SystemExit: 0"),
        ("making.executors:HOURS", "this returns no Executor: TypeError: 'int' object is not callable"),
        ("broken:make", "there are no such workers: SyntaxError: "),
        ("leaves:make", "there are no such workers: SystemExit: 0"),
        ("dask://127.0.0.1:1", "no scheduler answers"),
        ("dask://me:s3cret@host:1", "dask://host:1: error: this is no address of a scheduler"),
        ("dask://", "this is no address of a scheduler"),
    ],
)
def test_an_address_without_workers(work: Work, monkeypatch: pytest.MonkeyPatch, address: str, why: str) -> None:
    """It is named, without a password."""
    if address.startswith("dask"):
        pytest.importorskip("distributed")
    monkeypatch.setattr(engines, "SECONDS", 0.2)
    monkeypatch.syspath_prepend(work.first)
    (work.first / "broken.py").write_text("def make(:", "utf-8")
    (work.first / "leaves.py").write_text("import sys\nsys.exit(0)", "utf-8")
    said = CliRunner().invoke(main, ["build", "--project", str(work.first), "--workers", address])
    assert why in said.output and said.exit_code == 1 and "s3cret" not in said.output


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff" * 4096])
def test_what_is_no_scheduler_is_not_waited_for(work: Work, monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    """It may say nothing, or speak something else; the build ends, and nothing is left to complain at its end."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(engines, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    kept.append(other.accept()[0])
                    kept[-1].sendall(said)

        kept = list[socket.socket]()
        threading.Thread(target=answer, daemon=True).start()
        with Engine(f"dask://127.0.0.1:{other.getsockname()[1]}") as engine:
            assert "no scheduler answers" in problems(lambda: work.build(work.first, engine=engine))
        gc.collect()
    for one in kept:
        one.close()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "a worker answers with a NoneType"),
        (SystemExit(0), r"a worker ended 2 times while it made \w+ \w+ \(SystemExit\)"),
        (KeyboardInterrupt(), r"a worker ended 2 times while it made \w+ \w+ \(KeyboardInterrupt\)"),
    ],
)
def test_a_worker_that_does_something_else(
    work: Work, monkeypatch: pytest.MonkeyPatch, answer: BaseException | None, why: str
) -> None:
    """It ends neither this program, nor all in a fault of it."""

    def submit(self: Spy, *given: object, **_: object) -> Future[object]:
        future = Future[object]()
        future.set_exception(answer) if answer else future.set_result(None)
        return future

    monkeypatch.setattr(Spy, "submit", submit)
    with Engine(SPY) as engine:
        assert re.search(why, problems(lambda: work.build(work.first, engine=engine)))


@pytest.mark.parametrize("fault", [TypeError("cannot pickle 'Job'"), RuntimeError("closed"), None])
def test_an_engine_that_takes_no_work(work: Work, monkeypatch: pytest.MonkeyPatch, fault: Exception | None) -> None:
    def submit(self: Spy, *given: object, **_: object) -> None:
        if fault:
            raise fault

    monkeypatch.setattr(Spy, "submit", submit)
    with Engine(SPY) as engine:
        told = problems(lambda: work.build(work.first, engine=engine))
    why = f"{type(fault).__name__}: {fault}" if fault else "TypeError: it returns a NoneType"
    assert f"{SPY}: error: they take no work: {why}" in told


def test_a_number_is_processes_here(work: Work) -> None:
    said = CliRunner().invoke(main, ["build", "--project", str(work.first), "--workers", "2"])
    assert "it is too long" in said.output and work.rendered


def test_without_dask_one_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "install it with: pip install 'pamphlets[dask]'" in problems(lambda: Engine("dask://127.0.0.1:1"))


CLUSTER = """
import os, sys
from pathlib import Path
from types import SimpleNamespace

from distributed import LocalCluster

from making.executors import deadly
from pamphlets.builder import build
from pamphlets.builder.engine import Engine

if __name__ == "__main__":
    root, folder = Path(sys.argv[1]), Path(sys.argv[2])
    given = {"host": "127.0.0.1", "dashboard_address": None, "memory_limit": 0, "threads_per_worker": 1}
    with LocalCluster(n_workers=2, silence_logs=50, **given) as cluster:
        address = cluster.scheduler_address.replace("tcp", "dask")
        with Engine(address) as engine:
            jobs = deadly(folder, 12, {"job-5": 1})
            made = dict((job.name, result) for job, result in engine.run(jobs, lambda ready, job: None))
            build(root, output=folder / "build", engine=engine)
    print(len(made), {result.problems[0].rule for result in made.values()})
    sys.stdout.flush()
    os._exit(0)
"""


def test_dask(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two workers of a cluster on this machine: the same bytes, and one that dies costs its job alone."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    folder = tmp_path_factory.mktemp("dask")
    (folder / "script.py").write_text(CLUSTER, "utf-8")
    (small_project / "content/rest.md").write_text(cheap.SOURCE, "utf-8")
    words = [sys.executable, str(folder / "script.py"), str(small_project), str(folder)]
    places = {"PYTHONPATH": ":".join(map(str, (Path(cheap.__file__).parent.parent, Path(remote.__file__).parents[2])))}
    run = subprocess.run(words, capture_output=True, text=True, env={**os.environ, **places, "TMPDIR": str(folder)})
    assert run.stdout == "12 {'done'}\n", run.stderr[-2000:]
    from pamphlets import build

    build(small_project, jobs=1)
    assert tree(folder / "build") == tree(small_project / "build")
