"""Turns projects of 1, 10 and 100 pamphlets, and sites, into a table: what plans and builds cost, and what is kept.

Times are of the processor, of whole processes. Builds are without their rendering: one pamphlet and one site are
rendered, and what came of them stands for all others, under their names; pictures and PDFs are cut short there. Run it
from the project's folder: `.venv/bin/python benchmarks/growth.py [MOST [LANGUAGE…]]`; 1000 for MOST takes half an hour.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).parent.parent
SIZES = (1, 10, 100, 1000)
NAMES = re.compile(r"topic-\d{5}|site-\d{5}")
SITE = """  - id: site-{0:05}
    name: House {0}
    phone: "+1 207-555-0142"
    address:
      - {0} Riverside Walk
      - Lantern Point, ME 04999
"""
READABLE = (".html", ".json", ".txt", ".ics", ".xml")
STAT = """
import json, os, sys
from pathlib import Path
root = Path(sys.argv[1])
inputs = [one for one in (root / "content").rglob("*") if one.is_file()]
made = json.loads((root / "build/manifest.json").read_bytes())
outputs = [root / "build" / one["path"] for entry in (*made["jobs"], *made["gathered"]) for one in entry["outputs"]]
for one in (*inputs, *outputs):
    os.stat(one)
"""


def write(root: Path, pamphlets: int, sites: int, languages: Sequence[str]) -> Path:
    """Write a project with so many pamphlets and sites: the sample's, again and again under other names."""
    sample, content = ROOT / "content", root / "content"
    shutil.copytree(sample / "images", content / "images")
    for name in ("_brand.yml", "references.yml", "safety.md", "safety.es.md"):
        if name.count(".") == 1 or "es" in languages:
            shutil.copy(sample / name, content / name)
    practice = re.sub(r"languages: .*", f"languages: [{', '.join(languages)}]", (sample / "practice.yml").read_text())
    own = "".join(SITE.format(number) for number in range(1, sites))
    practice = re.sub(r"  - id: riverside\n(?:    .*\n)*", own, practice)
    (content / "practice.yml").write_text(practice)
    for language in languages:
        ending = ".md" if language == "en" else f".{language}.md"
        text = (sample / f"restless-legs{ending}").read_text()
        for number in range(pamphlets):
            title = text.replace("\ntitle: ", f"\ntitle: Text {number}, ", 1)
            (content / f"topic-{number:05}{ending}").write_text(title)
    return root


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor's time, and megabytes at most."""

    seconds: float
    megabytes: float


class Copies:
    """Renders one job of each kind, and gives others what came of it, under their names."""

    def __init__(self) -> None:
        from pamphlets.builder import workers

        self._render, self._known, self.spent = workers.render, {}, 0.0  # type: ignore[var-annotated]

    def __call__(self, job: Any) -> Any:
        """Return what a job makes."""
        begun, key = process_time(), NAMES.sub("*", job.name)
        if not job.pamphlet or key not in self._known:
            self._known[key] = job.name, self._render(job)
        first, made = self._known[key]
        names = tuple(zip(NAMES.findall(first), NAMES.findall(job.name), strict=True))
        made = made if first == job.name else rename(made, names)
        self.spent += process_time() - begun
        return made


def rename(value: Any, names: Sequence[tuple[str, str]], path: str = "") -> Any:
    """Return what came of one job as if it had come of another."""
    if isinstance(value, str):
        for old, new in names:
            value = value.replace(old, new)
    elif isinstance(value, bytes):
        short = value if path.endswith(READABLE) else value[:100]
        return rename(short.decode(), names).encode() if path.endswith(READABLE) else short
    elif isinstance(value, tuple):
        return tuple(rename(one, names) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        path = getattr(value, "path", "")
        return replace(value, **{one.name: rename(getattr(value, one.name), names, path) for one in fields(value)})
    return value


def plan(root: Path) -> float:
    """Plan a project; return the seconds of that to be left out."""
    from pamphlets.builder import inputs, plans

    (root / "build").mkdir(exist_ok=True)
    made = plans.plan(root, folder=root / "build", program=inputs.program_digest())
    assert made.jobs, [str(one) for one in made.problems if one.severity == "error"][:3]
    return 0.0


def build(root: Path) -> float:
    """Build a project; return the seconds of that to be left out."""
    from pamphlets import builder
    from pamphlets.builder import workers

    copies = Copies()
    workers.render = copies  # type: ignore[assignment]
    builder.build(root, jobs=1)
    return copies.spent


def cost(step: str, root: Path) -> Cost:
    """Return what a step costs, in a process of its own."""
    run = subprocess.run([sys.executable, __file__, "--step", step, str(root)], check=True, capture_output=True)
    return Cost(*json.loads(run.stdout.splitlines()[-1]))


def spent(command: Sequence[str]) -> float:
    """Return the seconds of the processor's time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def change(root: Path) -> None:
    """Change one word of one pamphlet."""
    source = sorted((root / "content").glob("topic-*.md"))[0]
    head, body = source.read_text().split("\n---\n", 1)
    body = re.sub(r"(?m)^([A-Z][a-z]+ [a-z]+ )", r"\1often ", body, count=1)
    source.write_text(f"{head}\n---\n{body}")


def row(root: Path) -> Iterator[str]:
    """Yield what a project of a size costs: cells of the table."""
    made, page = root / "build", root / "build/desk/topic-00000.html"
    whole = cost("plan", root)
    change(root)
    word, none = cost("plan", root), cost("plan", root)
    built = cost("build", root)
    change(root)
    again = cost("build", root)
    command = [sys.executable, "-m", "pamphlets", "build", "--project", str(root)]
    spent(command)
    idle, stat = spent(command), spent([sys.executable, "-c", STAT, str(root)])
    yield from (f"{one.seconds:.2f}" for one in (whole, word, none, built, again))
    yield from (f"{idle:.2f}", f"{idle / stat:.1f}", f"{max(whole.megabytes, word.megabytes):.0f}")
    kept = sum(one.stat().st_size for one in made.glob(".plan*") if one.is_file())
    kept += sum(one.stat().st_size for one in made.glob(".plan*/**/*") if one.is_file())
    sizes = (kept, *(one.stat().st_size for one in (made / "manifest.json", made / "index.html", page)))
    yield from (f"{size / 1000:.0f}" for size in sizes)


HEAD = (
    "", "plan", "a word", "nothing", "build", "a word", "nothing", "/ stat", "MB", "plan kB", "manifest", "index",
    "topic",
)  # fmt: skip


def main(most: int, languages: Sequence[str]) -> None:
    """Print the table: seconds but for MB and kB; builds without their rendering."""
    print(f"{HEAD[0]:15}" + "".join(f"{name:>9}" for name in HEAD[1:]))
    sizes = [size for size in SIZES if size <= most]
    for kind, some in (("pamphlets", sizes), ("sites", [size for size in sizes[1:] if size <= 100])):
        for size in some:
            with tempfile.TemporaryDirectory() as folder:
                each = (size, 1) if kind == "pamphlets" else (1, size)
                cells = row(write(Path(folder).resolve(), *each, languages))
                print(f"{f'{size} {kind}':15}" + "".join(f"{cell:>9}" for cell in cells), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        begun = process_time()
        left_out = {"plan": plan, "build": build}[sys.argv[2]](Path(sys.argv[3]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([process_time() - begun - left_out, peak]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2:] or ["en"])
