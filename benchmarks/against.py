"""Turns another checkout of this program into ratios: what each kind of job costs here, in parts of what it cost there.

Both make the sample content of the other checkout, in processes of their own, in turn; the processor's time of planning
and of each job counts. Run it from the project's folder: `.venv/bin/python benchmarks/against.py CHECKOUT [ROUNDS
[CHANNEL]]`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
WORK = """
import json, sys, time
from pathlib import Path
from pamphlets.builder import plan
try:
    from pamphlets.builder.workers import render
except ImportError:
    from pamphlets.workers import render
start = time.process_time()
made = plan(Path(sys.argv[1]))
spent = {"planning": time.process_time() - start}
jobs = made[0] if isinstance(made, tuple) else made.jobs
wanted = [job for job in jobs if sys.argv[2] in ("", job.channel)]
render(wanted[1])
for job in wanted:
    start = time.process_time()
    render(job)
    kind = f"{job.channel} {job.output}".strip()
    spent[kind] = spent.get(kind, 0) + time.process_time() - start
print(json.dumps(spent))
"""


def spent(program: Path, project: Path, channel: str) -> dict[str, float]:
    """Return the seconds of the processor's time that a program takes for each kind of job of a project.

    It makes the jobs of one channel, or all of them if that is ''.
    """
    env = {**os.environ, "PYTHONPATH": str(program)}
    command = [sys.executable, "-c", WORK, str(project), channel]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env, cwd=project)
    return dict(json.loads(run.stdout.splitlines()[-1]))


def main(other: Path, rounds: int, channel: str) -> None:
    """Print a ratio for each kind of job that both programs have, and for all of them together."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(other / "content", Path(folder) / "content")
        runs = [[spent(program, Path(folder), channel) for program in (ROOT, other)] for _ in range(rounds)]
    kinds = [kind for kind in runs[0][1] if kind in runs[0][0]]
    for kind in kinds:
        here, there = (median(run[side][kind] for run in runs) for side in (0, 1))
        print(f"{kind:24} {there:6.2f} s there {here:6.2f} s here {median(a[kind] / b[kind] for a, b in runs):6.2f}")
    every = median(sum(here[kind] for kind in kinds) / sum(there[kind] for kind in kinds) for here, there in runs)
    print(f"{'all of these':24} {every:38.2f}  (at most 0.8 of the whole sample, 1.25 of its leaflets)")


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    main(Path(given[1]).resolve(), int(given.get(2, 3)), given.get(3, ""))
