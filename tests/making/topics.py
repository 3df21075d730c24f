"""A build that was never made, as its manifest tells it, with a desk."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path

from pamphlets import library
from pamphlets.channels import Whole, desk
from pamphlets.model import (
    Entry,
    KeptProblem,
    LeafletReport,
    Manifest,
    Output,
    Picture,
    PostsReport,
    Row,
)  # fmt: skip
from pamphlets.project.project import Project
from pamphlets.records import facts, news

PRACTICE = """name: Rest House
web: https://www.example.org/rest
phone: "+1 207-555-0142"
languages: [en, es]
formats: [sheet, tri-fold]
platforms: {facebook: {}, instagram: {}, pinterest: {}}
sites:
- {id: harbor, name: Harbor}
- {id: river, name: River}
"""
FRONT = """---
title: {title}
summary: How to rest.
reviewer: Clinical lead
reviewed: 2026-11-20
review-by: {until}
---
Words.
"""
FILES = {
    "content/practice.yml": PRACTICE,
    "content/rest.md": FRONT.format(title="Rest & sleep", until="2027-11-20"),
    "content/rest.es.md": FRONT.format(title="Descanso", until="2027-11-20"),
    "content/walk.md": FRONT.format(title="Walk", until="2027-01-31"),
    "content/lift.md": "---\ntitle: Lift\nsummary: How to lift.\n---\nWords.\n",
}
AWKWARD = (
    "  Legs <b>&amp; arms</b>, “quoted”…\n\n- one\n- two \t tab\n\nhttps://www.example.org/?a=1&b=2\n"
    "Niño 👩‍👩‍👧 e\u0301 \u00a0 5 × 3\n\n#RestWell #Descanso  "
)
WARNING = KeptProblem("fill", "warning", "content/rest.md", 9, "half full", "write more")
GENERAL = KeptProblem("x", "warning", "content/practice.yml", 2, "odd", "")


def png(width: int, height: int) -> bytes:
    """Return a small picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"".join(b"\0" + b"\xe0" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def files(*paths: str) -> tuple[Output, ...]:
    return tuple(Output(path, "", 0) for path in paths)


def leaflet(pamphlet: str, format: str, language: str, site: str) -> Entry:
    folder = f"{'es/' if language == 'es' else ''}{'at-river/' if site == 'river' else ''}{pamphlet}"
    names = [f"{format}.pdf", f"{format}.screen.pdf"] if format == "tri-fold" else [f"{format}.pdf"]
    shown = [f"desk/leaflets/{folder}/{format}-{'sheet-1' if format == 'tri-fold' else '1'}.png"]
    return Entry(
        "leaflets", f"leaflets/{folder}/{format}", files(*(f"leaflets/{folder}/{name}" for name in names), *shown),
        pamphlet, language, site, "ABCD2345", format,
        report=LeafletReport(0.0, (), pictures=tuple(Picture(path, 40, 30) for path in shown)),
        problems=(WARNING,) if pamphlet == "rest" and format == "tri-fold" else (),
    )  # fmt: skip


def posts(pamphlet: str, language: str) -> Entry:
    folder = f"posts/{'es/' if language == 'es' else ''}{pamphlet}/lead"
    card = Picture(f"{folder}/card.png", 40, 50, f"A card in {language}")
    rows = tuple(
        Row(
            id=platform, pamphlet=pamphlet, block="lead", language=language, platform=platform, title="Rest",
            text=f"{AWKWARD}{platform} {language}", count=123, limit=limit, unit="utf-16",
            link="https://www.example.org/rest/", hashtags=(), images=(card,), origin="block", draft=False,
        )
        for platform, limit in (("facebook", 5000), ("instagram", 2196), ("pinterest", 500))
    )  # fmt: skip
    return Entry("posts", folder, files(card.path), pamphlet, language, report=PostsReport(rows))


def carousel(pamphlet: str, language: str) -> Entry:
    folder = f"posts/{'es/' if language == 'es' else ''}{pamphlet}/carousel"
    slide = Picture(f"{folder}/01.png", 40, 50, "Slide 1/1. Rest.")
    made = files(slide.path, f"{folder}/carousel.pdf")
    return Entry("posts", folder, made, pamphlet, language, report=PostsReport(slides=(slide,)))


def gathered(pamphlet: str, language: str) -> Entry:
    folder = f"posts/{'es/' if language == 'es' else ''}{pamphlet}"
    made = (
        ("list", "posts.json"),
        ("zip", f"{pamphlet}.zip"),
        ("ics", "posts.ics"),
        ("facebook", "buffer-facebook.csv"),
    )
    outputs = tuple(Output(f"{folder}/{name}", "", 0, platform) for platform, name in made)
    planned = PostsReport(planned={"lead": "2026-12-01T09:00"}) if pamphlet == "rest" else None
    return Entry("posts", folder, outputs, pamphlet, language, report=planned)


def page(pamphlet: str, language: str) -> Entry:
    path = f"web/{'es/' if language == 'es' else ''}{pamphlet}/index.html"
    return Entry("web", f"web {path}", files(path), pamphlet, language, output="web")


def article(pamphlet: str, language: str, size: int = 0, sha256: str = "") -> Entry:
    path = f"web/{'es/' if language == 'es' else ''}{pamphlet}/article.html"
    return Entry("web", f"web {path}", (Output(path, sha256, size),), pamphlet, language, output="web")


def made(root: Path, build: Path) -> None:
    """Write the desk of a project, with something in the place of everything that it leads to."""
    project = Project.load(root)
    jobs = []
    editions = (("rest", "en"), ("rest", "es"), ("walk", "en"))
    for name, language in editions:
        jobs.append(carousel(name, language))
        jobs += [leaflet(name, f, language, s) for f in ("sheet", "tri-fold") for s in ("harbor", "river")]
        jobs += [posts(name, language), page(name, language), article(name, language)]
    jobs.append(Entry("leaflets", "printer test", files("leaflets/printer-test.pdf"), language="en"))
    manifest = Manifest(
        problems=(WARNING, GENERAL),
        jobs=tuple(jobs),
        gathered=tuple(gathered(name, language) for name, language in editions),
    )
    paths = [output.path for output in manifest.outputs]
    made = {path: png(40, 50 if path.startswith("posts/") else 30) for path in paths} | pages(project, manifest)
    for path, content in made.items():
        file = build / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def pages(project: Project, manifest: Manifest | None = None, content: bytes = b"") -> dict[str, bytes]:
    """Return the files of a desk by their paths; `content` is what each output has."""
    read = library.read(project)
    fresh = tuple(news.of(read.editions, project))
    known = replace(manifest or Manifest(), pamphlets=facts.of(read.editions, project), news=fresh)
    made = (each.make().renderings for each in desk.gather(Whole(project, known, lambda path: content)))
    return {rendering.path: rendering.content for each in made for rendering in each}
