"""Turns commands that are killed at random moments into counts: how far each had come, and what the next one mended.

Run it from the project's folder: `.venv/bin/python benchmarks/kills.py [KILLS] [SEED]`. Each kill (SIGKILL) is of the
whole process group; half of them come at any moment, half from when the command begins to write. Then each file of the
author must be as it was or as it is to be, and the same command, run again, must end with the bytes of one that
nobody killed.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAMPHLETS = [sys.executable, "-m", "pamphlets"]
PRACTICE = (
    "name: Rest House\nweb: https://www.example.org\nphone: +1 207-555-0142\nlanguages: [en, es]\nformats: [sheet]\n"
)
SOURCE = """---
title: {0}
summary: How to {0}.
reviewer: Lead
reviewed: 2026-01-20
review-by: 2029-01-20
---

## {0} {{#first}}

{1}

::: post
{1}
:::
"""
SOURCES = {"rest.md": ("Rest", "Sit."), "rest.es.md": ("Descanso", "Siéntese."), "walk.md": ("Walk", "Get up.")}
COMMANDS = (
    ("build", "--jobs", "2"),
    ("publish", "rest", "--jobs", "2"),
    ("translation", "accept", "rest", "--by", "Lead"),
)
Tree = dict[str, bytes]


def run(root: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command in a process group of its own."""
    output = subprocess.PIPE
    return subprocess.Popen(
        [*PAMPHLETS, *words], cwd=root, stdout=output, stderr=output, text=True, start_new_session=True
    )


def finish(root: Path, *words: str) -> str:
    """Run a command to its end; return what was wrong with that, or ''."""
    process = run(root, *words)
    _, said = process.communicate()
    return "" if process.returncode == 0 else f"{' '.join(words)}: status {process.returncode}: {said[-300:]}"


def tree(folder: Path) -> Tree:
    """Return the bytes of all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Case:
    """A command, the project before it, how long it takes, and all bytes of the project after it."""

    name: str
    words: tuple[str, ...]
    before: Path
    seconds: float
    after: Tree


def prepare(folder: Path) -> Iterator[Case]:
    """Yield each command with the project that it works on, and what comes of it when nobody kills it."""
    first, root = folder / "first", folder / "root"
    (first / "content").mkdir(parents=True)
    (first / "content/practice.yml").write_text(PRACTICE)
    for name, said in SOURCES.items():
        (first / "content" / name).write_text(SOURCE.format(*said), "utf-8", newline="\r\n")
    assert not (wrong := finish(first, "build")), wrong
    for words in COMMANDS:
        before = Path(shutil.copytree(first, folder / words[0]))
        if words[0] == "build":
            (before / "content/walk.md").unlink()
            (before / "content/rest.md").write_text(SOURCE.format("Rest", "Sit down."), "utf-8", newline="\r\n")
        shutil.copytree(before, root)
        begun = time.monotonic()
        assert not (wrong := finish(root, *words)), wrong
        yield Case(words[0], words, before, time.monotonic() - begun, tree(root))
        shutil.rmtree(root)


def stage_of(root: Path) -> str:
    """Return how far a command has come, from what it has left."""
    if (root / "build/.next/manifest.json").exists():
        return "while files were moved"
    if (root / "build/.next").exists():
        return "while it rendered"
    return "while it wrote beside a file" if list(root.rglob(".pamphlets.part")) else "elsewhere"


def kill(root: Path, case: Case, late: bool, dice: random.Random) -> bool:
    """Run a command and kill it, at any moment or a late one; say whether it was still there.

    Late is within 40 ms of when a build begins to move its files, or else in the last third of the time.
    """
    staged, process = root / "build/.next/manifest.json", run(root, *case.words)
    builds = late and case.name != "translation"
    end = time.monotonic() + case.seconds * dice.uniform(0.7 if late else 0, 1)
    while process.poll() is None and not (staged.exists() if builds else time.monotonic() > end):
        time.sleep(0.0005)
    time.sleep(dice.uniform(0, 0.04) if builds else 0)
    there = process.poll() is None
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return there


def faults(root: Path, case: Case) -> Iterator[str]:
    """Yield what is wrong after a kill: files of the author that are cut, and what the same command makes now."""
    for path, content in tree(root).items():
        if path.startswith("content/") and not path.endswith("/.pamphlets.part"):
            before = case.before / path
            if content != case.after.get(path) and not (before.is_file() and content == before.read_bytes()):
                yield f"{path} was cut"
    if wrong := finish(root, *case.words):
        yield wrong
    elif tree(root) != case.after:
        yield "other bytes than without a kill"


def main() -> None:
    """Kill and count; exit with 1 if anything came out wrong."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    counts, wrong = dict[str, Counter[str]](), list[str]()
    with tempfile.TemporaryDirectory() as place:
        root, cases = Path(place) / "root", list(prepare(Path(place)))
        for number in range(kills):
            case = cases[number % len(cases)]
            shutil.copytree(case.before, root)
            there = kill(root, case, bool(number // len(cases) % 2), dice)
            counts.setdefault(case.name, Counter())[stage_of(root) if there else "too late"] += 1
            wrong += [f"{case.name} {number}: {fault}" for fault in faults(root, case)]
            shutil.rmtree(root)
    for name, each in counts.items():
        print(f"{name:12} {each.total():4} kills: {', '.join(f'{n} {stage}' for stage, n in each.most_common())}")
    print(f"{len(wrong)} faults after {kills} kills and the same command again", *wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
