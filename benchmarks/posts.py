"""Turns posts into ratios: a card against a headless browser's screenshot of its HTML, counting against splitting.

The screenshot is by a new process, as from a script; a card is drawn in a process that has drawn one before, as in a
build. Run it from the project's folder: `.venv/bin/python benchmarks/posts.py [ROUNDS]`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from pamphlets import library
from pamphlets.channels import cards, posts
from pamphlets.channels.cards import shapes
from pamphlets.channels.series import Posts, counting
from pamphlets.paper import raster
from pamphlets.project.project import Project

ROOT = Path(__file__).parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MIXED = (
    "Legs that never rest? “Walk, stretch or rub them” – it’s worth a try. 🌙 https://www.example.org/legs/ "
    "Las piernas inquietas no dejan dormir: ¿qué ayuda? #SleepBetter 👩🏽\u200d⚕️ 日本語 क्षि é e\u0301 clinic.co.uk\n"
)
FACES = "".join(
    f'@font-face{{font-family:"Atkinson Hyperlegible Next";font-weight:{weight};'
    f'src:url("{(ROOT / f"templates/assets/fonts/AtkinsonHyperlegibleNext-{name}.ttf").as_uri()}")}}'
    for weight, name in {400: "Regular", 600: "SemiBold", 700: "Bold"}.items()
)


def timed(call: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def sample() -> tuple[Project, list[cards.Card]]:
    """Return the sample project and its cards: one with a drawing, one without."""
    project = Project.load(ROOT)
    jobs = posts.plan(library.read(project).editions, project)
    found = [job.content.card for job in jobs if isinstance(job.content, Posts)]
    return project, [next(card for card in found if bool(card.drawing[0]) == drawn) for drawn in (True, False)]


def compare_cards(rounds: int) -> None:
    """Print the time of a card, HTML to PNG, in parts of a screenshot of the same HTML."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        print("no browser is installed: nothing to compare cards with")
        return
    project, found = sample()
    ratios: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder) / "card.html", Path(folder) / "card.png"
        for _ in range(rounds):
            for card in found:
                for size in shapes.SIZES:
                    faces = [(card, card.shape(size))]
                    html = cards.html(faces, project.folders)
                    style = f"<style>{FACES}:root{{--font:'Atkinson Hyperlegible Next'}}</style></head>"
                    shown = html.replace("content:", (ROOT / "content").as_uri() + "/").replace("</head>", style)
                    page.write_text(shown, "utf-8")
                    shape = faces[0][1]
                    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                               f"--window-size={shape.width},{shape.height}", f"--screenshot={picture}",
                               page.as_uri()]  # fmt: skip
                    base = timed(lambda c=command: subprocess.run(c, check=True, capture_output=True))  # type: ignore[misc]
                    drawn = timed(lambda f=faces, h=html: png(f, h, project))  # type: ignore[misc]
                    ratios.setdefault(size, []).append(drawn / base)
    for size, each in ratios.items():
        print(f"a card of {size:9} / a screenshot of its HTML      {median(each):6.3f}  (at most 0.2)")


def png(faces: list[cards.Face], html: str, project: Project) -> bytes:
    """Turn a card's HTML into PNG."""
    (page,) = raster.pages(cards._lay_out(html, faces, project.folders).pdf(), [faces[0][1].width])
    found = raster.compress(page, 0)
    assert found is not None
    return found.content


def all_sizes(rounds: int) -> None:
    """Print what three sizes of a card cost in parts of one, with its words measured and its lines chosen."""
    project, found = sample()
    limits = [(size, 0) for size in shapes.SIZES]
    ratios = [
        timed(lambda c=card: cards.draw(c, limits, project.folders))  # type: ignore[misc]
        / timed(lambda c=card: cards.draw(c, limits[:1], project.folders))  # type: ignore[misc]
        for _ in range(rounds)
        for card in found
    ]
    print(f"a card in three sizes / in one                         {median(ratios):6.2f}")


def compare_counts(rounds: int) -> None:
    """Print the time of counting 1 MB in parts of splitting it into graphemes."""
    import regex

    text = MIXED * (1_000_000 // len(MIXED.encode()))
    clusters = regex.compile(r"\X")
    for name in ("x", "bluesky", "mastodon", "threads"):
        platform = counting.shipped(name)
        ratios = [
            timed(lambda p=platform: counting.count(text, p)) / timed(lambda: clusters.findall(text))  # type: ignore[misc]
            for _ in range(rounds)
        ]
        most = "  (at most 10)" if name == "x" else ""
        print(f"count 1 MB for {name:9} / split it into graphemes        {median(ratios):6.2f}{most}")


def main() -> None:
    """Print every ratio, each with the figure that it must not pass."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    counting.count(MIXED, "x")
    compare_counts(rounds)
    compare_cards(rounds)
    all_sizes(rounds)


if __name__ == "__main__":
    main()
