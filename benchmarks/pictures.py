"""Turns builds of the sample and of a new dental practice into the pictures of the docs, `docs/pictures/`.

They are of what the program makes, so that they show it as it is: look at them when a template has changed. Run it from
the project's folder: `.venv/bin/python benchmarks/pictures.py [NAME…]`, with the names of pictures, such as `covers`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from math import sin
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from pamphlets import paper, serve
from pamphlets.model import Location
from pamphlets.paper import raster
from pamphlets.project import Project

ROOT = Path(__file__).parent.parent
GROUND, EDGE = "#E6E8DD", 32
"""Of a picture with several things on it."""
MOTIFS = ("teeth", "hands", "movement", "heart", "food", "talk", "night", "plain")
BRAND = """color: {{palette: {{night: "{night}", leaf: "{leaf}", dawn: "{dawn}", mist: "{mist}", ink: "#22201F"}}}}
logo: {{path: images/logo.svg, alt: {alt}}}
"""
NAME, SIGNED = "Maple Street Dental", "reviewer: A dentist\nreviewed: 2026-11-20\nreview-by: 2027-11-20"
DENTAL = {
    "photo": ({"night": "#8A1C2B", "leaf": "#2C5F6A", "dawn": "#E0B04A", "mist": "#F7F0EC"}, "photo images/hill.jpg"),
    "type": ({"night": "#245C45", "leaf": "#7A4A1E", "dawn": "#E3A93C", "mist": "#F3F2E7"}, "type"),
}
"""The brands and covers of a dental practice: one wide logo, one tall."""
LOGOS = {
    "photo": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 350 100">'
    '<circle cx="50" cy="50" r="42" fill="#8A1C2B"/>'
    '<path d="M120 30h210v12H120zM120 58h150v12H120z" fill="#8A1C2B"/></svg>',
    "type": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 200"><path d="M50 8 92 78H8z" fill="#E3A93C"/>'
    '<path d="M50 70 92 150H8zM42 150h16v42H42z" fill="#245C45"/></svg>',
}


def build(root: Path, *options: str) -> Path:
    """Build a project, and return the folder with what was made."""
    done = subprocess.run([sys.executable, "-m", "pamphlets", "build", "--project", root, *options], check=False,
                          cwd=ROOT, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build"


@cache
def sample() -> Path:
    """Build the sample, in English and for its first site, in all formats."""
    root = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "content", root / "content")
    practice = root / "content" / "practice.yml"
    formats = "formats: [sheet, half-fold, tri-fold, large-print, poster, booklet, z-fold, appointment-card]"
    practice.write_text("\n".join(formats if line.startswith("formats:") else line
                                  for line in practice.read_text("utf-8").splitlines()), "utf-8")  # fmt: skip
    for other in (root / "content").glob("sleep-well*.md"):
        other.unlink()
    return build(root, "--language", "en", "--site", "harbor-lane")


def dental(kind: str) -> Path:
    """Start a dental practice with a brand, a logo and a cover, and build its tri-fold."""
    root = Path(tempfile.mkdtemp()) / "practice"
    subprocess.run([sys.executable, "-m", "pamphlets", "new", "--profession", "dental", root], check=True, cwd=ROOT,
                   capture_output=True)  # fmt: skip
    content, (colors, cover) = root / "content", DENTAL[kind]
    (content / "images").mkdir(exist_ok=True)
    (content / "images" / "logo.svg").write_text(LOGOS[kind], "utf-8")
    landscape().save(content / "images" / "hill.jpg", quality=92)
    practice = (content / "practice.yml").read_text("utf-8").splitlines()
    kept = [line for line in practice if not line.startswith(("name:", "tagline:", "formats:", "cover:", "focus:"))]
    own = (f"name: {NAME}", "tagline: We take our time.", "formats: [tri-fold]", f"cover: {cover}", "")
    (content / "practice.yml").write_text("\n".join((*kept, *own)), "utf-8")
    (content / "_brand.yml").write_text(BRAND.format(**colors, alt=NAME if kind == "photo" else "A tree"), "utf-8")
    for source in content.glob("*.md"):
        signed = source.read_text("utf-8").replace("reviewer:\nreviewed:\nreview-by:", SIGNED, 1)
        source.write_text(signed.replace("Your Practice", NAME), "utf-8")
    return build(root, "--channel", "leaflets")


def landscape() -> Image.Image:
    """Return a photo that nobody has to license: hills in the morning."""
    picture = Image.new("RGB", (1600, 1600))
    draw = ImageDraw.Draw(picture)
    for y in range(1600):
        draw.line((0, y, 1600, y), (214 + y * 30 // 1600, 226 - y * 20 // 1600, 236 - y * 70 // 1600))
    draw.ellipse((980, 420, 1240, 680), "#FFF3D0")
    for number, color in enumerate(("#A9BCC6", "#7F9AA3", "#587A78", "#3B5B50")):
        top = 820 + number * 190
        hills = [(x, top - 70 * sin(x / 330 + number * 2.1) - 30 * sin(x / 120 + number)) for x in range(0, 1601, 10)]
        draw.polygon([*hills, (1600, 1600), (0, 1600)], color)
        picture.paste(picture.filter(ImageFilter.GaussianBlur(6 - number)))
        draw = ImageDraw.Draw(picture)
    return picture


def pages(pdf: Path, width: int) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    return [Image.open(BytesIO(page)).convert("RGB") for page in raster.pngs(pdf.read_bytes(), width)]


def board(size: tuple[int, int], things: Iterable[tuple[Image.Image, int, int]]) -> Image.Image:
    """Return pictures on one ground, each with its left and top edge."""
    found = Image.new("RGB", size, GROUND)
    for picture, x, y in things:
        found.paste("#CFCFC2", (x + 3, y + 3, x + picture.width + 3, y + picture.height + 3))
        found.paste(picture, (x, y))
    return found


def row(pictures: Sequence[Image.Image], across: int) -> Image.Image:
    """Return pictures of one width in rows."""
    width, height = pictures[0].width + EDGE, max(picture.height for picture in pictures) + EDGE
    things = [(picture, EDGE + n % across * width, EDGE + n // across * height) for n, picture in enumerate(pictures)]
    return board((EDGE + across * width, EDGE + -(-len(pictures) // across) * height), things)


def covers() -> Image.Image:
    """Show the three kinds of cover, in three brands, with logos of three shapes."""
    files = [sample() / "leaflets/restless-legs/tri-fold.screen.pdf"]
    files += [next(dental(kind).rglob("tri-fold.screen.pdf")) for kind in ("photo", "type")]
    return row([pages(file, 330)[0] for file in files], 3)


def motifs() -> Image.Image:
    """Show the family of motifs."""
    project = Project.load(ROOT)
    style = ":root { font-family: var(--font) } body { margin: 0 } img { display: block; width: 240px }"
    images = "".join(f"<img src='asset:motifs/{name}.svg'>" for name in MOTIFS)
    html = f"<style>@page {{ size: 240px 200px; margin: 0 }} {style}</style>{images}"
    pdf = paper.Manuscript(html, project.folders, Location(""), project.brand, ()).layout().pdf()
    drawn = [Image.open(BytesIO(page)).convert("RGB") for page in raster.pngs(pdf, 250)]
    return row(drawn, 4)


def formats() -> Image.Image:
    """Show what is printed."""
    folder = sample() / "leaflets"
    names = ("restless-legs/tri-fold", "restless-legs/z-fold", "restless-legs/half-fold", "restless-legs/booklet",
             "appointment-card",
             "restless-legs/sheet", "restless-legs/large-print", "restless-legs/poster")  # fmt: skip
    shown = [pages(folder / f"{name}.pdf", 250)[0] for name in names]
    wide, upright = ([one for one in shown if (one.width > one.height) is turned] for turned in (True, False))
    first, second = row(wide, 4), row(upright, 4)
    return board((first.width, first.height + second.height - EDGE), [(first, 0, 0), (second, 0, first.height - EDGE)])


def outputs() -> Image.Image:
    """Show a leaflet, two cards and a page, all made from one text."""
    made = sample()
    build(made.parent, "--language", "en", "--channel", "posts")  # posts and pages are of all sites
    build(made.parent, "--channel", "web")
    sides = pages(made / "leaflets/restless-legs/tri-fold.pdf", 520)
    names = ("lead", "what-is-rls")
    cards = [Image.open(made / f"posts/restless-legs/{name}/card-1080x1350.png").convert("RGB") for name in names]
    cards = [card.resize((320, 400), Image.Resampling.LANCZOS) for card in cards]
    page = screenshot(made / "web/restless-legs/index.html", (1040, 1336)).resize((648, 832), Image.Resampling.LANCZOS)
    things = [(side, 32, 32 + n * 430) for n, side in enumerate(sides)]
    things += [(card, 588, 32 + n * 432) for n, card in enumerate(cards)]
    return board((1624, 896), [*things, (page, 944, 32)])


def editor() -> Image.Image:
    """Show the page in which a text is written, with its tri-fold beside it."""
    root = sample().parent
    with serve.serving(root, 0, lambda said: None) as server, window((1280, 800)) as page:
        page.goto(server.entry)
        page.goto(f"{server.address}-/edit/restless-legs.md")
        page.locator("#output option[value=tri-fold]").wait_for(state="attached")
        page.select_option("#output", "tri-fold")
        page.locator("#sheets:not(.late)[data-shape=narrow] .sheet").first.wait_for(timeout=120_000)
        page.locator("[data-block=what-is-rls]").first.click()
        return picture(page)


def screenshot(file: Path, size: tuple[int, int]) -> Image.Image:
    """Return a page as Chromium shows it."""
    with window(size) as page:
        page.goto(file.as_uri())
        return picture(page)


@contextmanager
def window(size: tuple[int, int]) -> Iterator[Any]:
    """Open Chromium, as large as this, with an empty page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": size[0], "height": size[1]})
        browser.close()


def picture(page: Any) -> Image.Image:
    """Return what an open page shows."""
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


ALL: dict[str, Callable[[], Image.Image]] = {
    "covers": covers, "motifs": motifs, "formats": formats, "outputs": outputs, "editor": editor
}  # fmt: skip


def main() -> None:
    for name in sys.argv[1:] or ALL:
        shown = ALL[name]().quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)  # keeps rare reds
        file = ROOT / "docs" / "pictures" / f"{name}.png"
        shown.save(file, optimize=True)
        print(f"{file.relative_to(ROOT)}: {shown.width} × {shown.height}, {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
