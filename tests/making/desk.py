"""A build that was never made, as its manifest tells it, with a desk."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from pamphlets import library
from pamphlets.channels import Whole, desk
from pamphlets.project.project import Project
from pamphlets.records import facts

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
WARNING = {"rule": "fill", "severity": "warning", "path": "content/rest.md", "line": 9, "message": "half full",
           "hint": "write more"}  # fmt: skip
GENERAL = {"rule": "x", "severity": "warning", "path": "content/practice.yml", "line": 2, "message": "odd", "hint": ""}


def png(width: int, height: int) -> bytes:
    """Return a small picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"".join(b"\0" + b"\xe0" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def leaflet(pamphlet: str, format: str, language: str, site: str) -> dict[str, Any]:
    folder = f"{'es/' if language == 'es' else ''}{'at-river/' if site == 'river' else ''}{pamphlet}"
    names = [f"{format}.pdf", f"{format}.screen.pdf"] if format == "tri-fold" else [f"{format}.pdf"]
    shown = [f"desk/leaflets/{folder}/{format}-{n}.png" for n in ("1", "sheet-1") if format == "tri-fold" or n == "1"]
    return {
        "channel": "leaflets", "pamphlet": pamphlet, "language": language, "site": site, "edition": "ABCD2345",
        "output": format, "problems": [WARNING] if pamphlet == "rest" and format == "tri-fold" else [],
        "report": {"pictures": [{"path": path, "width": 40, "height": 30} for path in shown]},
        "outputs": [{"path": f"leaflets/{folder}/{name}"} for name in names] + [{"path": path} for path in shown],
    }  # fmt: skip


def posts(pamphlet: str, language: str) -> dict[str, Any]:
    folder = f"posts/{'es/' if language == 'es' else ''}{pamphlet}/lead"
    rows = [
        {
            "id": platform, "pamphlet": pamphlet, "block": "lead", "language": language, "platform": platform,
            "title": "Rest", "text": f"{AWKWARD}{platform} {language}", "count": 123, "limit": limit,
            "unit": "utf-16", "link": "https://www.example.org/rest/", "hashtags": [], "from": "block",
            "images": [{"path": f"{folder}/card.png", "alt": f"A card in {language}", "width": 40, "height": 50}],
        }
        for platform, limit in (("facebook", 5000), ("instagram", 2196), ("pinterest", 500))
    ]  # fmt: skip
    return {
        "channel": "posts", "pamphlet": pamphlet, "language": language, "site": "", "edition": "", "output": "",
        "problems": [], "report": {"posts": rows}, "outputs": [{"path": f"{folder}/card.png"}],
    }  # fmt: skip


def carousel(pamphlet: str, language: str) -> dict[str, Any]:
    folder = f"posts/{'es/' if language == 'es' else ''}{pamphlet}/carousel"
    slide = {"path": f"{folder}/01.png", "alt": "Slide 1/1. Rest.", "width": 40, "height": 50}
    return posts(pamphlet, language) | {
        "report": {"carousel": [slide]}, "outputs": [{"path": slide["path"]}, {"path": f"{folder}/carousel.pdf"}],
    }  # fmt: skip


def gathered(pamphlet: str, language: str) -> list[dict[str, Any]]:
    folder = f"posts/{'es/' if language == 'es' else ''}{pamphlet}"
    made = [
        ("list", "posts.json"),
        ("zip", f"{pamphlet}.zip"),
        ("ics", "posts.ics"),
        ("facebook", "buffer-facebook.csv"),
    ]
    return [{"pamphlet": pamphlet, "language": language, "platform": platform, "path": f"{folder}/{name}",
             "report": {"planned": {"lead": "2026-12-01T09:00"}} if platform == "list" and pamphlet == "rest" else {}}
            for platform, name in made]  # fmt: skip


def page(pamphlet: str, language: str) -> dict[str, Any]:
    path = f"web/{'es/' if language == 'es' else ''}{pamphlet}/index.html"
    return {
        "channel": "web", "pamphlet": pamphlet, "language": language, "site": "", "edition": "", "output": "web",
        "problems": [], "report": {}, "outputs": [{"path": path}],
    }  # fmt: skip


def printer_test() -> dict[str, Any]:
    return leaflet("", "", "en", "") | {"report": {}, "outputs": [{"path": "leaflets/printer-test.pdf"}]}


def made(root: Path, build: Path) -> None:
    """Write the desk of a project, with something in the place of everything that it leads to."""
    project = Project.load(root)
    jobs = []
    editions = (("rest", "en"), ("rest", "es"), ("walk", "en"))
    for name, language in editions:
        jobs.append(carousel(name, language))
        jobs += [leaflet(name, f, language, s) for f in ("sheet", "tri-fold") for s in ("harbor", "river")]
        jobs += [posts(name, language), page(name, language)]
    jobs.append(printer_test())
    outputs = [output for job in jobs for output in job["outputs"]]
    series = [
        file for name, language in (("rest", "en"), ("rest", "es"), ("walk", "en")) for file in gathered(name, language)
    ]
    outputs += series
    files = {output["path"]: png(40, 50 if output["path"].startswith("posts/") else 30) for output in outputs}
    files |= pages(project, jobs, series, [WARNING, GENERAL])
    for path, content in files.items():
        file = build / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def pages(project: Project, jobs: Any = (), gathered: Any = (), problems: Any = ()) -> dict[str, bytes]:
    """Return the files of a desk by their paths."""
    known = facts.of(library.read(project), project)
    whole = Whole(project, jobs, lambda path: b"", {}, known, gathered, problems)
    made = (each.make().renderings for each in desk.gather(whole))
    return {rendering.path: rendering.content for each in made for rendering in each}
