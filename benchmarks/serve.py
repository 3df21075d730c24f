"""Turns saves of a source while it is served into seconds: until the page that is looked at is told, and what of that.

What is beyond planning and rendering counts: seeing the save, writing, the pages of the desk. Run it from the project's
folder: `.venv/bin/python benchmarks/serve.py [ROUNDS]`. All times are of the clock: let nothing else run meanwhile.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from pamphlets import builder, serve
from pamphlets.builder import workers
from pamphlets.serve.news import State

ROOT = Path(__file__).parent.parent
LOOKED = ("web/restless-legs/index.html", "leaflets/restless-legs/tri-fold.screen.pdf", "desk/restless-legs.html")
MOST = 0.3
"""Seconds that a save may take beyond its plan and what is rendered for the page."""

MORE = "Ask us about it. "
"""What is put into a source."""

spent = {"plan": 0.0, "render": 0.0}


def planned(plan: Callable[..., Any]) -> Callable[..., Any]:
    """Return what plans, and notes how long it took."""

    def plan_noted(*values: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return plan(*values, **named)
        finally:
            spent["plan"] += time.perf_counter() - begun

    return plan_noted


def rendered(run: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Return what renders, and notes how long it took."""

    def run_noted(*values: Any, **named: Any) -> Iterator[Any]:
        results, begun = run(*values, **named), time.perf_counter()
        for result in results:
            spent["render"] += time.perf_counter() - begun
            yield result
            begun = time.perf_counter()

    return run_noted


class Watched(State):
    """A state that knows what is looked at, and when it was told of something."""

    def looked(self) -> frozenset[str]:
        """Return what the benchmark looks at."""
        return frozenset({self.document})

    def wait(self, version: int) -> float:
        """Wait until more was told than a version, and return when."""
        with self.news:
            self.news.wait_for(lambda: self.version > version)
        return time.perf_counter()


def built(build: Callable[..., Any], busy: threading.Lock) -> Callable[..., Any]:
    """Return what builds, and holds a lock meanwhile."""

    def build_alone(*values: Any, **named: Any) -> Any:
        with busy:
            return build(*values, **named)

    return build_alone


def settle(busy: threading.Lock) -> None:
    """Wait until nothing is built."""
    for _ in range(2):
        time.sleep(1)
        with busy:
            pass


def change(source: Path) -> None:
    """Put a sentence before the first paragraph under a heading of a source, or take it away again."""
    text = source.read_text("utf-8")
    changed = (
        text.replace(MORE, "") if MORE in text else re.sub(r"(\n## [^\n]+\n\n)(?=[A-Z])", rf"\1{MORE}", text, count=1)
    )
    assert changed != text
    source.write_text(changed, "utf-8")


def main(rounds: int) -> None:
    """Print, for each page, the medians of a save."""
    builder.plan = planned(builder.plan)
    workers.run_parts = rendered(workers.run_parts)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("*.es.md"))
        practice = root / "content" / "practice.yml"  # a translation that is behind may stop a build
        text = practice.read_text("utf-8")
        practice.write_text(re.sub(r"^languages:.*", "languages: [en]", text, flags=re.MULTILINE), "utf-8")
        builder.build(root)
        busy = threading.Lock()
        builder.build = built(builder.build, busy)
        state, source = Watched(), root / "content" / "restless-legs.md"
        watching = threading.Thread(target=serve.watch, args=(root, state, lambda line: None))
        watching.start()
        settle(busy)
        for path in LOOKED:
            state.document, found = path, []
            for _ in range(rounds):
                version, begun = state.version, time.perf_counter()
                spent.update(plan=0.0, render=0.0)
                change(source)
                told = state.wait(version) - begun
                found.append((told, spent["plan"], spent["render"], told - spent["plan"] - spent["render"]))
                settle(busy)
            told, plan, render, rest = (median(column) for column in zip(*found, strict=True))
            print(f"{path:44} told after {told:5.2f} s: plan {plan:5.2f}, rendering {render:5.2f}, rest {rest:5.2f}"
                  f"  (at most {MOST})")  # fmt: skip
        state.end()
        watching.join()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
