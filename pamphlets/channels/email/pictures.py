"""Turns the pictures of letters into files that every mail program shows, below the practice's own web address."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil
from pathlib import Path
from urllib.parse import quote

from pamphlets import compose
from pamphlets.digests import digest
from pamphlets.model import Folders, Image, Job, Location, Problem, Rendering, Result
from pamphlets.paper import Manuscript, drawings, logo, raster
from pamphlets.project import Brand, Project

WIDTH, COVER = 536, (600, 272)
"""CSS pixels: how wide a picture may be, and how large that on top is. Files have twice as many, for sharp screens."""
_TALLEST, _MAT = 300, 24
"""How tall a drawing is at most, and how wide the mat around it."""
_MOST, _COLORS = 200_000, 128
"""The most bytes of a photo, and the most colors of a drawing."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of the project, a photo or a drawing, and the colors of the mat that a drawing stands on."""

    src: str
    sha256: str
    brand: Brand
    logo: bool

    @property
    def path(self) -> str:
        """Where it is, below `web/`."""
        return path(self.src)


def path(src: str) -> str:
    """Return the path, below `web/`, of a picture of the project as letters show it."""
    kind = src.rpartition(".")[2].lower()
    ending = "png" if kind in ("svg", "png", "gif") else "jpg"
    return f"assets/email/{src.removeprefix('content/')}{'' if ending == kind else f'.{ending}'}"


def of(view: compose.View, brand: Brand) -> tuple[tuple[str, str], ...]:
    """Return the pictures that a letter shows, with their SHA-256, if the practice has an address for them."""
    if not view.facts.practice.web:
        return ()
    files, blocks = dict(view.files), view.edition.blocks
    used = [one.src for block in blocks for one in compose.inlines(block) if isinstance(one, Image)]
    names = [*used, *filter(None, [brand.logo])]
    return tuple((src, files[src]) for src in dict.fromkeys(names))


def size(src: str, root: Path, brand: Brand) -> tuple[int, int]:
    """Return how large a picture is shown, in CSS pixels."""
    if src == brand.logo and (mark := logo(brand, "", "page", root)):
        return round(mark.width), round(mark.height)
    width, height = drawings.size(root / src)
    if not width or not height:
        return WIDTH, _TALLEST
    if src.lower().endswith(".svg"):
        return WIDTH, ceil(min(_TALLEST, (WIDTH - 2 * _MAT) * height / width)) + 2 * _MAT
    shown = min(WIDTH, width, WIDTH * width // height)
    return shown, max(1, round(shown * height / width))


def plan(drawn: Drawn, project: Project) -> Job:
    """Return the job that makes a picture."""
    return Job(
        channel="email",
        name=f"email {drawn.path}",
        paths=(f"web/{drawn.path}",),
        content=drawn,
        digest=digest(drawn),
        folders=project.folders,
        output="email",
        serves=True,
    )


def render(drawn: Drawn, job: Job) -> Result:
    """Make one picture: a photo smaller, a drawing as dots on a mat, a logo on paper."""
    folders, src = job.folders, drawn.src
    if not src.lower().endswith(".svg"):
        content, problems = _develop(src, folders.root, 2 * WIDTH)
        return Result((Rendering(job.paths[0], content),), problems)
    ground, mat = ("paper", 0) if drawn.logo else ("mist", _MAT)
    address = f"content:{quote(src.removeprefix('content/'))}"
    content = draw(address, size(src, folders.root, drawn.brand), drawn.brand, folders, ground, mat)
    return Result((Rendering(job.paths[0], content),))


def draw(
    address: str, size: tuple[int, int], brand: Brand, folders: Folders, ground: str, mat: int, style: str = ""
) -> bytes:
    """Return a picture as PNG, in a box of so many CSS pixels on a ground of the brand, with a mat around it."""
    width, height = size
    box = f"position:absolute;left:{mat}px;top:{mat}px;width:{width - 2 * mat}px;height:{height - 2 * mat}px"
    html = (
        f'<html><body><img src="{escape(address)}" alt="" style="{box};{style or "object-fit:contain"}"></body></html>'
    )
    css = f"@page{{size:{width}px {height}px;margin:0;background:var(--{ground})}}html{{font-family:var(--font)}}"
    pdf = Manuscript(html, folders, Location(""), brand, ()).layout(css).pdf()
    return raster.pngs(pdf, 2 * width, _COLORS)[0]


def _develop(src: str, root: Path, side: int) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a photo as letters show it, or what is wrong with it."""
    content = (root / src).read_bytes()
    try:
        kind = "PNG" if path(src).endswith(".png") else "JPEG"
        return raster.develop(content, side, _MOST, kind).content, ()
    except ValueError as fault:
        message = f"the picture cannot be read: {fault}"
        return content, (Problem("picture", message, Location(src), "save it again, as PNG or JPEG"),)
