"""Turns a check of 1,000 blocks into a ratio: against rendering 25 tri-folds, in one process each.

Run it from the project's folder: `.venv/bin/python benchmarks/checks.py [ROUNDS]`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
BLOCKS, LEAFLETS = 1000, 25
CHECK = """
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from pamphlets import builder
start = perf_counter()
found = builder.check(Path(sys.argv[1]), today=date(2026, 12, 1))
seconds = perf_counter() - start
assert not any(name.split(".")[0] == "weasyprint" for name in sys.modules), "WeasyPrint was loaded"
assert not [p for p in found if p.severity == "error"], [str(p) for p in found if p.severity == "error"][:3]
print(seconds)
"""
RENDER = """
import sys
from pathlib import Path
from time import perf_counter
from pamphlets import library
from pamphlets.channels import leaflets
from pamphlets.project import Project
project = Project.load(Path(sys.argv[1]))
jobs = [job for job in leaflets.plan(library.read(project).editions, project) if job.output == "tri-fold"]
leaflets.render(jobs[0])  # loads what is loaded once
start = perf_counter()
for number in range(int(sys.argv[2])):
    leaflets.render(jobs[number % len(jobs)])
print(perf_counter() - start)
"""


def many_blocks(folder: Path) -> Path:
    """Write a project whose sources hold the sample's blocks again, a little different, until there are enough."""
    shutil.copytree(ROOT / "content", folder / "content")
    source = (ROOT / "content" / "restless-legs.md").read_text("utf-8")
    each = len(re.findall(r"^## ", source, re.MULTILINE))
    for number in range(BLOCKS // each):
        own = re.sub(r"(?m)^((?:- |\d\. )?[A-Z].*?\.)", rf"\1 So it was in room {number}.", source)
        (folder / "content" / f"copy-{number}.md").write_text(own, "utf-8")
    return folder


def seconds(code: str, *words: str) -> float:
    """Run a script and return the seconds that it prints."""
    run = subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, text=True, cwd=ROOT)
    return float(run.stdout)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = many_blocks(Path(folder))
        ratios = [seconds(CHECK, str(project)) / seconds(RENDER, str(ROOT), str(LEAFLETS)) for _ in range(rounds)]
    print(f"a check of {BLOCKS} blocks against {LEAFLETS} tri-folds   {median(ratios):5.2f}  (at most 1)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
