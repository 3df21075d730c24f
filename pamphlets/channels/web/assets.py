"""What the pages share: the stylesheet in the brand's colors, the fonts, the pictures, the icon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pamphlets import theme
from pamphlets.channels.web import pictures
from pamphlets.channels.web.pages import Page
from pamphlets.model import Job, Problem, Rendering, Result, digest
from pamphlets.project import Project
from pamphlets.settings import Brand
from pamphlets.theme import Theme

WEIGHTS = (("Regular", 400), ("SemiBold", 600), ("Bold", 700))
EXTENDED = (
    "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
"""The letters of files named `…-Extended.woff2`: browsers load those only where a page has one of them."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The brand, its fonts, and the pictures that the pages show: path relative to the project, SHA-256."""

    brand: Brand
    faces: tuple[tuple[str, int, str], ...]
    files: tuple[tuple[str, str], ...]


def faces(brand: Brand, own: Theme) -> tuple[tuple[str, int, str], ...]:
    """Return the files of the brand's font in `templates/assets/fonts/`: name, weight, and characters (or all)."""
    found = []
    for name, weight in WEIGHTS:
        stem = f"{brand.font.replace(' ', '')}-{name}"
        found.append((f"{stem}.woff2", weight, ""))
        if own.has(f"assets/fonts/{stem}-Extended.woff2"):
            found.append((f"{stem}-Extended.woff2", weight, EXTENDED))
    return tuple(found)


def plan(pages: Sequence[Page], project: Project) -> Job:
    """Return the job for all that the pages share."""
    files = tuple(sorted({file for page in pages for file in page.view.files}))
    content = Assets(project.brand, faces(project.brand, theme.of(project.folders.templates)), files)
    paths = [
        "assets/site.css",
        "assets/edition.js",
        "assets/icon.svg",
        *(f"assets/fonts/{name}" for name, *_ in content.faces),
    ]
    return Job(
        channel="web",
        name="web assets",
        paths=tuple(f"web/{path}" for path in (*paths, *(pictures.address(src) for src, _ in files))),
        content=content,
        digest=digest(content, project.templates_digest("web", "assets")),
        folders=project.folders,
        output="web",
    )


def render(job: Job) -> Result:
    """Make the stylesheet, and take over the files that the pages use."""
    content: Assets = job.content
    own = theme.of(job.folders.templates)
    colors = dict(content.brand.colors)
    style = own.render("web/site.css", brand=content.brand, colors=colors, faces=content.faces, fonts="fonts/")
    problems: list[Problem] = []
    files = [
        Rendering(
            f"web/{pictures.address(src)}", pictures.lighten(src, (job.folders.root / src).read_bytes(), problems)
        )
        for src, _ in content.files
    ]
    made = (
        Rendering("web/assets/site.css", _packed(style).encode()),
        Rendering("web/assets/edition.js", own.find("web/edition.js").read_bytes()),
        Rendering("web/assets/icon.svg", own.render("web/icon.svg", colors=colors).encode()),
        *(Rendering(f"web/assets/fonts/{name}", own.find(f"assets/fonts/{name}").read_bytes())
          for name, *_ in content.faces),
        *files,
    )  # fmt: skip
    return Result(made, tuple(problems))


def _packed(style: str) -> str:
    """Return a stylesheet without comments and the spaces that say nothing."""
    short = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"(?<=[:])\s+|\s*([{};,>])\s*", lambda found: found[1] or "", short).strip() + "\n"
