"""Turns leaflets into ratios: a tri-fold as this project makes it against the same HTML by WeasyPrint the plain way.

The plain way is a new FontConfiguration, WOFF2 fonts and stylesheets read each time, at a size that is known. Run it
from the project's folder: `.venv/bin/python benchmarks/leaflets.py [ROUNDS]`.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pamphlets import library
from pamphlets.builder import collector, workers
from pamphlets.channels import leaflets
from pamphlets.channels.desk import EXTENDED
from pamphlets.channels.leaflets import fit, leaflet, panels
from pamphlets.compose import theme
from pamphlets.errors import PamphletError
from pamphlets.model import Job
from pamphlets.paper import pdf
from pamphlets.paper.typeset import Layout, apart, fetch, foundry
from pamphlets.paper.typeset.tongues import Fonts
from pamphlets.project.project import Project

ROOT = Path(__file__).parent.parent
FACES = "".join(
    f'@font-face{{font-family:"Atkinson Hyperlegible Next";font-weight:{weight};'
    f'src:url("asset:fonts/AtkinsonHyperlegibleNext-{name}{part}.woff2");unicode-range:{characters}}}'
    for weight, name in {400: "Regular", 600: "SemiBold", 700: "Bold"}.items()
    for part, characters in {"": "U+0-FF,U+131,U+152-153,U+2000-20AC", "-Extended": EXTENDED}.items()
)


def a_job(format: str) -> Job:
    """Return the first leaflet of the sample content, in a format, that fits."""
    project = Project.load(ROOT)
    for job in leaflets.plan(library.read(project).editions, project):
        if job.output == format:
            try:
                fit.fit(job.content, job.folders)
            except PamphletError:
                continue
            return job
    raise SystemExit(f"no {format} of the sample content fits")


def plain(html: str, job: Job, size: float) -> bytes:
    """Render a leaflet as anyone would."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    content = job.content
    fetcher = fetch.fetcher(job.folders, dict(content.view.facts.brand.colors))
    fonts = FontConfiguration()
    sheet = theme.of(job.folders.templates).find("assets/print.css").read_text("utf-8")
    brand = content.view.facts.brand
    known = foundry.properties(brand, Fonts(brand, (), job.folders).lists("en"))
    properties = "".join(f"{key}:{value};" for key, value in known.items())
    own = f":root{{{properties}}}\n{panels.css(content.paper)}\nhtml{{font-size:{size}pt}}"
    sheets = [CSS(string=css, font_config=fonts, url_fetcher=fetcher) for css in (FACES, sheet, own)]
    document = HTML(string=html, url_fetcher=fetcher)
    return bytes(document.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1"))


def fonts(job: Job) -> object:
    """Read the fonts as anyone would: what the plain way spends on them."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    return CSS(string=FACES, font_config=FontConfiguration(), url_fetcher=fetch.fetcher(job.folders, {}))


def finished(layout: Layout, job: Job) -> bytes:
    """Make the screen edition and, where it folds, the sheets of a layout; return what comes last."""
    content = job.content
    screen = pdf.finish(layout.pdf("pdf/ua-1"), layout.marks, content.format.flip)
    if not content.paper.sides:
        return screen
    return pdf.impose(screen, content.paper, panels.pages(content.paper, layout.pages), content.format.flip)


def compare(label: str, one: Callable[[], object], other: Callable[[], object], rounds: int, most: float = 0) -> None:
    """Print how much longer one thing takes than another, done in turn."""
    ratios = []
    for _ in range(rounds):
        start = time.perf_counter()
        one()
        between = time.perf_counter()
        other()
        ratios.append((between - start) / (time.perf_counter() - between))
    print(f"{label:58} {median(ratios):5.2f}  {f'(at most {most})' if most else ''}")


def ratios(job: Job, rounds: int) -> None:
    """Print what one leaflet costs."""
    content = job.content
    size = fit.fit(content, job.folders).size
    html = leaflet.html(content, job.folders)

    def known() -> bytes:
        with collector.undisturbed():
            return finished(fit.lay_out(fit.manuscript(html, content, job.folders), content, size), job)

    def searched() -> bytes:
        with collector.undisturbed():
            return finished(fit.fit(content, job.folders).layout, job)

    def as_anyone() -> bytes:
        return plain(html, job, size)

    known(), as_anyone()
    print(f"{job.name} at {size:g} pt")
    compare("  size known / WeasyPrint the plain way", known, as_anyone, rounds, 0.6)
    compare("  with the search for it / WeasyPrint the plain way", searched, as_anyone, rounds, 0.9)
    compare("  with the search for it / size known", searched, known, rounds, 1.6)
    compare("  reading the WOFF2 fonts / WeasyPrint the plain way", lambda: fonts(job), as_anyone, rounds)


def sites(rounds: int) -> None:
    """Print what a leaflet costs that differs from another by its site alone, in one process.

    Of a text that says the same of both, and of one that names the telephone number of each.
    """
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "content", Path(folder) / "content")
        shared = Path(folder) / "content" / "safety.md"
        shared.write_text(shared.read_text("utf-8").replace("{{ site.phone }}", "us"), "utf-8")
        for root, text in ((Path(folder), "one text"), (ROOT, "texts with its number")):
            project = Project.load(root)
            same = [job for job in leaflets.plan(library.read(project).editions, project) if job.output == "tri-fold"]
            one, other = [job for job in same if (job.pamphlet, job.language) == (same[0].pamphlet, "en")][:2]
            spent: dict[str, list[float]] = {one.name: [], other.name: []}
            for job in [one, other] * (rounds + 1):
                if job is one:
                    apart._flows.clear()
                begun = time.process_time()
                workers.render(job)
                spent[job.name].append(time.process_time() - begun)
            ratio = median(after / before for before, after in zip(*(some[1:] for some in spent.values()), strict=True))
            print(f"{f'another site of a tri-fold / the first, {text}':58} {ratio:5.2f}  (at most 0.6 of one text)")


def a_growing_job() -> Job:
    """Return a leaflet whose type grows, so that it is laid out twice: the first of the sample with fewer blocks."""
    job = a_job("tri-fold")
    view = job.content.view
    for count in range(len(view.edition.blocks) - 1, 0, -1):
        fewer = replace(view.edition, blocks=view.edition.blocks[:count])
        content = replace(job.content, view=replace(view, edition=fewer))
        if fit.fit(content, job.folders).size > content.format.smallest:
            return replace(job, content=content)
    raise SystemExit("no type grows")


def memory(count: int = 200) -> None:
    """Print how much larger one worker is after so many leaflets than after a tenth of them."""
    project = Project.load(ROOT)
    jobs = [job for job in leaflets.plan(library.read(project).editions, project) if job.output]
    sizes = []
    for number, job in zip(range(count), cycle(jobs), strict=False):
        workers.render(job)
        if number + 1 in (count // 10, count // 2, count):
            sizes.append(resident())
    print(f"{f'memory after {count} leaflets / after {count // 10}':58} {sizes[-1] / sizes[0]:5.2f}  (at most 1.15)")
    print(f"{f'memory after {count} leaflets / after {count // 2}':58} {sizes[-1] / sizes[1]:5.2f}  (at most 1.05)")


def resident() -> int:
    """Return the kilobytes that this process has in memory."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


def main() -> None:
    """Print every ratio, each with the figure that it must not pass."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    ratios(a_job("tri-fold"), rounds)
    ratios(a_job("sheet"), rounds)
    ratios(a_growing_job(), rounds)
    ratios(a_job("half-fold"), rounds)
    sites(rounds)
    job = a_job("tri-fold")
    layout = fit.fit(job.content, job.folders).layout
    screen, pages = layout.pdf("pdf/ua-1"), panels.pages(job.content.paper, layout.pages)

    def imposed() -> bytes:
        return pdf.impose(screen, job.content.paper, pages, job.content.format.flip)

    def everything() -> bytes:
        with collector.undisturbed():
            return finished(fit.fit(job.content, job.folders).layout, job)

    compare("imposition / all of a leaflet", imposed, everything, rounds, 0.1)
    memory()


if __name__ == "__main__":
    main()
