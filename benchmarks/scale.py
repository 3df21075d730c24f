"""Turns caches, clusters and kills into figures: what a cache saves, what Dask costs, what is right after kills.

Run it from the project's folder: `.venv/bin/python benchmarks/scale.py [cache|dask|sites|half|kills [KILLS [SEED]]]`.
Kills are of a worker, the scheduler or the build, by turns, with and without a cache, at any moment. Times are of the
processor, of all processes (Linux alone counts those). It needs `pip install distributed`.
"""

from __future__ import annotations

import ctypes
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAMPHLETS = [sys.executable, "-m", "pamphlets", "build", "--project"]
PLACES = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, Path(__file__).parent)))}
EMPTY = 2_000
"""Jobs that do nothing."""


def finish(*words: str) -> float:
    """Run a command to its end, with all that it leaves; return the seconds of the processor of all of it."""
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: what outlives its parent is waited for here
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(words, capture_output=True, text=True, env=PLACES)
    assert run.returncode == 0, run.stdout[-500:] + run.stderr[-1500:]
    with suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextmanager
def sample() -> Iterator[Path]:
    """Yield a folder with the sample project, twice."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("one", "two"):
            shutil.copytree(ROOT / "content", Path(folder) / name / "content")
        yield Path(folder)


def cache() -> None:
    """Compare a build from a filled cache with a whole one, in one process each."""
    with sample() as folder:
        words = ("--jobs", "1", "--cache", str(folder / "cache"))
        whole = finish(*PAMPHLETS, str(folder / "one"), *words)
        taken = finish(*PAMPHLETS, str(folder / "two"), *words)
        same = own(folder / "one/build") == own(folder / "two/build")
        share = taken / whole
        print(f"from a filled cache: {share:.3f} of a whole build ({taken:.1f} s of {whole:.1f} s); same bytes: {same}")


def own(folder: Path) -> dict[str, bytes]:
    """Return the outputs in a folder, without what a build keeps for the next one."""
    from kills import tree

    return {path: content for path, content in tree(folder).items() if not path.startswith(".")}


def cluster(step: str, *given: str) -> None:
    """Do a step with two Dask workers on this machine: build a project, or do nothing very often."""
    from distributed import LocalCluster

    settings = {"host": "127.0.0.1", "dashboard_address": None, "memory_limit": 0, "threads_per_worker": 1}
    with LocalCluster(n_workers=2, silence_logs=50, **settings) as made:
        address = made.scheduler_address.replace("tcp", "dask")
        if step == "build":
            subprocess.run([*PAMPHLETS, *given, "--workers", address], check=True, env=PLACES)
        elif step == "empty":
            print(empty(address))


def empty(address: str) -> float:
    """Return the milliseconds that a job takes which does nothing, by the clock."""
    from scale import Nothing  # workers import it, too

    from pamphlets.builder.engine import Engine
    from pamphlets.model import Folders, Job

    folders = Folders(ROOT, (ROOT / "templates",))
    jobs = [Job("leaflets", str(number), (), Nothing(), "", folders) for number in range(EMPTY)]
    with Engine(address) as engine:
        list(engine.run(jobs[:100], lambda ready, job: None))
        begun = time.perf_counter()
        list(engine.run(jobs, lambda ready, job: None))
    return (time.perf_counter() - begun) * 1000 / EMPTY


class Nothing:
    """The content of a job that does nothing."""

    def __getattr__(self, name: str) -> object:
        from pamphlets.errors import fail
        from pamphlets.model import Location

        if name.startswith("__"):
            raise AttributeError(name)
        raise fail("nothing", "nothing to do", Location(""))


def dask() -> None:
    """Compare two Dask workers with our own two processes, start and end of either included, and measure a job."""
    import growth

    for pamphlets in (1, 4):
        with tempfile.TemporaryDirectory() as place:
            folders = [growth.write(Path(place).resolve() / name, pamphlets, 2, ["en", "es"]) for name in "ab"]
            at = [time.monotonic()]
            mine = finish(*PAMPHLETS, str(folders[0]), "--jobs", "2")
            at.append(time.monotonic())
            theirs = finish(sys.executable, __file__, "--step", "build", str(folders[1]))
            at.append(time.monotonic())
            same = own(folders[0] / "build") == own(folders[1] / "build")
        print(f"Dask, {pamphlets} times the sample: {theirs / mine:.2f} of our own pool ({theirs:.1f} s, {mine:.1f} s; "
              f"by the clock {at[2] - at[1]:.1f} s, {at[1] - at[0]:.1f} s); same bytes: {same}")  # fmt: skip
    print(f"a cluster that does nothing: {finish(sys.executable, __file__, '--step', 'start'):.1f} s")
    run = subprocess.run([sys.executable, __file__, "--step", "empty"], capture_output=True, text=True, env=PLACES)
    print(f"a job: {float(run.stdout.split()[-1]):.1f} ms in batches, if it does nothing")


def sites() -> None:
    """Plan a pamphlet for 1,000 sites: all, those of one part of eight, one."""
    import growth

    with tempfile.TemporaryDirectory() as folder:
        root = growth.write(Path(folder).resolve(), 1, 1001, ["en"])
        for what in ("all", "an eighth", "one"):
            run = subprocess.run([sys.executable, __file__, "--step", "plan", str(root), what], capture_output=True,
                                 text=True, env=PLACES, check=True)  # fmt: skip
            print(run.stdout.strip())


def half() -> None:
    """Build a pamphlet for 1,000 sites, a leaflet each, on two Dask workers, from a cache that has the half of them."""
    import growth

    with tempfile.TemporaryDirectory() as folder:
        root, begun = growth.write(Path(folder).resolve() / "root", 1, 1001, ["en"]), time.monotonic()
        source = root / "content/topic-00000.md"
        source.write_text(re.sub(r"(?m)^formats: .*$", "formats: [tri-fold]", source.read_text("utf-8")), "utf-8")
        words = [*PAMPHLETS, str(root), "--channel", "leaflets", "--cache", f"{folder}/cache"]
        first = finish(*words, "--shard", "1/2", "--jobs", "2")
        between = time.monotonic()
        rest = finish(sys.executable, __file__, "--step", "build", *words[len(PAMPHLETS) :])
        ended = time.monotonic()
        again = finish(*words, "--output", f"{folder}/again", "--jobs", "1")
        same = own(root / "build") == own(Path(folder) / "again")
        leaflets = len([*root.glob("build/leaflets/**/*.pdf")])
    print(f"1,000 sites: part 1/2 took {first:.0f} s of the processor ({between - begun:.0f} s); the rest on Dask "
          f"{rest:.0f} s ({ended - between:.0f} s); from the whole cache {again:.0f} s; "
          f"{leaflets} files; same bytes: {same}")  # fmt: skip


def plan(root: str, what: str) -> None:
    """Plan a project, or a part of it; print what it takes."""
    from pamphlets.builder import plans
    from pamphlets.builder.outcome import Selection

    some = {"all": (), "an eighth": tuple(f"site-{n:05}" for n in range(1, 126)), "one": ("site-00001",)}[what]
    begun = time.process_time()
    made = plans.plan(Path(root), Selection(sites=some))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"a plan of {what} of 1,000 sites: {len(made.jobs)} jobs, {time.process_time() - begun:.1f} s, {peak:.0f} MB")


class Cluster:
    """A scheduler and two workers, each a process that can be killed, and is started again."""

    def __init__(self) -> None:
        self.port = random.Random(os.getpid()).randrange(20_000, 60_000)
        self.processes = dict[str, subprocess.Popen[bytes]]()

    def mend(self) -> None:
        """Start what is not there; without a scheduler its workers are started again, too."""
        if "scheduler" not in self.processes:
            self.stop()
            self._start("scheduler", "dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        for name in ("worker 1", "worker 2"):
            if name not in self.processes:
                where = f"tcp://127.0.0.1:{self.port}"
                self._start(name, "dask_worker", where, "--no-nanny", "--nthreads", "1", "--memory-limit", "0")

    def _start(self, name: str, module: str, *words: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *words, "--no-dashboard"]
        quiet = subprocess.DEVNULL
        self.processes[name] = subprocess.Popen(command, stdout=quiet, stderr=quiet, env=PLACES)

    def kill(self, name: str) -> None:
        """Kill one of the processes."""
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def stop(self) -> None:
        """Kill all."""
        for name in list(self.processes):
            self.kill(name)


def project(folder: Path) -> Path:
    """Write three small pamphlets."""
    from kills import PRACTICE, SOURCE, SOURCES

    root = folder / "root"
    (root / "content").mkdir(parents=True)
    (root / "content/practice.yml").write_text(PRACTICE + "channels: [leaflets, web]\n")
    for name, said in SOURCES.items():
        (root / "content" / name).write_text(SOURCE.format(*said), "utf-8")
    return root


def kills(most: int, seed: int) -> None:
    """Kill and count; exit with 1 if the next build is wrong."""
    dice, counts, wrong, made = random.Random(seed), Counter[str](), list[str](), Cluster()
    with tempfile.TemporaryDirectory() as place:
        root = project(Path(place))
        finish(*PAMPHLETS, str(root), "--jobs", "1")
        right = own(root / "build")
        try:
            made.mend()
            seconds = build(root, made, ())[2]
            for number in range(most):
                victim = ("worker 1", "scheduler", "build")[number % 3]
                shared = ("--cache", f"{place}/cache") if number // 3 % 2 else ()
                for folder in (root / "build", Path(place) / "cache"):
                    shutil.rmtree(folder, ignore_errors=True)
                made.mend()
                status, said, _ = build(root, made, shared, victim, dice.uniform(0, seconds))
                ended = {0: "ended well", 1: "said so"}.get(status, "killed")
                counts[f"{victim.split()[0]}{', cache' if shared else ''}: {ended}"] += 1
                if status == 0 and own(root / "build") != right:
                    wrong.append(f"{number} {victim}: other bytes after the kill")
                if status == 1 and not ("scheduler" in said or "worker" in said):
                    wrong.append(f"{number} {victim}: {said[-300:]}")
                made.mend()
                status, said, _ = build(root, made, shared)
                if status or own(root / "build") != right:
                    wrong.append(f"{number} {victim}: the next build: {status} {said[-300:]}")
        finally:
            made.stop()
    for name, count in sorted(counts.items()):
        print(f"{name:24} {count:4}")
    print(f"{len(wrong)} faults after {most} kills and the same build again", *wrong, sep="\n")
    sys.exit(bool(wrong))


def build(
    root: Path, made: Cluster, words: Sequence[str], victim: str = "", after: float = 0.0
) -> tuple[int, str, float]:
    """Build on a cluster, and kill something after so many seconds; return status, what was said, and seconds."""
    begun = time.monotonic()
    command = [*PAMPHLETS, str(root), "--workers", f"dask://127.0.0.1:{made.port}", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=PLACES)
    if victim:
        with suppress(subprocess.TimeoutExpired):
            process.wait(after)
        process.kill() if victim == "build" else made.kill(victim)
    said, _ = process.communicate(timeout=600)
    return process.returncode, said, time.monotonic() - begun


def main(asked: Sequence[str]) -> None:
    """Do what is asked, or all."""
    every = {"cache": cache, "dask": dask, "sites": sites, "half": half}
    for name, act in every.items():
        if asked[:1] in ([], [name]):
            act()
    if asked[:1] in ([], ["kills"]):
        kills(*(int(one) for one in (*asked[1:], *("100", "1")[len(asked[1:]) :])))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        plan(*sys.argv[3:]) if sys.argv[2] == "plan" else cluster(*sys.argv[2:])
    else:
        main(sys.argv[1:])
