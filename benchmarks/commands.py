"""Turns whole commands into ratios: help against a bare click program, an unchanged build against bare Python.

These are of the processor's time, with modules compiled as an installed package has them; two workers against one are
of time. Run it from the project's folder: `.venv/bin/python benchmarks/commands.py [ROUNDS]`.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

BARE = "import click\n@click.command()\ndef main(): click.echo('hello')\nmain()"
ROOT = Path(__file__).parent.parent
PAMPHLETS = [sys.executable, "-m", "pamphlets"]


def timed(command: list[str]) -> float:
    """Run a command and return the seconds it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def spent(command: list[str]) -> float:
    """Run a command and return the seconds of the processor's time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(label: str, command: list[str], bare: list[str], rounds: int, most: float) -> None:
    """Print how much more of the processor's time one command takes than another, run in turn."""
    spent(command)
    ratios = []
    for _ in range(rounds):
        base = spent(bare)
        ratios.append(spent(command) / base)
    print(f"{label:46} {median(ratios):5.2f}  (at most {most})")


def peak(command: list[str]) -> float:
    """Return the largest resident size, in MB, of any one process of a command, as `ps` shows it while it runs."""
    most = 0
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while run.poll() is None:
        shown = subprocess.run(["ps", "-eo", "pgid=,rss="], capture_output=True, text=True).stdout.split()
        sizes = [int(size) for group, size in zip(shown[::2], shown[1::2], strict=True) if int(group) == run.pid]
        most = max([most, *sizes])
        time.sleep(0.05)
    return most / 1024


def main() -> None:
    """Print every ratio, each with the figure that it must not pass."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    bare = [sys.executable, "-c", BARE]
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(ROOT / "content", project / "content")
        build = [*PAMPHLETS, "build", "--project", str(project)]
        timed([*build])
        compare("pamphlets --help / a bare click program", [*PAMPHLETS, "--help"], bare, rounds, 1.4)
        compare("build with nothing changed / bare Python", build, [sys.executable, "-c", ""], rounds, 8)
        speed = []
        for _ in range(max(1, rounds // 5)):
            one = timed([*build, "--force", "--jobs", "1"])
            speed.append(one / timed([*build, "--force", "--jobs", "2"]))
        print(
            f"{'full build: two workers are faster by':46} {median(speed):5.2f}  (at least 1.7; {os.cpu_count()} cores)"
        )
        for jobs in (1, 2):
            print(f"peak of one process, --jobs {jobs}: {peak([*build, '--force', '--jobs', str(jobs)]):27.0f} MB"
                  "  (below 200)")  # fmt: skip
        source = project / "content" / "safety.md"
        text = source.read_text("utf-8")
        assert "We may go gently" in text  # not a word of a warning: its translation would have to follow first
        source.write_text(text.replace("We may go gently", "We may go slowly"), "utf-8")
        run = subprocess.run([*build, "--explain"], check=True, capture_output=True, text=True)
        ran = [line for line in run.stdout.splitlines() if line.startswith("ran ")]
        print(f"after one changed word of a shared block: {len(ran)} jobs ran")
        print("\n".join(f"  {line}" for line in ran))


if __name__ == "__main__":
    main()
