"""Worker processes: what one that dies was at is made again, and a job that kills them is named."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from making.executors import Content

from pamphlets.builder import workers
from pamphlets.errors import PamphletError
from pamphlets.model import Folders, Job, Result


def jobs(folder: Path, deaths: dict[str, int]) -> list[Job]:
    names = [f"job-{number}" for number in range(workers.SMALL + 4)]
    contents = (Content(folder, name, deaths.get(name, 0)) for name in names)
    return [
        Job("leaflets", name, (), content, "", Folders(folder, ()))
        for name, content in zip(names, contents, strict=True)
    ]


def run(folder: Path, deaths: dict[str, int]) -> dict[str, Result]:
    told: list[int] = []
    made = {job.name: result for job, result in workers.run(jobs(folder, deaths), 2, lambda n, job: told.append(n))}
    assert told == list(range(1, len(made) + 1))
    return made


def test_what_a_dead_worker_was_at_is_made_again(tmp_path: Path) -> None:
    """Two that die once each end nothing: all is made, each job told of once."""
    made = run(tmp_path, {"job-1": 1, "job-6": 1})
    assert [result.problems[0].message for _, result in sorted(made.items())] == [f"job-{n} is done" for n in range(8)]


def test_a_job_that_kills_each_worker_is_named(tmp_path: Path) -> None:
    """It alone is named, and only after a second try."""
    with pytest.raises(PamphletError) as raised:
        run(tmp_path, {"job-3": 99})
    (problem,) = raised.value.problems
    assert str(problem) == (
        "error: a worker process ended twice while it made job-3\n  hint: is there too little memory? try --jobs 1"
    )
    assert len(list(tmp_path.glob("job-3.*"))) > 1


INTERRUPTED = """from pamphlets.builder import workers
workers.warm_up()
try:
    print("begun", flush=True)
    input()
except KeyboardInterrupt:
    print("ended")
"""


def test_processes_that_start_say_nothing_when_one_stops(tmp_path: Path) -> None:
    """Ctrl+C while workers import what they need ends the program; they print no traces of their own."""
    (tmp_path / "script.py").write_text(INTERRUPTED, "utf-8")
    pipe = subprocess.PIPE
    script = subprocess.Popen(
        [sys.executable, tmp_path / "script.py"], stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
    )
    assert script.stdout and script.stdout.readline() == b"begun\n"
    os.killpg(script.pid, signal.SIGINT)
    assert script.communicate() == (b"ended\n", b"")
