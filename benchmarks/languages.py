"""Turns a short text in each language into a table: leaflets, their fonts and letters, pages, a card, as they came out.

Run it from the project's folder. A sheet and a tri-fold in 26 languages take some minutes: take a part of them with
`--only ar,zh-Hans`, or more with `--format` (or `all` of them) and `--paper`. Chinese, Japanese and Korean are in no
font that is shipped: `--fonts FOLDER` names one with theirs, such as the `templates/assets/fonts` of a project that
fetched them by the command `font add`. With `--into`, the PDF files are kept in a folder.
"""

from __future__ import annotations

import argparse
import ctypes
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import yaml
from pypdfium2 import raw

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from making import browser, pages, planning, texts, verapdf

from pamphlets.channels import leaflets
from pamphlets.errors import PamphletError
from pamphlets.localized import scripts
from pamphlets.project.project import Project

LANGUAGES = "en,es,fr,pt,de,pl,vi,tl,ht,ru,uk,ar,fa,ur,he,zh-Hans,zh-Hant,ja,ko,hi,pa,bn,th,cy,ro,so"
PHONE = "(207) 555-0142"
PRACTICE = """name: Rest House
web: https://www.example.org/rest
phone: +1 207-555-0142
email: hello@example.org
address: [1 Quiet Lane, "Lantern Point, ME 04999"]
platforms: [facebook, instagram]
languages: [LANGUAGES]
formats: [FORMATS]
paper: PAPER
"""
FORMATS = "sheet,half-fold,tri-fold,z-fold,large-print,poster,booklet,bilingual"
BLOCKS = ("points", "what", "steps", "warning")
CARD = 30
WIDTHS = (360, 1200)
PAGES = ("index.html", "bilingual.html")
MARKS = re.compile(r"[\u0591-\u05c7\u064b-\u065f\u0670.,:;،؛!?؟()（）*]")
"""Vowels of Hebrew and Arabic, and signs that stand at ends: programs that copy text put them where they like."""
UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufffe•]+")

Glyph = tuple[str, str, tuple[float, ...]]
"""A letter, its font, and its box."""


@dataclass
class Row:
    """What came out of one language; `problems` say why something did not."""

    language: str
    files: dict[str, bytes] = field(default_factory=dict)
    fonts: set[str] = field(default_factory=set)
    words: float = 1
    order: float = 1
    rises: bool = True
    cover: str = "-"
    card: bool = False
    over: str = "?"
    failures: str = "?"
    problems: list[str] = field(default_factory=list)


def main() -> None:
    """Make the leaflets, the page and the card of each language; print what is right with them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=LANGUAGES, metavar="CODE,…")
    parser.add_argument("--format", default="sheet,tri-fold", metavar="NAME,…")
    parser.add_argument("--paper", default="Letter")
    parser.add_argument("--fonts", type=Path, metavar="FOLDER")
    parser.add_argument("--into", type=Path, metavar="FOLDER")
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(asked.workers) as pool:
        into = asked.into or Path(folder)
        formats = (FORMATS if asked.format == "all" else asked.format).split(",")
        rows = list(pool.map(partial(make, Path(folder), formats, asked.paper, asked.fonts), asked.only.split(",")))
        look(rows, Path(folder))
        validate(rows, into)
    report(rows, len(formats))


def source(language: str) -> str:
    """Return a text in a language, with a card of so many letters."""
    title, summary, first, points, sentence, second, steps, warning = known()[language]
    words = "".join(points) if not scripts.is_spaced(language) else " ".join(points)
    card = words if len(words) <= CARD else words[:CARD].rsplit(" ", 1)[0]
    return (
        f"---\ntitle: {title}\nsummary: {summary}\nreviewer: A. Nurse\nreviewed: 2026-11-20\n---\n\n"
        + f"## {first} {{#points .key-points}}\n\n"
        + "".join(f"- {point}\n" for point in points)
        + f"\n## {title} {{#what}}\n\n{sentence}\n\n"
        + f'::: {{.post card="{card.strip(" .،,。、")}"}}\n{points[0]}\n:::\n\n'
        + f"## {second} {{#steps .steps}}\n\n"
        + "".join(f"1. {step}\n" for step in steps)
        + f"\n## {second}: {first} {{#warning .warning}}\n\n{warning} {{{{ practice.phone }}}}\n"
    )


def known() -> dict[str, tuple[Any, ...]]:
    """Return the texts of all languages: those of the tests, and those beside this file."""
    more = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return {**texts.TEXTS, **{language: tuple(text) for language, text in more.items()}}


def make(folder: Path, formats: Sequence[str], paper: str, fonts: Path | None, language: str) -> Row:
    """Write a project in one language, and make its leaflets, its page and its card."""
    row, root = Row(language), folder / language
    (root / "content").mkdir(parents=True)
    languages = dict.fromkeys(("en", language) if "bilingual" in formats else (language,))
    practice = PRACTICE.replace("LANGUAGES", ", ".join(languages)).replace("FORMATS", ", ".join(formats))
    (root / "content/practice.yml").write_text(practice.replace("PAPER", paper), "utf-8")
    for one, ending in zip(languages, ("", f".{language}"), strict=False):
        (root / f"content/rest{ending}.md").write_text(source(one), "utf-8")
    if fonts:
        shutil.copytree(fonts, root / "templates/assets/fonts")
    try:
        project = Project.load(root)
        row.card = not [problem for problem in planning.wrong_posts(project) if problem.severity == "error"]
        print_leaflets(row, project)
        pages.built(root, root / "pages")
    except PamphletError as error:
        row.problems += [f"{one.rule}: {one.message}" for one in error.problems]
    return row


def print_leaflets(row: Row, project: Project) -> None:
    """Make the leaflets of a project, and read them back."""
    for job in planning.planned(leaflets, project):
        if job.pamphlet and job.language == row.language:
            try:
                made = {one.path: one.content for one in leaflets.render(job).renderings if one.path.endswith(".pdf")}
            except PamphletError as error:
                row.problems += [f"{job.output}, {one.rule}: {one.message}" for one in error.problems]
                continue
            row.files[job.output] = next(content for path, content in made.items() if path.startswith("web/"))
            read(row, row.files[job.output], project, job.blocks)
            if job.output == "tri-fold":
                row.cover = cover(made[job.paths[0]])


def read(row: Row, content: bytes, project: Project, blocks: Sequence[str]) -> None:
    """Note the fonts of other languages, the share of the letters that can be copied, and whether numbers rise.

    A format may show some of the blocks alone; it may leave out the summary, too.
    """
    own = {project.brand.font, *(one.family for one in project.brand.tongues if one.code == row.language)}
    allowed = tuple(name.replace(" ", "") for name in own)
    document, found = pypdfium2.PdfDocument(content), ""
    for page in document:
        text = page.get_textpage()
        letters = list(glyphs(text))
        row.fonts |= {font for _, font, _ in letters if not font.replace("-", "").startswith(allowed)}
        found += text.get_text_range()
        row.rises &= rising(letters)
    title, summary, first, points, sentence, second, steps, warning = known()[row.language]
    shown = dict(zip(BLOCKS, ((first, *points), (sentence,), (second, *steps), (warning,)), strict=True))
    about = (title, summary, PHONE) if len(blocks) == len(BLOCKS) else (title, PHONE)
    every = [*about, *(str(text) for block in blocks for text in shown[block])]
    words = [word for text in every for word in text.split()]
    there = plain(found)
    row.words = min(row.words, share(words, there))
    row.order = min(row.order, share(every, there))


def share(texts: Sequence[str], found: str) -> float:
    """Return which part of the letters of texts stands in what was found, each text in one piece."""
    letters = [plain(text) for text in texts]
    return sum(len(text) for text in letters if text in found) / sum(map(len, letters))


def glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """Yield the letters and digits of a page: each with its font, and its box."""
    name = ctypes.create_string_buffer(200)
    for number in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, number))
        if letter.isalnum():
            raw.FPDFText_GetFontInfo(text, number, name, 200, None)
            yield letter, name.value.decode().partition("+")[2], text.get_charbox(number)


def rising(letters: Sequence[Glyph]) -> bool:
    """Say whether the digits of the telephone number stand from left to right, wherever a page has them in a line."""
    lines = defaultdict[int, list[tuple[float, str]]](list)
    for letter, _, box in letters:
        if letter in PHONE:
            lines[round(box[1])].append((box[0], letter))
    digits = ["".join(letter for _, letter in sorted(line)) for line in lines.values()]
    number = re.sub(r"\D", "", PHONE)
    return all(number in line for line in digits if len(line) >= len(number))


def cover(content: bytes) -> str:
    """Return on which side of the sheet the largest words of its first side stand, by poppler: '?' without it."""
    if not shutil.which("pdftotext"):
        return "?"
    command = ["pdftotext", "-l", "1", "-bbox", "-", "-"]
    said = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    (width,) = map(float, re.findall(r'<page width="([\d.]+)"', said))
    words = [
        tuple(map(float, one)) for one in re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax=".+?" yMax="(.+?)"', said)
    ]
    tallest = max(bottom - top for _, top, bottom in words)
    lefts = [left for left, top, bottom in words if bottom - top > 0.95 * tallest]
    return "left" if max(lefts) < width / 2 else "right" if min(lefts) > width / 2 else "both"


def plain(text: str) -> str:
    """Return a text as its letters alone: no spaces, marks that are placed freely, stars of markdown, brackets."""
    one = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text))
    return UNSEEN.sub("", MARKS.sub("", one))


def look(rows: Sequence[Row], folder: Path) -> None:
    """Open each page in a browser, in a narrow and a wide window; note by how much it is wider than that."""
    if not any(map(shutil.which, browser.NAMES)):
        return
    with browser.chromium() as chromium:
        for row in rows:
            found = sorted((folder / row.language / "pages/web").rglob("*.html"))
            over = []
            for file, width in ((file, width) for file in found if file.name in PAGES for width in WIDTHS):
                with browser.opened(chromium, file.as_uri(), viewport={"width": width, "height": 800}) as page:
                    over.append(browser.overflow(page))
            row.over = str(max(0, *over)) if over else "no page"


def validate(rows: Sequence[Row], into: Path) -> None:
    """Ask veraPDF about each leaflet; note how many rules it fails."""
    into.mkdir(parents=True, exist_ok=True)
    files = {(row.language, name): into / f"{row.language}-{name}.pdf" for row in rows for name in row.files}
    for row in rows:
        for name, content in row.files.items():
            files[row.language, name].write_bytes(content)
    if files and not verapdf.missing():
        verdicts = verapdf.validate(list(files.values()))
        for row in rows:
            row.failures = str(sum(verdicts[files[row.language, name]].failed for name in row.files))


def report(rows: Sequence[Row], formats: int) -> None:
    """Print the table, and what went wrong."""
    line = "{:8} {:>6} {:>8} {:>6} {:>6} {:>7} {:>6} {:>8} {:>5}  {}".format
    print(
        line("language", "built", "veraPDF", "words", "order", "digits", "cover", "overflow", "card", "fonts of others")
    )
    for row in rows:
        print(line(
            row.language, f"{len(row.files)}/{formats}", row.failures, f"{row.words:.0%}", f"{row.order:.0%}",
            "rise" if row.rises else "turn", row.cover,
            row.over, "fits" if row.card else "no", ", ".join(sorted(row.fonts)) or "none",
        ))  # fmt: skip
    print(*(f"{row.language}: {problem}" for row in rows for problem in dict.fromkeys(row.problems)), sep="\n")


if __name__ == "__main__":
    main()
