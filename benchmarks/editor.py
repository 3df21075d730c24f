"""Turns keys typed into a source into ratios: problems against a check of all, pages against rendering them once more.

CPU of one warm process. Run it from the project's folder: `.venv/bin/python benchmarks/editor.py [ROUNDS]`.
"""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from pamphlets import builder, library
from pamphlets.builder import workers
from pamphlets.channels import CHANNELS
from pamphlets.model import Job
from pamphlets.project import Project
from pamphlets.serve.editor import names
from pamphlets.serve.editor.drafts import Drafts

ROOT = Path(__file__).parent.parent
SOURCE, LANGUAGE = "restless-legs.md", "en"
PLACE = "condition of the nervous system"
"""Words of a block that every output shows; behind them somebody types."""
MOST = {"structure": 0.15, "words": 1.0}
"""The most that problems may cost, of a check of the sample."""
MOST_OF_PAGES = 1.5
"""The most that pages may cost, of rendering the output."""
_keys = itertools.count(10)


def typed(text: str) -> str:
    """Return the text after a key: no two are alike."""
    assert PLACE in text
    return text.replace(PLACE, f"{PLACE} {next(_keys)}")


def spent(work: Callable[[], object]) -> float:
    """Return the seconds of CPU that some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def job(root: Path, text: str, output: str) -> tuple[Job, str]:
    """Return the job that a build would do for an output of a text, and its site."""
    project = Project.load(root).with_unsaved(f"content/{SOURCE}", text)
    read = library.survey(project, [Path(SOURCE).stem])
    own = [one for one in read.editions if one.pamphlet.name == Path(SOURCE).stem]
    mine = [one for one in own if one.language == LANGUAGE]
    channel = {names.WEB: "web", names.CAROUSEL: "posts"}.get(output, "posts" if "/" in output else "leaflets")
    blocks = {names.CAROUSEL: ()}.get(output, (output.removeprefix(names.CARD),))
    for one in CHANNELS[channel].plan(own if channel == "web" else mine, project, None, read.editions):
        if one.language == LANGUAGE and (one.output == output or (channel == "posts" and one.blocks == blocks)):
            return one, mine[0].site
    raise LookupError(output)


def main(rounds: int) -> None:
    """Print the medians of some rounds, after one that loads what is loaded once."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        shutil.copytree(ROOT / "content", root / "content")
        drafts, text = Drafts(root), (root / "content" / SOURCE).read_text("utf-8")
        for what, most in MOST.items():
            ratios = []
            for _ in range(rounds + 1):
                own = spent(partial(drafts.check, SOURCE, typed(text), words=what == "words"))
                ratios.append((own, own / spent(partial(builder.check, root))))
            _print(f"problems of {what}, of a check", ratios[1:], most)
        for output in (one.id for one in drafts.names(SOURCE).outputs):
            ratios = []
            for _ in range(rounds + 1):
                one, site = job(root, typed(text), output)
                whole = spent(partial(workers.render, one))
                own = spent(partial(drafts.pages, SOURCE, typed(text), output, LANGUAGE, site))
                ratios.append((own, own / whole))
            _print(f"{output}, of rendering it", ratios[1:], MOST_OF_PAGES)
        ratios = []
        for _ in range(rounds + 1):
            one, site = job(root, typed(text), names.WEB)
            drafts.check(SOURCE, now := typed(text))
            own = spent(partial(drafts.pages, SOURCE, now, names.WEB, LANGUAGE, site))
            ratios.append((own, own / spent(partial(workers.render, one))))
        _print("web, of a text that was read before", ratios[1:], MOST_OF_PAGES)


def _print(what: str, ratios: list[tuple[float, float]], most: float) -> None:
    seconds, ratio = (median(column) for column in zip(*ratios, strict=True))
    print(f"{what:44} {ratio:5.2f}  (at most {most:g}; {seconds:.2f} s)", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
